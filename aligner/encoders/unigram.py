"""SentencePiece unigram tokenisation that keeps track of character offsets."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aligner.encoders.e5_file import Vocabulary


# Replaces the space before each word.
WORD_START = "▁"
# How much less than the rarest piece an unknown character scores, as in SentencePiece.
_UNKNOWN_PENALTY = 10.0
# Cached words, some 200 bytes each.
_KEPT_WORDS = 1 << 15


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of one text, in order.

    Parameters
    ----------
    ids : list of int
    spans : list of (int, int)
        The characters of the text that each piece covers, in code points; empty
        for a bare word-start mark.
    """

    ids: list[int]
    spans: list[tuple[int, int]]


class UnigramTokenizer:
    """Tokeniser that finds the most probable pieces of a text.

    Parameters
    ----------
    vocabulary : Vocabulary

    Notes
    -----
    Characters are normalised one by one.  No piece spans the start of a word, so
    words are segmented separately and cached.
    """

    def __init__(self, vocabulary: "Vocabulary") -> None:
        self._ids = dict(zip(vocabulary.pieces, range(len(vocabulary.pieces)), strict=True))
        for special in vocabulary.special:
            del self._ids[vocabulary.pieces[special]]
        self._scores = vocabulary.scores
        self._normal: Mapping[int, str] = vocabulary.normal
        self._unknown = vocabulary.unknown
        self._unknown_score = min(vocabulary.scores) - _UNKNOWN_PENALTY
        self._longest = max(map(len, vocabulary.pieces))
        self._segmented = lru_cache(_KEPT_WORDS)(self._segment)

    def pieces(self, text: str) -> Pieces:
        """The pieces of a text; none if it is blank."""
        marked, places = self._marked(text)
        starts = [i for i, character in enumerate(marked) if character == WORD_START]
        ids: list[int] = []
        spans: list[tuple[int, int]] = []
        for start, stop in pairwise([*starts, len(marked)]):
            at = start
            for piece, length in self._segmented(marked[start:stop]):
                first = at + (at == start)  # the mark covers no character
                at += length
                ids.append(piece)
                begin = places[first] if first < len(places) else len(text)
                spans.append((begin, places[at - 1] + 1 if first < at else begin))
        return Pieces(ids, spans)

    def _marked(self, text: str) -> tuple[str, list[int]]:
        """The normalised text with word-start marks, and the origin of each character."""
        marked = [WORD_START]
        places = [0]
        for place, character in enumerate(text):
            for normal in self._normal.get(ord(character), character):
                mark = WORD_START if normal == " " else normal
                if mark != WORD_START or marked[-1] != WORD_START:
                    marked.append(mark)
                    places.append(place)
        if marked[-1] == WORD_START:
            marked.pop()
            places.pop()
        return "".join(marked), places

    def _segment(self, word: str) -> tuple[tuple[int, int], ...]:
        """Ids and lengths of the pieces of a word, by the Viterbi algorithm."""
        n = len(word)
        best = [0.0] + [-float("inf")] * n
        back = [(self._unknown, 1)] * (n + 1)
        for start in range(n):
            before = best[start]
            for stop in range(start + 1, min(n, start + self._longest) + 1):
                piece = self._ids.get(word[start:stop])
                if piece is not None and before + self._scores[piece] > best[stop]:
                    best[stop] = before + self._scores[piece]
                    back[stop] = piece, stop - start
            if before + self._unknown_score > best[start + 1]:
                best[start + 1] = before + self._unknown_score
                back[start + 1] = self._unknown, 1
        path = []
        while n:
            path.append(back[n])
            n -= back[n][1]
        return tuple(reversed(path))
