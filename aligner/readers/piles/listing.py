"""The pages of a pile: a file, a folder, a pattern, an archive, or a list of pages."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import TypeVar
from zipfile import ZipInfo

from aligner.errors import FormatError, InputError
from aligner.languages import find_date
from aligner.readers.piles.locations import PageFacts, PageLocation, opened_zip
from aligner.readers.piles.warc import is_warc, warc_pages
from aligner.tables import headed_rows

NamedT = TypeVar("NamedT")

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
    place = path.parent / cells["path"]
    return PageLocation(name, place, facts=facts, refusal=_refusal(place, path.parent))


def _refusal(place: Path, folder: Path) -> str:
    """Why a page that a table names is not read: a table may come from anybody."""
    try:
        if not place.resolve().is_relative_to(folder.resolve()):
            return "outside the folder of the table that names it: put the table above its pages"
        return "this is no file" if place.exists() and not place.is_file() else ""
    except (OSError, ValueError, RuntimeError):
        return "this is no name of a file"


def _date(cell: str, path: Path, line: int) -> date:
    """The date in a cell."""
    day = find_date(cell)
    if day is None:
        raise FormatError(f"not a date: {cell!r}; write 2023-04-28", str(path), line)
    return day


# Traces of programs, not files that anybody keeps: locks, thumbnails, downloads cut short.
_TRACE = re.compile(
    r"~\$.*|~wr[dl]\d+\.tmp|thumbs\.db|desktop\.ini|.*\.(?:tmp|crdownload|part|lnk|swp|download)|.*~",
    re.IGNORECASE,
)
_HTML_SUFFIXES = frozenset({".htm", ".html", ".shtml", ".xhtml"})
# Parts of web pages; where the pile holds such pages, they are not documents.
_PAGE_PARTS = frozenset(
    f".{suffix}"
    for suffix in (
        *("avif", "bmp", "css", "eot", "gif", "ico", "jpeg", "jpg", "js", "json", "map", "mjs"),
        *("png", "svg", "ttf", "webp", "woff", "woff2"),
    )
)
_WILDCARD = re.compile(r"[*?\[]")
_UTF8_NAME = 0x800


def list_pages(where: Path) -> tuple[PageLocation, ...]:
    """List the pages of a pile in the order of their ids.

    Parameters
    ----------
    where : Path
        A page; a folder, searched to its depth, with its archives; a zip or WARC
        archive; a pattern (``pages/*/art_*.html``); or a table of pages (see
        `read_manifest`).  Hidden files, traces of programs (``~$a.docx``), and the
        pictures, scripts and styles of web pages are passed over; any other file is
        listed, and reading it tells whether it is a document.

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
    found = [
        (path.relative_to(folder).as_posix(), path) for path in folder.rglob("*") if path.is_file()
    ]
    for name, path in _documents(found):
        yield from _of_found(path, _shown(Path(name)))


def _documents(found: Iterable[tuple[str, NamedT]]) -> list[tuple[str, NamedT]]:
    """The files that are pages or archives, as far as their names tell.

    Parameters
    ----------
    found : iterable of (str, object)
        Paths inside a folder or archive, with forward slashes, and what they name.
    """
    kept = [
        (name, PurePosixPath(name).suffix.lower(), thing)
        for name, thing in found
        if not any(map(_is_passed_over, name.split("/")))
    ]
    has_pages = any(suffix in _HTML_SUFFIXES for _, suffix, _ in kept)
    return [
        (name, thing) for name, suffix, thing in kept if not (has_pages and suffix in _PAGE_PARTS)
    ]


def _is_passed_over(part: str) -> bool:
    """Whether a file or folder is hidden or the trace of a program."""
    return part.startswith(".") or part == "__MACOSX" or _TRACE.fullmatch(part) is not None


def _of_found(path: Path, name: str) -> Iterator[PageLocation]:
    """A file found in a folder, or the pages in it if it is an archive."""
    try:
        if path.suffix.lower() == ".zip":
            yield from list(_of_zip(path, f"{name}/"))
        elif is_warc(path):
            yield from list(warc_pages(path, f"{name}/"))
        else:
            yield PageLocation(name, path)
    except FormatError as error:
        # One archive must not cost the other files.
        yield PageLocation(name, path, refusal=error.message)


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
            yield from _of_found(path, name)


def _of_zip(path: Path, prefix: str) -> Iterator[PageLocation]:
    """Pages of a zip archive, hidden ones left out; archives in it are not opened."""
    archive = opened_zip(path)
    members = [
        ("/".join(part for part in _member_name(member).split("/") if part), member.filename)
        for member in archive.infolist()
        # The later of two files with one name counts, as when unpacking.
        if archive.NameToInfo.get(member.filename) is member and not member.is_dir()
    ]
    for name, member_name in _documents(members):
        yield PageLocation(prefix + name, path, member_name)


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
