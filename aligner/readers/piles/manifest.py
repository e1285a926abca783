"""Tables of pages: where they are, and what is known of each."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from aligner.errors import FormatError
from aligner.languages import find_date
from aligner.readers.piles.locations import PageFacts, PageLocation, shown_path
from aligner.tables import headed_rows
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

    Raises
    ------
    FormatError
        With file and line, if there is no ``path`` column, a row has no path, or a date or
        a language tag is invalid.
    """
    data = PageLocation(path.name, path).load()
    for line, cells in headed_rows(data, str(path), _COLUMNS, ("path",), tab_quotes=True):
        yield _page(path, line, cells)


def lists_pages(path: Path) -> bool:
    """Whether the first line of a table names a column of paths."""
    if path.suffix.lower() not in MANIFEST_SUFFIXES:
        return False
    try:
        data = PageLocation(path.name, path).load()
        next(headed_rows(data, str(path), _COLUMNS, ("path",), tab_quotes=True), None)
    except FormatError:
        return False
    return True


def _page(path: Path, line: int, cells: Mapping[str, str]) -> PageLocation:
    """The page of one row."""
    if not cells["path"]:
        raise FormatError("a row without a path", str(path), line)
    facts = PageFacts(
        language=_tag(cells["language"], path, line) if cells["language"] else "",
        title=cells["title"],
        published=_date(cells["published"], path, line) if cells["published"] else None,
        url=cells["url"],
        origin=cells["origin"],
        number=cells["number"],
    )
    name = shown_path(cells["id"] or Path(cells["path"]).as_posix())
    place = path.parent / cells["path"]
    return PageLocation(name, place, facts=facts, refusal=_refusal(place, path.parent))


def _refusal(place: Path, folder: Path) -> str:
    """Why a page that a table names is not read: a table may come from anybody."""
    try:
        if not place.resolve().is_relative_to(folder.resolve()):
            return "outside the folder of the table that names it: put the table above its pages"
        return "this is not a file" if place.exists() and not place.is_file() else ""
    except (OSError, ValueError, RuntimeError):
        return "this is not a file name"


def _tag(cell: str, path: Path, line: int) -> str:
    """The language tag in a cell."""
    tag = cell.replace("_", "-")
    if not is_tag(tag):
        raise FormatError(f"not a language tag: {cell!r}; write zh, en, zh-Hant", str(path), line)
    return tag


def _date(cell: str, path: Path, line: int) -> date:
    """The date in a cell."""
    day = find_date(cell)
    if day is None:
        raise FormatError(f"not a date: {cell!r}; write 2023-04-28", str(path), line)
    return day
