"""What the aligner reads off each segment besides its vector: lengths, marks, shared keys."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from operator import or_
from typing import TYPE_CHECKING

import numpy as np

from aligner.core.keys import names_in_pinyin, segment_keys
from aligner.text import base_language, is_han

if TYPE_CHECKING:
    from numpy.typing import NDArray


# Classes of the last mark of a segment, closing quotes and brackets skipped.
END_CLASSES = ("none", "stop", "question", "exclamation", "colon", "comma", "ellipsis")
_END_CLASS_OF = {
    ".": "stop",
    "。": "stop",
    "．": "stop",
    "?": "question",
    "？": "question",
    "!": "exclamation",
    "！": "exclamation",
    ":": "colon",
    "：": "colon",
    "—": "colon",
    ",": "comma",
    "，": "comma",
    "、": "comma",
    ";": "comma",
    "；": "comma",
    "…": "ellipsis",
}
_DIGITS = re.compile(r"\d")
_OPENING = "\"'“‘「『《〈(（[【"
_CLOSING = "\"'”’」』》〉)）]】"
# What other languages use in place of the marks above.  Their quotation marks
# look both ways („so“, »so«, « so »): straight ones may open and close as well.
_PLAIN_MARKS = str.maketrans(
    dict.fromkeys("„“”«»", '"')
    | dict.fromkeys("‚‘’‹›", "'")
    # Arabic and Indian marks.
    | {"؟": "?", "،": ",", "؛": ";", "۔": ".", "।": ".", "॥": "."}
)
_AS_THEY_ARE = frozenset({"zh", "en"})
# Marks whose number tends to survive translation, by name.
COUNTED_MARKS = {
    "question": "?？",
    "exclamation": "!！",
    "quote": '"“”「」『』《》',
    "colon": ":：",
    "bracket": "()（）",
}


@dataclass(frozen=True, slots=True)
class SurfaceFeatures:
    """Surface features of the segments of one document, one row a segment.

    Parameters
    ----------
    lengths : ndarray of shape (n,), float64
        Characters, Chinese ones counted as what they take up in English.
    end_class : ndarray of shape (n,), int64
        Index into `END_CLASSES`.
    opens_quote, closes_quote : ndarray of shape (n,), bool
        Whether the segment starts or ends with a quotation mark or bracket.
    mark_counts : ndarray of shape (n, len(COUNTED_MARKS)), float64
    repeats : ndarray of shape (n,), float64
        Logarithm of how many segments of the document read the same but for
        their digits: page heads do.
    keys : tuple of frozenset of str
        Language-independent keys: numbers, Latin words.
    chinese : tuple of str
        The segments in NFKC if they are Chinese, else empty: which names they
        hold in pinyin shows beside another text only.
    """

    lengths: "NDArray[np.float64]"
    end_class: "NDArray[np.int64]"
    opens_quote: "NDArray[np.bool_]"
    closes_quote: "NDArray[np.bool_]"
    mark_counts: "NDArray[np.float64]"
    repeats: "NDArray[np.float64]"
    keys: tuple[frozenset[str], ...]
    chinese: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.lengths)

    def keys_beside(self, other: "SurfaceFeatures") -> tuple[frozenset[str], ...]:
        """All keys of each segment, names that the other text spells in pinyin among them."""
        if not self.chinese:
            return self.keys
        names = names_in_pinyin(self.chinese, frozenset().union(*other.keys))
        return tuple(map(or_, self.keys, names))


def read_surface(
    texts: Sequence[str], language: str, anchors: Sequence[frozenset[str]] = ()
) -> SurfaceFeatures:
    """Surface features of the segments of one document.

    Parameters
    ----------
    texts : sequence of str
    language : str
    anchors : sequence of frozenset of str
        Further keys of each segment; by default none.
    """
    stripped = [_with_plain_marks(text.strip(), language) for text in texts]
    counts = [[sum(map(t.count, marks)) for marks in COUNTED_MARKS.values()] for t in stripped]
    folded = tuple(unicodedata.normalize("NFKC", text.strip()) for text in texts)
    return SurfaceFeatures(
        lengths=np.array([sum(map(_width, text)) for text in stripped], dtype=np.float64),
        end_class=np.array([_end_class(text) for text in stripped], dtype=np.int64),
        opens_quote=np.array([text[:1] in _OPENING and bool(text) for text in stripped]),
        closes_quote=np.array([text[-1:] in _CLOSING and bool(text) for text in stripped]),
        mark_counts=np.array(counts, dtype=np.float64).reshape(len(stripped), len(COUNTED_MARKS)),
        repeats=_repeats(stripped),
        keys=tuple(
            segment_keys(text, language) | more
            for text, more in zip(folded, anchors or repeat(frozenset()), strict=False)
        ),
        chinese=folded if base_language(language) == "zh" else (),
    )


def _repeats(texts: Sequence[str]) -> "NDArray[np.float64]":
    """Logarithm of how often each text occurs, whatever its digits."""
    shapes = [_DIGITS.sub("", text) for text in texts]
    counts = Counter(shapes)
    return np.log(np.array([counts[shape] for shape in shapes], dtype=np.float64))


def _with_plain_marks(text: str, language: str) -> str:
    """The text with the marks of Chinese and English in place of its own."""
    return text if base_language(language) in _AS_THEY_ARE else text.translate(_PLAIN_MARKS)


@cache
def _width(character: str) -> int:
    """What a character takes up in English; spaces and marks nothing, they say little."""
    if is_han(character):
        return 3
    return int(unicodedata.category(character)[0] in "LNS")


def _end_class(text: str) -> int:
    bare = text.rstrip(_CLOSING + " ")
    return END_CLASSES.index(_END_CLASS_OF.get(bare[-1:], "none"))
