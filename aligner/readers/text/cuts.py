"""Numbers and words that the end of a line cuts in two, as editors do that count characters."""

import re
from collections.abc import Mapping

from aligner.text import HAN

_HAN = re.compile(f"[{HAN}]")
_LETTER = re.compile("[A-Za-z]")
# A text with fewer Latin letters to a Han character is Chinese.
_LETTERS_PER_HAN = 2
_LAST_WORD, _FIRST_WORD = re.compile(r"[A-Za-z]+$"), re.compile(r"^[A-Za-z]+")
# The end of a line and the start of the next, where they are one number.
_HALVES = (
    (re.compile(r"\d$"), re.compile(r"\d|[.:/-]\d|[%‰]|,\d{3}(?!\d)")),
    (re.compile(r"\d[.:/]$"), re.compile(r"\d")),
    (re.compile(r"\d,$"), re.compile(r"\d{3}(?!\d)")),
)


def cuts_through(before: str, after: str, words: Mapping[str, int]) -> bool:
    """Whether the end of a line of Chinese stands within a number or a Latin word.

    Chinese lines are broken anywhere, Latin ones between words only.

    Parameters
    ----------
    before, after : str
        A line, and the one that goes on with its paragraph.
    words : mapping of str to int
        How often the document has each word within a line, in small letters.

    Examples
    --------
    >>> cuts_through("有效量达485", "2.6万件。", {}), cuts_through("a total of 485", "2.6 each", {})
    (True, False)
    """
    both = before + after
    if len(_HAN.findall(both)) * _LETTERS_PER_HAN <= len(_LETTER.findall(both)):
        return False
    if any(end.search(before) and start.match(after) for end, start in _HALVES):
        return True
    left, right = _LAST_WORD.search(before), _FIRST_WORD.search(after)
    if left is None or right is None:
        return False
    halves = left.group().lower(), right.group().lower()
    # The halves themselves are among the words.
    return words.get("".join(halves), 0) > 0 and min(words.get(half, 0) for half in halves) <= 1
