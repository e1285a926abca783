"""Office files are opened with guards: bombs, lies and locks."""

import io
import zipfile
from pathlib import Path

import pytest

from aligner.errors import FormatError
from aligner.tables import EXCEL, WORD, OfficeFile, word_tables
from aligner.tables.xml import GuardedStream, refuse_declarations

_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_LINK = f'<Relationships><Relationship Id="a" Type="{_TYPE}" Target="{{}}"/></Relationships>'


def _packed(*parts: tuple[str, bytes], target: str = "word/document.xml") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("_rels/.rels", _LINK.format(target))
        for name, content in parts:
            file.writestr(name, content)
    return stream.getvalue()


def _document(inside: bytes = b"") -> tuple[str, bytes]:
    return "word/document.xml", b"<document>" + inside + b"</document>"


def _open(data: bytes) -> OfficeFile:
    return OfficeFile(data, "a.docx", WORD)


def test_names_of_parts_are_compared_as_the_standard_says() -> None:
    data = _packed(("Word\\Document.XML", b"<document/>"), target="/word/./x/../document.xml")
    with _open(data) as file:
        assert file.root("WORD/document.xml") is not None
        assert file.root("word/none.xml") is None
        assert file.relations("word/none.xml") == []


def test_a_part_that_unpacks_to_far_more_than_its_size_is_refused() -> None:
    data = _packed(_document(), ("word/media/image1.xml", b"\x00" * (64 << 20)))
    assert len(data) < 200_000
    with pytest.raises(FormatError, match=r"unpacks to \d+ times its size: .*save it as \.docx"):
        _open(data)


def test_a_file_that_unpacks_to_too_much_is_refused() -> None:
    # The sizes that the directory claims, without the bytes.
    data = bytearray(_packed(*(_document() for _ in range(1)), ("b", b"x" * 100)))
    place = data.rindex(b"PK\x01\x02")
    data[place + 24 : place + 28] = (600 << 20).to_bytes(4, "little")
    with pytest.raises(FormatError, match="parts of 600 MiB when unpacked: too large"):
        _open(bytes(data))


def test_too_many_parts_are_refused() -> None:
    parts = [(str(number), b"") for number in range(20_001)]
    with pytest.raises(FormatError, match="20003 parts"):
        _open(_packed(_document(), *parts))


def test_one_part_that_is_too_large_for_memory_is_refused() -> None:
    data = bytearray(_packed(_document(b"x" * 400_000)))
    place = data.rindex(b"PK\x01\x02")
    data[place + 24 : place + 28] = (65 << 20).to_bytes(4, "little")
    data[place + 20 : place + 24] = (1 << 20).to_bytes(4, "little")
    with pytest.raises(FormatError, match="too large to read: split the document"):
        _open(bytes(data))


def test_a_part_with_a_wrong_checksum_is_damaged() -> None:
    data = bytearray(_packed(_document(b"x" * 4000)))
    place = data.rindex(b"PK\x01\x02")
    data[place + 16] ^= 0xFF
    with pytest.raises(FormatError, match=r"damaged: .*CRC"):
        _open(bytes(data))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_declared_entities_are_refused(encoding: str) -> None:
    bomb = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 10))
    text = f'<!DOCTYPE a [<!ENTITY e0 "ha">{bomb}]><document>&e9;</document>'
    with pytest.raises(FormatError, match="document type declaration"):
        _open(_packed(("word/document.xml", text.encode(encoding))))


def test_a_locked_archive_is_refused() -> None:
    data = bytearray(_packed(_document()))
    place = data.rindex(b"PK\x01\x02")
    data[place + 8] |= 1
    with pytest.raises(FormatError, match="protected by a password"):
        _open(bytes(data))


def test_an_unusual_packing_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_LZMA) as file:
        file.writestr("_rels/.rels", _LINK.format("word/document.xml"))
    with pytest.raises(FormatError, match="not a Word document"):
        _open(stream.getvalue())


def test_links_out_of_the_file_are_not_followed() -> None:
    link = b'<Relationships><Relationship Type="x/header" TargetMode="External" Target="a"/>'
    link += b'<Relationship Type="x/header" Target="../../../etc/passwd"/></Relationships>'
    data = _packed(_document(), ("word/_rels/document.xml.rels", link), ("word/a", b"<a/>"))
    with _open(data) as file:
        assert file.related("header") == []


def test_another_office_file_and_a_missing_one_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with pytest.raises(FormatError, match="cannot be read"):
        OfficeFile(path, str(path), EXCEL)
    path.write_bytes(_packed(_document()))
    with pytest.raises(FormatError, match=r"not an Excel workbook: .* save it as \.xlsx"):
        OfficeFile(path, str(path), EXCEL)


def test_tables_keep_their_columns() -> None:
    inside = (
        b"<tbl><tr><tc><tcPr><gridSpan val='2'/></tcPr><p><r><t>wide</t></r></p></tc>"
        b"<tc><p><r><t>c</t></r></p><tbl><tr><tc><p><r><t>inner</t></r></p></tc></tr></tbl></tc></tr>"
        b"<tr><tc><tcPr><vMerge/></tcPr><p><r><t>gone</t></r></p></tc>"
        b"<tc><tcPr><gridSpan val='x'/></tcPr></tc></tr></tbl>"
    )
    with _open(_packed(_document(inside))) as file:
        root = file.root(file.main)
    assert root is not None
    assert list(word_tables(root)) == [[["wide", "", "c\ninner"], ["", ""]]]


def test_a_declaration_across_two_pieces_is_seen() -> None:
    stream = GuardedStream(io.BytesIO(b"<a/>   <!DOC" + b"TYPE a>"), "a.xml")
    stream.read(12)
    with pytest.raises(FormatError, match=r"a\.xml: XML with a document type"):
        stream.read(12)
    refuse_declarations(b"<a>DOCTYPE</a>", "a.xml")
