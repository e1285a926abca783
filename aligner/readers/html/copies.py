"""Stretches of a page that are not the article: its second copy, and teasers of others."""

from itertools import pairwise

from aligner.readers.html.elements import HEADING_TAGS
from aligner.readers.html.page import Page
from aligner.readers.marks import ends_sentence, plain_key
from aligner.values import BlockKind

_MOST_LINKED = 0.6
_LONGEST_TEASER_TITLE = 80
_FEWEST_TEASERS = 2


def second_copy(page: Page, prose: list[int], wording: list[BlockKind | None]) -> list[bool]:
    """Which blocks belong to a second copy of the article, as pages for telephones hold one.

    It begins where two paragraphs follow each other as they did before; with
    it go its headline and the lines that show by their wording what they are.
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
    """Where a copy begins whose first paragraph is known: at its repeated headline."""
    before = max((place for place in places if place < index), default=-1)
    seen = set(keys[: before + 1])
    while index - 1 > before and (keys[index - 1] in seen or wording[index - 1] is not None):
        index -= 1
    return index


def teasers(page: Page, prose: list[int], outside: list[bool]) -> list[bool]:
    """Which paragraphs only introduce other articles: each stands under a link to it.

    Believed where there are several of them, behind text that is no teaser.
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
    """The element that holds a block or the paragraph the block is."""
    tag, parent = page.frames[page.blocks[index].frame]
    return parent if tag == "p" or tag in HEADING_TAGS else page.blocks[index].frame


def without_lone_headings(page: Page, kinds: list[BlockKind]) -> None:
    """Make headings boilerplate under which nothing but boilerplate stands."""
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
