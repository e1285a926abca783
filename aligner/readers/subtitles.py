"""Reads subtitles (SubRip .srt, WebVTT .vtt) as text, without times and marks."""

import re
from collections.abc import Iterator, Sequence

from aligner.readers.cleaning.characters import clean_text, joined_by_break, unescape_html
from aligner.readers.doubt import with_doubt
from aligner.readers.pieces import Piece, PieceReader
from aligner.readers.text.reader import Properties
from aligner.tables import decode
from aligner.text import has_han
from aligner.values import Document

_TIMES = re.compile(
    r"[ \t]*\d{1,3}:\d\d(?::\d\d)?[,.]\d{1,3}[ \t]*-->[ \t]*\d{1,3}:\d\d(?::\d\d)?[,.]\d{1,3}.*"
)
_NO_CUE = re.compile(r"(?:WEBVTT|NOTE|STYLE|REGION)(?:[ \t].*)?")
_TAG = re.compile(
    r"</?[A-Za-z][^<>\n]{0,200}>|<\d[\d:.]*>|\{\\[^{}\n]{0,200}\}|\{[yY]:[^{}\n]{0,40}\}"
)
_LINE_END = re.compile(r"\r\n|\n|\r")


class SubtitlesReader(PieceReader):
    """Reads subtitles into a Document; a sentence that runs over several cues is one paragraph."""

    def read(self, data: bytes, *, document_id: str) -> Document:
        """Read one document; its charset may be doubtful."""
        document = super().read(data, document_id=document_id)
        return with_doubt(document, decode(data, document_id))

    def load(self, data: bytes, document_id: str) -> tuple[Sequence[Piece], Properties]:
        """The texts of the cues in order."""
        lines = _LINE_END.split(decode(data, document_id).text)
        return [Piece(text) for text in _sentences(_cues(lines))], Properties()


def _cues(lines: list[str]) -> Iterator[str]:
    """Texts of the cues; two lines of different scripts are two texts."""
    cue: list[str] = []
    is_open = False
    for index, line in enumerate(lines):
        if _TIMES.fullmatch(line):
            # The number above the times belongs to the next cue, whatever separates them.
            if cue and cue[-1].isdecimal() and index and lines[index - 1].strip() == cue[-1]:
                cue.pop()
            yield from _by_script(cue)
            cue, is_open = [], True
        elif not line.strip() or _NO_CUE.fullmatch(line):
            yield from _by_script(cue)
            cue, is_open = [], False
        elif is_open:
            shown = clean_text(unescape_html(_TAG.sub("", line)))
            if shown:
                cue.append(shown)
    yield from _by_script(cue)


def _by_script(cue: list[str]) -> Iterator[str]:
    """The lines of a cue joined, but for those that turn from Chinese to another script."""
    text = ""
    for line in cue:
        if text and has_han(text) == has_han(line):
            text += ("" if has_han(line) else " ") + line
            continue
        if text:
            yield text
        text = line
    if text:
        yield text


def _sentences(texts: Iterator[str]) -> Iterator[str]:
    """The texts, with those joined that break off within a sentence."""
    held = ""
    for text in texts:
        glue = joined_by_break(held, text) if held else None
        if glue is None:
            if held:
                yield held
            held = text
        else:
            held += glue + text
    if held:
        yield held
