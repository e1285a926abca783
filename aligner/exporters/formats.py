"""The formats of translation units: their names, suffixes, readers and writers."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import IO, Any

from aligner import parts
from aligner.errors import ConfigError, FormatError, UnknownNameError
from aligner.exporters.choosing import Notice, ignore, units_in
from aligner.files import whole_file
from aligner.inputs import open_input
from aligner.tables import compressed, compression_of, without_compression
from aligner.values import TranslationUnit

Read = Callable[[Path, Notice], Iterator[TranslationUnit]]
Write = Callable[[Iterable[TranslationUnit], Path], int]

# The beginning of a file of XML up to its root.
_ROOT = re.compile(
    r"[^<]{0,9}(?:<\?[^>]*\?>|<!--(?:(?!-->).)*-->|<!DOCTYPE[^>\[]*+(?:\[(?:(?!\]\s*>).)*\]\s*)?>|\s++)*"
    r"<(?:[\w.-]+:)?(?P<name>tmx|xliff)[\s>]",
    re.DOTALL,
)
_HEAD = 1 << 14


@dataclass(frozen=True, slots=True)
class UnitFormat:
    """One format of translation units.

    Parameters
    ----------
    name : str
    suffix : str
        Of its files, with the dot; of a format of several files, that of the one to
        read it by; ``""`` for a folder.
    read : callable or None
        From a path to units, one after the other; a function is told what is passed over.
    part : str
        Registered exporter that writes the current version, ``""`` if there is none;
        readers understand all versions.
    write_files : callable or None
        Writes a format of several files, which no stream can take.
    is_binary : bool
        Whether a terminal cannot show it.
    has_nulls : bool
        Whether units with an empty side are of use in it; translation tools have no
        use for them.
    is_page : bool
        Whether a file with this suffix may as well be a page or a list of pages.
    other_suffixes : tuple of str
        Of files of the same kind by other programs.
    is_multilingual : bool
        Whether a unit may have more than two languages.
    has_card : bool
        Whether it comes with a card that describes the corpus and states its licence.
    """

    name: str
    suffix: str
    read: Read | None = None
    part: str = ""
    write_files: Write | None = None
    is_binary: bool = False
    has_nulls: bool = False
    is_page: bool = False
    has_card: bool = False
    other_suffixes: tuple[str, ...] = ()
    is_multilingual: bool = False

    @property
    def suffixes(self) -> tuple[str, ...]:
        """All suffixes of its files."""
        return (self.suffix, *self.other_suffixes)

    @property
    def is_stream(self) -> bool:
        """Whether it can be written, as one file."""
        return bool(self.part)

    @property
    def is_written(self) -> bool:
        """Whether it can be written at all."""
        return self.is_stream or self.write_files is not None


def _later(place: str) -> Callable[..., Any]:
    """A function of this room, ``MODULE:NAME``, whose module is loaded when it is called."""
    module, _, name = place.partition(":")

    def call(*arguments: object) -> object:
        return getattr(import_module(f"aligner.exporters.{module}"), name)(*arguments)

    return call


def _complete(place: str) -> Read:
    """A reader that passes nothing over, loaded when it is called."""
    read = _later(place)
    return lambda path, _notice: read(path)


UNIT_FORMATS = {
    made.name: made
    for made in (
        UnitFormat("tmx", ".tmx", _later("tmx:read_tmx"), "tmx.v1", is_multilingual=True),
        UnitFormat("xliff", ".xlf", _later("xliff_reading:read_xliff"), "xliff.v1"),
        UnitFormat(
            "xliff12",
            ".xliff",
            _later("xliff_reading:read_xliff"),
            "xliff12.v1",
            # Trados Studio, memoQ, Phrase (Memsource), Wordfast.
            other_suffixes=(".sdlxliff", ".mqxliff", ".mxliff", ".txlf"),
        ),
        UnitFormat("tsv", ".tsv", _later("tsv:read_tsv"), "tsv.v1", has_nulls=True, is_page=True),
        UnitFormat("jsonl", ".jsonl", _complete("jsonl:read_jsonl"), "jsonl.v1", has_nulls=True),
        UnitFormat(
            "xlsx", ".xlsx", _later("xlsx:read_xlsx"), "xlsx.v1", is_binary=True, has_nulls=True
        ),
        UnitFormat(
            "parquet",
            ".parquet",
            _complete("parquet:read_parquet"),
            "parquet.v1",
            is_binary=True,
            has_nulls=True,
        ),
        UnitFormat(
            "moses",
            ".ids",
            _complete("moses:read_moses"),
            write_files=_later("moses:write_moses"),
        ),
        UnitFormat("csv", ".csv", _later("foreign_tables:read_csv"), is_page=True),
        UnitFormat(
            "docx", ".docx", _later("foreign_tables:read_docx"), is_binary=True, is_page=True
        ),
        UnitFormat("txt", ".txt", _later("foreign_tables:read_tabbed"), is_page=True),
    )
}


def format_names() -> tuple[str, ...]:
    """Names of the formats that can be written, in alphabetical order."""
    return tuple(sorted(made.name for made in UNIT_FORMATS.values() if made.is_written))


def written_format(name: str) -> UnitFormat:
    """The format to write that has this name.

    Raises
    ------
    UnknownNameError
        With the names that are known.
    """
    found = UNIT_FORMATS.get(name)
    if found is None or not found.is_written:
        raise UnknownNameError("export format", name, format_names())
    return found


def format_of_suffix(path: Path) -> UnitFormat | None:
    """The format that a file has by its suffix, None if it is no file of translation units.

    A second suffix, ``.gz`` or ``.zst``, says that it is compressed.
    """
    suffix = without_compression(path).suffix.lower()
    found = next((made for made in UNIT_FORMATS.values() if suffix in made.suffixes), None)
    return None if found is not None and found.is_binary and compression_of(path) else found


def format_of_file(path: Path) -> UnitFormat | None:
    """The format of a file: of TMX and XLIFF whatever their names, of others by the suffix.

    None if it is no file of translation units.
    """
    if path.is_file() and not compression_of(path):
        with open_input(path) as stream:
            # Every second byte of ASCII is zero in UTF-16.
            head = stream.read(_HEAD).replace(b"\0", b"").decode("latin-1")
        if root := _ROOT.match(head):
            return UNIT_FORMATS[root["name"]]
    return format_of_suffix(path)


def write_units(
    units: Iterable[TranslationUnit],
    stream: IO[bytes],
    *,
    format_name: str,
) -> int:
    """Number of units written to an open stream.

    Parameters
    ----------
    units : iterable of TranslationUnit
        Consumed one by one.
    stream : binary file
    format_name : str
        One of `format_names` that is one file.

    Raises
    ------
    UnknownNameError
        With the names that are known.
    """
    exporter = parts.exporters.get(written_format(format_name).part)()
    return exporter.write(units, stream)


def export_units(
    units: Iterable[TranslationUnit],
    path: Path,
    *,
    format_name: str,
) -> int:
    """Number of units written to a file.

    The file appears when it is complete: an error or a kill on the way leaves
    what was there before.  A file whose name ends in ``.gz`` or ``.zst`` is compressed.

    Parameters
    ----------
    units : iterable of TranslationUnit
    path : Path
    format_name : str
        One of `format_names`.

    Raises
    ------
    ConfigError
        If the file cannot be written there, or has a format that is not compressed further.
    UnknownNameError
        With the names that are known.
    """
    chosen = written_format(format_name)
    if chosen.write_files is not None:
        return chosen.write_files(units, path)
    with unit_file(path, format_name) as stream:
        return write_units(units, stream, format_name=format_name)


@contextmanager
def unit_file(path: Path, format_name: str) -> Iterator[IO[bytes]]:
    """A stream to a file of units that appears whole, compressed as its name says.

    Raises
    ------
    ConfigError
        If the file cannot be written there, or has a format that is not compressed further.
    """
    require_plain_binary(path, format_name)
    with whole_file(path) as raw, compressed(raw, path) as stream:
        yield stream


def require_plain_binary(path: Path, format_name: str) -> None:
    """ConfigError for a compressed file of a format that is compressed in itself."""
    known = UNIT_FORMATS.get(format_name)
    if known is not None and known.is_binary and compression_of(path):
        message = f"{path}: {format_name} is compressed already; leave {path.suffix} out"
        raise ConfigError(message)


def read_units(
    path: Path, *, languages: tuple[str, str] | None = None, notice: Notice = ignore
) -> Iterator[TranslationUnit]:
    """Units of a bitext in a file, one after the other; the format by its suffix.

    TMX, XLIFF, TSV, CSV, JSON Lines and Parquet are streamed, and so are the rows
    of Excel sheets; a Word document is in memory.  Of a folder, all Parquet files
    are read.  Tables of other programs
    (``.csv``, ``.docx``, ``.tsv``, ``.txt`` with tabs, ``.xlsx``) need two
    columns side by side.

    Parameters
    ----------
    path : Path
    languages : (str, str) or None
        Source and target: units in others are passed over, those that stand the other way
        round are turned.  Without them, units in two languages are taken as they are, and of
        others the Chinese and English texts.
    notice : callable
        Told what was passed over.

    Raises
    ------
    FormatError
        With file and line or row.
    """
    if path.is_dir():
        units: Iterator[TranslationUnit] = _later("parquet:read_parquet_folder")(path)
        return units if languages is None else units_in(languages, units, path, notice)
    found = format_of_file(path)
    if found is None or found.read is None:
        readable = (made for made in UNIT_FORMATS.values() if made.read)
        known = ", ".join(sorted(suffix for made in readable for suffix in made.suffixes))
        message = f"not a format of translation units; known: {known}, and .gz and .zst behind them"
        raise FormatError(message, str(path))
    if found.is_multilingual:
        chosen: Iterator[TranslationUnit] = _later("tmx:read_tmx")(path, languages, notice)
        return chosen
    read = found.read(path, notice)
    return read if languages is None else units_in(languages, read, path, notice)
