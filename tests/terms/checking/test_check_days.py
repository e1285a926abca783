"""Names that are right on some days only, checked in texts of those days and of others."""

from datetime import date

import pytest
from checked import IP_TERMS, TODAY, check, codes, statuses

from aligner.glossary import Glossary, read_glossary
from aligner.values import ConceptEntry, Term, TermStatus


@pytest.fixture(scope="module")
def ip_terms() -> Glossary:
    return read_glossary(IP_TERMS)


def test_a_forbidden_form_is_right_before_its_day(ip_terms: Glossary) -> None:
    pair = ("国家知识产权局发布公告。", "The State Intellectual Property Office issued a notice.")
    before = check(ip_terms, pair, day=date(2018, 8, 27))
    assert codes(before) == []
    assert statuses(before) == {"国家知识产权局": "allowed"}
    assert codes(check(ip_terms, pair, day=date(2018, 8, 28))) == ["forbidden"]
    assert codes(check(ip_terms, pair, day=None)) == ["forbidden"]


def test_an_old_name_inside_a_longer_one_has_its_days(ip_terms: Glossary) -> None:
    pair = ("国家知识产权局副局长出席。", "The Deputy Commissioner of SIPO attended.")
    assert codes(check(ip_terms, pair, day=date(2017, 5, 1))) == []
    assert codes(check(ip_terms, pair, day=TODAY)) == ["forbidden"]


def test_validity_of_accepted_forms() -> None:
    terms = (
        Term("总局", "zh"),
        Term("New Bureau", "en", valid_from=date(2020, 1, 1)),
        Term("Old Bureau", "en", TermStatus.ADMITTED, valid_until=date(2020, 1, 1)),
    )
    glossary = Glossary((ConceptEntry("b", terms),))
    pair = ("总局成立", "Old Bureau was founded")
    assert codes(check(glossary, pair, day=date(2019, 1, 1))) == []
    assert codes(check(glossary, pair, day=date(2021, 1, 1))) != []


def test_a_form_before_its_first_day_is_outdated() -> None:
    terms = (Term("总局", "zh"), Term("New Bureau", "en", valid_from=date(2020, 1, 1)))
    glossary = Glossary((ConceptEntry("b", terms),))
    pair = ("总局成立", "The New Bureau was founded")
    assert codes(check(glossary, pair, day=date(2019, 1, 1))) == ["outdated"]
    assert codes(check(glossary, pair, day=date(2021, 1, 1))) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("State Administration of Taxation", "State Taxation Administration"),
        ("Bureau of Fisheries", "Fisheries Bureau"),
        ("Water Resources Office", "Office for Water Resources"),
        ("National Museum Commission", "National Commission on Museum"),
    ],
)
def test_the_old_name_turned_round_is_the_new_one(old: str, new: str) -> None:
    terms = (
        Term("总局", "zh"),
        Term(old, "en", valid_until=date(2020, 1, 1)),
        Term(new, "en", valid_from=date(2020, 1, 2)),
    )
    glossary = Glossary((ConceptEntry("b", terms),))
    for name, right, wrong in ((old, 2019, 2021), (new, 2021, 2019)):
        pair = ("总局成立", f"The {name} was founded")
        assert codes(check(glossary, pair, day=date(right, 1, 1))) == []
        assert codes(check(glossary, pair, day=date(wrong, 1, 1))) == ["outdated"]
