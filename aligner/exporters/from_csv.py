"""Translation units from tables in text files that other programs wrote: CSV, TSV, TXT."""

import csv
from collections.abc import Iterator
from pathlib import Path

from aligner.errors import FormatError
from aligner.exporters.tables import Row, units_from_rows
from aligner.tables import numbered_lines
from aligner.values import TranslationUnit

_DELIMITERS = ",;\t|"


def read_tabbed(path: Path) -> Iterator[TranslationUnit]:
    """Units of a file of tab-separated columns, streamed; see `units_from_rows`.

    A header is not needed; LF Aligner's third column becomes a property.

    Raises
    ------
    FormatError
        With file and line.
    """
    rows = (
        (number, [_unquoted(f) for f in line.split("\t")]) for number, line in numbered_lines(path)
    )
    yield from units_from_rows(rows, path)


def read_csv(path: Path) -> Iterator[TranslationUnit]:
    """Units of a CSV file (RFC 4180), streamed; see `units_from_rows`.

    Fields are parted by whatever of comma, semicolon, tab and bar the first
    line has most of.

    Raises
    ------
    FormatError
        With file and line.
    """
    yield from units_from_rows(_csv_rows(path), path)


def _csv_rows(path: Path) -> Iterator[Row]:
    """Rows with the numbers of their last lines."""
    lines = numbered_lines(path)
    _, first = next(lines, (1, ""))
    delimiter = max(_DELIMITERS, key=first.count)

    def texts() -> Iterator[str]:
        yield first + "\n"
        for _, line in lines:
            yield line + "\n"

    reader = csv.reader(texts(), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        message = f"not CSV: {error}; save it again as CSV"
        raise FormatError(message, str(path), reader.line_num) from error


def _unquoted(field: str) -> str:
    """A field without the quotes that spreadsheets put around some."""
    if len(field) > 1 and field[0] == field[-1] == '"':
        inner = field[1:-1]
        if '"' not in inner.replace('""', ""):
            return inner.replace('""', '"')
    return field
