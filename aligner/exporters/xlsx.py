"""Excel workbooks (XLSX, ECMA-376) for people: both texts side by side, provenance to their right.

Texts are never formulas.  A cell holds no control characters and at most 32,767
others; a unit that lost some says how many in its property ``removed-controls``.
What does not fit a sheet goes on in further ones.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import IO

from aligner.exporters.foreign_tables import units_from_tables
from aligner.exporters.tsv import COLUMNS, FIELD_NAMES, own_unit, unit_fields
from aligner.exporters.xml_units import REMOVED_CONTROLS
from aligner.tables import (
    EXCEL,
    MOST_ROWS,
    Cell,
    OfficeFile,
    Row,
    WorkbookSheet,
    open_workbook,
    write_workbook,
)
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


def read_xlsx(path: Path) -> Iterator[TranslationUnit]:
    """Units of the visible sheets of a workbook, see `units_from_tables`.

    A workbook of this program gives the units that it was written from.

    Rows are streamed; shared texts are in memory.  Formulas count as the
    values that were last computed.  Sheets that hold no text with its
    translation are skipped.

    Raises
    ------
    FormatError
        With file and row: not a workbook, damaged, or none of its sheets will do.
    """
    with OfficeFile(path, str(path), EXCEL) as file:
        workbook = open_workbook(file)
        tables = [iter(workbook.rows(sheet)) for sheet in workbook.sheets]
        heads = [tuple(next(table, Row(1)).cells) for table in tables]
        if len(set(heads)) == 1 and _is_own(heads[0]):
            for row in chain.from_iterable(tables):
                values = [*row.cells, *[""] * (len(heads[0]) - len(row.cells))][: len(heads[0])]
                yield own_unit(heads[0], values, path, row.line)
        else:
            yield from units_from_tables(map(workbook.rows, workbook.sheets), path)


def _is_own(heading: tuple[str, ...]) -> bool:
    """Whether the columns are of this program, perhaps of another version."""
    is_plain = len(set(heading)) == len(heading) and "" not in heading
    return is_plain and heading[: len(FIELD_NAMES)] == FIELD_NAMES
