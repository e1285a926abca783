"""A second look at doubtful beads, with an encoder that knows tokens by their numbers."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest

from aligner.core import Recipe, TrainingDocument, Weights, align, train_weights
from aligner.core.ladders import Ladders
from aligner.core.resources import Resources
from aligner.core.tokens import Tokens
from aligner.core.weights import parse_weights, save_weights
from aligner.errors import ConfigError, FormatError
from aligner.values import EncodedText, TokenStates

Planted = Callable[[Sequence[tuple[int, int]], int], TrainingDocument]
Usual = Callable[[int], TrainingDocument]
WIDTH = 16
# What a second look may be sure of.
SURE = 0.98


class NumberTokens:
    """One token for each number in a text, the same vector on both sides."""

    name = "numbers.v1"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode_tokens(self, texts: Sequence[str], *, language: str) -> TokenStates:
        del language
        self.asked += texts
        vectors, spans, offsets = [], [], [0]
        for text in texts:
            for found in re.finditer(r"\d+", text):
                vector = np.random.default_rng(int(found[0])).normal(size=WIDTH)
                vectors.append(vector / np.linalg.norm(vector))
                spans.append(found.span())
            offsets.append(len(spans))
        return TokenStates(
            np.array(vectors, dtype=np.float32).reshape(-1, WIDTH),
            np.array(offsets, dtype=np.int64),
            np.array(spans, dtype=np.int32).reshape(-1, 2),
            self.name,
        )


@pytest.fixture(scope="module")
def weights(small_recipe: Recipe, usual: Usual) -> Weights:
    """Weights that know a second look."""
    documents = [usual(seed) for seed in range(4)]
    return train_weights(documents, name="two.v1", recipe=small_recipe, tokens=NumberTokens())


def blurred(document: TrainingDocument, noise: float) -> TrainingDocument:
    """The document with vectors that say little."""

    def text(side: EncodedText, seed: int) -> EncodedText:
        random = np.random.default_rng(seed)
        vectors = side.vectors
        runs = vectors.runs + noise * random.normal(size=vectors.runs.shape).astype(np.float32)
        runs /= np.maximum(np.linalg.norm(runs, axis=-1, keepdims=True), 1e-9)
        return replace(side, vectors=replace(vectors, runs=runs))

    return replace(document, source=text(document.source, 1), target=text(document.target, 2))


def log_loss(document: TrainingDocument, ladders: Ladders) -> float:
    """How improbable the gold beads are."""
    lattice = ladders.whole.lattice
    gold = {(b.source_start, b.source_stop, b.target_start, b.target_stop) for b in document.gold}
    ends = lattice.source_start, lattice.source_stop, lattice.target_start, lattice.target_stop
    found = [bead in gold for bead in zip(*(end.tolist() for end in ends), strict=True)]
    return float(-np.log(np.maximum(ladders.whole.inferred.beads[found], 1e-9)).sum())


def test_tokens_help_where_nothing_else_says_much(small_recipe: Recipe, usual: Usual) -> None:
    """Numbers are no keys here: the first look has the blurred vectors only."""
    documents = [blurred(usual(seed), 1.0) for seed in range(10)]
    groups = tuple(g for g in small_recipe.groups if g not in {"key", "word", "null-word"})
    recipe = replace(small_recipe, groups=groups, boosting=None)
    weights = train_weights(documents[:6], name="blurred.v1", recipe=recipe, tokens=NumberTokens())
    losses = [
        sum(
            log_loss(d, Ladders.of(d.source, d.target, weights, Resources(tokens=tokens)))
            for d in documents[6:]
        )
        for tokens in (None, NumberTokens())
    ]
    assert losses[1] < losses[0] * 0.8


def test_only_segments_near_doubt_are_asked_for(weights: Weights, planted: Planted) -> None:
    document = planted([(1, 1)] * 60 + [(1, 2), (2, 1), (1, 0)] + [(1, 1)] * 60, 5)
    texts = document.source, document.target
    encoder = NumberTokens()
    first = align(*texts, weights=weights)
    doubtful = [bead for bead in first if bead.probability < SURE]
    second = align(*texts, weights=weights, resources=Resources(tokens=encoder))
    every = set(texts[0].texts) | set(texts[1].texts)
    assert bool(doubtful) == bool(encoder.asked)
    assert set(encoder.asked) < every
    sure = {(b.source_start, b.target_start) for b in first if b.probability >= SURE}
    assert len(sure & {(b.source_start, b.target_start) for b in second}) > len(sure) * 0.95


def test_what_is_sure_needs_no_states(weights: Weights, planted: Planted) -> None:
    document = planted([(1, 1)] * 30, 3)
    encoder = NumberTokens()
    texts = document.source, document.target
    first = align(*texts, weights=weights)
    assert min(bead.probability for bead in first) >= SURE
    assert align(*texts, weights=weights, resources=Resources(tokens=encoder)) == first
    assert not encoder.asked


def test_ladders_through_a_stretch_weigh_what_they_did(weights: Weights, usual: Usual) -> None:
    """Only the shares of the ladders inside a doubtful stretch change."""
    document = blurred(usual(78), 0.35)
    texts = document.source, document.target
    first, second = (
        Ladders.of(*texts, weights, Resources(tokens=t)) for t in (None, NumberTokens())
    )
    moved = second.whole.scores != first.whole.scores
    lattice = first.whole.lattice
    assert moved.any()
    outside = (lattice.source_stop <= lattice.source_start[moved].min()) & (
        lattice.target_stop <= lattice.target_start[moved].min()
    )
    difference = second.whole.inferred.beads[outside] - first.whole.inferred.beads[outside]
    assert np.abs(difference).max(initial=0.0) < 0.02


def test_windows_do_not_leave_the_stretches_with_states(usual: Usual) -> None:
    document = usual(4)
    tokens = Tokens.of(document.source, document.target, NumberTokens())
    n, m = len(document.source.texts), len(document.target.texts)
    bounds = np.tile([0, m], (n, 1)), np.tile([0, n], (m, 1))
    source, target = tokens.within(bounds)
    assert (source == bounds[0]).all()
    assert (target == bounds[1]).all()


def test_weights_of_two_looks_are_read_back(weights: Weights) -> None:
    text = save_weights(weights)
    again = parse_weights(text, "two.v1")
    assert again.second is not None
    assert save_weights(again) == text
    assert again.digest() == weights.digest()


def test_half_a_second_look_is_refused(weights: Weights) -> None:
    text = save_weights(weights).replace('"second-abridged"', '"second-other"')
    with pytest.raises(FormatError, match="not a file of weights"):
        parse_weights(text, "half.v1")


def test_weights_without_a_second_look_say_so(small_weights: Weights, usual: Usual) -> None:
    document = usual(5)
    with pytest.raises(ConfigError, match="know no second look"):
        Ladders.of(
            document.source, document.target, small_weights, Resources(tokens=NumberTokens())
        )
