"""Bombs, external entities, macros and links in documents: refused or left out, never followed."""

import zipfile
from collections.abc import Mapping
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pytest

from aligner.errors import FormatError
from aligner.readers import PageLocation, list_pages, read_document, read_page
from aligner.values import Document

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
TEXT = "The weir was repaired in autumn."
# What a file beside the document says.
HIDDEN = "nobody may read this"
MEBI = 1 << 20


def _links(*links: tuple[str, str], outside: str = "") -> str:
    inner = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(links)
    )
    if outside:
        inner += (
            f'<Relationship Id="out" Type="{_OFFICE}/slide" Target="{outside}" '
            'TargetMode="External"/>'
        )
    return f'<Relationships xmlns="{_RELATIONS}">{inner}</Relationships>'


def epub(text: str = TEXT) -> dict[str, str]:
    return {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container><rootfiles><rootfile full-path="b.opf"/></rootfiles>'
        "</container>",
        "b.opf": '<package><manifest><item id="a" href="a.xhtml" '
        'media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine>'
        "</package>",
        "a.xhtml": f"<html><body><p>{text}</p></body></html>",
    }


def pptx(text: str = TEXT) -> dict[str, str]:
    return {
        "_rels/.rels": _links(("officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": f'<p:presentation xmlns:p="p" xmlns:r="{_OFFICE}"><p:sldIdLst>'
        '<p:sldId id="1" r:id="r0"/><p:sldId id="2" r:id="out"/></p:sldIdLst></p:presentation>',
        "ppt/_rels/presentation.xml.rels": _links(("slide", "s.xml"), outside="file:///etc/passwd"),
        "ppt/s.xml": '<p:sld xmlns:p="p" xmlns:a="a"><p:sp><p:txBody><a:p><a:r>'
        f"<a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp></p:sld>",
    }


def xlsx(text: str = TEXT) -> dict[str, str]:
    return {
        "_rels/.rels": _links(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="S" sheetId="1" r:id="r0"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _links(("worksheet", "s.xml")),
        "xl/s.xml": f'<worksheet xmlns="{_SHEET}"><sheetData><row r="1"><c r="A1" t="inlineStr">'
        f"<is><t>{text}</t></is></c></row></sheetData></worksheet>",
    }


def odt(text: str = TEXT) -> dict[str, str]:
    return {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f'<office:document-content xmlns:office="{_ODF}:office:1.0" '
        f'xmlns:text="{_ODF}:text:1.0" xmlns:script="{_ODF}:script:1.0"><office:scripts>'
        '<office:script script:language="Basic">Shell "rm"</office:script></office:scripts>'
        f"<office:body><office:text><text:p>{text}</text:p></office:text></office:body>"
        "</office:document-content>",
    }


KINDS = {"epub": epub, "pptx": pptx, "xlsx": xlsx, "odt": odt}
# The part of each that holds the text.
PARTS = {"epub": "a.xhtml", "pptx": "ppt/s.xml", "xlsx": "xl/s.xml", "odt": "content.xml"}
every_kind = pytest.mark.parametrize("kind", KINDS)


def packed(members: Mapping[str, str | bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()


def read(folder: Path, name: str, data: bytes) -> Document:
    (folder / name).write_bytes(data)
    return read_page(PageLocation(name, folder / name))


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


@every_kind
def test_a_harmless_one_is_read(tmp_path: Path, kind: str) -> None:
    assert TEXT in texts(read(tmp_path, f"a.{kind}", packed(KINDS[kind]())))


@every_kind
def test_a_part_that_unpacks_to_a_mountain_is_refused(tmp_path: Path, kind: str) -> None:
    bomb: dict[str, str | bytes] = {**KINDS[kind](), "media/image.xml": bytes(40 * MEBI)}
    with pytest.raises(FormatError, match=rf"a\.{kind}: unpacks to"):
        read(tmp_path, f"a.{kind}", packed(bomb))


@every_kind
def test_thousands_of_parts_are_refused(tmp_path: Path, kind: str) -> None:
    parts = {f"p/{number}": "" for number in range(20_001)}
    with pytest.raises(FormatError, match="too large"):
        read(tmp_path, f"a.{kind}", packed({**KINDS[kind](), **parts}))


@every_kind
def test_entities_are_not_expanded(tmp_path: Path, kind: str) -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    part = PARTS[kind]
    members = KINDS[kind]("&e9;&amp;")
    members[part] = f'<!DOCTYPE a [<!ENTITY e0 "haha">{levels}]>{members[part]}'
    try:
        found = read(tmp_path, f"a.{kind}", packed(members))
    except FormatError as error:
        assert "document type declaration" in str(error)  # noqa: PT017 - reading it is right, too
    else:
        assert "haha" not in " ".join(texts(found))


@every_kind
def test_files_that_entities_name_are_not_read(tmp_path: Path, kind: str) -> None:
    (tmp_path / "secret.txt").write_text(HIDDEN, encoding="utf-8")
    uri = (tmp_path / "secret.txt").as_uri()
    part = PARTS[kind]
    members = KINDS[kind](f"{TEXT} &x;")
    members[part] = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{uri}">]>{members[part]}'
    try:
        found = read(tmp_path, f"a.{kind}", packed(members))
    except FormatError as error:
        assert HIDDEN not in str(error)  # noqa: PT017 - reading it is right, too
    else:
        assert HIDDEN not in " ".join(texts(found))


@every_kind
def test_archives_in_documents_are_not_unpacked(tmp_path: Path, kind: str) -> None:
    inner = packed({"a.xml": bytes(15 * MEBI)})
    for _ in range(5):
        inner = packed({f"{n}.zip": inner for n in range(8)})
    found = read(tmp_path, f"a.{kind}", packed({**KINDS[kind](), "media/x.zip": inner}))
    assert texts(found)[-1] == TEXT


@every_kind
def test_macros_are_left_out(tmp_path: Path, kind: str) -> None:
    macros: dict[str, str | bytes] = {
        "ppt/vbaProject.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 Shell rm",
        "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 Shell rm",
        "Basic/Standard/Module1.xml": "<module>Shell rm</module>",
        "script.js": "alert('rm')",
    }
    found = read(tmp_path, f"a.{kind}", packed({**KINDS[kind](), **macros}))
    assert "rm" not in " ".join(texts(found)).split()
    assert texts(found)[-1] == TEXT


@every_kind
def test_names_of_parts_that_lead_out_are_not_followed(tmp_path: Path, kind: str) -> None:
    (tmp_path / "secret.txt").write_text(HIDDEN, encoding="utf-8")
    members = {
        name: text.replace(PARTS[kind].rpartition("/")[2], "../../../secret.txt")
        for name, text in KINDS[kind]().items()
    }
    members["../../../secret.txt"] = TEXT
    try:
        found = read(tmp_path, f"a.{kind}", packed(members))
    except FormatError as error:
        assert HIDDEN not in str(error)  # noqa: PT017 - reading it is right, too
    else:
        assert HIDDEN not in " ".join(texts(found))


def _message(body: str) -> bytes:
    message = EmailMessage()
    message.make_related()
    page = EmailMessage()
    page.set_content(body, subtype="html", charset="utf-8")
    message.attach(page)
    return bytes(message)


def test_a_page_in_one_file_runs_and_follows_nothing(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(HIDDEN, encoding="utf-8")
    uri = (tmp_path / "secret.txt").as_uri()
    body = (
        f'<html><head><script>document.write("run")</script></head><body><p>{TEXT}</p>'
        f'<iframe src="{uri}"></iframe><object data="{uri}"></object><link rel=import href="{uri}">'
        "</body></html>"
    )
    found = read(tmp_path, "a.mht", _message(body))
    assert texts(found) == [TEXT]


def test_a_part_outside_the_message_is_not_fetched(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(HIDDEN, encoding="utf-8")
    data = (
        "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=B\n\n--B\n"
        "Content-Type: message/external-body; access-type=local-file; "
        f'name="{tmp_path}/secret.txt"\n\n'
        f"Content-Type: text/plain\n\n\n--B\nContent-Type: text/plain\n\n{TEXT}\n--B--\n"
    )
    assert HIDDEN not in " ".join(texts(read(tmp_path, "a.mht", data.encode())))


@pytest.mark.parametrize("times", [2_000, 50_000])
def test_messages_in_messages_are_bounded(tmp_path: Path, times: int) -> None:
    data = "Content-Type: message/rfc822\n\n" * times + f"Content-Type: text/plain\n\n{TEXT}\n"
    try:
        found = read(tmp_path, "a.mht", b"MIME-Version: 1.0\n" + data.encode())
    except FormatError:
        return
    assert texts(found)


@pytest.mark.parametrize(
    "inside",
    [
        r'{\field{\*\fldinst INCLUDETEXT "PLACE"}{\fldrslt shown}}',
        r'{\field{\*\fldinst DDEAUTO cmd "/c calc"}{\fldrslt shown}}',
        r"{\object\objemb{\*\objclass Package}{\*\objdata 0105000002000000}{\result shown}}",
        r"{\*\template PLACE}{\*\filetbl{\file PLACE}}shown",
    ],
)  # fmt: skip
def test_fields_and_objects_of_rtf_are_only_what_they_show(tmp_path: Path, inside: str) -> None:
    (tmp_path / "secret.txt").write_text(HIDDEN, encoding="utf-8")
    body = inside.replace("PLACE", str(tmp_path / "secret.txt"))
    data = rf"{{\rtf1\ansi {TEXT}\par {body}\par}}"
    assert texts(read(tmp_path, "a.rtf", data.encode())) == [TEXT, "shown"]


def test_binary_lengths_and_depths_of_rtf_are_bounded(tmp_path: Path) -> None:
    for body in (
        r"\bin999999999999 x",
        "{" * 200_000,
        r"\u99999999999999999999 ?",
        r"\uc999999999",
    ):
        data = rf"{{\rtf1\ansi {TEXT}\par {body}\par}}".encode()
        try:
            assert TEXT in texts(read(tmp_path, "a.rtf", data))
        except FormatError as error:
            assert "a.rtf" in str(error)  # noqa: PT017 - refusing it is right, too


def test_a_flat_document_that_names_a_file_is_refused(tmp_path: Path) -> None:
    text = odt()["content.xml"].replace("document-content", "document")
    data = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>{text}'
    with pytest.raises(FormatError, match="document type declaration"):
        read(tmp_path, "a.fodt", data.encode())


def test_an_archive_in_an_archive_of_pages_is_not_unpacked(tmp_path: Path) -> None:
    inner = packed({"bomb.html": bytes(15 * MEBI)})
    (tmp_path / "pages.zip").write_bytes(packed({"a.txt": TEXT, "b.zip": inner}))
    page, nested = list_pages(tmp_path / "pages.zip")
    assert texts(read_page(page)) == [TEXT]
    with pytest.raises(FormatError, match="archive"):
        read_page(nested)


ENDLESS = (5000 * "9", 5000 * "0" + "65", "x" + 5000 * "f", "x" + 5000 * "0" + "41")


@pytest.mark.parametrize("digits", ENDLESS, ids=["nines", "zeros", "hex", "hex zeros"])
@pytest.mark.parametrize("name", ["a.html", "a.md", "a.xhtml", "a.srt", "a.txt"])
def test_character_references_without_end_are_read(name: str, digits: str, tmp_path: Path) -> None:
    reference = f"&#{digits};"
    page = {
        "a.srt": f"1\n00:00:01,000 --> 00:00:02,000\n{TEXT} {reference}\n\n",
        "a.txt": f"{TEXT} {reference}\n",
        "a.md": f"# The weir {reference}\n\n{TEXT} {reference}\n",
    }.get(
        name,
        f'<html><head><title>The weir {reference}</title></head><body><p title="{reference}">'
        f"{TEXT} {reference}</p><sup>{reference}</sup></body></html>",
    )
    path = tmp_path / name
    path.write_text(page, encoding="utf-8")
    found = read_document(path)
    assert any(TEXT in block.text for block in found.blocks)


def test_control_words_without_end_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_text(rf"{{\rtf1\ansi\fs{5000 * '9'} {TEXT}\u{5000 * '9'}?\par}}", encoding="ascii")
    assert any(TEXT in block.text for block in read_document(path).blocks)
