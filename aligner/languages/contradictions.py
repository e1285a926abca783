"""What both sides state of one thing, and not alike: 五个方面 and "four aspects".

Only what cannot but stand for each other counts: the words beside the numbers name one
thing, each side has one number of it that the other has not, and in no other form either.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache

from aligner.languages.amounts import LIKELY, Quantity, QuantityKind
from aligner.languages.chinese import simplify
from aligner.languages.counted import CARDINALS, ORDINALS, Stated
from aligner.languages.han_counts import read_han_counts
from aligner.languages.incomparable import with_reasons
from aligner.languages.latin_counts import read_latin_counts
from aligner.languages.narrow import NarrowTable, narrow
from aligner.languages.periods import (
    CLOCK_SORTS,
    WEEKDAY,
    is_around_midnight,
    names_time_zone,
    read_han_periods,
    read_latin_periods,
)
from aligner.languages.quantities import read_quantities
from aligner.languages.quantity_match import compare_quantities
from aligner.languages.quantity_opponents import Disagreement
from aligner.text import base_language

_TABLE = NarrowTable({})
# Other ways to say a small number.
_LATIN_FORMS = {
    1: r"one|single|sole|once|only|inaugural|initial|I\b",
    2: r"both|pair|couple|double|doubly|dual|twin|twice|twofold|bi(?:lateral|partite|annual)"
    r"|either|neither|mutual|each\sother|respective|former|II\b",
    3: r"tri(?:ple|partite|lateral|logy|o|ad)|thrice|III\b",
    4: r"quad|quarter|IV\b",
    5: r"quint|V\b",
    6: r"half(?:-|\sa\s)dozen|VI\b",
    7: r"VII\b",
    8: r"VIII\b",
    9: r"IX\b",
    10: r"decade|X\b",
    12: r"dozen|XII\b",
    20: r"score|XX\b",
}
_HAN_FORMS = {
    1: "[一首单初独壹]",
    2: "[二两双俩贰副]",
    3: "[三仨叁]",
    4: "[四肆季]",
    5: "[五伍]",
    6: "[六陆]",
    7: "[七柒]",
    8: "[八捌]",
    9: "[九玖]",
    10: "[十拾旬]",
}
_HAN_DIGITS = "零一二三四五六七八九"
# Weekdays next to each other are so many apart.
_NEXT_DAY = (1, 6)
_TEN, _TWENTY, _HUNDRED = 10, 20, 100
_ROMAN = (  # noqa: SIM905 - words read better than a column of strings
    "O I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX"
).split()
# Words by which one side adds one to what the other side counts.
_LATIN_ONE_MORE = re.compile(
    r"\b(?:one|another|other|others|itself|plus|together|including|besides|along\swith|as\swell\sas|also"
    r"|more\sthan|over|less\sthan|at\sleast|additional|self|own|only)\b",
    re.IGNORECASE,
)
_HAN_ONE_MORE = re.compile(
    "另|其[他它余]|以及|还|再|又|加|包[括含]|连同|以[上下内]|超过|不足|至少|本人|自己"
)


def differing_quantities(
    source: str, source_language: str, target: str, target_language: str
) -> tuple[Disagreement, ...]:
    """All that differs for sure between the numbers and periods of two texts.

    Parameters
    ----------
    source, target : str
    source_language, target_language : str
        Tags; Chinese and English are known.
    """
    found = weighed_differences(source, source_language, target, target_language)
    return tuple(one for one in found if not one.excuse)


def weighed_differences(
    source: str, source_language: str, target: str, target_language: str
) -> tuple[Disagreement, ...]:
    """All that differs between two texts, what tells nothing with its excuse.

    Parameters
    ----------
    source, target : str
    source_language, target_language : str
        Tags; Chinese and English are known.

    Notes
    -----
    Amounts, dates, shares and deadlines come first (`compare_quantities`), then what
    `differing_counts` finds elsewhere.

    Examples
    --------
    >>> (one,) = weighed_differences("长5 0%", "zh", "50% longer", "en")
    >>> str(one), one.excuse
    ('0% against 50%', 'a figure may be broken')
    """
    own, other = read_quantities(source, source_language), read_quantities(target, target_language)
    amounts = compare_quantities(own, other).strong if own and other else ()
    found = with_reasons(amounts, (source, own), (target, other))
    more = differing_counts(source, source_language, target, target_language)
    return found + tuple(
        new
        for new in more
        if not any(
            _meet(new.source, old.source) or _meet(new.target, old.target)
            for old in found
            if not old.excuse
        )
    )


def differing_counts(
    source: str, source_language: str, target: str, target_language: str
) -> tuple[Disagreement, ...]:
    """Small counts and ordinals of one thing, and named periods, that differ for sure.

    Parameters
    ----------
    source, target : str
    source_language, target_language : str
        Tags; Chinese against English is known, either way, and nothing else.

    Examples
    --------
    >>> found = differing_counts("两国签署协议", "zh", "Three countries signed it", "en")
    >>> [str(one) for one in found]
    ['两国 (2) against Three countries (3)']
    """
    languages = base_language(source_language), base_language(target_language)
    if set(languages) != {"zh", "en"}:
        return ()
    is_turned = languages[0] == "en"
    pairs = _contradictions(target, source) if is_turned else _contradictions(source, target)
    sides = (pair[::-1] if is_turned else pair for pair in pairs)
    return tuple(
        Disagreement(_as_written(one, source), _as_written(other, target), LIKELY)
        for one, other in sides
    )


def _as_written(quantity: Quantity, text: str) -> Quantity:
    """The quantity in the characters of the text, which were simplified."""
    return replace(quantity, text=text[quantity.start : quantity.stop])


def _meet(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities of one text share characters."""
    return one.start < other.stop and other.start < one.stop


def _contradictions(chinese: str, english: str) -> Iterator[tuple[Quantity, Quantity]]:
    """Pairs of a Chinese and an English quantity, each once."""
    han, latin = simplify(chinese), narrow(english, _TABLE) or english
    if len(han) != len(chinese) or len(latin) != len(english):
        return
    numbers = list(read_han_counts(han))
    for one, other in _opposed(numbers, read_latin_counts(latin)) if numbers else ():
        if not _is_excused(one, other, han, latin):
            yield one.quantity, other.quantity
    periods = list(read_han_periods(han))
    for one, other in _opposed(periods, read_latin_periods(latin)) if periods else ():
        if not _is_of_other_clock(one, other, han, latin):
            yield one.quantity, other.quantity


def _is_of_other_clock(one: Stated, other: Stated, han: str, latin: str) -> bool:
    """Whether both may be right: the clocks of two places differ, and two days share a night."""
    if one.sort not in CLOCK_SORTS:
        return False
    is_next = one.sort == WEEKDAY and abs((one.value or 0) - (other.value or 0)) in _NEXT_DAY
    if is_next and is_around_midnight(han, latin):
        return True
    return names_time_zone(han) or names_time_zone(latin)


def _opposed(own: Iterable[Stated], others: Iterable[Stated]) -> list[tuple[Stated, Stated]]:
    """The values of one sort of which each side has a single one that the other lacks."""
    sides = _by_sort(own), _by_sort(others)
    found: dict[tuple[int, int], tuple[Stated, Stated]] = {}
    for sort, one in sides[0].items():
        other = sides[1].get(sort, {})
        if len(one) != len(other) or None in one or None in other:
            continue
        alone = [one[value] for value in one if value not in other]
        against = [other[value] for value in other if value not in one]
        if len(alone) == 1:
            key = alone[0].quantity.start, against[0].quantity.start
            found.setdefault(key, (alone[0], against[0]))
    return [found[key] for key in sorted(found)]


def _by_sort(stated: Iterable[Stated]) -> Mapping[str, dict[int | None, Stated]]:
    """What a text states, by sort and value, each value where it is stated first."""
    sorts: defaultdict[str, dict[int | None, Stated]] = defaultdict(dict)
    for one in stated:
        sorts[one.sort].setdefault(one.value, one)
    return sorts


def _is_excused(one: Stated, other: Stated, han: str, latin: str) -> bool:
    """Whether a side may have the other's number in another form, or as a sum."""
    own, their = one.value or 0, other.value or 0
    if one.quantity.kind is QuantityKind.ORDINAL:
        return bool(_latin_rank(own).search(latin) or _han_rank(their).search(han))
    if _latin_form(own).search(latin) or _han_form(their).search(han):
        return True
    more, is_fewer = abs(own - their), own > their
    rest = _without(latin, other.quantity) if is_fewer else _without(han, one.quantity)
    if more == 1:
        return bool((_LATIN_ONE_MORE if is_fewer else _HAN_ONE_MORE).search(rest))
    return bool((_latin_form(more) if is_fewer else _han_form(more)).search(rest))


def _without(text: str, quantity: Quantity) -> str:
    """A text with a gap where a quantity stands."""
    return f"{text[: quantity.start]} {text[quantity.stop :]}"


@cache
def _latin_form(value: int) -> re.Pattern[str]:
    """Ways to say a small number in English."""
    words = [*_named(value, CARDINALS), *_named(value, ORDINALS)]
    forms = "|".join([*words, *filter(None, [_LATIN_FORMS.get(value)])]) or "(?!)"
    return re.compile(rf"\b(?i:{forms})|(?<!\d){value}(?!\d)")


def _named(value: int, names: Mapping[str, int]) -> list[str]:
    """Patterns of the words for a number below one hundred: seventy-two."""
    ones = value % _TEN
    words = [word for word, own in names.items() if own == value]
    if _TWENTY < value < _HUNDRED and ones:
        tens = [word for word, own in CARDINALS.items() if own == value - ones]
        last = [word for word, own in names.items() if own == ones]
        words += [rf"{ten}[\s-]{one}" for ten in tens for one in last]
    return words


@cache
def _han_form(value: int) -> re.Pattern[str]:
    """Ways to say a small number in Chinese."""
    form = _HAN_FORMS.get(value) or _han_numeral(value)
    return re.compile(rf"{form}|(?<!\d){value}(?!\d)")


@cache
def _latin_rank(value: int) -> re.Pattern[str]:
    """Ways to number with it in English: fifth, 5, V, chapter five."""
    words = _named(value, ORDINALS)
    words += [rf"[a-z]+\s{word}\b" for word in _named(value, CARDINALS)]
    roman = _ROMAN[value] if value < len(_ROMAN) else "(?!)"
    return re.compile(rf"(?i:\b(?:{'|'.join(words) or '(?!)'}))|(?<!\d){value}(?!\d)|\b{roman}\b")


@cache
def _han_rank(value: int) -> re.Pattern[str]:
    """Ways to number with it in Chinese: 第五, 5, 首 for the first."""
    digits = "零一二三四五六七八九十"
    form = digits[value] if value <= _TEN else _han_numeral(value)
    first = "|首|初" if value == 1 else ""
    return re.compile(
        rf"[第、至和及或与]\s?{form}(?![一二三四五六七八九十百])|(?<!\d){value}(?!\d){first}"
    )


def _han_numeral(value: int) -> str:
    """A pattern for a number from 11 to 999 in Chinese numerals."""
    hundreds, rest = divmod(value, _HUNDRED)
    tens, ones = divmod(rest, _TEN)
    last = _HAN_DIGITS[ones] if ones else ""
    if not hundreds:
        return (_HAN_DIGITS[tens] if tens > 1 else "") + "十" + last
    middle = f"{_HAN_DIGITS[tens]}十" if tens else "[零〇○]" if ones else ""
    return f"{_HAN_DIGITS[hundreds]}百{middle}{last}"
