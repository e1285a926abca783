"""Where the article is on a page: its boundaries, duplicates of it, teasers of others."""

import re
from itertools import pairwise

from aligner.readers.html.elements import HEADING_TAGS, Region
from aligner.readers.html.page import Page, RawBlock
from aligner.readers.marks import (
    ends_page,
    ends_sentence,
    is_prose,
    line_kind,
    may_end_page,
    opens_links,
    plain_key,
)
from aligner.values import BlockKind

_MOST_LINKED = 0.6
_LONGEST_TEASER_TITLE = 80
_FEWEST_TEASERS = 2


def second_copy(page: Page, prose: list[int], wording: list[BlockKind | None]) -> list[bool]:
    """Which blocks belong to a second copy of the article, as responsive pages have for phones.

    The copy begins where two consecutive paragraphs are repeated; its headline and lines
    recognisable by their wording (bylines, dates) are part of it.
    """
    copied = [False] * len(page.blocks)
    places = [index for index, weight in enumerate(prose) if weight]
    if len({page.blocks[index].text for index in places}) == len(places):
        return copied
    keys = [plain_key(block.text) for block in page.blocks]
    follower: dict[str, tuple[int, str]] = {}
    for here, behind in pairwise(places):
        follower.setdefault(keys[here], (here, keys[behind]))
    for here, behind in pairwise(places):
        first, key = follower[keys[here]]
        if first < here and keys[behind] == key:
            start = _start_of_copy(keys, wording, places, here)
            seen = set(keys[:start])
            for index in range(start, len(keys)):
                copied[index] = keys[index] in seen or wording[index] is not None
            break
    return copied


def _start_of_copy(
    keys: list[str], wording: list[BlockKind | None], places: list[int], index: int
) -> int:
    """Start of a copy with a known first paragraph: its repeated headline."""
    before = max((place for place in places if place < index), default=-1)
    seen = set(keys[: before + 1])
    while index - 1 > before and (keys[index - 1] in seen or wording[index - 1] is not None):
        index -= 1
    return index


def teasers(page: Page, prose: list[int], outside: list[bool]) -> list[bool]:
    """Which paragraphs are teasers of other articles, each below a link to one.

    Only accepted if there are several, after text that is not a teaser.
    """
    found = [
        index
        for index in range(1, len(page.blocks))
        if prose[index]
        and not outside[index]
        and _is_link(page, index - 1)
        and _parent(page, index - 1) == _parent(page, index)
    ]
    marked = [False] * len(page.blocks)
    own = next((i for i, weight in enumerate(prose) if weight and not outside[i]), len(prose))
    if len(found) >= _FEWEST_TEASERS and own < found[0]:
        for index in found:
            marked[index] = True
    return marked


def _is_link(page: Page, index: int) -> bool:
    """Whether a block is the linked headline of another article."""
    block = page.blocks[index]
    linked = block.link_length > _MOST_LINKED * len(block.text)
    return linked and len(block.text) <= _LONGEST_TEASER_TITLE and not ends_sentence(block.text)


def _parent(page: Page, index: int) -> int:
    """The element that contains a block or its paragraph."""
    tag, parent = page.frames[page.blocks[index].frame]
    return parent if tag == "p" or tag in HEADING_TAGS else page.blocks[index].frame


def without_lone_headings(page: Page, kinds: list[BlockKind]) -> None:
    """Mark headings with nothing but boilerplate below them as boilerplate."""
    content = boilerplate = False
    for index in reversed(range(len(kinds))):
        if kinds[index] is BlockKind.SUBTITLE and page.blocks[index].role in HEADING_TAGS:
            if boilerplate and not content:
                kinds[index] = BlockKind.BOILERPLATE
            else:
                content = boilerplate = False
        elif kinds[index].is_content:
            content = True
        elif kinds[index] is BlockKind.BOILERPLATE:
            boilerplate = True


_ATTACHMENT = re.compile(
    r"(?:附件|附\s?[:：]|Annex|Attachment|Appendix)|.{1,80}\.(?:docx?|xlsx?|pdf|wps|ofd|zip|rar)$",
    re.IGNORECASE,
)
# A sentence with a link has at least this many characters outside the link.
_FEWEST_OWN = 8
# The main part of the page holds at least this share of all prose.
_MAIN_SHARE = 0.85
# Rules that would discard more than this share of the prose are not applied.
_MOST_LOST = 0.3


def outside_by_markup(page: Page, prose: list[int]) -> list[bool]:
    """Which blocks are outside the article, judged by markup and links."""
    outside = [block.region is Region.CONTROL for block in page.blocks]
    mark_outside(outside, [block.region is Region.BOILERPLATE for block in page.blocks], prose)
    return [
        out or (_is_linked(block) and not _ATTACHMENT.match(block.text))
        for out, block in zip(outside, page.blocks, strict=True)
    ]


def _is_linked(block: RawBlock) -> bool:
    """Whether a block is mainly a link, not a sentence containing one."""
    own = len(block.text) - block.link_length
    if own >= _FEWEST_OWN and ends_sentence(block.text):
        return False
    return block.link_length > _MOST_LINKED * len(block.text)


def mark_outside(outside: list[bool], more: list[bool], prose: list[int]) -> None:
    """Mark more blocks as outside, unless that would discard too much prose."""
    lost = sum(weight for out, weight in zip(more, prose, strict=True) if out)
    if lost <= _MOST_LOST * sum(prose):
        outside[:] = [a or b for a, b in zip(outside, more, strict=True)]


def beyond_main(page: Page, prose: list[int]) -> list[bool]:
    """Which blocks are outside the smallest element that holds most of the prose."""
    weights = [0] * len(page.frames)
    counts = [0] * len(page.frames)
    for block, weight in zip(page.blocks, prose, strict=True):
        weights[block.frame] += weight
        counts[block.frame] += weight > 0
    inside = [False] * len(page.frames)
    for frame in range(len(page.frames) - 1, 0, -1):
        parent = page.frames[frame][1]
        weights[parent] += weights[frame]
        counts[parent] += counts[frame]
    main = 0
    for frame in range(1, len(page.frames)):
        # An element with a single paragraph may be that paragraph itself.
        if (
            page.frames[frame][1] == main
            and weights[frame] >= _MAIN_SHARE * weights[0]
            and counts[frame] > 1
        ):
            main = frame
    inside[main] = True
    for frame in range(main + 1, len(page.frames)):
        inside[frame] = inside[page.frames[frame][1]]
    return [not inside[block.frame] for block in page.blocks]


def behind_end(page: Page, prose: list[int]) -> list[bool]:
    """Which blocks follow the line that ends the article (related links, copyright).

    Links may also interrupt an article: it resumes with a paragraph in the same element as
    those before the links.  A line such as "Copyright", which may as well be a heading of the
    text, ends it only if no such paragraph follows.
    """
    last = _last_paragraph(page, prose)
    homes: set[tuple[str, int]] = set()
    ended = final = False
    behind = []
    for index, (block, weight) in enumerate(zip(page.blocks, prose, strict=True)):
        home = page.frames[block.frame]
        ends = ends_page(block.text) or (index > last and may_end_page(block.text))
        if homes and ends:
            ended, final = True, final or not opens_links(block.text)
        elif ended and not final and home in homes and _is_paragraph(block):
            ended = False
        if weight and not ended:
            homes.add(home)
        behind.append(ended)
    return behind


def _last_paragraph(page: Page, prose: list[int]) -> int:
    """Index of the last paragraph in an element that holds prose, -1 if there is none."""
    frames = page.frames
    homes = {
        frames[block.frame] for block, weight in zip(page.blocks, prose, strict=True) if weight
    }
    return max(
        (
            index
            for index, block in enumerate(page.blocks)
            if frames[block.frame] in homes and _is_text(block)
        ),
        default=-1,
    )


def _is_text(block: RawBlock) -> bool:
    """Whether a block is a paragraph that no footer has."""
    return _is_paragraph(block) and not may_end_page(block.text)


def _is_paragraph(block: RawBlock) -> bool:
    """Whether a block is text, however short, and not a link."""
    return not _is_linked(block) and ends_sentence(block.text) and line_kind(block.text) is None


def prose_weight(block: RawBlock, wording: BlockKind | None) -> int:
    """Characters of a block if it is running text, else 0."""
    ordinary = wording is None and block.region is not Region.CONTROL
    return len(block.text) if ordinary and not _is_linked(block) and is_prose(block.text) else 0


def first_prose(prose: list[int], outside: list[bool]) -> int:
    """Index of the first block of running text inside the article."""
    pairs = enumerate(zip(prose, outside, strict=True))
    return next((index for index, (weight, out) in pairs if weight and not out), len(prose))


def first_text(page: Page, outside: list[bool], first: int, title: int | None) -> int:
    """Index where the text begins: the first prose, or else the first short sentence."""
    if first < len(page.blocks) or title is None:
        return first
    sentences = (
        index
        for index in range(title + 1, len(page.blocks))
        if not outside[index] and _is_paragraph(page.blocks[index])
    )
    return next(sentences, first)
