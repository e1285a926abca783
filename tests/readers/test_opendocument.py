"""OpenDocument: texts, presentations and sheets, zipped and flat."""

import zipfile
from datetime import date
from io import BytesIO

import pytest

from aligner.errors import FormatError
from aligner.readers.opendocument import OpenDocumentReader
from aligner.values import BlockKind, Document

_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "style", "draw", "meta", "presentation")
)
_STYLES = (
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
    '<style:style style:name="Title" style:family="paragraph"/>'
    '<style:style style:name="P2" style:family="paragraph" style:parent-style-name="Quotations"/>'
)


def _content(body: str, kind: str = "text") -> str:
    return (
        f"<office:document-content {_SPACES}><office:automatic-styles>{_STYLES}"
        f"</office:automatic-styles><office:body><office:{kind}>{body}</office:{kind}></office:body>"
        "</office:document-content>"
    )


def _zip(**members: str) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        for name, text in members.items():
            archive.writestr(name.replace("__", "/") + ".xml", text)
    return stream.getvalue()


def _read(body: str, kind: str = "text", **others: str) -> Document:
    data = _zip(content=_content(body, kind), **others)
    return OpenDocumentReader().read(data, document_id="a.odt")


def _kinds(document: Document) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in document.blocks]


def test_headings_lists_cells_and_styles() -> None:
    found = _read(
        '<text:p text:style-name="P1">Notice of the Office</text:p><text:h>Chapter One</text:h>'
        "<text:list><text:list-item><text:p>An item;</text:p></text:list-item></text:list>"
        '<text:p text:style-name="P2">Quoted words.</text:p>'
        "<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>A</text:p>"
        "</table:table-cell><table:covered-table-cell><text:p>x</text:p></table:covered-table-cell>"
        "</table:table-row></table:table-header-rows><table:table-row><table:table-cell>"
        "<text:p>B</text:p><text:p>C</text:p></table:table-cell></table:table-row></table:table>"
    )
    assert _kinds(found) == [
        ("title", "Notice of the Office"),
        ("subtitle", "Chapter One"),
        ("list-item", "An item;"),
        ("quotation", "Quoted words."),
        ("table-cell", "A"),
        ("table-cell", "B"),
        ("table-cell", "C"),
    ]


def test_white_space_is_as_it_is_shown() -> None:
    found = _read(
        "<text:p>One\n   <text:span>two</text:span><text:s text:c='2'/>three<text:tab/>four"
        "<text:line-break/>New line.</text:p>"
    )
    assert [block.text for block in found.blocks] == ["One two three four", "New line."]


def test_what_is_no_text_is_left_out() -> None:
    found = _read(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        "<text:p>Shown<office:annotation><text:p>remark</text:p></office:annotation>, "
        "<text:ruby><text:ruby-base>漢</text:ruby-base><text:ruby-text>かん</text:ruby-text></text:ruby>."
        "</text:p><text:section text:display='none'><text:p>hidden</text:p></text:section>"
    )
    assert [block.text for block in found.blocks] == ["Shown, 漢."]


def test_text_that_its_style_hides_is_left_out() -> None:
    style = (
        '<style:style style:name="T1" style:family="text">'
        '<style:text-properties text:display="none"/></style:style>'
    )
    body = (
        '<text:p>Shown<text:span text:style-name="T1"> hid<text:span>den</text:span></text:span>'
        '<text:span text:style-name="T2"> text</text:span>.</text:p>'
    )
    content = _content(body).replace(_STYLES, _STYLES + style)
    found = OpenDocumentReader().read(_zip(content=content), document_id="a.odt")
    assert [block.text for block in found.blocks] == ["Shown text."]


def test_notes_boxes_headers_and_contents() -> None:
    styles = (
        f"<office:document-styles {_SPACES}><office:master-styles><style:master-page>"
        "<style:header><text:p>Gazette</text:p></style:header>"
        "<style:footer><text:p>Page</text:p></style:footer></style:master-page>"
        "</office:master-styles></office:document-styles>"
    )
    found = _read(
        "<text:table-of-content><text:p>Chapter 1 ... 3</text:p></text:table-of-content>"
        "<text:p>Text<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        "<text:p>A note.</text:p></text:note-body></text:note> goes on."
        "<draw:frame><draw:text-box><text:p>Boxed.</text:p></draw:text-box></draw:frame></text:p>",
        styles=styles,
    )
    assert [block.text for block in found.blocks] == [
        *("Gazette", "Chapter 1 ... 3", "Text goes on.", "Boxed.", "A note.", "Page"),
    ]
    provenance = [block.text for block in found.blocks if block.kind is BlockKind.BOILERPLATE]
    assert provenance == ["Gazette", "Chapter 1 ... 3", "Page"]


def test_the_titles_of_slides_are_headings() -> None:
    found = _read(
        '<draw:page><draw:frame presentation:class="title"><draw:text-box><text:p>A Year of Growth'
        '</text:p></draw:text-box></draw:frame><draw:frame presentation:class="outline">'
        "<draw:text-box><text:list><text:list-item><text:p>Filings rose.</text:p></text:list-item>"
        "</text:list></draw:text-box></draw:frame></draw:page>",
        kind="presentation",
    )
    assert _kinds(found) == [("title", "A Year of Growth"), ("list-item", "Filings rose.")]


def test_a_flat_file_is_read_the_same() -> None:
    body = "<text:p>第一段文字。</text:p>"
    flat = _content(body).replace("document-content", "document")
    found = OpenDocumentReader().read(flat.encode(), document_id="a.fodt")
    assert [block.text for block in found.blocks] == ["第一段文字。"]


def test_title_and_day_are_in_the_properties() -> None:
    meta = (
        f'<office:document-meta {_SPACES} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>'
        "<dc:title>公告</dc:title><meta:creation-date>2020-01-02T03:04:05</meta:creation-date>"
        "<dc:date>2021-05-06T07:08:09</dc:date><dc:creator>李娜</dc:creator></office:meta>"
        "</office:document-meta>"
    )
    found = _read("<text:p>这是没有标题的一段文字，足够长，可以结束了。</text:p>", meta=meta)
    assert (found.title, found.published) == ("公告", date(2021, 5, 6))


_ENTITY = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (_zip(content=_ENTITY + _content("<text:p>&b;</text:p>")), "document type declaration"),
        (_ENTITY.encode() + b"<office:document/>", "document type declaration"),
        (_zip(meta="<a/>"), "not an OpenDocument file"),
        (_zip(content="<a"), "damaged"),
        (b"<office:document", "damaged"),
        (_zip(content=_content(""), META_INF="x"), "holds no text"),
        (_zip(**{"content": "", "META-INF__manifest": "<encryption-data/>"}), "password"),
        (_zip(content=_content("<text:p>" + " " * (1 << 26) + "</text:p>")), "unpacks to"),
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        OpenDocumentReader().read(data, document_id="a.odt")
