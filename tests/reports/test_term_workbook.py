"""The workbook of a term check."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from composed_report import composed_report
from hypothesis import given, settings
from lxml import etree
from openpyxl import load_workbook
from wild_report import WILD, small_report

from aligner.reports import TermReport, write_term_xlsx
from aligner.reports.by_risk import riskiest


@pytest.fixture(scope="module")
def report() -> TermReport:
    return composed_report()


def test_sheets_print_on_broad_pages(report: TermReport, tmp_path: Path) -> None:
    path = tmp_path / "terms.xlsx"
    write_term_xlsx(report, path)
    book = load_workbook(path)
    for sheet in book.worksheets:
        assert sheet.page_setup.orientation == "landscape"
        pages = sheet.sheet_properties.pageSetUpPr
        assert pages is not None
        assert pages.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == "$1:$1"
        assert str(sheet.max_row) in sheet.print_area
    assert book["findings"].print_area == "'findings'!$A$1:$J$61"
    assert book["findings"]["G2"].alignment.wrap_text


def test_workbook_reads_back(report: TermReport, tmp_path: Path) -> None:
    path = tmp_path / "terms.xlsx"
    write_term_xlsx(report, path)
    book = load_workbook(path)
    names = [
        "findings",
        "further",
        "doubtful",
        "waived",
        "terms",
        "renderings",
        "scores",
        "inconsistent terms",
    ]
    assert book.sheetnames == names
    sheet = book["findings"]
    assert sheet.max_row == 61
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:P61")
    first = dict(zip([c.value for c in sheet[1]], [c.value for c in sheet[2]], strict=True))
    worst = riskiest(report.findings)[0]
    assert (first["id"], first["source text"]) == (worst.id, worst.source_text)
    assert first["confidence"] == worst.confidence
    assert [row[-1].value for row in book["waived"].iter_rows(min_row=2)] == [None, None, "stale"]
    assert book["terms"].max_row == 26
    assert book["scores"]["A2"].value == "all"


def test_workbook_is_the_same_byte_for_byte(report: TermReport, tmp_path: Path) -> None:
    paths = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    for path in paths:
        write_term_xlsx(report, path)
    assert paths[0].read_bytes() == paths[1].read_bytes()
    with ZipFile(paths[0]) as book:
        assert {info.date_time[0] for info in book.infolist()} == {2000}
        assert b">2000-01-01T00:00:00Z</dcterms:modified>" in book.read("docProps/core.xml")


def test_workbook_says_what_does_not_fit(report: TermReport, tmp_path: Path) -> None:
    path = tmp_path / "terms.xlsx"
    write_term_xlsx(report, path, most_rows=10)
    sheet = load_workbook(path)["findings"]
    assert sheet.max_row == 12
    assert sheet.auto_filter.ref == "A1:P11"
    assert str(sheet["A12"].value).startswith("50 more rows do not fit")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "#N/A", "'=1", "\t=1"])
def test_workbook_holds_no_formulas(text: str, tmp_path: Path) -> None:
    path = tmp_path / "terms.xlsx"
    write_term_xlsx(small_report(text), path)
    cells = [c for sheet in load_workbook(path) for row in sheet.iter_rows() for c in row]
    same = [cell for cell in cells if cell.value == text]
    assert same
    assert all((cell.data_type, cell.quotePrefix) == ("s", True) for cell in same)


@pytest.mark.parametrize("character", ["长", "\U00020000"])
def test_workbook_cuts_what_no_cell_holds(character: str, tmp_path: Path) -> None:
    path = tmp_path / "terms.xlsx"
    write_term_xlsx(small_report(character * 40_000), path)
    value = str(load_workbook(path)["findings"]["G2"].value)
    assert value.endswith("\u2026 [cut]")
    assert 32_760 < len(value.encode("utf-16-le")) // 2 <= 32_767


@given(text=WILD)
@settings(max_examples=30, deadline=None)
def test_any_text_makes_a_sound_workbook(
    text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("book") / "terms.xlsx"
    write_term_xlsx(small_report(text), path)
    with ZipFile(path) as book:
        for name in book.namelist():
            root = etree.fromstring(book.read(name))
            assert not [e for e in root.iter() if etree.QName(e).localname == "f"]
    load_workbook(path)
