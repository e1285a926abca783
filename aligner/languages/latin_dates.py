"""Dates and times of day in English text, as quantities."""

import re

from aligner.languages.amounts import Quantity, full_year, read_date
from aligner.languages.dates import MONTHS
from aligner.languages.latin_numerals import numeral_value
from aligner.languages.numbers import NUMBER_WORD_VALUES

# Before May, which is no verb then.
_OF_MONTH = re.compile(
    r"\b(?:(?:beginning|start|middle|end|month)\sof|early|late|in|last|this|since|until|by|from|to)[\s-]$"
)
_LONGEST_BEFORE = 20


def read_time(_plain: str, match: re.Match[str]) -> Quantity | None:
    """14:30, 2.30 p.m., as hours of the clock face."""
    minute = int(match["minute"] or 0)
    return read_date(match, ("hour", int(match["hour"]) % 12), ("minute", minute or None))


def read_period(_plain: str, match: re.Match[str]) -> Quantity | None:
    """The two years of 2015-16."""
    first = int(match["from_year"])
    return read_date(match, ("year", first), ("year", full_year(first, match["to_year"])))


def read_day(plain: str, match: re.Match[str]) -> Quantity | None:
    """A month with a day, two days or a year, or alone."""
    name = match["month"] or match["month_after"]
    days = [match[part] for part in ("day", "last_day", "day2", "last_day2") if match[part]]
    year = match["year2"] or match["year_after"]
    alone = not days and not year
    # "may" and "march" are verbs, too, and "mar" and "dec" are seldom months.
    is_named = _OF_MONTH.search(plain, max(0, match.start() - _LONGEST_BEFORE), match.start())
    if (not name[0].isupper() and (name == "may" or not year)) or (
        alone and name in {"May", "March", "Mar", "Sept"} and not is_named
    ):
        return None
    month = next(i for i, full in enumerate(MONTHS, 1) if full[:3].lower() == name[:3].lower())
    numbers = [("day", int(re.sub(r"\D", "", day))) for day in days]
    return read_date(match, ("year", int(year) if year else None), ("month", month), *numbers)


def read_decade(_plain: str, match: re.Match[str]) -> Quantity | None:
    """The 1990s, the nineties."""
    if match["decade"]:
        return read_date(match, ("decade", int(re.sub(r"\D", "", match["decade"])) % 100))
    return read_date(match, ("decade", NUMBER_WORD_VALUES[match["decade_word"].lower()[:-3] + "y"]))


def read_century(_plain: str, match: re.Match[str]) -> Quantity | None:
    """The twenty-first century."""
    return read_date(match, ("century", numeral_value(match["century"])))


def read_quarter(_plain: str, match: re.Match[str]) -> Quantity | None:
    """The first quarter, Q1."""
    written = match["quarter"].lower()
    found = re.search("[1-4]", written)
    names = {"fir": 1, "sec": 2, "thi": 3, "fou": 4, "las": 4}
    return read_date(match, ("quarter", int(found.group()) if found else names[written[:3]]))
