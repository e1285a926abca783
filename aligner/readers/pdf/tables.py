"""Tables of a PDF page: cells by ruling lines, or by the geometry of columns."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from aligner.readers.pdf.grids import Grid
from aligner.readers.pdf.pages import PdfLine
from aligner.readers.text.wrapped import DRAWN_BULLETS

_MOST_LINES = 600
_SAME_LINE = 0.4
# Wider gaps between base lines, relative to the usual one, part the rows of a table; the widest
# within a table, relative to the font size.
_ROW_GAP, _WIDEST_GAP = 1.22, 3.2
_LEAST_COLUMN_GAP = 0.5
_FEWEST_ROWS = 2
_OTHER_SIZE = 0.12
# Columns of running text have more lines than a table's cells, and most of them are full.
_TEXT_LINES, _FULL, _MOST_FULL = 6, 0.75, 0.6
_LONGEST_ROW = 12
_BULLET = re.compile(f"[{DRAWN_BULLETS}] ")


@dataclass(frozen=True, slots=True)
class Table:
    """The lines of each cell, row by row.

    Parameters
    ----------
    cells : tuple of list of PdfLine
    is_ruled : bool
        Whether rules part its cells; else the place of its text alone says what they are.
    places : tuple of (int, int)
        Row and column of each cell, from 0.
    columns : tuple of float
        Left end of each column, in points.
    is_open_above, is_open_below : bool
        Whether its first or last row has upright rules, but none that closes it.
    """

    cells: tuple[list[PdfLine], ...]
    is_ruled: bool
    places: tuple[tuple[int, int], ...]
    columns: tuple[float, ...]
    is_open_above: bool = False
    is_open_below: bool = False

    @property
    def top(self) -> float:
        """Upper end of its text, in points."""
        return min(line.top - line.size for cell in self.cells for line in cell)

    @property
    def left(self) -> float:
        """Left end of its text, in points."""
        return min(line.left for cell in self.cells for line in cell)

    @property
    def right(self) -> float:
        """Right end of its text, in points."""
        return max(line.right for cell in self.cells for line in cell)


def ruled_tables(
    grids: Iterable[Grid], lines: Sequence[PdfLine]
) -> tuple[list[Table], list[PdfLine]]:
    """Tables whose cells rules part, and the lines that are in none.

    Parameters
    ----------
    grids : iterable of Grid
        Of one page.
    lines : sequence of PdfLine
        Of its text, without furniture.
    """
    tables: list[Table] = []
    inside: set[int] = set()
    for grid in grids:
        cells: dict[tuple[float, float], list[PdfLine]] = {}
        for line in lines:
            place = grid.cell_of(line)
            if place is not None and id(line) not in inside:
                cells.setdefault(place, []).append(line)
        # A frame around a text is no table, nor are two rules with a text between.
        if (cells and grid.goes_on) or len({left for _, left in cells}) > 1:
            tables.append(_ruled_table(grid, cells))
            inside |= {id(line) for cell in cells.values() for line in cell}
    return tables, [line for line in lines if id(line) not in inside]


def _ruled_table(grid: Grid, cells: Mapping[tuple[float, float], list[PdfLine]]) -> Table:
    """The table of a grid, given the lines of each cell by its upper and left edge."""
    tops = sorted({top for top, _ in cells})
    columns = _columns_of(grid, [left for _, left in cells])
    heights = [line.top - line.size / 3 for lines in cells.values() for line in lines]
    return Table(
        tuple(_ordered(cells[place]) for place in sorted(cells)),
        is_ruled=True,
        places=tuple(
            (tops.index(top), bisect_right(columns, left) - 1) for top, left in sorted(cells)
        ),
        columns=columns,
        is_open_above=all(rule[1] > min(heights) for rule in grid.level),
        is_open_below=all(rule[1] <= max(heights) for rule in grid.level),
    )


def _columns_of(grid: Grid, lefts: Sequence[float]) -> tuple[float, ...]:
    """Left ends of all columns, with text or without, given those of the cells with text."""
    # Cells round their edges.
    columns: list[float] = [round(column) for column in grid.columns]
    if columns[-1] > max(lefts):
        # The right edge of the table.
        columns.pop()
    # The first column may have no rule at its left.
    return tuple([min(lefts), *columns] if columns[:1] > [min(lefts)] else columns)


def _ordered(lines: Iterable[PdfLine]) -> list[PdfLine]:
    """Lines of a cell from top to bottom, pieces of one line from left to right."""
    placed = sorted(lines, key=lambda line: line.top)
    ordered: list[PdfLine] = []
    while placed:
        level = placed[0].top + _SAME_LINE * placed[0].size
        row = [line for line in placed if line.top <= level]
        ordered += sorted(row, key=lambda line: line.left)
        placed = placed[len(row) :]
    return ordered


def open_tables(lines: Sequence[PdfLine]) -> tuple[list[Table], list[PdfLine]]:
    """Tables without rules, told by columns that stay apart over several rows, and other lines.

    Parameters
    ----------
    lines : sequence of PdfLine
        Of one page, upright, without those of ruled tables.
    """
    if len(lines) > _MOST_LINES:
        return [], list(lines)
    levels = _levels(lines)
    tables: list[Table] = []
    taken: set[int] = set()
    start = 0
    while start < len(levels):
        stop = _end_of_table(levels, start)
        rows = levels[start:stop]
        if len(rows) < _FEWEST_ROWS:
            start += 1
        elif _is_running_text(rows, lines):
            start = stop
        elif table := _open_table(rows):
            tables.append(table)
            taken |= {id(line) for level in rows for line in level}
            start = stop
        else:
            start += 1
    return tables, [line for line in lines if id(line) not in taken]


def _levels(lines: Sequence[PdfLine]) -> list[list[PdfLine]]:
    """Lines by their base lines, from top to bottom."""
    levels: list[list[PdfLine]] = []
    for line in sorted(lines, key=lambda line: (line.top, line.left)):
        if levels and line.top - levels[-1][0].top <= _SAME_LINE * line.size / 2:
            levels[-1].append(line)
        else:
            levels.append([line])
    return levels


def _stretches(line: PdfLine) -> list[tuple[float, float]]:
    """Where the text of a line is, without its wide gaps; that behind a bullet is none."""
    gaps = line.gaps[1:] if _BULLET.match(line.text) else line.gaps
    edges = [line.left, *(edge for gap in gaps for edge in gap), line.right]
    return [(edges[index], edges[index + 1]) for index in range(0, len(edges), 2)]


def _merged(spans: Iterable[tuple[float, float]], least: float) -> list[tuple[float, float]]:
    """Spans, those joined that overlap or are closer than `least`."""
    merged: list[tuple[float, float]] = []
    for left, right in sorted(spans):
        if merged and left - merged[-1][1] < least:
            merged[-1] = (merged[-1][0], max(merged[-1][1], right))
        else:
            merged.append((left, right))
    return merged


def _columns(levels: Sequence[list[PdfLine]]) -> list[tuple[float, float]]:
    size = levels[0][0].size
    spans = [span for level in levels for line in level for span in _stretches(line)]
    return _merged(spans, _LEAST_COLUMN_GAP * size)


def _end_of_table(levels: Sequence[list[PdfLine]], start: int) -> int:
    """Where the lines end that keep the columns of the one at `start` apart."""
    stop = start
    if len(_columns(levels[start : start + 1])) < _FEWEST_ROWS:
        return start
    count = 0
    while stop < len(levels):
        size = levels[start][0].size
        near = stop == start or levels[stop][0].top - levels[stop - 1][0].top <= _WIDEST_GAP * size
        same = all(abs(line.size - size) <= _OTHER_SIZE * size for line in levels[stop])
        if not (near and same):
            break
        found = len(_columns(levels[start : stop + 1]))
        # A line across the columns is below the table; so is a text in the first of them.
        if found < max(2, count) - (count > 2):  # noqa: PLR2004
            break
        count = max(count, found)
        stop += 1
    while (
        stop > start + 1
        and len(_columns(levels[stop - 1 : stop])) == 1
        and _is_apart(levels, start, stop - 1)
    ):
        stop -= 1
    return stop


def _is_apart(levels: Sequence[list[PdfLine]], start: int, index: int) -> bool:
    """Whether a line below the last row is farther from it than lines of a cell are."""
    step = _least_step(levels[start : index + 1])
    return levels[index][0].top - levels[index - 1][0].top > _ROW_GAP * step


def _least_step(levels: Sequence[list[PdfLine]]) -> float:
    """Least distance of two lines in one column: that of the lines of a cell, if any has two."""
    size = levels[0][0].size
    columns = _columns(levels)
    steps = []
    for place in range(len(columns)):
        tops = sorted(
            line.top
            for level in levels
            for line in level
            if place in {_place(span, columns) for span in _stretches(line)}
        )
        steps += [after - before for before, after in pairwise(tops)]
    return max(size, min([step for step in steps if step >= 0.9 * size], default=size))


def _open_table(levels: Sequence[list[PdfLine]]) -> Table | None:
    """The lines as a table, unless they are columns of running text or too few rows."""
    columns = _columns(levels)
    rows = _rows(levels, columns)
    several = sum(len({column for column, _ in row}) > 1 for row in rows)
    if len(columns) < 2 or several < _FEWEST_ROWS:  # noqa: PLR2004
        return None
    if any(len(row) > _LONGEST_ROW * len(columns) for row in rows):
        return None
    cells: dict[tuple[int, int], list[PdfLine]] = {}
    for number, row in enumerate(rows):
        for place in range(len(columns)):
            cell = [piece for column, piece in row if column == place]
            if cell:
                cells[number, place] = cell
    lefts = tuple(left for left, _ in columns)
    return Table(tuple(cells.values()), is_ruled=False, places=tuple(cells), columns=lefts)


def _rows(
    levels: Sequence[list[PdfLine]], columns: Sequence[tuple[float, float]]
) -> list[list[tuple[int, PdfLine]]]:
    """The pieces of each row with their columns."""
    step = _least_step(levels)
    distances = [after[0].top - before[0].top for before, after in pairwise(levels)]
    padded = any(distance > _ROW_GAP * step for distance in distances)
    rows: list[list[tuple[int, PdfLine]]] = []
    last = 0.0
    for level in levels:
        pieces = [(column, piece) for line in level for column, piece in _pieces(line, columns)]
        # Without padding a line with text in one column only goes on with the row above.
        opens = level[0].top - last > _ROW_GAP * step if padded else len(pieces) > 1
        if opens or not rows:
            rows.append([])
        rows[-1] += pieces
        last = level[0].top
    return rows


def _pieces(line: PdfLine, columns: Sequence[tuple[float, float]]) -> list[tuple[int, PdfLine]]:
    """A line cut where it goes on in another column."""
    spans = _stretches(line)
    places = [_place(span, columns) for span in spans]
    if len(set(places)) == 1:
        return [(places[0], line)]
    return list(_cut(line, spans, places))


def _place(span: tuple[float, float], columns: Sequence[tuple[float, float]]) -> int:
    middle = (span[0] + span[1]) / 2
    return next(
        (index for index, (_, right) in enumerate(columns) if middle <= right), len(columns) - 1
    )


def _cut(
    line: PdfLine, spans: Sequence[tuple[float, float]], places: Sequence[int]
) -> Iterable[tuple[int, PdfLine]]:
    """Pieces of a line; its text is cut at the spaces that its wide gaps are."""
    words = line.text.split(" ")
    # The share of the width says which of the spaces a gap is.
    total = sum(right - left for left, right in spans)
    done = 0
    covered = 0.0
    letters = sum(map(_width, words))
    for index, (left, right) in enumerate(spans):
        covered += right - left
        stop = len(words) if index == len(spans) - 1 else done + 1
        while stop < len(words) - (len(spans) - 1 - index) and (
            abs(sum(map(_width, words[: stop + 1])) / letters - covered / total)
            < abs(sum(map(_width, words[:stop])) / letters - covered / total)
        ):
            stop += 1
        if text := " ".join(words[done:stop]):
            yield places[index], replace(line, text=text, left=left, right=right, gaps=())
        done = stop


def _width(word: str) -> float:
    return sum(2 if ord(character) > 0x2E7F else 1 for character in word)  # noqa: PLR2004


def _is_running_text(levels: Sequence[list[PdfLine]], lines: Sequence[PdfLine]) -> bool:
    """Whether two or three columns go on over the page and are full, as those of a text are."""
    columns = _columns(levels)
    if not 2 <= len(columns) <= 3:  # noqa: PLR2004
        return False
    for left, right in columns:
        own = [
            line
            for line in lines
            if line.left >= left - line.size and line.right <= right + line.size
        ]
        full = sum(line.right - line.left >= _FULL * (right - left) for line in own)
        if len(own) < _TEXT_LINES or full < _MOST_FULL * len(own):
            return False
    return True
