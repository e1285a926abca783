"""Rows of tables that a page break cuts: their cells are joined again."""

import re
from collections.abc import Sequence
from dataclasses import replace
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


def join_broken_rows(bodies: Sequence[list[Strip]]) -> list[list[Strip]]:
    """The strips of each page, with what a page break has cut off put behind its cell.

    A row is cut for certain where rules close it neither at the bottom of the page nor at
    the top of the next, or where one of them lacks and the text says so too. Where the text
    alone says so, the joined cells are marked as guessed.

    Parameters
    ----------
    bodies : sequence of list of Strip
        In reading order, without furniture and notes; not changed.
    """
    pages = [list(body) for body in bodies]
    for before, after in pairwise(pages):
        above, below = _last_row(before), _next_row(before, after)
        if not above or not below:
            continue
        is_cut = _is_cut_by_rules(above, below)
        cut = {id(cell) for row in (above, below) for cell in row.values()}
        others = [strip for strip in (*before, *after) if id(strip) not in cut]
        says_so = _is_cut_by_text(above, below, others)
        if is_cut or says_so:
            sure = is_cut or _is_open_somewhere(above, below)
            _join(before, after, above, below, is_sure=sure)
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


def _is_cut_by_text(above: _Cells, below: _Cells, others: Sequence[Strip]) -> bool:
    """Whether all cells go on within a sentence, or those behind an empty first one may."""
    if set(below) - set(above):
        return False
    if all(_goes_on(_text(above[column]), _text(below[column])) for column in below):
        return True
    if 0 not in above or 0 in below or _lack_first(others):
        return False
    # Figures below figures are those of another row.
    ends = [_text(above[column]) for column in below]
    return all(text[-1].isalpha() and not ends_sentence(text) for text in ends)


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


def _join(
    before: list[Strip], after: list[Strip], above: _Cells, below: _Cells, *, is_sure: bool
) -> None:
    """Put the cells of the lower row behind those of the upper one."""
    for column, cell in below.items():
        upper = above.get(column)
        if upper is None:
            continue
        joined = replace(upper, lines=[*upper.lines, *cell.lines], is_joined=not is_sure)
        before[_index(before, upper)] = joined
        del after[_index(after, cell)]


def _index(strips: Sequence[Strip], strip: Strip) -> int:
    return next(index for index, other in enumerate(strips) if other is strip)
