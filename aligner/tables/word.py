"""Text of Word's paragraphs and tables (ECMA-376 part 1, WordprocessingML).

Elements are known by their local names, so that the strict variant of the
standard reads the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import Enum

from lxml import etree

from aligner.tables.equations import equation_text
from aligner.tables.xml import attribute, local_name

# What was deleted, what is code or format and not text, and readings above characters.
DROPPED = frozenset(
    {
        *("del", "moveFrom", "delText", "delInstrText", "instrText", "fldData", "rt"),
        *("pPr", "rPr", "sectPr", "tblPr", "trPr", "tcPr", "sdtPr", "sdtEndPr", "tblGrid"),
        *("posOffset", "align", "pctWidth", "pctHeight", "docPr", "Fallback"),
    }
)
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_FALSE = frozenset({"0", "false", "off"})
_SPACE, _SURROGATES = 0x20, 0xD800
DEEPEST = 256


@dataclass(slots=True)
class Fields:
    """Which of the fields around a text show a result by now.

    Every step takes the same time, however many fields were begun and never ended.

    Parameters
    ----------
    settled : int
        Fields of earlier paragraphs that are still open; what stands in them is shown.
    begun : list of bool
        Of each field begun since, whether it shows a result.
    n_hidden : int
        How many of these do not.
    code : list of str
        Pieces of the code of the last field begun.
    """

    settled: int = 0
    begun: list[bool] = field(default_factory=list)
    n_hidden: int = 0
    code: list[str] = field(default_factory=list)

    @property
    def are_shown(self) -> bool:
        """Whether text in all of them is shown."""
        return not self.n_hidden

    def step(self, element: etree._Element) -> str:
        """Pass a mark of a field (begin, separate, end); what the code of an ended one shows."""
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            self.begun.append(False)
            self.n_hidden += 1
            self.code.clear()
        elif self.begun and kind == "separate":
            self.n_hidden -= not self.begun[-1]
            self.begun[-1] = True
        elif self.begun and kind == "end":
            self.n_hidden -= not self.begun.pop()
            code = "".join(self.code)
            self.code.clear()
            return equation_text(code) if self.are_shown else ""
        elif self.settled and kind == "end":
            self.settled -= 1
        return ""

    def settle(self) -> None:
        """A code that was never closed must not swallow what follows."""
        self.settled += len(self.begun)
        self.begun.clear()
        self.code.clear()
        self.n_hidden = 0


def collect(
    parent: etree._Element,
    fields: Fields,
    pieces: list[str],
    boxes: list[etree._Element],
    depth: int = 0,
) -> None:
    """Text of the runs below an element."""
    if depth > DEEPEST:
        return
    for child in parent:
        name = local_name(child)
        if name == "fldChar":
            pieces.append(fields.step(child))
        elif name == "instrText":
            fields.code.append(child.text or "")
        elif name == "txbxContent":
            boxes.append(child)
        elif name == "AlternateContent":
            collect(choice(child), fields, pieces, boxes, depth + 1)
        elif name in DROPPED or (name == "r" and _is_hidden(child)):
            continue
        elif name in _CHARACTERS or name in {"t", "sym"}:
            if fields.are_shown:
                pieces.append(_characters(child, name))
        else:
            collect(child, fields, pieces, boxes, depth + 1)


def _characters(element: etree._Element, name: str) -> str:
    """What an element of a run shows."""
    if name == "t":
        return element.text or ""
    if name == "sym":
        # Signs of symbol fonts have no code of their own.
        try:
            code = int(attribute(element, "char"), 16)
        except ValueError:
            return ""
        return chr(code) if _SPACE < code < _SURROGATES else ""
    return _CHARACTERS[name]


def choice(element: etree._Element) -> etree._Element:
    """The one of several renderings that newer programs show."""
    choices = [child for child in element if local_name(child) == "Choice"]
    return (choices or [*element, element])[0]


def _is_hidden(run: etree._Element) -> bool:
    """Whether a run is formatted as hidden text."""
    mark = property_of(run, "rPr", "vanish")
    return mark is not None and attribute(mark, "val") not in _FALSE


def property_of(element: etree._Element, group: str, name: str) -> etree._Element | None:
    """A property of an element, None if it does not have it."""
    for child in element:
        if local_name(child) == group:
            return next((item for item in child if local_name(item) == name), None)
    return None


class ParagraphPlace(Enum):
    """Where a paragraph stands."""

    FLOW = "flow"
    CELL = "cell"
    BOX = "box"


@dataclass(frozen=True, slots=True)
class WordParagraph:
    """A paragraph as it stands, insertions accepted.

    Parameters
    ----------
    text : str
        Line breaks are line feeds.
    place : ParagraphPlace
        The only cell of a table counts as flow.
    style : str
        Id of its style, ``""`` for the default.
    numbered : bool or None
        Whether it has a number or bullet of its own; None if its style decides.
    level : int or None
        Outline level from 0, None if its style decides.
    """

    text: str
    place: ParagraphPlace = ParagraphPlace.FLOW
    style: str = ""
    numbered: bool | None = None
    level: int | None = None


def word_paragraphs(root: etree._Element) -> Iterator[WordParagraph]:
    """Paragraphs of a part in order, empty ones included.

    Cells come row by row, a merged one once; the paragraphs of a text box
    behind the one it is anchored in.  Where the mark between two paragraphs
    was deleted, they are one.
    """
    fields = Fields()
    held: WordParagraph | None = None
    for element, place in _blocks(root, ParagraphPlace.FLOW, 0):
        boxes: list[etree._Element] = []
        paragraph = _paragraph(element, place, fields, boxes)
        if held is not None:
            paragraph = replace(held, text=held.text + paragraph.text)
            held = None
        if _mark_is_deleted(element):
            held = paragraph
        else:
            yield paragraph
        for box in boxes:
            yield from (replace(inner, place=ParagraphPlace.BOX) for inner in word_paragraphs(box))
    if held is not None:
        yield held


def word_tables(root: etree._Element) -> Iterator[list[list[str]]]:
    """Tables of a part in order: texts of the cells of each row, a merged cell as its parts.

    The paragraphs of a cell are joined by line feeds; a table inside a cell is
    part of its text.
    """
    for table in root.iter("{*}tbl"):
        if not any(local_name(outer) == "tbl" for outer in table.iterancestors()):
            yield [_row_texts(row) for row in _children(table, "tr", 0)]


def _row_texts(row: etree._Element) -> list[str]:
    """Texts of the cells of a row; a wide cell is followed by empty ones."""
    texts = []
    for cell in _children(row, "tc", 0):
        inner = [] if _is_merged_away(cell) else [p.text.strip() for p in word_paragraphs(cell)]
        texts.append("\n".join(text for text in inner if text))
        span = property_of(cell, "tcPr", "gridSpan")
        width = attribute(span, "val") if span is not None else "1"
        texts += [""] * (min(int(width), 64) - 1 if width.isdecimal() else 0)
    return texts


def _blocks(
    parent: etree._Element, place: ParagraphPlace, depth: int
) -> Iterator[tuple[etree._Element, ParagraphPlace]]:
    """Paragraph elements below an element, with their place."""
    if depth > DEEPEST:
        return
    for child in parent:
        name = local_name(child)
        if name == "p":
            yield child, place
        elif name == "tbl":
            yield from _cells(child, place, depth + 1)
        elif name == "AlternateContent":
            yield from _blocks(choice(child), place, depth + 1)
        elif name not in DROPPED:
            yield from _blocks(child, place, depth + 1)


def _cells(
    table: etree._Element, place: ParagraphPlace, depth: int
) -> Iterator[tuple[etree._Element, ParagraphPlace]]:
    """Paragraph elements of a table, row by row."""
    rows = [list(_children(row, "tc", depth)) for row in _children(table, "tr", depth)]
    inner = ParagraphPlace.CELL if sum(map(len, rows)) > 1 else place
    for cell in (cell for row in rows for cell in row):
        if not _is_merged_away(cell):
            yield from _blocks(cell, inner, depth + 1)


def _children(parent: etree._Element, wanted: str, depth: int) -> Iterator[etree._Element]:
    """Rows or cells of an element, also those in content controls; no deleted rows."""
    if depth > DEEPEST:
        return
    for child in parent:
        name = local_name(child)
        if name == wanted:
            if property_of(child, "trPr", "del") is None:
                yield child
        elif name not in DROPPED and name not in {"tbl", "tr", "tc", "p"}:
            yield from _children(child, wanted, depth + 1)


def _is_merged_away(cell: etree._Element) -> bool:
    """Whether a cell is only the lower part of the one above."""
    merge = property_of(cell, "tcPr", "vMerge")
    return merge is not None and attribute(merge, "val") != "restart"


def _paragraph(
    element: etree._Element, place: ParagraphPlace, fields: Fields, boxes: list[etree._Element]
) -> WordParagraph:
    """One paragraph; its text boxes are put aside."""
    pieces: list[str] = []
    collect(element, fields, pieces, boxes)
    fields.settle()
    style = property_of(element, "pPr", "pStyle")
    number = property_of(element, "pPr", "numPr")
    level = property_of(element, "pPr", "outlineLvl")
    return WordParagraph(
        "".join(pieces),
        place,
        attribute(style, "val") if style is not None else "",
        None if number is None else has_number(number),
        None if level is None else outline_level(level),
    )


def has_number(element: etree._Element) -> bool:
    """Whether a ``numPr`` gives a number: the list 0 takes it away."""
    ids = [attribute(child, "val") for child in element if local_name(child) == "numId"]
    return ids != ["0"]


def outline_level(element: etree._Element) -> int:
    """The level that an ``outlineLvl`` gives, 9 for body text."""
    value = attribute(element, "val")
    return int(value) if value.isdecimal() and len(value) == 1 else 9


def _mark_is_deleted(paragraph: etree._Element) -> bool:
    """Whether the end of a paragraph was deleted, so that the next one goes on."""
    marks = property_of(paragraph, "pPr", "rPr")
    return marks is not None and any(local_name(m) in {"del", "moveFrom"} for m in marks)
