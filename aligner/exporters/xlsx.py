"""Excel workbooks (XLSX, ECMA-376) for people: both texts side by side, provenance to their right.

Texts are never formulas.  A cell holds at most 32,767 characters; a longer text goes
on in further rows with the id of its unit.  A cell holds no control characters either; a
unit that lost some, or has a property that is too long for a cell, says how many
characters it lost in its property ``removed-controls``; so does one whose properties that
have no column are together too long for a cell, which holds as many as it can.  What
does not fit a sheet goes on in further ones.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, islice, zip_longest
from pathlib import Path
from typing import IO

from aligner.exporters.choosing import Notice, ignore
from aligner.exporters.foreign_tables import units_from_tables
from aligner.exporters.tsv import COLUMNS, FIELD_NAMES, n_in_columns, own_unit, unit_fields
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
# More characters no unit has: the number of those it lost is not longer than this one.
_MOST_LOST = 10**12
# The only property of a row in which texts go on.
_CONTINUED = "continued"
_PROBABILITY = COLUMNS.index("probability")
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
                    yield from _rows(unit)
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


def _rows(unit: TranslationUnit) -> Iterator[list[Cell]]:
    """Rows of a unit: one, and further ones for texts that are too long for a cell."""
    plain = _plain(unit)
    sources, targets = _pieces(plain.source_text), _pieces(plain.target_text)
    for number, (source, target) in enumerate(zip_longest(sources, targets, fillvalue="")):
        part = replace(plain, source_text=source, target_text=target)
        if number:
            part = replace(part, properties=((_CONTINUED, str(number)),))
        fields: list[Cell] = list(unit_fields(part))
        # A number, so that a filter can ask for those above a limit.
        fields[_PROBABILITY] = part.probability
        yield fields


def _plain(unit: TranslationUnit) -> TranslationUnit:
    """The unit without what a cell cannot hold, which is counted."""
    plain = replace(
        unit,
        id=_cut(_clean(unit.id)),
        source_text=_clean(unit.source_text),
        target_text=_clean(unit.target_text),
        properties=_fitting([(_cut(_clean(a)), _cut(_clean(b))) for a, b in unit.properties]),
    )
    lost = _n_characters(unit) - _n_characters(plain)
    return replace(plain, properties=(*plain.properties, *_said(lost)))


def _n_characters(unit: TranslationUnit) -> int:
    """Length of all texts of a unit."""
    values = (unit.id, unit.source_text, unit.target_text, *chain(*unit.properties))
    return sum(map(len, values))


def _said(lost: int) -> list[tuple[str, str]]:
    """The property that says how many characters a unit lost."""
    return [(REMOVED_CONTROLS, str(lost))] if lost else []


def _fitting(properties: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Properties without those for which the cell of all that have no column has no room."""
    n_leading = n_in_columns(properties)
    kept = properties[:n_leading]
    room = _LONGEST_CELL - _n_units([_said(_MOST_LOST)])
    for item in properties[n_leading:]:
        needed = _n_units(item) + len(", ")
        if needed <= room:
            room -= needed
            kept.append(item)
    return tuple(kept)


def _n_units(value: object) -> int:
    """Length as JSON in the cell of a spreadsheet program, which counts rare characters twice."""
    text = json.dumps(value, ensure_ascii=False)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _clean(text: str) -> str:
    """A text without what no cell can hold."""
    return strip_controls(text).replace("\r", "")


def _cut(text: str) -> str:
    """What one cell can hold of a text."""
    return next(iter(_pieces(text)))


def _pieces(text: str) -> list[str]:
    """A text in pieces that fit into a cell, at least one; rare characters count twice there."""
    most = _LONGEST_CELL // 2 if text and max(text) > "\uffff" else _LONGEST_CELL
    return [text[at : at + most] for at in range(0, max(1, len(text)), most)]


def read_xlsx(path: Path, notice: Notice = ignore) -> Iterator[TranslationUnit]:
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
            beside = _Untitled(len(heads[0]))
            rows = beside.passed_by(chain.from_iterable(tables))
            yield from _joined(_own_units(heads[0], rows, path))
            beside.tell(notice)
        else:
            yield from units_from_tables(map(workbook.rows, workbook.sheets), path, notice)


@dataclass(slots=True)
class _Untitled:
    """Cells to the right of the last heading, which belong to no column.

    Parameters
    ----------
    n_columns : int
    lines : list of int
        The rows that have any.
    """

    n_columns: int
    lines: list[int] = field(default_factory=list)

    def passed_by(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows as they are, of which some are noted."""
        for row in rows:
            if any(row.cells[self.n_columns :]):
                self.lines.append(row.line)
            yield row

    def tell(self, notice: Notice) -> None:
        """Say where such cells were passed over."""
        if self.lines:
            many = f"{len(self.lines)} rows, the first is row" if len(self.lines) > 1 else "row"
            notice(
                f"cells beside the last heading are not read ({many} {self.lines[0]}); "
                "with a heading they are kept"
            )


def _own_units(
    heading: tuple[str, ...], rows: Iterable[Row], path: Path
) -> Iterator[TranslationUnit]:
    """The unit of each row."""
    for row in rows:
        values = [*row.cells, *[""] * (len(heading) - len(row.cells))][: len(heading)]
        yield own_unit(heading, values, path, row.line)


def _joined(units: Iterator[TranslationUnit]) -> Iterator[TranslationUnit]:
    """Units with the texts that go on in further rows."""
    whole: TranslationUnit | None = None
    for unit in units:
        goes_on = [name for name, _ in unit.properties] == [_CONTINUED]
        if whole is not None and goes_on and whole.id == unit.id:
            whole = replace(
                whole,
                source_text=whole.source_text + unit.source_text,
                target_text=whole.target_text + unit.target_text,
            )
            continue
        if whole is not None:
            yield whole
        whole = unit
    if whole is not None:
        yield whole


def _is_own(heading: tuple[str, ...]) -> bool:
    """Whether the columns are of this program, perhaps of another version."""
    is_plain = len(set(heading)) == len(heading) and "" not in heading
    return is_plain and heading[: len(FIELD_NAMES)] == FIELD_NAMES
