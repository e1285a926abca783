"""Documents made of random vectors whose true alignment is known, and weights learned from some.

What stands opposite each other is made of the same random unit vectors, so
these documents need no encoder.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pytest

from aligner.core import Recipe, TrainingDocument, Weights, train_weights
from aligner.core.recipe import Boosting
from aligner.values import Alignment, Bead, EncodedText, SpanVectors

if TYPE_CHECKING:
    from numpy.typing import NDArray

DIM = 24
MAX_RUN = 4
# How far the vectors of the two sides lie apart.
NOISE = 0.12
# Kinds of beads of a document as translators make them.
USUAL = [(1, 1)] * 14 + [(1, 2)] * 2 + [(2, 1)] * 2 + [(1, 0), (0, 1)]

Kinds = Sequence[tuple[int, int]]


def units(vectors: "NDArray[np.float64]") -> "NDArray[np.float32]":
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    scaled: NDArray[np.float32] = (vectors / np.maximum(norms, 1e-9)).astype(np.float32)
    return scaled


def span_vectors(
    clauses: "NDArray[np.float64]", counts: Sequence[int], max_run: int
) -> SpanVectors:
    """Vectors of a text whose segments hold so many of the clauses each."""
    offsets = np.cumsum([0, *counts], dtype=np.int64)
    total = np.concatenate([np.zeros((1, DIM)), np.cumsum(clauses, axis=0)])[offsets]
    runs = np.zeros((max_run, len(counts), DIM), dtype=np.float32)
    for size in range(1, min(max_run, len(counts)) + 1):
        runs[size - 1, : len(counts) - size + 1] = units(total[size:] - total[:-size])
    return SpanVectors(runs, "random.v1", units(clauses), units(clauses + 0.1), offsets)


def random_text(texts: Sequence[str], language: str, seed: int, max_run: int) -> EncodedText:
    random = np.random.default_rng(seed)
    counts = random.integers(1, 4, size=len(texts)).tolist()
    clauses = random.normal(size=(sum(counts), DIM))
    return EncodedText(tuple(texts), language, span_vectors(clauses, counts, max_run))


def synthetic_document(kinds: Kinds, seed: int, max_run: int) -> TrainingDocument:
    """Two texts made of the same random clauses, cut into beads of these kinds."""
    random = np.random.default_rng(seed)
    counts: tuple[list[int], list[int]] = ([], [])
    numbers: tuple[list[int], list[int]] = ([], [])
    beads = []
    n_clauses = i = j = 0
    for a, b in kinds:
        size = max(a, b) + int(random.integers(0, 3))
        for side, segments in enumerate((a, b)):
            if segments:
                counts[side].extend(map(len, np.array_split(np.arange(size), segments)))
                numbers[side].extend(range(n_clauses, n_clauses + size))
        beads.append(Bead(i, i + a, j, j + b))
        n_clauses, i, j = n_clauses + size, i + a, j + b
    clauses = random.normal(size=(n_clauses, DIM))
    wordings = ("zh", "第{}项工作已经完成，"), ("en", "item {} of the work is done, ")
    source, target = (
        EncodedText(
            _worded(words, held, clause_numbers),
            language,
            span_vectors(
                clauses[clause_numbers] + NOISE * random.normal(size=(sum(held), DIM)),
                held,
                max_run,
            ),
        )
        for (language, words), held, clause_numbers in zip(wordings, counts, numbers, strict=True)
    )
    return TrainingDocument("synthetic", source, target, Alignment(tuple(beads), i, j))


def _worded(words: str, held: Sequence[int], clause_numbers: Sequence[int]) -> tuple[str, ...]:
    """A text of each segment in which the numbers of its clauses stand."""
    left = iter(clause_numbers)
    return tuple("".join(words.format(next(left)) for _ in range(k)) for k in held)


def usual_document(seed: int, n_beads: int = 40, max_run: int = MAX_RUN) -> TrainingDocument:
    random = np.random.default_rng(seed)
    kinds = [USUAL[k] for k in random.integers(0, len(USUAL), size=n_beads)]
    return synthetic_document(kinds, seed, max_run)


@pytest.fixture(scope="session")
def texts_of_random_vectors() -> Callable[[Sequence[str], str, int], EncodedText]:
    """Texts in a language with random vectors, by a seed."""
    return lambda texts, language, seed: random_text(texts, language, seed, MAX_RUN)


@pytest.fixture(scope="session")
def planted() -> Callable[[Kinds, int], TrainingDocument]:
    """A document whose gold alignment has beads of these kinds, by a seed."""
    return lambda kinds, seed: synthetic_document(kinds, seed, MAX_RUN)


@pytest.fixture(scope="session")
def usual() -> Callable[[int], TrainingDocument]:
    """A document of forty beads of mixed kinds, by a seed."""
    return usual_document


@pytest.fixture(scope="session")
def small_recipe() -> Recipe:
    """All features, few kinds of beads, two small networks, few steps and trees."""
    return Recipe(
        max_side=3,
        max_total=4,
        max_list=4,
        hidden=2,
        networks=2,
        linear_strength=0.5,
        hidden_strength=1.0,
        iterations=40,
        boosting=Boosting(rounds=6, depth=2),
    )


@pytest.fixture(scope="session")
def small_weights(small_recipe: Recipe) -> Weights:
    """Weights learned from four documents of random vectors, and one with gaps."""
    documents = [usual_document(seed, n_beads=60) for seed in range(4)]
    gap = [(1, 1)] * 20 + [(0, 1)] * 30 + [(1, 1)] * 20 + [(1, 0)] * 30 + [(1, 1)] * 20
    damaged = [synthetic_document(gap, 9, MAX_RUN)]
    return train_weights(documents, name="small.v1", damaged=damaged, recipe=small_recipe)
