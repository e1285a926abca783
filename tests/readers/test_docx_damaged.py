"""Word files that are damaged, odd or no Word files: refused with a reason, or read in full."""

import io
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.errors import FormatError
from aligner.readers.docx import DocxReader
from aligner.values import Document
from tests.readers.covered import assert_covered

Maker = Callable[..., bytes]


def _read(data: bytes) -> Document:
    return DocxReader().read(data, document_id="notice.docx")


def _zip(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return stream.getvalue()


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"  ", "the file is empty"),
        (b"<html>", r"not a Word document: .* save it as \.docx"),
        (b"PK\x03\x04 cut off", "not a Word document"),
        (_zip(mimetype=b"application/vnd.oasis.opendocument.text"), "not a Word document"),
        (_OLE, r"in the old \.doc format.*save it as \.docx"),
        (_OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
    ],
)
def test_other_files_are_refused_with_a_way_out(data: bytes, message: str) -> None:
    with pytest.raises(FormatError, match=message) as caught:
        _read(data)
    assert caught.value.path == "notice.docx"


def test_a_document_without_text_is_refused(make_docx: Maker) -> None:
    with pytest.raises(FormatError, match="holds no text"):
        _read(make_docx("<w:p/>"))


def test_damaged_parts_are_named(make_docx: Maker) -> None:
    with pytest.raises(FormatError, match=r"word/document\.xml is damaged"):
        _read(make_docx("<w:p>"))


def test_deep_nesting_is_refused(make_docx: Maker) -> None:
    with pytest.raises(FormatError, match="damaged"):
        _read(make_docx("<w:tbl><w:tr><w:tc>" * 300 + "</w:tc></w:tr></w:tbl>" * 300))


_INLINE = st.sampled_from(
    [
        "<w:r><w:t>word </w:t></w:r>",
        "<w:r><w:t>中文。</w:t></w:r>",
        "<w:r><w:t>来源：</w:t><w:br/></w:r>",
        "<w:ins><w:r><w:t>1. </w:t></w:r></w:ins>",
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        "<w:r><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></w:r>",
        "<w:r><w:tab/></w:r>",
    ]
)
_PARAGRAPH = st.tuples(
    st.sampled_from(["", "<w:numPr/>", '<w:pStyle w:val="q"/>', "<w:rPr><w:del/></w:rPr>"]),
    st.lists(_INLINE, max_size=4).map("".join),
).map(lambda both: f"<w:p><w:pPr>{both[0]}</w:pPr>{both[1]}</w:p>")
_BODY = st.recursive(
    st.lists(_PARAGRAPH, max_size=4).map("".join),
    lambda inner: st.lists(inner, min_size=1, max_size=2).map(
        lambda cells: (
            "<w:tbl><w:tr>" + "".join(f"<w:tc>{c}</w:tc>" for c in cells) + "</w:tr></w:tbl>"
        )
    ),
    max_leaves=5,
)


_QUOTE = '<w:style w:styleId="q"><w:name w:val="Quote"/></w:style>'


@given(body=_BODY)
def test_all_text_of_the_source_is_in_a_block(make_docx: Maker, body: str) -> None:
    data = make_docx(body, styles=_QUOTE)
    source = DocxReader().source(data, document_id="a")
    try:
        document = _read(data)
    except FormatError:
        assert not source.strip()
        return
    assert_covered(document, source)


_WHOLE = (
    "<w:p><w:r><w:t>标题</w:t></w:r></w:p>"
    "<w:p><w:r><w:t>四月二十日，北部知识产权保护中心正式启用。</w:t></w:r></w:p>"
)


@given(data=st.data())
def test_damaged_bytes_never_crash(make_docx: Maker, data: st.DataObject) -> None:
    whole = bytearray(make_docx(_WHOLE))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(whole)))
    for damaged in (bytes(whole), bytes(whole[:cut])):
        try:
            _read(damaged)
        except FormatError as error:
            assert error.path == "notice.docx"  # noqa: PT017 - both outcomes are right
