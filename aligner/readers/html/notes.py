"""Marks of footnotes on a page: the raised figure in the text, and the one before the note."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from aligner.readers.cleaning import unescape_html
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
    form: str = ""

    @property
    def is_written(self) -> bool:
        """Whether it stands before a text without being raised or a link."""
        return not (self.is_raised or self.is_linked)


_RAISING = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
_POSSIBLE = re.compile(rf"""<sup[\s>]|href\s*=\s*["']?#|{_RAISING.pattern}""", re.IGNORECASE)


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
        rows = [
            _last_row([c for c in below if c.form == form], signs)
            for form in {c.form for c in below}
        ]
        notes = max(rows, key=lambda row: row[-1].start if row else -1, default=[])
        if notes:
            return [*marks, *notes]
    return []


def _last_row(written: Sequence[_Candidate], signs: Sequence[str]) -> list[_Candidate]:
    """The last of some marks of one form that are the given signs in their order, and no more."""
    for first in range(len(written) - len(signs), -1, -1):
        stop = first + len(signs)
        if all(written[first + place].sign == sign for place, sign in enumerate(signs)):
            is_longer = _counts_on(written[stop - 1], written[stop : stop + 1])
            return [] if is_longer else list(written[first:stop])
    return []


def _counts_on(last: _Candidate, rest: Sequence[_Candidate]) -> bool:
    """Whether the next line is numbered as the one after the last, as in a longer list."""
    if not rest or not (last.sign.isdecimal() and rest[0].sign.isdecimal()):
        return False
    return int(rest[0].sign) == int(last.sign) + 1


@dataclass(slots=True)
class _Place:
    """The elements around a text, as far as they tell marks."""

    # Name of the element that raises, "" for none; the last number of the list, None for none.
    raiser: str = ""
    is_linked: bool = False
    opens_block: bool = True
    number: int | None = None
    opens_item: bool = False

    def step(self, tag: Tag) -> None:
        """Pass a tag."""
        if tag.name in BLOCK_TAGS or tag.name == "br":
            self.raiser, self.is_linked, self.opens_block = "", False, True
            self._step_list(tag)
        elif tag.name == "a":
            self.is_linked = not tag.is_end and tag.attributes.get("href", "").startswith("#")
        elif tag.is_end:
            self.raiser = "" if tag.name == self.raiser else self.raiser
        elif tag.name == "sup" or _RAISING.search(tag.attributes.get("style", "")):
            self.raiser = tag.name

    def _step_list(self, tag: Tag) -> None:
        """Count the items of a numbered list."""
        if tag.name in {"ol", "ul"}:
            self.number = 0 if tag.name == "ol" and not tag.is_end else None
        elif tag.name == "li" and not tag.is_end and self.number is not None:
            self.number += 1
            self.opens_item = True


def _candidates(source: str, parts: Iterable[Tag | Text]) -> Iterable[_Candidate]:
    """All texts that might be marks, by their looks and by the elements around them."""
    place = _Place()
    before = ""
    for part in parts:
        if isinstance(part, Tag):
            place.step(part)
            continue
        text = source[part.start : part.stop].strip()
        if not text:
            continue
        found = _candidate(source, part, place, before)
        if found is not None:
            yield found
        place.opens_block = place.opens_item = False
        before = text


def _candidate(source: str, part: Text, place: _Place, before: str) -> _Candidate | None:
    """The mark that a text is or begins with; an item of a numbered list has one of no length."""
    is_raised = bool(place.raiser)
    if is_raised or place.is_linked:
        sign = _sign(source[part.start : part.stop].strip())
        if sign is None or not (sign or place.is_linked):
            return None
        is_power = is_raised and sign in _POWERS and _BASE.search(before) is not None
        return _Candidate(
            part.start, part.stop, sign, is_raised, place.is_linked, place.opens_block, is_power
        )
    if not place.opens_block:
        return None
    if place.opens_item:
        return _Candidate(part.start, part.start, str(place.number), form="li")
    mark = _WRITTEN.match(source, part.start, part.stop)
    if mark is None:
        return None
    sign = mark[mark.lastgroup or 0]
    form = re.sub(r"\s|&\w+;", "", mark.group().replace(sign, ""))
    return _Candidate(part.start, mark.end(), _plain(sign), form=form)


def _sign(text: str) -> str | None:
    """The sign of a mark, ``""`` for a way back, None for any other text."""
    text = unescape_html(text).strip() if len(text) <= _LONGEST_WRITTEN else ""
    if not 0 < len(text) <= _LONGEST:
        return None
    if _BACK.fullmatch(text):
        return ""
    mark = _MARK.fullmatch(text)
    return _plain(mark["sign"]) if mark else None


def _plain(sign: str) -> str:
    """A sign without the word before it; a circled figure as a plain one."""
    return unicodedata.normalize("NFKC", _NAMED.sub("", sign)).strip()
