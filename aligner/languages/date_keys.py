"""Dates inside a text as keys that are equal in both languages.

Keys: ``"4-26"`` for a day, ``"m4"`` for a month named with or without a day,
``"y2023"`` for a year.
"""

import re

_MONTHS = (  # noqa: SIM905 - words read better than a column of strings
    "January February March April May June July August September October November December"
).split()
_MONTH_NUMBER = {name[:3].lower(): number for number, name in enumerate(_MONTHS, 1)}

_YEAR = r"(?:19|20)\d\d"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_ISO = re.compile(rf"(?<!\d)({_YEAR})([-./])({_MONTH})\2({_DAY})(?!\d)")
_BARE_YEAR = re.compile(rf"(?<![\d.,$¥€£]){_YEAR}(?![\d%]|[,.]\d|\s?[万亿件家项个人名余多])")

_SPELLED_DIGITS = "〇零一二三四五六七八九"
_SPELLED = str.maketrans(_SPELLED_DIGITS, "00123456789")
_HAN_YEAR = rf"(?:{_YEAR}|[一二][〇零九][{_SPELLED_DIGITS}]{{2}})\s?年"
# A day stands before 日, or opens a range (4月26至28日) that ends with 日.
_HAN_DAYS = (
    rf"(?P<day>{_DAY})\s?(?:[日号]|(?=[至到\-—–~]))"
    rf"(?:\s?[至到\-—–~]\s?(?:(?P<month2>{_MONTH})\s?月\s?)?(?P<day2>{_DAY})\s?[日号])?"
)
_HAN_DATE = re.compile(
    rf"(?P<year>{_HAN_YEAR})|(?<![\d.])(?P<month>{_MONTH})\s?月份?(?:\s?{_HAN_DAYS})?",
)

_NAME = (
    r"(?P<name>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_NAMES = rf"(?i:{_NAME})\b\.?"
_NTH = r"(?:st|nd|rd|th)?\b"
_TO = r"(?:\s?[-–—]\s?|\s(?:to|and|until|through)\s)"
_DAY_FIRST = re.compile(
    rf"(?<![\d.,])(?P<day>{_DAY}){_NTH}(?:{_TO}(?P<day2>{_DAY}){_NTH})?\s(?:of\s)?{_NAMES}"
)
_MONTH_FIRST = re.compile(
    rf"(?P<lead>\b(?:in|of|by|since|from|until|till|to|late|early|mid|last|this|end)[\s-])?"
    rf"\b{_NAMES}(?:\s?(?P<day>{_DAY}){_NTH}(?![.,]?\d|\s?(?:%|per))"
    rf"(?:{_TO}(?P<day2>{_DAY}){_NTH}(?![.,]\d))?)?(?P<year>,?\s{_YEAR}\b)?",
)


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
            keys.append("y" + match["year"][:4].translate(_SPELLED))
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
    name = _MONTHS[int(month) - 1]
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
