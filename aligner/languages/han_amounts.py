"""Quantities in Chinese text, simplified or traditional."""

import re
from collections.abc import Iterator
from fractions import Fraction

from aligner.languages.amounts import (
    ARABIC,
    FIRM,
    LIKELY,
    MOST_DIGITS,
    VULGAR_FRACTIONS,
    WEAK,
    Nearness,
    Quantity,
    QuantityKind,
    full_year,
    interval,
    is_year,
    read_all,
    read_arabic,
    read_date,
    read_label,
    read_nothing,
)
from aligner.languages.chinese import simplify
from aligner.languages.han_units import (
    CURRENCIES,
    MEASURE,
    MEASURE_UNITS,
    NOT_NUMERAL,
    RISES,
    TENS,
    THOUSAND,
    UNITS,
)
from aligner.languages.numbers import HAN_DIGIT_VALUES, han_value
from aligner.patterns import lazy_pattern

_D = "零〇○一二两三四五六七八九"
_U = "(?:十?[百千万亿]++(?![分克米瓦卡帕焦赫]|比特|字节))"
_ODD = "[多余几来]"
_DIGITS = str.maketrans(
    {digit: str(value) for digit, value in HAN_DIGIT_VALUES.items()} | {"○": "0"}
)
_SPELLED = rf"[{_D}十百千万亿]++(?:点[{_D}]++)?"
_MIXED = rf"{ARABIC}(?:\s?{_ODD}?{_U}(?:{ARABIC}\s?{_U})*+)?"
_SIGN = r"(?i:HK\$|US\$|NT\$|RMB|HKD|USD|CNY|EUR|人民币|港币|新台币|[$¥€£])"
_SHORT = rf"\d{{1,2}}|[{_D}十]{{1,3}}"
_TO = r"\s?(?:[-–—~～至到/]|--)\s?"
_FOUR = rf"(?:\d{{4}}|[一二][{_D}]{{3}})"
_FOUND = lazy_pattern(
    "|".join(
        (
            (
                r"(?P<skip>https?://\S++|(?<![\w.])[\w.]{1,64}+@[\w.]++|\d{41,}+"
                r"|(?<!\d)9[·.]?11(?=事件|后|恐怖|袭击|以来)|\d+[万亿]+分之\S{1,3}"
                # Groups of states by name, and quarters in a list.
                r"|(?:二十|20|七|7|八|8)国集团|第[1-4一二三四](?:[、及和与]第?[1-4一二三四])+季度?"
                # A figure, table or equation by its number.
                r"|(?:图|表|式|公式|方程|算式)\s?[(（]?\d{1,3}[.-]\d{1,3}(?![\d%])[)）]?)"
            ),
            r"(?P<tens>(?P<tens_percent>百分之)?[廿卅卌][一二三四五六七八九]?(?P<tens_unit>[百千万亿]*))",
            r"(?P<dotted>(?<![\d.])(?:19|20)\d\d\.(?:0[1-9]|1[0-2])(?![\d.]|\s?[万亿元%]))",
            (
                r"(?P<hour>(?<![\d.])\d{1,2})(?:[:：∶](?P<minute>\d\d)(?:[:：∶]\d\d)?(?!\d)"
                r"|\s?[时点](?:(?P<minute2>\d{1,2})分|半|整|(?![\d间限刻期代效])))"
            ),
            r"(?P<label>(?<![\d.])\d++(?:\.\d++){2,}+|^[^\S\n]*+[(（]?(?:\d{1,2}\.(?!\d)|(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）、]))",
            (
                r"(?P<code>(?<![A-Za-z])(?!(?i:RMB|HKD|USD|CNY|EUR|FY|Q)\s?\d)"
                r"[A-Za-z]++[-_]?\d[\w.\-]*+)"
            ),
            r"第?(?P<plan>[一二三四五六七八九十\d]{1,3})个五年(?=规划|计划)",
            (
                r"(?P<plan_short>十[一二三四五六七八九]?|[一二三四五六七八九])五"
                r"(?=[”」』\"'’》]?(?:规划|计划|时期|期间|以来|末|开局))"
            ),
            r"(?P<iso>(?<!\d)\d{4}(?P<cut>[-/.])\d{1,2}(?P=cut)\d{1,2}(?!\d))",
            rf"(?P<from_year>(?<!\d){_FOUR})年?{_TO}(?P<to_year>{_FOUR}|\d\d)(?:财政|学)?年(?!代)",
            r"(?P<fiscal>(?<!\d)(?:19|20)\d\d)[/–-](?P<fiscal_to>\d\d)(?!\d)",
            (
                rf"(?P<year>(?<!\d){_FOUR}|民国(?:\d{{1,3}}|[{_D}十百]{{1,5}}))\s?年(?![代龄级])"
                rf"(?:\s?(?P<month>{_SHORT})\s?月(?:\s?(?P<day>{_SHORT})\s?[日号])?)?"
            ),
            rf"(?P<from_month>(?<![\d.]){_SHORT})月?(?:{_TO}|[、及和与])(?P<to_month>{_SHORT})月(?!\d*[日号])",
            (
                rf"(?P<month2>(?<![\d.{_D}十百个])(?<!\d\s)(?:\d{{1,2}}|十?[一二三四五六七八九]|十))\s?月(?![球亮饼])"
                rf"(?:\s?(?P<day2>{_SHORT})\s?[日号])?"
            ),
            r"(?P<day3>(?<![\d.])\d{1,2})\s?[日号](?![元内以间前后之])",
            r"(?P<decade>(?<!\d)(?:\d\d)?\d0|[二三四五六七八九]十)年代",
            rf"(?P<century>{_SHORT})世纪",
            r"(?P<quarter>第[一二三四1-4]季度?|[一二三四1-4]季度|Q[1-4]|首季)",
            rf"(?P<percent>[百千万])分之(?P<percent_value>{ARABIC}|[{_D}十百点]++)",
            rf"(?P<whole>\d{{1,4}}|[{_D}十百千]{{1,6}})分之(?P<part>\d{{1,4}}|[{_D}十百]{{1,6}})",
            r"(?P<slash>(?<![\d/.])\d{1,3}/\d{1,4}(?![\d/]))",
            rf"(?P<doubles>翻了?(?P<doubled>[{_D}])?番)",
            r"(?P<half>一半|半数|过半(?!的?年)|大半|[½⅓⅔¼¾])",
            rf"(?P<vague>[数几好][十百千万亿]++|(?<![{_D}十百千万亿])[十百千万亿]++几[十百千万亿]*+)",
            (
                rf"(?P<either>(?<![{_D}十百千万亿])[一二三四五六七八九]{{2}})(?P<either_unit>[十百千万亿]*+)"
                rf"(?=[余多]?(?:个|年|月|天|日|人|次|岁|名|家|倍|成|点|元|公里|分钟|小时))"
            ),
            rf"(?:(?P<sign>{_SIGN})\s?)?(?:(?P<ordinal>第)\s?)?(?P<number>{_MIXED}|{_SPELLED}(?:{_ODD}{_U})?)",
        )
    ),
    re.MULTILINE | re.ASCII,
)
_AFTER = lazy_pattern(
    rf"\s?(?P<odd>{_ODD}|左右)?\s?(?:(?P<percent>%|个?百分点|厘(?!米))|(?P<permille>‰)"
    r"|(?P<tenth>成)(?P<tenth_half>半)?"
    r"(?![为立功果员本熟长人年就份分效交语品绩都因型套群千百像文])"
    r"|(?P<times>倍)"
    rf"|(?P<half>[个年天月倍]半)"
    rf"|(?P<measure>{'|'.join(sorted(MEASURE_UNITS, key=len, reverse=True))})"
    r"|(?P<money>(?i:港元|港币|美元|美金|人民币|欧元|英镑|日元|日圆|澳元|加元|新?台币"
    r"|新加坡元|瑞士法郎|韩元|卢布|卢比|元|圆|块钱)))?"
    r"(?P<later>左右|上下|以上|以下|以内|多|余)?",
)
_BEFORE = lazy_pattern(
    r"(?:(?P<over>超过|超|逾|多于|高于|大于|至少|最少|不少于|不低于|不小于|突破|[>≥])"
    r"|(?P<under>将近|接近|近|不到|不足|少于|低于|小于|至多|最多|不超过|不多于|[<≤])"
    r"|(?P<about>大约|约|大概|左右|大致|平均))(?:了|是|为|有|达到?)?\s?$"
)
# 1，500万 is one number; three digits follow, and no more.
_WIDE_THOUSANDS = lazy_pattern(
    r"(?<=(?<!\d)\d)，(?=\d{3}(?!\d))|(?<=(?<!\d)\d\d)，(?=\d{3}(?!\d))"
    r"|(?<=(?<!\d)\d{3})，(?=\d{3}(?!\d))"
)
# 百分之○．七 has a point between numerals.
_HAN_POINT = lazy_pattern(rf"(?<=[{_D}])[.．](?=[{_D}])")


def read_han(text: str) -> Iterator[Quantity]:
    """Quantities of a Chinese text, in order, ends of ranges apart."""
    plain = _plain(text)
    yield from read_all(plain, _FOUND, _READERS)


def _plain(text: str) -> str:
    """Simplified characters in NFKC form; a Chinese comma mostly is no thousands separator."""
    simple = simplify(text)
    if len(simple) != len(text):
        return text
    kept = "".join(old if old in "，：" else new for old, new in zip(text, simple, strict=True))
    return _HAN_POINT.sub("点", _WIDE_THOUSANDS.sub(",", kept))


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


def _time(_plain: str, match: re.Match[str]) -> Quantity | None:
    minute = _small(match["minute"] or match["minute2"])
    return read_date(match, ("hour", int(match["hour"]) % 12), ("minute", minute or None))


def _plan(plain: str, match: re.Match[str]) -> Quantity | None:
    value = _small(match["plan"] or match["plan_short"])
    if value is None:
        return None
    return _made(plain, match, QuantityKind.ORDINAL, Fraction(value), unit="plan", firmness=LIKELY)


def _iso(_plain: str, match: re.Match[str]) -> Quantity | None:
    year, month, day = (int(part) for part in re.split(r"\D", match["iso"]))
    return read_date(match, ("year", year), ("month", month), ("day", day))


def _period(_plain: str, match: re.Match[str]) -> Quantity | None:
    first = _year(match["from_year"])
    last = full_year(first, match["to_year"].translate(_DIGITS)) if first else None
    return read_date(match, ("year", first), ("year", last))


def _tens(plain: str, match: re.Match[str]) -> Quantity | None:
    """廿八万, 百分之卅六."""
    numeral = match["tens"].removeprefix("百分之")
    value = Fraction(TENS[numeral[0]] + HAN_DIGIT_VALUES.get(numeral[1:2], 0))
    for unit in match["tens_unit"]:
        value *= UNITS[unit]
    kind, share = (QuantityKind.PERCENT, 100) if match["tens_percent"] else (QuantityKind.COUNT, 1)
    return _made(plain, match, kind, value / share, firmness=LIKELY)


def _dotted(_plain: str, match: re.Match[str]) -> Quantity | None:
    return read_date(match, ("year", int(match["dotted"][:4])), ("month", int(match["dotted"][5:])))


def _fiscal(_plain: str, match: re.Match[str]) -> Quantity | None:
    first = int(match["fiscal"])
    return read_date(match, ("year", first), ("year", full_year(first, match["fiscal_to"])))


def _day(_plain: str, match: re.Match[str]) -> Quantity | None:
    month = match["month"] or match["month2"]
    day = match["day"] or match["day2"] or match["day3"]
    return read_date(
        match, ("year", _year(match["year"])), ("month", _small(month)), ("day", _small(day))
    )


def _months(_plain: str, match: re.Match[str]) -> Quantity | None:
    return read_date(
        match, ("month", _small(match["from_month"])), ("month", _small(match["to_month"]))
    )


def _decade(_plain: str, match: re.Match[str]) -> Quantity | None:
    value = _small(match["decade"][-2:])
    return read_date(match, ("decade", value % 100 if value is not None else None))


def _century(_plain: str, match: re.Match[str]) -> Quantity | None:
    return read_date(match, ("century", _small(match["century"])))


def _quarter(_plain: str, match: re.Match[str]) -> Quantity | None:
    found = re.search("[一二三四1-4首]", match["quarter"])
    return read_date(
        match, ("quarter", _small(found.group().replace("首", "1")) if found else None)
    )


def _percent(plain: str, match: re.Match[str]) -> Quantity | None:
    written = match["percent_value"]
    read = (
        read_arabic(written) if written[0].isdigit() and written[0] not in _D else _spelled(written)
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
    whole, part = (_small(match[name]) for name in ("whole", "part"))
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
    spelled = written[0] in UNITS or written[0] in _D
    start, stop = match.span()
    if spelled and NOT_NUMERAL.match(plain, match.start("number"), stop + 1):
        return None
    read = _spelled(written) if spelled else _mixed(written)
    if read is None:
        return None
    value, step, scale = read[0], read[1], read[2] if len(read) > 2 else 1  # noqa: PLR2004
    after = _AFTER.match(plain, stop)
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
    if after and (after["half"] or after["tenth_half"]):
        value, step = value + Fraction(1, 2), Fraction(1, 2)
    ends = interval(value, _nearness(plain, start, stop, written), step)
    if kind is QuantityKind.COUNT and not spelled and is_year(written):
        return Quantity(
            QuantityKind.DATE, start, stop, plain[start:stop], value,
            parts=(("year", int(value)),), firmness=LIKELY,
        )  # fmt: skip
    if kind is QuantityKind.MULTIPLE and RISES.search(plain, max(0, start - 8), start):
        value, ends = value + 1, (ends[0] + 1, ends[1] + 1)
    return _made(
        plain, match, kind, value * share, firmness=firmness, step=step * share, unit=unit,
        span=(start, stop), ends=(ends[0] * share, ends[1] * share), scale=scale,
    )  # fmt: skip


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
    if re.search(_ODD, written) or re.search("[余多]|以上", tail):
        return Nearness.OVER
    if re.search("左右|上下|[几来]", tail):
        return Nearness.ABOUT
    before = _BEFORE.search(plain, max(0, start - 8), start)
    if before is None:
        return Nearness.UNDER if "以下" in tail or "以内" in tail else Nearness.EXACT
    if before["over"]:
        return Nearness.OVER
    return Nearness.UNDER if before["under"] else Nearness.ABOUT


def _spelled(numeral: str) -> tuple[Fraction, Fraction, int] | None:
    """Value of a Chinese numeral, digits in a row (二〇一八) included."""
    if len(numeral) > MOST_DIGITS:
        return None
    odd = re.search(_ODD, numeral)
    if odd:
        head = _spelled(numeral[: odd.start()])
        scale = 1
        for unit in numeral[odd.end() :]:
            scale *= UNITS[unit]
        return None if head is None else (head[0] * scale, Fraction(0), scale)
    plain = numeral.replace("○", "零").replace("〇", "零")
    value = han_value(plain)
    if value is None and len(plain) > 2 and all(digit in HAN_DIGIT_VALUES for digit in plain):  # noqa: PLR2004
        return Fraction(int(plain.translate(_DIGITS))), Fraction(1), 1
    return None if value is None else (Fraction(value), Fraction(0), 1)


def _mixed(written: str) -> tuple[Fraction, Fraction, int] | None:
    """Value of Arabic digits with units: 1.2亿, 1亿2000万, 3万多."""
    total, step, scale = Fraction(0), Fraction(1), 1
    for digits, units in re.findall(rf"({ARABIC})\s?{_ODD}?([十百千万亿]*)", written):
        read = read_arabic(digits)
        if read is None or len(units) > MOST_DIGITS:
            return None
        scale = 1
        for unit in units:
            scale *= UNITS[unit]
        total, step = total + read[0] * scale, read[1] * scale
    return (total, step, scale) if scale < 10**MOST_DIGITS else None


def _year(written: str | None) -> int | None:
    """A year in either kind of digits; the first year of the Republic is 1912."""
    if written is None:
        return None
    if written.startswith("民国"):
        years = _small(written.removeprefix("民国"))
        return None if years is None else years + 1911
    return int(written.translate(_DIGITS))


def _small(written: str | None) -> int | None:
    """A short number in either kind of digits."""
    if written is None:
        return None
    if re.fullmatch("[0-9]+", written):
        return int(written)
    read = _spelled(written)
    return None if read is None or read[0].denominator > 1 else int(read[0])


_READERS = {
    "skip": read_nothing,
    "hour": _time,
    "label": read_label,
    "code": read_label,
    "plan": _plan,
    "plan_short": _plan,
    "iso": _iso,
    "tens": _tens,
    "dotted": _dotted,
    "from_year": _period,
    "fiscal": _fiscal,
    "year": _day,
    "from_month": _months,
    "month2": _day,
    "day3": _day,
    "decade": _decade,
    "century": _century,
    "quarter": _quarter,
    "percent": _percent,
    "whole": _fraction,
    "slash": _slash,
    "doubles": _doubled,
    "half": _half,
    "vague": _vague,
    "either": _either,
    "number": _number,
}
