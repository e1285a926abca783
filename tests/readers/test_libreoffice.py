"""Documents of old office programs, which LibreOffice opens where it is installed."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import ClassVar

import docx
import pytest

from aligner.errors import ConfigError, FormatError
from aligner.readers import PageLocation, read_page
from aligner.readers.docx import DocxReader
from aligner.readers.libreoffice import LibreOfficeReader

OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
WORD_STREAM = "WordDocument".encode("utf-16-le")
# In the shell, the folder of the document, which is the last argument.
FOLDER = 'for last; do :; done; folder=$(dirname "$last")'


def test_without_libreoffice_the_message_tells_how_to_convert(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "a.doc").write_bytes(OLD_WORD + WORD_STREAM)
    with pytest.raises(FormatError, match=r"a\.doc: .*install LibreOffice.*--convert-to docx"):
        read_page(PageLocation("a.doc", tmp_path / "a.doc"))


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Put a script in the place of LibreOffice."""

    def install(script: str) -> None:
        program = tmp_path / "soffice"
        program.write_text(f"#!/bin/sh\n{FOLDER}\n{script}\n", encoding="utf-8")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
        monkeypatch.setattr("aligner.readers.libreoffice._SECONDS", 1)

    return install


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("exit 0", "cannot open"),
        ("kill -SEGV $$", "cannot open"),
        ("sleep 60 & sleep 60", "takes more than"),
        ("trap '' TERM; sleep 60", "takes more than"),
        ('mkdir "$folder/new"; echo half > "$folder/new/document.docx"', "not a Word document"),
    ],
)
def test_what_libreoffice_cannot_open_is_refused(
    office: Callable[[str], None], script: str, message: str
) -> None:
    office(script)
    with pytest.raises(FormatError, match=message):
        LibreOfficeReader().read(OLD_WORD + WORD_STREAM, document_id="a.doc")


def _word_head(flags: int) -> bytes:
    return OLD_WORD + b"\xec\xa5\xc1\x00" + bytes(7) + bytes([flags]) + bytes(40) + WORD_STREAM


def _workbook(record: bytes) -> bytes:
    head = b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(12)
    return OLD_WORD + head + record + "Workbook".encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "is_protected"),
    [
        (_word_head(0x13), True),
        (_word_head(0x12), False),
        (_workbook(b"\x2f\x00\x36\x00"), True),
        (_workbook(b"\x86\x00\x00\x00\x2f\x00\x36\x00"), True),
        (_workbook(b"\xe1\x00\x02\x00"), False),
        (OLD_WORD + "PowerPoint Document\0EncryptedSummary".encode("utf-16-le"), True),
    ],
)
def test_a_password_is_why_libreoffice_cannot_open_it(
    office: Callable[[str], None], data: bytes, *, is_protected: bool
) -> None:
    office("exit 1")
    with pytest.raises(FormatError, match="password" if is_protected else "cannot open"):
        LibreOfficeReader().read(data, document_id="a")


def test_nothing_is_left_of_an_ended_libreoffice(
    office: Callable[[str], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    monkeypatch.setenv("TMPDIR", str(scratch))
    office(f'mkdir "$TMPDIR/lu1"; ls "$TMPDIR" > "{tmp_path}/seen"; sleep 60')
    with pytest.raises(FormatError, match="takes more than"):
        LibreOfficeReader().read(OLD_WORD + WORD_STREAM, document_id="a.doc")
    assert "lu1" in (tmp_path / "seen").read_text(encoding="utf-8")
    assert list(scratch.iterdir()) == []


def test_a_full_disk_is_why_libreoffice_cannot_open_it(
    office: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    office("exit 1")
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=1000))
    with pytest.raises(ConfigError, match=r"No space left.*TMPDIR"):
        LibreOfficeReader().read(OLD_WORD + WORD_STREAM, document_id="a.doc")


def _has_writer() -> bool:
    """Whether LibreOffice opens texts: it may be installed with its spreadsheets alone."""
    office = shutil.which("soffice")
    return office is not None and (Path(office).resolve().parent / "libswlo.so").exists()


needs_writer = pytest.mark.skipif(not _has_writer(), reason="needs LibreOffice with Writer")
WORD_XML = (
    '<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">'
    "<w:body><w:p>{}</w:p></w:body></w:wordDocument>"
)
RUN = "<w:r><w:t>{}</w:t></w:r>"


@pytest.mark.slow
@needs_writer
def test_libreoffice_opens_what_it_is_given() -> None:
    data = WORD_XML.format(RUN.format("国家知识产权局发布公告。")).encode()
    found = LibreOfficeReader().read(data, document_id="a.xml")
    assert [block.text for block in found.blocks] == ["国家知识产权局发布公告。"]


@pytest.mark.slow
@needs_writer
def test_what_a_document_links_to_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("A secret.", encoding="utf-8")
    link = f'<w:fldSimple w:instr=" INCLUDETEXT &quot;{secret}&quot; ">{RUN.format("Shown.")}'
    data = WORD_XML.format(RUN.format("Before. ") + link + "</w:fldSimple>").encode()
    found = LibreOfficeReader().read(data, document_id="a.xml")
    assert "secret" not in " ".join(block.text for block in found.blocks)


def convert(path: Path, kind: str) -> Path:
    """Have LibreOffice write a file anew, as it does for anybody."""
    command = ["soffice", f"-env:UserInstallation={path.parent.as_uri()}/profile", "--headless"]
    command += ["--convert-to", kind, "--outdir", str(path.parent), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return path.with_suffix(f".{kind}")


class Site(BaseHTTPRequestHandler):
    """A site that has nothing, and says what was asked for."""

    asked: ClassVar[list[str]] = []

    def parse_request(self) -> bool:
        """Note what is asked for, in whatever way."""
        is_request = super().parse_request()
        self.asked.append(self.path)
        return is_request

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    """The address of a site on this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


OPEN_TEXT = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" '
    'office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">'
    "<office:body><office:text>"
    "<text:p>{}</text:p></office:text></office:body></office:document>"
)
PICTURE = (
    '<draw:frame text:anchor-type="as-char" svg:width="2cm" svg:height="2cm">'
    '<draw:image xlink:href="{}/picture.png" xlink:type="simple"/></draw:frame>'
)


@pytest.mark.slow
@needs_writer
def test_pictures_elsewhere_are_not_fetched(tmp_path: Path, site: str) -> None:
    text = tmp_path / "a.fodt"
    text.write_text(OPEN_TEXT.format(f"Shown.{PICTURE.format(site)}"), encoding="utf-8")
    data = convert(text, "doc").read_bytes()
    assert Site.asked, "LibreOffice fetches it for anybody"
    Site.asked.clear()
    found = LibreOfficeReader().read(data, document_id="a.doc")
    assert [block.text for block in found.blocks] == ["Shown."]
    assert Site.asked == []


@pytest.mark.slow
@needs_writer
def test_an_old_document_reads_as_the_new_one(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_heading("关于办理时限的通知", 0)
    made.add_heading("一、总体要求", 1)
    made.add_paragraph("各单位应当公开时限。The time limits shall be made public.")
    made.add_paragraph("设立窗口；", style="List Bullet")
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "地区", "三千件"
    made.add_paragraph("特此通知。")
    new = tmp_path / "a.docx"
    made.save(str(new))
    convert(new, "doc")
    documents = (
        LibreOfficeReader().read((tmp_path / "a.doc").read_bytes(), document_id="a"),
        DocxReader().read(new.read_bytes(), document_id="a"),
    )
    old, expected = ([(b.kind, b.text) for b in one.blocks] for one in documents)
    assert old == expected
