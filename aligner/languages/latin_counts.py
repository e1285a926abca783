"""Counts and ordinals in English text with what they count or number: five aspects, Article 9."""

import re
from collections.abc import Iterator

from aligner.languages.amounts import QuantityKind
from aligner.languages.counted import (
    CARDINALS,
    NUMBERED,
    ORDINALS,
    PRECEDING,
    Stated,
    counted_plurals,
    numbered_nouns,
    quantity_at,
)
from aligner.languages.latin_numerals import numeral_value, roman_value
from aligner.patterns import lazy_pattern

_CARDINAL = "(?:" + "|".join(sorted(CARDINALS, key=len, reverse=True)) + ")"
_ORDINAL = "(?:" + "|".join(sorted(ORDINALS, key=len, reverse=True)) + ")"
_PARAGRAPHS = "paragraphs|subparagraphs|articles|items|clauses|sections|provisions"
_COUNT = lazy_pattern(
    rf"(?<![\w.,$€£/-])(?P<number>{_CARDINAL}(?:-{_CARDINAL})?|\d{{1,2}})(?:\s\(\d{{1,2}}\))?"
    r"(?=(?P<words>(?:\s[A-Za-z][A-Za-z'’-]*){1,5}))",
    re.IGNORECASE,
)
_RANK = lazy_pattern(
    rf"\b(?P<number>\d{{1,3}}(?:st|nd|rd|th)|(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[\s-])?{_ORDINAL})"
    r"(?=(?P<words>(?:\s[A-Za-z][\w'’.-]*){1,9}))",
    re.IGNORECASE,
)
_PRECEDING = lazy_pattern(
    rf"\b(?:preceding|previous|foregoing|aforementioned|aforesaid)\s(?P<number>{_CARDINAL}|\d)\s(?:{_PARAGRAPHS})\b"
    rf"|\b(?P<number2>{_CARDINAL}|\d)\s(?:immediately\s)?(?:preceding|previous|foregoing)\s(?:{_PARAGRAPHS})\b",
    re.IGNORECASE,
)
_NUMBER = rf"(?:\d{{1,3}}|[IVX]{{1,5}}|{_CARDINAL}(?:[\s-]{_CARDINAL})?)(?![\w%]|[.,]\d)"
_NOUNS = "|".join(
    sorted({n for _, nouns in NUMBERED.values() for n in nouns.split()}, key=len, reverse=True)
)
_NUMBERED = lazy_pattern(
    rf"\b(?P<noun>(?i:{_NOUNS}))s?\s\(?(?P<list>{_NUMBER}"
    rf"(?:(?:,\s|,?\s(?:and|or|to|through|as\swell\sas)\s|\s?[–~-]\s?){_NUMBER}){{0,8}})(?P<part>\s?-\d|\s\d|\.\d|[A-Z]\b)?"
)
# What ends a noun phrase.
_STOPS = frozenset(
    (  # noqa: SIM905 - words read better than a column of strings
        "and or of to in on at by for from with as is are was were be been being has have had "
        "do does did will would shall should can could may might must that which who whom whose "
        "where when the a an than per each if but not into over under about between among "
        "through during before after since until while because so also years year months month "
        "days day weeks week hours hour minutes hundred thousand million billion dozen percent"
    ).split()
)
_OPEN_BEFORE = lazy_pattern(
    rf"(?:{_CARDINAL}|\d)\s(?:\w+\s)?(?:or|to|and)\s$|(?:other|another|more|further|additional|remaining|last|first"
    r"|former|latter|next|final|least|most|than|over|under|exceeding|some|about|around|nearly|almost|every|each"
    r"|another|rest\sof\sthe|up\sto)\s(?:the\s)?$",
    re.IGNORECASE,
)
_OPEN_WORDS = frozenset(
    (
        *("other", "more", "further", "additional", "remaining", "next", "last", "first"),
        *("former", "latter", "such"),
    )
)
# "Three times as many" is a multiple.
_MULTIPLE = lazy_pattern(
    r"\stimes\s(?:as|more|the|that|those|higher|larger|greater|bigger|longer|less|its|their)\b",
    re.IGNORECASE,
)
_ROMAN = frozenset("IVX")
_SMALLEST, _LONGEST_BEFORE = 2, 30


def read_latin_counts(plain: str) -> Iterator[Stated]:
    """Counts and ordinals of an English text."""
    for match in _COUNT.finditer(plain):
        yield from _counts(plain, match)
    for match in _RANK.finditer(plain):
        yield from _ranks(plain, match)
    for match in _NUMBERED.finditer(plain):
        yield from _numbered(plain, match)
    for match in _PRECEDING.finditer(plain):
        value = _value(match["number"] or match["number2"])
        if value is not None:
            quantity = quantity_at(plain, *match.span(), QuantityKind.COUNT, value)
            yield Stated(PRECEDING, value, quantity)


def _counts(plain: str, match: re.Match[str]) -> Iterator[Stated]:
    """The readings of one count."""
    value = _value(match["number"])
    start, stop = match.span("number")
    if value is None or value < _SMALLEST or _MULTIPLE.match(plain, stop):
        return
    is_open = _OPEN_BEFORE.search(plain, max(0, start - _LONGEST_BEFORE), start) is not None
    for word in re.finditer(r"[A-Za-z][A-Za-z'’-]*", match["words"]):
        name = word.group().lower()
        if name in counted_plurals():
            end = match.start("words") + word.end()
            quantity = quantity_at(plain, start, end, QuantityKind.COUNT, value)
            for sort in counted_plurals()[name]:
                yield Stated(f"count {sort}", None if is_open else value, quantity)
            return
        if name in _STOPS or name in CARDINALS:
            return
        is_open = is_open or name in _OPEN_WORDS


def _ranks(plain: str, match: re.Match[str]) -> Iterator[Stated]:
    """The readings of one ordinal with its noun behind it."""
    value = _value(match["number"])
    for word in re.finditer(r"[A-Za-z][\w'’.-]*", match["words"]):
        name = word.group().lower().rstrip(".")
        if name in numbered_nouns():
            end = match.start("words") + word.end()
            quantity = quantity_at(plain, match.start(), end, QuantityKind.ORDINAL, value or 0)
            for sort in numbered_nouns()[name]:
                yield Stated(f"ordinal {sort}", value, quantity)
            return
        if name in _STOPS:
            return


def _numbered(plain: str, match: re.Match[str]) -> Iterator[Stated]:
    """The numbers of articles: Articles 9, 10 and 12."""
    is_open = match["part"] is not None or re.search("[–-]", match["list"]) is not None
    for number in re.finditer(_NUMBER, match["list"]):
        value = _value(number.group())
        quantity = quantity_at(plain, *match.span(), QuantityKind.ORDINAL, value or 0)
        for sort in numbered_nouns()[match["noun"].lower()]:
            yield Stated(f"ordinal {sort}", None if is_open else value, quantity)


def _value(written: str) -> int | None:
    """Value of a small number: 21st, twenty-first, IV, five."""
    if written.isupper() and set(written) <= _ROMAN:
        return roman_value(written)
    return numeral_value(written)
