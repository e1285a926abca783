"""Helpers for scripts, languages and offsets, used by all packages."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

# Han characters, as the inside of a regular expression's character class: unified
# ideographs with extensions A to H, compatibility ideographs, the ideographic zero (〇)
# and the iteration mark (々).
HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_HAN = re.compile(f"[{HAN}]")
# Characters XML 1.0 cannot hold and terminals may act upon; tab, newline and
# carriage return are left to `one_line`.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# What is copied along from web pages and cannot be seen: spaces of no width, soft hyphens and
# marks of direction.  Joiners are left alone: they are part of the spelling of some languages.
_WIDTHLESS = re.compile("[\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
# What turns the direction of writing, so that a text looks like another; the inside of a class.
DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
# Control characters, the line ends that are none, and marks of direction.
_HIDDEN = re.compile(f"[\x00-\x1f\x7f-\x9f\u2028\u2029{DIRECTIONS}]")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_UNSPACED_LANGUAGES = frozenset({"zh", "ja", "th", "lo", "km", "my"})
# Letters, a Han character as four, of a text that is more than a name.
_LETTERS_OF_A_COPY, _HAN_IN_LETTERS = 20, 4


def is_han(character: str) -> bool:
    """Whether a string is a single Han character; punctuation is not."""
    return _HAN.fullmatch(character) is not None


def has_han(text: str) -> bool:
    """Whether the text contains a Han character."""
    return _HAN.search(text) is not None


def count_han(text: str) -> int:
    """How many Han characters the text contains."""
    return len(_HAN.findall(text))


@lru_cache(maxsize=1 << 10)
def base_language(tag: str) -> str:
    """Primary language of a BCP 47 tag, in lower case: ``"zh-Hans"`` gives ``"zh"``."""
    return tag.replace("_", "-").split("-", 1)[0].lower()


def is_tag(text: str) -> bool:
    """Whether a text has the form of a BCP 47 language tag.

    >>> is_tag("zh-Hans"), is_tag("Chinese"), is_tag("zh_CN")
    (True, False, False)
    """
    return _TAG.fullmatch(text) is not None


def common_language(tags: Iterable[str]) -> str:
    """The longest common prefix of language tags, ``"und"`` if there is none.

    >>> common_language(["en-GB", "en", "en-US"]), common_language(["zh-Hans", "zh-Hans"])
    ('en', 'zh-Hans')
    """
    columns = zip(*(tag.split("-") for tag in tags), strict=False)
    shared = takewhile(lambda column: len(set(column)) == 1, columns)
    return "-".join(column[0] for column in shared) or "und"


def joiner(language: str) -> str:
    """Separator between two sentences of a language: nothing for Chinese, else a space."""
    return "" if base_language(language) in _UNSPACED_LANGUAGES else " "


def join_segments(texts: list[str] | tuple[str, ...], language: str) -> str:
    """Join segments with the separator of their language."""
    return joiner(language).join(texts)


def is_copy(source: str, target: str) -> bool:
    """Whether a text and its translation are the same words, and more than a name or a number.

    Examples
    --------
    >>> is_copy("本段没有翻译。", "本段没有翻译"), is_copy("WIPO 2024", "WIPO 2024")
    (True, False)
    """
    words = re.findall(r"\w+", source.casefold())
    if words != re.findall(r"\w+", target.casefold()):
        return False
    letters = sum(_HAN_IN_LETTERS if is_han(c) else c.isalpha() for word in words for c in word)
    return letters >= _LETTERS_OF_A_COPY


def one_line(text: str) -> str:
    """Collapse every run of white space into one space and trim both ends."""
    return " ".join(text.split())


def strip_controls(text: str) -> str:
    """The text without control characters and lone surrogates (tab and newline stay)."""
    return _CONTROLS.sub("", text)


def strip_widthless(text: str) -> str:
    r"""The text without characters that have no width, such as those between words of web pages.

    >>> strip_widthless("\u200binvention patent\ufeff")
    'invention patent'
    """
    return text if text.isascii() else _WIDTHLESS.sub("", text)


def visible_controls(text: str) -> str:
    r"""The text with control characters, line ends among them, and marks of direction escaped.

    >>> visible_controls("a\nb.html"), visible_controls("lmth.\u202etxt")
    ('a\\nb.html', 'lmth.\\u202etxt')
    """
    return _HIDDEN.sub(lambda match: ascii(match.group())[1:-1], text)


@dataclass(frozen=True, slots=True)
class NormalizedText:
    """A normalised text with offsets into the original.

    Parameters
    ----------
    text : str
        The normalised text.
    offsets : tuple of int, length ``len(text) + 1``
        ``offsets[i]`` is where the original character that gave ``text[i]``
        starts; the last item is the length of the original.
    """

    text: str
    offsets: tuple[int, ...]

    def original_span(self, start: int, stop: int) -> tuple[int, int]:
        """Span in the original of ``text[start:stop]``, ``start < stop``."""
        end = stop
        # Several normalised characters may come from one original character
        # (a ligature): the span ends after the whole of it.
        while end < len(self.text) and self.offsets[end] == self.offsets[stop - 1]:
            end += 1
        return self.offsets[start], self.offsets[end]


def normalize_nfkc(text: str) -> NormalizedText:
    """NFKC form of a text with an offset map.

    A base character and the combining marks behind it are normalised together,
    so that marks compose; the map then points to the base character.
    """
    if unicodedata.is_normalized("NFKC", text):
        return NormalizedText(text, tuple(range(len(text) + 1)))
    pieces: list[str] = []
    offsets: list[int] = []
    start = 0
    while start < len(text):
        stop = start + 1
        while stop < len(text) and unicodedata.combining(text[stop]):
            stop += 1
        piece = unicodedata.normalize("NFKC", text[start:stop])
        pieces.append(piece)
        offsets.extend([start] * len(piece))
        start = stop
    offsets.append(len(text))
    return NormalizedText("".join(pieces), tuple(offsets))


# Marks that end a clause: full-width ones anywhere, ASCII ones before a space.
_CLAUSE_END = re.compile(
    # A wide comma may also group the digits of a number.
    r"(?!(?<=\d)，(?=\d))[，；：。！？、…—–]+[”’」』》）]*"
    # A run of marks is tried once, from its beginning.
    r"|(?<![,;:.!?])[,;:.!?]++[\"'”’)\]]*+(?=\s)"
)
# Clauses narrower than this, in letters, are joined to a neighbour.
_SHORTEST_CLAUSE = 8


def clause_spans(text: str) -> list[tuple[int, int]]:
    """Spans of the clauses of a segment, cut after punctuation; at least one.

    Very short clauses are joined to the clause before them, the first one to the next. The
    spans cover the text except for the spaces between clauses.

    >>> text = "好，他来了，我走了。"
    >>> [text[a:b] for a, b in clause_spans(text)]
    ['好，他来了，', '我走了。']
    >>> text = "When the rain stopped, he went on; nobody saw him."
    >>> [text[a:b] for a, b in clause_spans(text)]
    ['When the rain stopped,', 'he went on;', 'nobody saw him.']
    """
    cuts = [m.end() for m in _CLAUSE_END.finditer(text)]
    spans: list[tuple[int, int]] = []
    start = 0
    for end in [*cuts, len(text)]:
        if spans and (_is_short(text, start, end) or _is_short(text, *spans[-1])):
            spans[-1] = (spans[-1][0], end)
        elif end > start:
            spans.append((start, end))
        start = end
    stripped = [_without_outer_spaces(text, *span) for span in spans]
    return [(a, b) for a, b in stripped if b > a] or [(0, len(text))]


def _is_short(text: str, start: int, end: int) -> bool:
    """Whether a span is narrower than `_SHORTEST_CLAUSE`; a Chinese character counts as three."""
    width = 0
    for character in text[start:end]:
        if character.isalnum():
            width += 3 if is_han(character) else 1
            if width >= _SHORTEST_CLAUSE:
                return False
    return True


def _without_outer_spaces(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), end - (len(part) - len(part.rstrip()))
