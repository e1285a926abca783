"""Excel workbooks as terminologists keep them: one concept a row, headings in the first rows.

Every visible sheet with headings that are understood is read.  A formula counts
as the value it shows; on writing, every cell is text and none is a formula.
"""

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from aligner.errors import FormatError
from aligner.glossary.collecting import Collector
from aligner.glossary.from_table import add_rows
from aligner.glossary.glossary import Glossary
from aligner.glossary.layout import Layout, layout_of
from aligner.glossary.to_table import table_rows
from aligner.tables import (
    EXCEL,
    GuardedStream,
    OfficeFile,
    Row,
    WorkbookSheet,
    clean_cell,
    unescaped,
    write_workbook,
)

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


_BLOCK = 1 << 16
# What openpyxl raises for parts that are not as they should be.
_FAULTS = (AttributeError, LookupError, OSError, SyntaxError, TypeError, ValueError)
_MOST_COLUMNS = 256
_WIDTH = 28.0


def read_xlsx(data: bytes, path: str, languages: tuple[str, str] | None = None) -> Glossary:
    """The glossary in the bytes of a workbook.

    Raises
    ------
    FormatError
        If it is no workbook, is protected, damaged or a bomb, or has no sheet
        with terms in two languages.
    """
    _check(data, path)
    found: list[tuple[str, list[Row], Layout]] = []
    reasons: list[FormatError] = []
    for name, rows in _sheets(data, path):
        try:
            found.append((name, rows, layout_of(rows, path, languages)))
        except FormatError as error:
            reasons.append(error)
    # A sheet without headings is read only where no sheet has any.
    found = [item for item in found if item[2].headings] or found[:1]
    if not found:
        raise reasons[0] if reasons else FormatError("the workbook has no visible sheet", path)
    collector = Collector(path)
    for name, rows, layout in found:
        add_rows(collector, rows[layout.skip :], layout, name if len(found) > 1 else "")
    named = dict.fromkeys(pair for _, _, layout in found for pair in layout.named())
    return collector.glossary(tuple(named))


def _check(data: bytes, path: str) -> None:
    """Refuse bombs, foreign files, and parts that declare a document type."""
    with OfficeFile(data, path, EXCEL) as file:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
        for name in names:
            if name.lower().endswith((".xml", ".rels")):
                with file.stream(name) as stream:
                    guarded = GuardedStream(stream, path)
                    while guarded.read(_BLOCK):
                        pass


def _sheets(data: bytes, path: str) -> Iterator[tuple[str, list[Row]]]:
    """Names and rows of the visible sheets."""
    import openpyxl  # noqa: PLC0415 - slow to load

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                yield sheet.title, _rows(sheet)
        book.close()
    except _FAULTS as error:
        if isinstance(error, FormatError):
            raise
        message = "damaged: open it in the program it was made with and save it as .xlsx"
        raise FormatError(message, path) from error


def _rows(sheet: "Worksheet") -> list[Row]:
    """Rows of a sheet that are not blank, with their numbers."""
    # What the file says of its size may be wrong; only sheets to be read have this method.
    cast("Any", sheet).reset_dimensions()
    rows = []
    for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        cells = tuple(_text(value) for value in values[:_MOST_COLUMNS])
        if any(cells):
            rows.append(Row(number, cells))
    return rows


def _text(value: object) -> str:
    """A cell as text, as a sheet shows it."""
    if value is None:
        return ""
    if isinstance(value, str):
        return clean_cell(unescaped(value))
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value)  # a day as ISO 8601 has it


def xlsx_bytes(glossary: Glossary) -> bytes:
    """The glossary as a workbook in our columns, with fixed and filtered headings."""
    headings, *rows = table_rows(glossary)
    stream = io.BytesIO()
    columns = [(heading, _WIDTH) for heading in headings]
    write_workbook([WorkbookSheet("Glossary", columns, rows, fixed="B2")], stream)
    return stream.getvalue()
