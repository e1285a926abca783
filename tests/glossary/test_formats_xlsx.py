"""Workbooks: as we write them, as terminologists keep them, and as nobody should send them."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from aligner.errors import FormatError
from aligner.glossary import Glossary, lint_glossary, read_glossary, write_glossary
from aligner.glossary.xlsx import read_xlsx, xlsx_bytes
from aligner.values import ConceptEntry, Term, TermStatus

SHIPPED = Path(__file__).parents[2] / "corpora" / "glossary" / "ip_terms.tsv"


def book(**sheets: Sequence[Sequence[object]]) -> bytes:
    """A workbook with these sheets; a name with an underscore before it is hidden."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name.strip("_"))
        sheet.sheet_state = "hidden" if name.startswith("_") else "visible"
        for row in rows:
            sheet.append(list(row))
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


DAY = date(2023, 5, 1)
KEPT = (
    ("知识产权局术语表（2023年版）",),
    ("编制", "法务处"),
    (),
    (
        *("序号", "中文术语 Chinese", "英文译名", "允许译法", "禁用译法", "改用", "英文缩写"),
        *("领域", "备注", "审核人"),
    ),
    (
        *(1, "国家知识产权局", "China National Intellectual Property Administration", None),
        *("SIPO；Patent Office", None, "CNIPA", "机构", DAY, "李四"),
    ),
    (
        *(2, "专利；发明专利", "patent", "letters patent\npatent right", "licence", "patent"),
        *(None, "专利", 3.0, ""),
    ),
    (3, None, "trademark"),
)


def test_a_terminologists_workbook_is_understood_and_the_guess_is_shown() -> None:
    glossary = read_xlsx(book(术语=KEPT), "g.xlsx")
    assert dict(glossary.columns) == {
        "序号": "number",
        "中文术语 Chinese": "zh preferred",
        "英文译名": "en preferred",
        "允许译法": "en admitted",
        "禁用译法": "en deprecated",
        "改用": "use_instead",
        "英文缩写": "en abbreviation",
        "领域": "domain",
        "备注": "note",
        "审核人": "",
    }
    office, patent = glossary.entries
    assert [t.text for t in office.forms("en", TermStatus.DEPRECATED)] == ["SIPO", "Patent Office"]
    assert [t.text for t in office.terms if t.abbreviation] == ["CNIPA"]
    assert (office.domain, office.note, patent.note) == ("机构", "2023-05-01", "3")
    assert [t.text for t in patent.forms("zh")] == ["专利", "发明专利"]
    assert [t.text for t in patent.forms("en")] == [
        "patent",
        "letters patent",
        "patent right",
        "licence",
    ]
    assert patent.terms[-1].use_instead == "patent"
    assert glossary.lines == (5, 6)
    problems = [(p.code, p.line) for p in glossary.problems]
    assert problems == [("listed-terms", 6), ("empty-term", 7)]
    assert dict(glossary.unread) == {"审核人": 1}


def test_all_visible_sheets_with_headings_are_read() -> None:
    data = book(
        readme=[("This is our glossary",)],
        IP=[("zh", "en"), ("专利", "patent")],
        _old=[("zh", "en"), ("旧", "old")],
        law=[("Chinese", "English", "Domain"), ("法院", "court", "law"), ("专利", "patents", "")],
    )
    glossary = read_xlsx(data, "g.xlsx")
    assert [e.terms[0].text for e in glossary.entries] == ["专利", "法院"]
    assert [glossary.path_of(i) for i in range(2)] == ["g.xlsx[IP]", "g.xlsx[law]"]
    (problem,) = lint_glossary(glossary)[:1]
    assert str(problem).startswith("g.xlsx[law]:3: 专利 stands in line 2 too")


def test_two_columns_without_headings() -> None:
    glossary = read_xlsx(book(a=[("patent", "专利"), ("trademark", "商标")]), "g.xlsx")
    assert [t.text for t in glossary.entries[0].terms] == ["专利", "patent"]


def test_what_we_write_comes_back_and_is_the_same_each_time(tmp_path: Path) -> None:
    glossary = read_glossary(SHIPPED)
    assert write_glossary(glossary, tmp_path / "g.xlsx") == ()
    assert read_glossary(tmp_path / "g.xlsx") == glossary
    assert xlsx_bytes(glossary) == (tmp_path / "g.xlsx").read_bytes()


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    danger = '=HYPERLINK("http://example.org","x")'
    entry = ConceptEntry("+1", (Term("专利", "zh"), Term(danger, "en")), note="@SUM(A1)")
    assert write_glossary(Glossary((entry,)), tmp_path / "g.xlsx") == ()
    sheet = openpyxl.load_workbook(tmp_path / "g.xlsx").worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert danger in {cell.value for cell in cells}
    assert read_glossary(tmp_path / "g.xlsx").entries == (entry,)


def test_a_formula_counts_as_the_value_it_shows() -> None:
    data = book(a=[("zh", "en"), ("专利", "patent"), ("商标", '="a"&"b"')])
    # Never calculated, it shows nothing.
    assert [e.terms[0].text for e in read_xlsx(data, "g.xlsx").entries] == ["专利"]


def changed(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """A workbook with something else in one of its parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w") as target:
        for info in source.infolist():
            content = source.read(info)
            target.writestr(info, content.replace(old, new) if info.filename == part else content)
    return stream.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
GOOD = book(a=[("zh", "en"), ("专利", "patent")])
DECLARED = b'<!DOCTYPE x [<!ENTITY e "boom">]><worksheet'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (changed(GOOD, SHEET, b"<worksheet", DECLARED), "document type"),
        (changed(GOOD, SHEET, b"</row>", b""), "damaged"),
        (GOOD[: len(GOOD) // 2], "damaged|not an Excel"),
        (book(a=[("x", "y")]), "no Chinese and English column"),
        (book(a=[("zh", "en"), ("专利", None)]), "no usable entry"),
        (book(a=[]), "empty"),
        (changed(GOOD, SHEET, b"</worksheet>", b"</worksheet>" + b" " * 40_000_000), "its size"),
    ],
)  # fmt: skip
def test_bad_workbooks_are_errors_with_a_way_out(data: bytes, words: str) -> None:
    with pytest.raises(FormatError, match=words):
        read_xlsx(data, "g.xlsx")
