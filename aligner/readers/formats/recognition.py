"""Choose the reader of a file by its first bytes; its name decides only where they do not."""

import io
import re
import zipfile
from pathlib import PurePath

from aligner.errors import FormatError
from aligner.readers.formats.code import CODE, code_kind, encoded_kind
from aligner.readers.formats.light_markup import is_markdown, light_kind
from aligner.readers.formats.markup import is_subtitles, markup_reader, mime_reader
from aligner.tables import OLE, ZIP, FileKind, binary_kind, ole_kind

HTML_SUFFIXES = frozenset({".htm", ".html", ".shtml", ".xhtml"})
_MARKDOWN_SUFFIXES = frozenset({".md", ".markdown", ".mkd"})
_TABLE_SUFFIXES = frozenset({".csv", ".tsv"})
# Code may be mostly comments; then only its name tells.
_CODE_SUFFIXES = frozenset(
    f".{suffix}"
    for suffix in (
        *(
            "bat",
            "c",
            "cc",
            "cfg",
            "cpp",
            "cs",
            "css",
            "go",
            "h",
            "hpp",
            "ini",
            "java",
            "js",
            "json",
        ),
        *("jsonl", "jsx", "lua", "map", "php", "pl", "pm", "po", "pot", "ps1", "py", "rb", "rs"),
        *("scss", "sh", "sql", "toml", "ts", "tsx", "vbs", "yaml", "yml"),
    )
)
_TABLE = FileKind(
    "a table",
    "if it lists documents, give it as a set of pages; if texts stand beside their translations "
    "in it, `aligner read --bitext` shows and converts it",
)
_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_HEAD = 1024
# As much of a text as is looked at to tell prose from code.
_SAMPLE = 1 << 16
_RTF = "{\\rtf"
_MIMETYPE = "mimetype"
_LONGEST_TYPE = 100

_BY_MIMETYPE = {
    "application/epub+zip": "epub.v1",
    "application/vnd.oasis.opendocument.text": "odt.v1",
    "application/vnd.oasis.opendocument.text-template": "odt.v1",
    "application/vnd.oasis.opendocument.text-master": "odt.v1",
    "application/vnd.oasis.opendocument.presentation": "odt.v1",
    "application/vnd.oasis.opendocument.spreadsheet": "odt.v1",
    "application/vnd.oasis.opendocument.presentation-template": "odt.v1",
    "application/vnd.oasis.opendocument.spreadsheet-template": "odt.v1",
}
# A member of a zip archive that shows what the archive is, in this order.
_BY_MEMBER = (
    (re.compile(r"word/document\d*\.xml"), "docx.v2"),
    (re.compile(r"ppt/presentation\d*\.xml"), "pptx.v1"),
    (re.compile(r"xl/workbook\d*\.xml"), "xlsx.v1"),
    (re.compile(r"META-INF/container\.xml"), "epub.v1"),
)
_SAVE_AS = "open it in its own program and save it as DOCX or PDF"
_ZIP_KINDS = (
    (re.compile(r"xl/workbook\.bin"), FileKind("a binary Excel workbook", "save it as .xlsx")),
    (re.compile(r"OFD\.xml"), FileKind("an OFD document", _SAVE_AS)),
    (re.compile(r"FixedDoc(?:umentSequence|Seq)\.fdseq"), FileKind("an XPS document", _SAVE_AS)),
    (re.compile(r"(?:Index/.*\.iwa|index\.(?:xml|apxl)|Index\.zip)"),
     FileKind("a document of Pages, Numbers or Keynote", _SAVE_AS)),
    (re.compile(r"AndroidManifest\.xml|META-INF/MANIFEST\.MF"), FileKind("a program", "remove it")),
)  # fmt: skip
_OTHER_ZIP = FileKind("a zip archive", "give it with the suffix .zip, or unpack it")
# Streams of the containers of old office programs, by which LibreOffice knows them.
_OLE_DOCUMENTS = ("WordDocument", "PowerPoint Document", "Workbook", "Book", "WpsContent")
_OTHER_OLE = FileKind("a file of an old office program", _SAVE_AS)


def reader_name(data: bytes, name: str, path: str, media_type: str = "") -> str:
    """Registered name of the reader for a file.

    Parameters
    ----------
    data : bytes
        Content of the file.
    name : str
        File name; decides only between kinds of plain text.
    path : str
        For messages.
    media_type : str
        What a server said it is, ``""`` when unknown.

    Raises
    ------
    FormatError
        If it is a file that no reader reads: the message says what it is and what to do.
    """
    if b"%PDF-" in data[:_HEAD]:
        return "pdf.v1"
    if data.startswith(ZIP):
        return _known(_zip_reader(data), path)
    if data.startswith(OLE):
        return _known(_ole_reader(data), path)
    kind = binary_kind(data)
    if kind is not None:
        raise FormatError(str(kind), path)
    return _known(_text_reader(data, PurePath(name).suffix.lower(), media_type), path)


def _known(found: str | FileKind, path: str) -> str:
    if isinstance(found, FileKind):
        raise FormatError(str(found), path)
    return found


def _zip_reader(data: bytes) -> str | FileKind:
    """Reader of a document that is a zip archive, by the names of its members."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name.replace("\\", "/").lstrip("/") for name in archive.namelist()]
            # It should be the first member, and not every program minds that.
            if _MIMETYPE in names:
                with archive.open(archive.namelist()[names.index(_MIMETYPE)]) as stream:
                    found = stream.read(_LONGEST_TYPE).decode("ascii", "replace").strip()
                if found in _BY_MIMETYPE:
                    return _BY_MIMETYPE[found]
    except Exception:  # noqa: BLE001 - the reader says what is damaged
        return "docx.v2"
    for pattern, reader in _BY_MEMBER:
        if any(map(pattern.fullmatch, names)):
            return reader
    for pattern, kind in _ZIP_KINDS:
        if any(map(pattern.fullmatch, names)):
            return kind
    # Only a relation tells the main part of some documents.
    return "docx.v2" if "[Content_Types].xml" in names else _OTHER_ZIP


def _ole_reader(data: bytes) -> str | FileKind:
    """Reader of an OLE container."""
    kind = ole_kind(data)
    if kind is not None:
        return kind
    found = any(stream.encode("utf-16-le") in data for stream in _OLE_DOCUMENTS)
    return "libreoffice.v1" if found else _OTHER_OLE


def _text_reader(data: bytes, suffix: str, media_type: str) -> str | FileKind:
    """Reader of a file of text."""
    sample = _sample(data)
    if sample.startswith(_RTF):
        return "rtf.v1"
    if suffix in _MARKDOWN_SUFFIXES:
        return "markdown.v1"
    if is_subtitles(sample):
        return "subtitles.v1"
    marked = mime_reader(sample) or markup_reader(sample) or encoded_kind(sample)
    return marked or _plain_reader(sample, suffix, media_type)


def _plain_reader(sample: str, suffix: str, media_type: str) -> str | FileKind:
    """Reader of a text without marks of its own, in which its name counts."""
    if media_type in _HTML_TYPES or (suffix in HTML_SUFFIXES and not media_type):
        return code_kind(sample, is_page=True) or "html.v4"
    if suffix in _CODE_SUFFIXES:
        return CODE
    if suffix in _TABLE_SUFFIXES:
        return _TABLE
    kind = code_kind(sample, is_page=False) or light_kind(sample)
    return kind or ("markdown.v1" if is_markdown(sample) else "text.v3")


def _sample(data: bytes) -> str:
    """Beginning of a text in which ASCII is as it is, whatever its charset."""
    head = data[:_SAMPLE].removeprefix(b"\xef\xbb\xbf")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in head[:_HEAD]:
        # Every second byte of ASCII is zero in UTF-16.
        head = head.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").replace(b"\x00", b"")
    return head.decode("latin-1").lstrip("\t\n\r\x0b\x0c ")
