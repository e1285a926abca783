"""Reads PDF files that contain text."""

import re
from collections.abc import Sequence
from dataclasses import replace

from aligner.errors import FormatError
from aligner.languages import date_in_address
from aligner.offsets import Traced
from aligner.readers.cleaning.characters import clean, clean_text
from aligner.readers.marks import LETTERHEAD, ends_sentence, is_prose, line_kind
from aligner.readers.pdf.layout import Layout, layout_of
from aligner.readers.pdf.pages import PdfFile, read_pages
from aligner.readers.pdf.prints import is_print
from aligner.readers.text.reader import Paragraph, Properties, document_of
from aligner.readers.text.wrapped import DRAWN_BULLETS, Line, joined, list_mark, rewrapped
from aligner.values import BlockKind, Document

_LARGE = 1.12
# A line of a table of contents.
_LEADERS = re.compile(r"(?:(?:\. ?){4,}|…{2,}|·{4,})\s*\d{1,4}$")
_FIRST_PARAGRAPHS = 20
_MOST_CELL_LINES = 8
# How sure it is that a cell is one, by its place alone, and that a short line on a page printed
# from a browser is of the text.
_GUESSED_CELL, _SITE_LINE = 0.85, 0.9
# That a cell goes on behind a page break.
_BROKEN_CELL = 0.8
# Headings may end with a question mark, but not with these.
_STOPS = tuple("。.；;，,")
_BULLET = re.compile(r"[-*•·●■◆▪○►➢]\s?")
_DRAWN_BULLET = re.compile(rf"[{DRAWN_BULLETS}]\s*(?=\S)")
_NO_TITLE = re.compile(
    r"(?:Microsoft Word|PowerPoint|untitled|无标题|幻灯片)\b.*|.*\.\w{2,4}", re.IGNORECASE
)


class PdfReader:
    """Reads a PDF with text into a Document.

    Lines are joined into paragraphs across pages. Footnotes come after the text; headers,
    footers and page numbers come last.
    """

    def read(self, data: bytes, *, document_id: str) -> Document:
        """Read one document.

        Spans are character offsets into the string that `source` returns.

        Parameters
        ----------
        data : bytes
        document_id : str
            Also searched for a publication date.

        Raises
        ------
        FormatError
            If it is not a PDF, protected by a password, without text (a scan),
            or takes too long to read.
        """
        file = read_pages(data, document_id)
        paragraphs = _paragraphs(layout_of(file))
        if not paragraphs:
            raise FormatError("the pages hold no text: save the document as DOCX", document_id)
        properties = replace(_properties(file), doubts=_doubts(paragraphs))
        return document_of(paragraphs, data, document_id, properties)

    def source(self, data: bytes, *, document_id: str) -> str:
        """Lines of all pages, separated by form feeds, which spans refer to."""
        return layout_of(read_pages(data, document_id)).source


def _paragraphs(layout: Layout) -> list[Paragraph]:
    """Paragraphs in the order of the text they point into."""
    flow = rewrapped(layout.flow)
    cells = [_cell_runs(cell) for cell in layout.cells]
    notes = rewrapped(layout.notes)
    runs = [*flow, *(run for cell in cells for run in cell), *notes]
    texts = [clean(text) for text in joined(runs)]
    sizes = [run[0].size for run in flow]
    paragraphs = _headed(texts[: len(flow)], sizes)
    if layout.is_print:
        paragraphs = [_of_print(paragraph) for paragraph in paragraphs]
    first_note = len(runs) - len(notes)
    sure = [
        _BROKEN_CELL if broken else _GUESSED_CELL if guessed else 1.0
        for cell, guessed, broken in zip(cells, layout.guessed, layout.broken, strict=True)
        for _ in cell
    ]
    for text, certainty in zip(texts[len(flow) : first_note], sure, strict=True):
        paragraphs.append(Paragraph(text, BlockKind.TABLE_CELL, certainty=certainty))
    paragraphs += [Paragraph(t, BlockKind.PARAGRAPH, is_note=True) for t in texts[first_note:]]
    paragraphs += [Paragraph(clean(t), BlockKind.BOILERPLATE) for t in layout.furniture]
    kept = [paragraph for paragraph in paragraphs if paragraph.text.text]
    return sorted(kept, key=lambda paragraph: paragraph.text.span)


def _of_print(paragraph: Paragraph) -> Paragraph:
    """A paragraph of a print from a browser: a short line may belong to the site."""
    is_line = paragraph.kind is None and not ends_sentence(paragraph.text.text)
    return replace(paragraph, certainty=_SITE_LINE) if is_line else paragraph


def _doubts(paragraphs: Sequence[Paragraph]) -> tuple[str, ...]:
    """What was guessed, in words."""
    cells = sum(paragraph.certainty == _GUESSED_CELL for paragraph in paragraphs)
    broken = sum(paragraph.certainty == _BROKEN_CELL for paragraph in paragraphs)
    lines = sum(paragraph.certainty == _SITE_LINE for paragraph in paragraphs)
    found = []
    if cells:
        found.append(f"{cells} cells of tables without rules were told by their place alone")
    if broken:
        found.append(f"{broken} cells of tables go on behind a page break, as their text suggests")
    if lines:
        found.append(
            f"printed from a browser: {lines} short lines may belong to the site, not to the text"
        )
    return tuple(found)


def _cell_runs(lines: Sequence[Line]) -> list[list[Line]]:
    """Paragraphs of a cell: all of it, unless a sentence ends with a line above the last."""
    short = len(lines) <= _MOST_CELL_LINES
    if short and not any(ends_sentence(line.text.text) for line in lines[:-1]):
        return [list(lines)]
    return rewrapped(lines)


def _headed(texts: Sequence[Traced], sizes: Sequence[float]) -> list[Paragraph]:
    """Running text with title, headings and list items recognised by font size and marks."""
    title = _title(texts, sizes)
    found = []
    for index, (text, size) in enumerate(zip(texts, sizes, strict=True)):
        is_line = size > _LARGE and text.text[-1:] not in _STOPS
        kind: BlockKind | None = None
        if _LEADERS.search(text.text):
            kind = BlockKind.BOILERPLATE
        elif index == title:
            kind = BlockKind.TITLE
        elif is_line and line_kind(text.text) is None and (title is None or index > title):
            kind = BlockKind.SUBTITLE
        elif _DRAWN_BULLET.match(text.text) or (_BULLET.match(text.text) and list_mark(text.text)):
            kind = BlockKind.LIST_ITEM
        found.append(Paragraph(_without_bullet(text), kind))
    return found


def _without_bullet(text: Traced) -> Traced:
    """A list item without its bullet, which the file of a word processor does not have."""
    match = _DRAWN_BULLET.match(text.text)
    return text[match.end() :].strip() if match and match.end() < len(text.text) else text


def _title(texts: Sequence[Traced], sizes: Sequence[float]) -> int | None:
    """Index of the largest line above the text, other than the letterhead."""
    early = []
    for index, text in enumerate(texts[:_FIRST_PARAGRAPHS]):
        if is_prose(text.text) and sizes[index] <= _LARGE:
            break
        if sizes[index] > _LARGE and text.text and line_kind(text.text) is None:
            early.append(index)
    named = [index for index in early if not LETTERHEAD.fullmatch(texts[index].text)]
    return max(named or early, key=lambda index: (sizes[index], -index), default=None)


def _properties(file: PdfFile) -> Properties:
    """Title and date in the file's metadata; a print from a browser has the day of the print."""
    title = clean_text(file.metadata.get("Title", ""))
    made = file.metadata.get("CreationDate", "").removeprefix("D:")[:8]
    if is_print(file):
        made = ""
    return Properties("" if _NO_TITLE.fullmatch(title) else title, date_in_address(made))
