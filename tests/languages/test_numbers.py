from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.languages.numbers import (
    english_value,
    han_numbers,
    han_value,
    latin_numbers,
    significant_digits,
)


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("一亿二千万", 120_000_000),
        ("两百", 200),
        ("二十一", 21),
        ("十二", 12),
        ("一百二", 120),
        ("一百零二", 102),
        ("一万二", 12_000),
        ("五千三百亿", 530_000_000_000),
        ("三点五", Decimal("3.5")),
        ("零", 0),
    ],
)
def test_well_formed_chinese_numerals(numeral: str, value: int) -> None:
    assert han_value(numeral) == value


@pytest.mark.parametrize(
    "numeral", ["十四五", "三四", "万一", "百", "二〇一八", "点五", "三点十", ""]
)
def test_what_only_looks_like_a_numeral_has_no_value(numeral: str) -> None:
    assert han_value(numeral) is None


@given(st.integers(min_value=10, max_value=10**12))
def test_spelled_out_numbers_read_back(value: int) -> None:
    assert han_value(_spell(value)) == value


def _spell(value: int) -> str:
    """The number in Chinese, spelled in full."""
    for unit, name in ((10**8, "亿"), (10**4, "万")):
        if value >= unit:
            rest = value % unit
            zero = "零" if rest and rest < unit // 10 else ""
            return _spell(value // unit) + name + (zero + _spell(rest) if rest else "")
    text, skipped = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, unit)
        if digit:
            text += ("零" if skipped and text else "") + "零一二三四五六七八九"[digit] + name
        skipped = not digit
    return text


@pytest.mark.parametrize(
    ("words", "value"),
    [("twenty one", 21), ("one hundred and five thousand", 105_000), ("twelfth", 12)],
)
def test_english_numerals(words: str, value: int) -> None:
    assert english_value(words.split()) == value


@pytest.mark.parametrize("words", ["twenty ten", "thousand", "hundred one", "five six"])
def test_english_words_that_are_no_numeral(words: str) -> None:
    assert english_value(words.split()) is None


@pytest.mark.parametrize(
    ("chinese", "english", "key"),
    [
        ("授权123.4万件", "1.234 million patents were granted", "1234000"),
        ("达到1亿2000万人", "reached 120 million people", "120000000"),
        ("共34,229 亿港元", "a total of HK$3,422.9 billion", "3422900000000"),
        ("增长百分之三点五", "an increase of 3.5 percent", "3.5%"),
        ("增长3.5个百分点", "up 3.5 percentage points", "3.5%"),
        ("增长百分之12", "rose by 12 per cent", "12%"),
        ("利率为0.75厘", "a rate of 0.75%", "0.75%"),
        ("九千余家企业", "over 9,000 companies", "9000"),
        ("第十二届", "the 12th session", "12"),
        ("三十名学员", "thirty trainees", "30"),
        ("质押融资1626.5亿元", "RMB 162.65 billion of pledge financing", "162650000000"),
    ],
)
def test_both_languages_give_the_same_key(chinese: str, english: str, key: str) -> None:
    assert han_numbers(chinese) == (key,)
    assert latin_numbers(english) == (key,)


@pytest.mark.parametrize(
    "text", ["“十四五”规划", "十四五时期", "十分重要", "一是三是", "十几个", "5家"]
)
def test_chinese_text_without_numbers_to_match(text: str) -> None:
    assert han_numbers(text) == ()


def test_a_number_that_stands_twice_counts_once() -> None:
    assert latin_numbers("50 of the 50 cases") == ("50",)


def test_a_code_of_many_digits_is_no_number() -> None:
    assert han_numbers("编号12345678901234567890123") == ()


@pytest.mark.parametrize(("key", "digits"), [("120000", 2), ("3.5%", 2), ("34229", 5), ("0.05", 1)])
def test_significant_digits(key: str, digits: int) -> None:
    assert significant_digits(key) == digits
