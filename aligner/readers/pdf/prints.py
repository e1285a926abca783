"""Pages printed from a browser: the site's menus, links and footer around the text."""

import re
from collections.abc import Sequence
from itertools import takewhile

from aligner.readers.marks import ends_page, ends_sentence, is_prose, plain_key
from aligner.readers.pdf.grids import Grid
from aligner.readers.pdf.pages import PdfFile, PdfLine, PdfPage

_BROWSER = re.compile(
    r"HeadlessChrome|Chrome/|Chromium|Firefox|Safari/|Edg/|Mozilla/|wkhtmltopdf|Skia/PDF",
    re.IGNORECASE,
)
_NO_BROWSER = re.compile("Google Docs", re.IGNORECASE)
# What browsers print at the foot of a page: its address, and how many pages there are.
_FOOT = re.compile(r"(?:https?|file)://\S+(?:\s+\d{1,4}\s*/\s*\d{1,4})?|\d{1,4}\s*/\s*\d{1,4}")
_HEAD = re.compile(r"(?:\d{1,4}[/.年-]\d{1,2}[/.月-]\d{1,4}日?),?\s*(?:[上下]午)?\s*\d{1,2}:\d\d.*")
_EDGE = 0.06
# Chinese and Latin letters in one row of a margin stand on base lines this far apart, in points.
_SAME_ROW = 2.5
# So much of a line lies on links.
_MOST_LINKED = 0.6
# A heading's type is larger than the text's.
_LARGER = 1.15
_SHORTEST_KEY, _LEAST_SHARE = 4, 0.25
# Rules that would discard more than this share of the text are not applied.
_MOST_LOST = 0.35
_LONGEST_LABEL = 80
_LINE_STEP = 1.9
# Lines this long, relative to the longest, are the text's; fewer say nothing about its column.
_LONG, _FEWEST_LONG = 0.6, 4


def is_print(file: PdfFile) -> bool:
    """Whether a browser printed the file."""
    makers = " ".join(file.metadata.get(name, "") for name in ("Creator", "Producer"))
    return bool(_BROWSER.search(makers)) and not _NO_BROWSER.search(makers)


def site_furniture(file: PdfFile, grids: Sequence[Sequence[Grid]]) -> list[set[int]]:
    """Indices of the lines of each page that belong to the site, not to the text.

    Parameters
    ----------
    file : PdfFile
        A print, by `is_print`.
    grids : sequence of sequence of Grid
        Of each page.
    """
    found = [_around(page, ruled) for page, ruled in zip(file.pages, grids, strict=True)]
    order = [
        (number, index)
        for number, page in enumerate(file.pages)
        for index in sorted(range(len(page.lines)), key=lambda i: page.lines[i].top)
        if index not in found[number]
    ]
    lines = [file.pages[number].lines[index] for number, index in order]
    for more in (_above(lines, file), _behind(lines)):
        lost = sum(len(lines[place].text) for place in more)
        if lost <= _MOST_LOST * sum(len(line.text) for line in lines):
            for place in more:
                number, index = order[place]
                found[number].add(index)
    return found


def _around(page: PdfPage, grids: Sequence[Grid]) -> set[int]:
    """Lines of a page that their place and the links tell."""
    known = _margins(page) | _linked(page)
    return known | _beside(page, known, grids)


def _margins(page: PdfPage) -> set[int]:
    """What the browser itself prints above and below: day, title, address, page number."""
    edges = {
        index
        for index, line in enumerate(page.lines)
        if page.height and not _EDGE < line.top / page.height < 1 - _EDGE
    }
    marked = [
        page.lines[index].top
        for index in edges
        if _FOOT.fullmatch(page.lines[index].text) or _HEAD.fullmatch(page.lines[index].text)
    ]
    return {
        index
        for index in edges
        if any(abs(page.lines[index].top - top) <= _SAME_ROW for top in marked)
    }


def _linked(page: PdfPage) -> set[int]:
    """Lines that are links, but for those that go on with a sentence."""
    shares = [_share(line, page) for line in page.lines]
    linked = {
        index
        for index, line in enumerate(page.lines)
        if shares[index] > _MOST_LINKED and not ends_sentence(line.text)
    }
    return {index for index in linked if not _goes_on(page, index, shares)}


def _beside(page: PdfPage, known: set[int], grids: Sequence[Grid]) -> set[int]:
    """Lines beside the column that the text is in, unless both are in one table."""
    rest = [(n, line) for n, line in enumerate(page.lines) if n not in known and not line.is_turned]
    widest = max((line.right - line.left for _, line in rest), default=0.0)
    long = [line for _, line in rest if line.right - line.left >= _LONG * widest]
    if len(long) < _FEWEST_LONG:
        return set()
    left, right = min(line.left for line in long), max(line.right for line in long)
    tables = [grid for grid in grids if any(grid.cell_of(line) for line in long)]
    return {
        n
        for n, line in rest
        if (line.right <= left or line.left >= right)
        and not any(grid.cell_of(line) for grid in tables)
    }


def _share(line: PdfLine, page: PdfPage) -> float:
    """How much of the width of a line lies on links."""
    middle = line.top - line.size / 3
    width = sum(
        max(0.0, min(line.right, right) - max(line.left, left))
        for left, top, right, bottom in page.links
        if top <= middle <= bottom
    )
    return width / max(line.right - line.left, 0.1)


def _goes_on(page: PdfPage, index: int, shares: Sequence[float]) -> bool:
    """Whether the text goes on around a line that is a link within a sentence."""
    line = page.lines[index]
    for other, share in zip(page.lines, shares, strict=True):
        near = 0 < abs(other.top - line.top) <= _LINE_STEP * line.size
        beside = other.left <= line.left + line.size and other.right > line.left
        same = abs(other.size - line.size) <= 0.5  # noqa: PLR2004 - points
        if near and beside and same and 0.05 < share < 1 - 0.05:  # noqa: PLR2004
            return True
    return False


def _above(lines: Sequence[PdfLine], file: PdfFile) -> set[int]:
    """Places of the lines above the headline."""
    title = plain_key(file.metadata.get("Title", ""))
    body = _body_size(lines)
    early = list(takewhile(lambda place: not is_prose(lines[place].text), range(len(lines))))
    # The line of prose may be the second of a paragraph, whose first is no headline.
    named = [
        place
        for place in early
        if len(key := plain_key(lines[place].text)) >= _SHORTEST_KEY
        and key in title
        and (len(key) >= _LEAST_SHARE * len(title) or title.startswith(key))
    ]
    large = [place for place in early if lines[place].size >= _LARGER * body]
    chosen = [place for place in named if place in large] or named or large
    if not chosen:
        return set()
    first = max(chosen, key=lambda place: (lines[place].size, -place))
    return set(range(first))


def _body_size(lines: Sequence[PdfLine]) -> float:
    """Size of most of the text."""
    counts: dict[float, int] = {}
    for line in lines:
        counts[line.size] = counts.get(line.size, 0) + len(line.text)
    return max(counts, key=lambda size: (counts[size], size), default=10.0)


def _behind(lines: Sequence[PdfLine]) -> set[int]:
    """Places of the lines from the one on that opens related links or the site's footer."""
    for place, line in enumerate(lines):
        if len(line.text) <= _LONGEST_LABEL and ends_page(line.text):
            return set(range(place, len(lines)))
    return set()
