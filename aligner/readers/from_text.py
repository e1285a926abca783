"""Plain text to Documents."""

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from aligner.errors import FormatError
from aligner.readers.charset import decode
from aligner.readers.dates import date_in_address, find_date
from aligner.readers.language import detect_language
from aligner.readers.leads import repeated_leads
from aligner.readers.marks import (
    belongs_to_text,
    ends_sentence,
    is_prose,
    line_kind,
    plain_key,
    read_origin,
)
from aligner.readers.spacing import clean_text
from aligner.signature import digest_bytes
from aligner.text import has_han
from aligner.values import Block, BlockKind, Document

__all__ = ["TextReader"]

_LINE = re.compile(r"[^\r\n\f\x0b\x85\u2028\u2029]+")
_INDENT = re.compile("[ \t\u3000\u2003\xa0]*")
_ADDRESS = re.compile(
    r"(?:URL|网址|Link|原文链接)?\s*[:：]?\s*(https?://[^\s<>\"]+)", re.IGNORECASE
)
_LONGEST_TITLE = 120
# Lines wrapped by hand end near one width; a shorter line ends its paragraph.
_WRAPPED_SHARE = 0.75
_NARROWEST, _WIDEST = 20, 160
_HEADLINE_SHARE, _MOST_WIDER = 1.1, 0.1
_LONGEST_WORD, _SLACK = 15, 2
_LEAST_WRAPPED = 0.5
_LIST_MARK = re.compile(
    r"(?:[-*•·●■◆]|\d{1,2}[.)、]|[(（]?[一二三四五六七八九十\d]{1,3}[)）、])\s*\S"
)


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the source with what is left of it without outer white space."""

    text: str
    start: int
    stop: int
    columns: int
    indented: bool
    behind_blank: bool


class TextReader:
    """Paragraphs of a plain text to a Document."""

    def read(self, data: bytes, *, document_id: str) -> Document:
        """Read one text.

        Blank lines and indents part paragraphs; lines wrapped at a common
        width are joined; otherwise each line is a paragraph.

        Parameters
        ----------
        data : bytes
            In any charset that `charset.decode` finds.
        document_id : str
            Also looked at for a date.

        Raises
        ------
        FormatError
            If the bytes are not text or hold none.
        """
        decoded = decode(data, document_id)
        paragraphs = _paragraphs(_lines(decoded.text))
        if not paragraphs:
            raise FormatError("the file holds no text: remove it or save it again", document_id)
        kinds = _kinds([text for text, _, _ in paragraphs])
        blocks = tuple(
            Block(kind, *paragraph) for kind, paragraph in zip(kinds, paragraphs, strict=True)
        )
        content = "\n".join(block.text for block in blocks if block.kind.is_content)
        return Document(
            document_id,
            detect_language(content or decoded.text),
            blocks,
            digest_bytes(data),
            decoded.encoding,
            next((block.text for block in blocks if block.kind is BlockKind.TITLE), ""),
            _published(blocks, document_id),
            _url(blocks),
            _origin(blocks),
        )


def _lines(source: str) -> list[_Line]:
    """Lines that hold text."""
    lines = []
    end_of_last = 0
    for match in _LINE.finditer(source):
        text = clean_text(match.group())
        if not text:
            continue
        indent = _INDENT.match(match.group())
        width = indent.end() if indent else 0
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        stop = match.start() + len(match.group().rstrip())
        gap = source[end_of_last : match.start()].replace("\r\n", "\n")
        breaks = gap.count("\n") + gap.count("\r") + gap.count("\f")
        columns = _columns(source[match.start() : stop])
        indented, behind_blank = width > 1, breaks > 1
        lines.append(_Line(text, start, stop, columns, indented, behind_blank))
        end_of_last = match.end()
    return lines


def _paragraphs(lines: list[_Line]) -> list[tuple[str, int, int]]:
    """Text and span of each paragraph."""
    width = _wrap_width(lines)
    indents = sum(line.indented for line in lines)
    paragraphs: list[tuple[str, int, int]] = []
    for before, line in zip([None, *lines], lines, strict=False):
        if before is not None and _goes_on(before, line, width, indents=indents > 1):
            text, start, _ = paragraphs[-1]
            paragraphs[-1] = (clean_text(f"{text}\n{line.text}"), start, line.stop)
        else:
            paragraphs.append((line.text, line.start, line.stop))
    return paragraphs


def _wrap_width(lines: list[_Line]) -> int | None:
    """Width the lines were wrapped at by hand, None if they were not.

    Lines that end in the middle of a sentence were wrapped if most of them
    are about as wide as the widest, and hardly a line is wider.
    """
    broken = [
        line.columns
        for line, following in pairwise(lines)
        if not (ends_sentence(line.text) or following.behind_blank or line_kind(line.text))
    ]
    if not broken:
        return None
    width = max(broken)
    near = sum(columns >= _WRAPPED_SHARE * width for columns in broken)
    wider = sum(line.columns > _HEADLINE_SHARE * width for line in lines[1:])
    is_wrapped = near >= _LEAST_WRAPPED * len(broken) and wider <= _MOST_WIDER * len(lines)
    return width if is_wrapped and _NARROWEST <= width <= _WIDEST else None


def _columns(text: str) -> int:
    """Width of a line in a fixed-width font, roughly."""
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)  # noqa: PLR2004


def _goes_on(before: _Line, line: _Line, width: int | None, *, indents: bool) -> bool:
    """Whether a line continues the paragraph of the line before."""
    if width is None or line.behind_blank or line_kind(before.text) or line_kind(line.text):
        return False
    if _LIST_MARK.match(line.text):
        return False
    if indents and line.indented:
        return False
    # It was wrapped if the first word of the next line would not have fitted.
    word = line.text.split(" ", 1)[0] if line.text[0].isascii() else line.text[:1]
    filled = before.columns + _columns(word[:_LONGEST_WORD])
    return _WRAPPED_SHARE * width <= before.columns <= width + _SLACK < filled + 2 * _SLACK


def _kinds(texts: list[str]) -> list[BlockKind]:
    """Kinds of paragraphs by wording and place: the first line without end mark is the title."""
    wording = [BlockKind.BYLINE if _ADDRESS.fullmatch(text) else line_kind(text) for text in texts]
    first_prose = next((index for index, text in enumerate(texts) if is_prose(text)), len(texts))
    for index in range(first_prose, len(texts)):
        if belongs_to_text(texts[index], wording[index]):
            wording[index] = None
    kinds = [kind or _plain_kind(text) for kind, text in zip(wording, texts, strict=True)]
    title = next((index for index, kind in enumerate(wording) if kind is None), None)
    # A lone paragraph is text, not a headline without text.
    if title is not None and len(texts) > 1 and _is_headline(texts[title]):
        key = plain_key(texts[title])
        for index, text in enumerate(texts):
            if plain_key(text) == key:
                kinds[index] = BlockKind.BOILERPLATE
        kinds[title] = BlockKind.TITLE
        if title + 1 < len(texts) and re.match("[-—–]{1,2}", texts[title + 1]):
            kinds[title + 1] = BlockKind.SUBTITLE
    for index in repeated_leads(texts, kinds):
        kinds[index] = BlockKind.ABSTRACT
    return kinds


def _is_headline(text: str) -> bool:
    """Whether a first line is a headline."""
    longest = _LONGEST_TITLE // 2 if has_han(text) else _LONGEST_TITLE
    return len(text) <= longest and (not ends_sentence(text) or text[-1] in '？！?!”"')


def _plain_kind(text: str) -> BlockKind:
    """Kind of an ordinary paragraph."""
    return BlockKind.LIST_ITEM if re.match(r"[-*•·●■◆]\s", text) else BlockKind.PARAGRAPH


def _published(blocks: tuple[Block, ...], document_id: str) -> date | None:
    """Date of publication by byline, address, dateline."""
    for kind in (BlockKind.BYLINE, None, BlockKind.DATELINE):
        if kind is None:
            day = date_in_address(_url(blocks)) or date_in_address(document_id)
        else:
            found = (find_date(block.text) for block in blocks if block.kind is kind)
            day = next(filter(None, found), None)
        if day:
            return day
    return None


def _url(blocks: tuple[Block, ...]) -> str:
    """Address that a line of the text gives as its own."""
    for block in blocks:
        match = _ADDRESS.fullmatch(block.text)
        if match:
            return match.group(1)
    return ""


def _origin(blocks: tuple[Block, ...]) -> str:
    """Where the text says it is from."""
    kinds = {BlockKind.BYLINE, BlockKind.ATTRIBUTION}
    origins = (read_origin(block.text) for block in blocks if block.kind in kinds)
    return next(filter(None, origins), "")
