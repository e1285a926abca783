"""What the readers of office formats share: paragraphs as the file has them, made a Document."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from aligner.errors import FormatError
from aligner.offsets import Traced
from aligner.readers.cleaning.characters import clean, clean_text, joined_by_break
from aligner.readers.text.reader import Paragraph, Properties, document_of
from aligner.values import BlockKind, Document

_LINE = re.compile(r"[^\n]+")
# Headings may end with a question mark, but not with these.
_STOPS = frozenset("。.；;，,")
_ONE_LINE = frozenset({BlockKind.TITLE, BlockKind.SUBTITLE})


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph as the file has it.

    Parameters
    ----------
    text : str
        Line breaks are line feeds.
    kind : BlockKind or None
        Kind given by its style or place; None if wording and position decide.
    is_heading : bool
    is_note : bool
        Whether it is a footnote or endnote.
    certainty : float
        Probability that its text was read rightly.
    """

    text: str
    kind: BlockKind | None = None
    is_heading: bool = False
    is_note: bool = False
    certainty: float = 1.0


class PieceReader(ABC):
    """Base of the readers of office formats; spans refer to the string that `source` gives."""

    @abstractmethod
    def load(self, data: bytes, document_id: str) -> tuple[Sequence[Piece], Properties]:
        """The paragraphs of a file in reading order, empty ones allowed, and its metadata."""

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
            If it is of another format, protected or damaged, too large when unpacked, or
            holds no text.
        """
        pieces, properties = self.load(data, document_id)
        paragraphs = list(_paragraphs(pieces))
        if not paragraphs:
            message = "the document holds no text: if it is a picture, save its text as a document"
            raise FormatError(message, document_id)
        return document_of(paragraphs, data, document_id, properties)

    def source(self, data: bytes, *, document_id: str) -> str:
        """Raw text of all paragraphs, joined by line feeds, which spans refer to."""
        return _joined(self.load(data, document_id)[0])


def furniture(texts: Iterable[str]) -> list[Piece]:
    """Distinct lines of headers or footers, which sections often repeat."""
    shown = (text for text in texts if text.strip())
    return [
        Piece(text, BlockKind.BOILERPLATE)
        for text in {text.strip(): text for text in shown}.values()
    ]


def _joined(pieces: Iterable[Piece]) -> str:
    return "\n".join(piece.text for piece in pieces)


def _paragraphs(pieces: Sequence[Piece]) -> Iterator[Paragraph]:
    """Paragraphs that hold text."""
    source = _joined(pieces)
    position = 0
    for piece in pieces:
        stop = position + len(piece.text)
        raw = Traced.of(source, position, stop)
        position = stop + 1
        whole = piece.is_heading or piece.kind in _ONE_LINE
        for text in [clean(raw)] if whole else _parts(raw):
            if text.text:
                yield replace(
                    _paragraph(text, piece), is_note=piece.is_note, certainty=piece.certainty
                )


def _paragraph(text: Traced, piece: Piece) -> Paragraph:
    """A paragraph; title and heading styles on whole sentences are ignored."""
    is_sentence = text.text[-1] in _STOPS
    if piece.is_heading:
        kind = None if is_sentence else BlockKind.SUBTITLE
        return Paragraph(text, kind, is_heading=not is_sentence)
    return Paragraph(text, None if piece.kind is BlockKind.TITLE and is_sentence else piece.kind)


def _parts(raw: Traced) -> list[Traced]:
    """Cleaned parts of a paragraph that may contain line breaks."""
    spans: list[tuple[int, int]] = []
    for match in _LINE.finditer(raw.text):
        if not clean_text(match.group()):
            continue
        before = clean_text(raw.text[slice(*spans[-1])]) if spans else ""
        if spans and joined_by_break(before, clean_text(match.group())) is not None:
            spans[-1] = (spans[-1][0], match.end())
        else:
            spans.append(match.span())
    return [clean(raw[start:stop]) for start, stop in spans]
