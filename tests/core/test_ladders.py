"""Alignments given confirmed and ruled-out beads, against enumeration and on planted documents."""

from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from aligner.core import Decoding, TrainingDocument, Weights, align
from aligner.core import ladders as ladders_module
from aligner.core.confirming import Stretch, checked, ruled_out_beads, span_of, stretches_between
from aligner.core.inference import posterior
from aligner.core.ladders import Ladders, Part, Scored, part_of
from aligner.core.lattice import Lattice, bead_kinds
from aligner.errors import InputError
from aligner.values import Alignment, Bead, EncodedText
from tests.core.reference import all_ladders, posterior_by_enumeration

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aligner.core.view import PairView

Planted = Callable[[Sequence[tuple[int, int]], int], TrainingDocument]
Usual = Callable[[int], TrainingDocument]
Texts = Callable[[Sequence[str], str, int], EncodedText]
SEEDS = st.integers(0, 2**32 - 1)
DECODINGS: list[Decoding] = ["viterbi", "expected-f1"]
Spans = set[tuple[int, int, int, int]]


def spans(beads: Sequence[Bead] | Alignment) -> Spans:
    return set(map(span_of, beads))


def beads_of(lattice: Lattice) -> list[Bead]:
    ends = lattice.source_start, lattice.source_stop, lattice.target_start, lattice.target_stop
    return [Bead(*bead) for bead in np.stack(ends, axis=1).tolist()]


def as_lattice(beads: Sequence[Bead], n: int, m: int) -> Lattice:
    rows = [(b.source_start, b.target_start, b.n_source, b.n_target) for b in beads]
    return Lattice(n, m, *np.array(rows, dtype=np.int64).T.copy())


STEPS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.booleans()), max_size=6)


def some_beads(steps: Sequence[tuple[int, int, bool]], n: int, m: int) -> list[Bead]:
    """Some beads of a ladder of beads of any size between two documents."""
    beads, i, j = [], 0, 0
    for most, most_opposite, is_known in steps:
        a, b = min(most, n - i), min(most_opposite, m - j)
        if a + b and is_known:
            beads.append(Bead(i, i + a, j, j + b))
        i, j = i + a, j + b
    return beads


@st.composite
def known(draw: st.DrawFn) -> tuple[Lattice, "NDArray[np.float64]", list[Bead], list[Bead]]:
    """A small lattice with scores; confirmed beads of any size, and some that are ruled out."""
    n, m = draw(st.integers(0, 4)), draw(st.integers(0, 4))
    assume(n + m > 0)
    lattice = Lattice.full(n, m, bead_kinds(2, 4, 3))
    random = np.random.default_rng(draw(SEEDS))
    kept = random.random(len(lattice)) < draw(st.sampled_from([0.7, 1.0]))
    kept[random.integers(len(lattice))] = True
    lattice = lattice.only(kept)
    confirmed = some_beads(draw(STEPS), n, m)
    ruled_out = draw(st.lists(st.sampled_from(beads_of(lattice)), max_size=2))
    assume(not as_set(ruled_out) & as_set(confirmed))
    return lattice, random.normal(scale=2.0, size=len(lattice)), confirmed, ruled_out


def as_set(beads: Sequence[Bead]) -> set[object]:
    """Beads without the places of null ones."""
    return {
        (b.n_source and b.source_start, b.n_source, b.n_target and b.target_start, b.n_target)
        for b in beads
    }


def scored(lattice: Lattice, scores: "NDArray[np.float64]") -> Scored:
    """Beads with scores out of the blue."""
    view = cast("PairView", SimpleNamespace(lattice=lattice))
    return Scored(view, np.zeros((len(lattice), 1), dtype=np.float32), scores)


@settings(max_examples=200)
@given(known())
def test_probabilities_given_confirmed_beads_agree_with_enumeration(
    case: tuple[Lattice, "NDArray[np.float64]", list[Bead], list[Bead]],
) -> None:
    lattice, scores, confirmed, ruled_out = case
    sizes = lattice.n_source, lattice.n_target
    parts = [
        part_of(
            scored(lattice, scores),
            stretch,
            stretch.holds(lattice) & ~ruled_out_beads(lattice, ruled_out),
        )
        for stretch in stretches_between(checked(confirmed, ruled_out, *sizes), *sizes)
        if stretch.n_source + stretch.n_target
    ]
    # What is confirmed need not be in the lattice: which score it has must not matter.
    whole = lattice.union(as_lattice(confirmed, *sizes)) if confirmed else lattice
    beads = beads_of(whole)
    by_span = dict(zip(map(span_of, beads_of(lattice)), scores.tolist(), strict=True))
    all_scores = np.array([by_span.get(span_of(bead), -1.3) for bead in beads])
    fixed = {k for k, bead in enumerate(beads) if span_of(bead) in spans(confirmed)}
    banned = set(np.flatnonzero(ruled_out_beads(whole, ruled_out)).tolist())
    possible = any(
        fixed <= set(ladder) and not banned & set(ladder) for ladder in all_ladders(whole)
    )
    assert possible == all(parts)
    if not possible:
        return
    _, wanted = posterior_by_enumeration(whole, all_scores, confirmed=fixed, ruled_out=banned)
    found = dict.fromkeys(map(span_of, beads), 0.0) | dict.fromkeys(spans(confirmed), 1.0)
    for part in filter(None, parts):
        inside = beads_of(lattice.only(np.isin(np.arange(len(lattice)), part.held)))
        found |= dict(zip(map(span_of, inside), part.inferred.beads.tolist(), strict=True))
    np.testing.assert_allclose([found[span_of(bead)] for bead in beads], wanted, atol=1e-9)


@settings(max_examples=100)
@given(known(), st.data())
def test_the_chance_of_a_stretch_is_the_share_of_the_ladders_through_its_corners(
    small_weights: Weights,
    case: tuple[Lattice, "NDArray[np.float64]", list[Bead], list[Bead]],
    data: st.DataObject,
) -> None:
    lattice, scores, _, _ = case
    ladders = list(all_ladders(lattice))
    assume(ladders)
    beads = beads_of(lattice)
    ladder = [beads[k] for k in data.draw(st.sampled_from(ladders))]
    first = data.draw(st.integers(0, len(ladder) - 1))
    last = data.draw(st.integers(first, len(ladder) - 1))
    one, two = ladder[first], ladder[last]
    stretch = Stretch(one.source_start, two.source_stop, one.target_start, two.target_stop)
    inferred = posterior(lattice, scores)
    whole = Part(scored(lattice, scores), np.arange(len(lattice)), lattice, inferred)
    part = part_of(whole.scored, stretch, stretch.holds(lattice))
    assert part is not None
    found = Ladders(small_weights, small_weights.faithful, whole)._chance(
        stretch, part.inferred.log_partition
    )
    corners = {(one.source_start, one.target_start), (two.source_stop, two.target_stop)}
    total = wanted = 0.0
    for path in ladders:
        weight = float(np.exp(scores[list(path)].sum()))
        rungs = {(0, 0), *((beads[k].source_stop, beads[k].target_stop) for k in path)}
        total += weight
        wanted += weight * (corners <= rungs)
    assert found == pytest.approx(wanted / total)


@settings(max_examples=100)
@given(known())
def test_stretches_are_decoded_for_the_expected_f1_of_the_whole(
    small_weights: Weights,
    case: tuple[Lattice, "NDArray[np.float64]", list[Bead], list[Bead]],
) -> None:
    lattice, scores, _, ruled_out = case
    kept = ~ruled_out_beads(lattice, ruled_out)
    assume(kept.any() and any(all_ladders(lattice)) and any(all_ladders(lattice.only(kept))))
    whole = Part(
        scored(lattice, scores), np.arange(len(lattice)), lattice, posterior(lattice, scores)
    )
    everything, worth = whole.inferred, 1.0 - 0.5 * lattice.null
    rate = max(
        2
        * (worth * everything.right)[list(path)].sum()
        / (worth[list(path)].sum() + (worth * everything.beads).sum())
        for path in all_ladders(lattice)
    )
    part = part_of(whole.scored, Stretch(0, lattice.n_source, 0, lattice.n_target), kept)
    assert part is not None
    found = Ladders(small_weights, small_weights.faithful, whole)._path(part, "expected-f1")
    left = 1.0 - 0.5 * part.lattice.null
    gains = {
        path: float((left * (2 * part.inferred.right - rate))[list(path)].sum())
        for path in all_ladders(part.lattice)
    }
    assert gains[tuple(found.tolist())] == pytest.approx(max(gains.values()), abs=1e-7)


@settings(max_examples=60)
@given(STEPS, st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(any), SEEDS)
def test_whatever_is_confirmed_is_in_the_alignment(
    texts_of_random_vectors: Texts,
    small_weights: Weights,
    steps: list[tuple[int, int, bool]],
    sizes: tuple[int, int],
    seed: int,
) -> None:
    """`Alignment` itself refuses a broken ladder; kinds that no weights know are confirmed too."""
    texts = ["", "。", "12", "好，很好。", "Why?"] * 2
    source = texts_of_random_vectors(texts[: sizes[0]], "zh", seed % 100)
    target = texts_of_random_vectors(texts[: sizes[1]], "en", seed % 99)
    confirmed = some_beads(steps, *sizes)
    found = align(source, target, weights=small_weights, confirmed=confirmed[::-1])
    certain = spans([bead for bead in found if bead.probability == 1.0])
    assert spans(confirmed) <= certain
    others = {bead.kind for bead in found if span_of(bead) not in spans(confirmed)}
    assert others <= {str(kind) for kind in small_weights.kinds}


@pytest.mark.parametrize("decoding", DECODINGS)
def test_with_nothing_known_ladders_give_the_alignment(
    usual: Usual, small_weights: Weights, decoding: Decoding
) -> None:
    source, target = usual(40).source, usual(40).target
    plain = align(source, target, weights=small_weights, decoding=decoding)
    whole = Stretch(0, len(source.texts), 0, len(target.texts))
    ladders = Ladders.of(source, target, small_weights)
    assert ladders.beads([whole], decoding=decoding) == [plain.beads]
    far = [Bead(0, 1, len(target.texts) - 1, len(target.texts))]
    assert ladders.beads([whole], ruled_out=far, decoding=decoding) == [plain.beads]


@pytest.mark.parametrize("seed", range(40, 44))
def test_confirming_beads_of_the_best_ladder_changes_none(
    usual: Usual, small_weights: Weights, seed: int
) -> None:
    document = usual(seed)
    texts = document.source, document.target
    best = align(*texts, weights=small_weights, decoding="viterbi")
    for some in (best.beads[::7], best.beads[3::2], best.beads):
        again = align(*texts, weights=small_weights, decoding="viterbi", confirmed=some)
        assert spans(again) == spans(best)
    chosen = align(*texts, weights=small_weights)
    again = align(*texts, weights=small_weights, confirmed=chosen.beads)
    assert spans(again) == spans(chosen)


@pytest.mark.parametrize("seed", range(40, 44))
def test_confirming_gold_beads_makes_no_document_worse(
    usual: Usual, small_weights: Weights, seed: int
) -> None:
    document = usual(seed)
    gold, right = spans(document.gold), 0
    for step in (40, 8, 4, 2, 1):
        confirmed = document.gold.beads[::step]
        found = align(document.source, document.target, weights=small_weights, confirmed=confirmed)
        now = len(spans(found) & gold)
        assert now >= right
        right = now
    assert right == len(gold)


def test_a_confirmed_bead_changes_nothing_beyond_its_neighbours(
    usual: Usual, small_weights: Weights
) -> None:
    document = usual(41)
    texts = document.source, document.target
    confirmed = document.gold.beads[10:31:10]
    before = align(*texts, weights=small_weights, confirmed=[confirmed[0], confirmed[2]])
    after = align(*texts, weights=small_weights, confirmed=confirmed)
    low, high = confirmed[0].source_stop, confirmed[2].source_start
    beyond = [
        [b for b in found if b.source_stop <= low or b.source_start >= high]
        for found in (before, after)
    ]
    assert beyond[0] == beyond[1]


def test_what_is_ruled_out_does_not_come_back(usual: Usual, small_weights: Weights) -> None:
    """The bead chosen is ruled out, then what takes its place, and so on."""
    document = usual(42)
    ladders = Ladders.of(document.source, document.target, small_weights)
    sizes = document.gold.n_source, document.gold.n_target
    whole = stretches_between((), *sizes)
    ruled_out: list[Bead] = []
    for _ in range(12):
        (found,) = ladders.beads(whole, ruled_out=ruled_out)
        Alignment(found, *sizes)
        assert not as_set(found) & as_set(ruled_out)
        ruled_out.append(next(b for b in found if b.source_start <= 7 < b.source_stop))


def test_when_nothing_is_left_the_beads_ruled_out_are_named(
    planted: Planted, small_weights: Weights
) -> None:
    document = planted([(1, 1)], 3)
    nulls = [Bead(0, 1, 0, 0), Bead(0, 0, 0, 1)]
    with pytest.raises(InputError, match=r"\[0\]:\[0\]"):
        align(
            document.source,
            document.target,
            weights=small_weights,
            ruled_out=[Bead(0, 1, 0, 1), *nulls],
        )


def test_a_segment_with_nothing_opposite_cannot_but_stand_alone(
    planted: Planted, small_weights: Weights
) -> None:
    document = planted([(1, 1)] * 3, 3)
    texts = document.source, document.target
    confirmed = [Bead(0, 1, 0, 1), Bead(2, 3, 1, 3)]
    found = align(*texts, weights=small_weights, confirmed=confirmed)
    assert found.beads[1] == Bead(1, 2, 1, 1)
    with pytest.raises(InputError, match=r"\[1\]:\[\] is ruled out"):
        align(*texts, weights=small_weights, confirmed=confirmed, ruled_out=[Bead(1, 2, 0, 0)])


def test_only_where_something_unexpected_is_known_is_searched_again(
    usual: Usual, small_weights: Weights
) -> None:
    document = usual(44)
    ladders = Ladders.of(document.source, document.target, small_weights)
    whole = ladders.whole

    def is_searched_again(bead: Bead) -> bool:
        stretches = stretches_between([bead], whole.lattice.n_source, whole.lattice.n_target)
        parts = [ladders._part(s, ()) for s in stretches if s.n_source and s.n_target]
        return any(part.scored is not whole.scored for part in parts)

    beads = beads_of(whole.lattice)
    order = np.argsort(whole.inferred.beads).tolist()
    assert not any(is_searched_again(beads[k]) for k in order[-10:])
    # Some of the least probable ones begin or end where the ladder surely passes.
    assert any(is_searched_again(beads[k]) for k in order[:10])


def swapped_halves(planted: Planted) -> tuple[EncodedText, EncodedText, int]:
    """Two texts whose halves stand the other way round, so that only one half can be matched."""
    first, second = planted([(1, 1)] * 30, 7), planted([(1, 1)] * 30, 8)
    source = _joined(first.source, second.source)
    return source, _joined(second.target, first.target), 30


def _joined(one: EncodedText, two: EncodedText) -> EncodedText:
    vectors = [one.vectors, two.vectors]
    runs = np.concatenate([v.runs for v in vectors], axis=1)
    offsets = np.concatenate(
        [vectors[0].clause_offsets, vectors[0].clause_offsets[-1] + vectors[1].clause_offsets[1:]]
    )
    joined = type(vectors[0])(
        runs,
        vectors[0].encoder,
        np.concatenate([v.clauses for v in vectors]),
        np.concatenate([v.clauses_in_context for v in vectors]),
        offsets,
    )
    return EncodedText((*one.texts, *two.texts), one.language, joined)


def test_a_bead_far_from_the_ladder_brings_its_neighbours_along(
    planted: Planted, small_weights: Weights
) -> None:
    """One half is matched at first; confirming a bead of the other half turns to that one."""
    source, target, n = swapped_halves(planted)
    free = align(source, target, weights=small_weights)
    matched_first = sum(not b.is_null and b.source_start < n for b in free) > n / 2
    halves = [(0, n), (n, 0)]
    start, other_start = halves[1 if matched_first else 0]
    middle = Bead(start + 15, start + 16, other_start + 15, other_start + 16)
    found = align(source, target, weights=small_weights, confirmed=[middle])
    wanted = {(start + k, start + k + 1, other_start + k, other_start + k + 1) for k in range(n)}
    assert len(wanted & spans(free)) == 0
    assert len(wanted & spans(found)) > 0.9 * n


def test_only_the_stretches_that_changed_are_done_again(
    usual: Usual, small_weights: Weights, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = usual(43)
    sizes = document.gold.n_source, document.gold.n_target
    ladders = Ladders.of(document.source, document.target, small_weights)
    done: list[Stretch] = []
    original = ladders_module.Ladders._beads

    def noted(
        self: Ladders, stretch: Stretch, ruled_out: tuple[Bead, ...], decoding: Decoding
    ) -> tuple[Bead, ...]:
        done.append(stretch)
        return original(self, stretch, ruled_out, decoding)

    monkeypatch.setattr(ladders_module.Ladders, "_beads", noted)
    few, more = document.gold.beads[::10], document.gold.beads[::5]
    ladders.beads(stretches_between(few, *sizes))
    done.clear()
    answer = ladders.beads(stretches_between(more, *sizes))
    assert set(done) == set(stretches_between(more, *sizes)) - set(stretches_between(few, *sizes))
    fresh = Ladders.of(document.source, document.target, small_weights)
    assert fresh.beads(stretches_between(more, *sizes)) == answer
    done.clear()
    inside = Bead(
        more[1].source_stop, more[1].source_stop + 1, more[1].target_stop, more[1].target_stop
    )
    ladders.beads(stretches_between(more, *sizes), ruled_out=[inside])
    assert len(done) == 1
