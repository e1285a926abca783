"""Forms in brackets, signs of money, and numbers that make another word."""

import pytest

from aligner.languages import read_english
from aligner.terms.matching.asides import find_currency_sign, find_in_brackets
from aligner.terms.matching.numbers import Around, has_other_number, is_before_noun


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the Banking (Capital) Rules (BCR) apply", "BCR"),
        ("the Rules (the “bcr”) apply", "bcr"),
        ("the BCR apply", None),
        ("the Rules (see the BCR) apply", None),
    ],
)
def test_a_form_stands_alone_in_brackets(text: str, found: str | None) -> None:
    span = find_in_brackets(text, ["BCR"], [])
    assert (None if span is None else text[slice(*span)]) == found


def test_brackets_serve_one_term_only() -> None:
    text = "the Rules (BCR)"
    span = find_in_brackets(text, ["BCR"], [])
    assert span is not None
    assert find_in_brackets(text, ["BCR"], [span]) is None


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("港元", "a loss of HK$3 million", "HK$"),
        ("港幣", "HKD 3,000", "HKD"),
        ("人民幣", "RMB3,000 and ¥20", "RMB"),
        ("美元", "HK$3 and US$4", "US$"),
        ("美元", "HK$3", None),
        ("港元", "HK$ is a sign", None),
        ("港元", "HKD$5", "HKD$"),
        ("美元", "C$3 million", None),
        ("美元", "A$3, S$4 or NZ$5", None),
        ("美元", "USD$3", "USD$"),
        ("美元", "it costs $3", "$"),
        ("美元", "300美元 ($300)", "$"),
        ("人民币", "RMB ¥20", "RMB ¥"),
        ("人民币", "some ¥20", "¥"),
        ("人民币", "JP¥20", None),
        ("日元", "CN¥20 and JP¥30", "JP¥"),
        ("英镑", "E£3 and £4", "£"),
        ("新台币", "NT$3", "NT$"),
        ("欧元", "€3", "€"),
        ("法郎", "CHF 3", None),
    ],
)
def test_a_sign_of_money_names_a_currency(term: str, text: str, found: str | None) -> None:
    span = find_currency_sign(term, text, [])
    assert (None if span is None else text[slice(*span)]) == found


@pytest.mark.parametrize(
    ("surface", "forms", "is_other"),
    [
        ("Bureau of Statistic", ["Bureau of Statistics"], True),
        ("Bureaus of Statistics", ["Bureau of Statistics"], False),
        ("Ministry of Foreign Affair", ["Ministry of Foreign Affairs"], True),
        ("patent pools", ["patent pool"], False),
        ("trade marks", ["trade mark"], False),
        ("exemplary damage", ["exemplary damages", "exemplary damage"], False),
        ("Labor Organization", ["Labour Organisation"], False),
        ("Office's Rules", ["Office Rules"], False),
        ("Centers", ["Center"], False),
        ("Research and Support Centers", ["Research and Support Center"], False),
        ("fund", ["funds"], True),
        ("asset", ["assets"], True),
        ("loan", ["loans"], False),
        ("funds", ["fund"], False),
        ("minutes", ["minute"], False),
        ("minute", ["minutes"], True),
        ("securities", ["security"], True),
    ],
)
def test_numbers_that_matter(surface: str, forms: list[str], is_other: bool) -> None:  # noqa: FBT001
    assert has_other_number(surface, forms) == is_other


@pytest.mark.parametrize(
    ("text", "is_modifier"),
    [("fund management", True), ("fund to be used", False), ("fund, management", False)],
)
def test_before_a_noun_the_singular_stands_for_both(text: str, *, is_modifier: bool) -> None:
    assert is_before_noun(read_english(text), 0) is is_modifier
    assert has_other_number("fund", ["funds"], Around(is_modifier=is_modifier)) is not is_modifier
