"""Excel workbooks of plain rows: streamed, without formulas, the same bytes for the same rows."""

import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from aligner.errors import ConfigError, no_temporary_space, temporary_space
from aligner.files import temporary_folder
from aligner.text import strip_controls

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell as SheetCell


_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_UNDERLINE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def escaped(text: str) -> str:
    """A text that programs show as it is, though it looks like an escape.

    Examples
    --------
    >>> escaped("_x0041_")
    '_x005F_x0041_'
    """
    return _UNDERLINE.sub("_x005F_", text)


def unescaped(text: str) -> str:
    """The text that a program shows.

    Examples
    --------
    >>> unescaped("_x005F_x0041_, _x0041_")
    '_x0041_, A'
    """
    return _ESCAPE.sub(_character, text) if "_x" in text else text


def _character(match: re.Match[str]) -> str:
    """An escaped character; half a pair cannot be one."""
    code = int(match[1], 16)
    return match[0] if 0xD800 <= code < 0xE000 else chr(code)  # noqa: PLR2004


Cell = str | int | float | None

# A sheet holds 2**20 rows, the headings among them; one is kept to say what is not there.
MOST_ROWS = (1 << 20) - 2
_LONGEST_CELL = 32_767
_CUT = " \u2026 [cut]"
# What spreadsheet programs take for the begin of a formula, or of an error value.
_RISKY = frozenset("=+-@#'\t\r\n|")
_STAMP = (2000, 1, 1, 0, 0, 0)
_FIXED = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook's times have no zone
# openpyxl puts the time of saving there, whatever it is told.
_SAVED_AT = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_PROPERTIES = "docProps/core.xml"
_PIECE = 1 << 20
_A4 = 9
# Inches of a printed page, at its sides.
_MARGIN = 0.4


class WorkbookSheet(NamedTuple):
    """One sheet to write.

    Parameters
    ----------
    name : str
    columns : sequence of (str, float)
        Headings and widths in characters.
    rows : iterable of sequences
        Gone through once.
    fixed : str
        The first cell that scrolls: ``"A2"`` keeps the headings in sight.
    rest : str
        What a last row says when not all rows fit, behind their number.
    printed : int or None
        How many columns are printed, on pages as wide as these; by default all.
    is_wrapped : bool
        Whether long texts are broken into lines, as paper needs it.
    """

    name: str
    columns: Sequence[tuple[str, float]]
    rows: Iterable[Sequence[Cell]]
    fixed: str = "A2"
    rest: str = "more rows do not fit a sheet"
    printed: int | None = None
    is_wrapped: bool = False


def write_workbook(
    sheets: Iterable[WorkbookSheet], stream: IO[bytes], *, most_rows: int = MOST_ROWS
) -> None:
    """Write sheets with fixed and filtered headings.

    Parameters
    ----------
    sheets : iterable of WorkbookSheet
    stream : binary file
    most_rows : int, optional
        Most rows of a sheet below its headings.

    Notes
    -----
    Every text is a text cell and never a formula, and what looks like an escape of
    the format (``_x0041_``) is written so that it shows as it is.  Characters that XML
    cannot hold are left out, and texts longer than a cell are cut with a mark.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - slow to load

    book = Workbook(write_only=True)
    with temporary_folder() as folder, tempfile.TemporaryFile(dir=folder) as made:
        with _temporary_files(book):
            for number, sheet in enumerate(sheets):
                _fill(book, sheet, most_rows, folder / str(number))
            book.properties.created = _FIXED
            book.save(made)
            made.flush()
        _copy_without_times(made, stream)


@contextmanager
def _temporary_files(book: "Workbook") -> Iterator[None]:
    """Where there is no room for the parts of a workbook, that is said."""
    from lxml import etree  # noqa: PLC0415 - slow to load

    try:
        with temporary_space():
            yield
    except (ConfigError, etree.SerialisationError) as error:
        for sheet in book.worksheets:
            # A half-written sheet complains at the end of the program unless it is closed.
            with suppress(Exception):
                sheet.close()
        if isinstance(error, etree.SerialisationError) and "ENOSPC" in str(error):
            raise ConfigError(no_temporary_space()) from error
        raise


def _fill(book: "Workbook", content: WorkbookSheet, most: int, part: Path) -> None:
    """Add a sheet, whose rows wait in a file of their own until the book is saved."""
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - slow to load
    from openpyxl.styles import Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415
    from openpyxl.worksheet.properties import PageSetupProperties  # noqa: PLC0415

    # What the stubs know of such a sheet lacks most of its attributes.
    sheet: Any = book.create_sheet(content.name)
    sheet.freeze_panes = content.fixed
    # The head of a sheet is written with its first row.
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for place, (_, width) in enumerate(content.columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    _keep_rows_in(part, sheet)
    headings = [WriteOnlyCell(sheet, value=heading) for heading, _ in content.columns]
    for cell in headings:
        cell.font = Font(bold=True)
    sheet.append(headings)
    remaining = iter(content.rows)
    n = 0
    for row in islice(remaining, most):
        cells = [_cell(sheet, value) for value in row]
        if content.is_wrapped:
            cells = [_wrapped(sheet, cell) for cell in cells]
        sheet.append(cells)
        n += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(content.columns))}{n + 1}"
    hidden = sum(1 for _ in remaining)
    if hidden:
        sheet.append([f"{hidden} {content.rest}"])
    _set_up_pages(sheet, content.printed or len(content.columns), n + 1 + (hidden > 0))


def _set_up_pages(sheet: Any, n_columns: int, n_rows: int) -> None:  # noqa: ANN401 - see _fill
    """Print on broad pages, as wide as the columns, with the headings on each."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - slow to load

    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_title_rows = "1:1"
    sheet.print_area = f"A1:{get_column_letter(n_columns)}{n_rows}"
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = _MARGIN
    margins.bottom = 2 * _MARGIN
    sheet.oddFooter.left.text = "&A"
    sheet.oddFooter.right.text = "&P / &N"


def _wrapped(sheet: Any, value: Any) -> "SheetCell":  # noqa: ANN401 - see _fill
    """A cell whose text is broken into lines; short cells stand at the top beside it."""
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - slow to load
    from openpyxl.styles import Alignment  # noqa: PLC0415

    cell: SheetCell = value if hasattr(value, "alignment") else WriteOnlyCell(sheet, value=value)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell


def _keep_rows_in(part: Path, sheet: Any) -> None:  # noqa: ANN401 - as in `_fill`
    """Have openpyxl write rows to a file of ours: its own would outlive a killed process."""
    from openpyxl.worksheet._writer import WorksheetWriter  # noqa: PLC0415 - slow to load

    writer: Any = WorksheetWriter(sheet, str(part))
    # The folder of the file is deleted as a whole.
    writer.cleanup = lambda: None
    writer.write_top()
    sheet._writer = writer  # noqa: SLF001 - there is no other way in


def _cell(sheet: Any, value: Cell) -> "Cell | SheetCell":  # noqa: ANN401 - see _fill
    """A value as the sheet takes it; a text is told to be one, so it is no formula."""
    if isinstance(value, float):
        return _exactly(sheet, value)
    if not isinstance(value, str):
        return value
    text = strip_controls(value)
    if len(text) > _LONGEST_CELL or _units(text) > _LONGEST_CELL:
        text = _cut(text)
    if not text:
        return None
    text = escaped(text)
    if text[0] not in _RISKY:
        return text
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - slow to load

    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    # A text stays one also when somebody edits the cell.
    cell.quotePrefix = True
    return cell


def _exactly(sheet: Any, value: float) -> "SheetCell":  # noqa: ANN401 - see _fill
    """A number with all its digits, of which openpyxl would write sixteen."""
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - slow to load

    cell: SheetCell = WriteOnlyCell(sheet, value=value)
    cell.value, cell.data_type = repr(value), "n"
    return cell


def _units(text: str) -> int:
    """Length of a text as spreadsheet programs count: a rare character counts twice."""
    return len(text) + sum(character > "\uffff" for character in text)


def _cut(text: str) -> str:
    """As much of a text as a cell holds, with a mark."""
    room = _LONGEST_CELL - len(_CUT)
    kept = text[:room]
    while _units(kept) > room:
        kept = kept[: -max((_units(kept) - room) // 2, 1)]
    return kept + _CUT


def _copy_without_times(made: IO[bytes], target: IO[bytes]) -> None:
    """The archive with fixed times in place of the time of writing."""
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(target, "w") as copy:
        for info in source.infolist():
            plain = zipfile.ZipInfo(info.filename, _STAMP)
            plain.compress_type = zipfile.ZIP_DEFLATED
            with source.open(info) as part, copy.open(plain, "w", force_zip64=True) as into:
                if info.filename == _PROPERTIES:
                    into.write(_SAVED_AT.sub(rb"\g<1>2000-01-01T00:00:00Z\g<2>", part.read()))
                    continue
                while piece := part.read(_PIECE):
                    into.write(piece)
