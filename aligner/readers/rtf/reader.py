"""Reads Rich Text Format (Microsoft, versions 1.0 to 1.9.1) into Documents."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from aligner.errors import FormatError
from aligner.readers.cleaning.characters import clean_text
from aligner.readers.pieces import Piece, PieceReader, furniture
from aligner.readers.properties import day_of_change, shown_title
from aligner.readers.rtf.tokens import (
    WESTERN,
    Token,
    code_page,
    decode_run,
    font_charset,
    tokens,
)
from aligner.readers.styles import Style, style_of
from aligner.readers.text.reader import Properties
from aligner.readers.tracked import changes_doubt
from aligner.tables import equation_text
from aligner.values import BlockKind

# Groups that hold no text of the document.
_SKIPPED = frozenset(
    {
        *("colortbl", "pict", "listtable", "listoverridetable", "rsidtbl", "filetbl", "revtbl"),
        *("themedata", "datastore", "latentstyles", "xmlnstbl", "datafield", "do", "template"),
        *("bkmkstart", "bkmkend", "annotation", "atnid", "atnauthor", "atntime", "atnref"),
        *("listtext", "pntext", "pn", "sp", "shprslt", "nonshppict", "objdata", "objclass"),
        *("nesttableprops", "nonesttables", "xe", "tc", "generator", "ftnsep", "ftnsepc"),
        *("aftnsep", "aftnsepc", "aftncn", "ftncn", "htmltag", "mhtmltag", "info", "upr"),
    }
)
_TABLES = {"fonttbl": "font", "stylesheet": "style"}
_PLACES = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "header"),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "footer"),
    **dict.fromkeys(("shptxt", "dptxbxtext"), "box"),
    "footnote": "note",
    "fldinst": "code",
}
_KEPT_THOUGH_STARRED = frozenset({"shpinst", "ud", "shpgrp", *_PLACES})
# Places whose groups end a paragraph.
_APART = frozenset({"header", "footer", "note", "box"})
_INFO = frozenset({"title", "operator"})
_TIMES = frozenset({"creatim", "revtim"})
_SIGNS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "~": "\u00a0", "_": "-", "emdash": "—", "endash": "–",
    "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "emspace": "\u2003", "enspace": "\u2002", "qmspace": " ", "\\": "\\", "{": "{", "}": "}",
}  # fmt: skip
_ENDS = frozenset({"par", "sect", "page", "column"})
_CELL_ENDS = frozenset({"cell", "nestcell"})
_SURROGATE = re.compile("[\ud800-\udfff]+")
_CHANGES = [re.compile(rb"\\%b(?![a-z0-9])" % word) for word in (b"revised", b"deleted")]
_DEEPEST = 10_000
_BODY_LEVEL = 9


@dataclass(frozen=True, slots=True)
class _Form:
    """Properties of a paragraph."""

    in_table: bool = False
    style: int = 0
    is_listed: bool = False
    level: int = _BODY_LEVEL


@dataclass(slots=True)
class _Group:
    """What holds inside a pair of braces.

    Parameters
    ----------
    place : str
        ``"body"``, ``"box"``, ``"header"``, ``"footer"``, ``"note"``, ``"code"`` (of a
        field), ``"font"``, ``"style"``, ``"info"``, or ``""`` where there is no text.
    """

    place: str = "body"
    font: int = -1
    wide_font: int = -1
    is_wide: bool = False
    replaced: int = 1
    is_hidden: bool = False
    is_deleted: bool = False
    form: _Form = _Form()
    name: str = ""
    starred: bool = False


@dataclass(slots=True)
class _Open:
    """The text being read in one place, with its finished paragraphs."""

    runs: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)


class RtfReader(PieceReader):
    """Reads a file of Rich Text Format into a Document.

    Includes headers, the body with tables and text boxes, footnotes and footers.  Hidden
    and deleted text, remarks, pictures, fields' codes and embedded objects are left out.
    """

    def load(self, data: bytes, document_id: str) -> tuple[Sequence[Piece], Properties]:
        """All paragraphs of a document in reading order, and its properties."""
        start = data.find(b"{\\rtf")
        if start < 0:
            message = "not Rich Text Format: open it in its own program and save it as DOCX"
            raise FormatError(message, document_id)
        parser = _Parser(document_id)
        for token in tokens(data[start:]):
            if parser.take(token):
                break
        pieces, properties = parser.finished()
        kept, dropped = (len(pattern.findall(data)) for pattern in _CHANGES)
        return pieces, replace(properties, doubts=changes_doubt(kept, dropped))


class _Parser:
    """State while the tokens of one file are taken."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.groups = [_Group()]
        self.places = {place: _Open() for place in ("body", "code", *_APART)}
        self.codec = WESTERN
        self.fonts: dict[int, str] = {}
        self.styles: dict[int, Style] = {}
        self.info: dict[str, str] = {}
        self.times: dict[str, dict[str, int]] = {"creatim": {}, "revtim": {}}
        self.bytes = bytearray()
        self.skip = 0
        # Text of an entry of the font table, of the style sheet or of the properties.
        self.entry: list[str] = []
        self.entry_number = 0

    def take(self, token: Token) -> bool:
        """Take a token; True at the end of the document."""
        word = token.word
        if word == "":
            self._text(token.text)
            return False
        if word not in {"{", "}"} and self.skip > 0 and word not in _SIGNS:
            self.skip = 0
        self._flush()
        if word == "{":
            self._open()
        elif word == "}":
            return self._close()
        elif word == "*":
            self.groups[-1].starred = True
        else:
            self._control(word, token.number)
        return False

    def finished(self) -> tuple[list[Piece], Properties]:
        """Paragraphs in reading order, and properties."""
        self._flush()
        self._end_paragraph("body", is_cell=False)
        body = self.places["body"].pieces
        head = furniture(piece.text for piece in self.places["header"].pieces)
        foot = furniture(piece.text for piece in self.places["footer"].pieces)
        notes = [
            Piece(piece.text, BlockKind.PARAGRAPH, is_note=True)
            for piece in self.places["note"].pieces
        ]
        title = shown_title(clean_text(self.info.get("title", "")))
        editor = clean_text(self.info.get("operator", ""))
        created, changed = (_moment(self.times[name]) for name in ("creatim", "revtim"))
        day = day_of_change(created, changed, editor)
        return [*head, *body, *notes, *foot], Properties(title, day)

    def _open(self) -> None:
        if len(self.groups) > _DEEPEST:
            raise FormatError("damaged: too deeply nested; save it as DOCX", self.path)
        self.groups.append(replace(self.groups[-1], name="", starred=False))

    def _close(self) -> bool:
        """End a group, and with it what only it holds."""
        group = self.groups.pop()
        if not self.groups:
            return True
        outer = self.groups[-1]
        if group.place == "info" and outer.place != "info":
            self._end_entry(group)
        if group.place in _APART and group.place != outer.place:
            self._end_paragraph(group.place, is_cell=False)
        if group.place in {"font", "style"}:
            self._end_entry(group)
        if group.place == "code" != outer.place:
            code = "".join(self.places["code"].runs)
            self.places["code"].runs.clear()
            self._add(equation_text(code))
        return len(self.groups) == 1

    def _control(self, word: str, number: int | None) -> None:
        """A control word."""
        group = self.groups[-1]
        if group.starred or not group.name:
            self._name(group, word)
        if group.place in {"font", "style", "info"}:
            self._entry_control(group, word, number)
        elif group.place:
            self._text_control(group, word, number)
        if word == "ansicpg":
            self.codec = code_page(number) or self.codec
        elif word == "uc":
            group.replaced = max(number or 0, 0)

    def _name(self, group: _Group, word: str) -> None:
        """The first control word of a group says what the group is."""
        group.name = word
        starred, group.starred = group.starred, False
        if word in _SKIPPED:
            group.place = ""
        elif word in _TABLES:
            group.place = _TABLES[word]
        elif word == "ud":
            group.place = self._outer_place()
        elif word in _INFO or word in _TIMES:
            group.place = "info" if self._is_inside("info") else group.place
        elif group.place and word in _PLACES:
            group.place = _PLACES[word]
        elif starred and group.place == "body" and word not in _KEPT_THOUGH_STARRED:
            group.place = ""

    def _is_inside(self, name: str) -> bool:
        return any(group.name == name for group in self.groups[-3:])

    def _outer_place(self) -> str:
        """Place of the text around an alternative in Unicode."""
        for group in reversed(self.groups[:-1]):
            if group.name == "upr":
                continue
            return group.place
        return ""

    def _entry_control(self, group: _Group, word: str, number: int | None) -> None:
        """A control word in the font table, the style sheet or the properties."""
        if group.place == "font" and word == "f":
            self.entry_number = number or 0
        elif group.place == "font" and word == "fcharset":
            self.fonts[self.entry_number] = font_charset(number) or ""
        elif group.place == "font" and word == "cpg":
            self.fonts[self.entry_number] = code_page(number) or ""
        elif group.place == "style" and word == "s":
            self.entry_number = number or 0
        elif group.place == "style" and word in {"cs", "ds", "ts"}:
            self.entry_number = -1
        elif group.place == "style" and word == "outlinelevel" and (number or 0) < _BODY_LEVEL:
            self.styles.setdefault(self.entry_number, Style(is_heading=True))
        elif group.name in _TIMES and word in {"yr", "mo", "dy", "hr", "min"}:
            self.times[group.name][word] = number or 0
        elif word == "u" and number is not None:
            self.entry.append(chr(number % 0x10000))
            self.skip = group.replaced

    def _end_entry(self, group: _Group) -> None:
        """What an entry named."""
        text = _paired("".join(self.entry)).strip(" ;")
        self.entry.clear()
        if group.place == "style" and text and self.entry_number >= 0:
            # An entry without a number of its own is the default style.
            style = style_of(text)
            if style is not None:
                self.styles[self.entry_number] = style
            self.entry_number = 0
        elif group.place == "info" and group.name in _INFO:
            self.info[group.name] = text

    def _text_control(self, group: _Group, word: str, number: int | None) -> None:
        """A control word in the text."""
        if word in _SIGNS:
            self._add(_SIGNS[word])
        elif word == "u" and number is not None:
            self._add(chr(number % 0x10000))
            self.skip = group.replaced
        elif word in _ENDS:
            self._end_paragraph(group.place, is_cell=group.form.in_table)
        elif word in _CELL_ENDS:
            self._end_paragraph(group.place, is_cell=True)
        else:
            group.form = _formed(group.form, word, number)
            _run_control(group, word, number)

    def _text(self, data: bytes) -> None:
        """Bytes of text, but for those that stand for a character already given."""
        group = self.groups[-1]
        if self.skip:
            count = min(self.skip, len(data))
            self.skip -= count
            data = data[count:]
        if group.place and data:
            self.bytes += data

    def _flush(self) -> None:
        """Turn the bytes collected into text."""
        if not self.bytes:
            return
        group = self.groups[-1]
        font = group.wide_font if group.is_wide and group.wide_font >= 0 else group.font
        text = decode_run(bytes(self.bytes), self.fonts.get(font, "") or self.codec, self.codec)
        self.bytes.clear()
        if group.place in {"font", "style", "info"}:
            self.entry.append(text)
        else:
            self._add(text)

    def _add(self, text: str) -> None:
        group = self.groups[-1]
        if group.place in self.places and not (group.is_hidden or group.is_deleted):
            self.places[group.place].runs.append(text)

    def _end_paragraph(self, place: str, *, is_cell: bool) -> None:
        """End a paragraph of a place."""
        if place not in self.places:
            return
        opened = self.places[place]
        text = _paired("".join(opened.runs))
        opened.runs.clear()
        form = self.groups[-1].form if self.groups else _Form()
        opened.pieces.append(_piece(text, form, self.styles, is_cell=is_cell))
        if place == "body":
            # The boxes that are anchored in a paragraph follow it.
            opened.pieces += self.places["box"].pieces
            self.places["box"].pieces.clear()


def _formed(form: _Form, word: str, number: int | None) -> _Form:
    """Properties of a paragraph after a control word."""
    if word == "pard":
        return _Form()
    if word == "intbl":
        return replace(form, in_table=number != 0)
    if word == "s":
        return replace(form, style=number or 0)
    if word == "ls":
        return replace(form, is_listed=number != 0)
    if word == "outlinelevel":
        return replace(form, level=number or 0)
    return form


def _run_control(group: _Group, word: str, number: int | None) -> None:
    """A control word for the characters behind it."""
    on = number != 0
    if word == "plain":
        group.is_hidden, group.is_wide, group.is_deleted = False, False, False
    elif word in {"v", "htmlrtf"}:
        group.is_hidden = on
    elif word == "deleted":
        group.is_deleted = on
    elif word == "f":
        group.font = number or 0
    elif word == "af" and group.is_wide:
        group.wide_font = number or 0
    elif word in {"dbch", "loch", "hich"}:
        group.is_wide = word == "dbch"


def _piece(text: str, form: _Form, styles: dict[int, Style], *, is_cell: bool) -> Piece:
    """A paragraph, its kind given by place and style."""
    style = styles.get(form.style, Style())
    if is_cell:
        return Piece(text, BlockKind.TABLE_CELL)
    if style.kind is not None:
        return Piece(text, style.kind)
    if style.is_heading or form.level < _BODY_LEVEL:
        return Piece(text, is_heading=True)
    return Piece(text, BlockKind.LIST_ITEM if form.is_listed else None)


def _paired(text: str) -> str:
    """Text in which two halves of a character are one, and lone halves are replaced."""
    return _SURROGATE.sub(
        lambda match: match[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"),
        text,
    )


def _moment(parts: dict[str, int]) -> str:
    """A time of the properties in the form of ISO 8601, ``""`` if it is none."""
    try:
        day = date(parts.get("yr", 0), parts.get("mo", 0), parts.get("dy", 0))
    except (ValueError, OverflowError):
        return ""
    return f"{day.isoformat()}T{parts.get('hr', 0):02d}:{parts.get('min', 0):02d}"
