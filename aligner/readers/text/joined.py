"""Lines of a paragraph joined, by what the document itself shows of spaces and hyphens."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from aligner.offsets import Traced
from aligner.readers.text.wrapped import Line
from aligner.text import HAN, is_han

_WIDE = 0x2E7F
_HYPHEN = re.compile(r"(?:(?<=[A-Za-z0-9])[-\u2010]|\u00ad)$")
_LAST_WORD, _FIRST_WORD = re.compile(r"[A-Za-z]+$"), re.compile(r"[A-Za-z]+")
_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
_MIXED = re.compile(rf"([{HAN}])( ?)(?=[A-Za-z0-9])|([A-Za-z0-9])( ?)(?=[{HAN}])")
# So many words that stand undivided elsewhere show that a document divides words.
_FEWEST_HYPHENS = 3


def joined(runs: Sequence[list[Line]]) -> list[Traced]:
    """Text of each paragraph: Chinese lines joined without a space, others with one.

    A hyphen at the end of a line goes if the document writes the word without
    one elsewhere, or if it divides words at line ends throughout; it stays if
    the document writes it within a line, or if both halves are words of it.

    Parameters
    ----------
    runs : sequence of list of Line
        As `rewrapped` gives them, of the whole document.
    """
    lines = [line.text.text for run in runs for line in run]
    words = Counter(word.lower() for line in lines for word in _WORD.findall(line))
    divides = _divided(runs, words) >= _FEWEST_HYPHENS
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
    """Add a line to those of its paragraph, with what belongs between it and the last."""
    before = parts[-1]
    if _HYPHEN.search(before.text) and after.text[0].isalnum():
        if not _keeps_hyphen(before.text, after.text, words, divides=divides):
            parts[-1] = before[: len(before.text) - 1]
    elif not _touch(before.text[-1], after.text[0], spaced=spaced):
        stop, start = before.span[1], after.span[0]
        parts.append(Traced(" ", ((0, min(stop, start), max(stop, start)),)))
    parts.append(after)


def _touch(left: str, right: str, *, spaced: bool) -> bool:
    """Whether two characters stand side by side without a space."""
    wide = [_is_wide(left), _is_wide(right)]
    return all(wide) or (any(wide) and not (spaced and _is_mixed(left, right)))


def _is_wide(character: str) -> bool:
    """Whether a character is of full width, and so needs no space beside it."""
    return ord(character) > _WIDE or character in "“”‘’…—"


def _is_mixed(left: str, right: str) -> bool:
    """Whether a Han character meets a Latin letter or digit."""
    return (is_han(left) and right.isascii()) or (left.isascii() and is_han(right))


def _is_spaced(lines: list[str]) -> bool:
    """Whether the document puts spaces between Chinese characters and Latin letters."""
    spaces = [match[2] or match[4] or "" for line in lines for match in _MIXED.finditer(line)]
    return sum(map(bool, spaces)) > len(spaces) / 2


def _halves(before: str, after: str) -> tuple[str, str]:
    """The letters before a hyphen at the end of a line, and those that begin the next."""
    last, first = _LAST_WORD.search(before[:-1]), _FIRST_WORD.match(after)
    return (last.group().lower() if last else "", first.group().lower() if first else "")


def _divided(runs: Sequence[list[Line]], words: Counter[str]) -> int:
    """How many line ends divide a word that stands undivided elsewhere."""
    return sum(
        "".join(_halves(before.text.text, line.text.text)) in words
        for run in runs
        for before, line in pairwise(run)
        if _HYPHEN.search(before.text.text)
    )


def _keeps_hyphen(before: str, after: str, words: Counter[str], *, divides: bool) -> bool:
    """Whether the hyphen at the end of a line is part of the word."""
    left, right = _halves(before, after)
    if before[-1] == "\u00ad":
        return False
    if not left or not right or not after[0].islower() or not before[-2].islower():
        return True
    if f"{left}-{right}" in words:
        return True
    if left + right in words:
        return False
    return not divides or (words[left] > 1 and words[right] > 1)
