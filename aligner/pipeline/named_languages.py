"""Whether units are in the languages that their file says they are in."""

from collections.abc import Sequence

from aligner.languages import detect_language
from aligner.lexicon import evenly
from aligner.text import base_language, has_han
from aligner.values import TranslationUnit

# So many units of a file tell; of these at least so many in other languages are no chance.
_MOST_LOOKED_AT = 1000
_LEAST_SHARE = 0.1
# Names and numbers of a few words are the same in all languages.
_FEWEST_WORDS = 4
_UNKNOWN = "und"


def language_doubt(units: Sequence[TranslationUnit]) -> str:
    """What to say of units whose texts are in other languages than named, ``""`` if they are not.

    Parameters
    ----------
    units : sequence of TranslationUnit
        Of many, a sample is looked at.
    """
    sample = evenly(units, _MOST_LOOKED_AT)
    strange = [(unit, found) for unit in sample if (found := _other_languages(unit))]
    if not strange or len(strange) < _LEAST_SHARE * len(sample):
        return _doubt_of_sides(sample)
    unit, found = strange[0]
    are = "unit looked at is" if len(sample) == 1 else "units looked at are"
    return (
        f"{len(strange)} of {len(sample)} {are} not in the languages named, and not checked "
        f"rightly: {found} (unit {unit.id})"
    )


def _doubt_of_sides(units: Sequence[TranslationUnit]) -> str:
    """What to say where each text has too few words to tell its language, but all together do."""
    texts: dict[str, list[str]] = {}
    for unit in units:
        for tag, text in (
            (unit.source_language, unit.source_text),
            (unit.target_language, unit.target_text),
        ):
            texts.setdefault(tag, []).append(text)
    told = [
        f"the texts under {tag} seem to be in {found}, and are not checked rightly"
        for tag, found in ((tag, _other_language(tag, "\n".join(texts[tag]))) for tag in texts)
        if found
    ]
    return "; ".join(told)


def _other_languages(unit: TranslationUnit) -> str:
    """What the texts of a unit are in by mistake, ``""`` if they are what they should be."""
    sides = (
        (unit.source_language, unit.source_text),
        (unit.target_language, unit.target_text),
    )
    return ", ".join(
        f"{other} under {tag}" for tag, text in sides if (other := _other_language(tag, text))
    )


def _other_language(tag: str, text: str) -> str:
    """What a text surely is that is not in the language named; ``""`` if it may be."""
    named = base_language(tag)
    if named == _UNKNOWN or not text.strip():
        return ""
    if named == "zh":
        return "" if has_han(text) or len(text.split()) < _FEWEST_WORDS else "no Chinese"
    found = detect_language(text)
    return "" if found == _UNKNOWN or base_language(found) == named else found
