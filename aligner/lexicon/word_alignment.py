"""Soft word alignment of one unit."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from aligner.languages import ChineseText, EnglishText, word_spans
from aligner.lexicon.model import LexicalModel, letters
from aligner.offsets import Span

Floats = NDArray[np.float64]

# Decay of a link with its distance from the expected position, as a share of the sentence; the
# initial expectation is the diagonal.
_DIAGONAL, _LOCAL = 3.0, 6.0
_REACH = 6
# Weight of the null word.
_NULL = 0.02


class WordAlignment:
    """Soft links between the words of a unit.

    Parameters
    ----------
    source : ChineseText
    target : EnglishText
    tokens : sequence of (int, int)
        Word spans of the folded source.
    shares : array of float, shape (n_tokens, n_keys)
        How much of each target word each source word accounts for; columns sum
        to at most 1.
    places : array of float, shape (n_tokens,)
        Expected position of each source word's rendering in the target, 0 to 1.
    """

    def __init__(
        self,
        source: ChineseText,
        target: EnglishText,
        tokens: Sequence[Span],
        shares: Floats,
        places: Floats,
    ) -> None:
        self.source, self.target, self.tokens = source, target, tokens
        self.shares, self.places = shares, places
        self.explained = shares.sum(axis=0)

    def rows(self, start: int, stop: int) -> list[int]:
        """Tokens that overlap a span of the original source text."""
        offsets, stops = self.source.offsets, self.source.stops
        return [
            i
            for i, (first, last) in enumerate(self.tokens)
            if offsets[first] < stop and stops[last - 1] > start
        ]

    def words_of(self, start: int, stop: int) -> Floats:
        """How much of each target word the source term accounts for."""
        return np.asarray(self.shares[self.rows(start, stop)].sum(axis=0))


def align_words(
    source: ChineseText,
    target: EnglishText,
    model: LexicalModel,
    terms: Sequence[Span] = (),
    anchors: Mapping[Span, Span] | None = None,
) -> WordAlignment:
    """Compute soft word links of one unit.

    Parameters
    ----------
    source : ChineseText
    target : EnglishText
    model : LexicalModel
        May be empty: then only numbers, Latin letters and pinyin link.
    terms : sequence of (int, int)
        Spans of the original source text at whose ends words are split.
    anchors : mapping of (int, int) to (int, int), optional
        Target words ``first .. last - 1`` that are known to render a span of the
        source.
    """
    tokens = _tokens(source, terms)
    words = [source.folded[a:b].lower() for a, b in tokens]
    if not words or not target.keys:
        here = np.zeros(len(words))
        return WordAlignment(source, target, tokens, np.zeros((len(words), len(target.keys))), here)
    weights = _weights(words, target.keys, model)
    links = WordAlignment(source, target, tokens, weights, np.zeros(len(words)))
    for span, (first, last) in (anchors or {}).items():
        weights[:, first:last] = 0.0
        weights[links.rows(*span), first:last] = 1.0
    here = (np.arange(len(words)) + 0.5) / len(words)
    there = (np.arange(len(target.keys)) + 0.5) / len(target.keys)
    near = np.exp(-_DIAGONAL * np.abs(here[:, None] - there[None, :]))
    shares = _normalised(weights * near)
    for _ in range(2):
        places = _expected(shares, here, there)
        near = np.exp(-_LOCAL * np.abs(places[:, None] - there[None, :])) + 0.02 * near
        shares = _normalised(weights * near)
    return WordAlignment(source, target, tokens, shares, _expected(shares, here, there))


def expected_places(
    source: ChineseText,
    target: EnglishText,
    model: LexicalModel,
    spans: Sequence[Span],
    anchors: Mapping[Span, Span],
) -> list[float]:
    """Expected positions of the renderings of spans in the target, 0 to 1.

    Only the surrounding words count: this distinguishes several occurrences of one term.
    """
    links = align_words(source, target, model, spans, anchors)
    if not links.shares.size:
        return [a / max(1, len(source.original)) for a, _ in spans]
    shares = links.shares.copy()
    rows = [links.rows(*span) for span in spans]
    for span, own in zip(spans, rows, strict=True):
        if span not in anchors:
            shares[own] = 0.0
    here = (np.arange(shares.shape[0]) + 0.5) / shares.shape[0]
    there = (np.arange(shares.shape[1]) + 0.5) / shares.shape[1]
    places = _expected(shares, here, there)
    return [float(places[own].mean()) if own else 0.5 for own in rows]


def _normalised(weights: Floats) -> Floats:
    """Normalise the weights of each target word over the source words."""
    return np.asarray(weights / (weights.sum(axis=0, keepdims=True) + _NULL))


def _expected(shares: Floats, here: Floats, there: Floats) -> Floats:
    """Expected position of each source word, from the links of the words around it."""
    sharp = shares**2
    mass = sharp.sum(axis=1)
    moment = (sharp * there).sum(axis=1)
    kernel = np.exp(-np.abs(np.arange(-_REACH, _REACH + 1)) / 2.0)
    if len(mass) < len(kernel):
        distance = np.abs(np.arange(len(mass))[:, None] - np.arange(len(mass))[None, :])
        near = np.exp(-distance / 2.0)
        around, moments, own = near @ mass, near @ moment, near @ (mass * here)
    else:
        around, moments, own = (
            np.convolve(values, kernel, "same") for values in (mass, moment, mass * here)
        )
    shift = (moments - own + 0.0) / (around + 0.1)
    return np.asarray(here + shift)


def _weights(words: Sequence[str], keys: Sequence[str], model: LexicalModel) -> Floats:
    """Weights of all source words with all words of the target."""
    places: dict[str, list[int]] = {}
    for j, key in enumerate(keys):
        places.setdefault(key, []).append(j)
    present, width = places.keys(), len(keys)
    # One list of all cells: numpy takes it far faster than a list of rows.
    cells = [0.0] * (len(words) * width)
    for start, word in zip(range(0, len(cells), width), words, strict=True):
        learned = model.row(word)
        # The row of a common word is far longer than a sentence.
        for key in present & learned.keys():
            weight = learned[key]
            for j in places[key]:
                cells[start + j] = weight
        for key, weight in letters(word).items():
            for j in places.get(key, ()):
                cells[start + j] = max(cells[start + j], weight)
    return np.array(cells).reshape(len(words), width)


def _tokens(source: ChineseText, terms: Sequence[Span]) -> list[Span]:
    """Words of the folded source, split at the ends of terms."""
    text = source.folded
    edges: set[int] = set()
    for start, stop in terms:
        first, last = (bisect_left(source.offsets, place) for place in (start, stop))
        if first < last:
            edges |= {first, last}
    tokens = []
    for first, last in word_spans(text):
        if edges.isdisjoint(range(first + 1, last)):
            tokens.append((first, last))
        else:
            tokens += pairwise(sorted({first, last, *(e for e in edges if first < e < last)}))
    return [(a, b) for a, b in tokens if text[a:b].strip()]
