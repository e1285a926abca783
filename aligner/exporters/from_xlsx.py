"""Translation units from Excel workbooks (XLSX, ECMA-376): a text beside its translation."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from aligner.exporters.from_tsv import own_unit
from aligner.exporters.tables import units_from_tables
from aligner.exporters.to_tsv import COLUMNS
from aligner.exporters.xlsx_rows import open_workbook
from aligner.office import EXCEL, OfficeFile
from aligner.values import TranslationUnit

__all__ = ["read_xlsx"]


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
        heads = [next(table, None) for table in tables]
        if heads and all(head is not None and tuple(head[1]) == COLUMNS for head in heads):
            for number, cells in chain.from_iterable(tables):
                values = [*cells, *[""] * (len(COLUMNS) - len(cells))]
                yield own_unit(COLUMNS, values, path, number)
        else:
            yield from units_from_tables(map(workbook.rows, workbook.sheets), path)
