"""Files of translation units: formats by name, atomic writing, reading by suffix."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO

from aligner import parts
from aligner.errors import FormatError, UnknownNameError
from aligner.exporters.from_csv import read_csv, read_tabbed
from aligner.exporters.from_docx import read_docx
from aligner.exporters.from_jsonl import read_jsonl
from aligner.exporters.from_moses import read_moses
from aligner.exporters.from_parquet import read_parquet, read_parquet_folder
from aligner.exporters.from_tmx import read_tmx
from aligner.exporters.from_tsv import read_tsv
from aligner.exporters.from_xliff import read_xliff
from aligner.exporters.from_xlsx import read_xlsx
from aligner.exporters.to_moses import write_moses
from aligner.files import whole_file
from aligner.values import TranslationUnit

# The version of each format that is written; reading understands all of them.
_CURRENT: Mapping[str, str] = {
    "jsonl": "jsonl.v1",
    "parquet": "parquet.v1",
    "tmx": "tmx.v1",
    "tsv": "tsv.v1",
    "xliff": "xliff.v1",
    "xliff12": "xliff12.v1",
    "xlsx": "xlsx.v1",
}
_SUFFIXES: Mapping[str, str] = {
    "moses": ".ids",
    "xliff": ".xlf",
    "xliff12": ".xliff",
}
_BINARY = frozenset({"parquet", "xlsx"})
# Formats of several files, each written whole.
_MANY_FILES: Mapping[str, Callable[[Iterable[TranslationUnit], Path], int]] = {
    "moses": write_moses,
}
_READERS: Mapping[str, Callable[[Path], Iterator[TranslationUnit]]] = {
    ".csv": read_csv,
    ".docx": read_docx,
    ".ids": read_moses,
    ".jsonl": read_jsonl,
    ".parquet": read_parquet,
    ".tmx": read_tmx,
    ".tsv": read_tsv,
    ".txt": read_tabbed,
    ".xlf": read_xliff,
    ".xliff": read_xliff,
    ".xlsx": read_xlsx,
}


def format_names() -> tuple[str, ...]:
    """Names of the formats that can be written, in alphabetical order."""
    return tuple(sorted([*_CURRENT, *_MANY_FILES]))


def needs_path(format_name: str) -> bool:
    """Whether a format is several files, which no stream can take."""
    return format_name in _MANY_FILES


def is_binary(format_name: str) -> bool:
    """Whether a format is no text, which a terminal could show."""
    return format_name in _BINARY


def file_suffix(format_name: str) -> str:
    """Suffix of the files of a format, with its dot: ``"tmx"`` gives ``".tmx"``.

    Of a format of several files, that of the one to read it by; nothing for a folder.
    """
    if not needs_path(format_name):
        _part_name(format_name)
    return _SUFFIXES.get(format_name, f".{format_name}")


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
    exporter = parts.exporters.get(_part_name(format_name))()
    return exporter.write(units, stream)


def export_units(
    units: Iterable[TranslationUnit],
    path: Path,
    *,
    format_name: str,
) -> int:
    """Number of units written to a file.

    The file appears when it is complete: an error or a kill on the way leaves
    what was there before.

    Parameters
    ----------
    units : iterable of TranslationUnit
    path : Path
    format_name : str
        One of `format_names`.

    Raises
    ------
    ConfigError
        If the file cannot be written there.
    """
    if write := _MANY_FILES.get(format_name):
        return write(units, path)
    _part_name(format_name)
    with whole_file(path) as stream:
        return write_units(units, stream, format_name=format_name)


def read_units(path: Path) -> Iterator[TranslationUnit]:
    """Units of a bitext in a file, one after the other; the format by its suffix.

    TMX, XLIFF, TSV, CSV, JSON Lines and Parquet are streamed, and so are the rows
    of Excel sheets; a Word document is in memory.  Of a folder, all Parquet files
    are read.  Tables of other programs
    (``.csv``, ``.docx``, ``.tsv``, ``.txt`` with tabs, ``.xlsx``) need two
    columns side by side.

    Raises
    ------
    FormatError
        With file and line or row.
    """
    if path.is_dir():
        return read_parquet_folder(path)
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        message = f"not a format of translation units; known: {', '.join(sorted(_READERS))}"
        raise FormatError(message, str(path))
    return reader(path)


def _part_name(format_name: str) -> str:
    """Registered name of the format's current version."""
    try:
        return _CURRENT[format_name]
    except KeyError:
        raise UnknownNameError("export format", format_name, format_names()) from None
