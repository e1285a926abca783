"""The features of beads, in small groups; each feature is one number per bead.

A feature may be raw or multiplied by the mean side length of the bead: ladders of
few long beads compete with ladders of many short ones, and a sum over beads treats
both alike only if a segment counts the same in either.

A group describes either beads with text on both sides or null beads, and is zero for
the others.  A value that is undefined, because there is no neighbour or counterpart,
is NaN in a group and zero in the matrix.
"""

from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, cast

import numpy as np

from aligner.core.centring import CentredVectors
from aligner.core.clauses import Clauses
from aligner.core.lattice import BeadKind, Lattice
from aligner.core.null_features import (
    LEAST_MASS,
    SIDES,
    Named,
    null_features,
    null_length_features,
    null_token_features,
    null_word_features,
)
from aligner.core.surface import COUNTED_MARKS, END_CLASSES, read_surface
from aligner.core.view import PairView, SideView
from aligner.core.windows import run_sum
from aligner.core.words import SegmentWords

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aligner.core.clauses import ClauseMatch
    from aligner.core.cover import Cover
    from aligner.core.windows import RunPairs


# Added to beliefs before their logarithm is taken.
_LEAST_BELIEF = 0.02
# The groups that pruning uses.
PRUNING_GROUPS = ("kind", "cosine", "length")


def feature_matrix(
    view: "PairView",
    groups: tuple[str, ...],
    kinds: tuple[BeadKind, ...],
    wanted: "NDArray[np.bool_] | None" = None,
) -> "NDArray[np.float32]":
    """Features of all beads, shape (n_beads, n_features), columns as in `feature_names`.

    Parameters
    ----------
    wanted : ndarray of shape (n_beads,), bool, or None
        Beads to compute; the features of the others stay zero.
    """
    names = feature_names(groups, kinds)
    column = {name: index for index, name in enumerate(names)}
    matrix = np.zeros((len(view.lattice), len(names)), dtype=np.float32)
    null = view.lattice.null
    seen = np.ones_like(null) if wanted is None else wanted
    beads = {True: np.flatnonzero(null & seen), False: np.flatnonzero(~null & seen)}
    pairs = {of_nulls: view.pairs.only(rows) for of_nulls, rows in beads.items()}
    for group in groups:
        function, of_nulls, may_lack, _ = FEATURE_GROUPS[group]
        rows = beads[of_nulls]
        if len(rows):
            named = dict(function(view, pairs[of_nulls]))
            values = np.array(list(named.values()), dtype=np.float32)
            if not may_lack:
                np.nan_to_num(values, copy=False)
            columns = [column[f"{group}.{name}"] for name in named]
            matrix[rows[:, None], columns] = values.T
    matrix[:, : len(kinds)] = _kind_indicators(view, kinds)
    return matrix


def feature_names(groups: tuple[str, ...], kinds: tuple[BeadKind, ...]) -> tuple[str, ...]:
    """Names of the columns: one for each kind of bead, then those of the groups."""
    named = [f"{group}.{name}" for group in groups for name in _group_names(group)]
    return (*(f"is.{kind}" for kind in kinds), *named)


def _kind_indicators(view: "PairView", kinds: tuple[BeadKind, ...]) -> "NDArray[np.bool_]":
    """Whether each bead is of each kind, shape (n_beads, n_kinds)."""
    source, target = view.lattice.source_size, view.lattice.target_size
    shape = source.max(initial=0) + 1, target.max(initial=0) + 1
    column = np.full(shape, len(kinds))
    for index, (a, b) in enumerate(kinds):
        if a < shape[0] and b < shape[1]:
            column[a, b] = index
    indicators: NDArray[np.bool_] = column[source, target][:, None] == np.arange(len(kinds))
    return indicators


def kind_features(view: "PairView", pairs: "RunPairs") -> Iterator[Named]:
    """Mean side length, and the difference between the two sides."""
    del view
    yield "size", _size(pairs)
    yield "lopsided", np.abs(pairs.own_size - pairs.other_size).astype(float)


def cosine_features(view: "PairView", pairs: "RunPairs") -> Iterator[Named]:
    """Cosine of the two runs, its square, and the cosine per segment."""
    cosine = view.cosine(pairs)
    yield "raw", cosine
    yield "square", cosine**2
    yield "sized", cosine * _size(pairs)


def margin_features(view: "PairView", pairs: "RunPairs") -> Iterator[Named]:
    """Cosine minus how similar the two runs are to their surroundings in general.

    Source: the margin criterion of Artetxe and Schwenk (2019), as a difference.
    """
    source, target = view.backgrounds
    background = source[np.minimum(pairs.own_size, len(source)) - 1, pairs.own_start]
    background = (
        background + target[np.minimum(pairs.other_size, len(target)) - 1, pairs.other_start]
    )
    margin = view.cosine(pairs) - background / 2
    yield "raw", margin
    yield "sized", margin * _size(pairs)


def edge_features(view: "PairView", pairs: "RunPairs") -> Iterator[Named]:
    """What the cosine loses or gains when a run is made one segment shorter or longer.

    The cosine falls when a segment that belongs to the bead is dropped, and does
    not rise when one that does not belong is added.
    """
    cosine = view.cosine(pairs)
    for name, shorter, longer in _EDGES:
        loss = cosine - view.cosine(pairs.moved(**shorter))
        yield f"drop-{name}", loss
        yield f"drop-{name}-clipped", np.minimum(loss, 0.0)
        gain = view.cosine(pairs.moved(**longer)) - cosine
        yield f"add-{name}", gain
        yield f"add-{name}-clipped", np.maximum(gain, 0.0)


# Which side and end; how starts and sizes change when a segment is dropped or added there.
_EDGES: tuple[tuple[str, dict[str, int], dict[str, int]], ...] = (
    ("source-first", {"own": 1, "own_more": -1}, {"own": -1, "own_more": 1}),
    ("source-last", {"own_more": -1}, {"own_more": 1}),
    ("target-first", {"other": 1, "other_more": -1}, {"other": -1, "other_more": 1}),
    ("target-last", {"other_more": -1}, {"other_more": 1}),
)


def length_features(view: "PairView", pairs: "RunPairs") -> Iterator[Named]:
    """Difference of the two lengths, scaled by the pair's own ratio.

    Source: Gale and Church (1993); there the ratio is one.
    """
    source, target = view.lengths(pairs)
    deviation = (target - source) / np.sqrt(target + source + 1.0)
    log_ratio = np.log((target + 3.0) / (source + 3.0))
    yield "deviation", deviation
    yield "deviation-size", np.abs(deviation)
    yield "deviation-square", np.minimum(deviation**2, 100.0)
    yield "log-ratio", np.abs(log_ratio)
    yield "log-ratio-square", log_ratio**2


def mark_features(view: "PairView", pairs: "RunPairs") -> Iterator[Named]:
    """End marks of the same class, quotes at the ends, equal numbers of other marks and repeats."""
    source, target = view.source.surface, view.target.surface
    last_source = pairs.own_start + pairs.own_size - 1
    last_target = pairs.other_start + pairs.other_size - 1
    source_end, target_end = source.end_class[last_source], target.end_class[last_target]
    equal = source_end == target_end
    for index, name in enumerate(END_CLASSES):
        yield f"end-equal-{name}", equal & (source_end == index)
        yield f"end-unequal-{name}", ~equal & (source_end == index)
        yield f"end-unequal-target-{name}", ~equal & (target_end == index)
    opens = source.opens_quote[pairs.own_start], target.opens_quote[pairs.other_start]
    closes = source.closes_quote[last_source], target.closes_quote[last_target]
    for name, (one, other) in {"opening": opens, "closing": closes}.items():
        yield f"{name}-unequal", one != other
        yield f"{name}-both", one & other
    yield (
        "repeats",
        np.abs(
            _run_max(source.repeats, pairs.own_start, pairs.own_size)
            - _run_max(target.repeats, pairs.other_start, pairs.other_size)
        ),
    )
    for index, name in enumerate(COUNTED_MARKS):
        here = run_sum(source.mark_counts[:, index], pairs.own_start, pairs.own_size)
        there = run_sum(target.mark_counts[:, index], pairs.other_start, pairs.other_size)
        yield f"count-{name}", np.minimum(np.abs(here - there), 4.0)


def key_features(view: "PairView", pairs: "RunPairs") -> Iterator[Named]:
    """Shared numbers, names and Latin words: found in the counterpart, or missing there."""
    yield from _both_covers(view.key_covers, pairs)


def word_features(view: "PairView", pairs: "RunPairs") -> Iterator[Named]:
    """Words: rendered in the counterpart, or missing there."""
    yield from _known_covers(view.word_covers, pairs)


def token_features(view: "PairView", pairs: "RunPairs") -> Iterator[Named]:
    """Tokens in their context: found in the counterpart, or missing there."""
    yield from _known_covers(view.token_covers, pairs)


def token_belief_features(view: "PairView", pairs: "RunPairs") -> Iterator[Named]:
    """In which segments the counterparts of the tokens of each run are believed to be."""
    matches = view.token_matches
    if matches is None:
        yield from ((name, np.full(len(pairs.own_start), np.nan)) for name in _BELIEF_NAMES)
    else:
        yield from _both_beliefs(matches, pairs)


def context_features(view: "PairView", pairs: "RunPairs") -> Iterator[Named]:
    """Clauses in their context: found in the counterpart, or missing there."""
    yield from _both_covers(view.clause_covers, pairs)


def clause_features(view: "PairView", pairs: "RunPairs") -> Iterator[Named]:
    """In which segments the counterparts of the clauses of each run are believed to be."""
    yield from _both_beliefs(view.clause_matches, pairs)


class FeatureGroup(NamedTuple):
    """A function from the runs of beads to named features, and whether it is for null beads."""

    function: "Callable[[PairView, RunPairs], Iterator[Named]]"
    of_nulls: bool
    # Of words or tokens, which are not known everywhere: elsewhere NaN.
    may_lack: bool = False
    of_tokens: bool = False


FEATURE_GROUPS: dict[str, FeatureGroup] = {
    "kind": FeatureGroup(kind_features, of_nulls=False),
    "cosine": FeatureGroup(cosine_features, of_nulls=False),
    "margin": FeatureGroup(margin_features, of_nulls=False),
    "edge": FeatureGroup(edge_features, of_nulls=False),
    "length": FeatureGroup(length_features, of_nulls=False),
    "mark": FeatureGroup(mark_features, of_nulls=False),
    "key": FeatureGroup(key_features, of_nulls=False),
    "word": FeatureGroup(word_features, of_nulls=False, may_lack=True),
    "context": FeatureGroup(context_features, of_nulls=False),
    "clause": FeatureGroup(clause_features, of_nulls=False),
    "null-length": FeatureGroup(null_length_features, of_nulls=True),
    "null": FeatureGroup(null_features, of_nulls=True),
    "null-word": FeatureGroup(null_word_features, of_nulls=True, may_lack=True),
    "token": FeatureGroup(token_features, of_nulls=False, may_lack=True, of_tokens=True),
    "token-belief": FeatureGroup(
        token_belief_features, of_nulls=False, may_lack=True, of_tokens=True
    ),
    "null-token": FeatureGroup(null_token_features, of_nulls=True, may_lack=True, of_tokens=True),
}
# The groups of a first look, and those that a second look adds.
FIRST_GROUPS = tuple(name for name, group in FEATURE_GROUPS.items() if not group.of_tokens)
# Groups that ask the bilingual lexicon.
WORD_GROUPS = ("word", "null-word")
TOKEN_GROUPS = tuple(name for name, group in FEATURE_GROUPS.items() if group.of_tokens)
_COVER_NAMES = (
    *("found", "found-root", "missing", "missing-root", "share"),
    *("add-first", "add-last", "drop-first", "drop-last"),
)
_WORD_NAMES = tuple(f"{side}-{name}" for side in SIDES for name in _COVER_NAMES)


_BELIEF_NAMES = tuple(
    f"{side}-{name}"
    for side in SIDES
    for name in (
        *("inside", "outside", "share", "log", "before", "behind", "in-first", "in-last", "worst"),
        *("first-inside", "last-inside", "first-before", "last-behind"),
        *("before-inside", "behind-inside"),
    )
)


def _both_beliefs(matches: "tuple[ClauseMatch, ClauseMatch]", pairs: "RunPairs") -> Iterator[Named]:
    for side, match, seen in zip(SIDES, matches, (pairs, pairs.swapped()), strict=True):
        for name, values in _whole_run_beliefs(match, seen):
            yield f"{side}-{name}", values
        for name, values in _boundary_beliefs(match, seen):
            yield f"{side}-{name}", values


def _known_covers(covers: "tuple[Cover, Cover] | None", pairs: "RunPairs") -> Iterator[Named]:
    """Features of covers, all of them unknown where there are none."""
    if covers is None:
        yield from ((name, np.full(len(pairs.own_start), np.nan)) for name in _WORD_NAMES)
    else:
        yield from _both_covers(covers, pairs)


def _both_covers(covers: "tuple[Cover, Cover]", pairs: "RunPairs") -> Iterator[Named]:
    for side, cover, seen in zip(SIDES, covers, (pairs, pairs.swapped()), strict=True):
        for name, values in _cover_features(cover, seen):
            yield f"{side}-{name}", values


def _cover_features(cover: "Cover", pairs: "RunPairs") -> Iterator[Named]:
    """How much of a run its counterpart covers, and the change when that gets longer or shorter."""
    mass, nearby = cover.mass_of(pairs), cover.found_nearby(pairs)
    found = nearby.whole
    missing = np.maximum(mass - found, 0.0)
    yield "found", found
    yield "found-root", np.sqrt(found)
    yield "missing", missing
    yield "missing-root", np.sqrt(missing)
    yield "share", np.where(mass > 0, found / np.maximum(mass, LEAST_MASS), 1.0)
    yield "add-first", nearby.added_first - found
    yield "add-last", nearby.added_last - found
    several = pairs.other_size > 1
    yield "drop-first", (found - nearby.dropped_first) * several
    yield "drop-last", (found - nearby.dropped_last) * several


def _whole_run_beliefs(match: "ClauseMatch", pairs: "RunPairs") -> Iterator[Named]:
    """Summed beliefs of the clauses of a run: inside the run opposite, and next to it."""
    units = match.windows.facing(pairs)
    run, start = units.run, units.start
    inside, first = np.zeros((2, len(run)))
    for step, (held, _, values) in enumerate(units.steps(match.belief)):
        inside[held] += values
        if not step:
            first[held] = values

    def summed(values: "NDArray[np.float64]") -> "NDArray[np.float64]":
        sums = np.bincount(run, values, minlength=len(pairs.own_start))
        return cast("NDArray[np.float64]", sums)

    counts = np.maximum(summed(np.ones(len(run))), 1)
    total = summed(inside)
    yield "inside", total
    yield "outside", counts - total
    yield "share", total / counts
    yield "log", summed(np.log(inside + _LEAST_BELIEF))
    yield "before", summed(units.at(match.belief, start - 1))
    yield "behind", summed(units.at(match.belief, start + units.size))
    several = pairs.other_size > 1
    yield "in-first", summed(first) * several
    yield "in-last", summed(units.at(match.belief, start + units.size - 1)) * several
    worst = np.full(len(pairs.own_start), np.inf)
    np.minimum.at(worst, run, inside)
    yield "worst", worst


def _boundary_beliefs(match: "ClauseMatch", pairs: "RunPairs") -> Iterator[Named]:
    """Beliefs that the clauses at and just past the ends of a run are inside the run opposite."""
    offsets, n = match.windows.unit_offsets, len(match.windows.bounds)
    stop = pairs.own_start + pairs.own_size
    other_stop = pairs.other_start + pairs.other_size
    first, last = offsets[pairs.own_start], offsets[stop] - 1
    yield "first-inside", match.in_run(first, pairs.other_start, pairs.other_size)
    yield "last-inside", match.in_run(last, pairs.other_start, pairs.other_size)
    yield "first-before", match.in_run(first, pairs.other_start - 1, 1)
    yield "last-behind", match.in_run(last, other_stop, 1)
    before, behind = np.maximum(first - 1, 0), np.minimum(last + 1, offsets[-1] - 1)
    neighbour = match.in_run(before, pairs.other_start, pairs.other_size)
    yield "before-inside", neighbour * (pairs.own_start > 0)
    neighbour = match.in_run(behind, pairs.other_start, pairs.other_size)
    yield "behind-inside", neighbour * (stop < n)


def _size(pairs: "RunPairs") -> "NDArray[np.float64]":
    """Mean length of the two sides, in segments."""
    size: NDArray[np.float64] = (pairs.own_size + pairs.other_size) / 2
    return size


def _run_max(
    per_segment: "NDArray[np.float64]",
    start: "NDArray[np.int64]",
    size: "NDArray[np.int64]",
) -> "NDArray[np.float64]":
    """Greatest value within each run of at least one segment."""
    greatest = per_segment[start]
    for step in range(1, int(size.max(initial=0))):
        held = size > step
        greatest[held] = np.maximum(greatest[held], per_segment[start[held] + step])
    return greatest


@cache
def _group_names(group: str) -> tuple[str, ...]:
    """Names of a group's features, found by computing them for a pair of one segment each."""
    function, of_nulls, _, _ = FEATURE_GROUPS[group]
    view = _smallest_view()
    beads = np.flatnonzero(view.lattice.null == of_nulls)
    return tuple(name for name, _ in function(view, view.pairs.only(beads)))


def _smallest_view() -> PairView:
    """One segment on either side, and all possible beads."""
    nothing = np.zeros((2, 1, 2), dtype=np.float32)
    clauses = Clauses(CentredVectors.of(nothing[0], nothing[0]), np.array([0, 1]))
    surface = read_surface(["x"], "en")
    side = SideView(
        ("x",),
        "en",
        surface,
        (0,),
        np.zeros(1, dtype=np.int64),
        CentredVectors.of(nothing, nothing[0]),
        clauses,
        clauses,
        SegmentWords.of(["x"], "und"),
    )
    kinds = (BeadKind(1, 0), BeadKind(0, 1), BeadKind(1, 1))
    return PairView(side, side, Lattice.full(1, 1, kinds))
