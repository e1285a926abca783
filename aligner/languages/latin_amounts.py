"""Quantities in English text."""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from aligner.languages.amounts import (
    FIRM,
    LIKELY,
    MONTH_DAY,
    POINT,
    SPELLED,
    VULGAR_FRACTIONS,
    WEAK,
    WORKDAY,
    Nearness,
    Quantity,
    QuantityKind,
    interval,
    is_year,
    read_all,
    read_arabic,
    read_code,
    read_iso,
    read_label,
    read_nothing,
)
from aligner.languages.latin_dates import (
    read_century,
    read_day,
    read_decade,
    read_period,
    read_quarter,
    read_time,
)
from aligner.languages.latin_numerals import numeral_value, roman_value
from aligner.languages.latin_units import (
    CURRENCIES,
    MEASURE_UNITS,
    PARTS,
    PERIODS,
    SCALES,
    SQUARES,
    TIMES,
    WORKING,
)
from aligner.languages.latin_writing import (
    AFTER,
    BEFORE,
    COMPOUND,
    DAY_END,
    DECADES,
    FACTOR,
    FOUND,
    LATER,
    LESS,
    ORDINAL_WORDS,
)
from aligner.languages.narrow import NarrowTable, narrow
from aligner.languages.numbers import NUMBER_WORD_VALUES, english_value

_TABLE = NarrowTable({ord(dash): "-" for dash in "‐‑‒–—−"})
_LONGEST_BEFORE = 20
_TEN = 10
_LAST_DAY = 31
_ORDINAL = re.compile(rf"(?:\b(?:{ORDINAL_WORDS})|th)$", re.IGNORECASE)


def read_latin(text: str) -> Iterator[Quantity]:
    """Quantities of an English text, in order, ends of ranges apart."""
    plain = narrow(text, _TABLE) or text
    if len(plain) != len(text):
        plain = text
    yield from read_all(plain, FOUND, _READERS)


def _simple(  # noqa: PLR0913 - what a quantity is made of
    plain: str,
    match: re.Match[str],
    kind: QuantityKind,
    value: Fraction,
    *,
    firmness: float = WEAK,
    step: Fraction = Fraction(1, 20),
    unit: str = "",
) -> Quantity:
    """A quantity that stands where the match does, as exact as the words around it say."""
    low, high = interval(value, _nearness(plain, *match.span()), step)
    return Quantity(
        kind, *match.span(), match.group(), value, low, high, step, unit=unit, firmness=firmness
    )


def _plan(plain: str, match: re.Match[str]) -> Quantity | None:
    value = numeral_value(match["plan"])
    return _simple(
        plain, match, QuantityKind.ORDINAL, Fraction(value or 0), unit="plan", firmness=LIKELY
    )


def _roman(plain: str, match: re.Match[str]) -> Quantity | None:
    numeral = match["roman"].split()[-1]
    if not numeral.isupper():
        return None
    return _simple(plain, match, QuantityKind.ORDINAL, Fraction(roman_value(numeral)))


def _slash(plain: str, match: re.Match[str]) -> Quantity | None:
    part, whole = (int(number) for number in match["slash"].split("/"))
    return _simple(plain, match, QuantityKind.FRACTION, Fraction(part, whole)) if whole else None


def _share(plain: str, match: re.Match[str]) -> Quantity | None:
    """One third, two-thirds, a quarter."""
    count, part = re.split(r"[\s-]", match["share"].lower())
    whole = PARTS.get(part) or PARTS[part.removesuffix("s")]
    value = Fraction(1 if count == "a" else NUMBER_WORD_VALUES[count], whole)
    return _simple(plain, match, QuantityKind.FRACTION, value)


def _half(plain: str, match: re.Match[str]) -> Quantity | None:
    written = match["half"] or match["vulgar"]
    value = VULGAR_FRACTIONS.get(written[-1], Fraction(1, 2))
    value += int(written[:-1]) if written[:-1].isdigit() else 0
    return _simple(plain, match, QuantityKind.FRACTION, value)


def _half_of(plain: str, match: re.Match[str]) -> Quantity | None:
    scale, part = SCALES[match["half_scale"].lower()], match["half_part"].lower()
    share = Fraction(1, 2) if part == "half" else Fraction(3 if part[0] == "t" else 1, 4)
    made = _simple(plain, match, QuantityKind.COUNT, scale * share, firmness=LIKELY)
    return replace(made, scale=scale)


def _times(plain: str, match: re.Match[str]) -> Quantity | None:
    written = match["times"].lower()
    value = next(times for word, times in TIMES.items() if written[:4] == word[:4])
    return _simple(plain, match, QuantityKind.MULTIPLE, Fraction(value))


def _fold(plain: str, match: re.Match[str]) -> Quantity | None:
    written = match["fold"].lower()
    if written in NUMBER_WORD_VALUES:
        value = Fraction(NUMBER_WORD_VALUES[written])
    else:
        read = read_arabic(written)
        if read is None:
            return None
        value = read[0]
    return _simple(plain, match, QuantityKind.MULTIPLE, value)


def _vague(_plain: str, match: re.Match[str]) -> Quantity | None:
    """Tens, hundreds, thousands of something."""
    value = Fraction(1)
    for word in match["vague"].lower().split(" of "):
        value *= {"tens": 10, "scores": 20}.get(word) or SCALES[word.removesuffix("s")]
    return Quantity(
        QuantityKind.COUNT, *match.span(), match.group(), value, value, value * 10, firmness=WEAK
    )


def _number(plain: str, match: re.Match[str]) -> Quantity | None:
    """A number in digits with what stands before and behind it."""
    read = read_arabic(match["number"])
    if read is None:
        return None
    unit = (match["scale"] or "").lower()
    # 137m without a currency is a length as often as a number of people; 2m years are none.
    after = AFTER.match(plain, match.end())
    doubtful = unit in {"m", "b"} and not match["sign"] and not (after and after["period"])
    scale = 1 if doubtful else SCALES.get(unit, 1)
    scale *= SCALES[match["more"].lower()] if match["more"] else 1
    firmness = FIRM if read[0] >= _TEN or read[0].denominator > 1 or scale > 1 else LIKELY
    firmness = WEAK if doubtful else firmness
    year = scale == 1 and not match["sign"] and is_year(match["number"])
    return _counted(
        plain, match, read[0] * scale, read[1] * scale, firmness, scale=scale, year=year
    )


def _words(plain: str, match: re.Match[str]) -> Quantity | None:
    """A number in words with what stands behind it."""
    written = match["words"].lower()
    words = re.sub("^an? ", "one ", written.replace("-", " ")).split()
    if words[-1] in {"dozen", "couple"}:
        value = Fraction(12 if words[-1] == "dozen" else 2)
    else:
        words = [word.removesuffix("th") if word[:-2] in SCALES else word for word in words]
        words = ["one", *words] if words[0] in SCALES else words
        number = english_value(words)
        if number is None:
            return None
        value = Fraction(number)
    if value <= _TEN:
        # Two-sided, first: of words that are put together, a translation need not have any.
        whole = " " not in written and not COMPOUND.match(plain, match.end())
        firmness = SPELLED if value > 1 and whole and not match["words"].isupper() else WEAK
    else:
        firmness = LIKELY if written not in SCALES else WEAK
    return _counted(plain, match, value, Fraction(0), firmness)


def _counted(  # noqa: PLR0913 - what a number is made of
    plain: str,
    match: re.Match[str],
    value: Fraction,
    step: Fraction,
    firmness: float,
    *,
    scale: int = 1,
    year: bool = False,
) -> Quantity:
    """The quantity that a number is by the words around it."""
    start, stop = match.span()
    start += len(match.group()) - len(match.group().lstrip())
    after = AFTER.match(plain, stop)
    if year and (after is None or after["period"] or after["behind"]):
        # "The 2019 year" is no count of years.
        return Quantity(
            QuantityKind.DATE, start, stop, plain[start:stop], value,
            parts=(("year", int(value)),), firmness=LIKELY,
        )  # fmt: skip
    kind, share, unit = QuantityKind.COUNT, Fraction(1), ""
    if match["sign"]:
        kind, unit = QuantityKind.MONEY, CURRENCIES[match["sign"].lower()]
    if _ORDINAL.search(match["words"] or ""):
        kind, firmness = QuantityKind.ORDINAL, min(firmness, WEAK)
    if FACTOR.search(plain, max(0, start - _LONGEST_BEFORE), start):
        kind = QuantityKind.MULTIPLE
    if after:
        stop = after.end()
        kind, share, unit = _kind_after(after, kind, unit)
        unit = unit or _time_counted(after, plain, value)
        firmness = _firmness_after(after, plain, firmness, in_words=bool(match["words"]))
        if after["half"]:
            value, step = value + Fraction(1, 2), Fraction(1, 2)
    stop, factor = _decades(plain, stop)
    if factor > 1:
        unit, value, step = "year", value * factor, step * factor
    low, high = interval(value, _nearness(plain, start, stop), step)
    if share != 1:
        value, low, high, step = (part * share for part in (value, low, high, step))
    return Quantity(
        kind, start, stop, plain[start:stop], value, low, high, step, scale, unit, (), firmness
    )


def _kind_after(
    after: re.Match[str], kind: QuantityKind, unit: str
) -> tuple[QuantityKind, Fraction, str]:
    """Kind, share, and currency or measure by what follows the number."""
    if after["ordinal"]:
        return QuantityKind.ORDINAL, Fraction(1), unit
    if after["percent"] or after["permille"]:
        unit = POINT if "point" in (after["percent"] or "").lower() else ""
        return QuantityKind.PERCENT, Fraction(1, 100 if after["percent"] else 1000), unit
    if after["times"]:
        return QuantityKind.MULTIPLE, Fraction(1), unit
    if after["money"]:
        return QuantityKind.MONEY, Fraction(1), unit or _currency(after["money"])
    return kind, Fraction(1), _measure(after["measure"]) if after["measure"] else unit


def _firmness_after(after: re.Match[str], plain: str, firmness: float, *, in_words: bool) -> float:
    """How sure it is, by what follows the number, that a translation has it."""
    if after["ordinal"]:
        return LIKELY
    if after["percent"] or after["permille"]:
        # 30 per cent less is also said as 70 per cent of it.
        is_less = LESS.match(plain, after.end())
        return WEAK if is_less else LIKELY if in_words else FIRM
    return firmness


def _time_counted(after: re.Match[str], plain: str, value: Fraction) -> str:
    """The time that a number counts; `MONTH_DAY` for an ordinal that can only be a date."""
    if after["ordinal"]:
        is_day = value <= _LAST_DAY and DAY_END.match(plain, after.end())
        return MONTH_DAY if is_day else ""
    words = re.split(r"[\s-]", (after["period"] or after["behind"] or after["half"] or "").lower())
    last = words[-1].rstrip("'").removesuffix("s")
    if last == "day" and not WORKING.isdisjoint(words):
        return WORKDAY
    return last if last in PERIODS else ""


def _decades(plain: str, stop: int) -> tuple[int, int]:
    """Where a number of decades ends, and how many years its unit has."""
    found = DECADES.match(plain, stop)
    return (found.end(), _TEN) if found else (stop, 1)


def _measure(name: str) -> str:
    """Short name of a unit of measure."""
    plain = name.lower().removeprefix("metric ")
    if plain.startswith("sq"):
        return SQUARES.get(re.split(r"\s", plain)[1].removesuffix("s"), "")
    known = (unit for start, unit in MEASURE_UNITS.items() if plain.startswith(start))
    return "F" if "f" in plain and plain[0] in "d°" else next(known, "")


def _currency(name: str) -> str:
    """Code of a currency named behind a number."""
    plain = re.sub(r"\s", " ", name.lower())
    return CURRENCIES.get(plain) or CURRENCIES.get(plain.removesuffix("s"), "")


def _nearness(plain: str, start: int, stop: int) -> Nearness:
    """How exact the words around a number say that it is."""
    later = LATER.match(plain, stop)
    if later:
        return Nearness.OVER if later["over"] else Nearness.ABOUT
    before = BEFORE.search(plain, max(0, start - _LONGEST_BEFORE), start)
    if before is None:
        return Nearness.EXACT
    if before["over"]:
        return Nearness.OVER
    return Nearness.UNDER if before["under"] else Nearness.ABOUT


_READERS = {
    "skip": read_nothing,
    "hour": read_time,
    "label": read_label,
    "code": read_code,
    "plan": _plan,
    "iso": read_iso,
    "from_year": read_period,
    "day": read_day,
    "month": read_day,
    "decade": read_decade,
    "decade_word": read_decade,
    "century": read_century,
    "quarter": read_quarter,
    "roman": _roman,
    "slash": _slash,
    "share": _share,
    "half_of": _half_of,
    "half": _half,
    "vulgar": _half,
    "times": _times,
    "fold": _fold,
    "vague": _vague,
    "number": _number,
    "words": _words,
}
