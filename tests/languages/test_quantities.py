"""Quantities in Chinese and English: kind, value, unit, dates, intervals."""

from fractions import Fraction
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.languages import (
    QuantityKind,
    describe_quantity,
    read_quantities,
)
from tests.growth import assert_linear

_CHINESE = [
    ("1.2亿", "count", "120000000"),
    ("一亿二千万", "count", "120000000"),
    ("1亿2000万", "count", "120000000"),
    ("3万多件", "count", "30000"),
    ("3,000多万", "count", "30000000"),
    ("二十多万人", "count", "200000"),
    ("九千余", "count", "9000"),
    ("十几", "count", "10"),
    ("数百万", "count", "1000000"),
    ("一年半", "count", "3/2"),
    ("一点五亿", "count", "150000000"),
    ("兩點三萬", "count", "23000"),
    ("零点七五万亿", "count", "750000000000"),
    ("三点五倍", "multiple", "7/2"),
    ("加倍", "multiple", "2"),
    ("两个半月", "count", "5/2"),
    ("12 345", "count", "12345"),
    ("一半", "fraction", "1/2"),
    ("三分之一", "fraction", "1/3"),
    ("1/3", "fraction", "1/3"),
    ("三成", "percent", "3/10"),
    ("八成半", "percent", "17/20"),
    ("近三成", "percent", "3/10"),
    ("百分之五", "percent", "1/20"),
    ("百分之百", "percent", "1"),
    ("千分之五", "percent", "1/200"),
    ("5个百分点", "percent", "1/20"),
    ("12.5％", "percent", "1/8"),
    ("4.5厘", "percent", "9/200"),
    ("翻一番", "multiple", "2"),
    ("翻番", "multiple", "2"),
    ("翻了一番", "multiple", "2"),
    ("翻两番", "multiple", "4"),
    ("增长了两倍", "multiple", "3"),
    ("是去年的2倍", "multiple", "2"),
    ("第三", "ordinal", "3"),
    ("第12條", "ordinal", "12"),
    ("第十四个五年规划", "ordinal", "14"),
    ("“十四五”时期", "ordinal", "14"),
    ("50港元", "money", "50"),
    ("12,345.6萬港元", "money", "123456000"),
    ("HK$5,000", "money", "5000"),
    ("RMB500", "money", "500"),
    ("十一人", "count", "11"),
    ("第十一款", "ordinal", "11"),
    ("20K册", "count", "20000"),
    ("18K金", "count", "18"),
    ("10kΩ", "count", "10"),
    ("五十两本钱", "count", "50"),
    ("三千一个月", "count", "3000"),
    ("百分之零点二二", "percent", "11/5000"),
    ("三十（30）天", "count", "30"),
]
_ENGLISH = [
    ("twenty-one", "count", "21"),
    ("three hundred and five", "count", "305"),
    ("one hundred million", "count", "100000000"),
    ("two hundred thousand", "count", "200000"),
    ("one and a half", "count", "3/2"),
    ("a dozen", "count", "12"),
    ("a couple of", "count", "2"),
    ("1.5 million", "count", "1500000"),
    ("2,345.6", "count", "11728/5"),
    ("5k", "count", "5000"),
    ("three decades", "count", "30"),
    ("2m years", "count", "2000000"),
    ("two and a half years", "count", "5/2"),
    ("30 working days", "count", "30"),
    ("tens of millions", "count", "10000000"),
    ("twenty-first", "ordinal", "21"),
    ("3rd", "ordinal", "3"),
    ("Article IV", "ordinal", "4"),
    ("the 14th Five-Year Plan", "ordinal", "14"),
    ("12%", "percent", "3/25"),
    ("twelve per cent", "percent", "3/25"),
    ("5 percentage points", "percent", "1/20"),
    ("one-third", "fraction", "1/3"),
    ("two thirds", "fraction", "2/3"),
    ("half", "fraction", "1/2"),
    ("doubled", "multiple", "2"),
    ("tripling", "multiple", "3"),
    ("tenfold", "multiple", "10"),
    ("three times", "multiple", "3"),
    ("HK$1.2bn", "money", "1200000000"),
    ("US$5 mn", "money", "5000000"),
    ("£5m", "money", "5000000"),
    ("4 million yuan", "money", "4000000"),
    ("NTD1,200,000", "money", "1200000"),
    ("a quarter of a million", "count", "250000"),
    ("three quarters of a million", "count", "750000"),
    ("half a billion", "count", "500000000"),
    ("half-million", "count", "500000"),
    ("five-hundred-and-one million", "count", "501000000"),
    ("two hundred and fifty thousand and three", "count", "250003"),
    ("thirty (30) days", "count", "30"),
    ("thirty percent (30%)", "percent", "3/10"),
]
_DATES = [
    ("2019年3月5日", "zh", (("year", 2019), ("month", 3), ("day", 5))),
    ("二〇一八年三月五日", "zh", (("year", 2018), ("month", 3), ("day", 5))),
    ("二〇一八年", "zh", (("year", 2018),)),
    ("民國105年", "zh", (("year", 2016),)),
    ("2015-16年", "zh", (("year", 2015), ("year", 2016))),
    ("2015/16", "zh", (("year", 2015), ("year", 2016))),
    ("1月至6月", "zh", (("month", 1), ("month", 6))),
    ("第三季度", "zh", (("quarter", 3),)),
    ("90年代", "zh", (("decade", 90),)),
    ("二十一世纪", "zh", (("century", 21),)),
    ("20 世纪", "zh", (("century", 20),)),
    ("1990 年代", "zh", (("decade", 90),)),
    ("二OO八年", "zh", (("year", 2008),)),
    ("march 2012", "en", (("year", 2012), ("month", 3))),
    # Without the name of the calendar, no one knows the year.
    ("九十八年十一月三日", "zh", (("month", 11), ("day", 3))),
    ("08 点 30 分", "zh", (("hour", 8), ("minute", 30))),
    ("下午3时30分", "zh", (("hour", 3), ("minute", 30))),
    ("5 March 2019", "en", (("year", 2019), ("month", 3), ("day", 5))),
    ("March 5, 2019", "en", (("year", 2019), ("month", 3), ("day", 5))),
    ("May 22, 2020", "en", (("year", 2020), ("month", 5), ("day", 22))),
    ("2019-03-05", "en", (("year", 2019), ("month", 3), ("day", 5))),
    ("2015-16", "en", (("year", 2015), ("year", 2016))),
    ("in 2018", "en", (("year", 2018),)),
    ("Q3", "en", (("quarter", 3),)),
    ("third quarter", "en", (("quarter", 3),)),
    ("the 1990s", "en", (("decade", 90),)),
    ("the twenty-first century", "en", (("century", 21),)),
    ("15:30", "en", (("hour", 3), ("minute", 30))),
]


@pytest.mark.parametrize(
    ("text", "language", "kind", "value"),
    [(text, "zh", kind, value) for text, kind, value in _CHINESE]
    + [(text, "en", kind, value) for text, kind, value in _ENGLISH],
)
def test_value_and_kind(text: str, language: str, kind: str, value: str) -> None:
    (quantity,) = read_quantities(text, language)
    assert (quantity.kind, quantity.value) == (kind, Fraction(value))
    assert text[quantity.start : quantity.stop] == quantity.text


@pytest.mark.parametrize(("text", "language", "parts"), _DATES)
def test_dates_and_periods(text: str, language: str, parts: tuple[tuple[str, int], ...]) -> None:
    (quantity,) = read_quantities(text, language)
    assert (quantity.kind, quantity.parts) == (QuantityKind.DATE, parts)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("9" * 41, "zh"),
        ("9" * 41, "en"),
        ("十分重要", "zh"),
        ("万一", "zh"),
        ("本世纪", "zh"),
        ("见 https://example.org/2019/05", "zh"),
        ("we may march on", "en"),
        ("12 Stück", "de"),
    ],
)
def test_no_quantity(text: str, language: str) -> None:
    assert read_quantities(text, language) == ()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("（一）", "zh"),
        ("1、总则", "zh"),
        ("COVID-19", "zh"),
        ("1. Scope", "en"),
        ("(2) Terms", "en"),
        ("COVID-19", "en"),
        ("2.6.1", "en"),
    ],
)
def test_markers_and_codes_are_labels(text: str, language: str) -> None:
    assert [quantity.is_label for quantity in read_quantities(text, language)] == [True]


@pytest.mark.parametrize(
    ("text", "language", "unit"),
    [
        ("15日内", "zh", "day"),
        ("上诉期为15日", "zh", "day"),
        ("十五日以上", "zh", "day"),
        ("满三十日", "zh", "day"),
        ("45日", "zh", "day"),
        ("三個工作日", "zh", "workday"),
        ("三个月", "zh", "month"),
        ("两周", "zh", "week"),
        ("二十年", "zh", "year"),
        ("三年半", "zh", "year"),
        ("十八周岁", "zh", "year"),
        ("48小时", "zh", "hour"),
        ("十五日举行", "zh", "month day"),
        ("三年级", "zh", ""),
        ("三天然", "zh", ""),
        ("三日元", "zh", "JPY"),
        ("每半年", "zh", "year"),
        ("within 30 days", "en", "day"),
        ("five (5) working days", "en", "workday"),
        ("a six-month period", "en", "month"),
        ("twenty years' protection", "en", "year"),
        ("two decades", "en", "year"),
        ("on the 30th", "en", "month day"),
        ("the 30th session", "en", ""),
    ],
)
def test_the_time_that_a_number_counts(text: str, language: str, unit: str) -> None:
    assert read_quantities(text, language)[-1].unit == unit


@pytest.mark.parametrize("text", ["会议在15日举行", "截止日期为15日", "于15日到达"])
def test_a_day_of_a_month(text: str) -> None:
    (quantity,) = read_quantities(text, "zh")
    assert quantity.parts == (("day", 15),)


@pytest.mark.parametrize("year", ["the 2019 year-end", "since 2019 years", "2019年"])
def test_a_year_counts_no_years(year: str) -> None:
    (quantity,) = read_quantities(year, "zh" if "年" in year else "en")
    assert quantity.parts == (("year", 2019),)


@pytest.mark.parametrize(
    ("text", "language", "low", "high"),
    [
        ("近三成", "zh", "1/4", "3/10"),
        ("九千余", "zh", "9000", "10000"),
        ("3万多", "zh", "30000", "40000"),
        ("超过20", "zh", "20", "30"),
        ("nearly 30 per cent", "en", "1/4", "3/10"),
        ("more than 9,000", "en", "9000", "10000"),
        ("三四百人", "zh", "300", "400"),
    ],
)
def test_approximate_values_are_intervals(text: str, language: str, low: str, high: str) -> None:
    (quantity,) = read_quantities(text, language)
    assert quantity.approximate
    assert (quantity.low, quantity.high) == (Fraction(low), Fraction(high))


@pytest.mark.parametrize(
    ("text", "language", "ends"),
    [
        ("10至15", "zh", ("10", "15")),
        ("5至10亿元", "zh", ("500000000", "1000000000")),
        ("10%至15%", "zh", ("1/10", "3/20")),
        ("5-10 million", "en", ("5000000", "10000000")),
        ("from 5 to 10 per cent", "en", ("1/20", "1/10")),
        ("HK$200-300 billion", "en", ("200000000000", "300000000000")),
        ("US$5 to US$10 million", "en", ("5000000", "10000000")),
    ],
)
def test_both_ends_of_a_range(text: str, language: str, ends: tuple[str, str]) -> None:
    quantities = read_quantities(text, language)
    assert [quantity.value for quantity in quantities] == [Fraction(end) for end in ends]
    assert all(quantity.in_range for quantity in quantities)


def test_values_are_shown_where_the_words_hide_them() -> None:
    words = [describe_quantity(quantity) for quantity in read_quantities("三成，30%，2亿", "zh")]
    assert words == ["三成 (30%)", "30%", "2亿 (200,000,000)"]


@given(st.integers(min_value=11, max_value=10**12))
def test_a_value_survives_in_either_language(value: int) -> None:
    for text, language in ((f"{value:,}件", "zh"), (f"{value:,} pieces", "en")):
        (quantity,) = read_quantities(text, language)
        # Four digits without a separator would be a year.
        assert quantity.value == value


@pytest.mark.parametrize(
    "piece",
    [
        "9",
        "9,999",
        "1.",
        "十",
        "百千",
        "一二",
        "twenty ",
        "twenty-",
        "a.",
        "1 to ",
        "2亿3万",
        "May 5 ",
        "HK$",
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_time_grows_with_the_length(piece: str, language: str) -> None:
    # Texts that were read before are known.
    ends = map(str, count())
    assert_linear(
        lambda text: read_quantities(text, language),
        lambda n: f"{piece * n}。{next(ends)}",
        1000,
    )


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("456,210 150,321", "456210 150321"),
        ("456,210\t150,321", "456210 150321"),
        ("456,210 150,321 98,765", "456210 150321 98765"),
        ("98,765 12.3%", "98765 123/1000"),
        ("1,234 567", "1234 567"),
        ("12 345,678", "12 345678"),
        ("1,234 567,890 123", "1234 567890 123"),
        ("456,210 , 150,321", "456210 150321"),
        ("12\t345", "12 345"),
        ("$1,200 300", "1200 300"),
        ("837,276\u00a0141,203", "837276 141203"),
        # One number still, whatever parts its groups.
        ("1 234 567", "1234567"),
        ("12\u00a0345", "12345"),
        ("1,234,567", "1234567"),
        ("1 , 234", "1234"),
    ],
)
def test_numbers_beside_each_other_are_not_one(text: str, values: str, language: str) -> None:
    found = read_quantities(text, language)
    assert [str(quantity.value) for quantity in found] == values.split()


def test_numbers_in_groups_that_a_chinese_comma_parts_are_not_one() -> None:
    found = read_quantities("分别为456,210，150,321件", "zh")
    assert [str(quantity.value) for quantity in found] == ["456210", "150321"]
    assert str(read_quantities("1，234，567件", "zh")[0].value) == "1234567"


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("forty thousand and two hundred thousand", "en", "40000 200000"),
        ("one hundred and two hundred", "en", "100 200"),
        ("thirty thousand and one hundred and fifty thousand", "en", "30000 150000"),
        ("百分之零点二两者", "zh", "1/500 2"),
        ("12 (35%)", "en", "12 7/20"),
        ("三十（30%）", "zh", "3/10"),
    ],
)
def test_two_numbers_in_words_and_one_in_brackets(text: str, language: str, values: str) -> None:
    found = read_quantities(text, language)
    assert [str(quantity.value) for quantity in found] == values.split()


def test_later_dates_of_an_act_are_of_the_calendar_it_names() -> None:
    found = read_quantities("民國九十年九月三日修正，自九十一年一月一日施行", "zh")
    assert [dict(date.parts)["year"] for date in found] == [2001, 2002]
