"""Translation units from Excel workbooks (XLSX, ECMA-376): a text beside its translation."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from aligner.exporters.from_tsv import own_unit
from aligner.exporters.tables import units_from_tables
from aligner.exporters.to_tsv import FIELD_NAMES
from aligner.exporters.xlsx_rows import open_workbook
from aligner.tables import EXCEL, OfficeFile
from aligner.values import TranslationUnit


def read_xlsx(path: Path) -> Iterator[TranslationUnit]:
    """Units of the visible sheets of a workbook, see `units_from_tables`.

    A workbook of this program gives the units that it was written from.

    Rows are streamed; shared texts are in memory.  Formulas count as the
    values that were last computed.  Sheets that hold no text with its
    translation are passed over.

    Raises
    ------
    FormatError
        With file and row: not a workbook, damaged, or none of its sheets will do.
    """
    with OfficeFile(path, str(path), EXCEL) as file:
        workbook = open_workbook(file)
        tables = [iter(workbook.rows(sheet)) for sheet in workbook.sheets]
        heads = [tuple(next(table, (1, ()))[1]) for table in tables]
        if len(set(heads)) == 1 and _is_own(heads[0]):
            for number, cells in chain.from_iterable(tables):
                values = [*cells, *[""] * (len(heads[0]) - len(cells))][: len(heads[0])]
                yield own_unit(heads[0], values, path, number)
        else:
            yield from units_from_tables(map(workbook.rows, workbook.sheets), path)


def _is_own(heading: tuple[str, ...]) -> bool:
    """Whether the columns are of this program, perhaps of another version."""
    is_plain = len(set(heading)) == len(heading) and "" not in heading
    return is_plain and heading[: len(FIELD_NAMES)] == FIELD_NAMES
