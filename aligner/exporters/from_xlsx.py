"""Translation units from Excel workbooks (XLSX, ECMA-376): a text beside its translation."""

from collections.abc import Iterator
from pathlib import Path

from aligner.exporters.tables import units_from_tables
from aligner.exporters.xlsx_rows import open_workbook
from aligner.office import EXCEL, OfficeFile
from aligner.values import TranslationUnit

__all__ = ["read_xlsx"]


def read_xlsx(path: Path) -> Iterator[TranslationUnit]:
    """Units of the visible sheets of a workbook, see `units_from_tables`.

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
        yield from units_from_tables(map(workbook.rows, workbook.sheets), path)
