"""The pages of a pile: a file, a folder, a pattern, an archive, or a list of pages."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import TypeVar
from zipfile import ZipInfo

from aligner.errors import FormatError, InputError
from aligner.readers.piles.addresses import one_of_each
from aligner.readers.piles.folders import files_below, files_matching
from aligner.readers.piles.locations import PageLocation, opened_zip, shown_path
from aligner.readers.piles.manifest import MANIFEST_SUFFIXES, read_manifest
from aligner.readers.piles.warc import is_warc, warc_pages

NamedT = TypeVar("NamedT")

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
        listed, and reading it tells whether it is a document.  A folder that cannot be
        opened and a link that is not followed are listed, too, as out of reach.

    Returns
    -------
    pages : tuple of PageLocation
        Ids are paths inside the pile, with forward slashes; those of pages in
        an archive begin with its name, unless it is the pile.  A page that is named
        twice, or by its http and its https address, is listed once with both addresses.

    Raises
    ------
    InputError
        If nothing exists there, the folder cannot be opened, or two pages have the same id.
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
    """Pages sorted by id, each once; two different pages of one id are refused."""
    ordered = sorted(one_of_each(pages), key=lambda page: page.id)
    for page, following in pairwise(ordered):
        if page.id == following.id:
            message = f"{page.name} and {following.name}: two pages of the pile have the same id"
            raise InputError(message)
    return tuple(ordered)


def _of_folder(folder: Path) -> Iterator[PageLocation]:
    """Pages and pages in archives below a folder, and what could not be looked into."""
    found = [
        (path.relative_to(folder).as_posix(), (path, refusal))
        for path, refusal in files_below(folder, is_passed_over=_is_passed_over)
    ]
    for name, (path, refusal) in _documents(found):
        yield from _of_found(path, shown_path(name), refusal)


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


def _of_found(path: Path, name: str, refusal: str) -> Iterator[PageLocation]:
    """A file found in a folder, or the pages in it if it is an archive."""
    if refusal:
        yield PageLocation(name, path, refusal=refusal, is_out_of_reach=True)
        return
    try:
        if path.suffix.lower() == ".zip":
            yield from list(_of_zip(path, f"{name}/"))
        elif is_warc(path):
            yield from list(warc_pages(path, f"{name}/"))
        else:
            yield PageLocation(name, path)
    except FormatError as error:
        # One archive must not cost the other files.
        yield PageLocation(name, path, refusal=error.message, is_out_of_reach=True)


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
        yield PageLocation(shown_path(path.name), path)


def _of_pattern(pattern: Path) -> Iterator[PageLocation]:
    """Files that match a pattern; ids are paths below its part without wildcards."""
    fixed = [part for part in pattern.parts if not _WILDCARD.search(part)]
    depth = next(n for n, part in enumerate(pattern.parts) if _WILDCARD.search(part))
    base = Path(*fixed[:depth])
    try:
        found = files_matching(base, pattern.parts[depth:])
    except (ValueError, NotImplementedError) as error:
        message = f"{pattern}: not a pattern: {error}"
        raise InputError(message) from error
    for path, refusal in found:
        yield from _of_found(path, shown_path(path.relative_to(base).as_posix()), refusal)


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
        yield PageLocation(prefix + shown_path(name), path, member_name)


def _member_name(member: ZipInfo) -> str:
    """Name of a file in an archive; old Chinese programs wrote names in GBK."""
    name = member.filename
    if member.flag_bits & _UTF8_NAME or name.isascii():
        return name
    try:
        return name.encode("cp437").decode("gb18030")
    except UnicodeError:
        return name
