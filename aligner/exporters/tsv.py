r"""Tab-separated values: one unit a line under a header, texts exact.

Inside a field, a backslash is written ``\\``, a tab ``\t``, a line feed
``\n``, a carriage return ``\r``, and every other control character or line
separator ``\uXXXX``; nothing else is changed, nothing is quoted, and reading
undoes exactly this.  In particular a text that begins with ``=``, ``+``, ``-``
or ``@`` stays as it is: this file is data for programs, and a guard against
spreadsheet formulas would corrupt the corpus.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from aligner.errors import FormatError
from aligner.exporters.choosing import Notice, ignore
from aligner.exporters.foreign_tables import read_tabbed
from aligner.exporters.units import PROPERTY_NAMES
from aligner.tables import LINE_BREAKERS, checked_probability, hex_escape, numbered_lines
from aligner.values import TranslationUnit

FIELD_NAMES = (
    "id",
    "probability",
    "source_language",
    "target_language",
    "source_text",
    "target_text",
)
OTHER_COLUMN = "other-properties"
COLUMNS = (*FIELD_NAMES, *PROPERTY_NAMES, OTHER_COLUMN)

_SPECIAL = re.compile(rf"[\\{LINE_BREAKERS}]")
_SHORT = {"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"}


@dataclass(frozen=True, slots=True)
class TsvExporter:
    """Units as lines of tab-separated fields, UTF-8, with a header line.

    The columns are `FIELD_NAMES`, then one for each of the properties that
    this program gives its units, then ``other-properties``: a JSON array of
    ``[name, value]`` with whatever does not fit those columns, mostly empty.
    """

    name: str = "tsv.v1"

    def write(self, units: Iterable[TranslationUnit], stream: IO[bytes]) -> int:
        """Write all units, streaming; gives the number written."""
        stream.write(_line(COLUMNS))
        count = 0
        for unit in units:
            stream.write(_line(unit_fields(unit)))
            count += 1
        return count


def _line(fields: Iterable[str]) -> bytes:
    """One line of escaped fields."""
    return ("\t".join(_SPECIAL.sub(_escape, field) for field in fields) + "\n").encode()


def _escape(match: re.Match[str]) -> str:
    """One special character escaped."""
    return _SHORT.get(match[0]) or hex_escape(match)


def unit_fields(unit: TranslationUnit) -> list[str]:
    """All fields of one unit in the order of the columns."""
    n_leading = n_in_columns(unit.properties)
    columns = dict(unit.properties[:n_leading])
    others = unit.properties[n_leading:]
    return [
        unit.id,
        repr(unit.probability),
        unit.source_language,
        unit.target_language,
        unit.source_text,
        unit.target_text,
        *(columns.get(name, "") for name in PROPERTY_NAMES),
        json.dumps(others, ensure_ascii=False) if others else "",
    ]


def n_in_columns(properties: Sequence[tuple[str, str]]) -> int:
    """How many leading properties have a column: they stand in its order, with a value to show.

    Only those can be read back in their order from the columns.
    """
    position = 0
    for count, (name, value) in enumerate(properties):
        if not value or name not in PROPERTY_NAMES[position:]:
            return count
        position = PROPERTY_NAMES.index(name) + 1
    return len(properties)


# A header with one of these is meant to be that of this program.
_OWN_NAMES = frozenset({"source_text", "target_text"})
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.|\Z)", re.DOTALL)
_UNESCAPED = {"\\": "\\", "t": "\t", "n": "\n", "r": "\r"}


def read_tsv(path: Path, notice: Notice = ignore) -> Iterator[TranslationUnit]:
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
        yield from read_tabbed(path, notice)
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
        if code not in _UNESCAPED:
            message = f"unknown escape \\{code}; a backslash is written \\\\"
            raise FormatError(message, str(path), number)
        return _UNESCAPED[code]

    return _ESCAPE.sub(character, field) if "\\" in field else field


def _others(text: str, path: Path, number: int) -> list[tuple[str, str]]:
    """Properties of the last column."""
    try:
        return [(str(name), str(value)) for name, value in json.loads(text or "[]")]
    except (ValueError, TypeError) as error:
        message = f"{OTHER_COLUMN!r} is not a JSON array of [name, value]"
        raise FormatError(message, str(path), number) from error
