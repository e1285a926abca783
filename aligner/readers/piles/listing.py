"""The pages of a pile: a file, a folder, a pattern, an archive, or a list of pages."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count, groupby
from pathlib import Path, PurePosixPath
from typing import TypeVar
from zipfile import ZipFile, ZipInfo

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
# Parts of a path that name no file.
_STEPS = frozenset({".", ".."})
# Suffixes named in one message.
_SHOWN = 5
_WILDCARD = re.compile(r"[*?\[]")
_UTF8_NAME = 0x800


def list_pages(where: Path, *, passed_over: Counter[str] | None = None) -> tuple[PageLocation, ...]:
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
    passed_over : Counter of str or None
        Takes the numbers of files passed over that are not hidden, by their suffixes.

    Returns
    -------
    pages : tuple of PageLocation
        Ids are paths inside the pile, with forward slashes; those of pages in
        an archive begin with its name, unless it is the pile.  A page that is named
        twice, or by its http and its https address, is listed once with both addresses.
        Of two pages with the same id, one is read and the other refused, as is a page
        about which a table cannot be right.

    Raises
    ------
    InputError
        If nothing exists there, or the folder cannot be opened.
    FormatError
        If an archive or table cannot be read.
    """
    counted = Counter[str]() if passed_over is None else passed_over
    if where.is_dir():
        pages = _of_folder(where, counted)
    elif where.is_file():
        pages = _of_file(where, counted)
    elif _WILDCARD.search(str(where)):
        pages = _of_pattern(where, counted)
    else:
        found = "neither a file nor a folder" if where.exists() else "no such file or folder"
        message = f"{where}: {found}"
        raise InputError(message)
    return _in_order(pages)


def passed_over_note(passed_over: Counter[str]) -> str:
    """The numbers of files that `list_pages` passed over, in words."""
    n = passed_over.total()
    shown = ", ".join(f"{count} {suffix}" for suffix, count in passed_over.most_common(_SHOWN))
    more = ", ..." if len(passed_over) > _SHOWN else ""
    files = "1 file that is a part of web pages or the trace of a program was"
    if n > 1:
        files = f"{n} files that are parts of web pages or traces of programs were"
    return f"{files} passed over by name ({shown}{more})"


def _in_order(pages: Iterable[PageLocation]) -> tuple[PageLocation, ...]:
    """Pages sorted by id, each once; of different pages of one id, one is read."""
    ordered = sorted(one_of_each(pages), key=lambda page: (page.id, page.refusal, page.name))
    taken = {page.id for page in ordered}
    made: list[PageLocation] = []
    for _, group in groupby(ordered, key=lambda page: page.id):
        first, *others = group
        made.append(first)
        for page in others:
            message = f"its name is the same id as that of {first.name}: rename one of them"
            if page.line is not None:
                message = f"its id is also that of the page in line {first.line}: give it another"
            name = next(n for k in count(2) if (n := f"{page.id} ({k})") not in taken)
            taken.add(name)
            made.append(replace(page, id=name, refusal=page.refusal or message))
    return tuple(sorted(made, key=lambda page: page.id))


def _of_folder(folder: Path, passed_over: Counter[str]) -> Iterator[PageLocation]:
    """Pages and pages in archives below a folder, and what could not be looked into."""
    found = [
        (path.relative_to(folder).as_posix(), (path, refusal))
        for path, refusal in files_below(folder, is_passed_over=_is_hidden)
    ]
    for name, (path, refusal) in _documents(found, passed_over):
        yield from _of_found(path, shown_path(name), refusal, passed_over)


def _documents(
    found: Iterable[tuple[str, NamedT]], passed_over: Counter[str]
) -> list[tuple[str, NamedT]]:
    """The files that are pages or archives, as far as their names tell.

    Parameters
    ----------
    found : iterable of (str, object)
        Paths inside a folder or archive, with forward slashes, and what they name.
    passed_over : Counter of str
        Takes the suffixes of the others, but for hidden ones.
    """
    seen = [
        (name, PurePosixPath(name).suffix.lower(), thing)
        for name, thing in found
        if not any(map(_is_hidden, name.split("/")))
    ]
    has_pages = any(suffix in _HTML_SUFFIXES for _, suffix, _ in seen)
    kept: list[tuple[str, NamedT]] = []
    for name, suffix, thing in seen:
        is_part = has_pages and suffix in _PAGE_PARTS
        if is_part or any(map(_TRACE.fullmatch, name.split("/"))):
            passed_over[suffix or PurePosixPath(name).name] += 1
        else:
            kept.append((name, thing))
    return kept


def _is_hidden(part: str) -> bool:
    """Whether the name of a file or folder hides it."""
    return (part.startswith(".") and part not in _STEPS) or part == "__MACOSX"


def _of_found(
    path: Path, name: str, refusal: str, passed_over: Counter[str]
) -> Iterator[PageLocation]:
    """A file found in a folder, or the pages in it if it is an archive."""
    if refusal:
        yield PageLocation(name, path, refusal=refusal, is_out_of_reach=True)
        return
    try:
        if path.suffix.lower() == ".zip":
            yield from list(_of_zip(path, f"{name}/", passed_over))
        elif is_warc(path):
            yield from list(warc_pages(path, f"{name}/"))
        else:
            yield PageLocation(name, path)
    except FormatError as error:
        # One archive must not cost the other files.
        yield PageLocation(name, path, refusal=error.message, is_out_of_reach=True)


def _of_file(path: Path, passed_over: Counter[str]) -> Iterator[PageLocation]:
    """Pages in a file named by the user: itself, unless it is an archive or a table."""
    suffix = path.suffix.lower()
    if suffix == ".zip":
        yield from _of_zip(path, "", passed_over)
    elif is_warc(path):
        yield from warc_pages(path, "")
    elif suffix in MANIFEST_SUFFIXES:
        yield from read_manifest(path)
    else:
        yield PageLocation(shown_path(path.name), path)


def _of_pattern(pattern: Path, passed_over: Counter[str]) -> Iterator[PageLocation]:
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
        yield from _of_found(
            path, shown_path(path.relative_to(base).as_posix()), refusal, passed_over
        )


def _of_zip(path: Path, prefix: str, passed_over: Counter[str]) -> Iterator[PageLocation]:
    """Pages of a zip archive, hidden ones left out; archives in it are not opened."""
    archive = opened_zip(path)
    members = [
        (
            "/".join(part for part in _member_name(member).split("/") if part not in {"", "."}),
            (member.filename, _refusal_of(member, archive)),
        )
        for member in archive.infolist()
        if not member.is_dir()
    ]
    for name, (member_name, refusal) in _documents(members, passed_over):
        yield PageLocation(prefix + shown_path(name), path, member_name, refusal=refusal)


def _refusal_of(member: ZipInfo, archive: ZipFile) -> str:
    """Why a file in an archive is not read; ``""`` if it is."""
    if ".." in member.filename.split("/"):
        return "its name leads out of its folder (..): pack it under another name"
    # As when unpacking.
    if archive.NameToInfo.get(member.filename) is not member:
        return "the archive holds a later file of the same name, which counts"
    return ""


def _member_name(member: ZipInfo) -> str:
    """Name of a file in an archive; old Chinese programs wrote names in GBK."""
    name = member.filename
    if member.flag_bits & _UTF8_NAME or name.isascii():
        return name
    try:
        return name.encode("cp437").decode("gb18030")
    except UnicodeError:
        return name
