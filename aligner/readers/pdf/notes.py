"""Footnotes of a PDF page and their marks in its text."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from aligner.readers.pdf.glyphs import RAISED
from aligner.readers.pdf.pages import PdfLine

# Not an exponent: square metres, powers of ten.
_MARK = re.compile(f"(?<![m\\d米])[{''.join(RAISED.values())}]+")
_RAISING = str.maketrans(RAISED)
_LOWERED = str.maketrans({raised: plain for plain, raised in RAISED.items()})
# The number at the head of a note.
_HEAD = re.compile(f"(?:(?P<plain>\\d{{1,3}})|(?P<raised>[{''.join(RAISED.values())}]{{1,3}}))\\s*")

# How a line begins that is the first of a note, not a figure.
NOTE_HEAD = re.compile(r"\d{1,3}(?![\d,，.%])\s*\S|[*†‡①②③④⑤⑥⑦⑧⑨⁰¹²³⁴⁵⁶⁷⁸⁹\[［]|注\s*[\d:：]")

# Marks are smaller than the text and raised, relative to its size, and close to it.
_SMALLER, _RAISED_BY, _HIGHEST, _CLOSE = 0.85, 0.15, 0.7, 0.8


def with_marks(lines: Sequence[PdfLine]) -> list[PdfLine]:
    """The lines, with raised numbers that the file has as lines of their own put to the text.

    Parameters
    ----------
    lines : sequence of PdfLine
        Of one page, in the order of the file.
    """
    joined: list[PdfLine] = []
    for line in lines:
        last = joined[-1] if joined else None
        if last is not None and _is_mark_of(line, last, line.left - last.right):
            text = last.text + line.text.translate(_RAISING)
            joined[-1] = replace(last, text=text, right=max(last.right, line.right))
        elif last is not None and _is_mark_of(last, line, line.left - last.right):
            text = f"{last.text.translate(_RAISING)} {line.text}"
            joined[-1] = replace(line, text=text, left=last.left)
        else:
            joined.append(line)
    return joined


def _is_mark_of(mark: PdfLine, line: PdfLine, gap: float) -> bool:
    """Whether a line is a raised number beside another line."""
    size = line.size
    raised = _RAISED_BY * size <= line.top - mark.top <= _HIGHEST * size
    beside = -_CLOSE * size <= gap <= _CLOSE * size
    number = mark.text.isascii() and mark.text.isdigit() and not mark.is_turned
    return number and mark.size <= _SMALLER * size and raised and beside and not line.is_turned


class PageText(NamedTuple):
    """Lines of a page: those of the text, and those of its notes."""

    body: list[PdfLine]
    notes: list[PdfLine]


def without_marks(pages: Sequence[Sequence[PdfLine]], feet: set[int]) -> list[PageText]:
    """The lines of each page without the marks that lead to notes and back.

    Parameters
    ----------
    pages : sequence of sequence of PdfLine
        Notes included.  A print from a browser has them at the end of the text.
    feet : set of int
        Ids of the lines of notes.
    """
    texts = [
        PageText(
            [line for line in lines if id(line) not in feet],
            [line for line in lines if id(line) in feet],
        )
        for lines in pages
    ]
    heads = {_number(line) for text in texts for line in text.notes} - {""}
    marks = {
        match.group().translate(_LOWERED)
        for text in texts
        for line in text.body
        for match in _MARK.finditer(line.text)
    }
    known = heads & marks
    if not known:
        return texts
    return [
        PageText(
            [*_edited(text.body, lambda one: _without_raised(one, known))],
            [*_edited(text.notes, lambda one: _without_head(one, known))],
        )
        for text in texts
    ]


def _edited(lines: Iterable[PdfLine], edit: Callable[[str], str]) -> Iterator[PdfLine]:
    """The lines with their texts changed, without those that are then empty."""
    for line in lines:
        if text := edit(line.text):
            yield line if text == line.text else replace(line, text=text)


def _number(line: PdfLine) -> str:
    match = _HEAD.match(line.text)
    return match.group().strip().translate(_LOWERED) if match else ""


def _without_head(text: str, known: set[str]) -> str:
    match = _HEAD.match(text)
    is_mark = match is not None and match.group().strip().translate(_LOWERED) in known
    return text[match.end() :] if match and is_mark else text


def _without_raised(text: str, known: set[str]) -> str:
    return _MARK.sub(
        lambda match: "" if match.group().translate(_LOWERED) in known else match.group(), text
    ).strip()
