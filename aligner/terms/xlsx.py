"""Excel workbooks as terminologists keep them: one concept a row, headings in the first rows.

Every visible sheet with headings that are understood is read.  A formula counts
as the value it shows; on writing, every cell is text and none is a formula.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from aligner.errors import FormatError
from aligner.office import EXCEL, OfficeFile
from aligner.office.xml import GuardedStream
from aligner.terms.collecting import Collector
from aligner.terms.from_table import add_rows
from aligner.terms.glossary import Glossary
from aligner.terms.layout import Layout, layout_of
from aligner.terms.rows import Row, clean_cell
from aligner.terms.to_table import table_rows
from aligner.text import strip_controls

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["read_xlsx", "xlsx_bytes"]

_BLOCK = 1 << 16
# openpyxl puts the time of saving there, whatever it is told.
_SAVED_AT = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
# What openpyxl raises for parts that are not as they should be.
_FAULTS = (AttributeError, LookupError, OSError, SyntaxError, TypeError, ValueError)
_MOST_COLUMNS = 256
_WIDTH = 28.0
# A workbook of the same glossary is the same file.
_FIXED = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook's times have no zone


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
        return clean_cell(value)
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value)  # a day as ISO 8601 has it


def xlsx_bytes(glossary: Glossary) -> bytes:
    """The glossary as a workbook in our columns, with fixed and filtered headings."""
    from openpyxl import Workbook  # noqa: PLC0415 - slow to load
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    rows = list(table_rows(glossary))
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Glossary")
    sheet.freeze_panes = "B2"
    for place in range(1, len(rows[0]) + 1):
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTH
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(rows[0]))}{len(rows)}"
    for number, row in enumerate(rows):
        cells = []
        for text in row:
            cell = WriteOnlyCell(sheet, value=strip_controls(text) or None)
            if text:
                # Told to be text, it is no formula, and stays none when it is edited.
                cell.data_type = "s"
                cell.quotePrefix = text[0] in "=+-@'"
            if number == 0:
                cell.font = Font(bold=True)
                cell.alignment = Alignment(vertical="top")
            cells.append(cell)
        sheet.append(cells)
    return _saved(book)


def _saved(book: "Workbook") -> bytes:
    """The bytes of a workbook, without the time of writing."""
    book.properties.created = _FIXED
    stream = io.BytesIO()
    book.save(stream)
    made = io.BytesIO()
    stamp = (_FIXED.year, _FIXED.month, _FIXED.day, 0, 0, 0)
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(made, "w") as target:
        for info in source.infolist():
            plain = zipfile.ZipInfo(info.filename, stamp)
            content = _SAVED_AT.sub(rb"\g<1>2000-01-01T00:00:00Z\g<2>", source.read(info))
            target.writestr(plain, content, zipfile.ZIP_DEFLATED)
    return made.getvalue()
