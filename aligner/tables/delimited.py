"""Delimited text (CSV, TSV): rows of cells with line numbers, read tolerantly, written safely.

RFC 4180 says how cells are quoted; the separator may also be a tab, a semicolon or a bar.
"""

import csv
import io
import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from aligner.errors import FormatError
from aligner.tables.charset import decode_lines
from aligner.text import one_line, strip_controls, strip_widthless, visible_controls

LINE_END = re.compile(r"\r\n|\n|\r")
_QUOTED = re.compile(r'"([^"]*(?:""[^"]*)*)"')
# Characters that some program takes for the end of a cell or line.
_BREAKS = str.maketrans(dict.fromkeys("\t\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029", " "))
_DELIMITERS = ",;\t|"
# A cell with more lines than this is a quote that was never closed.
_MOST_LINES = 20
_SAMPLE_LINES = 20
# What a spreadsheet takes for the start of a formula, full-width signs included.
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠]")
_GUARDED = re.compile(r"'+[=+\-@＝＋－＠]")


class Quotes(Enum):
    """What quotation marks around a cell are."""

    TEXT = "part of the text"
    LINE = "no part of the text; a cell is on one line"
    CELL = "what holds a cell together that has separators or line ends in it"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table.

    Parameters
    ----------
    line : int
        Line (or row of a sheet) where it starts, from 1.
    cells : tuple of str
    fault : str
        Why the row cannot be read, ``""`` if it can.
    """

    line: int
    cells: tuple[str, ...] = ()
    fault: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether all cells are empty."""
        return not self.fault and not any(cell.strip() for cell in self.cells)


# A cell in quotes may hold any sign.
_IN_QUOTES = re.compile(r'"[^"]*"')


def guess_delimiter(text: str, path: str) -> str:
    """Cell separator, guessed from the first lines and, in doubt, from the suffix."""
    lines = [line for line in LINE_END.split(text[:20_000]) if line.strip()][:_SAMPLE_LINES]
    if any("\t" in line for line in lines):
        return "\t"
    counts = {sign: sum(sign in line for line in lines) for sign in ",;"}
    best = ";" if _n_filled(lines, ";") > _n_filled(lines, ",") else ","
    is_table = path.lower().endswith(".csv") or counts[best] == len(lines)
    return best if is_table else "\t"


def _n_filled(lines: list[str], sign: str) -> int:
    """How many cells of the first line have a text, if a sign separates them."""
    cells = (cell for line in lines[:1] for cell in _IN_QUOTES.sub("x", line).split(sign))
    return sum(bool(cell.strip(" ,;")) for cell in cells)


def header_delimiter(header: str, path: str) -> str:
    """Cell separator of a table with a header: in ``.csv`` the most frequent one in the header."""
    is_csv = Path(path).suffix.lower() == ".csv"
    return max(_DELIMITERS, key=header.count) if is_csv else "\t"


def split_rows(
    lines: Iterable[str],
    delimiter: str,
    *,
    quotes: Quotes = Quotes.CELL,
    most_lines: int = _MOST_LINES,
    by_hand: bool = False,
) -> Iterator[Row]:
    """Rows of a table that are not blank, streamed; one that cannot be read has a fault.

    Parameters
    ----------
    lines : iterable of str
        Without their ends.
    delimiter : str
        One character.
    quotes : Quotes
    most_lines : int
        Most lines of a quoted cell; a quote that is open for longer is a fault of its
        line alone.
    by_hand : bool
        Whether quotes may be lost, so that lines which look like rows of their own between
        two quotes are rows.
    """
    source = iter(lines)
    ahead: deque[str] = deque()
    start = 1
    while (line := ahead.popleft() if ahead else next(source, None)) is not None:
        used = 1
        if quotes is Quotes.TEXT or '"' not in line:
            row = Row(start, tuple(line.split(delimiter)))
        elif quotes is Quotes.LINE:
            row = Row(start, tuple(map(_unquoted, line.split(delimiter))))
        else:
            cells, used = _quoted_cells(line, _Ahead(source, ahead), delimiter, most_lines)
            if by_hand and used > 1 and not isinstance(cells, _Fault):
                is_lost = _holds_rows([line, *list(ahead)[: used - 1]], len(cells), delimiter)
                cells, used = (_Fault.OPEN, 1) if is_lost else (cells, used)
            row = (
                Row(start, fault=cells.value)
                if isinstance(cells, _Fault)
                else Row(start, tuple(cells))
            )
        for _ in range(used - 1):
            ahead.popleft()
        start += used
        if not row.is_blank:
            yield row


class _Fault(Enum):
    """Why a line is no row."""

    OPEN = "a quote is open"
    STRAY = "text stands behind a quote"


@dataclass(slots=True)
class _Ahead:
    """The lines behind the one that is read."""

    source: Iterator[str]
    waiting: deque[str]

    def line(self, index: int) -> str | None:
        """The line at an index, from 0; None behind the last."""
        while len(self.waiting) <= index:
            line = next(self.source, None)
            if line is None:
                return None
            self.waiting.append(line)
        return self.waiting[index]


def _quoted_cells(
    line: str, ahead: _Ahead, delimiter: str, most_lines: int
) -> tuple[list[str] | _Fault, int]:
    """Cells of the row that starts with a line, or why it has none; and its number of lines."""
    literal = line.split(delimiter)
    # Only a cell that begins with a quote is held together by quotes.
    quoted = [cell for cell in literal if cell.startswith('"')]
    if not quoted:
        return literal, 1
    text, used = line, 1
    n_quotes = text.count('"')
    while True:
        cells = _parse(text, delimiter) if n_quotes % 2 == 0 else _Fault.OPEN
        if cells is not _Fault.OPEN or used >= most_lines:
            break
        more = ahead.line(used - 1)
        if more is None:
            break
        text = f"{text}\n{more}"
        n_quotes += more.count('"')
        used += 1
    if not isinstance(cells, _Fault):
        return cells, used
    is_open = not all(map(_QUOTED.match, quoted))
    if delimiter == "\t" and not is_open:
        return literal, 1
    return (_Fault.OPEN if is_open else cells), 1


def _holds_rows(lines: list[str], n_cells: int, delimiter: str) -> bool:
    """Whether lines between two stray quotes are rows: each has the cells of one, all filled."""
    rows = [line.split(delimiter) for line in lines]
    is_filled = all(row[0].strip(' "') and row[1:2] for row in rows)
    return n_cells > 1 and is_filled and all(len(row) == n_cells for row in rows)


def _unquoted(cell: str) -> str:
    """A cell without the quotes that spreadsheets put around some."""
    match = _QUOTED.fullmatch(cell)
    return match[1].replace('""', '"') if match else cell


def _parse(text: str, delimiter: str) -> list[str] | _Fault:
    """Cells of one row, or why they cannot be read."""
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


def table_rows(
    data: bytes, path: str, *, delimiter: str = "", tab_quotes: bool = True
) -> list[Row]:
    """Rows of a hand-kept table with clean cells; a row that cannot be read has a fault.

    Parameters
    ----------
    data : bytes
        UTF-8, UTF-16 or GB18030.
    path : str
        For messages; ``.csv`` tells that commas or semicolons may separate cells.
    delimiter : str
        Guessed from the first lines if not given.
    tab_quotes : bool
        Whether quotes may hold cells together also where tabs separate them.

    Raises
    ------
    FormatError
        If it is no text.
    """
    decoded = decode_lines(data, path)
    sign = delimiter or guess_delimiter(decoded.text, path)
    quotes = Quotes.CELL if tab_quotes or sign != "\t" else Quotes.TEXT
    rows = split_rows(LINE_END.split(decoded.text), sign, quotes=quotes, by_hand=True)
    if quotes is Quotes.CELL:
        clean = [replace(row, cells=_unguarded(row.cells)) for row in rows]
    else:
        clean = [replace(row, cells=tuple(map(clean_cell, row.cells))) for row in rows]
    return _without_broken(clean, decoded.broken) if decoded.broken else clean


def _unguarded(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(unguard_cell(clean_cell(cell)) for cell in cells)


def _without_broken(rows: list[Row], broken: Sequence[int]) -> list[Row]:
    """The rows, those with unreadable bytes as faults."""
    stops = [*(row.line for row in rows[1:]), max(broken) + 1]
    fault = "some bytes of this row cannot be read"
    # By search: a file in a wrong charset may be broken in every line.
    numbers = sorted(broken)

    def is_broken(row: Row, stop: int) -> bool:
        return bisect_left(numbers, row.line) < bisect_left(numbers, stop)

    return [
        Row(row.line, fault=fault) if not row.fault and is_broken(row, stop) else row
        for row, stop in zip(rows, stops, strict=True)
    ]


def require_sound(row: Row, path: str, what: str) -> None:
    """Raise `FormatError`, which begins with `what`, if a row cannot be read."""
    if row.fault:
        raise FormatError(f"{what}: {row.fault}", path, row.line)


def sound_rows(rows: Iterable[Row], path: str, what: str) -> Iterator[Row]:
    """The rows; raises `FormatError`, which begins with `what`, at the first unreadable one."""
    for row in rows:
        require_sound(row, path, what)
        yield row


def table_line(cells: Sequence[str]) -> str:
    """Cells as one line of a table: tabs and line ends in them become spaces.

    A spreadsheet takes none of them for a formula; see `guard_cell`.  People read such tables
    on terminals, too, through pipes: other control characters and direction marks are escaped,
    as in the ids of pages.
    """
    return "\t".join(guard_cell(visible_controls(cell.translate(_BREAKS))) for cell in cells)


def clean_cell(cell: str) -> str:
    """A cell without what cannot be seen and needless space; its lines stay apart."""
    # Nearly all cells are clean; this is the inner loop of reading.
    if cell.isascii() and cell.isalnum():
        return cell
    text = strip_widthless(strip_controls(cell))
    if "\n" in text or "\r" in text:
        lines = (one_line(line) for line in LINE_END.split(text))
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


def quoted_rows(rows: Iterable[Sequence[str]], delimiter: str = ",", *, every: bool = False) -> str:
    """A table with quotes where they are needed (RFC 4180), safe to open in a spreadsheet.

    Parameters
    ----------
    rows : iterable of sequence of str
    delimiter : str
    every : bool
        Quote every cell: without a header, signs in cells could be taken for separators.
    """
    stream = io.StringIO()
    dialect = csv.unix_dialect if every else csv.excel
    writer = csv.writer(stream, dialect, delimiter=delimiter, lineterminator="\n")
    writer.writerows([guard_cell(cell) for cell in row] for row in rows)
    return stream.getvalue()


def plain_rows(rows: Iterable[Sequence[str]]) -> str:
    """A table with tabs between cells and no quotes, for programs that know none."""
    return "".join("\t".join(map(one_line, row)) + "\n" for row in rows)
