"""Whether units go from Chinese into English, or from English into Chinese."""

from dataclasses import replace
from enum import StrEnum
from functools import lru_cache

from aligner.text import base_language
from aligner.values.alignments import TranslationUnit

_UNKNOWN = "und"


class Direction(StrEnum):
    """Which of the two languages was translated into the other."""

    INTO_ENGLISH = "zh-en"
    INTO_CHINESE = "en-zh"


@lru_cache
def direction_of(source_language: str, target_language: str) -> Direction | None:
    """The direction between two languages by their tags; None if they are others.

    An undetermined language may be either; two of them count as Chinese and English.

    >>> direction_of("en-GB", "zh-Hans"), direction_of("und", "und"), direction_of("de", "en")
    (<Direction.INTO_CHINESE: 'en-zh'>, <Direction.INTO_ENGLISH: 'zh-en'>, None)
    """
    source, target = base_language(source_language), base_language(target_language)
    if source in {"zh", _UNKNOWN} and target in {"en", _UNKNOWN}:
        return Direction.INTO_ENGLISH
    if source in {"en", _UNKNOWN} and target in {"zh", _UNKNOWN}:
        return Direction.INTO_CHINESE
    return None


def unit_direction(unit: TranslationUnit) -> Direction | None:
    """The direction of a unit; None if it is in other languages."""
    return direction_of(unit.source_language, unit.target_language)


def chinese_first(unit: TranslationUnit) -> TranslationUnit:
    """The unit, with source and target in each other's place if it goes into Chinese."""
    if unit_direction(unit) is not Direction.INTO_CHINESE:
        return unit
    return replace(
        unit,
        source_language=unit.target_language,
        target_language=unit.source_language,
        source_text=unit.target_text,
        target_text=unit.source_text,
    )
