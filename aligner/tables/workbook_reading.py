"""Reading Excel workbooks (ECMA-376 part 1, SpreadsheetML): rows of sheets, streamed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import IO, NamedTuple, cast

from lxml import etree

from aligner.errors import FormatError
from aligner.tables.delimited import Row
from aligner.tables.package import OfficeFile
from aligner.tables.workbook import unescaped
from aligner.tables.xml import GuardedStream, attribute, local_name

_COLUMN = re.compile(r"([A-Z]{1,3})")
_MOST_COLUMNS = 256
_DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)})
_DATE_CODE = re.compile(r"[ymdhs年月日]", re.IGNORECASE)
_NOT_CODE = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_FIRST_DAY, _FIRST_DAY_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - no zone
_LAST_SERIAL = 2958466


class Sheet(NamedTuple):
    """A sheet by its name, with the name of the part that holds it."""

    name: str
    part: str


@dataclass(frozen=True, slots=True)
class Workbook:
    """Sheets of an open workbook with what their cells refer to.

    Parameters
    ----------
    file : OfficeFile
    sheets : tuple of Sheet
        The visible ones, in order.
    texts : tuple of str
        Shared texts.
    date_styles : frozenset of int
        Cell formats that show a number as a date.
    first_day : datetime
        The day numbered 0.
    """

    file: OfficeFile
    sheets: tuple[Sheet, ...]
    texts: tuple[str, ...]
    date_styles: frozenset[int]
    first_day: datetime

    def rows(self, sheet: Sheet) -> Iterator[Row]:
        """Rows that are in the file, with their numbers; at most 256 columns each."""
        count = 0
        with self.file.stream(sheet.part) as stream:
            for element in _elements(stream, "row", self.file.path):
                number = attribute(element, "r")
                count = int(number) if number.isdecimal() and len(number) < 9 else count + 1  # noqa: PLR2004
                yield Row(count, tuple(self._cells(element)))

    def _cells(self, row: etree._Element) -> list[str]:
        """Texts of the cells of a row, empty where there is none."""
        cells: list[str] = []
        for cell in row:
            if local_name(cell) != "c":
                continue
            index = _column(attribute(cell, "r"), len(cells))
            if not len(cells) <= index < _MOST_COLUMNS:
                continue
            cells += [""] * (index - len(cells))
            cells.append(self._text(cell))
        return cells

    def _text(self, cell: etree._Element) -> str:
        """What a cell shows."""
        kind = attribute(cell, "t")
        if kind == "inlineStr":
            return "".join(_rich_text(item) for item in cell if local_name(item) == "is")
        value = next((item.text or "" for item in cell if local_name(item) == "v"), "")
        if kind == "s":
            index = int(value) if value.isdecimal() and len(value) < 9 else -1  # noqa: PLR2004
            return self.texts[index] if 0 <= index < len(self.texts) else ""
        if kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        style = attribute(cell, "s")
        if kind in {"", "n"} and style.isdecimal() and int(style[:9]) in self.date_styles:
            return self._day(value)
        return value

    def _day(self, value: str) -> str:
        """A serial number as an ISO 8601 date, with a time where it has one."""
        try:
            serial = float(value)
        except ValueError:
            return value
        if not 0 <= serial < _LAST_SERIAL:
            return value
        moment = self.first_day + timedelta(seconds=round(serial * 86400))
        return moment.date().isoformat() if serial.is_integer() else moment.isoformat()


def open_workbook(file: OfficeFile) -> Workbook:
    """Sheets and shared texts of an office file.

    Raises
    ------
    FormatError
        If a part is damaged.
    """
    root = file.root(file.main)
    if root is None:
        file.refuse()
    parts = {part.id: part for part in file.relations(file.main)}
    sheets = []
    for element in root.iter("{*}sheet"):
        relation = next((v for k, v in element.attrib.items() if str(k).endswith("}id")), "")
        if attribute(element, "state") in {"", "visible"} and str(relation) in parts:
            sheets.append(Sheet(attribute(element, "name"), parts[str(relation)].target))
    shared = next((part.target for part in parts.values() if part.kind == "sharedStrings"), None)
    texts: tuple[str, ...] = ()
    if shared is not None:
        with file.stream(shared) as stream:
            texts = tuple(_rich_text(item) for item in _elements(stream, "si", file.path))
    is_1904 = any(
        attribute(element, "date1904") in {"1", "true"} for element in root.iter("{*}workbookPr")
    )
    first_day = _FIRST_DAY_1904 if is_1904 else _FIRST_DAY
    return Workbook(file, tuple(sheets), texts, _date_styles(file), first_day)


def _date_styles(file: OfficeFile) -> frozenset[int]:
    """Indices of the cell formats that show dates."""
    root = next(iter(file.related("styles")), None)
    if root is None:
        return frozenset()
    own = {
        attribute(element, "numFmtId"): attribute(element, "formatCode")
        for element in root.iter("{*}numFmt")
    }
    formats = next((element for element in root if local_name(element) == "cellXfs"), ())
    found = set()
    for index, element in enumerate(formats):
        identifier = attribute(element, "numFmtId")
        code = _NOT_CODE.sub("", own.get(identifier, ""))
        builtin = identifier.isdecimal() and int(identifier[:9]) in _DATE_FORMATS
        if _DATE_CODE.search(code) or (builtin and identifier not in own):
            found.add(index)
    return frozenset(found)


def _elements(stream: IO[bytes], name: str, path: str) -> Iterator[etree._Element]:
    """Elements of a name as the parser meets them; each is freed at once."""
    guarded = cast("IO[bytes]", GuardedStream(stream, path))
    try:
        for _, element in etree.iterparse(
            guarded,
            events=("end",),
            tag=f"{{*}}{name}",
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        ):
            yield element
            element.clear()
            while element.getprevious() is not None:
                parent = element.getparent()
                if parent is None:
                    break
                del parent[0]
    except etree.XMLSyntaxError as error:
        message = (
            f"damaged: {error.msg}; open it in the program it was made with and save it as .xlsx"
        )
        raise FormatError(message, path) from error


def _rich_text(element: etree._Element) -> str:
    """Text of an item without the readings above its characters."""
    return "".join(
        unescaped(child.text or "")
        for child in element.iter("{*}t")
        if not any(local_name(outer) == "rPh" for outer in child.iterancestors())
    )


def _column(reference: str, default: int) -> int:
    """Index of the column of a cell reference such as ``"B7"``."""
    match = _COLUMN.match(reference)
    if match is None:
        return default
    index = 0
    for letter in match[1]:
        index = 26 * index + ord(letter) - ord("A") + 1
    return index - 1
