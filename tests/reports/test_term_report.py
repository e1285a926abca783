"""Reports of a term check: the same content as a page, JSON, a workbook and a summary."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from composed_report import composed_report, large_report, make_finding
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from lxml import html
from wild_report import WILD, small_report

from aligner.reports import (
    TermReport,
    term_report_html,
    term_report_json,
    term_report_text,
)
from aligner.reports.advice import steps_for
from aligner.reports.as_table import display_width
from aligner.reports.by_risk import riskiest
from aligner.reports.term_html import PageLimits
from aligner.reports.term_report import (
    RenderingUse,
)
from aligner.values import FindingCode, OccurrenceStatus

GOLDEN = Path(__file__).parent / "golden" / "term_report.json"
SCHEMA = json.loads(
    resources.files("aligner.reports").joinpath("schemas/term-report.v4.json").read_text("utf-8")
)


@pytest.fixture(scope="module")
def report() -> TermReport:
    return composed_report()


def test_renderings_without_words_say_why() -> None:
    # Two lines of one term that both read "nothing found" look like a mistake.
    page = replace(
        composed_report().terms[0],
        n_findings=1,
        renderings=tuple(
            RenderingUse("", status, 1)
            for status in (
                OccurrenceStatus.OMITTED,
                OccurrenceStatus.UNCHECKED,
                OccurrenceStatus.IMPLIED,
                OccurrenceStatus.DOUBTFUL,
            )
        ),
    )
    report = replace(composed_report(), terms=(page,))
    named = ("not found", "not judged", "implied", "doubtful alignment")
    text, shown = term_report_text(report, width=200), term_report_html(report)
    assert ", ".join(f"{name} 1" for name in named) in text
    assert all(f"<bdi>{name}</bdi>" in shown for name in named)


def descriptions(schema: dict[str, Any]) -> Iterator[bool]:
    """Whether each field of each object is described."""
    for kind in (schema, *schema["$defs"].values()):
        yield "description" in kind
        yield from ("description" in field for field in kind.get("properties", {}).values())


def test_json_is_as_agreed() -> None:
    assert term_report_json(small_report()) == GOLDEN.read_text(encoding="utf-8")


def test_json_is_as_its_schema_says(report: TermReport) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert all(descriptions(SCHEMA))
    validator = Draft202012Validator(SCHEMA)
    for each in (report, TermReport(), small_report()):
        validator.validate(json.loads(term_report_json(each)))


def test_json_does_not_depend_on_the_order_of_findings(report: TermReport) -> None:
    turned = replace(report, findings=report.findings[::-1])
    assert term_report_json(turned) == term_report_json(report)
    assert term_report_html(turned) == term_report_html(report)


def test_page_shows_all_there_is(report: TermReport) -> None:
    page = term_report_html(report)
    tree: Any = html.document_fromstring(page.encode())
    sections = [
        "summary",
        "first",
        "classes",
        "findings",
        "further",
        "doubtful",
        "waived",
        "scores",
        "terms",
        "drift",
        "inconsistent",
    ]
    assert [section.get("id") for section in tree.iter("section")] == sections
    assert len(tree.xpath("//section[@id='findings']//tbody/tr")) == 60
    assert len(tree.xpath("//section[@id='doubtful']//tbody/tr")) == 5
    assert len(tree.xpath("//details[@class='concept']")) == 25
    assert "<mark>business secret</mark>" in page
    assert "The baseline hides 14 known findings" in page
    assert "until 2019-02-27" in page
    assert "Quoted from an older treaty." in page
    assert "00c0ffee00c0ffee" in page
    assert "reports contain all of them" not in page


def test_the_riskiest_findings_come_first_with_what_to_do(report: TermReport) -> None:
    named = replace(report, workspace="my work")
    tree: Any = html.document_fromstring(term_report_html(named).encode())
    items = tree.xpath("//ol[@class='first']/li")
    assert len(items) == 10
    first = riskiest(report.findings)[0]
    (source, target) = items[0].xpath("./p/mark")
    assert source.text == first.source_term
    assert target.text == first.found
    (waive,) = [c for c in items[0].xpath(".//button/@data-copied") if c.startswith("aligner")]
    assert waive == f"aligner terms waive --workspace 'my work' {first.id} --reason 'REASON'"


def test_a_finding_without_a_document_names_the_file_and_the_unit() -> None:
    no_document = replace(make_finding(1), source_document="", target_document="")
    own = replace(no_document, unit="tu-7", id="1" * 16)
    made = replace(no_document, unit="0123456789abcdef", id="2" * 16)
    paged = replace(make_finding(1), unit="fedcba9876543210", id="3" * 16)
    report = TermReport(
        (own, made, paged), file="memory.csv", unit_numbers={"0123456789abcdef": 1204}
    )
    places = ("memory.csv, unit tu-7", "memory.csv, unit no. 1204", paged.target_document)
    assert [report.place_of(finding) for finding in (own, made, paged)] == list(places)
    text, page = term_report_text(report, width=120), term_report_html(report)
    tree: Any = html.document_fromstring(page.encode())
    heads = tree.xpath("//ol[@class='first']/li/h3/span/bdi/text()")
    assert heads == list(places)
    assert all(place in text for place in places)
    # However narrow, the message is whole, and of the place the end is there.
    narrow = term_report_text(report, width=90)
    assert max(map(display_width, narrow.splitlines())) <= 90
    assert "unit no. 1204" in narrow
    assert " ".join(own.message.split()) in " ".join(
        line[44:].strip() for line in narrow.splitlines()
    )


def test_each_class_has_its_steps() -> None:
    finding = replace(make_finding(1), found="x")
    classes = FindingCode.OTHER_RENDERING, FindingCode.FORBIDDEN, FindingCode.NUMBER
    steps = {
        code: [step.name for step in steps_for(replace(finding, code=code), TermReport())]
        for code in classes
    }
    assert steps == {
        FindingCode.OTHER_RENDERING: ["mend", "list", "waive"],
        FindingCode.FORBIDDEN: ["mend", "waive"],
        FindingCode.NUMBER: ["mend", "waive"],
    }


def test_listed_words_in_the_wrong_place_are_not_to_be_replaced_by_themselves() -> None:
    finding = replace(
        make_finding(1), code=FindingCode.OTHER_CONCEPT, found="trade secret",
        expected=("trade secret",),
    )  # fmt: skip
    steps = steps_for(finding, TermReport())
    assert [step.name for step in steps] == ["mend", "waive"]
    assert "instead" not in steps[0].text
    assert "where its own term stands" in steps[0].text


def steps_of(code: FindingCode, found: str, *expected: str) -> tuple[list[str], str]:
    """The names of the steps, and what to mend."""
    finding = replace(make_finding(1), code=code, found=found, expected=expected)
    steps = steps_for(finding, TermReport())
    return [step.name for step in steps], steps[0].text


def test_nobody_is_told_to_list_or_to_drop_the_preferred_form() -> None:
    # The usual form of a document may be one that is only admitted.
    names, mend = steps_of(FindingCode.INCONSISTENT, "Patentees", "patent holder")
    assert names == ["mend", "waive"]
    assert mend.startswith("use one form in the whole document")
    assert "instead" not in mend


@pytest.mark.parametrize(
    ("found", "expected", "mend"),
    [
        ("IP", ("IP", "intellectual property"), "\u201cintellectual property (IP)\u201d"),
        ("GIs", ("geographical indication",), "\u201cgeographical indication (GIs)\u201d"),
        ("SIPO", ("SIPO",), "give the full name of \u201cSIPO\u201d"),
    ],
)
def test_an_abbreviation_is_to_be_introduced(
    found: str, expected: tuple[str, ...], mend: str
) -> None:
    names, said = steps_of(FindingCode.UNDEFINED_ABBREVIATION, found, *expected)
    assert names == ["mend", "waive"]
    assert mend in said
    assert said.endswith("where it stands first")


def test_a_plural_is_not_to_be_replaced_by_a_singular() -> None:
    marks = "geographic indications", "geographical indication"
    assert "in the plural if that fits" in steps_of(FindingCode.OTHER_RENDERING, *marks)[1]
    assert "plural" not in steps_of(FindingCode.OTHER_RENDERING, "mark", "trademark")[1]
    assert "plural" not in steps_of(FindingCode.OTHER_RENDERING, "marks", "trademarks")[1]


def test_a_row_for_a_table_is_one_row_whatever_the_text() -> None:
    finding = replace(make_finding(1), code=FindingCode.OTHER_RENDERING, found="a\tb\nc")
    (row,) = [s.copied for s in steps_for(finding, TermReport()) if s.name == "list"]
    assert row.count("\t") == 2
    assert "\n" not in row


def test_page_needs_nothing_from_outside(report: TermReport) -> None:
    page = term_report_html(report)
    assert not re.search(r"\bsrc\s*=|href=\"[^#]|https?://|@import|url\(", page)
    assert "default-src 'none'" in page


def test_page_of_nothing_says_so() -> None:
    page = term_report_html(TermReport())
    assert "No open findings." in page
    assert "0 documents" in page


def test_page_says_what_it_leaves_out(report: TermReport) -> None:
    page = term_report_html(report, limits=PageLimits(findings=4, terms=3, documents=2))
    for text in (
        "riskiest 4 of 60 findings",
        "riskiest 3 of 25 terms",
        "lowest-scoring 2 of 11 doc",
    ):
        assert text in page
    tree: Any = html.document_fromstring(page.encode())
    rows = tree.xpath("//section[@id='findings']//tbody/tr")
    assert [row.get("data-severity") for row in rows] == ["error"] * 4
    targets = {link.get("href")[1:] for link in tree.iter("a")}
    assert targets <= set(tree.xpath("//@id"))


def test_page_does_not_grow_with_the_corpus() -> None:
    limits = PageLimits(findings=50, terms=20, documents=30)
    pages = [term_report_html(large_report(n), limits=limits) for n in (1000, 4000)]
    assert len(pages[1]) < len(pages[0]) * 1.1


def test_summary_tells_the_main_things(report: TermReport) -> None:
    text = term_report_text(report, width=100)
    for part in (
        "forbidden",
        "0.941",
        "0.916 to 0.955",
        "商业秘密",
        "until 2019-02-27",
        "产业链",
        "5 in sentence pairs",
        "2 waived",
        "14 hidden by the baseline",
    ):
        assert part in text
    assert max(map(display_width, text.splitlines())) <= 100


def test_summary_of_nothing_is_short() -> None:
    assert (
        term_report_text(TermReport())
        == "class  findings  likely harmless\nall           0                0\n"
    )


@given(text=WILD)
@settings(max_examples=60, deadline=None)
def test_any_text_is_escaped(text: str) -> None:
    report = small_report(text)
    page = term_report_html(report)
    plain = html.document_fromstring(term_report_html(small_report("x")).encode())
    tree: Any = html.document_fromstring(page.encode())
    # A text may add marks and lines, never other elements or attributes.
    for name in ("script", "style", "img", "b", "table", "tr", "section", "details", "select"):
        assert len(list(tree.iter(name))) == len(list(plain.iter(name))), name
    assert {key for e in tree.iter() for key in e.attrib} <= {
        *(key for e in plain.iter() for key in e.attrib)
    }
    assert "\x00" not in page
    assert "\x1b" not in page


@given(text=WILD)
@settings(max_examples=60, deadline=None)
def test_any_text_comes_back_from_json(text: str) -> None:
    data = json.loads(term_report_json(small_report(text)).encode())
    same = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    got = data["findings"][0]["source_text"]
    assert got.encode("utf-16-le", "surrogatepass") == same.encode("utf-16-le", "surrogatepass")
    Draft202012Validator(SCHEMA).validate(data)


@given(text=WILD, width=st.integers(60, 120))
@settings(max_examples=60, deadline=None)
def test_any_text_is_safe_on_a_terminal(text: str, width: int) -> None:
    summary = term_report_text(small_report(text), width=width)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e]", summary)
    summary.encode()
