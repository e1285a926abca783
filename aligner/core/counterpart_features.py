"""The features of a run that tell whether its counterpart holds what it says.

Covers say how much of its keys, words, tokens and clauses are found in the run opposite;
beliefs in which segments the counterparts of its tokens and clauses are.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

import numpy as np

from aligner.core.null_features import LEAST_MASS, SIDES, Named

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aligner.core.clauses import ClauseMatch
    from aligner.core.cover import Cover
    from aligner.core.view import PairView
    from aligner.core.windows import RunPairs


# Added to beliefs before their logarithm is taken.
_LEAST_BELIEF = 0.02
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
