"""Sentence ends in English that the library does not see: behind numbers and note marks."""

import re
from collections.abc import Iterator

from aligner.languages import MONTHS
from aligner.splitters.english_rules import REFERENCES, STARTERS
from aligner.splitters.spans import CLOSERS

_CLOSED = rf"[{re.escape(CLOSERS)}\"']*"
_MONTH = "|".join({*MONTHS, *(month[:3] for month in MONTHS), "Sept"})
# A new sentence begins here: with a word that begins sentences, or with a name or title.
_BEGINS = rf"\s+[\"“‘'(]?(?:{STARTERS}|See|Each|All|Mr|Ms|Mrs|Dr|Prof)\b(?!\.\s?[A-Z]\b)"
# Also a capital with small letters behind its word: "Nothing else", unlike "New York: Press".
_BEGINS_TEXT = rf"(?:{_BEGINS}|\s+[\"“‘'(]?[A-Z][a-z]+ [a-z]+\b)"
# A day: nothing but a new sentence is written with a capital behind its full stop.
_DAY = re.compile(rf"\b(?:{_MONTH})\.? \d{{1,2}}(?:st|nd|rd|th)?\.{_CLOSED}(?=\s+[\"“‘'(]?[A-Z])")
_NUMBERED = re.compile(
    rf"\b(?i:(?:{REFERENCES}|Nos?)\.?|Class|Rule|Table|Figure|Chapter|Section|Article|Annex|Part)"
    rf" (?:\d+(?:[.-]\d+)*[A-Za-z]?|[IVXL]+)(?:\(\w{{1,3}}\))*\.{_CLOSED}(?={_BEGINS_TEXT})"
)
_YEAR = re.compile(rf"\b(?:1[6-9]|20)\d\d\.{_CLOSED}(?={_BEGINS})")
_ABBREVIATED = re.compile(rf"\b(?:p\.\s?c|etc|mln|bn|St|Rd|Ave|Blvd)\.{_CLOSED}(?={_BEGINS})")
# Where such an expression begins its sentence it is the label of what follows: "Table 3. The".
_AT_BEGINNING = re.compile(r"(?:^|[.!?:][”\"]?\s)\s*$")

_MARK = r"(?:\[\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\]|[¹²³⁰⁴-⁹]+)"
_NOTE = re.compile(rf"(?:{_MARK})+(?=\s|$)")
_NOTED = re.compile(rf"(?:\w|[)”\"’%])[.!?]{_CLOSED}{_MARK}+(?=\s+[\"“‘'(]?[A-Z\d])")
# A note mark that lost its height: "in March.2 The"; not a number: "No.2 The", "Vol.2 The".
_SUNK = re.compile(
    rf"\b(?!(?:{REFERENCES})\.)(?:[a-z]{{3,}}|[A-Z][a-z]{{2,}})[.?!][”\"]?\d{{1,2}}(?={_BEGINS})"
)


def numbered_ends(plain: str) -> Iterator[int]:
    """Sentence ends behind a day, a year, or the number of a rule: ``on Nov. 14. The``."""
    for pattern in (_DAY, _NUMBERED, _YEAR, _ABBREVIATED):
        for match in pattern.finditer(plain):
            if pattern is not _NUMBERED or not _AT_BEGINNING.search(
                plain[max(0, match.start() - 4) : match.start()]
            ):
                yield match.end()


def noted_ends(plain: str) -> Iterator[int]:
    """Sentence ends behind the mark of a note: ``in March.[1] The``."""
    for pattern in (_NOTED, _SUNK):
        for match in pattern.finditer(plain):
            yield match.end()


def behind_note(plain: str, end: int) -> int:
    """A sentence end moved behind the note marks that stand there."""
    match = _NOTE.match(plain, end)
    return end if match is None else match.end()
