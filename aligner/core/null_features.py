"""The features of null beads: evidence that a segment has no counterpart."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aligner.core.clauses import ClauseMatch
    from aligner.core.cover import Cover
    from aligner.core.view import PairView
    from aligner.core.windows import RunPairs


Named = tuple[str, "NDArray[np.float64]"]
SIDES = ("source", "target")
# Worth of a segment's words under which there are none.
LEAST_MASS = 1e-9
_WORD_NAMES = (
    *("before", "behind", "anywhere", "mass-root"),
    *("unfound-before", "unfound-behind", "claim-before", "claim-behind"),
)


def null_length_features(view: "PairView", pairs: "RunPairs") -> Iterator[Named]:
    """Length of the segment."""
    length = sum(view.lengths(pairs))
    yield "root", np.sqrt(length)
    yield "short", np.exp(-length / 20.0)


def null_features(view: "PairView", pairs: "RunPairs") -> Iterator[Named]:
    """Evidence that a segment has no counterpart: nothing nearby that it matches.

    `before` and `behind` are the segments opposite between which the null bead stands.
    """
    for number, (side, seen) in enumerate(zip(SIDES, (pairs, pairs.swapped()), strict=True)):
        of_side = np.flatnonzero(seen.own_size)
        segments = seen.only(of_side)
        surface = view.source.surface if side == "source" else view.target.surface
        named = [
            ("repeats", surface.repeats[segments.own_start]),
            *_null_likeness(view, number, segments),
            *_null_beliefs(view, number, segments),
            *_claims(view.clause_matches[1 - number], segments),
            *_absorbed(view, side, segments),
        ]
        for name, values in named:
            filled = np.zeros(len(pairs.own_start))
            filled[of_side] = np.nan_to_num(values)
            yield f"{side}-{name}", filled


def null_word_features(view: "PairView", pairs: "RunPairs") -> Iterator[Named]:
    """Words of a null bead: rendered by the segments opposite next to it, or anywhere near."""
    yield from _both_null_covers(view.word_covers, pairs)


def null_token_features(view: "PairView", pairs: "RunPairs") -> Iterator[Named]:
    """Tokens of a null bead, in the same way."""
    yield from _both_null_covers(view.token_covers, pairs)


def _both_null_covers(covers: "tuple[Cover, Cover] | None", pairs: "RunPairs") -> Iterator[Named]:
    for number, (side, seen) in enumerate(zip(SIDES, (pairs, pairs.swapped()), strict=True)):
        of_side = np.flatnonzero(seen.own_size)
        if covers is None:
            named: Iterator[Named] = ((name, np.full(len(of_side), np.nan)) for name in _WORD_NAMES)
        else:
            named = _null_covers(covers[number], covers[1 - number], seen.only(of_side))
        for name, values in named:
            filled = np.zeros(len(pairs.own_start))
            filled[of_side] = values
            yield f"{side}-{name}", filled


def _null_likeness(view: "PairView", side: int, nulls: "RunPairs") -> Iterator[Named]:
    """How similar the segment is to its surroundings, absolutely and for this document."""
    best = view.backgrounds[side][0][nulls.own_start]
    yield "best", best
    yield "best-relative", best - view.usual_likeness[side]


def _null_beliefs(view: "PairView", side: int, nulls: "RunPairs") -> Iterator[Named]:
    """Mean belief that the clauses of the segment went next to the place of the null bead."""
    match, usual = view.clause_matches[side], view.usual_belief[side]
    run, units = match.windows.units_of(nulls.own_start, nulls.own_size)
    counts = np.bincount(run, minlength=len(nulls.own_start))
    place = nulls.other_start[run]
    anywhere = match.anywhere()
    for name, beliefs in (
        ("belief-before", match.in_run(units, place - 1, 1)),
        ("belief-behind", match.in_run(units, place, 1)),
        ("belief-anywhere", anywhere[units]),
        ("belief-anywhere-relative", anywhere[units] - usual),
    ):
        yield name, np.bincount(run, beliefs, minlength=len(counts)) / counts
    # In a literal translation a segment without a match stands out; in a free one it may
    # well have a counterpart.
    yield "literal", np.full(len(counts), usual)


def _null_covers(own: "Cover", opposite: "Cover", nulls: "RunPairs") -> Iterator[Named]:
    """How much of a segment its neighbours opposite render, and it of them."""
    mass = own.mass_of(nulls)
    run, units = own.windows.units_of(nulls.own_start, nulls.own_size)
    place, n_opposite = nulls.other_start[run], len(opposite.windows.bounds)

    def summed(values: "NDArray[np.float64]") -> "NDArray[np.float64]":
        sums = np.bincount(run, values, minlength=len(mass))
        return cast("NDArray[np.float64]", sums)

    shares = {}
    for name, at in (("before", place - 1), ("behind", place)):
        exists = (at >= 0) & (at < n_opposite)
        values = own.windows.at(own.values, units, np.where(exists, at, 0)) * exists
        shares[name] = summed(values) / np.maximum(mass, LEAST_MASS)
        yield name, shares[name]
    yield "anywhere", summed(own.highest()[units]) / np.maximum(mass, LEAST_MASS)
    yield "mass-root", np.sqrt(mass)
    for name, share in shares.items():
        yield f"unfound-{name}", np.sqrt(np.maximum(mass * (1 - share), 0.0))
    for name, at in (("before", nulls.other_start - 1), ("behind", nulls.other_start)):
        exists = (at >= 0) & (at < n_opposite)
        theirs, parts = opposite.windows.units_of(np.where(exists, at, 0), exists.astype(np.int64))
        values = opposite.windows.at(opposite.values, parts, nulls.own_start[theirs])
        yield f"claim-{name}", np.bincount(theirs, values, minlength=len(mass)).astype(float)


def _claims(opposite: "ClauseMatch", nulls: "RunPairs") -> Iterator[Named]:
    """Summed belief that the clauses of the segments before or behind went to this segment."""
    n = len(opposite.windows.bounds)
    for name, at in (
        ("claimed-before", nulls.other_start - 1),
        ("claimed-behind", nulls.other_start),
    ):
        exists = (at >= 0) & (at < n)
        run, units = opposite.windows.units_of(np.where(exists, at, 0), exists.astype(np.int64))
        beliefs = opposite.in_run(units, nulls.own_start[run], 1)
        claims = np.bincount(run, beliefs, minlength=len(at))
        yield name, cast("NDArray[np.float64]", claims)


def _absorbed(view: "PairView", side: str, nulls: "RunPairs") -> Iterator[Named]:
    """What a neighbouring 1-1 bead would gain if it included the segment."""
    for name, plain, taken in (
        ("absorbed-before", {"own": -1, "other": -1, "other_more": 1}, {"own_more": 1}),
        ("absorbed-behind", {"own": 1, "other_more": 1}, {"own": -1, "own_more": 1}),
    ):
        neighbour = nulls.moved(**plain)
        both = neighbour.moved(**taken)
        if side == "target":
            neighbour, both = neighbour.swapped(), both.swapped()
        yield name, view.cosine(both) - view.cosine(neighbour)
