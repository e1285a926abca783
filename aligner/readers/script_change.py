"""Where a line that holds a text and its translation changes from one language to the other.

Names, abbreviations and numbers in Latin letters that belong to the Chinese stay with it.
"""

import re
from dataclasses import dataclass

from aligner.text import HAN

Span = tuple[int, int]

HAN_LETTER = re.compile(f"[{HAN}]")
LETTER = re.compile(r"[^\W\d_]")
# What Chinese ends with: a character, or a mark of its own; quotes may follow.
_CHINESE = re.compile(f"[{HAN}。！？；：，、（）《》【】「」][”’…]*")
_BEGIN = re.compile(f"[“‘《（【「]*[{HAN}]")
_CLOSED = "。！？；）》】」”’…"
_OPENED = "（《【「"
_BEFORE_MORE = "：，、"
# Where both languages end with one, it is the end of either.
_COLONS = (":", "：")
# That of a Chinese typist behind the other language.
_WIDE_COLON = re.compile(r"(?<=[A-Za-z)])：\s*$")
# Marks that only keep the two languages apart.
_APART = re.compile(r"\s*(?:[/／|｜=→•·]+|[-–—]+(?=\s|$))?\s*")
_APART_BEHIND = re.compile(r"\s*(?:(?:[/／|｜=→•·]+|(?<=\s)[-–—]+)\s*)?$")
_WORD = re.compile(r"[A-Z][a-z]+[,.:;!?]?")
_LATIN_END = re.compile(r"[.!?:;)\]\"'”’…]+$")
# What stays with Chinese: an abbreviation, a number, an address.
_FOREIGN = re.compile(r"\(?(?=[^a-z]*[A-Z\d]{2}|\S*[@\d])\S+")
_ABBREVIATION_ENDS = re.compile(r"\s*(?![IVXLC]+\b)[A-Z][A-Z\d-]+[.!?](?=\s+[A-Z])")
_LAST_SENTENCE = re.compile(r"\S+\s+\S+\s+\S*[.!?]\s+((?:[A-Z][A-Z\d-]+|\d+)(?:\s\d+)?)\s*$")
_IN_BRACKETS = re.compile(r"(?P<first>.*[^\s(（])\s*[(（](?P<second>[^()（）]+)[)）]", re.DOTALL)
_LATIN_WORD = re.compile("[a-z]{2}")
_BACK_TO_CHINESE = re.compile(rf"(?<=[.!?\"”)])\s+(?=[“《（【]?[{HAN}])")
_BACK_TO_LATIN = re.compile(r"(?<=[。！？；”）])\s*(?=[\"“]?[A-Z])")
# How far in front of Chinese a name or number may begin that belongs to it.
_NEAR = 200
# Words at a change that may be said again in the translation.
_MOST_WORDS = 6
_LEAST_LETTERS = 2
# A translation has so many letters to one Han character.
_LEAST_RATIO, _MOST_RATIO = 1.2, 9.0


@dataclass(frozen=True, slots=True)
class ScriptChange:
    """A line in two halves; marks that only part them are in neither.

    Parameters
    ----------
    first, second : (int, int)
        Spans of the halves.
    han, letters : int
        Length of the Chinese half in Han characters, and of the other in letters.
    foreign : int
        Other letters within the Chinese half.
    is_apart : bool
        Whether a space, a mark or the end of a sentence parts the halves.
    is_chinese_first : bool
    """

    first: Span
    second: Span
    han: int
    letters: int
    foreign: int
    is_apart: bool
    is_chinese_first: bool

    @property
    def is_fitting(self) -> bool:
        """Whether the halves are about as long as a text and its translation."""
        return are_fitting(self.han, self.letters)


def are_fitting(han: int, letters: int) -> bool:
    """Whether so many Han characters and other letters may translate each other."""
    return _LEAST_RATIO * han <= letters <= _MOST_RATIO * han


def script_change(text: str) -> ScriptChange | None:
    """Where a line in one language goes over to the other, None if it does not.

    Parameters
    ----------
    text : str

    Examples
    --------
    >>> change = script_change("什么是PCT申请？/ What is a PCT application?")
    >>> change.first, change.second
    ((0, 9), (11, 37))
    """
    if not HAN_LETTER.search(text):
        return None
    bracketed = _bracketed(text)
    if bracketed is not None:
        return bracketed
    found = [change for change in (_chinese_first(text), _chinese_second(text)) if change]
    return min(found, key=lambda change: change.foreign, default=None)


def turns(text: str) -> list[Span]:
    """Spans of a line within each of which a text is followed by its translation.

    Parameters
    ----------
    text : str

    Examples
    --------
    >>> turns("可以。 Yes, you may. 须缴费。 A fee is due.")
    [(0, 17), (18, 36)]
    """
    for back, is_chinese_first in ((_BACK_TO_CHINESE, True), (_BACK_TO_LATIN, False)):
        breaks = [match.span() for match in back.finditer(text)]
        starts, stops = [0, *(b for _, b in breaks)], [*(a for a, _ in breaks), len(text)]
        spans = list(zip(starts, stops, strict=True))
        found = [script_change(text[slice(*span)]) for span in spans] if breaks else []
        if found and all(
            change and change.is_fitting and change.is_chinese_first is is_chinese_first
            for change in found
        ):
            return spans
    return [(0, len(text))]


def _bracketed(text: str) -> ScriptChange | None:
    """A line whose second half stands in brackets; a name or abbreviation there is none."""
    match = _IN_BRACKETS.fullmatch(text)
    if match is None:
        return None
    change = _change(text, match.span("first"), match.span("second"))
    if change is None or not change.is_fitting or not change.is_apart:
        return None
    halves = [text[slice(*span)] for span in (change.first, change.second)]
    chinese, other = halves if change.is_chinese_first else reversed(halves)
    return change if _LATIN_WORD.search(other) and not _LATIN_WORD.search(chinese) else None


def _chinese_first(text: str) -> ScriptChange | None:
    """The change behind the last Chinese character."""
    *_, last = _CHINESE.finditer(_WIDE_COLON.sub("", text))
    mark, place = last.group()[-1], last.end()
    if mark in _OPENED:
        return None
    if mark not in _CLOSED and not (mark in _COLONS and text.rstrip().endswith(_COLONS)):
        place = _behind_foreign(text, place)
        # What follows a colon or comma goes on with the Chinese, whatever its script.
        more = text[last.end() : place]
        if mark in _BEFORE_MORE and (not more or _WORD.fullmatch(more)):
            return None
    apart = _APART.match(text, place)
    return _change(text, (0, place), (apart.end() if apart else place, len(text)))


def _behind_foreign(text: str, place: int) -> int:
    """Behind what belongs to the Chinese in front of it."""
    tail = text[place:]
    words = list(re.finditer(r"\S+", tail))
    is_begun = text[place - 1] in _BEFORE_MORE
    if said := _said_again([word.group() for word in words], text[:place], is_sure=is_begun):
        return place + words[said - 1].end()
    glued = re.match(r"[^\s/／|｜]+", tail)
    if glued and (is_begun or not _WORD.fullmatch(glued.group())):
        return place + glued.end()
    ends = _ABBREVIATION_ENDS.match(tail)
    return place + ends.end() if ends else place


def _chinese_second(text: str) -> ScriptChange | None:
    """The change in front of the first Chinese character."""
    begin = _BEGIN.search(text)
    if begin is None:
        return None
    # Further back is nothing to see, and in endless words the search would take endless time.
    skipped = max(0, begin.start() - _NEAR)
    place = skipped + _before_foreign(text[skipped : begin.start()], text[begin.start() :])
    behind = _APART_BEHIND.search(text[skipped:place])
    stop = skipped + behind.start() if behind else place
    return _change(text, (0, stop), (place, len(text)))


def _before_foreign(head: str, chinese: str) -> int:
    """In front of what belongs to the Chinese behind it, in the text before that."""
    glued = re.search(r"[^\s/／|｜]+$", head)
    if glued and not re.search(r"\w", glued.group()):
        return glued.start()
    if glued and not _LATIN_END.search(head) and not re.fullmatch("[A-Za-z][a-z]+", glued.group()):
        return glued.start()
    if alone := _LAST_SENTENCE.search(head):
        return alone.start(1)
    words = list(re.finditer(r"\S+", head))
    said = _said_again([word.group() for word in reversed(words)], chinese)
    return words[-said].start() if said else len(head)


def _said_again(words: list[str], chinese: str, *, is_sure: bool = False) -> int:
    """How many words next to the Chinese are its own, for they come again in the other half.

    Unless it is sure that they begin with the Chinese, they have to look like a name or number.
    """
    if not words or words[0] in chinese or not (is_sure or _FOREIGN.fullmatch(words[0])):
        return 0
    for length in range(min(_MOST_WORDS, len(words) // 2), 0, -1):
        own = words[:length]
        rest = words[length:]
        if any(rest[at : at + length] == own for at in range(len(rest))):
            return length
    return 0


def _change(text: str, first: Span, second: Span) -> ScriptChange | None:
    """The change between two spans, None if they are not of one language each."""
    halves = text[slice(*first)], text[slice(*second)]
    han = [len(HAN_LETTER.findall(half)) for half in halves]
    letters = [len(LETTER.findall(half)) for half in halves]
    if min(han) or not max(han):
        return None
    chinese = 0 if han[0] else 1
    if letters[1 - chinese] < _LEAST_LETTERS:
        return None
    between = text[first[1] : second[0]]
    are_whole = halves[0].endswith(tuple(_CLOSED + ".!?"))
    are_whole |= all(half.rstrip().endswith(_COLONS) for half in halves)
    return ScriptChange(
        first,
        second,
        han[chinese],
        letters[1 - chinese],
        letters[chinese] - han[chinese],
        bool(between) or are_whole,
        chinese == 0,
    )
