"""Numbers, money, dates and percentages of a text by value, in Chinese and English.

1.2亿 and 120 million are one value, 三成 and 30 per cent, 翻一番 and "doubled",
“十四五” and "the 14th Five-Year Plan".
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from aligner.languages.amounts import WEAK, Quantity, QuantityKind
from aligner.languages.han_amounts import read_han
from aligner.languages.latin_amounts import read_latin
from aligner.text import base_language

_LONGEST_GAP = 12
_BETWEEN = re.compile(
    r"\s*(?:[-–—~～至到]|--|to|and|or|[和与或])\s*(?:(?:HK|US|NT)?[$¥€£]|RMB)?\s*", re.IGNORECASE
)
_OPENS, _CLOSES = re.compile(r"\s?[(（]\s?"), re.compile(r"\s?[)）]")
# Which kinds can be compared with each other.
QUANTITY_GROUPS = {
    QuantityKind.COUNT: "number",
    QuantityKind.MONEY: "number",
    QuantityKind.ORDINAL: "number",
    QuantityKind.PERCENT: "ratio",
    QuantityKind.FRACTION: "ratio",
    QuantityKind.MULTIPLE: "multiple",
}
_SMALL = 3
# Texts kept with their quantities: each is asked for by several checks in a row.
_MOST_TEXTS = 1 << 10


@lru_cache(maxsize=_MOST_TEXTS)
def read_quantities(text: str, language: str) -> tuple[Quantity, ...]:
    """Quantities of a text in order, labels included; none for languages not known.

    Parameters
    ----------
    text : str
    language : str
        A tag; Chinese, simplified or traditional, and English are known.

    Notes
    -----
    Takes time linear in the length of the text.  Both ends of a range are
    quantities of their own.  Numerals of more than 40 digits are codes and none.

    Examples
    --------
    >>> [(str(q.value), str(q.kind)) for q in read_quantities("1.2亿元，近三成", "zh")]
    [('120000000', 'money'), ('3/10', 'percent')]
    >>> [str(q.value) for q in read_quantities("$1.2 to $1.5 million", "en")]
    ['1200000', '1500000']
    """
    reader = {"zh": read_han, "en": read_latin}.get(base_language(language))
    if reader is None:
        return ()
    found = [_as_written(quantity, text) for quantity in reader(text)]
    for index, (first, last) in enumerate(pairwise(found)):
        between = text[first.stop : last.start]
        # The end of one range begins no other: 7.75-7.85 to US$1.
        is_end = index > 0 and found[index].in_range
        if not is_end and len(between) <= _LONGEST_GAP and _BETWEEN.fullmatch(between):
            before = text[max(0, first.start - _LONGEST_GAP) : first.start].rstrip()
            found[index], found[index + 1] = _as_range(
                first, last, between, is_between=before.lower().endswith("between")
            )
    return tuple(_without_repetitions(found, text))


def _without_repetitions(found: list[Quantity], text: str) -> list[Quantity]:
    """The quantities, with thirty (30) days as one of them."""
    kept: list[Quantity] = []
    for quantity in found:
        if kept and _is_repetition(kept[-1], quantity, text):
            before = kept.pop()
            is_plain = before.kind is QuantityKind.COUNT and not before.unit
            firmness = max(before.firmness, quantity.firmness)
            kept.append(replace(quantity if is_plain else before, firmness=firmness))
        else:
            kept.append(quantity)
    return kept


def _is_repetition(first: Quantity, last: Quantity, text: str) -> bool:
    """Whether a number in brackets repeats the one before them."""
    if first.parts or last.parts or first.is_label or last.is_label or first.face != last.face:
        return False
    is_inside = _OPENS.fullmatch(text, first.stop, last.start) and _CLOSES.match(text, last.stop)
    return bool(is_inside) and (
        first.kind is last.kind or QuantityKind.COUNT in {first.kind, last.kind}
    )


def _as_written(quantity: Quantity, text: str) -> Quantity:
    """The quantity in the characters of the text, which the reader may have simplified."""
    written = text[quantity.start : quantity.stop]
    return quantity if quantity.text == written else replace(quantity, text=written)


def _as_range(
    first: Quantity, last: Quantity, between: str, *, is_between: bool
) -> tuple[Quantity, Quantity]:
    """Two ends of a range: in 5-10 million, the first is millions, too."""
    if first.parts or last.parts or first.is_label or last.is_label:
        return first, last
    if re.fullmatch(r"\s*(?:and|or|[和与或])\s*", between, re.IGNORECASE) and not is_between:
        return first, last
    if first.kind is QuantityKind.MONEY and last.kind is QuantityKind.COUNT:
        last = replace(last, kind=first.kind, unit=first.unit)
    same = first.kind is last.kind or first.kind is QuantityKind.COUNT
    if same and first.scale == 1 and last.scale > 1 and first.value < last.value / last.scale:
        first = _scaled(first, Fraction(last.scale))
    if first.kind is QuantityKind.COUNT and last.kind in {QuantityKind.PERCENT, QuantityKind.MONEY}:
        share = last.value / last.face if last.kind is QuantityKind.PERCENT and last.value else 1
        first = replace(_scaled(first, Fraction(share)), kind=last.kind, unit=last.unit)
    if first.kind is last.kind and last.unit and not first.unit:
        first = replace(first, unit=last.unit)
    return replace(first, in_range=True), replace(last, in_range=True)


def _scaled(quantity: Quantity, scale: Fraction) -> Quantity:
    """The quantity in another unit."""
    return replace(
        quantity,
        value=quantity.value * scale,
        low=quantity.low * scale,
        high=quantity.high * scale,
        step=quantity.step * scale,
    )


def describe_quantity(quantity: Quantity) -> str:
    """A quantity in its own words, with its value where the words hide it.

    Examples
    --------
    >>> describe_quantity(read_quantities("1.2亿", "zh")[0])
    '1.2亿 (120,000,000)'
    """
    words = " ".join(quantity.text.split())
    if quantity.kind in {QuantityKind.CODE, QuantityKind.PERIOD}:
        return words
    if quantity.parts:
        value = "-".join(f"{part:02}" for _, part in quantity.parts)
    elif quantity.kind is QuantityKind.PERCENT:
        value = f"{_plain(quantity.face)}%"
    elif quantity.kind is QuantityKind.FRACTION:
        value = str(quantity.value)
    else:
        value = _plain(quantity.value, grouped=True)
    bare = re.sub(r"[^\d.%/-]", "", value)
    digits = re.findall(r"\d+(?:\.\d+)?", words.replace(",", ""))
    hidden = (
        quantity.scale > 1 or not digits or (not quantity.parts and bare.strip("%") not in digits)
    )
    return f"{words} ({value})" if hidden else words


def quantity_keys(text: str, language: str) -> frozenset[str]:
    """Keys of the values in a text, equal in both languages.

    ``q:`` stands before counts, amounts and ordinals, ``m:`` before amounts of
    money, ``p:`` before percentages and fractions, ``x:`` before multiples, ``d:``
    before dates and their parts.  Small numbers in words (一, one) have none.

    Examples
    --------
    >>> sorted(quantity_keys("2019年3月5日1.2亿港元，增长三成", "zh"))
    ['d:--03', 'd:-03-05', 'd:2019', 'd:2019-03-05', 'm:120000000', 'p:30', 'q:120000000']
    """
    keys: set[str] = set()
    for quantity in read_quantities(text, language):
        if not quantity.is_label:
            keys.update(_keys_of(quantity))
    return frozenset(keys)


def _keys_of(quantity: Quantity) -> Iterator[str]:
    if quantity.parts:
        yield from _date_keys(quantity.parts)
        return
    if quantity.unit == "plan":
        yield f"plan:{quantity.value}"
        return
    group = QUANTITY_GROUPS[quantity.kind]
    if group == "ratio":
        yield f"p:{_plain(quantity.value * 100)}"
    elif group == "multiple":
        yield f"x:{_plain(quantity.value)}"
    elif quantity.firmness > WEAK or quantity.value >= _SMALL:
        yield f"q:{_plain(quantity.value)}"
        if quantity.kind is QuantityKind.MONEY:
            yield f"m:{_plain(quantity.value)}"


def _date_keys(parts: tuple[tuple[str, int], ...]) -> Iterator[str]:
    """Keys of a date: the whole, and its parts as another text may state them."""
    known = dict(parts)
    year, month, day = (known.get(name) for name in ("year", "month", "day"))
    for name, value in parts:
        if name == "year":
            yield f"d:{value}"
        elif name == "month":
            yield f"d:--{value:02}"
        elif name == "day" and month is not None:
            yield f"d:-{month:02}-{value:02}"
        elif name != "day":
            yield f"d:{name}{value}"
    if year is not None and month is not None and day is not None:
        yield f"d:{year}-{month:02}-{day:02}"


def _plain(value: Fraction, *, grouped: bool = False) -> str:
    """A value in digits, to four decimals."""
    whole, rest = divmod(round(value * 10**4), 10**4)
    decimals = f"{rest:04}".rstrip("0")
    return (f"{whole:,}" if grouped else f"{whole}") + (f".{decimals}" if decimals else "")
