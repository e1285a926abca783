"""Rule-based Chinese sentence splitting.

A sentence ends after 。！？ and any closing marks; ； never ends one, and … only at the end of
direct speech or where a new one clearly begins. Bracketed text is never split, nor is a
quotation that is part of the sentence around it (围绕“谁来做？怎么做？”这一问题); in direct speech
(他说：“…。…。”) each sentence of the speaker stands alone.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from aligner.patterns import lazy_pattern
from aligner.splitters.chinese_ellipsis import (
    CLAUSE,
    NEW_BEGINNING,
    breaks_off,
    hesitates,
    is_doubting,
    is_settled,
    is_told,
)
from aligner.splitters.chinese_latin import full_stop_ends, may_follow_ascii
from aligner.splitters.chinese_marks import (
    WAVES,
    begins_anew,
    behind_note,
    behind_source,
    has_circled_notes,
    has_wide_stops,
    holds_sentences,
    is_attribute,
    is_chained,
    is_cut_short,
    is_gesture,
    is_message,
    is_named,
    is_reporting,
    is_saying,
    is_sounding,
    is_taken_up,
    is_thinking,
    joins,
)
from aligner.splitters.english_small import is_listed
from aligner.splitters.entries import is_chinese_entry, is_stopped_entry
from aligner.splitters.spans import CLOSERS, FACE, behind_pictures, spans_between
from aligner.text import has_han, is_han

_PAIRS = dict(zip("“‘「『《〈（(【［[〔", "”’」』》〉）)】］]〕", strict=True))
_PAIRED = lazy_pattern(rf"[{re.escape(''.join((*_PAIRS, *_PAIRS.values())))}]")
_STRAIGHT = lazy_pattern('"([^"]*)"')
# An ellipsis of Latin full stops.
_DOTS = lazy_pattern(
    r"(?<=[\u3400-\u9fff，、])\.{3,6}(?=[\u3400-\u9fff“「『（”’」』，、。！？!?]|\s*$)"
)
# A tag in a chat: #谁来了？#.
_TAG = lazy_pattern(r"(?<![A-Za-z0-9&])[#＃][^#＃\s。]{1,30}[#＃]")
_OPENER_OF = {close: opener for opener, close in _PAIRS.items()}
# White space, and the marks of a speech in which another one is told: 「『不要怕。』他這樣說。」.
_OPENING = " \t\u3000“‘「『"
_QUOTES = frozenset("“‘「『")
_END = lazy_pattern(
    # Most characters are none of these, which is soon found out.
    r"(?=[。！？!?｡．.～~…—】(（TQ^>-])"
    # A full stop before a word is its own: 。.NET.
    rf"(?:[。！？!?｡．.](?:[。！？!?｡…．～~]|\.(?![A-Za-z]))*|{WAVES}|"
    # A dash that is quoted by itself is only spoken of: “—”表示无数据.
    r"(?:(?<![“‘「『])—|…)[…—]{0,39}+(?=[”’」』])|"
    rf"(?<=\w)】(?=[\u3400-\u9fff“「])|(?<=[…～~]){FACE}(?=\s*[\u3400-\u9fff])|"
    rf"…(?<!……)…{{0,11}}(?!…)(?:{NEW_BEGINNING}|{CLAUSE}))(?:\s*[{re.escape(CLOSERS)}])*",
)
_NEW_BEGINNING = lazy_pattern(NEW_BEGINNING)
# After one of these, a quotation is direct speech, not part of the sentence around it.
_INTRODUCING = frozenset("：:，,。！？!?；;—…")
# No sentence ends before one of these.
_GOES_ON = frozenset("、，,；;：:。！？!?)）》」』”’")
# Between two parts of one speech: “等一下……”他停了停，“以后再说。”
_INTERRUPTION = lazy_pattern(r"[^。！？!?：:“”「」『』]{1,30}[，,]\s*[“「『]")
_ANNEX = lazy_pattern(r"\s*附(?:件|表|录|錄)?[\d一二三四五六七八九十]{0,3}\s*[：:]")
_ANNEX_ITEM = lazy_pattern(r"\s*(?:\d{1,2}[.．、]|附(?:件|表)?[\d一二三四五六七八九十])")
# Of a title with its second part: “制造”走向何方？——专家谈升级.
_TITLE = lazy_pattern(r"[^。！!]{2,30}[！？!?][”」』]?——[^。！？!?]{2,30}[^。！？!?…”）]")
_DASHED = lazy_pattern(r"\S——")
# A quoted English sentence: 课文第一句是“It was a dark night.”.
_ENGLISH = lazy_pattern(r"[A-Z][A-Za-z’']*(?:,? [A-Za-z’']+)+\.")
# The end of a speech, behind which another one stands: “走吧！”“好！”
# What only marks are quoted, or an abbreviation: 运算符“!!”, “etc.”表示省略.
_SPELLED = lazy_pattern(
    r"[“‘「『](?:[!-/:-@\[-`{-~]+|(?:[A-Za-z]{1,3}\.){2,}|([A-Za-z]{1,6})\.)[”’」』]"
)
# The page to which dots lead: 怎样读懂账本？……………………47.
_LED_TO = lazy_pattern(r"[。！？!?]?\s?[…·.．⋯]{2,}\s*[\dⅠ-Ⅻivxl]{1,4}\s*$")
_SPOKEN = lazy_pattern(r"[。！？!?…][”’」』]\s*$")
# A quoted cry or question behind its verb: 大家齐喊“加油！”他们.
_CRIED = lazy_pattern(
    r"(?:[写寫印刻贴貼][着著])$|[说說喊叫问問][了过過]?[道一二两兩三几幾]?[句声聲]?$"
)
# Before a bracket within a sentence: no verb has come yet, rather.
_PRONOUNS = frozenset("我你您他她它")
_THING = lazy_pattern(r"[这這那該该此]\w{1,3}")
_SUBJECT_ONLY = lazy_pattern(r"\w{2,12}")
# A line that is sung; the mark behind it ends it.
_SONG = lazy_pattern("♪[^♪]*♪")
# Longer brackets and quotations are split inside.
_LONGEST_ASIDE = 200
_LONGEST_WOVEN = 60
_LONGEST_NAME = 10
# How many open marks are searched for the partner of a closing mark.
_NESTING = 8
# How far back the dash that opens an aside is searched.
_DASH_REACH = 100


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
        if is_stopped_entry(text):
            return spans_between(text, [])
        text = _STRAIGHT.sub(r"“\1”", text)
        if "..." in text:
            text = _DOTS.sub(lambda dots: "…" * len(dots.group()), text)
        pairs = _pairs(text)
        quotations = {pair.stop: pair for pair in pairs if pair.quote}
        shields = _shields(text, pairs)
        starts = [start for start, _ in shields]
        circled = has_circled_notes(text)
        wide_stops = has_wide_stops(text)
        is_entry = ("." in text or "．" in text) and is_chinese_entry(text)
        cuts = [0]
        for match in _END.finditer(text):
            if match.group()[0] in ".．" and (
                is_entry or (not wide_stops and joins(text, match.start()))
            ):
                continue
            quotation = quotations.get(match.end() - 1)
            if not _is_candidate(text, match, quotation, cuts[-1]):
                continue
            index = bisect_left(starts, match.start()) - 1
            if index >= 0 and _is_shielded(text, match, shields[index][1], cuts[-1]):
                continue
            if _ends_sentence(text, match, quotation, cuts[-1]):
                end = behind_note(text, match.end(), circled=circled)
                if match.end() - 1 in quotations:
                    end = behind_source(text, end)
                cuts.append(behind_pictures(text, end))
        songs = (song.end() for song in _SONG.finditer(text))
        return spans_between(text, sorted({*cuts, *songs}))


def _pairs(text: str) -> list[_Pair]:
    """Matching brackets and quotation marks, sorted by their opening mark."""
    pairs: list[_Pair] = []
    stack: list[tuple[str, int]] = []
    for match in _PAIRED.finditer(text):
        mark, place = match.group(), match.start()
        if mark in _PAIRS:
            stack.append((mark, place))
        else:
            _close(stack, mark, place, pairs)
    tags = (_Pair(match.start(), match.end() - 1, quote=False) for match in _TAG.finditer(text))
    return sorted((*pairs, *tags), key=lambda pair: pair.start)


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
    spoken = -1
    pairs = pairs[1:] if pairs and _is_whole(text, pairs[0]) else pairs
    for pair in sorted((*pairs, *_chains(text, pairs)), key=lambda pair: pair.start):
        longest = _LONGEST_WOVEN if pair.quote else _LONGEST_ASIDE
        woven = not pair.quote or _is_told(text, pair, spoken) or _is_woven(text, pair)
        if pair.quote and pair.stop > spoken:
            spoken = pair.stop
        if pair.stop - pair.start > longest or not woven:
            continue
        if holds_sentences(text, pair.start, pair.stop + 1):
            continue
        further = not shields or pair.stop > shields[-1][1].stop
        shields.append((pair.start, pair if further else shields[-1][1]))
    return shields


def _is_told(text: str, pair: _Pair, spoken: int) -> bool:
    """Whether a speaker, up to `spoken`, tells of a cry and goes on: “他问：‘谁？’我没吭声。”."""
    return (
        pair.stop < spoken
        and text[pair.stop - 1] in "？！?!"
        and is_han(text[pair.stop + 1 : pair.stop + 2])
    )


def _chains(text: str, pairs: list[_Pair]) -> Iterator[_Pair]:
    """Cries with nothing between them, as one quotation: 传来“收破烂！”“补锅！”的叫卖声."""
    cries = (pair for pair in pairs if pair.quote and text[pair.stop - 1] in "。！？!?")
    first = last = next(cries, None)
    for cry in cries:
        if last is not None and cry.start == last.stop + 1:
            last = cry
            continue
        if first is not None and last is not None and first is not last:
            yield _Pair(first.start, last.stop, quote=True)
        first = last = cry
    if first is not None and last is not None and first is not last:
        yield _Pair(first.start, last.stop, quote=True)


def _is_whole(text: str, pair: _Pair) -> bool:
    """Whether a bracket of several sentences is all there is: （灯光渐暗。老妇人上。）."""
    return (
        not text[: pair.start].strip()
        and not text[pair.stop + 1 :].strip()
        and text.count("。", pair.start, pair.stop) > 1
    )


def _is_shielded(text: str, end: re.Match[str], shield: _Pair, start: int) -> bool:
    """Whether an end mark is inside a pair whose content must not be split.

    A bracketed sentence, （本报记者摄。）, ends after the closing bracket.
    """
    if shield.stop < end.start():
        return False
    if text[shield.start] not in "（([［【〔" or shield.stop != end.end() - 1:
        return True
    # What is said is quoted in brackets: 他的辩解（“我只是路过。”）没有人信。 Or the bracket stands
    # between a thing and its verb: 这本书（第二版，2010年。）已经绝版。
    head = text[start : shield.start].strip()
    if (
        head in _PRONOUNS
        or _THING.fullmatch(head)
        or (text[shield.start + 1] in _QUOTES and _SUBJECT_ONLY.fullmatch(head))
    ):
        return True
    if not text[start : shield.start].strip():
        return False
    # The outer sentence lost its own mark to the bracket: 避光保存（可存放一月。）请勿冷冻。
    after = _next_mark(text, end.end())
    stops = text.count("。", shield.start, shield.stop)
    return (
        end.group()[0] != "。" or stops > 1 or not is_han(after) or after in "的等和与與或之是为為"
    )


def _is_woven(text: str, pair: _Pair) -> bool:
    """Whether a quotation is part of the sentence around it."""
    after = _next_mark(text, pair.stop + 1)
    before = text[max(0, pair.start - 3) : pair.start].rstrip()[-1:]
    is_second = _SPOKEN.search(text, max(0, pair.start - 4), pair.start) is not None
    introduced = not before or before in _INTRODUCING or before in _PAIRS or is_second
    if introduced and not is_second and before not in {"：", ":"} and _is_name(text, pair):
        return True
    if introduced:
        if text[pair.stop - 1] in "？！?!":
            taken_up = is_taken_up(text, pair.stop + 1) or is_sounding(
                text, pair.start, pair.stop + 1
            )
        else:
            taken_up = not before and is_saying(text, pair.stop + 1)
        return after == "、" or taken_up or is_attribute(text, pair.stop + 1)
    is_english = _ENGLISH.fullmatch(text, pair.start + 1, pair.stop) is not None
    stopped = is_english or text[pair.stop - 1] == "。"
    cried = text[pair.stop - 1] in "！？!?" and _CRIED.search(
        text, max(0, pair.start - 4), pair.start
    )
    if (stopped or cried) and begins_anew(text, pair.stop + 1, stopped=stopped):
        return False
    return is_han(after) or after in _GOES_ON or is_chained(text, pair.stop + 1)


def _is_name(text: str, pair: _Pair) -> bool:
    """Whether a quotation is the name of what follows: “加油！少年”夏令营."""
    if pair.stop - pair.start <= _LONGEST_NAME and is_named(text, pair.stop + 1):
        return True
    return (
        text[pair.stop - 1].isalnum()
        and is_han(text[pair.stop + 1 : pair.stop + 2])
        and not is_reporting(text, pair.stop + 1)
    )


def _is_candidate(text: str, end: re.Match[str], quotation: _Pair | None, start: int) -> bool:
    """Whether an end mark may end a sentence at all; it may only be spoken of, or lead on."""
    if end.group() == "】":
        opening = text.rfind("【", max(start, end.end() - _LONGEST_ASIDE), end.start())
        return opening >= 0 and is_message(text, opening, end.end())
    if quotation is not None and _is_spelled(text, quotation):
        return False
    return _LED_TO.match(text, end.start()) is None


def _ends_sentence(text: str, end: re.Match[str], quotation: _Pair | None, start: int) -> bool:
    """Whether an end mark with its closing marks ends the sentence that starts at `start`."""
    after = _next_mark(text, end.end())
    mark = next((mark for mark in end.group() if mark in "。！？"), end.group()[0])
    if mark in ".．" and not (quotation is not None and has_han(after)):
        return full_stop_ends(text, end, after, start)
    if mark in "!?" and not may_follow_ascii(text, end):
        return False
    if after in _GOES_ON or _is_aside(text, end, after, start):
        return False
    if quotation is None:
        if mark == "…":
            return is_settled(text, end.start(), end.end()) or _is_new(text, end, start)
        return not (mark in "！？!?" and is_thinking(text, end.end()))
    before = text[max(0, quotation.start - 3) : quotation.start].rstrip()[-1:]
    # Of a speech of several sentences, the last one is cut off from what introduces it.
    is_introduced = start > quotation.start and before in {"：", ":", "，", ","}
    opens_sentence = not is_introduced and not text[start : quotation.start].strip(_OPENING)
    goes_on = (
        is_reporting(text, end.end())
        or is_thinking(text, end.end())
        or _INTERRUPTION.match(text, end.end())
        or (mark == "—" and is_cut_short(text, end.end()))
        or (mark == "…" and is_han(after) and breaks_off(text, end.start(), end.end()))
        or (mark in "！？!?" and is_gesture(text, end.end(), asked=mark in "？?"))
    )
    return not (is_attribute(text, end.end()) or (opens_sentence and goes_on))


def _is_spelled(text: str, quotation: _Pair) -> bool:
    """Whether only marks, or an abbreviation, are quoted, and nobody says them."""
    found = _SPELLED.fullmatch(text, quotation.start, quotation.stop + 1)
    behind = text[quotation.stop + 1 : quotation.stop + 2]
    before = text[max(0, quotation.start - 1) : quotation.start]
    if found is None or not is_han(behind) or before in {"：", ":"}:
        return False
    return found[1] is None or len(found[1]) == 1 or is_listed(found[1])


def _is_new(text: str, ellipsis: re.Match[str], start: int) -> bool:
    """Whether a new sentence begins behind an ellipsis."""
    if not is_doubting(text, ellipsis.start()) and _NEW_BEGINNING.match(text, ellipsis.end()):
        return not hesitates(text, ellipsis.start(), ellipsis.end())
    return is_told(text, ellipsis.start(), ellipsis.end(), start)


def _is_aside(text: str, end: re.Match[str], after: str, start: int) -> bool:
    """Whether an end mark is that of an aside between dashes, or of an item of an annex."""
    if after == "—":
        return end.group()[0] in "！？!?" and (
            _TITLE.fullmatch(text) is not None
            or _DASHED.search(text, max(start, end.start() - _DASH_REACH), end.start()) is not None
        )
    if not (after.isdecimal() or after == "附") or not _ANNEX_ITEM.match(text, end.end()):
        return False
    return _ANNEX.match(text, start) is not None


def _next_mark(text: str, position: int) -> str:
    """First character from a position on that is not white space, or ``""``."""
    for character in text[position : position + 8]:
        if not character.isspace():
            return character
    return ""
