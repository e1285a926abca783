"""The words of a Chinese term in another order, parted, shared with a neighbour."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.languages import read_chinese
from aligner.terms.checking.chinese_order import (
    find_misordered,
    find_regrouped,
    find_shared,
    find_turned,
    is_action,
)


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        ("waste disposal", True),
        ("transfer of shares", True),
        ("insurance", True),
        ("vocational training", True),
        ("judicial review", True),
        ("certificate of origin", False),
        ("testing laboratory", False),
        ("right of way", False),
        ("tax credits", False),
    ],
)
def test_the_head_says_whether_a_term_names_an_action(english: str, *, expected: bool) -> None:
    assert is_action(english) is expected


@pytest.mark.parametrize(
    ("form", "text", "wrong"),
    [
        ("检测实验室", "该实验室检测已获资质。", "实验室检测"),
        ("原产地证书", "证书原产地须随附。", "证书原产地"),
        ("职业病诊断", "诊断职业病须由专科医院作出。", None),
        ("质量管理体系", "企业应当建立管理质量体系。", "管理质量体系"),
        ("质量管理体系", "企业应当建立质量管理体系。", None),
        ("信用记录", "记录信用不佳者不得参加。", "记录信用"),
        ("废物处置", "处置废物须经批准。", None),
    ],
)
def test_nouns_in_another_order_say_something_else(form: str, text: str, wrong: str | None) -> None:
    found = find_misordered(form, read_chinese(text), [], is_verb=form[-2:] in {"诊断", "处置"})
    assert (text[slice(*found)] if found else None) == wrong


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        ("进口许可", "进口和出口许可均已取得。", "进口和出口许可"),
        ("国际标准", "国际、国内标准并行。", "国际、国内标准"),
        ("省级人民政府", "省级和市级人民政府负责。", "省级和市级人民政府"),
        ("民事责任", "承担民事或者刑事责任。", "民事或者刑事责任"),
        ("中级人民法院", "中级人民检察院和法院共同发布。", "中级人民检察院和法院"),
        ("民事责任", "民事案件，由其承担责任。", None),
    ],
)
def test_terms_beside_each_other_share_words(form: str, text: str, expected: str | None) -> None:
    found = find_shared(form, read_chinese(text), [])
    assert (text[slice(*found)] if found else None) == expected


def test_a_place_that_renders_something_else_is_passed_over() -> None:
    text = read_chinese("责任举证由原告承担，责任举证不得转移。")
    assert find_misordered("举证责任", text, [(0, 4)], is_verb=False) == (10, 14)


def test_a_verb_is_not_looked_for_where_the_term_is_a_thing() -> None:
    text = read_chinese("机构应当认证其产品。")
    assert find_turned("认证机构", text, [], is_verb=False) is None
    assert find_turned("认证机构", text, [], is_verb=True) == (0, 6)


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        ("商业贿赂", "该公司贿赂商业伙伴。", "贿赂商业"),
        ("环境污染", "其行为污染了环境。", "污染了环境"),
        ("环境污染", "污染物排入环境。", None),
        ("侵权", "侵犯其权利。", None),
    ],
)
def test_a_verb_and_its_object_have_the_characters_of_the_term(
    form: str, text: str, expected: str | None
) -> None:
    found = find_regrouped(form, read_chinese(text), [])
    assert (text[slice(*found)] if found else None) == expected


@given(text=st.text("专利商标申请和、无效宣告的，", max_size=24), is_verb=st.booleans())
def test_what_is_found_lies_in_the_text_and_is_free(text: str, *, is_verb: bool) -> None:
    read = read_chinese(text)
    used = [(0, 2)]
    for form in ("专利申请", "无效宣告"):
        for found in (
            find_turned(form, read, used, is_verb=is_verb),
            find_misordered(form, read, used, is_verb=is_verb),
            find_regrouped(form, read, used),
        ):
            if found is not None:
                assert 0 <= found[0] < found[1] <= len(text)
                assert find_misordered(form, read, [(0, len(text))], is_verb=is_verb) is None
