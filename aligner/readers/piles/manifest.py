"""A table of pages with what is known of each."""

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from io import StringIO
from pathlib import Path

from aligner.errors import FormatError
from aligner.languages import find_date
from aligner.readers.piles.locations import PageFacts, PageLocation
from aligner.tables import decode

MANIFEST_SUFFIXES = frozenset({".csv", ".tsv"})
_COLUMNS = {
    "path": ("path", "file", "filename", "文件", "路径"),
    "id": ("id",),
    "language": ("language", "lang", "语言"),
    "title": ("title", "标题"),
    "published": ("published", "date", "日期", "发布时间", "发布日期"),
    "url": ("url", "address", "网址", "链接"),
    "origin": ("origin", "source", "来源"),
    "number": ("number", "文号"),
}


def read_manifest(path: Path) -> Iterator[PageLocation]:
    """The pages that a table lists, each with the facts of its row.

    Parameters
    ----------
    path : Path
        Comma- or semicolon-separated (.csv) or tab-separated (.tsv), with a
        line of column names: ``path``, and as one likes ``id``, ``language``,
        ``title``, ``published``, ``url``, ``origin``, ``number``.  Paths are
        relative to the table's folder.  Other columns are passed over.

    Raises
    ------
    FormatError
        With file and line, if there is no ``path`` column or a row is without
        one, or a date is none.
    """
    location = PageLocation(path.name, path)
    text = decode(location.load(), str(path)).text
    rows = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(path, text), strict=True)
    try:
        columns = _columns(next(rows, []), path)
        for row in rows:
            if any(cell.strip() for cell in row):
                yield _page(path, rows.line_num, columns, row)
    except csv.Error as error:
        raise FormatError(f"not a table: {error}", str(path), rows.line_num) from error


def _delimiter(path: Path, text: str) -> str:
    """What stands between two cells."""
    if path.suffix.lower() == ".tsv":
        return "\t"
    header = text.partition("\n")[0]
    return max(",;\t", key=header.count)


def _columns(header: list[str], path: Path) -> dict[str, int]:
    """Place of each column that is known."""
    names = [cell.strip().lower() for cell in header]
    columns = {
        field: names.index(known[0])
        for field, known in (
            (field, [name for name in spellings if name in names])
            for field, spellings in _COLUMNS.items()
        )
        if known
    }
    if "path" not in columns:
        message = "the first line must name the columns, and one of them `path`"
        raise FormatError(message, str(path), 1)
    return columns


def _page(path: Path, line: int, columns: Mapping[str, int], row: list[str]) -> PageLocation:
    """The page of one row."""
    cells = {
        field: row[place].strip() if place < len(row) else "" for field, place in columns.items()
    }
    if not cells["path"]:
        raise FormatError("a row without a path", str(path), line)
    facts = PageFacts(
        language=cells.get("language", ""),
        title=cells.get("title", ""),
        published=_date(cells["published"], path, line) if cells.get("published") else None,
        url=cells.get("url", ""),
        origin=cells.get("origin", ""),
        number=cells.get("number", ""),
    )
    name = cells.get("id") or Path(cells["path"]).as_posix()
    return PageLocation(name, path.parent / cells["path"], facts=facts)


def _date(cell: str, path: Path, line: int) -> date:
    """The day that a cell names."""
    day = find_date(cell)
    if day is None:
        raise FormatError(f"not a date: {cell!r}; write 2023-04-28", str(path), line)
    return day
