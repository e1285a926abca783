"""What is odd in a glossary is found, and nothing else."""

from datetime import date

import pytest

from aligner.glossary import Glossary, lint_glossary
from aligner.values import ConceptEntry, MatchMode, Severity, Term, TermStatus

ALLOWED, FORBIDDEN = TermStatus.ADMITTED, TermStatus.DEPRECATED
DAY = date(2018, 8, 28)
ZH, EN = Term("专利", "zh"), Term("patent", "en")


def codes(*terms: Term) -> list[str]:
    """Codes of the problems of an entry with these terms."""
    return [p.code for p in lint_glossary(Glossary((ConceptEntry("a", terms),)))]


@pytest.mark.parametrize(
    ("terms", "found"),
    [
        ((ZH, EN), []),
        ((ZH,), ["empty-term"]),
        ((EN,), ["empty-term"]),
        ((ZH, Term("licence", "en", FORBIDDEN)), []),
        ((Term("Patent", "de"), Term("brevet", "fr")), []),
        ((ZH, EN, Term("Patent", "en", FORBIDDEN)), ["allowed-and-forbidden"]),
        ((ZH, EN, Term("patent", "en", ALLOWED)), ["duplicate-term"]),
        ((ZH, EN, Term("patents", "en", ALLOWED)), ["redundant-form"]),
        ((ZH, EN, Term("patents", "en", ALLOWED, match=MatchMode.EXACT)), []),
        ((ZH, Term("專利", "zh", ALLOWED), EN), ["script-double"]),
        ((ZH, EN, Term("letters patent", "en")), ["two-preferred"]),
        ((ZH, EN, Term("专利", "en", ALLOWED)), ["wrong-script"]),
        ((Term("款", "zh"), Term("paragraph", "en")), ["short-term"]),
        ((ZH, Term("x", "en", valid_from=DAY, valid_until=DAY)), ["never-valid"]),
        ((ZH, EN, Term("x", "en", FORBIDDEN, use_instead="y")), ["unknown-replacement"]),
        ((ZH, EN, Term("x", "en", FORBIDDEN, use_instead="Patent")), []),
    ],
)
def test_one_entry(terms: tuple[Term, ...], found: list[str]) -> None:
    assert codes(*terms) == found


def test_a_name_may_be_right_until_a_day_and_forbidden_from_then_on() -> None:
    before = Term("SIPO", "en", ALLOWED, valid_until=DAY)
    after = Term("SIPO", "en", FORBIDDEN, valid_from=DAY)
    assert codes(ZH, EN, before, after) == []
    overlapping = Term("SIPO", "en", FORBIDDEN, valid_from=date(2017, 1, 1))
    assert codes(ZH, EN, before, overlapping) == ["allowed-and-forbidden"]


def test_capitals_make_another_form_where_a_rule_says_so() -> None:
    right = Term("Internet", "en", case_sensitive=True)
    wrong = Term("internet", "en", FORBIDDEN, case_sensitive=True)
    assert codes(ZH, right, wrong) == []


def test_forms_of_two_concepts() -> None:
    entries = (
        ConceptEntry("a", (ZH, EN)),
        ConceptEntry("b", (Term("專利", "zh"), Term("Patents", "en"))),
    )
    problems = lint_glossary(Glossary(entries, path="g.tsv", lines=(2, 7)))
    assert [(p.code, p.line, p.severity) for p in problems] == [
        ("shared-term", 7, Severity.WARNING),
        ("shared-form", 7, Severity.NOTE),
    ]
    assert str(problems[0]) == "g.tsv:7: 专利 is also a term of 专利 (line 2)"


def test_allowed_forms_may_be_shared() -> None:
    entries = (
        ConceptEntry("a", (ZH, EN)),
        ConceptEntry(
            "b", (Term("专利权", "zh"), Term("patent right", "en"), Term("patent", "en", ALLOWED))
        ),
    )
    assert lint_glossary(Glossary(entries)) == ()


def test_of_many_leaders_each_is_told_once() -> None:
    leaders = [Term(f"name {n}", "en") for n in range(3000)]
    banned = [Term("name 0", "en", FORBIDDEN)] * 3000
    found = codes(ZH, *leaders, *banned)
    assert found.count("two-preferred") == 2999
    assert found.count("allowed-and-forbidden") == 3000
