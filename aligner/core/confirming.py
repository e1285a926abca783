"""Confirmed and ruled-out beads, and the stretches they leave open for the ladder.

A ladder is a Markov chain: given a bead, what comes before it is independent of what
comes after it.  A confirmed bead therefore cuts the documents in two, and each
part is aligned as if the other did not exist.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from aligner.core.lattice import Lattice
from aligner.errors import InputError
from aligner.values import Alignment, Bead

if TYPE_CHECKING:
    from numpy.typing import NDArray


BeadSpan = tuple[int, int, int, int]


class Stretch(NamedTuple):
    """The segments between two confirmed beads, or between one of them and an end."""

    source_start: int
    source_stop: int
    target_start: int
    target_stop: int

    @property
    def n_source(self) -> int:
        """Number of source segments."""
        return self.source_stop - self.source_start

    @property
    def n_target(self) -> int:
        """Number of target segments."""
        return self.target_stop - self.target_start

    def grown(self) -> "Stretch":
        """The stretch with the segments next to it."""
        return Stretch(
            self.source_start - 1,
            self.source_stop + 1,
            self.target_start - 1,
            self.target_stop + 1,
        )

    def holds(self, lattice: Lattice) -> "NDArray[np.bool_]":
        """Which beads of the documents' lattice lie in the stretch, shape (n_beads,)."""
        held: NDArray[np.bool_] = (
            (lattice.source_start >= self.source_start)
            & (lattice.source_stop <= self.source_stop)
            & (lattice.target_start >= self.target_start)
            & (lattice.target_stop <= self.target_stop)
        )
        return held

    def touches(self, lattice: Lattice) -> "NDArray[np.bool_]":
        """Which beads of the documents' lattice hold a segment of the stretch, shape (n_beads,)."""
        touched: NDArray[np.bool_] = (
            (lattice.source_start < self.source_stop) & (lattice.source_stop > self.source_start)
        ) | ((lattice.target_start < self.target_stop) & (lattice.target_stop > self.target_start))
        return touched

    def concerned_by(self, bead: Bead) -> bool:
        """Whether the bead could stand in the stretch; of a null bead only its own side counts."""
        source = self.source_start <= bead.source_start and bead.source_stop <= self.source_stop
        target = self.target_start <= bead.target_start and bead.target_stop <= self.target_stop
        return (source or not bead.n_source) and (target or not bead.n_target)

    def cut_out(self, lattice: Lattice) -> Lattice:
        """A lattice of the stretch alone, given beads of the whole documents that lie in it."""
        return Lattice(
            self.n_source,
            self.n_target,
            lattice.source_start - self.source_start,
            lattice.target_start - self.target_start,
            lattice.source_size,
            lattice.target_size,
        )

    def put_in(self, lattice: Lattice, n_source: int, n_target: int) -> Lattice:
        """The inverse of `cut_out`: a lattice of the stretch as one of the whole documents."""
        return Lattice(
            n_source,
            n_target,
            lattice.source_start + self.source_start,
            lattice.target_start + self.target_start,
            lattice.source_size,
            lattice.target_size,
        )


def checked(
    confirmed: Iterable[Bead],
    ruled_out: Iterable[Bead],
    n_source: int,
    n_target: int,
) -> tuple[Bead, ...]:
    """The confirmed beads in order, each once.

    Raises
    ------
    InputError
        If two of them cannot stand in one ladder, one is ruled out as well, or
        one is not of these documents; the message names the beads.
    """
    beads = sorted({span_of(bead): bead for bead in confirmed}.values(), key=span_order)
    for one, two in pairwise(beads):
        if two.source_start < one.source_stop or two.target_start < one.target_stop:
            raise InputError(f"{named(one)} and {named(two)} cannot both be right: they cross")
    excluded = {claim(bead): bead for bead in ruled_out}
    for bead in beads:
        if bead.source_stop > n_source or bead.target_stop > n_target:
            sizes = f"{n_source} source and {n_target} target segments"
            raise InputError(f"{named(bead)} is confirmed, but there are {sizes}")
        if claim(bead) in excluded:
            other = named(excluded[claim(bead)])
            raise InputError(f"{named(bead)} is confirmed, and {other} is ruled out")
    return tuple(beads)


def span_of(bead: Bead) -> BeadSpan:
    """The segments of a bead, which identify it within an alignment."""
    return bead.source_start, bead.source_stop, bead.target_start, bead.target_stop


def span_order(bead: Bead) -> BeadSpan:
    """Sort key for the beads of one ladder."""
    return bead.source_start, bead.target_start, bead.source_stop, bead.target_stop


def claim(bead: Bead) -> tuple[object, ...]:
    """What ruling a bead out excludes: for a null bead, that its segments have no counterpart."""
    source = (bead.source_start, bead.source_stop) if bead.n_source else None
    target = (bead.target_start, bead.target_stop) if bead.n_target else None
    return source, target


def named(bead: Bead) -> str:
    """The bead as ladders write it: ``[3, 4]:[5]``."""
    source = list(range(bead.source_start, bead.source_stop))
    return f"{source}:{list(range(bead.target_start, bead.target_stop))}"


def stretches_between(
    confirmed: Sequence[Bead], n_source: int, n_target: int
) -> tuple[Stretch, ...]:
    """The stretches before, between and after confirmed beads; one more than there are beads.

    Parameters
    ----------
    confirmed : sequence of Bead
        As returned by `checked`.
    """
    starts = [(0, 0), *((bead.source_stop, bead.target_stop) for bead in confirmed)]
    stops = [
        *((bead.source_start, bead.target_start) for bead in confirmed),
        (n_source, n_target),
    ]
    return tuple(Stretch(i, k, j, m) for (i, j), (k, m) in zip(starts, stops, strict=True))


def interleaved(confirmed: Sequence[Bead], parts: Sequence[Sequence[Bead]]) -> tuple[Bead, ...]:
    """The beads of all stretches with the confirmed beads between them, at probability 1."""
    beads = list(parts[0])
    for bead, part in zip(confirmed, parts[1:], strict=True):
        beads += [Bead(*span_of(bead)), *part]
    return tuple(beads)


def null_beads(stretch: Stretch, ruled_out: Iterable[Bead] = ()) -> tuple[Bead, ...]:
    """Null beads at probability 1 for all segments of a stretch with one empty side.

    Raises
    ------
    InputError
        If one of them is ruled out.
    """
    i, j = stretch.source_start, stretch.target_start
    beads = [Bead(k, k + 1, j, j) for k in range(i, stretch.source_stop)]
    beads += [Bead(i, i, k, k + 1) for k in range(j, stretch.target_stop)]
    for bead in ruled_out:
        if any(claim(bead) == claim(other) for other in beads):
            message = f"{named(bead)} is ruled out, but the confirmed beads leave nothing opposite"
            raise InputError(message)
    return tuple(beads)


def source_first(beads: Sequence[Bead]) -> tuple[Bead, ...]:
    """The same ladder; of null beads in a row, those of source segments stand first.

    Any order of them says the same, and this is the one that gold alignments use.
    """
    ordered: list[Bead] = []
    for alone, group in groupby(beads, key=lambda bead: bead.is_null):
        run = list(group)
        if alone:
            j, k = run[0].target_start, run[-1].source_stop
            of_source = [replace(b, target_start=j, target_stop=j) for b in run if b.n_source]
            of_target = [replace(b, source_start=k, source_stop=k) for b in run if b.n_target]
            run = [*of_source, *of_target]
        ordered += run
    return tuple(ordered)


def ruled_out_beads(lattice: Lattice, ruled_out: Iterable[Bead]) -> "NDArray[np.bool_]":
    """Which beads are ruled out, shape (n_beads,); null beads at every position opposite."""
    found = np.zeros(len(lattice), dtype=bool)
    for bead in ruled_out:
        same = lattice.source_size == bead.n_source
        same &= lattice.target_size == bead.n_target
        if bead.n_source:
            same &= lattice.source_start == bead.source_start
        if bead.n_target:
            same &= lattice.target_start == bead.target_start
        found |= same
    return found


def expected_errors(alignment: Alignment, confirmed: Iterable[Bead] = ()) -> float:
    """How many beads of an alignment are expected to be wrong, by its probabilities.

    Parameters
    ----------
    alignment : Alignment
    confirmed : iterable of Bead
        Beads that count as right, whatever their probability.

    Notes
    -----
    Sum of ``1 - p`` over the beads that are not confirmed.  It is only as good as the
    calibration of the probabilities: right on average over many documents like
    the training data, but off by a few beads for a single document, because errors
    of neighbouring beads are correlated.  It means little with vectors of an encoder
    that the weights were not trained on.
    """
    known = set(map(span_of, confirmed))
    return sum(1.0 - bead.probability for bead in alignment if span_of(bead) not in known)
