"""Delimited tables whose columns are known by their names in the first line."""

from collections.abc import Iterator, Mapping, Sequence

from aligner.errors import FormatError
from aligner.tables.charset import decode
from aligner.tables.delimited import (
    LINE_END,
    Quotes,
    Row,
    header_delimiter,
    require_sound,
    split_rows,
    unguard_cell,
)


def headed_rows(
    data: bytes, path: str, columns: Mapping[str, Sequence[str]], needed: Sequence[str]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows of a table with a header, with their lines: the trimmed cells of some columns.

    Parameters
    ----------
    data : bytes
        In any charset that `decode` finds.
    path : str
        ``.csv`` is separated by commas, semicolons or bars, everything else by tabs.
    columns : mapping of str to sequence of str
        Names of the columns with the headings they may have, in small letters.  A row
        has ``""`` where the table lacks one; other columns are ignored.
    needed : sequence of str
        Columns that must be there.

    Raises
    ------
    FormatError
        With file and line.
    """
    for row, cells in all_headed_rows(data, path, columns, needed, tab_quotes=False):
        require_sound(row, path, "not a table")
        yield row.line, cells


def all_headed_rows(
    data: bytes,
    path: str,
    columns: Mapping[str, Sequence[str]],
    needed: Sequence[str],
    *,
    tab_quotes: bool,
) -> Iterator[tuple[Row, dict[str, str]]]:
    """The rows of `headed_rows`, and those that cannot be read, which have no cells.

    Parameters
    ----------
    data, path, columns, needed
        See `headed_rows`.
    tab_quotes : bool
        Whether quotes may hold cells together also where tabs separate them.

    Raises
    ------
    FormatError
        If the header cannot be read, or lacks a column that is needed.
    """
    lines = LINE_END.split(decode(data, path).text)
    delimiter = header_delimiter(lines[0], path)
    quotes = Quotes.CELL if tab_quotes or delimiter != "\t" else Quotes.TEXT
    rows = split_rows(lines, delimiter, quotes=quotes)
    header = next(rows, Row(1))
    require_sound(header, path, "not a table")
    names = [name.strip().lower() for name in header.cells]
    places = {
        column: names.index(heading)
        for column, headings in columns.items()
        if (heading := next((h for h in headings if h in names), None)) is not None
    }
    if missing := [column for column in needed if column not in places]:
        message = f"no column {' or '.join(missing)} in the first line; name the columns there"
        raise FormatError(message, path, 1)
    for row in rows:
        cells = dict.fromkeys(columns, "")
        for column, place in places.items():
            if place < len(row.cells):
                cells[column] = unguard_cell(row.cells[place].strip())
        yield row, cells
