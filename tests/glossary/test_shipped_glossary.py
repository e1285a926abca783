"""The glossary that comes with the project."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from aligner.glossary import Glossary, lint_glossary, read_glossary
from aligner.glossary.table import table_bytes
from aligner.glossary.tbx_writing import tbx_bytes
from aligner.terms.matching.index import TermIndex
from aligner.text import has_han
from aligner.values import Severity, TermStatus

FOLDER = Path(__file__).parents[2] / "corpora" / "glossary"


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return read_glossary(FOLDER / "ip_terms.tsv")


def test_lint_finds_nothing_but_names_that_are_meant_to_be_shared(glossary: Glossary) -> None:
    problems = lint_glossary(glossary)
    assert [str(p) for p in problems if p.severity is not Severity.NOTE] == []
    # A director general heads a department or an organisation; an agency is the
    # work and the firm; the two ways to register in bad faith have one name.
    assert [(p.code, p.concept) for p in problems] == [
        ("shared-form", "director-general-department"),
        ("shared-form", "patent-agency-firm"),
        ("shared-form", "bad-faith-registration-trademark"),
    ]


def test_no_form_is_forbidden_and_accepted(glossary: Glossary) -> None:
    for entry in glossary.entries:
        accepted = {t.text for t in entry.forms("en", TermStatus.PREFERRED, TermStatus.ADMITTED)}
        assert accepted.isdisjoint(t.text for t in entry.forms("en", TermStatus.DEPRECATED))


def test_scripts_and_codes_are_where_they_belong(glossary: Glossary) -> None:
    for entry in glossary.entries:
        assert all(has_han(t.text) for t in entry.forms("zh"))
        assert not any(has_han(t.text) for t in entry.forms("en"))
        assert entry.reliability in {"A", "B", "C"}
        assert entry.domain
        assert re.fullmatch(r"[a-z0-9-]+", entry.id)


def test_table_is_as_the_writer_writes_it(glossary: Glossary) -> None:
    assert table_bytes(glossary) == (FOLDER / "ip_terms.tsv").read_bytes()


def test_tbx_is_up_to_date(glossary: Glossary) -> None:
    assert tbx_bytes(glossary) == (FOLDER / "ip_terms.tbx").read_bytes()
    assert read_glossary(FOLDER / "ip_terms.tbx") == glossary


@pytest.mark.parametrize(
    ("chinese", "before", "since", "day"),
    [
        ("国家知识产权局", "State Intellectual Property Office", "CNIPA", date(2018, 8, 28)),
        ("国家知识产权局专利局", "SIPO Patent Office", "CNIPA Patent Office", date(2018, 8, 28)),
        ("欧盟知识产权局", "OHIM", "EUIPO", date(2016, 3, 23)),
    ],
)
def test_a_renamed_office_has_its_name_of_each_day(
    glossary: Glossary, chinese: str, before: str, since: str, day: date
) -> None:
    index = TermIndex(glossary)
    place = next(i for i, e in enumerate(glossary.entries) if e.forms("zh")[0].text == chinese)
    former, later = index.expected(place, day - timedelta(1)), index.expected(place, day)
    assert before in former
    assert since not in former
    assert since in later
    assert before not in later
    # Without a day the present name is right.
    assert index.expected(place, None) == later
