"""JSON Lines: one unit a line, keys in a fixed order; objects of other programs are read too."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from aligner.errors import FormatError
from aligner.languages import detect_language, is_language_tag
from aligner.signature import digest_values
from aligner.tables import LINE_BREAKERS, checked_probability, hex_escape, numbered_lines
from aligner.text import base_language
from aligner.values import TranslationUnit

# `json.dumps` leaves these as they are; a reader that splits at every Unicode
# line end, or a strict UTF-8 decoder, would stumble over them.
_RISKY = re.compile(f"[{LINE_BREAKERS}]")


@dataclass(frozen=True, slots=True)
class JsonlExporter:
    """Units as JSON objects, one a line, UTF-8, line feed at the end of each.

    Keys come in the order of `TranslationUnit`'s fields.  ``properties`` is an
    object; where a unit repeats a name (some tools do) it is an array of
    ``[name, value]``, so that nothing is lost.
    """

    name: str = "jsonl.v1"

    def write(self, units: Iterable[TranslationUnit], stream: IO[bytes]) -> int:
        """Write all units, streaming; gives the number written."""
        count = 0
        for unit in units:
            text = json.dumps(_record_of(unit), ensure_ascii=False, allow_nan=False)
            stream.write(_RISKY.sub(hex_escape, text).encode() + b"\n")
            count += 1
        return count


def _record_of(unit: TranslationUnit) -> dict[str, object]:
    """One unit as a JSON object."""
    named = dict(unit.properties)
    return {
        "id": unit.id,
        "source_language": unit.source_language,
        "target_language": unit.target_language,
        "source_text": unit.source_text,
        "target_text": unit.target_text,
        "probability": unit.probability,
        "properties": named if len(named) == len(unit.properties) else unit.properties,
    }


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


# Names of the two texts, and of their languages where they have a name.
_NAMES = (
    ("source", "target"),
    ("src", "tgt"),
    ("src", "trg"),
    ("chinese", "english"),
    ("english", "chinese"),
    ("text_zh", "text_en"),
    ("text_en", "text_zh"),
)
_KNOWN = {"chinese": "zh", "text_zh": "zh", "english": "en", "text_en": "en"}
_LANGUAGE_NAMES = ("{}_language", "{}_lang", "{}Lang", "{}Language")


def foreign_unit(record: Mapping[str, object], path: Path, line: int) -> TranslationUnit | None:
    """Unit of an object of another program, None if its shape is not known.

    Known are ``{"zh": ..., "en": ...}`` with any two language tags, the same
    inside ``"translation"`` as Hugging Face has it, and names such as
    ``"source"`` and ``"target"``.  The first language is the source.  What
    else the object holds becomes properties.

    Parameters
    ----------
    record : mapping
    path : Path
    line : int
        For messages, and for an id where the object has none.

    Raises
    ------
    FormatError
        If its probability is not a number from 0 to 1.
    """
    if "source_text" in record or "target_text" in record:
        return None
    inner = record.get("translation")
    texts = inner if isinstance(inner, dict) else record
    names = _tagged(texts) or _named(texts)
    if names is None:
        return None
    (first, source_tag), (second, target_tag) = names
    used = {"id", "probability", first, second, *(_language_names(first, second))}
    if texts is inner:
        used.add("translation")
    source, target = str(texts[first]), str(texts[second])
    identifier = record.get("id")
    return TranslationUnit(
        str(identifier)
        if isinstance(identifier, str | int) and identifier != ""
        else digest_values(line, source, target),
        source_tag,
        target_tag,
        source,
        target,
        checked_probability(record.get("probability", 1.0), path, line),
        tuple((name, _as_text(value)) for name, value in record.items() if name not in used),
    )


def _tagged(texts: Mapping[str, object]) -> tuple[tuple[str, str], tuple[str, str]] | None:
    """The two members named by their language."""
    names = [
        name for name, value in texts.items() if isinstance(value, str) and is_language_tag(name)
    ]
    if len(names) != 2:  # noqa: PLR2004 - a text and its translation
        return None
    tags = [name.replace("_", "-") for name in names]
    return (names[0], tags[0]), (names[1], tags[1])


def _named(texts: Mapping[str, object]) -> tuple[tuple[str, str], tuple[str, str]] | None:
    """The two members named by their part."""
    for first, second in _NAMES:
        if isinstance(texts.get(first), str) and isinstance(texts.get(second), str):
            return (first, _tag(texts, first)), (second, _tag(texts, second))
    return None


def _tag(texts: Mapping[str, object], name: str) -> str:
    """Language of a member by its name, by another member, or by its text."""
    named = (texts.get(form.format(name)) for form in _LANGUAGE_NAMES)
    stated = next((tag for tag in named if isinstance(tag, str) and tag), None)
    return _KNOWN.get(name) or stated or base_language(detect_language(str(texts[name])))


def _language_names(*names: str) -> set[str]:
    return {form.format(name) for name in names for form in _LANGUAGE_NAMES}


def _as_text(value: object) -> str:
    """A value as the text of a property."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
