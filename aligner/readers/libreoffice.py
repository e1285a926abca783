"""Reads documents of old office programs (.doc, .wps, .ppt, .xls) by LibreOffice, if installed."""

import os
import re
import resource
import shutil
import signal
import subprocess
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from aligner.errors import ConfigError, FormatError, no_temporary_space
from aligner.files import temporary_folder
from aligner.readers.docx import DocxReader
from aligner.readers.pieces import PieceReader
from aligner.readers.sheets import SheetsReader
from aligner.readers.slides import SlidesReader
from aligner.signature import digest_bytes
from aligner.tables import OLE, PROTECTED
from aligner.values import Document
from aligner.waiting import told_wait

_PROGRAMS = ("soffice", "libreoffice")
_SECONDS = 120
_HEAD = 4096
_MOST_MEMORY, _MOST_WRITTEN = 4 << 30, 256 << 20
# It cannot work where less is free.
_LEAST_ROOM = 1 << 20
# Nothing listens there.
_NOWHERE = {"Name": "127.0.0.1", "Port": "9"}
# No macros, no linked files, nothing fetched from the network.
_SETTINGS = {
    "Office.Common/Security/Scripting": {
        "DisableMacrosExecution": "true",
        "MacroSecurityLevel": "3",
        "BlockUntrustedRefererLinks": "true",
        "DisableActiveContent": "true",
    },
    "Office.Writer/Content/Update": {"Link": "0"},
    "Office.Calc/Content/Update": {"Link": "2"},
    # It fetches the linked pictures of old documents all the same, but for a proxy.
    "Inet/Settings": {
        "ooInetProxyType": "1",
        "ooInetNoProxy": "",
        **{
            f"ooInet{scheme}Proxy{what}": value
            for scheme in ("HTTP", "HTTPS", "FTP")
            for what, value in _NOWHERE.items()
        },
    },
}
_REGISTRY = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    + "".join(
        f'<item oor:path="/org.openoffice.{place}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for place, values in _SETTINGS.items()
        for name, value in values.items()
    )
    + "</oor:items>"
)


class _Kind(NamedTuple):
    """An old kind of document: its name and suffix, what it becomes, and who reads that."""

    name: str
    suffix: str
    new_suffix: str
    reader: type[PieceReader]


_WORD = _Kind("an old Word document (.doc, .wps)", ".doc", ".docx", DocxReader)
_SLIDES = _Kind("an old PowerPoint presentation (.ppt)", ".ppt", ".pptx", SlidesReader)
_EXCEL = _Kind("an old Excel workbook (.xls)", ".xls", ".xlsx", SheetsReader)
_STREAMS = (
    ("WordDocument", _WORD),
    ("WpsContent", _WORD),
    ("PowerPoint Document", _SLIDES),
    ("Workbook", _EXCEL),
    ("Book", _EXCEL),
)
_XML_WORD = _WORD._replace(name="a Word document in XML", suffix=".xml")
_NAMESPACES = (
    (b"http://schemas.microsoft.com/office/word/2003/wordml", _XML_WORD),
    (b"http://schemas.microsoft.com/office/2006/xmlPackage", _XML_WORD),
    (
        b"urn:schemas-microsoft-com:office:spreadsheet",
        _EXCEL._replace(name="an Excel workbook in XML", suffix=".xml"),
    ),
)


# Where an old Word document begins, and in it the byte that says whether it is encrypted.
_WORD_HEAD = re.compile(rb"\xec\xa5.[\x00\x01].{7}(.)", re.DOTALL)
_SECTOR = 512
# The first record of an old Excel workbook, before that of its password.
_WORKBOOK_PASSWORD = re.compile(
    rb"\x09\x08\x10\x00\x00\x06\x05\x00.{12}(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL
)
_SLIDES_PASSWORD = "EncryptedSummary".encode("utf-16-le")


class LibreOfficeReader:
    """Reads a document that LibreOffice turns into one of Office Open XML.

    It runs without a window, in a profile of its own that runs no macros, with limits on
    time and memory, in a folder that is removed.
    """

    def read(self, data: bytes, *, document_id: str) -> Document:
        """Read one document.

        Spans are character offsets into the string that `source` returns.

        Parameters
        ----------
        data : bytes
        document_id : str
            Also searched for a publication date.

        Raises
        ------
        FormatError
            If LibreOffice is not installed (with the command that converts the file
            elsewhere), cannot open the document or takes too long, or if there is no
            text in it.
        ConfigError
            If the folder for temporary files is full.
        """
        kind = _kind(data, document_id)
        found = kind.reader().read(_converted(data, kind, document_id), document_id=document_id)
        return replace(found, digest=digest_bytes(data))

    def source(self, data: bytes, *, document_id: str) -> str:
        """Raw text of all paragraphs, joined by line feeds, which spans refer to."""
        kind = _kind(data, document_id)
        return kind.reader().source(_converted(data, kind, document_id), document_id=document_id)


def _kind(data: bytes, path: str) -> _Kind:
    """Kind of a document by the streams in its container, or by its namespace."""
    if data.startswith(OLE):
        for stream, kind in _STREAMS:
            if stream.encode("utf-16-le") in data:
                return kind
    head = data[:_HEAD]
    for namespace, kind in _NAMESPACES:
        if namespace in head:
            return kind
    message = (
        "not a document of an old office program: open it where it was made, and save it as DOCX"
    )
    raise FormatError(message, path)


def _converted(data: bytes, kind: _Kind, path: str) -> bytes:
    """The document in the new format."""
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        message = (
            f"{kind.name}: install LibreOffice, which then opens it here, or convert it elsewhere: "
            f"soffice --headless --convert-to {kind.new_suffix[1:]} FILE"
        )
        raise FormatError(message, path)
    with temporary_folder() as folder:
        profile = folder / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_REGISTRY, encoding="utf-8")
        original = folder / f"document{kind.suffix}"
        original.write_bytes(data)
        with told_wait(f"LibreOffice to open {path}", _SECONDS, quiet=_SECONDS / 4):
            status = _run(_command(program, folder, original, kind), folder)
        result = folder / "new" / f"document{kind.new_suffix}"
        if status is None:
            message = f"{kind.name} that LibreOffice takes more than {_SECONDS} s to open"
        elif not result.is_file():
            message = f"{kind.name} that LibreOffice cannot open"
        else:
            return result.read_bytes()
        if shutil.disk_usage(folder).free < _LEAST_ROOM:
            raise ConfigError(no_temporary_space())
        if _has_password(data):
            raise FormatError(str(PROTECTED), path)
        way_out = f"open it in its own program and save it as {kind.new_suffix}"
        raise FormatError(f"{message}: {way_out}", path)


def _has_password(data: bytes) -> bool:
    """Whether a document is encrypted, which LibreOffice may open all the same.

    Workbooks of which only the structure is protected have a password that all programs know.
    """
    heads = (match for match in _WORD_HEAD.finditer(data) if match.start() % _SECTOR == 0)
    head = next(heads, None)
    is_word = head is not None and bool(head[1][0] & 1)
    return is_word or _SLIDES_PASSWORD in data or _WORKBOOK_PASSWORD.search(data) is not None


def _command(program: str, folder: Path, original: Path, kind: _Kind) -> list[str]:
    return [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard"),
        *("--convert-to", kind.new_suffix[1:], "--outdir", str(folder / "new"), str(original)),
    ]


def _run(command: list[str], folder: Path) -> int | None:
    """Exit status of a program; None if it was ended because it took too long.

    Its temporary files are in a folder, where nothing is left of them if it is ended.
    """
    with subprocess.Popen(  # noqa: S603 - the program is LibreOffice, its arguments are our own
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "TMPDIR": str(folder)},
        start_new_session=True,
    ) as process:
        _limit(process.pid)
        try:
            return process.wait(timeout=_SECONDS)
        except subprocess.TimeoutExpired:
            return None
        finally:
            # The program that was started starts another, which must not outlive it.
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def _limit(process: int) -> None:
    """Limit memory, written bytes and processor time of a process and those it will start."""
    for what, most in (
        (resource.RLIMIT_AS, _MOST_MEMORY),
        (resource.RLIMIT_FSIZE, _MOST_WRITTEN),
        (resource.RLIMIT_CPU, _SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ProcessLookupError):
            resource.prlimit(process, what, (most, most))
