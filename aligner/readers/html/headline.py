"""The headline of a page and the lines below it."""

import re
from itertools import takewhile
from statistics import median

from aligner.offsets import Traced
from aligner.readers.document_numbers import is_number_line
from aligner.readers.html.elements import HEADING_TAGS, Region
from aligner.readers.html.page import Page, RawBlock
from aligner.readers.marks import LETTERHEAD, ends_sentence, is_prose, line_kind, plain_key
from aligner.text import has_han
from aligner.values import BlockKind

LONGEST_HEADLINE = 200
_SITE_CUT = re.compile(r"\s*[|｜_]\s*|\s+[-–—·»>:]+\s+|--+")
_SHORTEST_TITLE = 4
_FURTHEST_ABOVE = 6
_SHORTEST_LINE_HAN, _SHORTEST_LINE_LATIN = 6, 16
_LEAST_TITLE_SHARE = 0.5
_MOST_SUBTITLES, _LONGEST_SUBTITLE = 2, 160
_MOST_LINES = 3
_SHORTEST = 6
# A headline's type is larger than the text's, of which 12 points are usual.
_LARGER, _USUAL_SIZE = 1.15, 12.0


def headline_index(page: Page, outside: list[bool], first_prose: int) -> int | None:
    """Index of the headline: the block that matches the page's title, else the first heading."""
    early = [
        index
        for index, block in enumerate(page.blocks[:first_prose])
        if len(block.text) <= LONGEST_HEADLINE
        and (not outside[index] or block.role in HEADING_TAGS)
    ]
    matched = _best_match(page, early)
    if matched is not None:
        return matched
    large = _largest_line(page, early)
    if large is not None and page.is_from_office:
        # What has a heading's mark-up there may be the first chapter.
        return large
    for wanted in (_is_main_heading, _is_titled, _is_heading):
        for index in early:
            if wanted(page.blocks[index]) and line_kind(page.blocks[index].text) is None:
                return index
    if large is not None:
        return large
    if page.is_from_office or not any(outside[:first_prose]):
        return _first_line(page, early)
    return _line_above(page, outside, first_prose)


def _largest_line(page: Page, early: list[int]) -> int | None:
    """The first of the lines in the largest type, if it is larger than the text's."""
    sizes = [block.size for block in page.blocks if block.size and is_prose(block.text)]
    least = _LARGER * (median(sizes) if sizes else _USUAL_SIZE)
    large = [
        index
        for index in early
        if page.blocks[index].size >= least
        and line_kind(page.blocks[index].text) is None
        and not LETTERHEAD.fullmatch(page.blocks[index].text)
    ]
    return max(large, key=lambda index: (page.blocks[index].size, -index), default=None)


def _first_line(page: Page, early: list[int]) -> int | None:
    """The first plain line of a page that has nothing but the text, as an office saves it."""
    if len(page.blocks) == len(early):
        return None
    for index in early[:_FURTHEST_ABOVE]:
        text = page.blocks[index].text
        if line_kind(text) is None and not is_number_line(text) and not LETTERHEAD.fullmatch(text):
            return None if ends_sentence(text) or text[-1] in ":：" else index
    return None


def _line_above(page: Page, outside: list[bool], first_prose: int) -> int | None:
    """The last plain line above the text, for a page without a marked headline."""
    if first_prose == len(page.blocks):
        return None
    for index in reversed(range(max(0, first_prose - _FURTHEST_ABOVE), first_prose)):
        text = page.blocks[index].text
        if outside[index] or line_kind(text) is not None:
            continue
        shortest = _SHORTEST_LINE_HAN if has_han(text) else _SHORTEST_LINE_LATIN
        is_line = shortest <= len(text) <= _LONGEST_SUBTITLE and not ends_sentence(text)
        return index if is_line else None
    return None


def _best_match(page: Page, early: list[int]) -> int | None:
    """The early block that covers most of the page's title."""
    names = [plain_key(name) for name in (page.meta.get("og:title", ""), page.title) if name]
    cut = len(plain_key(cut_title(page)))
    best: tuple[int, bool, int] | None = None
    for index in early:
        block = page.blocks[index]
        key = plain_key(block.text)
        if len(key) < max(_SHORTEST_TITLE, _LEAST_TITLE_SHARE * cut):
            continue
        if any(key in name for name in names):
            best = max(best or (0, False, 0), (len(key), block.role in HEADING_TAGS, index))
    return best[2] if best else None


def cut_title(page: Page) -> str:
    """The page's title without the name of the site."""
    name = page.meta.get("articletitle") or page.meta.get("og:title") or page.title
    parts = _SITE_CUT.split(name)
    return parts[0] if len(parts[0]) >= _SHORTEST_TITLE else max(parts, key=len)


def _is_main_heading(block: RawBlock) -> bool:
    return block.role == "h1"


def _is_titled(block: RawBlock) -> bool:
    return block.region is Region.TITLE and not ends_sentence(block.text)


def _is_heading(block: RawBlock) -> bool:
    return block.role in HEADING_TAGS


def subtitle_indices(
    page: Page,
    title: int,
    wording: list[BlockKind | None],
    furniture: list[bool],
) -> list[int]:
    """Indices of the subtitle lines below the headline."""
    subtitles: list[int] = []
    for index in range(title + 1, min(title + 1 + _MOST_SUBTITLES, len(page.blocks))):
        block = page.blocks[index]
        is_line = len(block.text) <= _LONGEST_SUBTITLE and not ends_sentence(block.text)
        if furniture[index] or wording[index] is not None or not is_line:
            break
        is_beside = block.frame == page.blocks[title].frame
        if is_beside or _looks_subordinate(block) or is_number_line(block.text):
            subtitles.append(index)
    return subtitles


def _looks_subordinate(block: RawBlock) -> bool:
    """Whether markup or a dash makes a line a subtitle."""
    marked = block.region is Region.SUBTITLE or block.role in HEADING_TAGS
    return marked or block.text[0] in "—–-"


def join_broken_headline(page: Page) -> None:
    """Join two or three blocks that the page's title contains as one string.

    Parameters
    ----------
    page : Page
        Changed in place.
    """
    names = [plain_key(name) for name in (page.meta.get("og:title", ""), page.title) if name]
    if not names:
        return
    for index, block in enumerate(page.blocks):
        for count in range(_MOST_LINES, 1, -1):
            lines = page.blocks[index : index + count]
            if len(lines) == count and _are_lines(lines) and _is_one(lines, names):
                page.blocks[index : index + count] = [_joined(lines)]
                return
        if len(block.text) > LONGEST_HEADLINE:
            return


def join_lines_above(page: Page, title: int) -> bool:
    """Join the last plain line above the text with the preceding lines of its element.

    Parameters
    ----------
    page : Page
        Changed in place.
    title : int
        Index of the headline; nothing is done if markup or the page's title confirm it as
        it is.

    Returns
    -------
    changed : bool
    """
    frame = page.blocks[title].frame
    known = plain_key(page.blocks[title].text) in plain_key(page.title)
    if known or page.blocks[title].role in HEADING_TAGS:
        return False
    start = title
    while start and page.blocks[start - 1].frame == frame and title - start < _MOST_LINES - 1:
        start -= 1
    lines = page.blocks[start : title + 1]
    alone = sum(block.frame == frame for block in page.blocks) == len(lines)
    if len(lines) == 1 or not alone or not _are_lines(lines):
        return False
    page.blocks[start : title + 1] = [_joined(lines)]
    return True


def join_large_lines(page: Page, title: int) -> bool:
    """Join a headline in large type with the lines below it in the same type.

    Parameters
    ----------
    page : Page
        Changed in place.
    title : int

    Returns
    -------
    changed : bool
    """
    size = page.blocks[title].size
    known = plain_key(page.blocks[title].text) in plain_key(page.title)
    if not size or known or page.blocks[title].role in HEADING_TAGS:
        return False
    lines = list(
        takewhile(
            lambda line: line.size == size and not ends_sentence(line.text),
            page.blocks[title : title + _MOST_LINES],
        )
    )
    one_script = len({has_han(line.text) for line in lines}) == 1
    short = sum(len(line.text) for line in lines) <= LONGEST_HEADLINE
    plain = all(line_kind(line.text) is None and line.text[0] not in "—–-" for line in lines)
    usual = sum(block.size == size for block in page.blocks) > len(lines)
    if len(lines) == 1 or usual or not (one_script and short and plain):
        return False
    page.blocks[title : title + len(lines)] = [_joined(lines)]
    return True


def _are_lines(lines: list[RawBlock]) -> bool:
    """Whether blocks are plain lines of one element, together short enough for a headline."""
    first = lines[0]
    if sum(len(line.text) for line in lines) > LONGEST_HEADLINE:
        return False
    return all(
        line.frame == first.frame
        and not line.link_length
        and not ends_sentence(line.text)
        and line.text[0] not in "—–-"
        and line_kind(line.text) is None
        for line in lines
    )


def _is_one(lines: list[RawBlock], names: list[str]) -> bool:
    """Whether the page's title contains the lines in a row."""
    key = "".join(plain_key(line.text) for line in lines)
    return len(key) >= _SHORTEST and any(key in name for name in names)


def _joined(lines: list[RawBlock]) -> RawBlock:
    """One block of several lines."""
    first = lines[0]
    parts = [first.traced]
    for line in lines[1:]:
        glue = "" if has_han(parts[-1].text[-1] + line.text[0]) else " "
        if glue:
            parts.append(Traced(glue, ((0, parts[-1].span[1], line.traced.span[0]),)))
        parts.append(line.traced)
    return RawBlock(Traced.joined(parts), first.role, first.region, first.frame, 0, first.size)
