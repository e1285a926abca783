"""Lines of a PDF page in reading order: columns, and rows of tables."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from aligner.readers.pdf.pages import PdfLine
from aligner.readers.pdf.tables import Table

_SAME_LINE = 0.4
# Of a column of text, in widths of a character; so much of the longest line is a full one.
_LONG_TEXT, _FULL_LINE = 60.0, 0.7
_SHORT_CELL, _LONGEST_CELL = 4, 12
_TOUCHING, _SAME_WORD = 1.0, 0.15
# Cost is quadratic in the number of lines.
_MOST_LINES = 600
# Least distance between a table and the text around it, relative to the font size.
_TABLE_GAP = 1.7


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a table a cell is; rows and columns count from 0."""

    table: Table
    row: int
    column: int


@dataclass(slots=True)
class Strip:
    """Lines below one another.

    Parameters
    ----------
    lines : list of PdfLine
    is_cell : bool
        Whether it is a cell or (part of) a column of a table.
    is_ruled : bool
        Whether rules part it from the next cell.
    place : Place or None
        Of a cell of a table that was recognised as a whole.
    is_joined : bool
        Whether its text is that of two pages, as far as can be guessed.
    """

    lines: list[PdfLine]
    is_cell: bool = False
    is_ruled: bool = False
    place: Place | None = None
    is_joined: bool = False

    @property
    def top(self) -> float:
        """Upper end of the first line, in points."""
        return self.lines[0].top - self.lines[0].size

    @property
    def bottom(self) -> float:
        """Base line of the last line, in points."""
        return self.lines[-1].top


def strips_of(lines: Sequence[PdfLine]) -> list[Strip]:
    """Strips of a page in reading order.

    A single-column page is read from top to bottom, a page with lines side by side in the
    order of the file. Short strips side by side are table cells; a single row of them is
    one line with wide gaps.
    """
    strips = _in_file_order(lines)
    if sum(len(strip.lines) for strip in strips) > _MOST_LINES:
        return strips
    beside = [_neighbours(index, strips) for index in range(len(strips))]
    if not any(beside):
        return _one_column([line for strip in strips for line in strip.lines])
    strips = _cut(strips)
    beside = [_neighbours(index, strips) for index in range(len(strips))]
    strips, beside = _rows_joined(strips, beside)
    texts = [_is_text(strip) for strip in strips]
    for index, strip in enumerate(strips):
        if texts[index] or any(texts[other] for other in beside[index]):
            continue
        lengths = [len(strips[other].lines) for other in beside[index]]
        shortest = min([*lengths, len(strip.lines)])
        # The last column of a page may be short, but is next to a long one.
        strip.is_cell = bool(lengths) and (
            shortest <= _SHORT_CELL and max(min(lengths), len(strip.lines)) <= _LONGEST_CELL
        )
    return strips


def _is_text(strip: Strip) -> bool:
    """Whether a strip is as long as a paragraph of a column, not a cell."""
    widths = [(line.right - line.left) / max(line.size, 0.1) for line in strip.lines]
    full = sum(width >= _FULL_LINE * max(widths) for width in widths)
    return sum(widths) >= _LONG_TEXT and full >= _FULL_LINE * (len(widths) - 1)


def put_table(strips: list[Strip], table: Table) -> None:
    """Put the cells of a table behind the text above it in its column.

    Parameters
    ----------
    strips : list of Strip
        In reading order; changed in place.
    table : Table
    """
    place, count = 0, 0
    for index, strip in enumerate(strips):
        above = sum(
            line.top <= table.top + line.size / 2
            and line.right > table.left
            and line.left < table.right
            for line in strip.lines
        )
        if above:
            place, count = index, above
    cells = [
        Strip(cell, is_cell=True, is_ruled=table.is_ruled, place=Place(table, *place))
        for cell, place in zip(table.cells, table.places, strict=True)
    ]
    if not count:
        strips[:0] = cells
        return
    strip = strips[place]
    rest = [replace(strip, lines=strip.lines[count:])] if count < len(strip.lines) else []
    strips[place : place + 1] = [replace(strip, lines=strip.lines[:count]), *cells, *rest]


def _cut(strips: list[Strip]) -> list[Strip]:
    """The strips, cut at gaps between single lines and lines side by side."""
    lines = sorted((line for strip in strips for line in strip.lines), key=lambda line: line.top)
    reach = _SAME_LINE * max(line.size for line in lines)
    shared: set[int] = set()
    for index, line in enumerate(lines):
        for other in takewhile(lambda o: o.top - line.top < reach, lines[index + 1 :]):  # noqa: B023
            if _is_beside(line, other):
                shared |= {id(line), id(other)}
    cut: list[Strip] = []
    for strip in strips:
        cut.append(Strip([strip.lines[0]]))
        for before, line in pairwise(strip.lines):
            changes = (id(before) in shared) != (id(line) in shared)
            if changes and line.top - before.top > _TABLE_GAP * max(line.size, before.size):
                cut.append(Strip([line]))
            else:
                cut[-1].lines.append(line)
    return cut


def _one_column(lines: list[PdfLine]) -> list[Strip]:
    """One strip of all lines from top to bottom."""
    return [Strip(sorted(lines, key=lambda line: line.top))] if lines else []


def _in_file_order(lines: Sequence[PdfLine]) -> list[Strip]:
    """Runs of lines that continue downwards, with pieces of one line joined."""
    strips: list[Strip] = []
    for line in lines:
        last = strips[-1].lines[-1] if strips else None
        if last is not None and _is_piece(last, line):
            strips[-1].lines[-1] = _one_line([last, line])
        elif last is not None and _is_below(last, line):
            strips[-1].lines.append(line)
        else:
            strips.append(Strip([line]))
    return strips


def _is_piece(last: PdfLine, line: PdfLine) -> bool:
    """Whether a line continues the last one on the same baseline, close by."""
    size = max(last.size, line.size)
    gap = line.left - last.right
    same = abs(line.top - last.top) <= _SAME_LINE * size
    return same and -_TOUCHING * size <= gap <= 2 * _TOUCHING * size


def _is_below(last: PdfLine, line: PdfLine) -> bool:
    """Whether a line is below the last one, in the same column."""
    overlap = min(last.right, line.right) - max(last.left, line.left)
    return line.top > last.top + _SAME_LINE * line.size and overlap > 0


def _one_line(lines: Sequence[PdfLine]) -> PdfLine:
    """Join pieces of one line from left to right."""
    parts = sorted(lines, key=lambda line: line.left)
    largest = max(parts, key=lambda line: len(line.text))
    text = parts[0].text
    for before, after in pairwise(parts):
        touching = after.left - before.right < _SAME_WORD * after.size
        text += ("" if touching else " ") + after.text
    right = max(line.right for line in parts)
    return replace(largest, text=text, left=parts[0].left, right=right)


def _neighbours(index: int, strips: list[Strip]) -> list[int]:
    """Indices of the strips next to one, with lines at the same height."""
    own = strips[index]
    return [
        other
        for other, strip in enumerate(strips)
        if other != index
        and min(own.bottom, strip.bottom) > max(own.top, strip.top)
        and any(_is_beside(line, far) for line in own.lines for far in strip.lines)
    ]


def _is_beside(line: PdfLine, other: PdfLine) -> bool:
    """Whether two lines are at the same height, side by side."""
    level = abs(line.top - other.top) < _SAME_LINE * max(line.size, other.size)
    return level and (line.left >= other.right or line.right <= other.left)


def _rows_joined(
    strips: list[Strip], beside: list[list[int]]
) -> tuple[list[Strip], list[list[int]]]:
    """The strips, with isolated rows of pieces joined into one line each."""
    joined: list[Strip] = []
    index = 0
    while index < len(strips):
        row = [index]
        while (
            row[-1] + 1 < len(strips)
            and row[-1] + 1 in beside[index]
            and len(strips[row[-1] + 1].lines) == 1
        ):
            row.append(row[-1] + 1)
        alone = all(set(beside[item]) <= set(row) for item in row)
        if len(row) > 1 and alone and len(strips[index].lines) == 1:
            is_table = _has_rows_around(strips, beside, row)
            line = [_one_line([strips[item].lines[0] for item in row])]
            joined += [strips[item] for item in row] if is_table else [Strip(line)]
        else:
            joined += [strips[item] for item in row]
        index = row[-1] + 1
    return joined, [_neighbours(index, joined) for index in range(len(joined))]


def _has_rows_around(strips: list[Strip], beside: list[list[int]], row: list[int]) -> bool:
    """Whether the strips before or after a row are side by side as well, close to it."""
    for other in (row[0] - 1, row[-1] + 1):
        if 0 <= other < len(strips) and beside[other]:
            near = strips[row[0]]
            distance = max(strips[other].top - near.bottom, near.top - strips[other].bottom)
            if distance < 2 * near.lines[0].size:
                return True
    return False
