"""Headlines that a page breaks into lines, put together again."""

from aligner.offsets import Traced
from aligner.readers.html.elements import HEADING_TAGS
from aligner.readers.html.headline import LONGEST_HEADLINE
from aligner.readers.html.page import Page, RawBlock
from aligner.readers.marks import ends_sentence, line_kind, plain_key
from aligner.text import has_han

_MOST_LINES = 3
_SHORTEST = 6


def join_broken_headline(page: Page) -> None:
    """Make one block of two or three lines that the page's own title holds in one stretch.

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
    """Join the last plain line above the text with those before it in its own element.

    Parameters
    ----------
    page : Page
        Changed in place.
    title : int
        Index of the headline; nothing is done where markup or the page's own
        title say that it is one.

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


def _are_lines(lines: list[RawBlock]) -> bool:
    """Whether blocks are plain lines of one element, no longer together than a headline."""
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
    """Whether the title of the page holds the lines one behind the other."""
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
    return RawBlock(Traced.joined(parts), first.role, first.region, first.frame, 0)
