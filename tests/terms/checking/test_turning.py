"""Forms turned round."""

import pytest

from aligner.languages import read_english
from aligner.terms.checking.turning import find_turned


def turned(form: str, text: str, *more: str) -> str | None:
    forms = [form, *more]
    read = read_english(text)
    found = find_turned(read, [read_english(f).keys for f in forms], forms, frozenset())
    return None if found is None else read.surface(*found)


@pytest.mark.parametrize(
    ("form", "text", "found"),
    [
        ("Bank of Norway", "The Norway of Bank spoke.", "Norway of Bank"),
        ("labor contract", "A labor of contract was signed.", "labor of contract"),
        ("labor contract", "Contract labor shall be in writing.", "Contract labor"),
        ("work safety license", "It needs a safety of license work.", "safety of license work"),
        ("high-speed railway", "The railway's high speed helps.", "railway's high speed"),
        ("fixed-asset investment", "Fixed investments' assets rose.", "Fixed investments' assets"),
        ("value-added tax", "The rate of tax-added value was cut.", "tax-added value"),
        ("bad-faith registration", "Any registered bad faith is refused.", "registered bad faith"),
        ("geographical indication", "It has an indicated geography.", "indicated geography"),
        ("administrative penalty", "A case of penal administration.", "penal administration"),
        ("grain purchase loan", "The loan of a purchase by grain.", "loan of a purchase by grain"),
        ("standard-essential patent", "An essential standard patent.", "essential standard patent"),
    ],
)
def test_another_word_is_the_head(form: str, text: str, found: str) -> None:
    assert turned(form, text) == found


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("greenhouse gas emissions", "They cut emissions of greenhouse gases."),
        ("value-added tax", "The rate of tax on value added was cut."),
        ("environmental impact assessment", "Firms assess the impact on the environment."),
        ("patent license", "They may license patents to others."),
        ("patent licensing", "He lives by licensing patents."),
        ("trademark registration", "The number of registered trademarks rose."),
        ("well-known trademark", "Trademarks well known to all are protected."),
        ("prior art", "Nothing in the art prior to the filing shows it."),
        ("substantive examination", "It has been examined substantively."),
        ("substantive examination", "They will examine the substance."),
        ("geographical indication", "The indication of the geographic origin."),
        ("grain purchase loan", "The loan for the purchase of grain."),
        ("legal patent protection", "The protection of patents by law."),
        ("labor contract", "He has a contract. Labor is dear."),
        ("safety", "Safety first."),
    ],
)
def test_other_grammar_turns_nothing_round(form: str, text: str) -> None:
    assert turned(form, text) is None


def test_a_form_turned_round_may_be_another_form() -> None:
    assert turned("asset management", "The management's assets grew.") == "management's assets"
    assert turned("asset management", "The management's assets grew.", "management asset") is None


def test_words_of_other_terms_are_left_alone() -> None:
    read = read_english("Contract labor is dear.")
    forms = ["labor contract"]
    keys = [read_english(f).keys for f in forms]
    assert find_turned(read, keys, forms, frozenset({0})) is None
