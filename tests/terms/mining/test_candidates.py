"""Candidates for terms: what runs of a Chinese text are taken for one, and where they stand."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.terms.mining.candidates import ReadPair, find_candidates, read_pair
from aligner.values import TranslationUnit

HAN = st.text("专利商标局管理的和条例保护2《》「」，。（）", max_size=25)


def read(texts: Sequence[str]) -> list[ReadPair]:
    return [
        read_pair(TranslationUnit(f"u{i}", "zh-Hans", "en", text, "a", 1.0))
        for i, text in enumerate(texts)
    ]


def candidates(*texts: str) -> set[str]:
    return set(find_candidates(read(texts)))


@pytest.mark.parametrize(
    ("clipped", "full", "frames"),
    [
        ("证保险公司", "按证保险公司", ("昨日{}宣布业绩。", "今年，{}推出新服务。")),
        ("版局", "专版局", ("昨日{}宣布业绩。", "今年，{}推出新服务。")),
    ],
)
def test_a_name_that_the_dictionary_tears_is_no_shorter_candidate(
    clipped: str, full: str, frames: tuple[str, ...]
) -> None:
    found = candidates(*(frame.format(full) for frame in frames))
    assert full in found
    assert clipped not in found


def test_a_name_found_once_is_not_clipped_either() -> None:
    found = candidates("参观了北京清禾移动通信有限公司。")
    assert "北京清禾移动通信有限公司" in found
    assert "禾移动通信有限公司" not in found


def test_a_clause_is_no_candidate() -> None:
    assert not any("了" in term for term in candidates("专利局采取了措施。", "专利局采取了措施。"))


def test_a_word_with_others_beside_it_is_not_clipped() -> None:
    assert "商标局" in candidates("新商标局开幕。", "旧商标局关门。", "商标局搬迁。")


def test_a_term_found_once_may_stand_beside_a_word_found_elsewhere() -> None:
    texts = ("本局优化集体商标制度。", "优化流程。", "优化网站。", "优化服务。", "优化培训。")
    assert "集体商标制度" in candidates(*texts)


def test_no_candidate_begins_with_a_pronoun_or_inside_a_number() -> None:
    found = candidates("我局举行了会议。", "该商标局举行了会议。", "共有三间银行参加。")
    assert not [term for term in found if term[0] in "我该间"]


@pytest.mark.parametrize("text", ["会同教育部。", "同志围绕产品标准。", "局长会见主任。"])
def test_no_candidate_goes_over_the_verb_of_a_clause(text: str) -> None:
    found = candidates(text, text)
    assert found
    assert not [term for term in found if any(verb in term for verb in ("会同", "围绕", "会见"))]


@given(st.lists(HAN, max_size=5))
def test_candidates_stand_where_they_are_said_to(texts: list[str]) -> None:
    pairs = read(texts)
    for term, places in find_candidates(pairs).items():
        assert places
        for place in places:
            assert pairs[place.unit].run(place.first, place.last) == term


@given(st.lists(HAN, max_size=5).map(lambda texts: texts + texts[:2]))
def test_candidates_found_once_can_be_left_out(texts: list[str]) -> None:
    pairs = read(texts)
    every = find_candidates(pairs)
    often = {term: places for term, places in every.items() if len(places) > 1}
    assert find_candidates(pairs, least=2) == often
