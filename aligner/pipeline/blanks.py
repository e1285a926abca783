"""Blank segments: kept for their numbers, and kept away from the aligner."""

from collections.abc import Sequence
from itertools import zip_longest

from aligner.values import Alignment, Bead


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
