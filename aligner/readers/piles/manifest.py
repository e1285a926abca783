"""Manifests: tables that list pages with what is known of each."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from aligner.errors import FormatError
from aligner.languages import find_date
from aligner.readers.piles.locations import PageFacts, PageLocation
from aligner.tables import headed_rows

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
        line of column names: ``path``, and optionally ``id``, ``language``,
        ``title``, ``published``, ``url``, ``origin``, ``number``.  Paths are
        relative to the table's folder.  Other columns are ignored.

    Raises
    ------
    FormatError
        With file and line, if there is no ``path`` column or a row is without
        one, or a date is none.
    """
    data = PageLocation(path.name, path).load()
    for line, cells in headed_rows(data, str(path), _COLUMNS, ("path",), tab_quotes=True):
        yield _page(path, line, cells)


def _page(path: Path, line: int, cells: Mapping[str, str]) -> PageLocation:
    """The page of one row."""
    if not cells["path"]:
        raise FormatError("a row without a path", str(path), line)
    facts = PageFacts(
        language=cells["language"],
        title=cells["title"],
        published=_date(cells["published"], path, line) if cells["published"] else None,
        url=cells["url"],
        origin=cells["origin"],
        number=cells["number"],
    )
    name = cells["id"] or Path(cells["path"]).as_posix()
    return PageLocation(name, path.parent / cells["path"], facts=facts)


def _date(cell: str, path: Path, line: int) -> date:
    """The day that a cell names."""
    day = find_date(cell)
    if day is None:
        raise FormatError(f"not a date: {cell!r}; write 2023-04-28", str(path), line)
    return day
