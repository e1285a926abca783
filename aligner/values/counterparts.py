"""How much of two aligned texts has a counterpart in the other, bead by bead.

Alarms and pairing both judge an alignment by this.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log
from statistics import median

from aligner.values.alignments import Alignment

# How many times as long as its counterpart a text may be.  What is longer was
# put into the bead for want of a counterpart.
_STRETCHABLE = 2.0
# Segments of one side that may share one counterpart.
_PER_SEGMENT = 2


@dataclass(frozen=True, slots=True)
class BeadExtent:
    """How much text a bead holds on either side.

    Parameters
    ----------
    probability : float
    segments : (int, int)
        Segments with text, of the source and of the target.
    lengths : (float, float)
        Characters, those of the source on the scale of the target.
    """

    probability: float
    segments: tuple[int, int]
    lengths: tuple[float, float]

    def matched_segments(self, side: int) -> float:
        """Expected number of segments of side 0 or 1 with a counterpart."""
        return self.probability * min(self.segments[side], _PER_SEGMENT * self.segments[1 - side])

    def excess(self, side: int) -> float:
        """Characters of side 0 or 1 that are too many for their counterpart: all of a null bead."""
        return max(0.0, self.lengths[side] - _STRETCHABLE * self.lengths[1 - side])


def bead_extents(
    alignment: Alignment, source_lengths: Sequence[int], target_lengths: Sequence[int]
) -> list[BeadExtent]:
    """Extents of the beads, on one scale of length.

    The scale is the median ratio of the beads with text on both sides: damage
    to less than half of a text does not move it far.

    Parameters
    ----------
    alignment : Alignment
    source_lengths, target_lengths : sequence of int
        Characters of each segment.  A segment of length 0 needs no counterpart.
    """
    runs = [
        (
            source_lengths[bead.source_start : bead.source_stop],
            target_lengths[bead.target_start : bead.target_stop],
        )
        for bead in alignment
    ]
    ratios = [
        log(sum(target) / sum(source)) for source, target in runs if any(source) and any(target)
    ]
    ratio = exp(median(ratios)) if ratios else 1.0
    return [
        BeadExtent(
            bead.probability,
            (sum(n > 0 for n in source), sum(n > 0 for n in target)),
            (sum(source) * ratio, float(sum(target))),
        )
        for bead, (source, target) in zip(alignment, runs, strict=True)
    ]


def matched_share(extents: Sequence[BeadExtent], side: int) -> float:
    """Expected share of the segments of side 0 or 1 that have a counterpart; 0 without text."""
    total = sum(extent.segments[side] for extent in extents)
    return sum(extent.matched_segments(side) for extent in extents) / total if total else 0.0
