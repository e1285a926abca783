"""What the aligner reads off each segment besides its vector: lengths, marks, shared keys."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aligner.core.keys import segment_keys
from aligner.text import base_language, is_han

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["COUNTED_MARKS", "END_CLASSES", "SegmentCues", "read_cues"]

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
    "question": re.compile("[?？]"),
    "exclamation": re.compile("[!！]"),
    "quote": re.compile('["“”「」『』《》]'),
    "colon": re.compile("[:：]"),
    "bracket": re.compile("[()（）]"),
}


@dataclass(frozen=True, slots=True)
class SegmentCues:
    """Cues of the segments of one document, one row a segment.

    Parameters
    ----------
    lengths : ndarray of shape (n,), float64
        Characters, Chinese ones counted as what they take up in English.
    end_class : ndarray of shape (n,), int64
        Index into `END_CLASSES`.
    opens_quote, closes_quote : ndarray of shape (n,), bool
        Whether the segment starts or ends with a quotation mark or bracket.
    mark_counts : ndarray of shape (n, len(COUNTED_MARKS)), float64
    keys : tuple of frozenset of str
        Language-independent keys: numbers, Latin words, names in pinyin.
    """

    lengths: "NDArray[np.float64]"
    end_class: "NDArray[np.int64]"
    opens_quote: "NDArray[np.bool_]"
    closes_quote: "NDArray[np.bool_]"
    mark_counts: "NDArray[np.float64]"
    keys: tuple[frozenset[str], ...]

    def __len__(self) -> int:
        return len(self.lengths)


def read_cues(texts: Sequence[str], language: str) -> SegmentCues:
    """Cues of the segments of one document."""
    stripped = [_with_plain_marks(text.strip(), language) for text in texts]
    counts = [[len(p.findall(t)) for p in COUNTED_MARKS.values()] for t in stripped]
    return SegmentCues(
        lengths=np.array([_length(text) for text in stripped], dtype=np.float64),
        end_class=np.array([_end_class(text) for text in stripped], dtype=np.int64),
        opens_quote=np.array([text[:1] in _OPENING and bool(text) for text in stripped]),
        closes_quote=np.array([text[-1:] in _CLOSING and bool(text) for text in stripped]),
        mark_counts=np.array(counts, dtype=np.float64).reshape(len(stripped), len(COUNTED_MARKS)),
        keys=tuple(segment_keys(text.strip(), language) for text in texts),
    )


def _with_plain_marks(text: str, language: str) -> str:
    """The text with the marks of Chinese and English in place of its own."""
    return text if base_language(language) in _AS_THEY_ARE else text.translate(_PLAIN_MARKS)


def _length(text: str) -> float:
    """Width of a text in characters; spaces and marks left out, they say little."""
    letters = sum(1 for c in text if unicodedata.category(c)[0] in "LNS")
    return float(letters + 2 * sum(map(is_han, text)))


def _end_class(text: str) -> int:
    bare = text.rstrip(_CLOSING + " ")
    return END_CLASSES.index(_END_CLASS_OF.get(bare[-1:], "none"))
