"""Build blocks from tags and text: runs of inline text, each with its context."""

import re
from dataclasses import dataclass

from aligner.offsets import Traced
from aligner.patterns import lazy_pattern
from aligner.readers.cleaning.characters import (
    clean,
    clean_text,
    joined_by_break,
    resolve_entities,
    unescape_html,
)
from aligner.readers.html.elements import (
    BLOCK_TAGS,
    ENDED_BY,
    HEADING_TAGS,
    HIDDEN_TAGS,
    ROLE_TAGS,
    RUBY_TAGS,
    SCOPE_TAGS,
    VOID_TAGS,
    Region,
    is_note_link,
    region_of,
    stated_size,
)
from aligner.readers.html.notes import note_marks
from aligner.readers.html.page import Page, RawBlock
from aligner.readers.html.tokens import Tag, Text, tokens
from aligner.text import HAN, one_line

# Deeper nesting is flattened, as browsers do; this bounds every search.
_DEEPEST = 512
_NEAR = 64
# Pieces of one block joined at once; bounds memory.
_MOST_PIECES = 150_000
_INDENT = lazy_pattern("(?:[\u3000\u2003]|&emsp;){2,}")
_WRAPPED_HAN = lazy_pattern(rf"(?<=[{HAN}])\s*\n\s*(?=[{HAN}])")
_BLANK_LINE = lazy_pattern(r"[\n\x85][ \t\r]*[\n\x85]")
_SENTENCE_END = "。！？：；…”’」』）.!?:;\"')"
_HIDDEN_STYLE = lazy_pattern(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Element:
    """An open element with the properties that its content inherits."""

    name: str
    is_block: bool
    frame: int
    role: str
    region: Region
    hidden: bool = False
    size: float = 0.0


def read_page(source: str) -> Page:
    """Parse a page into blocks of all its visible text, with titles and metadata.

    Parameters
    ----------
    source : str
        Decoded HTML; any text will do.
    """
    builder = _Builder(source)
    marks = note_marks(source)
    for token in tokens(source):
        if isinstance(token, Text):
            start = marks.get(token.start, token.start)
            if start < token.stop:
                builder.add_text(start, token.stop)
        elif token.is_end:
            builder.end(token)
        else:
            builder.start(token)
    builder.flush()
    builder.join_lines()
    return builder.page


class _Builder:
    """State while the tokens of one page are processed."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.page = Page([], [("", -1)], {})
        self.open = [
            _Element("", is_block=True, frame=0, role="", region=Region.NONE, hidden=False)
        ]
        self.counts: dict[str, int] = {}
        self.flattened: dict[str, int] = {}
        self.pieces: list[Traced] = []
        # Lines of the last block that were only wrapped by line breaks, with their separators.
        self.lines: list[Traced] = []
        self.behind_break = False
        self.behind_blank = False
        # How many elements were open where the current link began.
        self.link_depth: int | None = None
        self.link_length = 0
        self.size = 0.0

    def start(self, tag: Tag) -> None:
        """Open an element, or handle an empty one."""
        if tag.name == "a":
            self.link_depth = len(self.open) if "href" in tag.attributes else None
        elif tag.name == "br":
            self._line_break(tag)
        elif tag.name in {"meta", "link", "title", "html"}:
            note(tag, self.source, self.page)
        if tag.name in BLOCK_TAGS:
            self.flush()
        if tag.name in BLOCK_TAGS or tag.name in RUBY_TAGS:
            self._end_implied(tag.name)
        if tag.name not in VOID_TAGS and not tag.is_empty:
            self._push(tag)
        if tag.raw_stop is not None and tag.name in {"textarea", "xmp"}:
            self.add_text(tag.stop, tag.raw_stop)

    def end(self, tag: Tag) -> None:
        """Close the innermost open element of a name, if it is near enough."""
        name = tag.name
        if name == "a":
            self.link_depth = None
        if name in {"br", "p"} and not self.counts.get(name):
            self.flush()
        if self.flattened.get(name):
            self.flattened[name] -= 1
            self._break_at(name)
        elif self.counts.get(name):
            self._break_at(name)
            self._close(name, inline=name not in BLOCK_TAGS)

    def add_text(self, start: int, stop: int) -> None:
        """Add a run of character data."""
        if self.open[-1].hidden:
            return
        paragraph_break = _BLANK_LINE if self.counts.get("pre") else _INDENT
        position = start
        for match in paragraph_break.finditer(self.source, start, stop):
            self._add(position, match.start())
            position = match.start()
            if paragraph_break is _BLANK_LINE or self._last_mark() in _SENTENCE_END:
                self.flush()
        self._add(position, stop)

    def flush(self) -> None:
        """End the current block."""
        pieces = self.pieces
        text = clean(pieces[0] if len(pieces) == 1 else Traced.joined(pieces))
        if text.text:
            self._emit(text)
        if text.text or not self.pieces:
            self.behind_break = self.behind_blank = False
        self.pieces, self.link_length, self.size = [], 0, 0.0

    def _emit(self, text: Traced) -> None:
        """Append a block, or continue the last one if a line break only wrapped it."""
        blocks, inside = self.page.blocks, self.open[-1]
        if self.behind_break and blocks and blocks[-1].frame == inside.frame:
            glue = joined_by_break(self.lines[-1].text, text.text)
            if glue is not None:
                if glue:
                    span = self.lines[-1].span[1], text.span[0]
                    self.lines.append(Traced(glue, ((0, *span),)))
                self.lines.append(text)
                blocks[-1].link_length += self.link_length
                return
        self.join_lines()
        self.lines = [text]
        link_length = min(self.link_length, len(text.text))
        blocks.append(
            RawBlock(text, inside.role, inside.region, inside.frame, link_length, self.size)
        )

    def join_lines(self) -> None:
        """Join the lines of the last block."""
        if len(self.lines) > 1:
            self.page.blocks[-1].traced = Traced.joined(self.lines)

    def _add(self, start: int, stop: int) -> None:
        """Add text without a paragraph break in it."""
        piece = Traced.of(self.source, start, stop)
        if self.page.is_from_office:
            # These programs wrap lines at spaces alone.
            piece = piece.sub(_WRAPPED_HAN, " ")
        piece = resolve_entities(piece)
        if piece.text.strip():
            self.size = max(self.size, self.open[-1].size)
        self.pieces.append(piece)
        if len(self.pieces) > _MOST_PIECES:
            self.pieces = [Traced.joined(self.pieces)]
        if self.link_depth is not None:
            self.link_length += len(one_line(piece.text))

    def _last_mark(self) -> str:
        """Last visible character of the current block; a full stop if there is none."""
        for piece in reversed(self.pieces):
            if stripped := piece.text.rstrip():
                return stripped[-1]
        return "."

    def _line_break(self, tag: Tag) -> None:
        """Handle ``<br>``: white space in a heading, the end of a block elsewhere."""
        if self.open[-1].role in HEADING_TAGS:
            self.pieces.append(Traced("\n", ((0, tag.start, tag.stop),)))
            return
        is_blank = not any(piece.text.strip() for piece in self.pieces)
        was_behind = self.behind_break or self.behind_blank
        self.flush()
        # A second break in a row leaves a blank line, which ends the paragraph.
        self.behind_blank = was_behind and is_blank
        self.behind_break = not self.behind_blank

    def _push(self, tag: Tag) -> None:
        """Open an element, unless it is nested too deep."""
        if len(self.open) > _DEEPEST:
            self.flattened[tag.name] = self.flattened.get(tag.name, 0) + 1
            return
        outer = self.open[-1]
        is_block = tag.name in BLOCK_TAGS
        counts = is_block or tag.name in RUBY_TAGS or is_hidden(tag)
        if not (counts or tag.attributes or self.counts.get(tag.name)):
            # Inline elements without attributes have no effect, and many are never closed.
            return
        frame = outer.frame
        if is_block:
            frame = len(self.page.frames)
            self.page.frames.append((tag.name, outer.frame))
        self.counts[tag.name] = self.counts.get(tag.name, 0) + 1
        self.open.append(
            _Element(
                tag.name,
                is_block,
                frame,
                tag.name if tag.name in ROLE_TAGS else outer.role,
                region_of(tag.name, tag.attributes, outer.region),
                outer.hidden or is_hidden(tag),
                stated_size(tag.name, tag.attributes) or outer.size,
            ),
        )

    def _end_implied(self, name: str) -> None:
        """Close the elements that a start tag closes implicitly."""
        if self.counts.get("p") and name in BLOCK_TAGS:
            self._close_within("p", ("p",))
        closes = ENDED_BY.get(name)
        if closes and any(self.counts.get(other) for other in closes):
            self._close_within(name, closes)

    def _close_within(self, name: str, closes: tuple[str, ...]) -> None:
        """Close the innermost of the given elements, unless a scope boundary comes first."""
        for depth in range(1, min(len(self.open), _NEAR)):
            element = self.open[-depth]
            if element.name in closes:
                self._pop(depth)
                return
            cell = element.name in {"td", "th"} and name != "tr"
            if element.name in SCOPE_TAGS or cell:
                return

    def _break_at(self, name: str) -> None:
        """End the current block if the element is a block element."""
        if name in BLOCK_TAGS:
            self.flush()

    def _close(self, name: str, *, inline: bool) -> None:
        """Close the innermost element of a name; an inline one only inside its block."""
        for depth in range(1, min(len(self.open), _NEAR if inline else len(self.open))):
            element = self.open[-depth]
            if element.name == name:
                self._pop(depth)
                return
            if inline and element.is_block:
                return

    def _pop(self, depth: int) -> None:
        """Close the innermost `depth` elements."""
        for element in self.open[-depth:]:
            self.counts[element.name] -= 1
        del self.open[-depth:]
        if self.link_depth is not None and len(self.open) < self.link_depth:
            self.link_depth = None


def note(tag: Tag, source: str, page: Page) -> None:
    """Record the metadata of a tag in the page's head."""
    attributes = tag.attributes
    if tag.name == "title" and not page.title and tag.raw_stop is not None:
        page.title = clean_text(unescape_html(source[tag.stop : tag.raw_stop]))
    elif tag.name == "html" and not page.language:
        page.language = attributes.get("lang") or attributes.get("xml:lang") or ""
    elif tag.name == "link" and attributes.get("rel", "").lower() == "canonical":
        page.url = page.url or attributes.get("href", "").strip()
    elif tag.name == "meta":
        name = attributes.get("name") or attributes.get("property") or attributes.get("itemprop")
        content = clean_text(attributes.get("content", ""))
        if name and content:
            page.meta.setdefault(name.strip().lower(), content)


def is_hidden(tag: Tag) -> bool:
    """Whether the content of an element is not shown."""
    if tag.name in HIDDEN_TAGS or "hidden" in tag.attributes or is_note_link(tag.attributes):
        return True
    return bool(_HIDDEN_STYLE.search(tag.attributes.get("style", "")))
