"""Reads PDF files that contain text."""

import re
from collections.abc import Sequence

from aligner.errors import FormatError
from aligner.languages import date_in_address
from aligner.offsets import Traced
from aligner.readers.cleaning.characters import clean, clean_text
from aligner.readers.marks import LETTERHEAD, is_prose, line_kind
from aligner.readers.pdf.layout import Layout, layout_of
from aligner.readers.pdf.pages import PdfFile, read_pages
from aligner.readers.text.reader import Paragraph, Properties, document_of
from aligner.readers.text.wrapped import joined, list_mark, rewrapped
from aligner.values import BlockKind, Document

_LARGE = 1.12
# A line of a table of contents.
_LEADERS = re.compile(r"(?:(?:\. ?){4,}|…{2,}|·{4,})\s*\d{1,4}$")
_FIRST_PARAGRAPHS = 20
# Headings may end with a question mark, but not with these.
_STOPS = tuple("。.；;，,")
_BULLET = re.compile(r"[-*•·●■◆▪○►➢]\s?")
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
        paragraphs = _paragraphs(layout_of(file.pages))
        if not paragraphs:
            raise FormatError("the pages hold no text: save the document as DOCX", document_id)
        return document_of(paragraphs, data, document_id, _properties(file))

    def source(self, data: bytes, *, document_id: str) -> str:
        """Lines of all pages, separated by form feeds, which spans refer to."""
        return layout_of(read_pages(data, document_id).pages).source


def _paragraphs(layout: Layout) -> list[Paragraph]:
    """Paragraphs in the order of the text they point into."""
    flow = rewrapped(layout.flow)
    cells = [run for strip in layout.cells for run in rewrapped(strip)]
    notes = rewrapped(layout.notes)
    runs = [*flow, *cells, *notes]
    texts = [clean(text) for text in joined(runs)]
    sizes = [run[0].size for run in flow]
    paragraphs = _headed(texts[: len(flow)], sizes)
    first_note = len(runs) - len(notes)
    paragraphs += [Paragraph(t, BlockKind.TABLE_CELL) for t in texts[len(flow) : first_note]]
    paragraphs += [Paragraph(t, BlockKind.PARAGRAPH, is_note=True) for t in texts[first_note:]]
    paragraphs += [Paragraph(clean(t), BlockKind.BOILERPLATE) for t in layout.furniture]
    kept = [paragraph for paragraph in paragraphs if paragraph.text.text]
    return sorted(kept, key=lambda paragraph: paragraph.text.span)


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
        elif _BULLET.match(text.text) and list_mark(text.text):
            kind = BlockKind.LIST_ITEM
        found.append(Paragraph(text, kind))
    return found


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
    """Title and date in the file's metadata."""
    title = clean_text(file.metadata.get("Title", ""))
    made = file.metadata.get("CreationDate", "").removeprefix("D:")[:8]
    return Properties("" if _NO_TITLE.fullmatch(title) else title, date_in_address(made))
