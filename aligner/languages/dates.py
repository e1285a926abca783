"""Dates as pages and addresses write them."""

import re
from datetime import date

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_CHINESE_DIGITS = {digit: index for index, digit in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "○": 0,
}
_CUT = "/.／．－-"
_YEAR = r"(?<!\d)(?P<year>(?:19|20)\d\d)"
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
_CHINESE = re.compile(
    r"(?P<year>[一二][〇零○一二三四五六七八九]{3})年(?P<month>[一二三四五六七八九十]{1,2})月"
    r"(?P<day>[一二三四五六七八九十]{1,3})日",
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
        month = _MONTHS.index(parts["month"][:3].lower()) + 1
    else:
        month = int(parts["number"])
    return _date(int(parts["year"]), month, int(parts["day"]))


def _chinese_day(match: re.Match[str]) -> date | None:
    """The day a date in Chinese numerals means."""
    year = int("".join(str(_CHINESE_DIGITS[digit]) for digit in match["year"]))
    return _date(year, _number(match["month"]), _number(match["day"]))


def _number(numeral: str) -> int:
    """Value of a Chinese numeral below one hundred."""
    tens, ten, ones = numeral.rpartition("十")
    value = _CHINESE_DIGITS.get(ones, 0)
    return value + (10 * _CHINESE_DIGITS.get(tens, 1) if ten else 0)


def _date(year: int, month: int, day: int) -> date | None:
    """The date if it exists."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
