"""Marks of footnotes on a page: the raised figure in the text, and the one before the note."""

import re
from collections.abc import Iterable
from html import unescape
from typing import NamedTuple

from aligner.readers.html.elements import BLOCK_TAGS
from aligner.readers.html.tokens import Tag, Text, tokens

# What a mark looks like: [1], (2), 注3, *, a; and what leads back from a note.
_MARK = re.compile(
    r"[\[［(（〔【]?\s*(?P<sign>注?\s*\d{1,3}|[*＊†‡§¶※]{1,3}|[a-z]|[ivx]{1,5}|[\u2460-\u2473])"
    r"\s*[\])）］〕】]?[.．、]?",
)
_LONGEST = len("［注 100］．")
_LONGEST_WRITTEN = 4 * len("&#x2191;")
_BACK = re.compile(r"[\^↑↩⤴\ufe0e\ufe0f\s]+")


class _Candidate(NamedTuple):
    """Raised or linked text that looks like a mark: where it begins, and what is around it."""

    start: int
    sign: str
    is_raised: bool
    is_linked: bool
    opens_block: bool


_POSSIBLE = re.compile(r"""<sup[\s>]|href\s*=\s*["']?#""", re.IGNORECASE)


def note_marks(source: str) -> frozenset[int]:
    """Where the texts begin that are marks of notes, or ways back from them.

    A raised figure may be a power or a formula's.  It is a mark if it is also a link within
    the page, or if the same sign stands before a note and behind a text.

    Parameters
    ----------
    source : str
        Decoded HTML.
    """
    if _POSSIBLE.search(source) is None:
        return frozenset()
    candidates = list(_candidates(source, tokens(source)))
    opening = {c.sign for c in candidates if c.opens_block}
    following = {c.sign for c in candidates if not c.opens_block}
    paired = opening & following
    return frozenset(
        candidate.start
        for candidate in candidates
        if (candidate.is_raised and candidate.is_linked)
        or candidate.sign in paired
        or not candidate.sign
    )


def _candidates(source: str, parts: Iterable[Tag | Text]) -> Iterable[_Candidate]:
    """All texts that might be marks, by their looks and by the elements around them."""
    raised = linked = False
    opens_block = True
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
                yield _Candidate(part.start, sign, raised, linked, opens_block)
        opens_block = False


def _sign(text: str) -> str | None:
    """The sign of a mark, ``""`` for a way back, None for any other text."""
    text = unescape(text).strip() if len(text) <= _LONGEST_WRITTEN else ""
    if not 0 < len(text) <= _LONGEST:
        return None
    if _BACK.fullmatch(text):
        return ""
    mark = _MARK.fullmatch(text)
    return mark["sign"] if mark else None
