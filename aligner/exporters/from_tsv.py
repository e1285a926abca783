"""Translation units from tab-separated values."""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from aligner.errors import FormatError
from aligner.exporters.from_csv import read_tabbed
from aligner.exporters.to_tsv import FIELD_NAMES, OTHER_COLUMN
from aligner.tables import checked_probability, numbered_lines
from aligner.values import TranslationUnit

# A header with one of these is meant to be that of this program.
_OWN_NAMES = frozenset({"source_text", "target_text"})
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.|\Z)", re.DOTALL)
_SHORT = {"\\": "\\", "t": "\t", "n": "\n", "r": "\r"}


def read_tsv(path: Path) -> Iterator[TranslationUnit]:
    """Units of a TSV file, one after the other.

    In a file as `TsvExporter` writes it, columns are found by their names, in
    any order; a column of another name becomes a property where it is not
    empty.  Any other file is read as `read_tabbed` does.

    Raises
    ------
    FormatError
        With file and line, when the header lacks a column or a line does not
        fit it.
    """
    lines = numbered_lines(path)
    _, header = next(lines, (1, ""))
    names = header.split("\t")
    if not _OWN_NAMES.intersection(names):
        yield from read_tabbed(path)
        return
    missing = [name for name in FIELD_NAMES if name not in names]
    if missing:
        message = f"the header lacks the columns {', '.join(missing)}"
        raise FormatError(message, str(path), 1)
    repeated = [name for name in names if names.count(name) > 1]
    if repeated:
        message = f"the header repeats the column {repeated[0]}"
        raise FormatError(message, str(path), 1)
    for number, line in lines:
        if line:
            yield _unit(names, line, path, number)


def _unit(names: list[str], line: str, path: Path, number: int) -> TranslationUnit:
    """One checked unit."""
    fields = line.split("\t")
    if len(fields) != len(names):
        message = f"{len(fields)} fields under {len(names)} columns"
        raise FormatError(message, str(path), number)
    values = [_unescape(field, path, number) for field in fields]
    return own_unit(names, values, path, number)


def own_unit(
    names: Sequence[str], values: Sequence[str], path: Path, number: int
) -> TranslationUnit:
    """The unit of one row under the columns of this program."""
    row = dict(zip(names, values, strict=True))
    extra = row.pop(OTHER_COLUMN, "")
    return TranslationUnit(
        id=row.pop("id"),
        source_language=row.pop("source_language"),
        target_language=row.pop("target_language"),
        source_text=row.pop("source_text"),
        target_text=row.pop("target_text"),
        probability=checked_probability(row.pop("probability"), path, number),
        properties=(
            *((name, value) for name, value in row.items() if value),
            *_others(extra, path, number),
        ),
    )


def _unescape(field: str, path: Path, number: int) -> str:
    """The text that was escaped into a field."""

    def character(match: re.Match[str]) -> str:
        code = match[1]
        if len(code) > 1:
            return chr(int(code[1:], 16))
        if code not in _SHORT:
            message = f"unknown escape \\{code}; a backslash is written \\\\"
            raise FormatError(message, str(path), number)
        return _SHORT[code]

    return _ESCAPE.sub(character, field) if "\\" in field else field


def _others(text: str, path: Path, number: int) -> list[tuple[str, str]]:
    """Properties of the last column."""
    try:
        return [(str(name), str(value)) for name, value in json.loads(text or "[]")]
    except (ValueError, TypeError) as error:
        message = f"{OTHER_COLUMN!r} is not a JSON array of [name, value]"
        raise FormatError(message, str(path), number) from error
