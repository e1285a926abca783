"""Tables of pages: where they are, and what is known of each."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from aligner.errors import FormatError
from aligner.languages import find_date
from aligner.readers.piles.locations import PageFacts, PageLocation, shown_path
from aligner.tables import Row, all_headed_rows
from aligner.text import is_tag

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
    """Read a table of pages, each with the metadata in its row.

    Parameters
    ----------
    path : Path
        Comma- or semicolon-separated (.csv) or tab-separated (.tsv), with a
        line of column names: ``path``, and optionally ``id``, ``language``,
        ``title``, ``published``, ``url``, ``origin``, ``number``.  Paths are
        relative to the table's folder; a page elsewhere is not read.  Other
        columns are ignored.

    Yields
    ------
    page : PageLocation
        Refused if its row has a wrong date or language tag, or names no page.

    Raises
    ------
    FormatError
        If there is no ``path`` column.
    """
    for row, cells in _rows(path):
        if row.fault:
            yield _nameless(path, row.line, f"not a row of a table: {row.fault}")
        else:
            yield _page(path, row.line, cells)


def _rows(path: Path) -> Iterator[tuple[Row, dict[str, str]]]:
    """The rows of a table and their cells."""
    data = PageLocation(path.name, path).load()
    yield from all_headed_rows(data, str(path), _COLUMNS, ("path",), tab_quotes=True)


def lists_pages(path: Path) -> bool:
    """Whether the first line of a table names a column of paths."""
    if path.suffix.lower() not in MANIFEST_SUFFIXES:
        return False
    try:
        next(_rows(path), None)
    except FormatError:
        return False
    return True


def _page(path: Path, line: int, cells: Mapping[str, str]) -> PageLocation:
    """The page of one row."""
    if not cells["path"]:
        return _nameless(path, line, "a row without a path")
    name = shown_path(cells["id"] or Path(cells["path"]).as_posix())
    place = path.parent / cells["path"]
    try:
        facts, refusal = _facts(cells), _refusal(place, path.parent)
    except ValueError as error:
        facts, refusal = PageFacts(), str(error)
    return PageLocation(name, place, facts=facts, refusal=refusal, table=str(path), line=line)


def _nameless(path: Path, line: int, refusal: str) -> PageLocation:
    """What stands for a row that names no page."""
    name = shown_path(f"{path.name}:{line}")
    return PageLocation(name, path, refusal=refusal, table=str(path), line=line)


def _facts(cells: Mapping[str, str]) -> PageFacts:
    """What a row tells; raises `ValueError` at what cannot be so."""
    return PageFacts(
        language=_tag(cells["language"]) if cells["language"] else "",
        title=cells["title"],
        published=_date(cells["published"]) if cells["published"] else None,
        url=cells["url"],
        origin=cells["origin"],
        number=cells["number"],
    )


def _refusal(place: Path, folder: Path) -> str:
    """Why a page that a table names is not read: a table may come from anybody."""
    try:
        if not place.resolve().is_relative_to(folder.resolve()):
            return "outside the folder of the table that names it: put the table above its pages"
        return "this is not a file" if place.exists() and not place.is_file() else ""
    except (OSError, ValueError, RuntimeError):
        return "this is not a file name"


def _tag(cell: str) -> str:
    """The language tag in a cell."""
    tag = cell.replace("_", "-")
    if not is_tag(tag):
        message = f"not a language tag: {cell!r}; write zh, en, zh-Hant"
        raise ValueError(message)
    return tag


def _date(cell: str) -> date:
    """The date in a cell."""
    day = find_date(cell)
    if day is None:
        message = f"not a date: {cell!r}; write 2023-04-28"
        raise ValueError(message)
    return day
