"""The formats of glossary files: their names, suffixes, readers and writers.

Each is loaded when it is first used: importing this module loads none.
"""

import re
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from aligner.errors import ConfigError, FormatError, UnknownNameError
from aligner.glossary.glossary import Glossary

if TYPE_CHECKING:
    from collections.abc import Callable


_Pair = tuple[str, str] | None
_HEAD = 4096
_ARCHIVE = b"PK\x03\x04"
_MULTITERM = re.compile(rb"<(?:mtf|conceptGrp)[\s>]")
_OLE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class GlossaryFormat:
    """One format by its name.

    Parameters
    ----------
    name : str
    title : str
        What it is, in a few words.
    reader, writer : str
        ``"module:function"``; a format that is only read has no writer.
    suffixes : tuple of str
        Files to write with these suffixes get this format.
    arguments : tuple of (str, str)
        Further arguments of the writer, by name.
    reads_pair, writes_pair : bool
        Whether reader and writer take a pair of languages.
    """

    name: str
    title: str
    reader: str
    writer: str
    suffixes: tuple[str, ...] = ()
    arguments: tuple[tuple[str, str], ...] = ()
    reads_pair: bool = True
    writes_pair: bool = True

    @property
    def is_written(self) -> bool:
        """Whether files of this format can be written."""
        return bool(self.writer)

    def read(self, data: bytes, path: str, languages: _Pair = None) -> Glossary:
        """The glossary in the bytes of a file of this format.

        Raises
        ------
        FormatError
            If it cannot be read as that.
        """
        read = cast("Callable[..., Glossary]", _loaded(self.reader))
        return read(data, path, languages) if self.reads_pair else read(data, path)

    def write(self, glossary: Glossary, languages: _Pair = None) -> bytes:
        """The bytes of a file of this format.

        Raises
        ------
        ConfigError
            If it is only read.
        """
        if not self.is_written:
            written = ", ".join(known.name for known in FORMATS.values() if known.is_written)
            raise ConfigError(f"the glossary format {self.name} is only read; use {written}")
        write = cast("Callable[..., bytes]", _loaded(self.writer))
        bound = partial(write, glossary, **dict(self.arguments))
        return bound(languages) if self.writes_pair else bound()


_HERE = "aligner.glossary"
_TABLE = f"{_HERE}.table:read_table"
_PAIRS = f"{_HERE}.pairs:read_pairs"
_CODES = f"{_HERE}.pairs:read_codes"


def _tbx(name: str, title: str, style: str, *suffixes: str) -> GlossaryFormat:
    return GlossaryFormat(
        name,
        title,
        f"{_HERE}.tbx:read_tbx",
        f"{_HERE}.tbx_writing:tbx_bytes",
        suffixes,
        (("style", style),),
        reads_pair=False,
        writes_pair=False,
    )


FORMATS = {
    made.name: made
    for made in (
        GlossaryFormat(
            "tsv", "table in our columns, with tabs", _TABLE, f"{_HERE}.table:table_bytes",
            (".tsv",), writes_pair=False,
        ),
        GlossaryFormat(
            "csv", "the same with commas", _TABLE, f"{_HERE}.table:csv_bytes",
            (".csv",), writes_pair=False,
        ),
        GlossaryFormat(
            "xlsx", "the same as a workbook", f"{_HERE}.xlsx:read_xlsx",
            f"{_HERE}.xlsx:xlsx_bytes", (".xlsx",), writes_pair=False,
        ),
        _tbx("tbx", "TBX-Basic, version 3, style DCA", "dca", ".tbx", ".xml"),
        _tbx("tbx-dct", "TBX-Basic, version 3, style DCT", "dct"),
        _tbx("tbx-v2", "TBX-Basic, version 2", "version-2"),
        GlossaryFormat(
            "memoq", "term base of memoQ, as CSV", f"{_HERE}.memoq:read_memoq",
            f"{_HERE}.memoq:memoq_bytes",
        ),
        GlossaryFormat(
            "omegat", "OmegaT: source, target, comment", f"{_HERE}.pairs:read_omegat",
            f"{_HERE}.pairs:omegat_bytes", (".utf8", ".tab", ".txt"),
        ),
        GlossaryFormat(
            "utx", "UTX 1.20", f"{_HERE}.utx:read_utx", f"{_HERE}.utx:utx_bytes", (".utx",)
        ),
        GlossaryFormat(
            "deepl", "DeepL: two columns, tabs", _PAIRS, f"{_HERE}.pairs:pairs_bytes"
        ),
        GlossaryFormat(
            "deepl-csv", "DeepL: two columns, commas", _PAIRS, f"{_HERE}.pairs:pairs_csv_bytes"
        ),
        GlossaryFormat(
            "google", "Google: equivalent term set", _CODES, f"{_HERE}.pairs:google_bytes"
        ),
        GlossaryFormat(
            "google-pairs", "Google: one direction", _PAIRS, f"{_HERE}.pairs:pairs_csv_bytes"
        ),
        GlossaryFormat(
            "amazon", "Amazon Translate: custom terminology", _CODES,
            f"{_HERE}.pairs:amazon_bytes",
        ),
        GlossaryFormat(
            "multiterm", "MultiTerm XML (read only)", f"{_HERE}.multiterm:read_multiterm",
            "", reads_pair=False,
        ),
        GlossaryFormat(
            "json", "term dictionary as JSON or JSON Lines, as in the WMT tasks (read only)",
            f"{_HERE}.dictionaries:read_dictionary", "",
        ),
    )
}  # fmt: skip


def format_named(name: str) -> GlossaryFormat:
    """The format of a name.

    Raises
    ------
    UnknownNameError
        With the names that are known.
    """
    if name not in FORMATS:
        raise UnknownNameError("glossary format", name, tuple(FORMATS))
    return FORMATS[name]


def format_to_write(path: Path) -> GlossaryFormat:
    """The format that a file to be written gets by its suffix.

    Raises
    ------
    ConfigError
        If the suffix says nothing.
    """
    suffix = path.suffix.lower()
    for known in FORMATS.values():
        if suffix in known.suffixes:
            return known
    suffixes = " ".join(s for known in FORMATS.values() for s in known.suffixes)
    message = f"{path}: no format has this suffix; use one of {suffixes}, or name the format"
    raise ConfigError(message)


def format_of_content(data: bytes, path: str) -> GlossaryFormat:
    """The format of a file that is there, by its content and, in doubt, its suffix.

    Raises
    ------
    FormatError
        If it is no known format; with advice.
    """
    head = data[:_HEAD]
    suffix = Path(path).suffix.lower()
    if head.startswith(_ARCHIVE):
        return FORMATS["xlsx"]
    if head.startswith(_OLE) or suffix in {".docx", ".pdf", ".xls"}:
        message = "not a glossary file that can be read; known: .tsv .csv .xlsx .tbx; save it so"
        raise FormatError(message, path)
    return FORMATS[_text_format(head, suffix)]


def _text_format(head: bytes, suffix: str) -> str:
    """The format of a text file by its first bytes and its suffix."""
    # UTF-16 has a zero byte beside each Latin letter.
    text = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    first = text.split(b"\n", 1)[0]
    signs = (
        ("multiterm", _MULTITERM.search(text)),
        ("tbx", text.startswith(b"<") or suffix in {".tbx", ".xml"}),
        ("json", text.startswith((b"{", b"[{", b"[[")) or suffix in {".json", ".jsonl"}),
        ("utx", text.startswith(b"#UTX") or suffix == ".utx"),
        ("memoq", b"Term_Info" in first and b"Entry_" in first),
        ("omegat", suffix == ".utf8" or (text.startswith(b"#") and b"\t" in text)),
    )
    return next((name for name, is_it in signs if is_it), "tsv")


def _loaded(path: str) -> object:
    """What stands at ``"package.module:function"``, imported now."""
    module, _, attribute = path.partition(":")
    return getattr(import_module(module), attribute)
