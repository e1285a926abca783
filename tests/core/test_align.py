"""The aligner as a whole, on documents of random vectors whose alignment is known."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.core import Decoding, Ladders, TrainingDocument, Weights, align
from aligner.core.inference import unpaired
from aligner.core.ladders import Part
from aligner.errors import AlignmentImpossible, ConfigError
from aligner.values import Alignment, Bead, EncodedText

Planted = Callable[[Sequence[tuple[int, int]], int], TrainingDocument]
Usual = Callable[[int], TrainingDocument]
Texts = Callable[[Sequence[str], str, int], EncodedText]
DECODINGS: list[Decoding] = ["viterbi", "expected-f1"]


def rungs(alignment: Alignment) -> list[tuple[int, int, int, int]]:
    return [(b.source_start, b.source_stop, b.target_start, b.target_stop) for b in alignment]


@pytest.mark.parametrize("decoding", DECODINGS)
@pytest.mark.parametrize("seed", range(20, 24))
def test_most_of_a_planted_alignment_is_found(
    usual: Usual, small_weights: Weights, seed: int, decoding: Decoding
) -> None:
    document = usual(seed)
    found = align(document.source, document.target, weights=small_weights, decoding=decoding)
    shared = set(rungs(found)) & set(rungs(document.gold))
    assert 2 * len(shared) > 1.4 * len(document.gold)


@pytest.mark.parametrize("decoding", DECODINGS)
@pytest.mark.parametrize("n", [1, 2, 12, 300])
def test_a_document_against_itself_is_all_one_to_one(
    planted: Planted, small_weights: Weights, n: int, decoding: Decoding
) -> None:
    text = planted([(1, 1)] * n, 5).source
    alignment = align(text, text, weights=small_weights, decoding=decoding)
    assert [bead.kind for bead in alignment] == ["1-1"] * n


@settings(max_examples=40)
@given(st.tuples(st.integers(0, 12), st.integers(0, 12)), st.integers(0, 100))
def test_any_two_texts_have_a_valid_alignment(
    texts_of_random_vectors: Texts,
    small_weights: Weights,
    sizes: tuple[int, int],
    seed: int,
) -> None:
    """`Alignment` itself refuses a broken ladder; here: for any sizes whatever."""
    (n, m), decoding = sizes, DECODINGS[seed % 2]
    texts = ["", "。", "12", "好，很好。", "Why?"] * 3
    source = texts_of_random_vectors(texts[:n], "zh", seed)
    target = texts_of_random_vectors(texts[:m], "en", seed + 1)
    if not n + m:
        with pytest.raises(AlignmentImpossible):
            align(source, target, weights=small_weights, decoding=decoding)
        return
    alignment = align(source, target, weights=small_weights, decoding=decoding)
    assert (alignment.n_source, alignment.n_target) == (n, m)
    assert all(0.0 <= bead.probability <= 1.0 for bead in alignment)
    assert {bead.kind for bead in alignment} <= {str(kind) for kind in small_weights.kinds}


@pytest.mark.parametrize(("n", "m"), [(1, 700), (700, 1), (260, 240)])
def test_long_unrelated_texts_have_a_valid_alignment(
    texts_of_random_vectors: Texts, small_weights: Weights, n: int, m: int
) -> None:
    source = texts_of_random_vectors(["行"] * n, "zh", 1)
    alignment = align(source, texts_of_random_vectors(["line"] * m, "en", 2), weights=small_weights)
    assert (alignment.n_source, alignment.n_target) == (n, m)


def test_one_segment_over_and_over_is_aligned_along_the_diagonal(
    texts_of_random_vectors: Texts, small_weights: Weights
) -> None:
    """No path is better than another, and the positions must not become too many."""
    one = texts_of_random_vectors(["同一行"], "zh", 1).vectors
    vectors = replace(
        one,
        runs=one.runs[:1].repeat(4, axis=0).repeat(300, axis=1),
        clauses=one.clauses[:1].repeat(300, axis=0),
        clauses_in_context=one.clauses_in_context[:1].repeat(300, axis=0),
        clause_offsets=one.clause_offsets[:1].repeat(301) + range(301),
    )
    text = EncodedText(("同一行",) * 300, "zh", vectors)
    alignment = align(text, text, weights=small_weights, decoding="viterbi")
    assert all(abs(bead.source_start - bead.target_start) <= 40 for bead in alignment)


def test_one_empty_side_gives_null_beads_only(
    usual: Usual, texts_of_random_vectors: Texts, small_weights: Weights
) -> None:
    document, nothing = usual(1), texts_of_random_vectors([], "en", 1)
    for texts, kind in (
        ((document.source, nothing), "1-0"),
        ((nothing, document.target), "0-1"),
    ):
        alignment = align(*texts, weights=small_weights)
        assert {bead.kind for bead in alignment} == {kind}


def test_aligning_twice_gives_the_same_alignment(usual: Usual, small_weights: Weights) -> None:
    first, second = (align(usual(30).source, usual(30).target, weights=small_weights) for _ in "12")
    assert first == second


@pytest.mark.parametrize("place", [0, 10, 39])
def test_the_ladder_goes_on_behind_a_gap(
    planted: Planted, small_weights: Weights, place: int
) -> None:
    kinds = [(1, 1)] * 39
    kinds[place:place] = [(0, 1)] * 60
    document = planted(kinds, 6)
    found = align(document.source, document.target, weights=small_weights)
    one_to_one = {(i, k, j, m) for i, k, j, m in rungs(document.gold) if i < k and j < m}
    assert len(one_to_one & set(rungs(found))) >= 0.9 * 39


def test_vectors_of_another_encoder_are_refused(usual: Usual, small_weights: Weights) -> None:
    document = usual(1)
    other = replace(document.source.vectors, encoder="other.v1")
    with pytest.raises(ConfigError, match=r"other\.v1"):
        align(replace(document.source, vectors=other), document.target, weights=small_weights)


def test_vectors_of_too_short_runs_are_refused(usual: Usual, small_weights: Weights) -> None:
    document = usual(1)
    short = replace(document.target.vectors, runs=document.target.vectors.runs[:3])
    with pytest.raises(ConfigError, match="runs up to 3"):
        align(document.source, replace(document.target, vectors=short), weights=small_weights)


def test_null_beads_are_as_sure_as_their_segments_stand_alone_anywhere_source_first(
    texts_of_random_vectors: Texts, small_weights: Weights
) -> None:
    several_places = both_sides = 0
    for seed in range(12):
        source = texts_of_random_vectors(["行"] * 9, "zh", seed)
        target = texts_of_random_vectors(["line"] * 9, "en", seed + 100)
        whole = Ladders.of(source, target, small_weights).whole
        alone = unpaired(whole.lattice, whole.inferred.beads)
        beads = align(source, target, weights=small_weights).beads
        for bead in filter(lambda bead: bead.is_null, beads):
            side = int(bead.n_source == 0)
            expected = alone[side][(bead.source_start, bead.target_start)[side]]
            assert bead.probability == pytest.approx(expected, abs=1e-6)
            several_places += expected > _at_one_place(whole, bead) + 0.01
        for one, two in pairwise(beads):
            assert not (one.is_null and two.is_null and one.n_target and two.n_source)
            both_sides += bool(one.is_null and two.is_null and one.n_source and two.n_target)
    assert several_places
    assert both_sides


def _at_one_place(whole: Part, bead: Bead) -> float:
    """Probability of a null bead exactly where it stands; 0 where pruning left none."""
    lattice = whole.lattice
    same = (lattice.source_start == bead.source_start) & (lattice.source_size == bead.n_source)
    same &= (lattice.target_start == bead.target_start) & (lattice.target_size == bead.n_target)
    return float(whole.inferred.beads[same].sum())
