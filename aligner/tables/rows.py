"""Tables as text: rows of cells with their lines, read with patience and written with care.

RFC 4180 says how cells are quoted; the separator may also be a tab or a semicolon.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from aligner.text import one_line, strip_controls

_LINE_END = re.compile(r"\r\n|\n|\r")
_QUOTED = re.compile(r'"([^"]*(?:""[^"]*)*)"')
# A cell with more lines than this is a quote that was never closed.
_MOST_LINES = 20
_SAMPLE_LINES = 20
# What a spreadsheet takes for the start of a formula, full-width signs included.
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠]")
_GUARDED = re.compile(r"'+[=+\-@＝＋－＠]")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table.

    Parameters
    ----------
    line : int
        Line (or row of a sheet) where it starts, from 1.
    cells : tuple of str
        Clean: without control characters and needless space.
    fault : str
        Why the row cannot be read, ``""`` if it can.
    """

    line: int
    cells: tuple[str, ...] = ()
    fault: str = ""


def delimiter_of(text: str, path: str) -> str:
    """What separates the cells: told by the first lines, in doubt by the suffix."""
    lines = [line for line in _LINE_END.split(text[:20_000]) if line.strip()][:_SAMPLE_LINES]
    if any("\t" in line for line in lines):
        return "\t"
    counts = {sign: sum(sign in line for line in lines) for sign in ",;"}
    best = ";" if _count(lines, ";") > _count(lines, ",") else ","
    is_table = path.lower().endswith(".csv") or counts[best] == len(lines)
    return best if is_table else "\t"


def _count(lines: list[str], sign: str) -> int:
    return sum(line.count(sign) for line in lines[:1])


def split_rows(
    text: str, delimiter: str, *, quoted: bool = True, broken: Iterable[int] = ()
) -> Iterator[Row]:
    """Rows of a table that are not blank; one that cannot be read has a fault.

    Parameters
    ----------
    text : str
    delimiter : str
        One character.
    quoted : bool
        Whether quotes may hold cells together; else they are text.
    broken : iterable of int
        Lines with unreadable bytes.
    """
    lines = _LINE_END.split(text)
    bad = frozenset(broken)
    place = 0
    while place < len(lines):
        start = place + 1
        if not quoted or '"' not in lines[place]:
            cells: list[str] | _Fault = lines[place].split(delimiter)
            place += 1
        else:
            cells, place = _quoted_cells(lines, place, delimiter)
        if isinstance(cells, _Fault):
            yield Row(start, fault=cells.value)
        elif bad and any(number in bad for number in range(start, place + 1)):
            yield Row(start, fault="some bytes of this row cannot be read")
        elif any(cell.strip() for cell in cells):
            made = map(clean_cell, cells)
            yield Row(start, tuple(map(unguard_cell, made) if quoted else made))


class _Fault(Enum):
    """Why a line is no row."""

    OPEN = "a quote is open"
    STRAY = "text stands behind a quote"


def _quoted_cells(lines: list[str], place: int, delimiter: str) -> tuple[list[str] | _Fault, int]:
    """Cells of the row that starts at a line, or why there are none; and the next line."""
    text = lines[place]
    stop = place + 1
    quotes = text.count('"')
    while True:
        cells = _parse(text, delimiter) if quotes % 2 == 0 else _Fault.OPEN
        if cells is not _Fault.OPEN or stop >= min(len(lines), place + _MOST_LINES):
            break
        text = f"{text}\n{lines[stop]}"
        quotes += lines[stop].count('"')
        stop += 1
    if not isinstance(cells, _Fault):
        return cells, stop
    # Only a cell that begins with a quote is held together by quotes.
    literal = lines[place].split(delimiter)
    quoted = [cell for cell in literal if cell.startswith('"')]
    is_text = delimiter == "\t" and all(map(_QUOTED.match, quoted))
    if is_text or not quoted:
        return literal, place + 1
    is_open = not all(map(_QUOTED.match, quoted))
    return (_Fault.OPEN if is_open else cells), place + 1


def _parse(text: str, delimiter: str) -> list[str] | _Fault:
    """Cells of one row, or why nothing can be made of it."""
    cells: list[str] = []
    place = 0
    while True:
        if text.startswith('"', place):
            match = _QUOTED.match(text, place)
            if match is None:
                return _Fault.OPEN
            cell, place = match[1].replace('""', '"'), match.end()
            if delimiter == "\t" and "\t" in cell and "\n" in cell:
                return _Fault.STRAY  # whole rows between two stray quotes
        else:
            stop = text.find(delimiter, place)
            stop = len(text) if stop < 0 else stop
            cell, place = text[place:stop], stop
            if "\n" in cell:
                return _Fault.STRAY
        cells.append(cell)
        if place == len(text):
            return cells
        if text[place] != delimiter:
            return _Fault.STRAY
        place += 1


def clean_cell(cell: str) -> str:
    """A cell without control characters and needless space; its lines stay apart."""
    # Nearly all cells are clean; this is the inner loop of reading.
    if cell.isascii() and cell.isalnum():
        return cell
    text = strip_controls(cell)
    if "\n" in text or "\r" in text:
        lines = (one_line(line) for line in _LINE_END.split(text))
        return "\n".join(line for line in lines if line)
    return one_line(text)


def unguard_cell(text: str) -> str:
    """The text that `guard_cell` guarded."""
    return text[1:] if text.startswith("'") and _GUARDED.match(text) else text


def guard_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: a quote stands before its first sign.

    Examples
    --------
    >>> guard_cell("=1+1"), guard_cell("patent")
    ("'=1+1", 'patent')
    """
    return f"'{text}" if _FORMULA.match(text) else text


def quoted_rows(rows: Iterable[Sequence[str]], delimiter: str = ",") -> str:
    """A table with quotes where they are needed (RFC 4180), safe to open in a spreadsheet."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
    writer.writerows([guard_cell(cell) for cell in row] for row in rows)
    return stream.getvalue()


def plain_rows(rows: Iterable[Sequence[str]]) -> str:
    """A table with tabs between cells and no quotes, for programs that know none."""
    return "".join("\t".join(map(one_line, row)) + "\n" for row in rows)
