"""Counts of links by hidden Markov models in both directions [1]_, trained to agree [2]_.

A link depends on the place that the word before it is linked with, which IBM Model 1
leaves out.  Only the benchmark of word models uses this: see there what it brings.

References
----------
.. [1] S. Vogel, H. Ney and C. Tillmann (1996). HMM-Based Word Alignment in
   Statistical Translation. COLING.
.. [2] P. Liang, B. Taskar and D. Klein (2006). Alignment by Agreement. HLT-NAACL.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aligner.lexicon import WordRuns, WordTexts

Floats = NDArray[np.floating]
Integers = NDArray[np.integer]

# Texts have no more words than this; the farthest jump.
_FARTHEST = 60
_OF_NONE, _ANYWHERE = 0.2, 0.05
_FLOOR, _LEAST_BELIEF = 1e-6, 1e-3
# Most cells in a batch, and most links kept until they are counted.
_BATCH, _KEPT = 400_000, 4_000_000


class Batch(NamedTuple):
    """Text pairs of the same two lengths.

    Parameters
    ----------
    rows : array of int, shape (n_texts,)
    sources, targets : array of int, shape (n_texts, n_source_words) and (n_texts, n_target_words)
        Places of the words in the vocabularies; -1 for none.
    pairs : array of int, shape (n_texts, n_source_words, n_target_words)
        Places of the pairs of words among those that are possible; behind the last for none.
    """

    rows: Integers
    sources: Integers
    targets: Integers
    pairs: Integers


def batches(texts: WordTexts) -> Iterator[Batch]:
    """All text pairs, by their lengths."""
    n_targets = len(texts.words[1])
    known = texts.cells.sources.astype(np.int64) * n_targets + texts.cells.targets
    lengths = [np.diff(runs.ends) for runs in texts.runs]
    order = np.lexsort(lengths)
    changes = np.flatnonzero(np.any([np.diff(own[order]) for own in lengths], axis=0)) + 1
    for alike in np.split(order, changes):
        n_cells = int(lengths[0][alike[0]]) * int(lengths[1][alike[0]])
        size = max(1, _BATCH // n_cells)
        for start in range(0, len(alike), size):
            rows = alike[start : start + size]
            sources, targets = (_words(runs, rows) for runs in texts.runs)
            keys = sources[:, :, None].astype(np.int64) * n_targets + targets[:, None, :]
            keys[(sources < 0)[:, :, None] | (targets < 0)[:, None, :]] = -1
            places = np.minimum(np.searchsorted(known, keys), len(known) - 1)
            pairs = np.where(known[places] == keys, places, len(known)).astype(np.int32)
            yield Batch(rows, sources, targets, pairs)


def _words(runs: WordRuns, rows: Integers) -> Integers:
    """Words of texts of the same length."""
    length = int(runs.ends[rows[0] + 1] - runs.ends[rows[0]])
    return np.asarray(runs.numbers[runs.ends[rows][:, None] + np.arange(length)])


class Direction:
    """A model of the words of one side given those of the other.

    Parameters
    ----------
    given : array of int, shape (n_pairs,)
        The given word of each pair of words.
    frequencies : array of float, shape (n_words,)
        How many texts hold each word of the side that is made.
    """

    def __init__(self, given: Integers, frequencies: Floats) -> None:
        self._given = given
        self._by_none = np.append(frequencies / frequencies.sum(), _FLOOR).astype(np.float32)
        self._jumps = np.exp(-np.abs(np.arange(-_FARTHEST, _FARTHEST + 1) - 1) / 2) + 1e-3
        self._seen_jumps = np.zeros_like(self._jumps)
        self._probabilities = np.empty(0, np.float32)

    def __len__(self) -> int:
        return len(self._given)

    def learn(self, counts: Floats) -> None:
        """Probabilities of words anew from counts of links, and of jumps from those seen."""
        totals = np.bincount(self._given, counts)
        shares = counts / np.maximum(totals[self._given], 1e-9)
        self._probabilities = np.maximum(np.append(shares, 0), _FLOOR).astype(np.float32)
        if self._seen_jumps.any():
            self._jumps = self._seen_jumps / self._seen_jumps.sum() + 1e-5
        self._seen_jumps = np.zeros_like(self._jumps)

    def beliefs(self, pairs: Integers, words: Integers) -> Floats:
        """Probabilities of the links of some texts.

        Parameters
        ----------
        pairs : array of int, shape (n_made, n_texts, n_given)
        words : array of int, shape (n_made, n_texts)
            The words that are made.

        Returns
        -------
        beliefs : array of float, shape (n_made, n_texts, n_given)
        """
        made, by_none = self._probabilities[pairs], self._by_none[words]
        jumps = self.transitions(pairs.shape[2])
        beliefs, seen = posteriors(made, by_none, jumps)
        steps = np.arange(len(jumps)) - np.arange(len(jumps))[:, None] + _FARTHEST
        self._seen_jumps += np.bincount(steps.ravel(), seen.ravel(), len(self._jumps))
        return beliefs

    def transitions(self, n_given: int) -> Floats:
        """Probabilities of going from each place to each other."""
        steps = np.arange(n_given) - np.arange(n_given)[:, None] + _FARTHEST
        jumps = self._jumps[steps]
        jumps /= jumps.sum(axis=1, keepdims=True)
        return np.asarray((1 - _ANYWHERE) * jumps + _ANYWHERE / n_given, np.float32)


def posteriors(made: Floats, by_none: Floats, jumps: Floats) -> tuple[Floats, Floats]:
    """Probabilities of the links given all words, by the forward-backward algorithm.

    A word that nothing made leaves the place of the last link as it was.

    Parameters
    ----------
    made : array of float, shape (n_made, n_texts, n_given)
        Probability of each word by each given word.
    by_none : array of float, shape (n_made, n_texts)
        Probability of each word by none.
    jumps : array of float, shape (n_given, n_given)
        Probability of each place (columns) after each other; rows sum to 1.

    Returns
    -------
    links : array of float, shape (n_made, n_texts, n_given)
    seen : array of float, shape (n_given, n_given)
        Expected number of steps from each place to each other.
    """
    n_made, n_texts, n_given = made.shape
    links = np.empty_like(made)
    before = np.full((n_made + 1, n_texts, n_given), 1 / n_given, np.float32)
    scales = np.empty((n_made, n_texts, 1), np.float32)
    for j in range(n_made):
        reached = before[j] @ jumps if j else before[0]
        linked = (1 - _OF_NONE) * reached * made[j]
        skipped = _OF_NONE * before[j] * by_none[j][:, None]
        scales[j] = (linked + skipped).sum(axis=1, keepdims=True)
        links[j] = linked / scales[j]
        before[j + 1] = links[j] + skipped / scales[j]
    after = np.ones((n_texts, n_given), np.float32)
    seen = np.zeros((n_given, n_given))
    for j in range(n_made - 1, -1, -1):
        links[j] *= after
        ahead = (1 - _OF_NONE) * made[j] * after / scales[j]
        if j:
            seen += before[j].T @ ahead
            after = ahead @ jumps.T + _OF_NONE * after * by_none[j][:, None] / scales[j]
    return links, seen * jumps


def markov_counts(texts: WordTexts, start: Floats, rounds: int) -> Floats:
    """How often the words of each pair were linked, both directions agreeing.

    Parameters
    ----------
    texts : WordTexts
    start : array of float, shape (n_pairs,)
        Counts of links to begin with.
    rounds : int
    """
    cells, counts = texts.cells, start
    ahead = Direction(cells.sources, _frequencies(texts.target.indices, len(texts.words[1])))
    back = Direction(cells.targets, _frequencies(texts.source.indices, len(texts.words[0])))
    grouped = list(batches(texts))
    for _ in range(rounds):
        ahead.learn(counts)
        back.learn(counts)
        counts = np.zeros(len(start))
        kept: list[tuple[Integers, Floats]] = []
        for batch in grouped:
            kept.append(_agreed(batch, ahead, back, texts.weights))
            if sum(len(pairs) for pairs, _ in kept) > _KEPT:
                counts += _summed(kept, len(start))
                kept.clear()
        counts += _summed(kept, len(start))
    return counts


def _frequencies(words: Integers, n_words: int) -> Floats:
    return np.bincount(words, minlength=n_words).astype(np.float64)


def _agreed(
    batch: Batch, ahead: Direction, back: Direction, weights: Floats
) -> tuple[Integers, Floats]:
    """Pairs of words that both directions link, and what they count."""
    pairs = batch.pairs
    there = ahead.beliefs(pairs.transpose(2, 0, 1), batch.targets.T)
    here = back.beliefs(pairs.transpose(1, 0, 2), batch.sources.T)
    both = there.transpose(1, 2, 0) * here.transpose(1, 0, 2)
    chosen = np.nonzero((both >= _LEAST_BELIEF) & (pairs < len(ahead)))
    return pairs[chosen], both[chosen] * weights[batch.rows[chosen[0]]]


def _summed(kept: list[tuple[Integers, Floats]], n_pairs: int) -> Floats:
    """Counts by pair of words."""
    pairs, values = (np.concatenate([[], *column]) for column in zip(*kept, strict=True))
    return np.asarray(np.bincount(pairs.astype(np.int64), values, n_pairs), np.float64)
