"""Excel workbooks for people: both texts side by side, provenance to their right.

Texts are never formulas.  A cell holds no control characters and at most 32,767
others; a unit that lost some says how many in its property ``removed-controls``.
What does not fit a sheet goes on in further ones.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import IO

from aligner.exporters.to_tsv import COLUMNS, unit_fields
from aligner.exporters.xml_units import REMOVED_CONTROLS
from aligner.tables import MOST_ROWS, Cell, WorkbookSheet, write_workbook
from aligner.text import strip_controls
from aligner.values import TranslationUnit

_LONGEST_CELL = 32_767
_NARROW, _WIDE = 14.0, 60.0


@dataclass(frozen=True, slots=True)
class XlsxExporter:
    """Units as rows under the columns of `TsvExporter`, headings fixed.

    Rows go to a temporary file as they come, since a workbook is put together
    at its end; memory stays flat.
    """

    name: str = "xlsx.v1"

    def write(self, units: Iterable[TranslationUnit], stream: IO[bytes]) -> int:
        """Write all units; gives the number written."""
        count = 0
        failures: list[Exception] = []

        def counted() -> Iterator[list[Cell]]:
            nonlocal count
            try:
                for unit in units:
                    count += 1
                    yield _row(unit)
            except Exception as error:  # noqa: BLE001 - raised again below
                # Under a half-written sheet it would leave that sheet open for good.
                failures.append(error)

        write_workbook(_sheets(counted()), stream)
        if failures:
            raise failures[0]
        return count


def _sheets(rows: Iterator[list[Cell]]) -> Iterator[WorkbookSheet]:
    """As many sheets as the rows fill, at least one."""
    columns = [(name, _WIDE if name.endswith("_text") else _NARROW) for name in COLUMNS]
    number, leading = 1, list(islice(rows, 1))
    while leading or number == 1:
        name = "units" if number == 1 else f"units {number}"
        yield WorkbookSheet(name, columns, islice(chain(leading, rows), MOST_ROWS))
        number, leading = number + 1, list(islice(rows, 1))


def _row(unit: TranslationUnit) -> list[Cell]:
    """Cells of a unit; what a cell cannot hold is taken out here, to be counted."""
    values = (unit.id, unit.source_text, unit.target_text, *chain(*unit.properties))
    lost = sum(len(value) - len(_clean(value)) for value in values)
    properties = [(_clean(name), _clean(value)) for name, value in unit.properties]
    if lost:
        properties.append((REMOVED_CONTROLS, str(lost)))
    plain = replace(
        unit,
        id=_clean(unit.id),
        source_text=_clean(unit.source_text),
        target_text=_clean(unit.target_text),
        properties=tuple(properties),
    )
    return list(unit_fields(plain))


def _clean(text: str) -> str:
    """What a cell can hold of a text; half as much of one of rare characters."""
    kept = strip_controls(text).replace("\r", "")
    if len(kept) + sum(c > "\uffff" for c in kept) <= _LONGEST_CELL:
        return kept
    return kept[: _LONGEST_CELL // 2 if max(kept) > "\uffff" else _LONGEST_CELL]
