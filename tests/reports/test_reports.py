"""Reports of findings and scores."""

import json
import re
import unicodedata
from pathlib import Path

import pytest

from aligner.reports import (
    counts_table,
    findings_html,
    findings_json,
    findings_table,
    scores_table,
    text_table,
)
from aligner.reports.as_table import display_width
from aligner.values import Finding, FindingCode, Severity

GOLDEN = Path(__file__).parent / "golden" / "findings.json"
SCORE = {
    "concept": "",
    "n": 4,
    "n_scored": 3,
    "coverage": 0.75,
    "adherence": 0.6667,
    "adherence_interval": [0.2, 0.9],
    "consistency": None,
    "dominant_share": 1.0,
    "dominant_interval": [0.4, 1.0],
    "renderings": [],
}
SCORES = {"overall": SCORE, "concepts": [{**SCORE, "concept": "prior-art"}]}


def finding(code: FindingCode, severity: Severity, **changes: object) -> Finding:
    values: dict[str, object] = {
        "id": f"id-{code.value}",
        "code": code,
        "severity": severity,
        "message": "现有技术 is rendered as \u201cexisting technology\u201d",
        "concept": "prior-art",
        "source_term": "现有技术",
        "expected": ("prior art", "state of the art"),
        "found": "existing technology",
        "unit": "u1",
        "source_document": "a.html",
        "target_document": "b.html",
        "source_text": "检索现有技术。",
        "target_text": "Search the existing technology.",
        "source_span": (2, 6),
        "target_span": (11, 30),
        "confidence": 0.95,
        "details": (("mqm", "wrong-term"),),
    }
    return Finding(**{**values, **changes})  # type: ignore[arg-type] # changes of a test


@pytest.fixture
def findings() -> list[Finding]:
    return [
        finding(FindingCode.CASE, Severity.NOTE, target_span=None, found=""),
        finding(FindingCode.FORBIDDEN, Severity.ERROR),
    ]


def test_json_is_as_agreed(findings: list[Finding]) -> None:
    text = findings_json(findings, scores=SCORES, signature="terms:zh-en.v1")
    assert text == GOLDEN.read_text(encoding="utf-8")


def test_json_does_not_depend_on_the_order_given(findings: list[Finding]) -> None:
    assert findings_json(findings) == findings_json(findings[::-1])


def test_json_of_broken_text_is_still_json() -> None:
    broken = finding(FindingCode.MISSING, Severity.WARNING, source_text="a\ud800b\x00")
    text = findings_json([broken])
    assert json.loads(text.encode("utf-8"))["findings"][0]["source_text"] == "a\ud800b\x00"


def test_page_escapes_everything() -> None:
    attack = '<script>alert("x")</script>'
    bad = finding(
        FindingCode.MISSING,
        Severity.WARNING,
        id='"><img>',
        message=attack,
        source_term=attack,
        source_text=attack,
        source_span=(0, 8),
        target_text=f"\x1b]0;{attack}",
        unit=attack,
        expected=(attack,),
        source_document=attack,
    )
    page = findings_html([bad], title=attack, signature=attack)
    assert page.count("<script>") == 1
    assert "alert(" in page
    assert 'alert("x")' not in page
    assert "<img>" not in page
    assert "<mark>&lt;script&gt;</mark>alert" in page
    assert "\x1b" not in page


def test_page_needs_nothing_from_outside(findings: list[Finding]) -> None:
    page = findings_html(findings, scores=SCORES)
    assert not re.search(r"(?:src|href)\s*=|https?://|@import|url\(", page)
    assert "default-src 'none'" in page
    assert "prefers-color-scheme: dark" in page


def test_page_shows_marks_counts_scores_and_filters(findings: list[Finding]) -> None:
    page = findings_html(findings, scores=SCORES, signature="sig:1")
    assert "检索<mark>现有技术</mark>。" in page
    assert "Search the <mark>existing technology</mark>." in page
    assert '<td>forbidden</td><td class="number">1</td>' in page
    assert page.index('data-code="forbidden"') < page.index('data-code="case"')
    assert "<option>现有技术</option>" in page
    assert "0.200 to 0.900" in page
    assert "<footer>sig:1</footer>" in page


def test_page_says_when_it_does_not_show_all(findings: list[Finding]) -> None:
    page = findings_html(findings, limit=1)
    assert "The first 1 of 2 are shown" in page
    assert page.count("<article") == 1
    assert "No findings." in findings_html([])


def test_tables_align_wide_characters() -> None:
    table = text_table(("term", "n"), [("现有技术", 3), ("art", 12)])
    assert table == "term       n\n现有技术   3\nart       12\n"


def test_tables_cut_the_last_column_and_obey_nothing() -> None:
    table = text_table(("a", "text"), [("x\x1b[31m\u202e", "现有技术现有技术")], width=20)
    lines = table.splitlines()
    assert max(map(display_width, lines)) <= 20
    assert lines[1].endswith("\u2026")
    assert not any(unicodedata.category(c) in {"Cc", "Cf"} for c in "".join(lines))


def test_summaries(findings: list[Finding]) -> None:
    assert counts_table(findings).splitlines() == [
        "class      findings",
        "forbidden         1",
        "case              1",
        "all               2",
    ]
    lines = findings_table(findings, limit=1).splitlines()
    assert lines[1].startswith("error     forbidden  a.html")
    assert lines[2] == "... and 1 more"
    scores = scores_table(SCORES).splitlines()
    assert scores[1].split() == ["4", "0.750", "0.667", "\u2013", "1.000", "all"]
    assert scores[2].split()[-1] == "prior-art"
