"""Quantities in Chinese text, simplified or traditional."""

import re
from collections.abc import Iterator
from fractions import Fraction

from aligner.languages.amounts import (
    ANY_POINT,
    FIRM,
    LIKELY,
    MONTH_DAY,
    MOST_DIGITS,
    POINT,
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
    read_date,
    read_iso,
    read_label,
    read_nothing,
)
from aligner.languages.chinese import simplify
from aligner.languages.han_dates import (
    read_century,
    read_day,
    read_decade,
    read_dotted,
    read_fiscal,
    read_months,
    read_period,
    read_quarter,
    read_time,
)
from aligner.languages.han_numerals import (
    mixed_value,
    small_number,
    spelled_value,
)
from aligner.languages.han_units import (
    CHANGES,
    CURRENCIES,
    LASTING_AFTER,
    LASTING_BEFORE,
    MEASURE,
    MEASURE_UNITS,
    NOT_NUMERAL,
    PERIODS,
    RISES,
    TENS,
    THOUSAND,
    UNITS,
)
from aligner.languages.han_writing import (
    AFTER,
    BEFORE,
    FOUND,
    HAN_LETTERS,
    HAN_POINT,
    NUMERALS,
    ODD,
    WIDE_THOUSANDS,
)
from aligner.languages.numbers import HAN_DIGIT_VALUES

_LAST_DAY = 31
# 2000年 is the year; of anything else there may be two thousand.
_OF_YEARS = frozenset(("", "year"))
_LONGEST_BEFORE = 8
_HUNDREDS = frozenset("百千万亿")
# Behind the one of 三千一个月, three thousand a month.
_EACH = re.compile("(?<=一)个?(?:星期|礼拜|月|年|天|周|晚|小时)")
_KEPT = re.compile("[，：]")


def read_han(text: str) -> Iterator[Quantity]:
    """Quantities of a Chinese text, in order, ends of ranges apart."""
    plain = _plain(text)
    yield from read_all(plain, FOUND, _READERS)


def _plain(text: str) -> str:
    """Simplified characters in NFKC form; a Chinese comma mostly is no thousands separator."""
    simple = simplify(text)
    if len(simple) != len(text):
        return text
    kept, last = [], 0
    for mark in _KEPT.finditer(text):
        kept += [simple[last : mark.start()], mark.group()]
        last = mark.end()
    kept.append(simple[last:])
    plain = HAN_POINT.sub("点", WIDE_THOUSANDS.sub(",", "".join(kept)))
    return HAN_LETTERS.sub(lambda zeros: "〇" * len(zeros.group()), plain)


def _made(  # noqa: PLR0913 - what a quantity is made of
    plain: str,
    match: re.Match[str],
    kind: QuantityKind,
    value: Fraction,
    *,
    firmness: float = FIRM,
    step: Fraction = Fraction(0),
    unit: str = "",
    span: tuple[int, int] | None = None,
    ends: tuple[Fraction, Fraction] | None = None,
    scale: int = 1,
) -> Quantity:
    """A quantity that stands where the match does."""
    start, stop = span or match.span()
    low, high = ends or (value, value)
    return Quantity(
        kind, start, stop, plain[start:stop], value, low, high, step, scale, unit, (), firmness
    )


def _plan(plain: str, match: re.Match[str]) -> Quantity | None:
    value = small_number(match["plan"] or match["plan_short"])
    if value is None:
        return None
    return _made(plain, match, QuantityKind.ORDINAL, Fraction(value), unit="plan", firmness=LIKELY)


def _tens(plain: str, match: re.Match[str]) -> Quantity | None:
    """廿八万, 百分之卅六."""
    numeral = match["tens"].removeprefix("百分之")
    value = Fraction(TENS[numeral[0]] + HAN_DIGIT_VALUES.get(numeral[1:2], 0))
    for unit in match["tens_unit"]:
        value *= UNITS[unit]
    kind, share = (QuantityKind.PERCENT, 100) if match["tens_percent"] else (QuantityKind.COUNT, 1)
    return _made(plain, match, kind, value / share, firmness=LIKELY)


def _bare_day(plain: str, match: re.Match[str]) -> Quantity | None:
    """15日: a day of the month, or as many days."""
    day = Fraction(match["day3"])
    if day <= _LAST_DAY and not _is_lasting(plain, *match.span()):
        return read_date(match, ("day", int(day)))
    return _made(
        plain, match, QuantityKind.COUNT, day, unit="day", step=Fraction(1),
        firmness=_firmness(plain, match.end("day3"), day, spelled=False),
        ends=interval(day, _nearness(plain, *match.span()), Fraction(1)),
    )  # fmt: skip


def _is_lasting(plain: str, start: int, stop: int) -> bool:
    """Whether the words around 15日 make it fifteen days rather than the 15th."""
    before = LASTING_BEFORE.search(plain, max(0, start - _LONGEST_BEFORE), start)
    return bool(before or LASTING_AFTER.match(plain, stop))


def _percent(plain: str, match: re.Match[str]) -> Quantity | None:
    written = match["percent_value"]
    read = (
        read_arabic(written)
        if written[0].isdigit() and written[0] not in NUMERALS
        else spelled_value(written)
    )
    if written == "百":
        read = Fraction(100), Fraction(0)
    if read is None:
        return None
    share = Fraction(1, UNITS[match["percent"]])
    ends = interval(read[0], _nearness(plain, match.start(), match.end()), read[1])
    return _made(
        plain,
        match,
        QuantityKind.PERCENT,
        read[0] * share,
        step=read[1] * share,
        ends=(ends[0] * share, ends[1] * share),
    )


def _fraction(plain: str, match: re.Match[str]) -> Quantity | None:
    whole, part = (small_number(match[name]) for name in ("whole", "part"))
    if not whole or part is None:
        return None
    value = Fraction(part, whole)
    nearness = _nearness(plain, match.start(), match.end())
    ends = interval(value, nearness, Fraction(1, 20))
    return _made(plain, match, QuantityKind.FRACTION, value, ends=ends, firmness=LIKELY)


def _slash(plain: str, match: re.Match[str]) -> Quantity | None:
    part, whole = (int(number) for number in match["slash"].split("/"))
    if not whole:
        return None
    return _made(plain, match, QuantityKind.FRACTION, Fraction(part, whole), firmness=WEAK)


def _doubled(plain: str, match: re.Match[str]) -> Quantity | None:
    times = HAN_DIGIT_VALUES.get(match["doubled"] or "一", 1)
    return _made(plain, match, QuantityKind.MULTIPLE, Fraction(2**times), firmness=LIKELY)


def _half(plain: str, match: re.Match[str]) -> Quantity | None:
    value = VULGAR_FRACTIONS.get(match["half"], Fraction(1, 2))
    if match["half"] == "半年":
        return _made(plain, match, QuantityKind.COUNT, value, firmness=WEAK, unit="year")
    nearness = _nearness(plain, match.start(), match.end())
    if match["half"] in {"过半", "大半"}:
        nearness = Nearness.OVER
    ends = interval(value, nearness, Fraction(1, 20))
    return _made(plain, match, QuantityKind.FRACTION, value, ends=ends, firmness=WEAK)


def _vague(plain: str, match: re.Match[str]) -> Quantity | None:
    """Tens, hundreds, thousands of something."""
    scale = 1
    for unit in re.sub("[数几好]", "", match["vague"])[:MOST_DIGITS]:
        scale = scale * UNITS[unit] if scale < 10**MOST_DIGITS else scale
    value = Fraction(scale)
    return _made(plain, match, QuantityKind.COUNT, value, ends=(value, value * 10), firmness=WEAK)


def _either(plain: str, match: re.Match[str]) -> Quantity | None:
    """三四百: three or four hundred."""
    first, last = (HAN_DIGIT_VALUES[digit] for digit in match["either"])
    if last != first + 1:
        return None
    scale = 1
    for unit in match["either_unit"][:MOST_DIGITS]:
        scale *= UNITS[unit]
    ends = Fraction(first * scale), Fraction(last * scale)
    return _made(plain, match, QuantityKind.COUNT, ends[0], ends=ends, firmness=WEAK)


def _number(plain: str, match: re.Match[str]) -> Quantity | None:
    """A number with what stands before and behind it."""
    written = match["number"]
    spelled = written[0] in UNITS or written[0] in NUMERALS
    start, stop = match.span()
    if spelled and NOT_NUMERAL.match(plain, match.start("number"), stop + 1):
        return None
    read = spelled_value(_numeral(written, plain, stop)) if spelled else mixed_value(written)
    if read is None:
        return None
    kilo = THOUSAND if match["kilo"] else 1
    value, step, scale = read[0] * kilo, read[1] * kilo, read[2] * kilo
    after = AFTER.match(plain, stop)
    firmness = _firmness(plain, stop, value, spelled=spelled)
    if match["ordinal"]:
        firm = WEAK if spelled and value <= 10 else LIKELY  # noqa: PLR2004 - first to tenth
        return _made(plain, match, QuantityKind.ORDINAL, value, firmness=firm)
    unit, kind, share = (
        CURRENCIES.get((match["sign"] or "").lower(), ""),
        QuantityKind.COUNT,
        Fraction(1),
    )
    if match["sign"]:
        kind = QuantityKind.MONEY
    if after and after.end() > stop:
        stop = after.end()
        kind, share, unit = _kind_after(after, kind, unit)
        if kind is not QuantityKind.COUNT:
            firmness = max(firmness, WEAK if kind is QuantityKind.MULTIPLE and spelled else LIKELY)
        unit = unit or _unit_counted(plain, start, after, value)
    if after and (after["half"] or after["tenth_half"]):
        value, step = value + Fraction(1, 2), Fraction(1, 2)
    ends = interval(value, _nearness(plain, start, stop, written), step)
    if kind is QuantityKind.COUNT and not spelled and is_year(written) and unit in _OF_YEARS:
        return Quantity(
            QuantityKind.DATE, start, stop, plain[start:stop], value,
            parts=(("year", int(value)),), firmness=LIKELY,
        )  # fmt: skip
    if kind is QuantityKind.MULTIPLE and RISES.search(plain, max(0, start - 8), start):
        value, ends = value + 1, (ends[0] + 1, ends[1] + 1)
    value, step, low, high = _shared((value, step, *ends), share)
    return _made(
        plain, match, kind, value, firmness=firmness, step=step, unit=unit,
        span=(start, stop), ends=(low, high), scale=scale,
    )  # fmt: skip


def _numeral(written: str, plain: str, stop: int) -> str:
    """A numeral without what belongs to the words behind it: 五十两, 三千一个月."""
    is_unit = written.endswith("两") or (written[-2:-1] in _HUNDREDS and _EACH.match(plain, stop))
    return written[:-1] if is_unit and len(written) > 1 else written


def _shared(values: tuple[Fraction, ...], share: Fraction) -> tuple[Fraction, ...]:
    """Values times a share, which mostly is one."""
    return values if share == 1 else tuple(value * share for value in values)


def _kind_after(
    after: re.Match[str], kind: QuantityKind, unit: str
) -> tuple[QuantityKind, Fraction, str]:
    """Kind, share and currency by what follows the number."""
    if after["percent"]:
        return QuantityKind.PERCENT, Fraction(1, 100), ""
    if after["permille"]:
        return QuantityKind.PERCENT, Fraction(1, 1000), ""
    if after["tenth"]:
        return QuantityKind.PERCENT, Fraction(1, 10), ""
    if after["times"]:
        return QuantityKind.MULTIPLE, Fraction(1), ""
    if after["money"]:
        return QuantityKind.MONEY, Fraction(1), CURRENCIES[after["money"].lower()] or unit
    return kind, Fraction(1), MEASURE_UNITS.get(after["measure"] or "", unit)


def _unit_counted(plain: str, start: int, after: re.Match[str], value: Fraction) -> str:
    """The time that a number counts, or that it counts percentage points."""
    if after["percent"] and "点" in after["percent"]:
        is_change = CHANGES.search(plain, max(0, start - _LONGEST_BEFORE), start)
        return POINT if is_change else ANY_POINT
    written = after["period"] or (after["half"] or "").strip("个半")
    is_day = written == "日" and value <= _LAST_DAY
    if is_day and not _is_lasting(plain, start, after.end("period")):
        return MONTH_DAY
    return WORKDAY if written.strip("个")[:2] in {"工作", "营业"} else PERIODS.get(written[-1:], "")


def _firmness(plain: str, stop: int, value: Fraction, *, spelled: bool) -> float:
    """How sure it is that a translation has the number, too."""
    if not spelled:
        return FIRM if value >= 10 or value.denominator > 1 else LIKELY  # noqa: PLR2004
    if value <= 10 and value.denominator == 1:  # noqa: PLR2004
        return WEAK
    return LIKELY if value >= THOUSAND or MEASURE.match(plain, stop) else WEAK


def _nearness(plain: str, start: int, stop: int, written: str = "") -> Nearness:
    """How exact the words around a number say that it is."""
    tail = plain[max(start, stop - 2) : stop] + plain[stop : stop + 2]
    if re.search(ODD, written) or re.search("[余多]|以上", tail):
        return Nearness.OVER
    if re.search("左右|上下|[几来]", tail):
        return Nearness.ABOUT
    before = BEFORE.search(plain, max(0, start - 8), start)
    if before is None:
        return Nearness.UNDER if "以下" in tail or "以内" in tail else Nearness.EXACT
    if before["over"]:
        return Nearness.OVER
    return Nearness.UNDER if before["under"] else Nearness.ABOUT


_READERS = {
    "skip": read_nothing,
    "hour": read_time,
    "label": read_label,
    "code": read_code,
    "plan": _plan,
    "plan_short": _plan,
    "iso": read_iso,
    "tens": _tens,
    "dotted": read_dotted,
    "from_year": read_period,
    "fiscal": read_fiscal,
    "year": read_day,
    "from_month": read_months,
    "month2": read_day,
    "day3": _bare_day,
    "decade": read_decade,
    "century": read_century,
    "quarter": read_quarter,
    "percent": _percent,
    "whole": _fraction,
    "slash": _slash,
    "doubles": _doubled,
    "half": _half,
    "vague": _vague,
    "either": _either,
    "number": _number,
}
