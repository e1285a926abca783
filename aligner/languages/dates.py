"""Dates: the one a page or an address states, and those inside a text as keys.

Keys are equal in both languages: ``"4-26"`` for a day, ``"m4"`` for a month named
with or without a day, ``"y2023"`` for a year.
"""

import re
from datetime import date

from aligner.languages.numbers import HAN_DIGIT_VALUES, HAN_DIGITS
from aligner.patterns import lazy_pattern

MONTHS = (  # noqa: SIM905 - words read better than a column of strings
    "January February March April May June July August September October November December"
).split()
_MONTH_NUMBER = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
# A month's name in full or shortened, without the point behind it.
MONTH_NAME = (
    "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    "|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_MONTH = rf"(?P<month>{MONTH_NAME})\.?"
# In dates a circle often stands for the zero.
_DIGIT_VALUES = HAN_DIGIT_VALUES | {"○": 0}
_ARABIC = str.maketrans({digit: str(value) for digit, value in _DIGIT_VALUES.items()})
_CUT = "/.／．－-"
_PLAIN_YEAR = r"(?:19|20)\d\d"
_YEAR = rf"(?<!\d)(?P<year>{_PLAIN_YEAR})"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_YEAR}\s?[年{_CUT}]\s?(?P<number>\d{{1,2}})\s?[月{_CUT}]\s?(?P<day>\d{{1,2}})(?!\d)",
        rf"\b{_MONTH}\s?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s?,?\s?(?P<year>(?:19|20)\d\d)\b",
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]{_MONTH},?[\s-](?P<year>(?:19|20)\d\d)\b",
        # As "Updated: 4 28,2023" and "04/28/2023" write it: the month first.
        r"(?<!\d)(?P<number>\d{1,2})[\s/-](?P<day>\d{1,2})\s?[,/-]\s?(?P<year>(?:19|20)\d\d)(?!\d)",
    )
)
_CHINESE = lazy_pattern(
    rf"(?P<year>[一二][○{HAN_DIGITS}]{{3}})年(?P<month>[{HAN_DIGITS}十]{{1,2}})月"
    rf"(?P<day>[{HAN_DIGITS}十]{{1,3}})日",
)
_ADDRESS = (
    re.compile(
        r"(?<!\d)(?P<year>(?:19|20)\d\d)[-_/.](?P<number>\d{1,2})[-_/.](?P<day>\d{1,2})(?!\d)"
    ),
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<number>[01]\d)[-_/]?(?P<day>[0-3]\d)(?!\d)"),
)
# As publishing systems name their pages: ``/art/2023/4/28/art_53_1.html``,
# ``art_2023-04-28_1.html``, ``202304/t20230428_1.html``, ``/2023-04/28/content_1.htm``.
_PATH = (
    re.compile(r"/(?:art/)?(?P<year>(?:19|20)\d\d)/(?P<number>\d{1,2})/(?P<day>\d{1,2})/(?=[a-z])"),
    re.compile(r"/(?P<year>(?:19|20)\d\d)-?(?P<number>\d\d)/(?P<day>\d\d)/(?=[a-z])"),
    re.compile(r"(?:^|[/_])art_(?P<year>(?:19|20)\d\d)-(?P<number>\d\d)-(?P<day>\d\d)_\d"),
    re.compile(r"(?:^|/)t(?P<year>(?:19|20)\d\d)(?P<number>\d\d)(?P<day>\d\d)_\d"),
)
_TIME_OF_DAY = (
    r"(?:\s*(?:\d{1,2}[:：]\d\d(?:[:：]\d\d)?|[（(]?(?:星期|周)[一二三四五六日天][）)]?|[AP]M))*"
)
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
_LONGEST_DATE_LINE = 80
_ODD_MARKS = " \t,.，。[]()（）【】"

_MONTH_DIGITS = r"(?:1[0-2]|0?[1-9])"
_DAY_DIGITS = r"(?:3[01]|[12]\d|0?[1-9])"
_ISO = lazy_pattern(rf"(?<!\d)({_PLAIN_YEAR})([-./])({_MONTH_DIGITS})\2({_DAY_DIGITS})(?!\d)")
_BARE_YEAR = lazy_pattern(
    rf"(?<![\d.,$¥€£]){_PLAIN_YEAR}(?![\d%]|[,.]\d|\s?[万亿件家项个人名余多])"
)

_HAN_YEAR = rf"(?:{_PLAIN_YEAR}|[一二][〇零九][{HAN_DIGITS}]{{2}})\s?年"
# A day stands before 日, or opens a range (4月26至28日) that ends with 日.
_HAN_DAYS = (
    rf"(?P<day>{_DAY_DIGITS})\s?(?:[日号]|(?=[至到\-—–~]))"
    rf"(?:\s?[至到\-—–~]\s?(?:(?P<month2>{_MONTH_DIGITS})\s?月\s?)?(?P<day2>{_DAY_DIGITS})\s?[日号])?"
)
_HAN_DATE = lazy_pattern(
    rf"(?P<year>{_HAN_YEAR})|(?<![\d.])(?P<month>{_MONTH_DIGITS})\s?月份?(?:\s?{_HAN_DAYS})?",
)

_NAMES = rf"(?i:(?P<name>{MONTH_NAME}))\b\.?"
_NTH = r"(?:st|nd|rd|th)?\b"
_TO = r"(?:\s?[-–—]\s?|\s(?:to|and|until|through)\s)"
_DAY_FIRST = lazy_pattern(
    rf"(?<![\d.,])(?P<day>{_DAY_DIGITS}){_NTH}(?:{_TO}(?P<day2>{_DAY_DIGITS}){_NTH})?\s(?:of\s)?{_NAMES}"
)
_MONTH_FIRST = lazy_pattern(
    rf"(?P<lead>\b(?:in|of|by|since|from|until|till|to|late|early|mid|last|this|end)[\s-])?"
    rf"\b{_NAMES}(?:\s?(?P<day>{_DAY_DIGITS}){_NTH}(?![.,]?\d|\s?(?:%|per))"
    rf"(?:{_TO}(?P<day2>{_DAY_DIGITS}){_NTH}(?![.,]\d))?)?(?P<year>,?\s{_PLAIN_YEAR}\b)?",
)


def find_date(text: str) -> date | None:
    """First date in a text, None when there is none or it does not exist.

    Examples
    --------
    >>> find_date("Updated: 4 28,2023"), find_date("二〇二三年四月二十八日")
    (datetime.date(2023, 4, 28), datetime.date(2023, 4, 28))
    """
    found = []
    for pattern in _PATTERNS:
        match = pattern.search(text)
        day = _day_of(match) if match else None
        if match and day:
            found.append((match.start(), day))
    if found:
        return min(found)[1]
    match = _CHINESE.search(text)
    return _chinese_day(match) if match else None


def date_in_address(address: str) -> date | None:
    """Date in an address or a file name: ``art_2023-04-28_1.html``, ``t20230428_1.htm``."""
    for pattern in _ADDRESS:
        for match in pattern.finditer(address):
            day = _day_of(match)
            if day:
                return day
    return None


def date_in_path(address: str) -> date | None:
    """Date in an address or a file name of the form that publishing systems give it.

    Examples
    --------
    >>> date_in_path("202304/t20230428_12345.html"), date_in_path("copy_2023-04-28.html")
    (datetime.date(2023, 4, 28), None)
    """
    matches = (pattern.search(address) for pattern in _PATH)
    return next(filter(None, (_day_of(match) for match in matches if match)), None)


def is_date_line(text: str) -> bool:
    """Whether a text is a date and nothing else (a time of day or weekday apart)."""
    if len(text) > _LONGEST_DATE_LINE:
        return False
    line = re.sub(_TIME_OF_DAY + "$", "", re.sub("^" + _WEEKDAY, "", text.strip(_ODD_MARKS)))
    line = line.strip(_ODD_MARKS).removesuffix("日")
    return any(pattern.fullmatch(line) for pattern in _PATTERNS) or bool(
        _CHINESE.fullmatch(line + "日")
    )


def _day_of(match: re.Match[str]) -> date | None:
    """The day a match of one of the patterns means."""
    parts = match.groupdict()
    if parts.get("month"):
        month = _MONTH_NUMBER[parts["month"][:3].lower()]
    else:
        month = int(parts["number"])
    return _date(int(parts["year"]), month, int(parts["day"]))


def _chinese_day(match: re.Match[str]) -> date | None:
    """The day a date in Chinese numerals means."""
    year = int(match["year"].translate(_ARABIC))
    return _date(year, _number(match["month"]), _number(match["day"]))


def _number(numeral: str) -> int:
    """Value of a Chinese numeral below one hundred."""
    tens, ten, ones = numeral.rpartition("十")
    value = _DIGIT_VALUES.get(ones, 0)
    return value + (10 * _DIGIT_VALUES.get(tens, 1) if ten else 0)


def _date(year: int, month: int, day: int) -> date | None:
    """The date if it exists."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def take_han_dates(text: str) -> tuple[tuple[str, ...], str]:
    """Date keys of a Chinese text, and the text with gaps in their place.

    Parameters
    ----------
    text : str
        In NFKC form and simplified characters.

    Examples
    --------
    >>> take_han_dates("4月26日至28日")[0]
    ('m4', '4-26', '4-28')
    """
    keys: list[str] = []

    def note(match: re.Match[str]) -> str:
        if match["year"]:
            keys.append("y" + match["year"][:4].translate(_ARABIC))
        else:
            _note_day(keys, match["month"], match["day"])
            _note_day(keys, match["month2"] or match["month"], match["day2"])
        return " "

    rest = _take_years(_HAN_DATE.sub(note, _take_iso(text, keys)), keys)
    return tuple(dict.fromkeys(keys)), rest


def take_latin_dates(text: str) -> tuple[tuple[str, ...], str]:
    """Date keys of an English text, and the text with gaps in their place.

    Examples
    --------
    >>> take_latin_dates("on April 26-28, 2023")[0]
    ('m4', '4-26', '4-28', 'y2023')
    """
    keys: list[str] = []

    def note(match: re.Match[str]) -> str:
        parts = match.groupdict()
        if not parts["day"] and not parts.get("year") and not _is_month(parts):
            return match.group()
        month = str(_MONTH_NUMBER[parts["name"][:3].lower()])
        _note_day(keys, month, parts["day"])
        _note_day(keys, month, parts["day2"])
        return " " + (parts.get("year") or "")

    rest = _DAY_FIRST.sub(note, _take_iso(text, keys))
    rest = _take_years(_MONTH_FIRST.sub(note, rest), keys)
    return tuple(dict.fromkeys(keys)), rest


def describe_date(key: str) -> str:
    """A date key in both languages, for reasons.

    Examples
    --------
    >>> describe_date("4-26")
    '4月26日 / April 26'
    """
    if key.startswith("y"):
        return key[1:]
    month, _, day = key.removeprefix("m").partition("-")
    name = MONTHS[int(month) - 1]
    return f"{month}月{day}日 / {name} {day}" if day else f"{month}月 / {name}"


def _is_month(parts: dict[str, str | None]) -> bool:
    """Whether a month's name without day and year is one: "may" and "march" are verbs, too."""
    name = parts["name"] or ""
    return name[0].isupper() and (name not in {"May", "March"} or parts["lead"] is not None)


def _note_day(keys: list[str], month: str | None, day: str | None) -> None:
    """Note a month and, when known, the day in it."""
    if month is not None:
        keys.append(f"m{int(month)}")
        if day is not None:
            keys.append(f"{int(month)}-{int(day)}")


def _take_iso(text: str, keys: list[str]) -> str:
    """Note dates like 2018-04-26 and leave gaps."""

    def note(match: re.Match[str]) -> str:
        keys.append("y" + match.group(1))
        _note_day(keys, match.group(3), match.group(4))
        return " "

    return _ISO.sub(note, text)


def _take_years(text: str, keys: list[str]) -> str:
    """Note years that stand alone and leave gaps."""
    keys.extend("y" + match.group() for match in _BARE_YEAR.finditer(text))
    return _BARE_YEAR.sub(" ", text)
