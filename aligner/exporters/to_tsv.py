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
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO

from aligner.exporters.units import PROPERTY_NAMES
from aligner.tables import LINE_BREAKERS, hex_escape
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
    n_fitting = _n_fitting(unit.properties)
    columns = dict(unit.properties[:n_fitting])
    others = unit.properties[n_fitting:]
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


def _n_fitting(properties: tuple[tuple[str, str], ...]) -> int:
    """How many leading properties stand in column order with a value to show.

    Only those can be read back in their order from the columns.
    """
    position = 0
    for count, (name, value) in enumerate(properties):
        if not value or name not in PROPERTY_NAMES[position:]:
            return count
        position = PROPERTY_NAMES.index(name) + 1
    return len(properties)
