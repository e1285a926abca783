"""Translation units from JSON Lines."""

import json
from collections.abc import Iterator
from pathlib import Path

from aligner.errors import FormatError
from aligner.exporters.foreign_json import foreign_unit
from aligner.tables import checked_probability, numbered_lines
from aligner.values import TranslationUnit

_TEXT_FIELDS = ("id", "source_language", "target_language", "source_text", "target_text")


def read_jsonl(path: Path) -> Iterator[TranslationUnit]:
    """Units of a JSON Lines file, one after the other; blank lines are skipped.

    Objects of this program, or of others as `foreign_unit` knows them.

    Raises
    ------
    FormatError
        With file and line, when a line is not such an object.
    """
    for number, line in numbered_lines(path):
        if line.strip():
            record = _record(line, path, number)
            yield foreign_unit(record, path, number) or _unit(record, path, number)


def _record(line: str, path: Path, number: int) -> dict[str, object]:
    """The JSON object on one line."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        message = f"not JSON: {error}"
        raise FormatError(message, str(path), number) from error
    if not isinstance(record, dict):
        message = "not a JSON object"
        raise FormatError(message, str(path), number)
    return record


def _unit(record: dict[str, object], path: Path, number: int) -> TranslationUnit:
    """One checked unit."""
    for name in _TEXT_FIELDS:
        if not isinstance(record.get(name), str):
            message = f"{name!r} is missing or not a string"
            raise FormatError(message, str(path), number)
    probability = checked_probability(record.get("probability", 1.0), path, number)
    properties = record.get("properties", {})
    pairs = list(properties.items()) if isinstance(properties, dict) else properties
    if not isinstance(pairs, list) or not all(map(_is_property, pairs)):
        message = "'properties' is not an object of strings"
        raise FormatError(message, str(path), number)
    return TranslationUnit(
        **{name: str(record[name]) for name in _TEXT_FIELDS},
        probability=probability,
        properties=tuple((name, value) for name, value in pairs),
    )


def _is_property(pair: object) -> bool:
    """Whether this is a name with a value, both strings."""
    return (
        isinstance(pair, list | tuple)
        and len(pair) == 2  # noqa: PLR2004 - a name and a value
        and all(isinstance(item, str) for item in pair)
    )
