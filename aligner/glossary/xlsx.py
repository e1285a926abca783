"""Excel workbooks as terminologists keep them: one concept a row, headings in the first rows.

Every visible sheet with headings that are understood is read.  A formula counts
as the value it shows; on writing, every cell is text and none is a formula.
"""

import io
import re

from aligner.errors import FormatError
from aligner.glossary.collecting import Collector
from aligner.glossary.glossary import Glossary
from aligner.glossary.layout import Layout, layout_of
from aligner.glossary.table import add_rows, glossary_rows, report_headings
from aligner.tables import (
    EXCEL,
    OfficeFile,
    Row,
    WorkbookSheet,
    clean_cell,
    open_workbook,
    write_workbook,
)

_NOT_TICKED = "FALSE"
_TIME = re.compile(r"(?<=^\d{4}-\d\d-\d\d)T\d\d:\d\d:\d\d$")
_WIDTH = 28.0


def read_xlsx(data: bytes, path: str, languages: tuple[str, str] | None = None) -> Glossary:
    """The glossary in the bytes of a workbook.

    Raises
    ------
    FormatError
        If it is no workbook, is protected, damaged or a bomb, or has no sheet
        with terms in two languages.
    """
    found: list[tuple[str, list[Row], Layout]] = []
    reasons: list[FormatError] = []
    with OfficeFile(data, path, EXCEL) as file:
        workbook = open_workbook(file)
        for sheet in workbook.sheets:
            rows = [clean for row in workbook.rows(sheet) if not (clean := _clean(row)).is_blank]
            try:
                found.append((sheet.name, rows, layout_of(rows, path, languages)))
            except FormatError as error:
                reasons.append(error)
    # A sheet without headings is read only where no sheet has any.
    found = [item for item in found if item[2].headings] or found[:1]
    if not found:
        raise reasons[0] if reasons else FormatError("the workbook has no visible sheet", path)
    collector = Collector(path)
    for name, rows, layout in found:
        shown = name if len(found) > 1 else ""
        report_headings(collector, rows, layout, shown)
        add_rows(collector, rows[layout.skip :], layout, shown)
    # Sheets of one kind are told of once.
    kinds = dict.fromkeys(layout.named() for _, _, layout in found)
    named = [pair for kind in kinds for pair in kind]
    return collector.glossary(tuple(named))


def _clean(row: Row) -> Row:
    """A row with its cells clean: a box that is not ticked is empty, a time is its day."""
    texts = ("" if cell == _NOT_TICKED else clean_cell(cell) for cell in row.cells)
    cells = (_TIME.sub("", text) for text in texts)
    return Row(row.line, tuple(cells))


def xlsx_bytes(glossary: Glossary) -> bytes:
    """The glossary as a workbook in our columns, with fixed and filtered headings."""
    headings, *rows = glossary_rows(glossary)
    stream = io.BytesIO()
    columns = [(heading, _WIDTH) for heading in headings]
    write_workbook([WorkbookSheet("Glossary", columns, rows, fixed="B2")], stream)
    return stream.getvalue()
