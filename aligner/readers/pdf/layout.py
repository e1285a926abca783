"""Lines of a PDF in reading order, with headers, footers and notes set apart."""

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from statistics import median

from aligner.offsets import Traced
from aligner.readers.marks import line_kind
from aligner.readers.pdf.broken_rows import join_broken_rows
from aligner.readers.pdf.grids import Grid, grids_of
from aligner.readers.pdf.margins import single_page_margins
from aligner.readers.pdf.notes import NOTE_HEAD, with_marks, without_marks
from aligner.readers.pdf.pages import PdfFile, PdfLine, PdfPage
from aligner.readers.pdf.prints import is_print, site_furniture
from aligner.readers.pdf.strips import Strip, put_table, strips_of
from aligner.readers.pdf.tables import open_tables, ruled_tables
from aligner.readers.text.wrapped import Line
from aligner.values import BlockKind

# Share of the page at the top and at the bottom where headers and footers are.
_ZONE = 0.15
_SAME_PLACE = 4.0
_LEAST_SHARE = 0.3
_MOST_OF_TITLE = 0.5
_NUMBER = r"(?:\d{1,4}|[ivxlcIVXLC]{1,7}|[一二三四五六七八九十百]{1,5})"
_PAGE_NUMBER = re.compile(
    rf"[-–—·•~|/\s]*(?:(?:Page|P\.|第)\s*)?{_NUMBER}\s*页?(?:\s*(?:of|/|,|，|共|总)+\s*(?:共)?"
    rf"\s*{_NUMBER}\s*页?)?[-–—·•~|/\s]*",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")


# The pages that have a line of some words in a strip of the page.
_Places = dict[tuple[str, int], set[int]]
# The words of the title on the first page, as of `_key`, and their size.
_Title = tuple[str, float]
_NO_TITLE: _Title = ("", 0.0)


def split_furniture(
    pages: Sequence[PdfPage],
) -> list[tuple[list[PdfLine], list[PdfLine]]]:
    """Body lines and furniture of each page, both in the order of the file.

    Furniture means lines near the top or bottom that other pages repeat at the same
    position (numbers may differ), or that repeat the title, outermost page numbers, and lines
    of rotated text.
    """
    title = _title_of(pages[0]) if pages else _NO_TITLE
    places: _Places = {}
    for number, page in enumerate(pages):
        for line in page.lines:
            if _is_near_edge(line, page):
                places.setdefault((_key(line), _height(line)), set()).add(number)
    return [
        _split(page, places, len(pages), title if number else _NO_TITLE)
        for number, page in enumerate(pages)
    ]


def _split(
    page: PdfPage, places: _Places, n_pages: int, title: _Title
) -> tuple[list[PdfLine], list[PdfLine]]:
    """One page's body lines and furniture; `title` is what a running head may repeat."""
    furniture = {
        index
        for index, line in enumerate(page.lines)
        if line.is_turned
        or (_is_near_edge(line, page) and _is_repeated(places, line, n_pages))
        or (_is_near_edge(line, page) and _repeats(title, line))
    }
    if n_pages == 1:
        furniture |= single_page_margins(page)
    furniture |= _page_numbers(page, furniture)
    # A single page must not be dropped as a whole.
    if len(furniture) == len(page.lines) and n_pages == 1:
        furniture = set()
    body = [line for index, line in enumerate(page.lines) if index not in furniture]
    return body, [page.lines[index] for index in sorted(furniture)]


def _title_of(page: PdfPage) -> _Title:
    """The words of the lines of a page that are in the largest type."""
    size = _LARGE * _body_size(page.lines)
    large = [line for line in page.lines if line.size > size and not line.is_turned]
    largest = max((line.size for line in large), default=0.0)
    return "".join(_key(line) for line in large if line.size > _SMALL * largest), largest


def _repeats(title: _Title, line: PdfLine) -> bool:
    """Whether a line says the title, or most of it, again in smaller type."""
    words, size = title
    key = _key(line)
    return line.size < _SMALL * size and key in words and len(key) > _MOST_OF_TITLE * len(words)


def _is_near_edge(line: PdfLine, page: PdfPage) -> bool:
    """Whether a line is where headers and footers are."""
    share = line.top / page.height if page.height else 0.5
    return not line.is_turned and not _ZONE < share < 1 - _ZONE


def _key(line: PdfLine) -> str:
    """The words of a line with its numbers masked."""
    return _DIGITS.sub("#", "".join(line.text.split())).casefold()


def _height(line: PdfLine) -> int:
    """The strip of a page in which a line stands, half as high as lines may differ."""
    return int(2 * line.top / _SAME_PLACE)


def _is_repeated(places: _Places, line: PdfLine, n_pages: int) -> bool:
    """Whether enough pages repeat a line at about the same position."""
    least = max(2, math.ceil(_LEAST_SHARE * min(n_pages, 10)))
    if n_pages < least:
        return False
    key, height = _key(line), _height(line)
    same: set[int] = set()
    for near in range(height - 2, height + 3):
        same.update(islice(places.get((key, near), ()), least))
    return len(same) >= least


def _page_numbers(page: PdfPage, furniture: set[int]) -> set[int]:
    """Indices of page numbers: outermost lines of the body that are only a number."""
    rest = [index for index in range(len(page.lines)) if index not in furniture]
    if not rest:
        return set()
    tops = sorted(page.lines[index].top for index in rest)
    middle = median(tops)
    found = set()
    for index in rest:
        line = page.lines[index]
        is_outermost = line.top >= tops[-1] - 1 or line.top <= tops[0] + 1
        beside = bisect_right(tops, line.top + 1) - bisect_left(tops, line.top - 1)
        near = _is_near_edge(line, page) and abs(line.top - middle) > line.size
        if is_outermost and beside == 1 and near and _PAGE_NUMBER.fullmatch(line.text):
            found.add(index)
    return found


# Notes are at most this size, relative to the body text.
_SMALL = 0.92
_LARGE = 1.12
_BETWEEN = frozenset({BlockKind.BYLINE, BlockKind.BOILERPLATE})
# Greatest line spacing within one heading, relative to its font size.
_HEADING_GAP = 2.2
_BREAK = 99.0
_STEP, _WIDEST_STEP = 1.2, 2.5
_EDGE_WINDOW, _EDGE_SHARE = 2.0, 0.05


@dataclass(frozen=True, slots=True)
class Layout:
    """Classified lines of a PDF, and the text that they refer to.

    Parameters
    ----------
    source : str
        Lines joined by line feeds, pages by form feeds; then notes, then
        headers and footers, each group page by page.
    flow : list of Line
        Body text, measured in columns of half the font size.
    cells : list of list of Line
        Lines of each cell of a table, or of a strip of several.
    guessed : list of bool
        Whether the place of its text alone says what each of `cells` is.
    broken : list of bool
        Whether each of `cells` was joined over a page break by what its text says alone.
    notes : list of Line
    furniture : list of Traced
    is_print : bool
        Whether a browser printed the file.
    """

    source: str
    flow: list[Line]
    cells: list[list[Line]]
    guessed: list[bool]
    broken: list[bool]
    notes: list[Line]
    furniture: list[Traced]
    is_print: bool = False


@dataclass(slots=True)
class _Writer:
    """Accumulates the text of the file."""

    pieces: list[str]
    length: int = 0

    def add(self, text: str) -> tuple[int, int]:
        """Add a line and return its span."""
        span = self.length, self.length + len(text)
        self.pieces.append(text + "\n")
        self.length += len(text) + 1
        return span

    def end_page(self) -> None:
        """Make the last line feed a form feed."""
        if self.pieces:
            self.pieces[-1] = self.pieces[-1][:-1] + "\f"


def layout_of(file: PdfFile) -> Layout:
    """Lines of a file in reading order.

    Parameters
    ----------
    file : PdfFile
    """
    pages = file.pages
    grids = grids_of(pages)
    parted = _printed(file, grids) if is_print(file) else split_furniture(pages)
    size = _body_size(line for body, _ in parted for line in body)
    bodies, notes = [], []
    texts = [with_marks(body) for body, _ in parted]
    feet = set[int]().union(*(_feet(text, size) for text in texts))
    for ruled, text in zip(grids, without_marks(texts, feet), strict=True):
        notes += text.notes
        bodies.append(_strips(ruled, text.body))
    bodies = join_broken_rows(bodies)
    writer = _Writer([])
    spans: dict[int, tuple[int, int]] = {}
    for strips in bodies:
        for line in (line for strip in strips for line in strip.lines):
            spans[id(line)] = writer.add(line.text)
        writer.end_page()
    for line in notes:
        spans[id(line)] = writer.add(line.text)
    tail = [writer.add(line.text) for _, furniture in parted for line in furniture]
    source = "".join(writer.pieces)
    make = _Maker(source, size, spans)
    strips = [strip for page in bodies for strip in page]
    flow = _flow(bodies, make)
    return Layout(
        source,
        flow,
        [make.lines(strip, opens=False) for strip in strips if strip.is_cell],
        [not strip.is_ruled for strip in strips if strip.is_cell],
        [strip.is_joined for strip in strips if strip.is_cell],
        make.lines(Strip(notes), opens=False) if notes else [],
        [Traced.of(source, *span) for span in tail],
        is_print(file),
    )


def _printed(
    file: PdfFile, grids: Sequence[Sequence[Grid]]
) -> list[tuple[list[PdfLine], list[PdfLine]]]:
    """Body lines and furniture of each page of a print from a browser."""
    found = []
    for page, site in zip(file.pages, site_furniture(file, grids), strict=True):
        body = [line for index, line in enumerate(page.lines) if index not in site]
        found.append((body, [page.lines[index] for index in sorted(site)]))
    return found


def _strips(grids: Sequence[Grid], lines: list[PdfLine]) -> list[Strip]:
    """Strips of a page in reading order, with the cells of tables in their place."""
    ruled, lines = ruled_tables(grids, lines)
    open_ones, lines = open_tables(lines)
    strips = strips_of(lines)
    for table in sorted([*ruled, *open_ones], key=lambda table: table.top):
        put_table(strips, table)
    return strips


def _body_size(lines: Iterable[PdfLine]) -> float:
    """Most common font size, in points."""
    sizes = Counter[float]()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], size), default=10.0) or 1.0


def _feet(body: list[PdfLine], size: float) -> set[int]:
    """Ids of footnote lines: smaller lines below all others, from the first note mark on."""
    # A line of buttons may be between the text and the notes of a page on the web.
    upright = [
        line for line in body if line.size >= _SMALL * size and line_kind(line.text) not in _BETWEEN
    ]
    lowest = max((line.top for line in upright), default=None)
    if lowest is None:
        return set()
    small = [line for line in body if line.size < _SMALL * size and line.top > lowest]
    heads = [line.top for line in small if NOTE_HEAD.match(line.text) and _is_alone(line, small)]
    return {id(line) for line in small if heads and line.top >= min(heads) - 1}


def _is_alone(line: PdfLine, lines: Iterable[PdfLine]) -> bool:
    """Whether no other line is at the height of a line, as in the row of a table."""
    return not line.gaps and sum(abs(other.top - line.top) <= 1 for other in lines) == 1


@dataclass(slots=True)
class _Maker:
    """Converts lines measured in points to lines measured in columns."""

    source: str
    size: float
    spans: dict[int, tuple[int, int]]
    step: float = _STEP

    def lines(
        self, strip: Strip, *, opens: bool, margins: tuple[float, float] | None = None
    ) -> list[Line]:
        """Lines of one strip; `opens` if it may continue the previous page or column."""
        unit = self.size / 2
        left, right = margins or _margins(strip.lines, self.size)
        made = []
        before: PdfLine | None = None
        for line in strip.lines:
            gap = _BREAK
            # A cell may go on on the next page.
            is_next_page = before is not None and line.top < before.top - self.size
            if before is not None and not is_next_page:
                distance = (line.top - before.top) / max(line.size, 0.1)
                gap = distance / self.step
                if line.size > _LARGE * self.size:
                    gap = 1.0 if distance < _HEADING_GAP else _BREAK
            made.append(
                Line(
                    Traced.of(self.source, *self.spans[id(line)]),
                    line.left / unit,
                    line.right / unit,
                    min(left, line.left) / unit,
                    max(right, line.right) / unit,
                    gap,
                    line.size / self.size,
                    is_jump=is_next_page or (before is None and opens),
                )
            )
            before = line
        return made


def _flow(bodies: list[list[Strip]], make: _Maker) -> list[Line]:
    """Lines of the running text of all pages."""
    flowing = [[strip for strip in page if not strip.is_cell] for page in bodies]
    text = [line for page in flowing for strip in page for line in strip.lines]
    make.step = _usual_step(flowing, make.size)
    single = [page[0] for page in flowing if len(page) == 1]
    upright = [line for strip in single for line in strip.lines] or text
    margins = _margins(upright, make.size)
    lines: list[Line] = []
    for page, strips in zip(flowing, bodies, strict=True):
        tabled = len(page) != len(strips)
        for strip in page:
            own = margins if len(page) == 1 and not tabled else None
            follows = not tabled or strip is strips[0]
            lines += make.lines(strip, opens=follows, margins=own)
    return lines


def _usual_step(pages: list[list[Strip]], size: float) -> float:
    """Normal line spacing (lower quartile), relative to the font size."""
    steps = sorted(
        (line.top - before.top) / size
        for page in pages
        for strip in page
        for before, line in pairwise(strip.lines)
        if _LARGE * size > min(before.size, line.size) > _SMALL * size
    )
    usual = [step for step in steps if step > 0.8]  # noqa: PLR2004 - less is another half line
    return min(usual[len(usual) // 4], _WIDEST_STEP) if usual else _STEP


def _margins(lines: list[PdfLine], size: float) -> tuple[float, float]:
    """Left and right margin in points; the right one is where enough lines end."""
    body = [line for line in lines if _LARGE * size > line.size > _SMALL * size] or lines
    rights = sorted((line.right for line in body), reverse=True)
    enough = max(2, int(_EDGE_SHARE * len(rights)))
    left = min((line.left for line in body), default=0.0)
    for right, other in zip(rights, rights[enough - 1 :], strict=False):
        if right - other <= _EDGE_WINDOW * size / 2:
            return left, right
    return left, max(rights, default=0.0)
