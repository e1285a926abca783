"""Excel workbooks (XLSX, ECMA-376) for people: both texts side by side, provenance to their right.

Texts are never formulas.  A cell holds at most 32,767 characters; a longer text goes
on in further rows with the id of its unit.  A cell holds no control characters either; a
unit that lost some, or has a property that is too long for a cell, says how many
characters it lost in its property ``removed-controls``.  What does not fit a sheet goes
on in further ones.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice, zip_longest
from pathlib import Path
from typing import IO

from aligner.exporters.choosing import Notice, ignore
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
# The only property of a row in which texts go on.
_CONTINUED = "continued"
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
        yield list(unit_fields(part))


def _plain(unit: TranslationUnit) -> TranslationUnit:
    """The unit without what a cell cannot hold, which is counted."""
    values = (unit.id, unit.source_text, unit.target_text, *chain(*unit.properties))
    lost = sum(len(value) - len(_clean(value)) for value in values)
    kept = [(_cut(_clean(name)), _cut(_clean(value))) for name, value in unit.properties]
    lost += sum(
        len(_clean(text)) - len(cut)
        for item, cuts in zip(unit.properties, kept, strict=True)
        for text, cut in zip(item, cuts, strict=True)
    )
    if lost:
        kept.append((REMOVED_CONTROLS, str(lost)))
    return replace(
        unit,
        id=_clean(unit.id),
        source_text=_clean(unit.source_text),
        target_text=_clean(unit.target_text),
        properties=tuple(kept),
    )


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
            yield from _joined(_own_units(heads[0], chain.from_iterable(tables), path))
        else:
            yield from units_from_tables(map(workbook.rows, workbook.sheets), path, notice)


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
