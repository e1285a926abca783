"""English sentence splitting by `sentencesplit`, with corrections.

Long paragraphs are passed to the library in pieces that end at certain sentence ends, so
that time is linear. Quotation marks are hidden from it, because it would never split direct
speech; this module decides about cuts at quotation marks.
"""

import re
from bisect import bisect_left
from functools import cache

from sentencesplit import Segmenter

from aligner.splitters.english_ends import behind_note, noted_ends, numbered_ends
from aligner.splitters.english_rules import (
    glued_ends,
    goes_on_behind_abbreviation,
    goes_on_behind_quotation,
    titled_name_ends,
)
from aligner.splitters.spans import CLOSERS, spans_between

# Characters reserved by the library, and lone surrogates; each is replaced by one ordinary
# character, so that offsets stay valid. Zero-width marks become spaces.
_RESERVED = re.compile(
    "[\u1400-\u167f\u2607-\u260d\u222f\u222e\u265f\u265d\u2668\u0238\u0239\u01c3\u01aa\u261d\u2043"
    "\u260f\u2702\u266d\u266c\u238b\u232c&\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010ffff]",
)
_BLANK = re.compile("[\\s\u200b-\u200f\u2060\ufeff\u00ad\x00-\x1f\x7f-\x9f]")
_QUOTE = re.compile(r"[“”\"]|(?:(?<=[\s(“\"])|(?<=^))['‘](?=\w)|(?<=[.?!,…—-])['’](?=[\s”\"]|$)")

_PIECE = 4000
_CERTAIN_END = re.compile(r"(?<=[a-z]{5}[.!?]) +(?=[A-Z][a-z]+ [a-z])")
_NEAR = 16
_END_MARK = re.compile(rf"[.?!…。！？][{re.escape(CLOSERS)}\"' ]*(?:\[\d[\d, –-]*\]|[¹²³⁰⁴-⁹])*$")
# Longest quotation that counts as part of the sentence around it, if no verb introduces it.
_LONGEST_WOVEN = 80


class EnglishSplitter:
    """Splits English text into sentence spans."""

    name = "en.v1"

    def split(self, text: str) -> list[tuple[int, int]]:
        """Sentence spans in order, without overlap, leaving out only white space.

        Parameters
        ----------
        text : str
            One paragraph.

        Examples
        --------
        >>> text = 'Ms. Xi said: "See No. 5." She left at 3 p.m. Friday.'
        >>> [text[start:stop] for start, stop in EnglishSplitter().split(text)]
        ['Ms. Xi said: "See No. 5."', 'She left at 3 p.m. Friday.']
        """
        plain = _BLANK.sub(" ", _RESERVED.sub("x", text))
        quotations = _quotations(plain)
        woven = [span for span in quotations.items() if _is_woven(plain, *span)]
        closings = {stop: start for start, stop in quotations.items()}
        cuts = {
            *titled_name_ends(plain),
            *glued_ends(plain),
            *numbered_ends(plain),
            *noted_ends(plain),
        }
        for cut in _library_cuts(_QUOTE.sub(" ", plain)):
            end = behind_note(plain, _behind_closers(plain, cut, closings))
            if not _goes_on(plain, end, closings) and not _inside(woven, end):
                cuts.add(end)
        return spans_between(text, sorted(cuts))


@cache
def _segmenter() -> Segmenter:
    """The library's splitter, which is stateless."""
    return Segmenter("en")


def _library_cuts(bare: str) -> list[int]:
    """Sentence ends found by the library, without trailing white space."""
    cuts: list[int] = []
    start = 0
    while start < len(bare):
        stop, certain = _piece_end(bare, start)
        piece = bare[start:stop]
        spans = _segmenter().segment_spans(piece)
        ends = [span.end for span in (spans if certain else spans[:-1])]
        cuts.extend(start + _stripped_end(piece, end) for end in ends)
        start = stop
    return cuts


def _piece_end(bare: str, start: int) -> tuple[int, bool]:
    """End of the piece from `start`, and whether a sentence certainly ends there."""
    limit = start + 2 * _PIECE
    if len(bare) <= limit:
        return len(bare), True
    certain = _CERTAIN_END.search(bare, start + _PIECE, limit)
    if certain:
        return certain.end(), True
    blank = bare.rfind(" ", start + _PIECE, limit)
    return (limit if blank < 0 else blank), False


def _stripped_end(text: str, end: int) -> int:
    """The offset moved to before any preceding white space."""
    while end > 0 and text[end - 1] == " ":
        end -= 1
    return end


def _quotations(plain: str) -> dict[int, int]:
    """End of each quotation (after its closing mark) by the offset of its opening mark."""
    quotations: dict[int, int] = {}
    opening: int | None = None
    for match in re.finditer('[“”"]', plain):
        if _opens(plain, match.start(), within=opening is not None):
            opening = match.start()
        elif opening is not None:
            quotations[opening] = match.end()
            opening = None
    return quotations


def _opens(plain: str, place: int, *, within: bool) -> bool:
    """Whether a mark opens a quotation; straight ones are judged by adjacent white space."""
    if plain[place] != '"':
        return plain[place] == "“"
    blank_before = place == 0 or plain[place - 1] in " (“‘—"
    blank_after = plain[place + 1 : place + 2] in {"", " "}
    return blank_before if blank_before != blank_after else not within


def _is_woven(plain: str, start: int, stop: int) -> bool:
    """Whether a quotation is part of the sentence around it (the theme "Who? And how?" was)."""
    if stop - start > _LONGEST_WOVEN:
        return False
    before = plain[max(0, start - 3) : start].rstrip()[-1:]
    after = plain[stop : stop + 3].lstrip()[:1]
    return before.isalnum() and (after.islower() or after in {",", ";"})


def _inside(spans: list[tuple[int, int]], place: int) -> bool:
    """Whether an offset is inside one of the spans, which are sorted and disjoint."""
    index = bisect_left(spans, (place, 0)) - 1
    return index >= 0 and place <= spans[index][1]


def _behind_closers(plain: str, end: int, closings: dict[int, int]) -> int:
    """The sentence end moved to after any closing marks."""
    while end < len(plain):
        mark = plain[end]
        blank_first = mark == " " and plain[end + 1 : end + 2] == "”"
        straight = mark == '"' and (end + 1 in closings or not _opens(plain, end, within=True))
        single = mark == "'" and not plain[end + 1 : end + 2].isalnum()
        if not (mark in CLOSERS or straight or single or blank_first):
            break
        end += 1
    return end


def _goes_on(plain: str, end: int, closings: dict[int, int]) -> bool:
    """Whether the sentence continues after an end found by the library."""
    if goes_on_behind_abbreviation(plain, end) or not _END_MARK.search(
        plain[max(0, end - _NEAR) : end]
    ):
        return True
    closed = plain[end - 1] in CLOSERS + "\"'" or plain[max(0, end - 2) : end] in {"..", " ."}
    return closed and goes_on_behind_quotation(
        plain,
        end,
        opening=closings.get(end),
    )
