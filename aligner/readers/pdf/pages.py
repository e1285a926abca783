"""Pages of a PDF, extracted by a subprocess that may hang or crash without harm."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from typing import Any, NoReturn

from aligner.errors import FormatError
from aligner.readers.pdf.drawing import Box
from aligner.readers.pdf.glyphs import MOST_PAGES
from aligner.waiting import told_wait

_SECONDS = 240
_HEAD = 1024
# Greatest share of characters without a Unicode value in a readable text.
_MOST_BAD = 0.3
_ERRORS = {
    "password": "protected by a password: save it without one",
    "damaged": "not a PDF, or damaged: open it in a viewer and save it anew",
    "pages": f"more than {MOST_PAGES} pages: split it and save the parts",
    "page": "one of its pages is damaged: print it to a new PDF and save that",
    "characters": "too much text for one document: split it and save the parts",
}
_STOPPED = (
    "takes too long or too much memory to read, or is damaged: print it to a new PDF and save that"
)
_NO_TEXT = (
    "the pages hold no text, only pictures: run text recognition (OCR) and save the result as PDF "
    "with text, DOCX or plain text"
)
_NO_MEANING = (
    "its fonts do not say which characters they show: run text recognition (OCR) on it, or save "
    "the original as DOCX"
)


@dataclass(frozen=True, slots=True)
class PdfLine:
    """Characters on one base line without a wide gap; lengths in points.

    Parameters
    ----------
    text : str
        Without outer white space, not empty.
    left, right : float
        From the left edge of the page.
    top : float
        Distance of the baseline from the top of the page.
    size : float
        Height of the characters.
    is_turned : bool
        Whether it runs in another direction than the page; its position is then unknown.
    gaps : tuple of (float, float)
        Left and right end of its wide gaps.
    """

    text: str
    left: float
    right: float
    top: float
    size: float
    is_turned: bool = False
    gaps: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class PdfPage:
    """Lines of one page in the order of the file; lengths in points.

    Parameters
    ----------
    rules, links : tuple of Box
        Straight rules, and the areas of links.
    """

    width: float
    height: float
    lines: tuple[PdfLine, ...]
    rules: tuple[Box, ...] = ()
    links: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class PdfFile:
    """Pages with text, and the file's metadata."""

    pages: tuple[PdfPage, ...]
    metadata: dict[str, str] = field(default_factory=dict)


def read_pages(data: bytes, path: str) -> PdfFile:
    """Lines of all pages of a PDF.

    Parameters
    ----------
    data : bytes
    path : str
        For messages.

    Raises
    ------
    FormatError
        If it is not a PDF, is protected, has no text or more than 3,000 pages, or takes
        more than 90 seconds of CPU time or 3 GiB of memory. The message says what the user
        can do.
    """
    if not data.strip():
        raise FormatError("the file is empty: remove it or save it again", path)
    if b"%PDF-" not in data[:_HEAD]:
        _refuse("damaged", path)
    records = [json.loads(line) for line in _extract(data, path).splitlines()]
    for record in records:
        if record.get("error") in _ERRORS:
            _refuse(record["error"], path)
    if not records or "metadata" not in records[-1]:
        raise FormatError(_STOPPED, path)
    pages = [record for record in records if "lines" in record]
    _refuse_meaningless(pages, path)
    return PdfFile(
        tuple(map(_page, pages)),
        records[-1]["metadata"],
    )


def _page(record: dict[str, Any]) -> PdfPage:
    """A page as the extracting process describes it."""
    lines = tuple(
        PdfLine(text, left, right, top, size, is_turned, tuple((a, b) for a, b in gaps))
        for text, left, right, top, size, is_turned, gaps in record["lines"]
    )
    rules, links = (tuple(map(tuple, record[name])) for name in ("rules", "links"))
    return PdfPage(record["width"], record["height"], lines, rules, links)


def _extract(data: bytes, path: str) -> bytes:
    """Output of the extracting process."""
    command = [sys.executable, "-P", "-m", "aligner.readers.pdf.glyphs"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        with told_wait(f"the text of {path}", _SECONDS, quiet=_SECONDS / 6):
            done = subprocess.run(  # noqa: S603 - our own module
                command,
                input=data,
                capture_output=True,
                check=False,
                timeout=_SECONDS,
                env=environment,
            )
    except subprocess.TimeoutExpired as error:
        raise FormatError(_STOPPED, path) from error
    if done.returncode:
        raise FormatError(_STOPPED, path)
    return done.stdout


def _refuse(reason: str, path: str) -> NoReturn:
    raise FormatError(_ERRORS[reason], path)


def _refuse_meaningless(pages: list[dict[str, Any]], path: str) -> None:
    """Raise if there is no text, or too much of it has no Unicode values."""
    characters = sum(len(line[0]) for page in pages for line in page["lines"])
    bad = sum(page["bad"] for page in pages)
    if not characters and not bad:
        raise FormatError(_NO_TEXT, path)
    if bad > _MOST_BAD * (characters + bad):
        raise FormatError(_NO_MEANING, path)
