"""Translation units as the columns of a Parquet table.

A column for each usual property, so that programs can filter by them; what does
not fit there (properties of other programs, repeated or in another order) stands
in one column more, so that every unit reads back as it was.
"""

from collections.abc import Sequence
from importlib import import_module
from itertools import pairwise
from types import ModuleType
from typing import Any

from aligner.errors import MissingExtraError
from aligner.exporters.units import PROPERTY_NAMES
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
        If it is none.
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
