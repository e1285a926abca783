"""Which proposed terms are put down as one concept."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.terms.mining.concepts import concepts

TEXTS = (
    ("商标评审委员会（商评委）发表报告。", "The Trademark Review Board (TRB) published a report."),
    ("微小企业很多。", "There are many micro-sized enterprises (MEs)."),
)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (("商标评审委员会", "Trademark Review Board"), ("商评委", "TRB")),
        (("商标评审委员会", "Trademark Review Board"), ("商评委", "Trademark Review Board")),
        (("微小企业", "micro-sized enterprise"), ("微企", "ME")),
        (("集体商标", "collective mark"), ("集體商標", "collective marks")),
        (("许可证中心", "license centre"), ("许可中心", "Licence Center")),
        (("利率正常化", "interest normalisation"), ("正常化利率", "normalisation of interest")),
        (("储值支付工具", "stored value facility"), ("储值工具", "SVF")),
    ],
)  # fmt: skip
def test_short_forms_spellings_and_orders_are_one(
    left: tuple[str, str], right: tuple[str, str]
) -> None:
    assert concepts([left, right], TEXTS) == [left[0], left[0]]
    assert concepts([right, left], TEXTS) == [right[0], right[0]]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (("沪港通", "Stock Connect"), ("深港通", "Stock Connect")),
        (("商标", "trademark"), ("商标法", "Trademark Law")),
        (("专利局", "Patent Office"), ("商标局", "Trademark Office")),
        (("银行", "bank"), ("银行业", "banking industry")),
    ],
)
def test_what_differs_in_one_language_stays_apart(
    left: tuple[str, str], right: tuple[str, str]
) -> None:
    assert concepts([left, right], TEXTS) == [left[0], right[0]]


def test_a_short_name_belongs_to_the_longest_name_before_it() -> None:
    texts = [("快速审查系统（快审系统）", "the Faster Review System (FRS)")]
    pairs = [("快速审查系统", "Faster Review System"), ("审查系统", "review system")]
    assert concepts(pairs, texts) == ["快速审查系统", "审查系统"]
    assert concepts([("快审系统", "FRS"), *pairs], texts) == ["快审系统", "快审系统", "审查系统"]


PAIRS = st.lists(
    st.tuples(st.text("商标评审委", min_size=1, max_size=5), st.text("TRB aof", max_size=8)),
    max_size=8,
)


@given(PAIRS, st.lists(st.tuples(st.text("商标（委）"), st.text("TRB() a")), max_size=4))
def test_a_concept_is_named_by_its_first_pair(
    pairs: list[tuple[str, str]], texts: list[tuple[str, str]]
) -> None:
    names = concepts(pairs, texts)
    sources = [source for source, _ in pairs]
    for number, name in enumerate(names):
        assert name in sources[: number + 1]
        assert names[sources.index(name)] == name
    shuffled = texts.copy()
    random.Random(0).shuffle(shuffled)  # noqa: S311 - no secret
    assert concepts(pairs, shuffled) == names
