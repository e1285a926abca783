"""Files that are no text, known by their first bytes, with what to do about each."""

import re
from typing import NamedTuple

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
_MOST_OFFSET = 512


class FileKind(NamedTuple):
    """What a file is, for a message: ``"a picture (PNG)"``, and the way out."""

    name: str
    way_out: str

    def __str__(self) -> str:
        return f"{self.name}: {self.way_out}"


_PICTURE = "recognise its text with an OCR program and save that as plain text or DOCX"
_ARCHIVE = "unpack it and give the folder"
_SOUND = "save its transcript or its subtitles (.srt, .vtt)"
_PROGRAM = "remove it from the folder"
_FOREIGN = "open it in its own program and save it as DOCX or plain text"

# Signature, what it shows, way out; in a signature ``.`` is any byte.
_SIGNATURES = tuple(
    (re.compile(pattern, re.DOTALL), FileKind(name, way_out))
    for pattern, name, way_out in (
        (rb"%PDF-", "a PDF", "give it the suffix .pdf"),
        (rb"\x89PNG\r\n", "a picture (PNG)", _PICTURE),
        (rb"\xff\xd8\xff", "a picture (JPEG)", _PICTURE),
        (rb"GIF8[79]a", "a picture (GIF)", _PICTURE),
        (rb"II\*\x00|MM\x00\*", "a picture (TIFF)", _PICTURE),
        (rb"BM....\x00\x00\x00\x00", "a picture (BMP)", _PICTURE),
        (rb"RIFF....WEBP", "a picture (WebP)", _PICTURE),
        (rb"8BPS\x00", "a picture (Photoshop)", _PICTURE),
        (rb"....ftyp(?:heic|heix|mif1|avif)", "a picture (HEIC)", _PICTURE),
        (rb"\x00\x00[\x01\x02]\x00.\x00", "an icon", _PROGRAM),
        (rb"AT&TFORM", "a scan (DjVu)", _PICTURE),
        (rb"\x1f\x8b", "a compressed file (gzip)", _ARCHIVE),
        (rb"BZh[1-9]1AY&SY", "a compressed file (bzip2)", _ARCHIVE),
        (rb"\xfd7zXZ\x00", "a compressed file (xz)", _ARCHIVE),
        (rb"\x28\xb5\x2f\xfd", "a compressed file (zstd)", _ARCHIVE),
        (rb"7z\xbc\xaf\x27\x1c", "an archive (7z)", _ARCHIVE),
        (rb"Rar!\x1a\x07", "an archive (RAR)", _ARCHIVE),
        (rb"MSCF\x00\x00", "an archive (CAB)", _ARCHIVE),
        (rb".{257}ustar", "an archive (tar)", _ARCHIVE),
        (rb"....ftyp|\x1aE\xdf\xa3|FLV\x01|RIFF....AVI |\x00\x00\x01\xba", "a film", _SOUND),
        (rb"ID3[\x02-\x04]|\xff[\xfa\xfb\xf3]|fLaC\x00|OggS\x00|RIFF....WAVE", "a sound", _SOUND),
        (rb"MZ.{58}|\x7fELF|\xca\xfe\xba\xbe", "a program", _PROGRAM),
        (rb"SQLite format 3\x00", "a database (SQLite)", _PROGRAM),
        (rb"PAR1", "a Parquet file", "`aligner read --bitext` shows the translation units in it"),
        (rb"\x00\x01\x00\x00\x00|OTTO\x00|wOF[F2]", "a font", _PROGRAM),
        (rb"CAJ\x00|HN\x00|KDH ", "an article of CNKI (CAJ, KDH)", _FOREIGN),
        (rb".{60}(?:BOOKMOBI|TEXtREAd)", "a Kindle book (MOBI)", "convert it to EPUB"),
        (rb"ITSF", "a help file (CHM)", "unpack it with 7-Zip and give the folder of its pages"),
        (rb"%!PS", "PostScript", "convert it to PDF"),
        (rb"\xffWPC", "a WordPerfect document", _FOREIGN),
        (rb"\x00\x00\x00\x01Bud1", "a file of the Finder", _PROGRAM),
    )
)
# Signatures made of letters may begin a text; then there are no controls behind them.
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_LETTERS_ONLY = re.compile(rb"[\t\n\r -~]+")
_OLE_STREAMS = (
    ("__substg1.0_", FileKind("an Outlook message", "save it from Outlook as HTML or plain text")),
    ("HwpSummaryInformation", FileKind("a Hangul document (HWP)", _FOREIGN)),
)
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
PROTECTED = FileKind("protected by a password", "save it without one")


def binary_kind(data: bytes) -> FileKind | None:
    r"""What a file is that is no text, None if its first bytes do not tell.

    Zip archives and the containers of old office programs are told apart by whoever
    opens them.

    Examples
    --------
    >>> str(binary_kind(b"Rar!\x1a\x07\x01\x00"))
    'an archive (RAR): unpack it and give the folder'
    """
    head = data[:_MOST_OFFSET]
    for pattern, kind in _SIGNATURES:
        match = pattern.match(head)
        if match and (not _LETTERS_ONLY.fullmatch(match[0]) or _is_not_text(head, match[0])):
            return kind
    if data.startswith(OLE):
        return ole_kind(data)
    return None


def _is_not_text(head: bytes, signature: bytes) -> bool:
    return signature.startswith((b"%PDF", b"%!PS")) or _CONTROLS.search(head) is not None


def ole_kind(data: bytes) -> FileKind | None:
    """What an OLE container holds that no office program opens as a document."""
    if _ENCRYPTED in data:
        return PROTECTED
    for stream, kind in _OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            return kind
    return None
