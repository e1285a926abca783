"""Counts of links by the word models of thot, for comparison."""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray
from thot.alignment import (
    AlignmentModel,
    EflomalAlignmentModel,
    FastAlignModel,
    SymmetrizationHeuristic,
    SymmetrizedAligner,
)

from aligner.lexicon import WordTexts

Texts = list[list[str]]

_SWEEPS, _ROUNDS, _SEED = (8, 8, 24), 5, 1


def fast_align(sources: Texts, targets: Texts) -> AlignmentModel:
    """IBM Model 2 with one parameter for the diagonal."""
    return _trained(FastAlignModel(), sources, targets, _ROUNDS)


def eflomal(sources: Texts, targets: Texts) -> AlignmentModel:
    """IBM Model 1, jumps and fertility by Gibbs sampling."""
    model = EflomalAlignmentModel()
    model.seed, model.deterministic, model.auto_iterations = _SEED, True, False
    model.set_iterations(*_SWEEPS)
    return _trained(model, sources, targets, sum(_SWEEPS))


def peer_counts(
    texts: WordTexts,
    learn: Callable[[Texts, Texts], AlignmentModel],
    heuristic: SymmetrizationHeuristic,
) -> NDArray[np.float64]:
    """How often the words of each possible pair were linked.

    Parameters
    ----------
    texts : WordTexts
    learn : callable
        Learns a direction from the texts of both sides.
    heuristic : SymmetrizationHeuristic
        How the links of both directions are joined.

    Returns
    -------
    counts : array of float, shape (n_pairs,)
    """
    sources, targets = (
        [[str(word) for word in words] for words in np.split(runs.numbers, runs.ends[1:-1])]
        for runs in texts.runs
    )
    joined = SymmetrizedAligner(learn(sources, targets), learn(targets, sources))
    joined.heuristic = heuristic
    cells, n_targets = texts.cells, len(texts.words[1])
    known = cells.sources.astype(np.int64) * n_targets + cells.targets
    counts = np.zeros(len(known))
    for keys, weight in _links(texts, joined, sources, targets):
        places = np.minimum(np.searchsorted(known, keys), len(known) - 1)
        np.add.at(counts, places[known[places] == keys], weight)
    return counts


def _links(
    texts: WordTexts, joined: SymmetrizedAligner, sources: Texts, targets: Texts
) -> Iterator[tuple[NDArray[np.int64], float]]:
    """Pairs of words that are linked in each text, each as one number, and what they count."""
    n_targets = len(texts.words[1])
    for source, target, weight in zip(sources, targets, texts.weights, strict=True):
        _, matrix = joined.get_best_alignment(source, target)
        rows, columns = matrix.to_numpy().nonzero()
        words = np.array(source, np.int64)[rows], np.array(target, np.int64)[columns]
        keys = words[0] * n_targets + words[1]
        yield keys[(words[0] >= 0) & (words[1] >= 0)], float(weight)


def _trained(model: AlignmentModel, sources: Texts, targets: Texts, rounds: int) -> AlignmentModel:
    for source, target in zip(sources, targets, strict=True):
        model.add_sentence_pair(source, target)
    model.start_training()
    for _ in range(rounds):
        model.train()
    model.end_training()
    return model
