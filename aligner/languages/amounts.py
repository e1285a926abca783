"""A quantity as a text states it: what both the Chinese and the English reader give."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

# More digits than this are a code, whatever surrounds them.
MOST_DIGITS = 40
# Thousands separators are taken only where they stand right, and of one kind: 456,210 150,321
# are two numbers, and so are those of two cells, which a tab parts.
# Python before 3.11.4 loses its way in possessive groups: only single characters are possessive
# in here, and what follows forbids to stop at fewer groups.
ARABIC = (
    r"(?:\d{1,3}(?:,\d{3}){1,15}(?!\d|,\d{3})"
    r"|\d{1,3}(?:(?: \d{3}){1,15}(?! \d{3})|(?: , \d{3}){1,15}(?! , \d{3}))(?!\d|,\d{3})"
    r"|\d++)(?:\.\d++)?"
)
# How sure it is that a translation keeps a number of this form.
FIRM, LIKELY, SPELLED, WEAK, LABEL = 0.9, 0.7, 0.65, 0.2, 0.0
VULGAR_FRACTIONS = {
    "½": Fraction(1, 2),
    "⅓": Fraction(1, 3),
    "⅔": Fraction(2, 3),
    "¼": Fraction(1, 4),
    "¾": Fraction(3, 4),
}
# Unit of ordinals that can only be dates: the 30th.
MONTH_DAY = "month day"
# Unit of days on which offices are open: 工作日, business days.
WORKDAY = "workday"
# Unit of differences between percentages: 百分点, percentage points.
POINT = "point"
# And of percentage points that may be no difference: 不得超过2.5个百分点.
ANY_POINT = "point or share"
_ABOUT, _ONE = Fraction(1, 20), Fraction(1)
_EARLIEST_YEAR, _LATEST_YEAR = 1500, 2100
_YEAR_DIGITS = 4
# Fewer digits are in names: A320, COVID-19; letters between them in keys of computers.
_CODE = re.compile(r"[A-Za-z]+[-_\s]?\d(?:\s?\d){4}")


class QuantityKind(StrEnum):
    """What a number counts or names."""

    COUNT = "count"
    PERCENT = "percent"
    MONEY = "money"
    DATE = "date"
    ORDINAL = "ordinal"
    FRACTION = "fraction"
    MULTIPLE = "multiple"
    CODE = "code"
    PERIOD = "period"


class Nearness(StrEnum):
    """How a text says that a value is not exact."""

    EXACT = ""
    ABOUT = "about"
    OVER = "over"
    UNDER = "under"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity with its place in the text.

    Parameters
    ----------
    kind : QuantityKind
    start, stop : int
        Characters of the text that state it.
    text : str
        These characters.
    value : Fraction
        The value stated: 3/10 for 30 per cent, 3 for "tripled", 0 for dates.
    low, high : Fraction
        What the value may be; both equal `value` when it is exact.
    step : Fraction
        Unit of the last digit stated: ten million for 1.2亿, 0 for spelled values.
    scale : int
        What the unit of the number multiplies by: 10 ** 8 for 亿.
    unit : str
        Currency code, unit of measure or of time, ``"plan"`` for five-year plans,
        `MONTH_DAY` for days of a month, `POINT` for percentage points; empty when unknown.
    parts : tuple of (str, int)
        Parts of a date: year, month, day, quarter, decade, century.
    firmness : float
        From 0 to 1: how sure it is that a translation has this number.  A label
        such as the number of a list item has 0, 一 in 一个 next to nothing.
    in_range : bool
        Whether it is one end of a range.
    """

    kind: QuantityKind
    start: int
    stop: int
    text: str
    value: Fraction = Fraction(0)
    low: Fraction = Fraction(0)
    high: Fraction = Fraction(0)
    step: Fraction = Fraction(0)
    scale: int = 1
    unit: str = ""
    parts: tuple[tuple[str, int], ...] = ()
    firmness: float = FIRM
    in_range: bool = False

    @property
    def approximate(self) -> bool:
        """Whether the text says that the value is not exact."""
        return self.low != self.high

    @property
    def is_label(self) -> bool:
        """Whether it numbers an item or names a thing, rather than counting anything."""
        return self.firmness == LABEL

    @property
    def face(self) -> Fraction:
        """The number in front of the percent sign; of other quantities the value."""
        return self.value * 100 if self.kind is QuantityKind.PERCENT else self.value


def interval(value: Fraction, nearness: Nearness, step: Fraction) -> tuple[Fraction, Fraction]:
    """What a value may be: 9,000-odd is 9,000 to 10,000, nearly 30 per cent 27 to 30.

    Examples
    --------
    >>> [int(end) for end in interval(Fraction(9000), Nearness.OVER, Fraction(1))]
    [9000, 10000]
    """
    if nearness is Nearness.EXACT:
        return value, value
    wide = max(_last_place(value), step)
    if nearness is Nearness.OVER:
        return value, value + wide
    if nearness is Nearness.UNDER:
        return value - max(wide / 2, value / 10), value
    near = max(wide / 2, value * _ABOUT)
    return value - near, value + near


def _last_place(value: Fraction) -> Fraction:
    """Unit of the last digit that is not zero: 1,000 for 9,000."""
    whole = str(value.numerator) if value.denominator == 1 else ""
    if not whole.strip("0"):
        return Fraction(0)
    return Fraction(10 ** (len(whole) - len(whole.rstrip("0"))))


def read_arabic(digits: str) -> tuple[Fraction, Fraction] | None:
    """Value and unit of the last place of Arabic digits; None for overlong ones.

    Examples
    --------
    >>> [str(part) for part in read_arabic("2,345.6")]
    ['11728/5', '1/10']
    """
    plain = digits if digits.isdecimal() else re.sub(r"[,\s]", "", digits)
    if len(plain) > MOST_DIGITS:
        return None
    decimals = len(plain.partition(".")[2])
    if not decimals:
        return Fraction(int(plain)), _ONE
    return Fraction(plain), Fraction(1, 10**decimals)


def full_year(first: int, second: str) -> int:
    """The second year of a period: 2016 for 2015-16."""
    return int(str(first)[: -len(second)] + second) if len(second) < _YEAR_DIGITS else int(second)


def is_year(digits: str) -> bool:
    """Whether digits alone could be a year: four of them, no separator, in a likely century."""
    return bool(re.fullmatch(r"\d{4}", digits)) and _EARLIEST_YEAR <= int(digits) <= _LATEST_YEAR


# What a match of a reader's pattern means, by the group that is matched.
Reader = Callable[[str, "re.Match[str]"], Quantity | None]


def read_all(
    plain: str, pattern: re.Pattern[str], readers: Mapping[str, Reader]
) -> Iterator[Quantity]:
    """Quantities of a text, each sought behind the one before."""
    match = pattern.search(plain)
    while match:
        read = next(own for group, own in readers.items() if match[group] is not None)
        quantity = read(plain, match)
        if quantity is not None:
            yield quantity
        match = pattern.search(plain, max(match.end(), quantity.stop if quantity else 0))


def read_nothing(_plain: str, _match: re.Match[str]) -> Quantity | None:
    """No quantity: an address."""
    return None


def read_label(_plain: str, match: re.Match[str]) -> Quantity | None:
    """The number of a list item or section, or one inside a name."""
    return Quantity(QuantityKind.ORDINAL, *match.span(), match.group(), firmness=LABEL)


def read_code(_plain: str, match: re.Match[str]) -> Quantity | None:
    """The number of a patent, a standard or an order; one of few digits is a name's."""
    code = match.group().rstrip(".-")
    kind = QuantityKind.ORDINAL
    if _CODE.match(code):
        kind = QuantityKind.CODE
    start = match.start()
    return Quantity(kind, start, start + len(code), code, firmness=LABEL)


def read_date(match: re.Match[str], *parts: tuple[str, int | None]) -> Quantity | None:
    """A date of the parts that are known; None if none is."""
    known = tuple((name, part) for name, part in parts if part is not None)
    return Quantity(QuantityKind.DATE, *match.span(), match.group(), parts=known) if known else None


def read_iso(_plain: str, match: re.Match[str]) -> Quantity | None:
    """2023-04-26."""
    year, month, day = (int(part) for part in re.split(r"\D", match["iso"]))
    return read_date(match, ("year", year), ("month", month), ("day", day))
