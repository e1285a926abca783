"""Translation units from Parquet files, and from folders of them."""

from collections.abc import Iterator
from pathlib import Path

from aligner.errors import FormatError
from aligner.exporters.parquet_table import load_pyarrow, unit_of_row
from aligner.values import TranslationUnit

_ROWS = 1000


def read_parquet(path: Path) -> Iterator[TranslationUnit]:
    """Units of a Parquet file, one after the other.

    Raises
    ------
    FormatError
        With file and row, when the table is not one of translation units.
    """
    arrow = load_pyarrow()
    try:
        with path.open("rb") as stream, arrow.parquet.ParquetFile(stream) as table:
            row = 0
            for batch in table.iter_batches(_ROWS):
                for record in batch.to_pylist():
                    row += 1
                    yield _unit(record, path, row)
    except OSError as error:
        raise FormatError(f"cannot be read: {error.strerror or error}", str(path)) from error
    except arrow.ArrowInvalid as error:
        raise FormatError(f"not a Parquet file: {error}", str(path)) from error


def read_parquet_folder(folder: Path) -> Iterator[TranslationUnit]:
    """Units of all Parquet files of a corpus folder, in the order of their names.

    Raises
    ------
    FormatError
        If there is none, or one is not a table of translation units.
    """
    paths = sorted(folder.glob("data/*.parquet")) or sorted(folder.glob("*.parquet"))
    if not paths:
        raise FormatError("no .parquet file here", str(folder))
    for path in paths:
        yield from read_parquet(path)


def _unit(record: dict[str, object], path: Path, row: int) -> TranslationUnit:
    try:
        return unit_of_row(record)
    except (KeyError, TypeError, ValueError) as error:
        message = f"row {row} is no translation unit: {error}"
        raise FormatError(message, str(path)) from error
