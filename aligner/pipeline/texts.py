"""Units of several texts, told apart by the documents they come from."""

from collections.abc import Sequence
from datetime import date

from aligner.values import TranslationUnit

# Ids of a source and a target document.
Names = tuple[str, str]


def texts_of_units(units: Sequence[TranslationUnit]) -> dict[Names, list[int]]:
    """Places of the units of every pair of documents, whatever lies between them."""
    found: dict[Names, list[int]] = {}
    for place, unit in enumerate(units):
        found.setdefault(names_of(unit), []).append(place)
    return found


def names_of(unit: TranslationUnit) -> Names:
    """The documents that a unit is from, ``""`` when unknown."""
    values = dict(unit.properties)
    return values.get("source-document", ""), values.get("target-document", "")


def day_of(unit: TranslationUnit) -> date | None:
    """Date of the text that a unit is from, None when unknown or written in another way."""
    values = dict(unit.properties)
    try:
        return date.fromisoformat(values.get("target-date") or values.get("source-date") or "")
    except ValueError:
        return None
