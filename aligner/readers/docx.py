"""Reads Word documents (DOCX, ECMA-376), using their styles to classify paragraphs."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from lxml import etree

from aligner.errors import FormatError
from aligner.languages import find_date
from aligner.offsets import Traced
from aligner.readers.cleaning.characters import clean, clean_text, joined_by_break
from aligner.readers.text.reader import Paragraph, Properties, document_of
from aligner.tables import (
    WORD,
    OfficeFile,
    ParagraphPlace,
    WordParagraph,
    attribute,
    has_number,
    local_name,
    outline_level,
    word_paragraphs,
)
from aligner.values import BlockKind, Document

_BODY_LEVEL = 9
_LONGEST_CHAIN = 16
_HEADING = re.compile(r"heading ?\d|标题 ?\d|標題 ?\d|[章节節]标题|heading|标题\d级")
# Lower-case style names as Word stores them (always in English) and as WPS, LibreOffice and users
# write them.
_LISTS = (
    r"list(?: paragraph| bullet| number| continue)?(?: \d)?",
    r"(?:列表|列出|清单)段落\d?",
    r"列表(?:项目符号|编号|接续)?(?: ?\d)?",
    "项目符号",
    "编号",
)
_FURNITURE = (
    r"toc ?(?:heading|\d)|contents (?:heading|\d)|table of figures|index ?(?:heading|\d)?",
    r"目录(?: ?\d)?|目录标题|图表目录|索引(?: ?\d)?",
    "header|footer|page number|页眉|页脚|页码",
)
_KINDS = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (BlockKind.TITLE, r"title|标题|標題|(?:文档|公文|文章|主|大|总)标题"),
        (BlockKind.SUBTITLE, r"subtitle|副标题|副標題|小标题"),
        (BlockKind.CAPTION, r"caption|题注|題注|标号|標號|图注|图题|表题|图片说明|图表标题"),
        (
            BlockKind.QUOTATION,
            r"(?:intense )?quote|quotations?|block text|(?:明显|明顯)?引用|引文|文本块",
        ),
        (BlockKind.LIST_ITEM, "|".join(_LISTS)),
        (BlockKind.ABSTRACT, r"abstract|summary|摘要|内容提要"),
        (BlockKind.BOILERPLATE, "|".join(_FURNITURE)),
    )
)


@dataclass(frozen=True, slots=True)
class Style:
    """Properties of a paragraph style.

    Parameters
    ----------
    kind : BlockKind or None
        None for styles of body text.
    is_heading : bool
    numbered : bool
        Whether its paragraphs carry a number or bullet.
    """

    kind: BlockKind | None = None
    is_heading: bool = False
    numbered: bool = False


def style_of(name: str) -> Style | None:
    """Style implied by a style name, None if the name implies nothing.

    Examples
    --------
    >>> style_of("标题 1"), style_of("Subtitle").kind, style_of("Body Text")
    (Style(kind=None, is_heading=True, numbered=False), <BlockKind.SUBTITLE: 'subtitle'>, None)
    """
    name = name.strip().lower()
    if _HEADING.fullmatch(name):
        return Style(is_heading=True)
    for kind, pattern in _KINDS:
        if pattern.fullmatch(name):
            return Style(kind)
    return None


def read_styles(root: etree._Element | None) -> Mapping[str, Style]:
    """Styles by id; each inherits from the nearest ancestor that defines anything."""
    elements = {
        attribute(element, "styleId"): element
        for element in (root if root is not None else ())
        if local_name(element) == "style"
    }
    return {identifier: _read(identifier, elements) for identifier in elements}


def _read(identifier: str, elements: Mapping[str, etree._Element]) -> Style:
    """One style with its inherited properties."""
    numbered: bool | None = None
    for _ in range(_LONGEST_CHAIN):
        if identifier not in elements:
            break
        base = ""
        for item in elements[identifier].iter():
            name = local_name(item)
            if name == "basedOn":
                base = attribute(item, "val")
            elif name == "numPr" and numbered is None:
                numbered = has_number(item)
            elif name == "outlineLvl" and outline_level(item) < _BODY_LEVEL:
                return Style(is_heading=True)
            elif name == "name":
                style = style_of(attribute(item, "val"))
                if style is not None:
                    return style
        identifier = base
    return Style(numbered=bool(numbered))


_LINE = re.compile(r"[^\n]+")
_NO_TITLE = re.compile(
    r"(?:Microsoft Word|Document|文档|新建|Untitled|无标题)\b.*|.*\.(?:docx?|wps)",
    re.IGNORECASE,
)
# Headings may end with a question mark, but not with these.
_STOPS = frozenset("。.；;，,")
_NOTE_KINDS = ("footnotes", "endnotes")
_REGION_KINDS = {
    "header": BlockKind.BOILERPLATE,
    "footer": BlockKind.BOILERPLATE,
    **dict.fromkeys(_NOTE_KINDS, BlockKind.PARAGRAPH),
}
_ALSO_IN_CELLS = frozenset({BlockKind.CAPTION, BlockKind.BOILERPLATE})
_LAST_OUTLINE_LEVEL = 8


@dataclass(frozen=True, slots=True)
class _Piece:
    """A Word paragraph with the part of the file it is from."""

    paragraph: WordParagraph
    region: str


class DocxReader:
    """Reads a Word document into a Document.

    Includes headers, the body with tables and text boxes, footnotes, endnotes and footers.
    Tracked insertions are kept; tracked deletions and comments are not.
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
            If it is not a DOCX file, is protected or damaged, too large when unpacked, or
            holds no text.
        """
        with OfficeFile(data, document_id, WORD) as file:
            pieces = _pieces(file)
            styles = read_styles(next(iter(file.related("styles")), None))
            properties = _properties(file)
        source = _joined(pieces)
        paragraphs = list(_paragraphs(pieces, source, styles))
        if not paragraphs:
            message = "the document holds no text: if it is a picture, save its text as a document"
            raise FormatError(message, document_id)
        return document_of(paragraphs, data, document_id, properties)

    def source(self, data: bytes, *, document_id: str) -> str:
        """Raw text of all paragraphs, joined by line feeds, which spans refer to."""
        with OfficeFile(data, document_id, WORD) as file:
            return _joined(_pieces(file))


def _pieces(file: OfficeFile) -> list[_Piece]:
    """All paragraphs of a document in reading order."""
    body = file.root(file.main)
    pieces = [*_furniture(file, "header")]
    if body is not None:
        pieces += [_Piece(paragraph, "body") for paragraph in word_paragraphs(body)]
    for kind in _NOTE_KINDS:
        for root in file.related(kind):
            # Notes with a type are separators, not notes.
            plain = (note for note in root if attribute(note, "type") in {"", "normal"})
            pieces += [_Piece(p, kind) for note in plain for p in word_paragraphs(note)]
    return pieces + _furniture(file, "footer")


def _furniture(file: OfficeFile, kind: str) -> list[_Piece]:
    """Distinct paragraphs of the headers or footers; sections often repeat them."""
    found = [p for root in file.related(kind) for p in word_paragraphs(root)]
    return [_Piece(p, kind) for p in {p.text.strip(): p for p in found if p.text.strip()}.values()]


def _joined(pieces: list[_Piece]) -> str:
    return "\n".join(piece.paragraph.text for piece in pieces)


def _paragraphs(
    pieces: list[_Piece], source: str, styles: Mapping[str, Style]
) -> Iterator[Paragraph]:
    """Paragraphs that hold text, classified by their styles."""
    position = 0
    for piece in pieces:
        stop = position + len(piece.paragraph.text)
        raw = Traced.of(source, position, stop)
        position = stop + 1
        kind, is_heading = _kind(piece, styles)
        whole = is_heading or kind in {BlockKind.TITLE, BlockKind.SUBTITLE}
        is_note = piece.region in _NOTE_KINDS
        for text in [clean(raw)] if whole else _parts(raw):
            if text.text:
                yield replace(_paragraph(text, kind, is_heading=is_heading), is_note=is_note)


def _paragraph(text: Traced, kind: BlockKind | None, *, is_heading: bool) -> Paragraph:
    """A paragraph; title and heading styles on whole sentences are ignored."""
    is_sentence = text.text[-1] in _STOPS
    if is_heading:
        return Paragraph(
            text, None if is_sentence else BlockKind.SUBTITLE, is_heading=not is_sentence
        )
    return Paragraph(text, None if kind is BlockKind.TITLE and is_sentence else kind)


def _kind(piece: _Piece, styles: Mapping[str, Style]) -> tuple[BlockKind | None, bool]:
    """Kind of a paragraph by file part, position and style, and whether it is a heading."""
    paragraph = piece.paragraph
    if piece.region in _REGION_KINDS:
        return _REGION_KINDS[piece.region], False
    style = styles.get(paragraph.style, Style())
    is_cell = paragraph.place is ParagraphPlace.CELL and style.kind not in _ALSO_IN_CELLS
    if is_cell or style.kind is not None:
        return BlockKind.TABLE_CELL if is_cell else style.kind, False
    level = paragraph.level
    if style.is_heading if level is None else level <= _LAST_OUTLINE_LEVEL:
        return None, True
    numbered = style.numbered if paragraph.numbered is None else paragraph.numbered
    return (BlockKind.LIST_ITEM if numbered else None), False


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


def _properties(file: OfficeFile) -> Properties:
    """Title and date in the file's properties."""
    names = [part.target for part in file.relations("") if part.kind == "core-properties"]
    try:
        root = file.root(names[0]) if names else None
    except FormatError:
        # Damaged properties are no reason to refuse a document.
        return Properties()
    values = {local_name(e): clean_text(e.text or "") for e in _elements(root)}
    title = values.get("title", "")
    when = values.get("modified") or values.get("created") or ""
    return Properties("" if _NO_TITLE.fullmatch(title) else title, find_date(when.split("T")[0]))


def _elements(root: etree._Element | None) -> list[etree._Element]:
    return [] if root is None else [e for e in root if isinstance(e.tag, str)]
