"""Slides, sheets and books."""

import zipfile
from datetime import date
from io import BytesIO

import openpyxl
import pytest

from aligner.errors import FormatError
from aligner.readers.epub import EpubReader
from aligner.readers.sheets import SheetsReader
from aligner.readers.slides import SlidesReader
from aligner.values import Document

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = f'xmlns:p="p" xmlns:a="a" xmlns:r="{_OFFICE}"'


def _zip(members: dict[str, str]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return stream.getvalue()


def _relations(*links: tuple[str, str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for name, kind, target in links
    )
    return f'<Relationships xmlns="{_RELATIONS}">{inner}</Relationships>'


def _shape(text: str, role: str = "", properties: str = "") -> str:
    holder = f'<p:nvPr><p:ph type="{role}"/></p:nvPr>' if role else ""
    lines = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in text.split("|"))
    head = f"<p:nvSpPr><p:cNvPr {properties}/>{holder}</p:nvSpPr>"
    return f"<p:sp>{head}<p:txBody>{lines}</p:txBody></p:sp>"


def _slides(*slides: str, notes: str = "") -> bytes:
    numbers = range(1, len(slides) + 1)
    # The order of the slides is that of their list, not that of their names.
    listed = "".join(f'<p:sldId id="{n}" r:id="r{n}"/>' for n in numbers)
    members = {
        "_rels/.rels": _relations(("r", "officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": f"<p:presentation {_SPACES}><p:sldIdLst>{listed}</p:sldIdLst>"
        "</p:presentation>",
        "ppt/_rels/presentation.xml.rels": _relations(
            *((f"r{n}", "slide", f"slides/s{len(slides) - n}.xml") for n in numbers)
        ),
    }
    for n, slide in zip(numbers, slides, strict=True):
        members[f"ppt/slides/s{len(slides) - n}.xml"] = f"<p:sld {_SPACES}>{slide}</p:sld>"
    if notes:
        last = f"ppt/slides/_rels/s{len(slides) - 1}.xml.rels"
        members[last] = _relations(("n", "notesSlide", "../notes.xml"))
        members["ppt/notes.xml"] = f"<p:notes {_SPACES}>{notes}</p:notes>"
    return _zip(members)


def _kinds(document: Document) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in document.blocks]


def test_slides_are_read_in_order_with_titles_cells_and_notes() -> None:
    cell = "<a:tc><a:p><a:r><a:t>1,234</a:t></a:r></a:p></a:tc>"
    table = f"<p:graphicFrame><a:tbl><a:tr>{cell}</a:tr></a:tbl></p:graphicFrame>"
    hidden = _shape("No", "", 'hidden="1"')
    data = _slides(
        _shape("A Year|of Growth", "ctrTitle") + _shape("7", "sldNum") + hidden,
        _shape("Filings", "title") + f"<p:grpSp>{_shape('It rose by a tenth.')}</p:grpSp>" + table,
        notes=_shape("", "sldImg") + _shape("Pause here for a moment.", "body"),
    )
    assert _kinds(SlidesReader().read(data, document_id="a.pptx")) == [
        ("title", "A Year of Growth"),
        ("boilerplate", "7"),
        ("paragraph", "Pause here for a moment."),
        ("subtitle", "Filings"),
        ("paragraph", "It rose by a tenth."),
        ("table-cell", "1,234"),
    ]


def _workbook(**sheets: list[list[object]]) -> bytes:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if name == "Hidden":
            sheet.sheet_state = "hidden"
    stream = BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def test_the_only_column_of_a_sheet_is_text() -> None:
    data = _workbook(Sheet1=[["关于召开会议的通知"], [None], ["会议决定，自即日起施行新的规定。"]])
    assert _kinds(SheetsReader().read(data, document_id="a.xlsx")) == [
        ("title", "关于召开会议的通知"),
        ("paragraph", "会议决定，自即日起施行新的规定。"),
    ]


def test_cells_of_named_sheets_are_read_row_by_row() -> None:
    data = _workbook(
        Fees=[["Item", "Fee"], ["Filing", 900], [date(2024, 5, 6), "=1+1"]],
        Hidden=[["secret"]],
        Terms=[["Patent"]],
    )
    found = SheetsReader().read(data, document_id="a.xlsx")
    texts = [text for _, text in _kinds(found)]
    assert texts == ["Fees", "Item", "Fee", "Filing", "900", "2024-05-06", "Terms", "Patent"]


_CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OPS/book.opf"/></rootfiles></container>'
)


def _book(**pages: str) -> dict[str, str]:
    items = "".join(
        f'<item id="{name}" href="{name}%20x.xhtml" media-type="application/xhtml+xml" '
        f'properties="{name}"/>'
        for name in sorted(pages)
    )
    spine = "".join(f'<itemref idref="{name}"/>' for name in pages)
    return {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": _CONTAINER,
        "OPS/book.opf": '<package xmlns="http://www.idpf.org/2007/opf" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>年度报告</dc:title>'
        f"<dc:date>2024-05-06</dc:date></metadata><manifest>{items}</manifest><spine>{spine}</spine>"
        "</package>",
        **{
            f"OPS/{name} x.xhtml": f"<?xml version='1.0'?><html><body>{text}</body></html>"
            for name, text in pages.items()
        },
    }


def test_chapters_are_read_in_the_order_of_the_spine() -> None:
    pages = _book(
        nav="<nav><ol><li>Contents</li></ol></nav>",
        two="<h1>第一章</h1><p>第一段<ruby>漢<rp>(</rp><rt>hàn</rt><rp>)</rp></ruby>字。</p>",
        one="<h1>第二章</h1><ul><li>一项。</li></ul>",
    )
    found = EpubReader().read(_zip(pages), document_id="a.epub")
    assert _kinds(found) == [
        ("title", "第一章"),
        ("paragraph", "第一段漢字。"),
        ("subtitle", "第二章"),
        ("list-item", "一项。"),
    ]
    assert found.published == date(2024, 5, 6)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"META-INF/container.xml": "<a/>"}, "not an EPUB book"),
        ({"META-INF/rights.xml": "<a/>"}, "protected against copying"),
        ({"OPS/book.opf": '<!DOCTYPE a [<!ENTITY b "c">]><a/>'}, "document type declaration"),
        ({"OPS/one x.xhtml": ""}, "holds no text"),
    ],
)
def test_books_that_cannot_be_read_are_refused(change: dict[str, str], message: str) -> None:
    with pytest.raises(FormatError, match=message):
        EpubReader().read(_zip({**_book(one="<p>Text.</p>"), **change}), document_id="a.epub")
