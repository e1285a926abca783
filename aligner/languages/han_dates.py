"""Dates and times of day in Chinese text, as quantities."""

import re

from aligner.languages.amounts import Quantity, full_year, read_date
from aligner.languages.han_numerals import ARABIC_DIGITS, read_year, small_number

_REPUBLIC = "民国"


def read_time(_plain: str, match: re.Match[str]) -> Quantity | None:
    """14:30, 2点半, as hours of the clock face."""
    minute = small_number(match["minute"] or match["minute2"])
    return read_date(match, ("hour", int(match["hour"]) % 12), ("minute", minute or None))


def read_dotted(_plain: str, match: re.Match[str]) -> Quantity | None:
    """2023.04, a year and its month."""
    return read_date(match, ("year", int(match["dotted"][:4])), ("month", int(match["dotted"][5:])))


def read_period(_plain: str, match: re.Match[str]) -> Quantity | None:
    """The two years of 2015-16年."""
    first = read_year(match["from_year"])
    last = full_year(first, match["to_year"].translate(ARABIC_DIGITS)) if first else None
    return read_date(match, ("year", first), ("year", last))


def read_fiscal(_plain: str, match: re.Match[str]) -> Quantity | None:
    """The two years of 2015/16."""
    first = int(match["fiscal"])
    return read_date(match, ("year", first), ("year", full_year(first, match["fiscal_to"])))


def read_day(plain: str, match: re.Match[str]) -> Quantity | None:
    """A year, a month or a day, or several of them."""
    month = match["month"] or match["month2"]
    day = match["day"] or match["day2"]
    return read_date(
        match,
        ("year", _year(plain, match["year"])),
        ("month", small_number(month)),
        ("day", small_number(day)),
    )


def _year(plain: str, written: str | None) -> int | None:
    """A year; of two digits, or with tens, one of the calendar that the text names."""
    if written is None or re.fullmatch(rf"{_REPUBLIC}.*|[^十百]{{4}}", written):
        return read_year(written)
    return read_year(_REPUBLIC + written) if _REPUBLIC in plain else None


def read_months(_plain: str, match: re.Match[str]) -> Quantity | None:
    """The two months of 3至5月."""
    return read_date(
        match,
        ("month", small_number(match["from_month"])),
        ("month", small_number(match["to_month"])),
    )


def read_decade(_plain: str, match: re.Match[str]) -> Quantity | None:
    """九十年代."""
    value = small_number(match["decade"][-2:])
    return read_date(match, ("decade", value % 100 if value is not None else None))


def read_century(_plain: str, match: re.Match[str]) -> Quantity | None:
    """二十一世纪."""
    return read_date(match, ("century", small_number(match["century"])))


def read_quarter(_plain: str, match: re.Match[str]) -> Quantity | None:
    """第一季度, Q1, 首季."""
    found = re.search("[一二三四1-4首]", match["quarter"])
    return read_date(
        match, ("quarter", small_number(found.group().replace("首", "1")) if found else None)
    )
