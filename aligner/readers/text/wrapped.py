"""Join hard-wrapped lines into paragraphs.

Lengths are columns: the width of a Latin letter of a fixed-width font, half
that of a Chinese character.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from aligner.offsets import Traced
from aligner.readers.marks import ends_sentence, line_kind
from aligner.readers.text.cuts import cuts_through
from aligner.readers.text.hyphens import HYPHEN, divides_words, keeps_hyphen
from aligner.text import HAN, is_han
from aligner.values import BlockKind

_WIDE = 0x2E7F
# Bullets that nobody types, among them all signs of symbol fonts, as characters of a pattern.
DRAWN_BULLETS = "•●■◆▪○►➢\uf020-\uf0ff"
_LIST_MARK = re.compile(
    rf"(?:[-*·{DRAWN_BULLETS}]|\d{{1,2}}[.)](?!\d)|\d{{1,2}}、|[(（]?[一二三四五六七八九十\d]{{1,3}}[)）、])\s*\S"
)
_ARTICLE = re.compile(r"第[一二三四五六七八九十百千\d]{1,7}[条章节編编]")
# A line with this much space left was not broken for want of room.
_SLACK = 4.0
_LONGEST_WORD = 30
_INDENT = 1.5
_WIDER_GAP = 1.3
_OTHER_SIZE = 0.12
_LARGE = 1.15
# A line that ends within a clause must reach at least this share of the width.
_RAGGED = 0.6
# Lines indented this far are right-aligned or centred.
_FAR_IN = 0.35
# What a paragraph breaks off with at the end of a page, and an earlier sentence of it.
_OPEN_MARKS = ",，、"
_INNER_END = re.compile(r"[。！？；]|[.!?;][\"”’)]?\s")
_FEWEST_INDENTED = 2
_OPENING, _CLOSING = "(（", ")）"
# A bracket behind so few characters is behind the letter of a list: "iv)".
_LONGEST_LETTER = 4
# A caption may be wrapped, and the number of a figure may begin a line: “see / Figure 3. Then”.
_RUNNING = frozenset({None, BlockKind.CAPTION})
_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
_MIXED = re.compile(rf"([{HAN}])( ?)(?=[A-Za-z0-9])|([A-Za-z0-9])( ?)(?=[{HAN}])")


@dataclass(frozen=True, slots=True)
class Line:
    """One line with its position in its column.

    Parameters
    ----------
    text : Traced
        Without outer white space, not empty.
    left, right : float
        Where it begins and ends, in columns.
    base, edge : float
        Left and right margin of its column, in columns.
    gap : float
        Distance from the previous line, as a multiple of the normal line spacing.
    size : float
        Font size relative to the body text.
    is_jump : bool
        Whether it starts a page or column, so that `gap` is meaningless.
    """

    text: Traced
    left: float
    right: float
    base: float
    edge: float
    gap: float = 1.0
    size: float = 1.0
    is_jump: bool = False


@dataclass(frozen=True, slots=True)
class _Habits:
    """Layout habits of the whole text."""

    indents: bool


def columns(text: str) -> int:
    """Width of a text in a fixed-width font, in columns."""
    return sum(2 if ord(character) > _WIDE else 1 for character in text)


def list_mark(text: str) -> bool:
    """Whether a line begins like a list item or an article of a law."""
    return _LIST_MARK.match(text) is not None or _ARTICLE.match(text) is not None


def rewrapped(lines: Sequence[Line]) -> list[list[Line]]:
    """Group lines into paragraphs, in order.

    A line continues the previous one if its first word would not have fitted there. Wider
    gaps, indents, changes of font size, list marks, and lines recognisable by their wording
    (dates, bylines) end paragraphs.

    Parameters
    ----------
    lines : sequence of Line
    """
    habits = _Habits(indents=_indented(lines) >= _FEWEST_INDENTED)
    runs: list[list[Line]] = []
    for line in lines:
        if runs and _goes_on(runs[-1], line, habits):
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _indented(lines: Sequence[Line]) -> int:
    """How many lines are indented relative to both neighbours."""
    return sum(
        line.left > max(before.left, after.left) + _INDENT
        for (before, line), (_, after) in zip(pairwise(lines), pairwise(lines[1:]), strict=False)
    )


def _goes_on(run: list[Line], line: Line, habits: _Habits) -> bool:
    """Whether a line continues a paragraph."""
    before = run[-1]
    if _is_set_apart(before, line):
        return False
    is_heading = before.size > _LARGE and not line.is_jump
    if is_heading or _closes_bracket(before.text.text, line.text.text):
        return True
    if _is_placed_apart(run, line, habits):
        return False
    text = line.text.text
    open_end = not ends_sentence(before.text.text)
    if not _was_full(before, line):
        return open_end and (_within_clause(before, text) or _breaks_off(run, line))
    if open_end and line_kind(before.text.text) in _RUNNING:
        # The last line of a sentence may happen to look like a date or a byline.
        return ends_sentence(text) or line_kind(text) in _RUNNING
    return not (line_kind(before.text.text) or line_kind(text))


def _is_set_apart(before: Line, line: Line) -> bool:
    """Whether font size, gap or list mark separates a line from the previous one."""
    other_size = abs(before.size - line.size) > _OTHER_SIZE * before.size
    wide_gap = not line.is_jump and line.gap > _WIDER_GAP
    return other_size or wide_gap or list_mark(line.text.text)


def _closes_bracket(before: str, text: str) -> bool:
    """Whether a line ends what the line before it puts in brackets, as a centred note may."""
    if max(map(before.rfind, _OPENING)) <= max(map(before.rfind, _CLOSING)):
        return False
    closes = min((place for sign in _CLOSING if (place := text.find(sign)) >= 0), default=0)
    return closes > _LONGEST_LETTER and not any(sign in text[:closes] for sign in _OPENING)


def _is_placed_apart(run: list[Line], line: Line, habits: _Habits) -> bool:
    """Whether indentation separates two lines."""
    before = run[-1]
    if before.left - before.base > _FAR_IN * (before.edge - before.base):
        return True
    hangs = len(run) == 1 and list_mark(run[0].text.text)
    deeper = line.left > before.left + _INDENT
    if deeper and not hangs and (not line.is_jump or habits.indents):
        return True
    if not line.is_jump or not ends_sentence(before.text.text):
        return False
    return deeper or not habits.indents


def _was_full(before: Line, line: Line) -> bool:
    """Whether the previous line had no room for the first word of this one."""
    text = line.text.text
    word = text.split(" ", 1)[0] if text[0].isascii() else text[:1]
    filled = before.right + columns(word[:_LONGEST_WORD])
    return filled + _SLACK > before.edge


def _breaks_off(run: list[Line], line: Line) -> bool:
    """Whether a short line is no last one: it ends within a word, or a page with half a sentence.

    Headings and captions end without a mark, too, but no sentence comes before their end.
    """
    before, text = run[-1].text.text, line.text.text
    if HYPHEN.search(before):
        return text[0].islower()
    is_open = before[-1].isalpha() or before[-1] in _OPEN_MARKS
    is_text = len(run) > 1 and _INNER_END.search("\n".join(one.text.text for one in run))
    return bool(line.is_jump and is_open and is_text) and line_kind(text) is None


def _within_clause(before: Line, text: str) -> bool:
    """Whether a line that was not full still breaks off within a clause."""
    reaches = before.right - before.left > _RAGGED * (before.edge - before.left)
    return reaches and before.text.text[-1].islower() and text[0].islower()


def joined(runs: Sequence[list[Line]]) -> list[Traced]:
    """Join the lines of each paragraph: Chinese without a space, others with one.

    A hyphen at the end of a line is dropped if it divides a word, see `keeps_hyphen`.

    Parameters
    ----------
    runs : sequence of list of Line
        Paragraphs of the whole document, from `rewrapped`.
    """
    lines = [line.text.text for run in runs for line in run]
    words = Counter(word.lower() for line in lines for word in _WORD.findall(line))
    pairs = ((before.text.text, line.text.text) for run in runs for before, line in pairwise(run))
    divides = divides_words((pair for pair in pairs if HYPHEN.search(pair[0])), words)
    spaced = _is_spaced(lines)
    texts = []
    for run in runs:
        parts = [run[0].text]
        for line in run[1:]:
            _append(parts, line.text, words, divides=divides, spaced=spaced)
        texts.append(Traced.joined(parts))
    return texts


def _append(
    parts: list[Traced], after: Traced, words: Counter[str], *, divides: bool, spaced: bool
) -> None:
    """Append a line to its paragraph, with a space if one is needed."""
    before = parts[-1]
    if HYPHEN.search(before.text) and after.text[0].isalnum():
        if not keeps_hyphen(before.text, after.text, words, divides=divides):
            parts[-1] = before[: len(before.text) - 1]
    elif not _touch(before.text[-1], after.text[0], spaced=spaced) and not cuts_through(
        before.text, after.text, words
    ):
        stop, start = before.span[1], after.span[0]
        parts.append(Traced(" ", ((0, min(stop, start), max(stop, start)),)))
    parts.append(after)


def _touch(left: str, right: str, *, spaced: bool) -> bool:
    """Whether two characters are written without a space between them."""
    wide = [_is_wide(left), _is_wide(right)]
    return all(wide) or (any(wide) and not (spaced and _is_mixed(left, right)))


def _is_wide(character: str) -> bool:
    """Whether a character is full-width, and so needs no space beside it."""
    return ord(character) > _WIDE or character in "“”‘’…—"


def _is_mixed(left: str, right: str) -> bool:
    """Whether a Han character meets a Latin letter or digit."""
    return (is_han(left) and right.isascii()) or (left.isascii() and is_han(right))


def _is_spaced(lines: list[str]) -> bool:
    """Whether the document puts spaces between Chinese characters and Latin letters."""
    spaces = [match[2] or match[4] or "" for line in lines for match in _MIXED.finditer(line)]
    return sum(map(bool, spaces)) > len(spaces) / 2
