"""Head and foot of a document of one page, which no other page can confirm."""

import re
from itertools import groupby

from aligner.readers.marks import ends_sentence
from aligner.readers.pdf.notes import NOTE_HEAD
from aligner.readers.pdf.pages import PdfLine, PdfPage

# Share of the page at the top and at the bottom where its margins are.
_EDGE = 0.1
# They are in smaller type than the text, and so many lines of theirs away from it.
_SMALL, _APART = 0.9, 2.5
_SAME_ROW = 2.0
_COUNT = (
    r"[-–—\s]*(?:(?:Page|P\.)\s*)?\d{1,3}\s*(?:/|of)\s*\d{1,3}[-–—\s]*|"
    r"[-–—]\s?\d{1,3}\s?[-–—]|Page \d{1,3}|"
    r"第\s*\d{1,3}\s*[页頁](?:\s*[,，/]?\s*共\s*\d{1,3}\s*[页頁])?"
)
_DAY = r"\d{1,4}[/.年-]\d{1,2}[/.月-]\d{1,4}日?"
# What only a program writes there: a count of pages, an address, the day of the print.
_TELLS = re.compile(
    rf"{_COUNT}|(?:(?:https?|file)://|www\.)\S+|{_DAY}(?:,?\s*(?:[上下]午)?\s*\d{{1,2}}:\d\d(?::\d\d)?"
    rf"(?:\s?[AP]M)?)?|(?:Printed|Exported)\s(?:on|at|by)\s.{{4,40}}|打印(?:时间|日期)\s?[:：].{{4,30}}",
    re.IGNORECASE,
)
_GAP = re.compile(r"\s{2,}|[|｜]")


def single_page_margins(page: PdfPage) -> set[int]:
    """Indices of the lines of the head and foot of the only page of a document.

    The outermost row at the top and at the bottom, if it is in smaller type and apart from the
    text, no note and no sentence, and one of the two says what only programs write there.
    """
    rows = _rows(page)
    found: set[int] = set()
    body = _body_size(page)
    for row, neighbour in ((rows[:1], rows[1:2]), (rows[-1:], rows[-2:-1])):
        if row and neighbour and _is_margin(page, row[0], neighbour[0], body):
            found |= set(row[0])
    return found if any(_tells(page.lines[index]) for index in found) else set()


def _tells(line: PdfLine) -> bool:
    """Whether a line, or a part of it, is what only programs write in a margin."""
    return any(_TELLS.fullmatch(part.strip()) for part in _GAP.split(line.text))


def _rows(page: PdfPage) -> list[list[int]]:
    """Indices of the lines at each height, from the top."""
    order = sorted(
        (index for index, line in enumerate(page.lines) if not line.is_turned),
        key=lambda index: page.lines[index].top,
    )
    return [
        list(row)
        for _, row in groupby(order, key=lambda index: round(page.lines[index].top / _SAME_ROW))
    ]


def _body_size(page: PdfPage) -> float:
    """Size of most of the text."""
    counts: dict[float, int] = {}
    for line in page.lines:
        counts[line.size] = counts.get(line.size, 0) + len(line.text)
    return max(counts, key=lambda size: (counts[size], size), default=0.0)


def _is_margin(page: PdfPage, row: list[int], neighbour: list[int], body: float) -> bool:
    """Whether a row stands by itself in the margin of a page, in small type."""
    lines = [page.lines[index] for index in row]
    beside = page.lines[neighbour[0]]
    return all(
        _is_outer(line, page)
        and line.size <= _SMALL * body
        and abs(line.top - beside.top) >= _APART * line.size
        and (_tells(line) or not NOTE_HEAD.match(line.text))
        and not ends_sentence(line.text)
        for line in lines
    )


def _is_outer(line: PdfLine, page: PdfPage) -> bool:
    return bool(page.height) and not _EDGE < line.top / page.height < 1 - _EDGE
