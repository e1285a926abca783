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
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from aligner.core.centring import CentredVectors
from aligner.core.clauses import Clauses
from aligner.core.counterpart_features import (
    clause_features,
    context_features,
    key_features,
    token_belief_features,
    token_features,
    word_features,
)
from aligner.core.lattice import BeadKind, Lattice
from aligner.core.null_features import (
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

    from aligner.core.windows import RunPairs


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
