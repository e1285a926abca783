"""Marks of footnotes on a page: the raised figure in the text, and the one before the note."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from html import unescape
from typing import NamedTuple

from aligner.readers.html.elements import BLOCK_TAGS
from aligner.readers.html.tokens import Tag, Text, tokens

# What a mark looks like: [1], (2), 注3, *, a; and what leads back from a note.
_SIGN = r"(?:注|Notes?)?\s*\d{1,3}|[*＊†‡§¶※]{1,3}|[a-z]|[ivx]{1,5}|[\u2460-\u2473]"
_OPEN, _CLOSE, _POINT = r"[\[［(（〔【]", r"[\])）］〕】]", "[.．、:：]"
_MARK = re.compile(rf"{_OPEN}?\s*(?P<sign>{_SIGN})\s*{_CLOSE}?{_POINT}?")
# A mark that is written before a note: a figure or a letter needs something behind it.
_SPACE = r"(?:\s|&nbsp;|&#160;|&emsp;|&ensp;)"
_WRITTEN = re.compile(
    rf"{_SPACE}*(?:{_OPEN}\s*(?P<closed>{_SIGN})\s*{_CLOSE}{_POINT}?"
    r"|(?P<bare>[*＊†‡§¶※]{1,3}|[\u2460-\u2473])"
    rf"|(?P<open>(?:注|Notes?)?\s*\d{{1,3}})(?:{_POINT}(?!\d)|(?={_SPACE})|$)"
    rf"|(?P<letter>[a-z]){_POINT}){_SPACE}*"
)
_NAMED = re.compile(r"^(?:注|Notes?)\s*")
# What is raised to a power or squared, rather than explained in a note.
_BASE = re.compile(r"(?<![A-Za-z\d])(?:10|[kcmdnµμ]?m|ft|mi|yd|[A-Za-zχ])$")
_POWERS = frozenset({"2", "3"})
_LONGEST = len("［注 100］．")
_LONGEST_WRITTEN = 4 * len("&#x2191;")
_BACK = re.compile(r"[\^↑↩⤴\ufe0e\ufe0f\s]+")


class _Candidate(NamedTuple):
    """Text that looks like a mark: where it begins and ends, and what is around it."""

    start: int
    stop: int
    sign: str
    is_raised: bool = False
    is_linked: bool = False
    opens_block: bool = False
    is_power: bool = False

    @property
    def is_written(self) -> bool:
        """Whether it stands before a text without being raised or a link."""
        return not (self.is_raised or self.is_linked)


_POSSIBLE = re.compile(r"""<sup[\s>]|href\s*=\s*["']?#""", re.IGNORECASE)


def note_marks(source: str) -> Mapping[int, int]:
    """Where the texts begin, and end, that are marks of notes, or ways back from them.

    A raised figure may be a power or a formula's.  It is a mark if it is also a link within
    the page, or if the same sign stands before a note and behind a text: raised or linked as
    well, or written before a row of notes below the text that has just its signs.

    Parameters
    ----------
    source : str
        Decoded HTML.
    """
    if _POSSIBLE.search(source) is None:
        return {}
    every = list(_candidates(source, tokens(source)))
    candidates = [c for c in every if not c.is_written]
    following = Counter(c.sign for c in candidates if not (c.opens_block or c.is_power))
    paired = {c.sign for c in candidates if c.opens_block} & {
        c.sign for c in candidates if not c.opens_block
    }
    marks = [
        c
        for c in candidates
        if (c.is_raised and c.is_linked)
        or (c.sign in paired and not (c.is_power and following[c.sign]))
        or not c.sign
    ]
    if not any(c.is_raised for c in marks):
        marks += _written_notes(every)
    return {c.start: c.stop for c in marks}


def _written_notes(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Raised figures of a text, and the marks written before the notes below it.

    The notes are the last row of lines that begin with the signs of the text, in their order,
    and no further one.
    """
    raised = [c for c in candidates if c.is_raised and not c.opens_block]
    for marks in ([c for c in raised if not c.is_power], raised):
        signs = list(dict.fromkeys(c.sign for c in marks))
        if not signs or (signs[0] in _POWERS and marks[0].is_power):
            continue
        below = [c for c in candidates if c.is_written and c.start > marks[-1].start]
        for first in range(len(below) - len(signs), -1, -1):
            stop = first + len(signs)
            if all(below[first + place].sign == sign for place, sign in enumerate(signs)):
                is_longer = _counts_on(below[stop - 1], below[stop : stop + 1])
                return [] if is_longer else [*marks, *below[first:stop]]
    return []


def _counts_on(last: _Candidate, rest: Sequence[_Candidate]) -> bool:
    """Whether the next line is numbered as the one after the last, as in a longer list."""
    if not rest or not (last.sign.isdecimal() and rest[0].sign.isdecimal()):
        return False
    return int(rest[0].sign) == int(last.sign) + 1


def _candidates(source: str, parts: Iterable[Tag | Text]) -> Iterable[_Candidate]:
    """All texts that might be marks, by their looks and by the elements around them."""
    raised = linked = False
    opens_block = True
    before = ""
    for part in parts:
        if isinstance(part, Tag):
            if part.name in BLOCK_TAGS or part.name == "br":
                raised = linked = False
                opens_block = True
            elif part.name == "sup":
                raised = not part.is_end
            elif part.name == "a":
                linked = not part.is_end and part.attributes.get("href", "").startswith("#")
            continue
        text = source[part.start : part.stop].strip()
        if not text:
            continue
        if raised or linked:
            sign = _sign(text)
            if sign is not None and (sign or linked):
                is_power = raised and sign in _POWERS and _BASE.search(before) is not None
                yield _Candidate(part.start, part.stop, sign, raised, linked, opens_block, is_power)
        elif opens_block and (mark := _WRITTEN.match(source, part.start, part.stop)):
            yield _Candidate(part.start, mark.end(), _plain(mark[mark.lastgroup or 0]))
        opens_block = False
        before = text


def _sign(text: str) -> str | None:
    """The sign of a mark, ``""`` for a way back, None for any other text."""
    text = unescape(text).strip() if len(text) <= _LONGEST_WRITTEN else ""
    if not 0 < len(text) <= _LONGEST:
        return None
    if _BACK.fullmatch(text):
        return ""
    mark = _MARK.fullmatch(text)
    return _plain(mark["sign"]) if mark else None


def _plain(sign: str) -> str:
    """A sign without the word before it; a circled figure as a plain one."""
    return unicodedata.normalize("NFKC", _NAMED.sub("", sign)).strip()
