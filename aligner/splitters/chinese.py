"""Rule-based Chinese sentence splitting.

A sentence ends after 。！？ and any closing marks; ； never ends one, and … only at the end of
direct speech. Bracketed text is never split, nor is a quotation that is part of the
sentence around it
(围绕“谁来做？怎么做？”这一问题); in direct speech (他说：“…。…。”) each
sentence of the speaker stands alone.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass

from aligner.splitters.spans import CLOSERS, spans_between
from aligner.text import has_han, is_han

_PAIRS = dict(zip("“‘「『《〈（(【［[〔", "”’」』》〉）)】］]〕", strict=True))
_OPENER_OF = {close: opener for opener, close in _PAIRS.items()}
_QUOTES = frozenset('“‘「『"')
_END = re.compile(
    rf"(?:[。！？!?｡．.][。！？!?｡…．.]*|[…—]{{1,40}}+(?=[”’」』\"]))(?:\s*[{re.escape(CLOSERS)}]|\")*",
)
# After one of these, a quotation is direct speech, not part of the sentence around it.
_INTRODUCING = frozenset("：:，,。！？!?；;—…")
# No sentence ends before one of these.
_GOES_ON = frozenset("、，,；;：:。！？!?)）》」』”’")
_REPORTING = re.compile(
    r"\s*[\w·]{0,20}?(?:说|說|道|问|問|答|喊|叫|称|稱|表示|指出|介绍|介紹|强调|強調|认为|認為|回忆|回憶|"
    r"补充|補充|解释|解釋|坦言|告诉|告訴|谈到|談到|回应|回應)\w{0,6}(?=[，。！？,.!?]|$)",
)
# The mark of a note; one before which a sentence begins, "[1] 见前引书", has a space behind it.
_NOTE = re.compile(
    r"(?:\[\d{1,3}(?:\s?[,，、–-]\s?\d{1,3})*\]|［\d{1,3}］|〔\d{1,2}〕|[¹²³⁰⁴-⁹]+)+(?!\s)"
)
# Between two parts of one speech: “等一下……”他停了停，“以后再说。”
_INTERRUPTION = re.compile(r"[^。！？!?：:“”「」『』]{1,30}[，,]\s*[“「『]")
_ABBREVIATION = re.compile(
    r"(?<![A-Za-z])(?:[A-Za-z]|Mr|Mrs|Ms|Dr|Prof|Co|Ltd|Inc|Corp|No|Nos|Art|Fig|Vol|vol|vs|St|Jr|Sr|etc)\.$",
)
_ITEM_NUMBER = re.compile(r"(?:^|[\s。；;：:])(?:[一二三四五六七八九十]{1,3}|\d{1,3})[．.]$")
# The end of a speech, behind which another one stands: “走吧！”“好！”
_SPOKEN = re.compile(r"[。！？!?…][”’」』]\s*$")
# Longer brackets and quotations are split inside.
_LONGEST_ASIDE = 200
_LONGEST_WOVEN = 60
# How many open marks are searched for the partner of a closing mark.
_NESTING = 8


@dataclass(frozen=True, slots=True)
class _Pair:
    """Offsets of a pair of matching marks."""

    start: int
    stop: int
    quote: bool


class ChineseSplitter:
    """Splits Chinese text into sentence spans, in linear time."""

    name = "zh.v1"

    def split(self, text: str) -> list[tuple[int, int]]:
        """Sentence spans in order, without overlap, leaving out only white space.

        Parameters
        ----------
        text : str
            One paragraph.

        Examples
        --------
        >>> text = "一是加强保护；二是完善制度。他问：“好吗？”会议结束。"
        >>> [text[start:stop] for start, stop in ChineseSplitter().split(text)]
        ['一是加强保护；二是完善制度。', '他问：“好吗？”', '会议结束。']
        """
        pairs = _pairs(text)
        quotations = {pair.stop: pair for pair in pairs if pair.quote}
        shields = _shields(text, pairs)
        starts = [start for start, _ in shields]
        cuts = [0]
        for match in _END.finditer(text):
            index = bisect_left(starts, match.start()) - 1
            if index >= 0 and _is_shielded(text, match, shields[index][1], cuts[-1]):
                continue
            if _ends_sentence(text, match, quotations.get(match.end() - 1), cuts[-1]):
                cuts.append(_behind_note(text, match.end()))
        return spans_between(text, cuts)


def _behind_note(text: str, end: int) -> int:
    """A sentence end moved behind the note marks that stand there."""
    match = _NOTE.match(text, end)
    return end if match is None else match.end()


def _pairs(text: str) -> list[_Pair]:
    """Matching brackets and quotation marks, sorted by their opening mark."""
    pairs: list[_Pair] = []
    stack: list[tuple[str, int]] = []
    straight: int | None = None
    for match in re.finditer(r"[“‘「『《〈（(【［\[〔”’」』》〉）)】］\]〕\"]", text):
        mark, place = match.group(), match.start()
        if mark == '"':
            if straight is not None:
                pairs.append(_Pair(straight, place, quote=True))
            straight = place if straight is None else None
        elif mark in _PAIRS:
            stack.append((mark, place))
        else:
            _close(stack, mark, place, pairs)
    return sorted(pairs, key=lambda pair: pair.start)


def _close(stack: list[tuple[str, int]], mark: str, place: int, pairs: list[_Pair]) -> None:
    """Match a closing mark with an opening one near the top of the stack."""
    opener = _OPENER_OF[mark]
    for depth in range(1, min(len(stack), _NESTING) + 1):
        if stack[-depth][0] == opener:
            pairs.append(_Pair(stack[-depth][1], place, quote=opener in _QUOTES))
            del stack[-depth:]
            return


def _shields(text: str, pairs: list[_Pair]) -> list[tuple[int, _Pair]]:
    """Where unsplittable stretches open, each with the pair that reaches furthest from there."""
    shields: list[tuple[int, _Pair]] = []
    for pair in pairs:
        longest = _LONGEST_WOVEN if pair.quote else _LONGEST_ASIDE
        if pair.stop - pair.start > longest or (pair.quote and not _is_woven(text, pair)):
            continue
        further = not shields or pair.stop > shields[-1][1].stop
        shields.append((pair.start, pair if further else shields[-1][1]))
    return shields


def _is_shielded(text: str, end: re.Match[str], shield: _Pair, start: int) -> bool:
    """Whether an end mark is inside a pair whose content must not be split.

    A bracketed sentence, （本报记者摄。）, ends after the closing bracket.
    """
    if shield.stop < end.start():
        return False
    own_sentence = text[shield.start] in "（([［" and not text[start : shield.start].strip()
    return not (own_sentence and shield.stop == end.end() - 1)


def _is_woven(text: str, pair: _Pair) -> bool:
    """Whether a quotation is part of the sentence around it."""
    after = _next_mark(text, pair.stop + 1)
    before = text[: pair.start][-3:].rstrip()[-1:]
    is_second = _SPOKEN.search(text, max(0, pair.start - 4), pair.start) is not None
    introduced = not before or before in _INTRODUCING or before in _PAIRS or is_second
    if introduced:
        return after in {"的", "、"}
    return is_han(after) or after in _GOES_ON


def _ends_sentence(text: str, end: re.Match[str], quotation: _Pair | None, start: int) -> bool:
    """Whether an end mark with its closing marks ends the sentence that starts at `start`."""
    after = _next_mark(text, end.end())
    mark = end.group()[0]
    if mark in ".．" and not (quotation is not None and has_han(after)):
        return _full_stop_ends(text, end, after)
    if mark in "!?" and not _may_follow_ascii(text, end):
        return False
    if after in _GOES_ON:
        return False
    if quotation is None:
        return True
    if after == "的":
        return False
    before = text[max(0, quotation.start - 3) : quotation.start].rstrip()[-1:]
    # Of a speech of several sentences, the last one is cut off from what introduces it.
    is_introduced = start > quotation.start and before in {"：", ":", "，", ","}
    opens_sentence = not is_introduced and not text[start : quotation.start].strip()
    goes_on = _REPORTING.match(text, end.end()) or _INTERRUPTION.match(text, end.end())
    return not (opens_sentence and goes_on)


def _full_stop_ends(text: str, end: re.Match[str], after: str) -> bool:
    """Whether an ASCII full stop ends a sentence of a Chinese text."""
    head = text[max(0, end.start() - 12) : end.start() + 1]
    before = head[-2:-1]
    if text[max(0, end.start() - 2) : end.start()].rstrip()[-1:] in {".", "．"}:
        return False
    if after in {".", "．"}:
        return False
    if _ABBREVIATION.search(head) or _ITEM_NUMBER.search(head):
        return False
    if has_han(before) or before in CLOSERS:
        return not after or has_han(after) or text[end.end()].isspace()
    spaced = end.end() == len(text) or text[end.end()].isspace()
    return spaced and before.isalnum() and (not after or not after.islower())


def _may_follow_ascii(text: str, end: re.Match[str]) -> bool:
    """Whether ``!`` or ``?`` is punctuation here, not part of a name or URL."""
    before = text[end.start() - 1 : end.start()]
    behind = text[end.end() : end.end() + 1]
    return not (before.isascii() and before.isalnum()) or not behind or behind.isspace()


def _next_mark(text: str, position: int) -> str:
    """First character from a position on that is not white space, or ``""``."""
    for character in text[position : position + 8]:
        if not character.isspace():
            return character
    return ""
