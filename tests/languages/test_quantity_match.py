"""Quantities of two languages held against each other: equal, in disagreement, left over."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.languages import (
    compare_quantities,
    quantity_keys,
    read_quantities,
)


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("1.2亿件", "120 million pieces"),
        ("1.2亿件", "119.6 million pieces"),
        ("3万多件", "32,456 pieces"),
        ("三成", "30 per cent"),
        ("三分之一", "33%"),
        ("一半", "50 per cent"),
        ("增长了两倍", "tripled"),
        ("2019年3月5日至8日", "5 to 8 March 2019"),
        ("“十四五”时期", "the 14th Five-Year Plan period"),
        ("第三十条", "Article 30"),
        ("8000万亩", "5.33 million hectares"),
        ("32.2 摄氏度", "90 degrees Fahrenheit"),
        ("上午9时30分", "9:30 a.m."),
        ("0.36千克", "0.36 kg"),
        ("增加38倍", "38 times more"),
        ("30日内", "within 30 days"),
        ("三百名代表", "300 delegates"),
        ("十五日内", "within fifteen days"),
        ("上诉期为15日", "an appeal period of fifteen days"),
        ("三个月内", "within 90 days"),
        ("两周", "14 days"),
        ("一年半", "18 months"),
        ("半年", "six months"),
        ("二十四小时", "one day"),
        ("会议在15日举行", "held on the 15th"),
        ("三倍", "threefold"),
        ("三倍", "tripled"),
        ("增长三倍", "threefold"),
        ("增加10倍", "by a factor of 10"),
        ("三分之二", "two-thirds"),
        ("一点五亿欧元", "150 million euros"),
        ("一点五亿欧元", "149.7 million euros"),
    ],
)
def test_equal_values_are_matched(chinese: str, english: str) -> None:
    source, target = read_quantities(chinese, "zh"), read_quantities(english, "en")
    match = compare_quantities(source, target)
    assert {id(pair[0]) for pair in match.matched} == {id(quantity) for quantity in source}
    assert not match.source_left
    assert not match.target_left
    assert not match.disagreements


@pytest.mark.parametrize(
    ("chinese", "english", "words"),
    [
        (
            "1.2亿件",
            "1.2 billion pieces",
            "1.2亿 (120,000,000) against 1.2 billion (1,200,000,000)",
        ),
        ("增长15%", "up 51 per cent", "15% against 51 per cent"),
        ("2019年3月5日", "March 6, 2019", "2019年3月5日 against March 6, 2019"),
        ("峰会4017", "Summit 2017", "4017 against 2017"),
        ("500港元", "US$500", "500港元 against US$500"),
        ("“十三五”规划", "the 14th Five-Year Plan", "十三五 (13) against 14th Five-Year"),
        ("上诉期为15日。", "an appeal period of 30 days", "15日 against 30 days"),
        ("十五日内", "within thirty days", "十五日内 (15) against thirty days (30)"),
        ("五日內", "within three days", "五日內 (5) against three days (3)"),
        ("满六十日", "after ninety days", "六十日 (60) against ninety days (90)"),
        ("二十个工作日", "ten working days", "二十个工作日 (20) against ten working days (10)"),
        ("为期三个月", "for six months", "三个月 (3) against six months (6)"),
        ("提前两周", "four weeks ahead", "两周 (2) against four weeks (4)"),
        ("任期五年", "a four-year term", "五年 (5) against four-year (4)"),
        (
            "依第三条，保存六年",
            "under Article 3, kept for three years",
            "六年 (6) against three years (3)",
        ),
        (
            "工作十年以上",
            "at least fifteen years' work",
            "十年以上 (10) against fifteen years (15)",
        ),
        ("一年以上", "not less than two years", "一年以上 (1) against two years (2)"),
        ("不得少于三年", "not less than five years", "三年 (3) against five years (5)"),
        ("不得超过三年", "not exceeding five years", "三年 (3) against five years (5)"),
        ("一年内", "within two years", "一年内 (1) against two years (2)"),
        ("年满十六周岁", "aged eighteen years", "十六周岁 (16) against eighteen years (18)"),
        ("七十二小时", "forty-eight hours", "七十二小时 (72) against forty-eight hours (48)"),
        ("在15日举行", "on the 30th.", "15日 against 30th"),
        ("于五日到达", "arrived on the 15th", "五日 (5) against 15th"),
        ("三分之二", "one third", "三分之二 (2/3) against one third (1/3)"),
        ("三分之二", "1/3", "三分之二 (2/3) against 1/3 (1/3)"),
        ("四分之一", "three quarters", "四分之一 (1/4) against three quarters (3/4)"),
        ("一半", "two thirds", "一半 (1/2) against two thirds (2/3)"),
        ("三倍", "five times", "三倍 (3) against five times (5)"),
        ("两倍", "a fivefold rise", "两倍 (2) against fivefold (5)"),
        ("五倍", "tripled", "五倍 (5) against tripled (3)"),
        (
            "一点五亿欧元",
            "1.5 billion euros",
            "一点五亿欧元 (150,000,000) against 1.5 billion euros (1,500,000,000)",
        ),
        (
            "专利号ZL201510123456.7。",
            "Patent No. ZL201510123465.7.",
            "ZL201510123456.7 against ZL201510123465.7",
        ),
        ("CN104123456A", "CN104132456A", "CN104123456A against CN104132456A"),
        (
            "ZL 2015 1 0123456.7",
            "ZL201510123456.9",
            "ZL 2015 1 0123456.7 against ZL201510123456.9",
        ),
        ("标准YY20240123", "standard YY2024123", "YY20240123 against YY2024123"),
        ("（2020）最高法知民终123号", "(2020) Zui Gao Fa Zhi Min Zhong No. 132", "123 against 132"),
    ],
)
def test_strong_disagreements(chinese: str, english: str, words: str) -> None:
    match = compare_quantities(read_quantities(chinese, "zh"), read_quantities(english, "en"))
    assert [str(found) for found in match.strong] == [words]


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("一个问题", "two questions"),
        ("共有35人", "There were many people"),
        ("1、总则", "2. General"),
        ("数百万人", "thousands of people"),
        # One of the two was left out, or said otherwise.
        ("三个月内或者半年内", "within six months"),
        ("三天三夜", "four nights"),
        ("三十日，可延长至六十日", "30 days, and another 30 days"),
        ("两年后", "in one year's time, two years late"),
        ("几年来", "in three years"),
        ("有一天", "for two days"),
        ("增长两倍", "doubled"),
        ("过半数", "a majority"),
        ("十余年", "more than fifteen years"),
        ("九十日至三十日", "between 90 and 30 days"),
        # The same identifier, or another one.
        ("ZL 2015 1 0123456.7", "ZL201510123456.7"),
        ("CN104123456A", "CN 104123456"),
        ("nct02131064和", "nct02131064and"),
        ("CN104123456A", "EP104132456A"),
        ("US9123456", "US10765432"),
        ("A320客机", "the A330"),
        # Years far apart, where one text has more of them, and what counts days or prices.
        ("他于1990年离世", "She lived until 2013"),
        ("1979年起，2001年改名", "since 1971, renamed in 2001, and closed in 1985"),
        ("第九十五条", "within 30 days"),
        ("耗资520万元", "17 boats"),
        # A date that stands on both sides, on one twice.
        (
            "5月30日修正，1月1日施行，适用5月30日的条文",
            "of May 30, in force on January 1, since January 1",
        ),
    ],
)
def test_weak_left_overs_are_no_strong_disagreement(chinese: str, english: str) -> None:
    match = compare_quantities(read_quantities(chinese, "zh"), read_quantities(english, "en"))
    assert not match.strong


def test_what_is_left_has_a_confidence() -> None:
    match = compare_quantities(read_quantities("一个问题，35人", "zh"), ())
    assert [left.quantity.text for left in match.source_left] == ["一", "35"]
    assert match.source_left[0].confidence < 0.5 < match.source_left[1].confidence


def test_keys_are_equal_in_both_languages() -> None:
    chinese = "2019年3月5日，1.2亿港元，增长三成，翻一番，第十四个五年规划"
    english = "On March 5, 2019, HK$120 million, up 30%, doubled, 14th Five-Year Plan"
    assert quantity_keys(chinese, "zh-Hant") == quantity_keys(english, "en-GB")


@given(st.integers(min_value=1, max_value=9999), st.sampled_from(["万", "亿"]))
def test_units_multiply(value: int, unit: str) -> None:
    source = read_quantities(f"{value}{unit}件", "zh")
    plain = value * {"万": 10**4, "亿": 10**8}[unit]
    target = read_quantities(f"{plain:,} pieces", "en")
    assert len(compare_quantities(source, target).matched) == 1


_PIECES = (
    "零〇一二两三十百千万亿第年月日成半倍多余几点分之%$¥.,/-:：至和0123456789 \nofandthIVX½٣²①"
)


@given(st.text(alphabet=_PIECES) | st.text(), st.text(alphabet=_PIECES) | st.text())
def test_any_text_can_be_read_and_compared(chinese: str, english: str) -> None:
    source, target = read_quantities(chinese, "zh"), read_quantities(english, "en")
    for text, quantities in ((chinese, source), (english, target)):
        stops = [0, *(quantity.stop for quantity in quantities)]
        assert all(stop <= q.start < q.stop for stop, q in zip(stops, quantities, strict=False))
        assert all(text[quantity.start : quantity.stop] == quantity.text for quantity in quantities)
    compare_quantities(source, target)
    quantity_keys(chinese, "zh")


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("海州 456210 150321", "Haizhou 456,210 150,321"),
        ("海州 456,210 150,321", "Haizhou 456210 150321"),
        ("上半年 4562 503", "First half 4,562 503"),
        ("全年 1203 150321 4.5%", "Full year 1,203 150,321 4.5%"),
    ],
)
def test_rows_of_a_table_agree_however_thousands_are_written(chinese: str, english: str) -> None:
    match = compare_quantities(read_quantities(chinese, "zh"), read_quantities(english, "en"))
    assert not match.disagreements


@pytest.mark.parametrize(
    ("chinese", "english", "said"),
    [
        ("期限为18个月", "a time limit of 18 years", "18个月 against 18 years"),
        ("在45日内作出决定", "decided within 45 months", "45日内 against 45 months"),
        ("保护期为二十五年", "a term of 25 months", "二十五年 (25) against 25 months"),
        ("48小时内", "within 48 days", "48小时内 against 48 days"),
        ("五周", "five months", "五周 (5) against five months (5)"),
        ("20个工作日内", "within 20 days", "20个工作日内 against 20 days"),
        ("20日内", "within 20 business days", "20日内 against 20 business days"),
        ("查获12吨", "12 kilograms were seized", "12吨 against 12 kilograms"),
        ("30公斤大米", "30 pounds of rice", "30公斤 against 30 pounds"),
        ("重500克", "weighing 500 kilograms", "500克 against 500 kilograms"),
        ("面积1500亩", "an area of 1,500 hectares", "1500亩 against 1,500 hectares"),
        ("300平方公里", "300 square metres", "300平方公里 against 300 square metres"),
        ("相距100公里", "100 miles apart", "100公里 against 100 miles"),
        ("上升6个百分点", "rose 6 percent", "6个百分点 against 6 percent"),
        ("上升6%", "rose 6 percentage points", "6% against 6 percentage points"),
        ("罚款10万元", "a fine of USD 100,000", "10万元 (100,000) against USD 100,000"),
        ("罚款30万元", "a fine of 300,000 euros", "30万元 (300,000) against 300,000 euros"),
    ],
)
def test_one_figure_with_another_unit(chinese: str, english: str, said: str) -> None:
    for sides in ((chinese, "zh", english, "en"), (english, "en", chinese, "zh")):
        (found,) = compare_quantities(
            read_quantities(*sides[:2]), read_quantities(*sides[2:])
        ).strong
        words = said.split(" against ")
        assert str(found) == " against ".join(words if sides[1] == "zh" else words[::-1])


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("面积1500亩", "an area of 100 hectares"),
        ("面积为3公顷", "an area of 30,000 square metres"),
        ("重1.5吨", "weighing 1,500 kilograms"),
        ("10个工作日内", "within two weeks"),
        ("20个工作日内", "within 20 working days"),
        ("20个自然日内", "within 20 calendar days"),
        ("四十五日内", "a 45-day period"),
        # Both units are there, converted or beside each other.
        ("100公里", "100 kilometres (62 miles)"),
        ("160公里", "100 miles (160 km)"),
        ("30个月或30日", "30 days or 30 months"),
        ("10万元（约合1.4万美元）", "RMB 100,000 (about USD 14,000)"),
        # 元 alone is any currency that is called so.
        ("票面为美金五元、十元", "denominations of USD 5 and USD 10"),
        ("罚款10万元", "a fine of HK$100,000"),
        ("罚款10万元", "a fine of $100,000"),
        # A share, a year, and degrees of either scale.
        ("最高不得超过2.5个百分点", "shall not exceed 2.5%"),
        ("1500年", "the year 1500"),
        ("35度", "35 degrees"),
        ("一年", "one day"),
    ],
)
def test_units_that_agree(chinese: str, english: str) -> None:
    match = compare_quantities(read_quantities(chinese, "zh"), read_quantities(english, "en"))
    assert [str(found) for found in match.strong] == []


def test_a_date_stands_against_one_date() -> None:
    chinese = read_quantities("2010年12月10日公布，12月31日前施行", "zh")
    english = read_quantities("Issued on June 12, 2010, in force soon", "en")
    assert len(compare_quantities(chinese, english).strong) == 1


def test_dates_that_share_a_part_stand_against_each_other() -> None:
    chinese = read_quantities("2014年5月8日签署，2016年7月9日生效", "zh")
    english = read_quantities("Signed on 8 June 2014, in force from 9 October 2016", "en")
    assert [str(found) for found in compare_quantities(chinese, english).strong] == [
        "2014年5月8日 against 8 June 2014",
        "2016年7月9日 against 9 October 2016",
    ]
