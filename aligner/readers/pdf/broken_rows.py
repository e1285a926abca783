"""Rows of tables that a page break cuts: their cells are joined again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from aligner.readers.marks import ends_sentence
from aligner.readers.pdf.strips import Strip
from aligner.readers.pdf.tables import Table

# Columns of two pages that are so near one another are the same, in points.
_SAME_COLUMN = 4.0
# How text begins that goes on, and how text ends that is cut off.
_SMALL = re.compile("[a-z]")
_FOLLOWS = re.compile("[，、。；：）》”’」』]")
_BREAKS_OFF = re.compile("[,，、;；:：(（《“‘「『-]$")
_PAIRS = (("（", "）"), ("(", ")"), ("《", "》"), ("“", "”"), ("「", "」"))

_Cells = dict[int, Strip]


@dataclass(frozen=True, slots=True)
class _Row:
    """The last row of a page, which may have begun on an earlier one.

    Parameters
    ----------
    page : list of Strip
        Of the page that it began on.
    cells : dict of int to Strip
        By column, with what later pages have added.
    """

    page: list[Strip]
    cells: _Cells


def join_broken_rows(bodies: Sequence[list[Strip]]) -> list[list[Strip]]:
    """The strips of each page, with what a page break has cut off put behind its cell.

    A row is cut for certain where rules close it neither at the bottom of the page nor at
    the top of the next, or where one of them lacks and the text says so too. Where the text
    alone says so, the joined cells are marked as guessed. What fills a page may go on on the
    next one.

    Parameters
    ----------
    bodies : sequence of list of Strip
        In reading order, without furniture and notes; not changed.
    """
    pages = [list(body) for body in bodies]
    begun: _Row | None = None
    for (before, after), (page, following) in zip(pairwise(bodies), pairwise(pages), strict=True):
        last, below = _last_row(before), _next_row(before, after)
        row = begun or _Row(page, last)
        begun = None
        if not last or not below:
            continue
        is_cut = _is_cut_by_rules(last, below)
        cut = {id(cell) for cells in (last, below) for cell in cells.values()}
        others = [strip for strip in (*before, *after) if id(strip) not in cut]
        is_open = _is_open_somewhere(last, below)
        if is_cut or _is_cut_by_text(row.cells, below, others, is_open=is_open):
            row = _joined(row, following, below, is_sure=is_open)
            if id(after[-1]) in cut:
                begun = row
    return pages


def _table(strip: Strip) -> Table | None:
    return None if strip.place is None else strip.place.table


def _last_row(strips: Sequence[Strip]) -> _Cells:
    """The cells of the row that ends a page, by column."""
    last = strips[-1].place if strips else None
    if last is None:
        return {}
    return _row(strips, last.table, last.row)


def _row(strips: Sequence[Strip], table: Table, row: int) -> _Cells:
    return {
        strip.place.column: strip
        for strip in strips
        if strip.place is not None and strip.place.table is table and strip.place.row == row
    }


def _next_row(before: Sequence[Strip], after: Sequence[Strip]) -> _Cells:
    """The cells of the first row of a page, if its table has the columns of the one before."""
    table = _table(after[0]) if after else None
    last = _table(before[-1]) if before else None
    if table is None or last is None or table.is_ruled != last.is_ruled:
        return {}
    if not _same_columns(table.columns, last.columns):
        return {}
    first = _row(after, table, 0)
    # A heading is repeated on each page.
    return _row(after, table, 1) if _texts(first) == _texts(_row(before, last, 0)) else first


def _texts(row: _Cells) -> dict[int, str]:
    return {column: _text(cell) for column, cell in row.items()}


def _same_columns(these: Sequence[float], those: Sequence[float]) -> bool:
    return len(these) == len(those) and all(
        abs(here - there) <= _SAME_COLUMN for here, there in zip(these, those, strict=True)
    )


def _openings(above: _Cells, below: _Cells) -> tuple[bool, bool]:
    """Whether the last row has no rule below it, and the first one none above it."""
    last, first = (next(iter(row.values())).place for row in (above, below))
    if last is None or first is None:
        return False, False
    return last.table.is_open_below, first.table.is_open_above and first.row == 0


def _is_cut_by_rules(above: _Cells, below: _Cells) -> bool:
    return all(_openings(above, below))


def _is_open_somewhere(above: _Cells, below: _Cells) -> bool:
    return any(_openings(above, below))


def _is_cut_by_text(
    above: _Cells, below: _Cells, others: Sequence[Strip], *, is_open: bool
) -> bool:
    """Whether all cells go on within a sentence, or those behind an empty first one may.

    Where a rule lacks, one of those behind an empty first cell says enough if it does.
    """
    if set(below) - set(above):
        return False
    ends = [_text(above[column]) for column in below]
    going_on = [
        _goes_on(end, _text(below[column])) for end, column in zip(ends, below, strict=True)
    ]
    if all(going_on):
        return True
    if 0 not in above or 0 in below or _lack_first(others):
        return False
    # Figures below figures are those of another row.
    may_go_on = all(text[-1].isalpha() and not ends_sentence(text) for text in ends)
    return may_go_on or (is_open and any(going_on))


def _lack_first(strips: Sequence[Strip]) -> bool:
    """Whether rows have no first cell elsewhere, because one stands for several rows."""
    rows: dict[tuple[int, int], set[int]] = {}
    for strip in strips:
        if strip.place is not None:
            key = id(strip.place.table), strip.place.row
            rows.setdefault(key, set()).add(strip.place.column)
    return any(0 not in columns for columns in rows.values())


def _text(strip: Strip) -> str:
    return "".join(line.text for line in strip.lines)


def _goes_on(text: str, rest: str) -> bool:
    """Whether the text of a cell goes on in the one below."""
    if ends_sentence(text):
        return False
    is_small = _SMALL.match(rest) is not None and not _SMALL.match(text)
    return (
        is_small
        or _FOLLOWS.match(rest) is not None
        or _BREAKS_OFF.search(text) is not None
        or any(text.count(mark) > text.count(end) and end in rest for mark, end in _PAIRS)
    )


def _joined(row: _Row, following: list[Strip], below: _Cells, *, is_sure: bool) -> _Row:
    """The row with the cells of the lower one put behind its own, in its page as well."""
    cells = dict(row.cells)
    for column, cell in below.items():
        upper = cells.get(column)
        if upper is None:
            continue
        is_guess = upper.is_joined or not is_sure
        cells[column] = replace(upper, lines=[*upper.lines, *cell.lines], is_joined=is_guess)
        row.page[_index(row.page, upper)] = cells[column]
        del following[_index(following, cell)]
    return _Row(row.page, cells)


def _index(strips: Sequence[Strip], strip: Strip) -> int:
    return next(index for index, other in enumerate(strips) if other is strip)
