"""Blank segments are kept away from the aligner, and put back into its ladders."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from aligner.core import Stretch
from aligner.values import Alignment, Bead


class FilledSegments(NamedTuple):
    """Positions of the segments of two documents that hold text: the aligner counts these only."""

    source: list[int]
    target: list[int]

    def without_blanks(self, span: Stretch) -> Stretch:
        """A stretch as the aligner counts."""
        source, target = self.source, self.target
        return Stretch(
            bisect_left(source, span.source_start),
            bisect_left(source, span.source_stop),
            bisect_left(target, span.target_start),
            bisect_left(target, span.target_stop),
        )

    def with_blanks(self, stretch: Stretch, beads: Sequence[Bead]) -> tuple[Bead, ...]:
        """The beads of a stretch, and of its blank segments, as the documents count."""
        inner = self.without_blanks(stretch)
        part = tuple(_moved(bead, -inner.source_start, -inner.target_start) for bead in beads)
        source, target = (
            [position - start for position in kept[first:last]]
            for kept, start, first, last in (
                (self.source, stretch.source_start, inner.source_start, inner.source_stop),
                (self.target, stretch.target_start, inner.target_start, inner.target_stop),
            )
        )
        sizes = stretch.n_source, stretch.n_target
        whole = put_back(Alignment(part, inner.n_source, inner.n_target), source, target, sizes)
        return tuple(_moved(bead, stretch.source_start, stretch.target_start) for bead in whole)


def _moved(bead: Bead, source: int, target: int) -> Bead:
    """The bead so many segments on."""
    return Bead(
        bead.source_start + source,
        bead.source_stop + source,
        bead.target_start + target,
        bead.target_stop + target,
        bead.probability,
        bead.reasons,
    )


def filled(texts: Sequence[str]) -> list[int]:
    """Positions of the segments that hold text."""
    return [position for position, text in enumerate(texts) if text.strip()]


def put_back(
    alignment: Alignment,
    source: Sequence[int],
    target: Sequence[int],
    sizes: tuple[int, int],
) -> Alignment:
    """The alignment over all segments, given one over those that hold text.

    Parameters
    ----------
    alignment : Alignment
        Over the filled segments only.
    source, target : sequence of int
        Positions of the filled segments.
    sizes : (int, int)
        Numbers of segments with the blank ones.

    Notes
    -----
    Blank segments between two beads pair off with those opposite; what is
    left over stands alone.  Blank segments inside the run of a bead stay there.
    """
    beads: list[Bead] = []
    i = j = 0
    for bead in alignment:
        source_run = source[bead.source_start : bead.source_stop]
        target_run = target[bead.target_start : bead.target_stop]
        next_i = source_run[0] if source_run else i
        next_j = target_run[0] if target_run else j
        beads += _blank_beads(i, next_i, j, next_j)
        i = source_run[-1] + 1 if source_run else next_i
        j = target_run[-1] + 1 if target_run else next_j
        beads.append(Bead(next_i, i, next_j, j, bead.probability, bead.reasons))
    beads += _blank_beads(i, sizes[0], j, sizes[1])
    return Alignment(tuple(beads), *sizes)


def _blank_beads(i: int, next_i: int, j: int, next_j: int) -> list[Bead]:
    """Beads of the blank segments of one gap."""
    beads = []
    for a, b in zip_longest(range(i, next_i), range(j, next_j)):
        source = (next_i, next_i) if a is None else (a, a + 1)
        target = (next_j, next_j) if b is None else (b, b + 1)
        beads.append(Bead(*source, *target))
    return beads
