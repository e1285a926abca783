"""The pages of a pile: a file, a folder, a pattern, an archive, or a list of pages."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path
from zipfile import ZipInfo

from aligner.errors import FormatError, InputError
from aligner.languages import find_date
from aligner.readers.piles.locations import PageFacts, PageLocation, opened_zip
from aligner.readers.piles.warc import is_warc, warc_pages
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
    """Read a table of pages, each with the metadata in its row.

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
        With file and line, if there is no ``path`` column, a row has no path, or a date is
        invalid.
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
    """The date in a cell."""
    day = find_date(cell)
    if day is None:
        raise FormatError(f"not a date: {cell!r}; write 2023-04-28", str(path), line)
    return day


HTML_SUFFIXES = frozenset({".htm", ".html", ".shtml", ".xhtml"})
PAGE_SUFFIXES = HTML_SUFFIXES | {".docx", ".pdf", ".text", ".txt"}
_WILDCARD = re.compile(r"[*?\[]")
_UTF8_NAME = 0x800


def list_pages(where: Path) -> tuple[PageLocation, ...]:
    """List the pages of a pile in the order of their ids.

    Parameters
    ----------
    where : Path
        A page; a folder, searched to its depth for files of `PAGE_SUFFIXES` and
        for archives, without hidden ones; a zip or WARC archive; a pattern
        (``pages/*/art_*.html``); or a table of pages (see `read_manifest`).

    Returns
    -------
    pages : tuple of PageLocation
        Ids are paths inside the pile, with forward slashes; those of pages in
        an archive begin with its name, unless it is the pile.

    Raises
    ------
    InputError
        If nothing exists there, or two pages have the same id.
    FormatError
        If an archive or table cannot be read.
    """
    if where.is_dir():
        pages = _of_folder(where)
    elif where.is_file():
        pages = _of_file(where)
    elif _WILDCARD.search(str(where)):
        pages = _of_pattern(where)
    else:
        message = f"{where}: no such file or folder"
        raise InputError(message)
    return _in_order(pages)


def _in_order(pages: Iterable[PageLocation]) -> tuple[PageLocation, ...]:
    """Pages sorted by id; duplicates are refused."""
    ordered = sorted(pages, key=lambda page: page.id)
    for page, following in pairwise(ordered):
        if page.id == following.id:
            message = f"{page.name} and {following.name}: two pages of the pile have the same id"
            raise InputError(message)
    return tuple(ordered)


def _of_folder(folder: Path) -> Iterator[PageLocation]:
    """Pages and pages in archives below a folder."""
    for path in folder.rglob("*"):
        inside = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in inside.parts)
        if not hidden and path.is_file():
            yield from _of_found(path, _shown(inside))


def _of_found(path: Path, name: str) -> Iterator[PageLocation]:
    """Pages in a file found in a folder: other types than pages and archives are skipped."""
    if path.suffix.lower() in PAGE_SUFFIXES:
        yield PageLocation(name, path)
    elif path.suffix.lower() == ".zip":
        yield from _of_zip(path, f"{name}/")
    elif is_warc(path):
        yield from warc_pages(path, f"{name}/")


def _of_file(path: Path) -> Iterator[PageLocation]:
    """Pages in a file named by the user: itself, unless it is an archive or a table."""
    suffix = path.suffix.lower()
    if suffix == ".zip":
        yield from _of_zip(path, "")
    elif is_warc(path):
        yield from warc_pages(path, "")
    elif suffix in MANIFEST_SUFFIXES:
        yield from read_manifest(path)
    else:
        yield PageLocation(_shown(Path(path.name)), path)


def _of_pattern(pattern: Path) -> Iterator[PageLocation]:
    """Files that match a pattern; ids are paths below its part without wildcards."""
    fixed = [part for part in pattern.parts if not _WILDCARD.search(part)]
    depth = next(n for n, part in enumerate(pattern.parts) if _WILDCARD.search(part))
    base = Path(*fixed[:depth])
    try:
        found = list(base.glob(str(Path(*pattern.parts[depth:]))))
    except (ValueError, NotImplementedError) as error:
        message = f"{pattern}: not a pattern: {error}"
        raise InputError(message) from error
    for path in found:
        name = _shown(path.relative_to(base))
        if path.is_file():
            yield from _of_found(path, name) if _is_archive(path) else [PageLocation(name, path)]


def _is_archive(path: Path) -> bool:
    return path.suffix.lower() == ".zip" or is_warc(path)


def _of_zip(path: Path, prefix: str) -> Iterator[PageLocation]:
    """Pages of a zip archive, hidden ones left out; archives in it are not opened."""
    archive = opened_zip(path)
    for member in archive.infolist():
        name = _member_name(member)
        parts = [part for part in name.split("/") if part]
        suffix = Path(name).suffix.lower()
        hidden = any(part.startswith(".") or part == "__MACOSX" for part in parts)
        # The later of two files with one name counts, as when unpacking.
        counts = archive.NameToInfo.get(member.filename) is member and not member.is_dir()
        if counts and not hidden and suffix in PAGE_SUFFIXES:
            yield PageLocation(prefix + "/".join(parts), path, member.filename)


def _member_name(member: ZipInfo) -> str:
    """Name of a file in an archive; old Chinese programs wrote names in GBK."""
    name = member.filename
    if member.flag_bits & _UTF8_NAME or name.isascii():
        return name
    try:
        return name.encode("cp437").decode("gb18030")
    except UnicodeError:
        return name


def _shown(path: Path) -> str:
    """A path as an id; undecodable bytes are escaped, so that ids stay distinct."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")
