"""Parts of a year, a month or a day that both languages name in words.

上半年 and "the first half of the year", 前三季度 and "January to September", 下旬 and "late
May", 周四 and "Thursday", 下午3点 and "3 p.m.".
"""

import re
from collections.abc import Callable, Iterator

from aligner.languages.amounts import Quantity, QuantityKind
from aligner.languages.counted import Stated
from aligner.languages.dates import MONTH_NAME, MONTHS
from aligner.languages.han_numerals import small_number
from aligner.languages.numbers import NUMBER_WORD_VALUES
from aligner.patterns import lazy_pattern

_YEAR, _TEN_DAYS, _EDGE = "part of year", "part of month", "edge of year"
WEEKDAY = "weekday"
_LAST_EDGE, _MONTH_EDGE = "edge of last year", "edge of month"
_CLOCK = "{} o'clock"
# What depends on where the clock is.
CLOCK_SORTS = frozenset((WEEKDAY, *(_CLOCK.format(hour) for hour in range(1, 12))))
_NUMERAL = r"(?:1[0-2]|[1-9]|十[一二]?|[一二两三四五六七八九])"
_HAN = lazy_pattern(
    r"(?P<half>[上下])半年(?!度?报)"
    rf"|(?<![上])(?P<first_quarters>[前头首][一二两三1-3])个?季度?"
    r"|(?P<quarter>(?:第|(?<![上下前后每这]))[一二三四1-4]季度|首季度?|第[一二三四1-4]季(?![赛集]))"
    rf"|(?P<first_months>(?:(?<=年)前|头){_NUMERAL})个月"
    rf"|(?P<months>(?<![\d年、和至到-]){_NUMERAL}月?\s?[至到~～–—-]\s?{_NUMERAL}月)(?!\s?\d*[日号])"
    rf"|(?P<ten_days>(?:{_NUMERAL}月)?[上中下]旬)"
    # What is more than at the beginning of a year is so since the end of the one before.
    r"|(?P<open_edge>[比较自从由与](?:[今去上明]|\d{4}\s?)?年年?[初底末])"
    r"|(?P<last_edge>(?:[去上]|前一)年年?[初底末])"
    r"|(?P<edge>(?<![每全过新去上])年[初底末](?![一二三四五六七八九十])|岁末)"
    rf"|(?P<month_edge>(?:{_NUMERAL}|[本上下每当])月[初底末])(?![级次期步])"
    r"|(?P<weekday>(?:星期|礼拜|(?<![一二两三四五六七八九十每\d首满几数半])周)[一二三四五六日天](?![年月个名位条件国均])"
    r"|(?<=每)周[一二三四五六日](?![次天小个]))"
    r"|(?P<day_part>上午|早上|早晨|清晨|凌晨|下午|午后|傍晚|晚上|晚间|今晚|昨晚|当晚)\s?"
    r"(?P<hour>\d{1,2}|十[一二]?|[一二两三四五六七八九])(?:[时点]|[:：]\d\d)"
)
_OF_YEAR = (
    r"(?:\sof\s(?:the\s|this\s|last\s|next\s|that\s|each\s|every\s|fiscal\s|financial\s)*(?:year|(?:19|20)\d\d|FY\s?\d+)"
    r"|,?\s(?:19|20)\d\d)"
)
_CALENDAR = rf"(?P<first_month>{MONTH_NAME})"
_LATIN = lazy_pattern(
    rf"\b(?P<half>first|second|latter|last)[\s-]half{_OF_YEAR}\b|\b(?P<half_name>H[12])\b"
    r"|\b(?P<first_quarters>first\s(?:two|three|2|3))\squarters\b"
    r"|\b(?P<quarter>Q[1-4]|(?:first|second|third|fourth|1st|2nd|3rd|4th)[\s-]quarter)\b(?!s|-final|\s(?:final|of\sthe\s(?:\w+\s)?century))"
    r"|\b(?P<first_months>first\s(?:two|three|four|five|six|seven|eight|nine|ten|eleven|\d{1,2}))\smonths\b"
    rf"|\b(?P<months>{_CALENDAR}\s?(?:to|through|-|–)\s?(?P<last_month>{MONTH_NAME}))\b(?!\s\d{{1,2}}\b)"
    rf"|\b(?P<ten_days>early|mid|middle|late)(?:\sof)?[\s-](?P<name>{MONTH_NAME})\b"
    r"|\b(?P<last_edge>(?:beginning|start|end|close|conclusion)\sof\s(?:the\s)?(?:last|previous|preceding|prior)\syear)\b"
    r"|\b(?P<edge>(?:beginning|start|end|close|conclusion)\sof\s(?:the\s|this\s|that\s)?(?:year\b(?!s)|(?:19|20)\d\d\b)|year[\s-]end\b|end-(?:19|20)\d\d\b"
    r"|(?:early|late)\s(?:19|20)\d\d\b(?!s))"
    r"|\b(?P<month_edge>(?:beginning|start|end)\sof\s(?:the\s|this\s|last\s|next\s|that\s)*(?:month\b(?!s)|"
    + MONTH_NAME
    + r"\b))"
    r"|(?<!Good\s)(?<!Ash\s)(?<!Black\s)(?<!Palm\s)(?<!Easter\s)(?<!Super\s)(?<!Cyber\s)(?<!Bloody\s)"
    r"\b(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)s?\b"
    r"|(?<![\d.:])(?P<hour>\d{1,2})(?::\d\d)?(?:\s?(?P<noon>[ap])\.?\s?m\b\.?|(?:\so'clock)?\sin\sthe\s(?P<day_part>morning|afternoon|evening))",
    re.IGNORECASE,
)
_ZONE = lazy_pattern(
    r"(?:当地|本地|北京|东部|西部|美东|标准|夏令|伦敦|纽约|东京|巴黎)时间|时差"
    r"|(?i:\b(?:E[SD]?T|P[SD]?T|GMT|UTC|BST|CET|JST|HKT"
    r"|(?:eastern|pacific|local|beijing|london|standard)\stime)\b)"
)
_NIGHT = lazy_pattern(
    r"凌晨|[深午半]夜|零[时点]|(?i:\b(?:(?:mid|over)?night|early\shours|small\shours)\b)"
)
_DAYS = {day: number for number, day in enumerate("一二三四五六日", 1)} | {"天": 7}
_DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MORNING = frozenset(("上午", "早上", "早晨", "清晨", "凌晨"))
_NOON = 12


def read_han_periods(plain: str) -> Iterator[Stated]:
    """Named parts of years, months, weeks and days in a Chinese text, simplified."""
    yield from _read(plain, _HAN, _HAN_READERS)


def read_latin_periods(plain: str) -> Iterator[Stated]:
    """Named parts of years, months, weeks and days in an English text."""
    yield from _read(plain, _LATIN, _LATIN_READERS)


def is_around_midnight(han: str, latin: str) -> bool:
    """Whether two texts tell of a night, which two days share."""
    return _NIGHT.search(han) is not None or _NIGHT.search(latin) is not None


def names_time_zone(plain: str) -> bool:
    """Whether a text says whose time it tells: then another day or half day may be right."""
    return _ZONE.search(plain) is not None


_Reader = Callable[["re.Match[str]"], tuple[str, int | None] | None]


def _read(plain: str, pattern: re.Pattern[str], readers: dict[str, _Reader]) -> Iterator[Stated]:
    for match in pattern.finditer(plain):
        name = next(group for group in readers if match[group] is not None)
        read = readers[name](match)
        if read is not None:
            words = Quantity(QuantityKind.PERIOD, *match.span(), match.group())
            yield Stated(*read, words)


def _span(first: int, last: int) -> tuple[str, int]:
    """A part of a year by its first and last month."""
    return _YEAR, 100 * first + last


def _of_quarter(number: int) -> tuple[str, int]:
    return _span(3 * number - 2, 3 * number)


def _han_quarter(match: re.Match[str]) -> tuple[str, int | None] | None:
    found = re.search("[一二三四1-4首]", match["quarter"])
    number = small_number(found.group().replace("首", "1")) if found else None
    return None if number is None else _of_quarter(number)


def _first_of(written: str, months: int) -> tuple[str, int] | None:
    """So many quarters or months from the beginning of the year."""
    number = small_number(written)
    return _span(1, months * number) if number and months * number <= _NOON else None


def _han_months(match: re.Match[str]) -> tuple[str, int | None] | None:
    first, last = (small_number(n) or 0 for n in re.findall(_NUMERAL, match["months"])[:2])
    return _span(first, last) if 0 < first < last else None


def _han_hour(match: re.Match[str]) -> tuple[str, int | None] | None:
    hour = small_number(match["hour"])
    is_morning = match["day_part"] in _MORNING
    if hour is None or hour % _NOON == 0 or (is_morning and hour > _NOON):
        return None
    if match["day_part"] in {"晚上", "晚间", "今晚", "昨晚", "当晚"} and hour < 5:  # noqa: PLR2004 - of the night
        return None
    return _CLOCK.format(hour % _NOON), 1 if is_morning else 2


_HAN_READERS: dict[str, _Reader] = {
    "half": lambda match: _span(1, 6) if match["half"] == "上" else _span(7, 12),
    "first_quarters": lambda match: _first_of(match["first_quarters"][1:], 3),
    "quarter": _han_quarter,
    "first_months": lambda match: _first_of(match["first_months"][1:], 1),
    "months": _han_months,
    "ten_days": lambda match: (_TEN_DAYS, "上中下".index(match["ten_days"][-2])),
    "open_edge": lambda _: (_EDGE, None),
    "edge": lambda match: (_EDGE, 1 if match["edge"].endswith("初") else 2),
    "last_edge": lambda match: (_LAST_EDGE, 1 if match["last_edge"].endswith("初") else 2),
    "month_edge": lambda match: (_MONTH_EDGE, 1 if match["month_edge"].endswith("初") else 2),
    "weekday": lambda match: (WEEKDAY, _DAYS[match["weekday"][-1]]),
    "hour": _han_hour,
}


def _month(name: str) -> int:
    return next(i for i, full in enumerate(MONTHS, 1) if full[:3].lower() == name[:3].lower())


def _latin_number(written: str) -> int:
    return int(written) if written.isdecimal() else NUMBER_WORD_VALUES[written.lower()]


def _latin_first(written: str, months: int) -> tuple[str, int] | None:
    number = _latin_number(written.rsplit(maxsplit=1)[-1])
    return _span(1, months * number) if months * number <= _NOON else None


def _latin_quarter(match: re.Match[str]) -> tuple[str, int | None] | None:
    written = match["quarter"].lower()
    found = re.search("[1-4]", written)
    return _of_quarter(int(found.group()) if found else NUMBER_WORD_VALUES[written[:-8]])


def _latin_months(match: re.Match[str]) -> tuple[str, int | None] | None:
    first, last = _month(match["first_month"]), _month(match["last_month"])
    return _span(first, last) if first < last else None


def _latin_hour(match: re.Match[str]) -> tuple[str, int | None] | None:
    hour = int(match["hour"])
    if not 0 < hour < _NOON:
        return None
    half = match["noon"] or match["day_part"]
    return _CLOCK.format(hour), 1 if half.lower() in {"a", "morning"} else 2


def _is_start(words: str) -> bool:
    return re.match(r"begin|start|early", words, re.IGNORECASE) is not None


_LATIN_READERS: dict[str, _Reader] = {
    "half": lambda match: _span(1, 6) if match["half"].lower() == "first" else _span(7, 12),
    "half_name": lambda match: _span(1, 6) if match["half_name"][1] == "1" else _span(7, 12),
    "first_quarters": lambda match: _latin_first(match["first_quarters"], 3),
    "quarter": _latin_quarter,
    "first_months": lambda match: _latin_first(match["first_months"], 1),
    "months": _latin_months,
    "ten_days": lambda match: (
        _TEN_DAYS,
        {"e": 0, "m": 1, "l": 2}[match["ten_days"][0].lower()],
    ),
    "edge": lambda match: (_EDGE, 1 if _is_start(match["edge"]) else 2),
    "last_edge": lambda match: (_LAST_EDGE, 1 if _is_start(match["last_edge"]) else 2),
    "month_edge": lambda match: (_MONTH_EDGE, 1 if _is_start(match["month_edge"]) else 2),
    "weekday": lambda match: (WEEKDAY, _DAY_NAMES.index(match["weekday"][:3].lower()) + 1),
    "hour": _latin_hour,
}
