"""Rule-based English sentence splitting.

Every end mark is a candidate; what it ends is decided by the word before it, by what
follows, and by the quotation around it. Direct speech of several sentences is split, a
quotation that is part of the sentence around it is not.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from aligner.splitters.english_marks import (
    behind_notes,
    ellipsis_ends,
    glued_ends,
    is_reporting,
    mark_ends,
)
from aligner.splitters.english_stops import stop_ends
from aligner.splitters.entries import is_english_entry
from aligner.splitters.spans import CLOSERS, EMOTICON, behind_pictures, spans_between

# Zero-width marks are blank.
_BLANK = re.compile("[\\s\u200b-\u200f\u2060\ufeff\u00ad\x00-\x1f\x7f-\x9f]")
_END = re.compile(
    # A full stop before a word is its own: "on Linux. .NET is".
    rf"(?:\.(?:\.| \.(?!\w)){{1,99}}|[.!?…。！？])[.!?…。！？]*|♪|"
    rf"{EMOTICON}(?=\s+[A-Z])|\](?=\s+[“\"]?[A-Z])|"
    r"[—–](?=[”\"’']\s+[“\"‘']?[A-Z])"
)
# A message of a machine, before who reads it: "[Quest complete: The Ring] Mira sighed."
_MESSAGE = re.compile(r"\[[A-Z][^\[\]:]*: [^\[\]]+\]")
# What is only named by a quotation, so that its verb is still to come: "The cry “Fire!” Ann took".
_TOPIC = re.compile(
    r"(?:The|This|That|These|His|Her|My|Our|Their|Its|Your)(?: [a-z]{1,20}){0,2} "
    r"(?:question|word|cry|motto|slogan|answer|reply|title|phrase|line|song|hymn|poem|book|"
    r"novel|film|play|headline|sign|chant|shout|call|order|command|warning|demand|caption|inscription|message|remark|"
    r"heading|theme|joke|refrain|query|plea|exclamation|saying)s? "
)
_GLUED_QUOTATION = re.compile(r"[\w.][.?!…][”\"](?=[A-Z][\w’']*[ ,.]|[“\"][A-Z])")
# A line that is sung; its last mark ends it, whatever end mark stands before.
_SONG = re.compile("♪[^♪]*♪")
_GOES_ON = frozenset(",;:&")
# A mark that is itself what is meant: "a dot (.) separates", "the “?” key".
_SPELLED = re.compile(r"(?:\([.!?]\)|“[.!?]”|‘[.!?]’|([\"'])[.!?]\1)\)?(?= [a-z(])")
_STOPPED = re.compile("[.!?…。！？—–]")
# The dots that lead to the number of a page or a sum.
_LEADERS = re.compile(r" *\.(?: ?\.){2,}(?![.\w])")
# The line of another speaker: "- You didn't... - Let me finish."
_NEXT_SPEAKER = re.compile(r" [-–—] ?[A-Z]")
# A quotation in single marks within a sentence: "the theme ‘Who? And how?’ was".
_WOVEN_SINGLE = re.compile(r"(?<=\w )(?:‘[^‘’“”\"]{3,78}[?!]’|'[^'“”\"]{3,78}[?!]')(?= [a-z])")
# Longest quotation that counts as part of the sentence around it.
_LONGEST_WOVEN = 80
# Characters behind a quotation that may be a reporting clause.
_REACH = 120


class EnglishSplitter:
    """Splits English text into sentence spans, in linear time."""

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
        plain = _BLANK.sub(" ", text)
        if is_english_entry(plain):
            return spans_between(text, [])
        return spans_between(text, _cuts(plain))


def _cuts(plain: str) -> list[int]:
    """Sentence ends, without trailing white space."""
    quotations = _quotations(plain)
    woven = [span for span in quotations.items() if _is_woven(plain, *span)]
    woven = sorted((*woven, *_woven_single(plain, woven)))
    closings = {stop: start for start, stop in quotations.items()}
    glued = glued_ends(plain)
    glued.update(_glued_quotations(plain, closings))
    songs = {song.end() for song in _SONG.finditer(plain)}
    cuts: list[int] = []
    start = _first(plain, 0)
    for mark in _END.finditer(plain):
        end = _behind_closers(plain, mark.end(), quotations, closings)
        end = behind_notes(plain, start, end)
        if _inside(woven, end):
            continue
        if songs and _closes_song(plain, end, songs):
            continue
        if end in glued or end in songs or _ends(plain, start, mark, end, closings.get(end)):
            cuts.append(behind_pictures(plain, end))
            start = _first(plain, cuts[-1])
    return cuts


def _glued_quotations(plain: str, closings: dict[int, int]) -> Iterator[int]:
    """The ends of quotations with no white space behind them: "You fool!"I turned away."""
    for match in _GLUED_QUOTATION.finditer(plain):
        end = match.end()
        if (plain[end - 1] == "”" or end in closings) and not is_reporting(
            plain[end : end + _REACH]
        ):
            yield end


def _closes_song(plain: str, end: int, songs: set[int]) -> bool:
    """Whether the mark behind an end mark closes a song, so that the song ends there."""
    return end not in songs and _first(plain, end) + 1 in songs


def _first(plain: str, place: int) -> int:
    """The offset moved behind white space."""
    while place < len(plain) and plain[place] == " ":
        place += 1
    return place


def _ends(plain: str, start: int, mark: re.Match[str], end: int, opening: int | None) -> bool:
    """Whether an end mark with what closes it ends the sentence from `start`."""
    marks = mark.group()
    if not _STOPPED.search(marks):
        # A face of letters, as in a chat, ends one; a note does not.
        return _MESSAGE.fullmatch(plain, start, end) is not None if marks == "]" else marks != "♪"
    is_topic = opening is not None and _TOPIC.fullmatch(plain, start, opening) is not None
    if (is_topic and marks[-1] in "?!") or _SPELLED.match(plain, mark.start() - 1):
        return end == len(plain)
    behind = plain[end : end + 1]
    if behind and behind != " ":
        return marks[-1] in "。！？" or (behind in "–—" and _other_ends(plain, start, mark, end))
    goes_on = plain[end : end + 3].lstrip()[:1] in _GOES_ON and end < len(plain)
    if goes_on or _LEADERS.match(plain, end):
        return False
    if plain[start] in "-–—" and _NEXT_SPEAKER.match(plain, end):
        return True
    if marks == ".":
        ends = stop_ends(plain, start, mark.start(), end)
    else:
        ends = _other_ends(plain, start, mark, end)
    return ends and not (opening is not None and _is_tagged(plain, end, opening, marks))


def _other_ends(plain: str, start: int, mark: re.Match[str], end: int) -> bool:
    """Whether any end mark but a single full stop ends the sentence from `start`."""
    if mark.group()[-1] in ".…":
        return ellipsis_ends(plain, start, mark.start(), end)
    return mark_ends(plain, start, mark.start(), end)


def _is_tagged(plain: str, end: int, opening: int, marks: str) -> bool:
    """Whether a clause tells who said the quotation that ends here: "Who?" Tom asked."""
    if marks[-1] not in "?!…—–":
        return False
    before = plain[max(0, opening - 3) : opening].rstrip()[-1:]
    return (not before or before in '.?!”"') and is_reporting(plain[end : end + _REACH])


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
    if before.isalnum():
        return after.islower() or after in {",", ";"}
    tail = plain[stop : stop + _REACH]
    return plain[stop - 2].isalnum() and after.islower() and not is_reporting(tail)


def _woven_single(plain: str, woven: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The quotations in single marks that are part of the sentence around them."""
    for match in _WOVEN_SINGLE.finditer(plain):
        end = match.end()
        if not _inside(woven, end) and not is_reporting(plain[end : end + _REACH]):
            yield match.span()


def _inside(spans: list[tuple[int, int]], place: int) -> bool:
    """Whether an offset is inside one of the spans, which are sorted and disjoint."""
    index = bisect_left(spans, (place, 0)) - 1
    return index >= 0 and place <= spans[index][1]


def _behind_closers(
    plain: str, end: int, openings: dict[int, int], closings: dict[int, int]
) -> int:
    """The sentence end moved to after any closing marks."""
    while end < len(plain):
        mark = plain[end]
        blank_first = mark == " " and plain[end + 1 : end + 2] == "”"
        straight = (
            mark == '"'
            and end not in openings
            and (end + 1 in closings or not _opens(plain, end, within=True))
        )
        single = mark == "'" and not plain[end + 1 : end + 2].isalnum()
        if not (mark in CLOSERS or straight or single or blank_first):
            break
        end += 1
    return end
