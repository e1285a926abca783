"""Numbers that say the same in more than one number: 一年六个月 and 18 months, five and twenty.

Where a text has the other's value as a sum, a share or a rest, the two agree.
"""

import re
from collections.abc import Iterator
from fractions import Fraction

from aligner.languages.amounts import Quantity, QuantityKind, read_arabic
from aligner.languages.numbers import NUMBER_WORD_VALUES, english_value
from aligner.languages.quantity_measures import in_base_units
from aligner.languages.quantity_sides import Side

_SCORES = {"score": 20, "threescore": 60, "fourscore": 80}
_WORD = "|".join(
    sorted(
        (*NUMBER_WORD_VALUES, *_SCORES, "hundred", "thousand", "million", "billion"),
        key=len,
        reverse=True,
    )
)
_RUN = re.compile(
    rf"\b(?:an?\s)?(?:\d[\d,.]*|(?:{_WORD})\b)(?:(?:[\s-]|\sand\s|,\sand\s|-and-)(?:\d[\d,.]*|(?:{_WORD})\b)){{1,12}}",
    re.IGNORECASE,
)
_AND = re.compile(r"[\s,-]+and[\s-]+", re.IGNORECASE)
_BETWEEN = re.compile(r"\s?(?:,|and|零|又|加)?\s?", re.IGNORECASE)
# One in five, three out of four.
_OUT_OF = re.compile(
    rf"\b({_WORD}|\d+)\s(?:(?:in|out\sof)\s(?:every\s)?|of\severy\s)({_WORD}|\d+)\b", re.IGNORECASE
)
# What is taken away; the other text may have what is left: cut by 20%, 降为80%.
_TAKEN_BEFORE = re.compile(
    r"(?i:\b(?:decreas|reduc|cut|lower|drop|fall|fell|declin|shr[aiu]nk)\w*\s(?:\w+\s)?by\s)$|(?:[减減]少|降低|下降|扣除|[减減扣])了?$"
)
_TAKEN_AFTER = re.compile(r"(?i:\s(?:less|off|lower|discount|short|fewer|cheaper)\b)")
_HUNDRED = 100


def is_recomposed(one: Side, other: Side) -> bool:
    """Whether a number, with those beside it, makes up what the other text has."""
    values = {quantity.value for quantity in other.quantities} - {one.quantity.value}
    return (
        not values.isdisjoint(_sums(one))
        or _is_first_part(one, other.quantity)
        or _is_compound(one, other)
        or _is_share(one, other)
        or _is_rest(one, other)
    )


def _sums(side: Side) -> Iterator[Fraction]:
    """What the words around a number add up to: five and twenty, fourscore and seven."""
    start, stop = side.quantity.start, side.quantity.stop
    for run in _RUN.finditer(side.text):
        if run.start() < stop and start < run.end():
            parts = [_value(part) for part in _AND.split(run.group())]
            known = [part for part in parts if part]
            if len(known) == len(parts):
                yield sum(known, Fraction(0))
                # Five and twenty thousand.
                if known[0] < 1000 and known[-1] % 1000 == 0:  # noqa: PLR2004 - the thousands of both
                    yield sum(known, known[0] * 999)


def _value(words: str) -> Fraction | None:
    """Value of a number in words, digits or both: 20 thousand, threescore, an hundred."""
    plain = re.sub(r"^an?\s", "one ", words.lower().replace("-", " ")).split()
    scores = sum(_SCORES.get(word, 0) for word in plain)
    rest = [word for word in plain if word not in _SCORES]
    if not rest:
        return Fraction(scores)
    factor = Fraction(1)
    if rest[0][0].isdigit():
        read = read_arabic(rest[0].strip(",."))
        if read is None:
            return None
        factor, rest[0] = read[0], "one"
    if rest[0] in {"hundred", "thousand"}:
        rest = ["one", *rest]
    value = english_value(rest) if all(word.isalpha() for word in rest) else None
    return None if value is None else scores + Fraction(value) * factor


def _is_first_part(one: Side, other: Quantity) -> bool:
    """Whether a smaller unit goes on with it, and the other is a decimal: 53公斤二公兩, 53.2kg."""
    behind = re.match(r"\s?(?:[零又]\s?)?[\d一二三四五六七八九十半]", one.after)
    is_decimal = other.value.denominator > 1 and int(other.value) == one.quantity.value
    return bool(behind) and is_decimal and one.quantity.text[-1:] > "\u2e80"


def _is_compound(one: Side, other: Side) -> bool:
    """Whether years and months, together, are what the other text has in one unit."""
    their = {in_base_units(quantity) for quantity in other.quantities} - {None}
    own = one.quantities
    place = next((i for i, q in enumerate(own) if q.start == one.quantity.start), None)
    if place is None or not their:
        return False
    for first, last in ((place - 1, place), (place, place + 1)):
        if first < 0 or last >= len(own):
            continue
        pair = in_base_units(own[first]), in_base_units(own[last])
        are_joined = _BETWEEN.fullmatch(one.text, own[first].stop, own[last].start)
        if pair[0] and pair[1] and pair[0][0] == pair[1][0] and are_joined:
            total = pair[0][0], pair[0][1] + pair[1][1]
            if any(found and _agree(total, found) for found in their):
                return True
    return False


def _agree(one: tuple[str, Fraction], other: tuple[str, Fraction]) -> bool:
    return one[0] == other[0] and abs(one[1] - other[1]) * _HUNDRED <= max(one[1], other[1])


def _is_share(one: Side, other: Side) -> bool:
    """Whether a share stands in the other text as "one in five", or stands there itself."""
    own, ratios = one.quantity, {q.value for q in other.quantities if q.kind in _SHARES}
    for ratio, start, stop in _ratios(one.text) if ratios else ():
        if start <= own.start < stop and ratio in ratios:
            return True
    return own.kind in _SHARES and any(ratio == own.value for ratio, *_ in _ratios(other.text))


def _ratios(text: str) -> Iterator[tuple[Fraction, int, int]]:
    """Shares of the form "one in five", with where they stand."""
    for found in _OUT_OF.finditer(text):
        part, whole = (_value(words) for words in found.groups())
        if part and whole:
            yield part / whole, found.start(), found.end()


_SHARES = frozenset((QuantityKind.PERCENT, QuantityKind.FRACTION))


def _is_rest(one: Side, other: Side) -> bool:
    """Whether two shares make up the whole, one of them of what is taken away: 降为八成."""
    kinds = {one.quantity.kind, other.quantity.kind}
    if not kinds <= _SHARES or one.quantity.value + other.quantity.value != 1:
        return False
    taken = [
        bool(_TAKEN_BEFORE.search(side.before) or _TAKEN_AFTER.match(side.after))
        for side in (one, other)
    ]
    return taken == [True, False]
