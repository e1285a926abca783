"""Translation units from JSON objects as other programs shape them."""

import json
from collections.abc import Mapping
from pathlib import Path

from aligner.languages import is_language_tag, text_language
from aligner.signature import digest_values
from aligner.tables import checked_probability
from aligner.values import TranslationUnit

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
        If its probability is none.
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
    said = (texts.get(form.format(name)) for form in _LANGUAGE_NAMES)
    stated = next((tag for tag in said if isinstance(tag, str) and tag), None)
    return _KNOWN.get(name) or stated or text_language(str(texts[name]))


def _language_names(*names: str) -> set[str]:
    return {form.format(name) for name in names for form in _LANGUAGE_NAMES}


def _as_text(value: object) -> str:
    """A value as the text of a property."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
