"""Columns of forbidden forms, whatever they are called: what they forbid is never allowed."""

import pytest

from aligner.glossary import lint_glossary
from aligner.glossary.columns import column_of
from aligner.glossary.table import read_table
from aligner.glossary.wording import status_of
from aligner.values import Severity, TermStatus


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Forbidden English", "en deprecated"),
        ("Deprecated English", "en deprecated"),
        ("English - forbidden terms", "en deprecated"),
        ("Forbidden terms", "target deprecated"),
        ("Non-preferred English", "en deprecated"),
        ("English (non-preferred)", "en deprecated"),
        ("Don't use", "target deprecated"),
        ("Don’t use (English)", "en deprecated"),
        ("DO NOT TRANSLATE AS", "target deprecated"),
        ("Avoid", "target deprecated"),
        ("Rejected term", "target deprecated"),
        ("rejected_terms_en", "en deprecated"),
        ("Prohibited Chinese terms", "zh deprecated"),
        ("Chinese: not to be used", "zh deprecated"),
        ("Unapproved translations", "target deprecated"),
        ("Not recommended translation", "target deprecated"),
        ("Translation 2 (forbidden)", "target deprecated"),
        ("Forbidden source terms", "source deprecated"),
        ("Wrong translation", "target deprecated"),
        ("Forbidden en-GB", "en-GB deprecated"),
        ("Forbidden fr", "fr deprecated"),
        ("禁用英文", "en deprecated"),
        ("禁用的英文译法", "en deprecated"),
        ("英文禁用词", "en deprecated"),
        ("错误英文译名", "en deprecated"),
        ("不推荐的英文", "en deprecated"),
        ("请勿使用", "target deprecated"),
        ("不得译为", "target deprecated"),
        ("中文禁用词", "zh deprecated"),
        ("禁用中文", "zh deprecated"),
        ("避免使用的译法", "target deprecated"),
        ("弃用译名", "target deprecated"),
        ("禁用英文 Forbidden English", "en deprecated"),
    ],
)
def test_a_heading_that_forbids_is_known_in_any_order(heading: str, expected: str) -> None:
    assert str(column_of(heading)) == expected


@pytest.mark.parametrize(
    "heading",
    ["Rejected by", "Forbidden since when", "禁用部门", "Deprecated French words", "弃用人"],
)
def test_a_heading_that_forbids_and_cannot_be_placed_is_a_problem(heading: str) -> None:
    found = read_table(f"Chinese,English,{heading}\n水闸,sluice,lock\n".encode(), "g.csv")
    problems = [p for p in lint_glossary(found) if p.severity is not Severity.NOTE]
    assert [(p.code, p.line) for p in problems] == [("unread-ban", 1)]
    assert heading in problems[0].message
    assert "lock" not in [t.text for t in found.entries[0].terms]


@pytest.mark.parametrize(
    "heading", ["Old ID", "Colour", "Not before", "Badge", "不同点", "禁用原因"]
)
def test_other_headings_are_no_bans(heading: str) -> None:
    found = read_table(f"Chinese,English,{heading}\n水闸,sluice,lock\n".encode(), "g.csv")
    assert lint_glossary(found) == ()


@pytest.mark.parametrize(
    "header",
    [
        "English,Chinese,Forbidden English",
        "Chinese,English,Avoid",
        "中文,英文,禁用英文",
        "中文,Term (non-preferred),英文",
        "术语,译名,Translation 2 (do not use)",
    ],
)
def test_what_a_column_forbids_is_forbidden(header: str) -> None:
    names = header.split(",")
    cells = [
        "lock"
        if any(word in name for word in ("Forbidden", "Avoid", "禁用", "non-", "do not"))
        else "水闸"
        if name in {"Chinese", "中文", "术语"}
        else "sluice"
        for name in names
    ]
    found = read_table(f"{header}\n{','.join(cells)}\n".encode(), "g.csv")
    made = {term.text: term.status for term in found.entries[0].terms}
    assert made == {
        "水闸": TermStatus.PREFERRED,
        "sluice": TermStatus.PREFERRED,
        "lock": TermStatus.DEPRECATED,
    }


def test_a_group_that_forbids_stands_above_its_languages() -> None:
    rows = "中文,英文,Forbidden,\n中文,英文,中文,英文\n水闸,sluice,闸坝,lock\n"
    found = read_table(rows.encode(), "g.csv")
    made = {term.text: str(term.status) for term in found.entries[0].terms}
    assert made == {
        "水闸": "preferred",
        "sluice": "preferred",
        "闸坝": "deprecated",
        "lock": "deprecated",
    }


def test_terms_about_bans_are_no_headings() -> None:
    found = read_table("错误,error\n禁用词,forbidden words\n水闸,sluice\n".encode(), "g.csv")
    assert [entry.terms[0].text for entry in found.entries] == ["错误", "禁用词", "水闸"]


@pytest.mark.parametrize(
    "status", ["Non-preferred", "unacceptable", "Inadmissible", "not accepted", "拒用", "避免使用"]
)
def test_a_status_that_forbids_is_not_taken_for_its_opposite(status: str) -> None:
    assert status_of(status) is TermStatus.DEPRECATED
