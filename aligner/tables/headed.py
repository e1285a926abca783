"""Tables that persons write by hand or in a spreadsheet."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from aligner.errors import FormatError

# What ends a cell or a line for some program or other.
_BREAKS = str.maketrans(dict.fromkeys("\t\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029", " "))


def table_line(cells: Sequence[str]) -> str:
    """Cells as one line of a table: tabs and line ends in them become spaces."""
    return "\t".join(cell.translate(_BREAKS) for cell in cells)


def read_table(
    path: Path, columns: Sequence[str], needed: Sequence[str]
) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a table with their line numbers, each with all of some columns.

    Parameters
    ----------
    path : Path
        Separated by commas (.csv) or tabs; UTF-8.
    columns : sequence of str
        What each row has; ``""`` where the table lacks it.  Other columns are
        passed over.
    needed : sequence of str
        Columns that must be there.

    Raises
    ------
    FormatError
        With file and line.
    """
    is_csv = path.suffix.lower() == ".csv"
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = csv.reader(
                stream,
                delimiter="," if is_csv else "\t",
                quoting=csv.QUOTE_MINIMAL if is_csv else csv.QUOTE_NONE,
            )
            try:
                names = [name.strip().lower() for name in next(rows, [])]
                if missing := [name for name in needed if name not in names]:
                    message = f"no column {' or '.join(missing)} in the first line"
                    raise FormatError(message, str(path), 1)
                for row in rows:
                    cells = dict(zip(names, map(str.strip, row), strict=False))
                    yield rows.line_num, {name: cells.get(name, "") for name in columns}
            except csv.Error as error:
                raise FormatError(f"not a table: {error}", str(path), rows.line_num) from error
    except OSError as error:
        raise FormatError(error.strerror or "cannot be opened", str(path)) from error
    except UnicodeDecodeError as error:
        raise FormatError("not UTF-8: save the table as UTF-8", str(path)) from error
