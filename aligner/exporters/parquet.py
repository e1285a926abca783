"""Apache Parquet: a compressed table with a column for each usual property.

What does not fit the columns (properties of other programs, repeated or in another
order) goes into one more column, so that every unit reads back as it was.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import islice, pairwise
from pathlib import Path
from types import ModuleType
from typing import IO, Any

from aligner import __version__
from aligner.errors import FormatError, MissingExtraError
from aligner.exporters.units import PROPERTY_NAMES
from aligner.inputs import open_input
from aligner.values import TranslationUnit

_HEAD = ("id", "source_language", "target_language", "source_text", "target_text")
_PROPERTIES = {name: name.replace("-", "_") for name in PROPERTY_NAMES}
_REST = "properties"
COLUMNS = (*_HEAD, "probability", *_PROPERTIES.values(), _REST)
_ORDER = {name: number for number, name in enumerate(PROPERTY_NAMES)}


def load_pyarrow() -> ModuleType:
    """The package that reads and writes Parquet.

    Raises
    ------
    MissingExtraError
        If it is not installed.
    """
    try:
        import_module("pyarrow.parquet")
        return import_module("pyarrow")
    except ImportError as error:
        raise MissingExtraError("Parquet", "parquet") from error


def table_schema(arrow: ModuleType) -> Any:  # noqa: ANN401 - the package has no types
    """Schema of the table."""
    text = arrow.string()
    pair = arrow.struct([("name", text), ("value", text)])
    fields = [(name, text) for name in (*_HEAD, *_PROPERTIES.values())]
    fields.insert(len(_HEAD), ("probability", arrow.float64()))
    return arrow.schema([*fields, (_REST, arrow.list_(pair))])


def table_columns(units: Sequence[TranslationUnit]) -> dict[str, list[object]]:
    """Values of every column; an unknown property is null."""
    named = [dict(unit.properties) if _is_usual(unit) else {} for unit in units]
    columns: dict[str, list[object]] = {
        name: [_text(getattr(unit, name)) for unit in units] for name in _HEAD
    }
    columns["probability"] = [unit.probability for unit in units]
    for name, column in _PROPERTIES.items():
        columns[column] = [_text(values[name]) if name in values else None for values in named]
    columns[_REST] = [None if _is_usual(unit) else _pairs(unit) for unit in units]
    return columns


def unit_of_row(row: dict[str, Any]) -> TranslationUnit:
    """The unit of a row.

    Raises
    ------
    KeyError, TypeError, ValueError
        If the row is not a translation unit.
    """
    if (rest := row.get(_REST)) is not None:
        properties = [(str(pair["name"]), str(pair["value"])) for pair in rest]
    else:
        found = ((name, row.get(column)) for name, column in _PROPERTIES.items())
        properties = [(name, str(value)) for name, value in found if value is not None]
    texts = {name: row[name] for name in _HEAD}
    if not all(isinstance(text, str) for text in texts.values()):
        raise TypeError("a text is missing")
    return TranslationUnit(
        **texts, probability=float(row["probability"]), properties=tuple(properties)
    )


def _is_usual(unit: TranslationUnit) -> bool:
    """Whether the columns hold all properties of a unit, in their order."""
    places = [_ORDER.get(name, -1) for name, _ in unit.properties]
    return all(a < b for a, b in pairwise([-1, *places])) if places else True


def _pairs(unit: TranslationUnit) -> list[dict[str, str]]:
    return [{"name": _text(name), "value": _text(value)} for name, value in unit.properties]


def _text(text: str) -> str:
    """The text with half surrogate pairs, which UTF-8 cannot hold, replaced."""
    return text.encode("utf-8", "replace").decode()


# Rows in memory at a time.  The foot of the file, which is in memory until the
# end, grows by some kilobytes a group: a thousand would be felt in a million rows.
_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class ParquetExporter:
    """Units as rows, in groups of ten thousand, compressed with Zstandard.

    The metadata of the file say under ``aligner`` in JSON what all of it is:
    pairs of languages, signatures of the runs, version of the program.
    """

    name: str = "parquet.v1"

    def write(self, units: Iterable[TranslationUnit], stream: IO[bytes]) -> int:
        """Write all units, streaming; gives the number written."""
        arrow = load_pyarrow()
        schema = table_schema(arrow)
        count = 0
        languages: set[tuple[str, str]] = set()
        signatures: set[str] = set()
        with arrow.parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
            remaining = iter(units)
            while rows := list(islice(remaining, _ROWS)):
                writer.write_table(arrow.table(table_columns(rows), schema=schema))
                count += len(rows)
                languages.update((unit.source_language, unit.target_language) for unit in rows)
                signatures.update(_signatures(rows))
            writer.add_key_value_metadata({"aligner": _about(languages, signatures)})
        return count


def _signatures(units: Iterable[TranslationUnit]) -> set[str]:
    """The runs that made some units."""
    return {value for unit in units for name, value in unit.properties if name == "signature"}


def _about(languages: set[tuple[str, str]], signatures: set[str]) -> str:
    """What is true of all units, as JSON."""
    about = {
        "languages": sorted(languages),
        "signatures": sorted(signatures),
        "version": __version__,
    }
    return json.dumps(about)


_ROWS_READ = 1000


def read_parquet(path: Path) -> Iterator[TranslationUnit]:
    """Units of a Parquet file, one after the other.

    Raises
    ------
    FormatError
        With file and row, when the table is not one of translation units.
    """
    arrow = load_pyarrow()
    try:
        with (
            open_input(path, takes_pipes=False) as stream,
            arrow.parquet.ParquetFile(stream) as table,
        ):
            row = 0
            for batch in table.iter_batches(_ROWS_READ):
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
        message = f"row {row} is not a translation unit: {error}"
        raise FormatError(message, str(path)) from error
