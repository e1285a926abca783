"""Beads whose text has a better counterpart elsewhere, among what the ladder leaves alone.

A ladder that cannot cross itself pairs what is left between two moved passages, however
little it fits.  What gives such a bead away is a segment without a counterpart that fits
one side of it far better than its own other side does.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from aligner.values import Alignment, Bead, MovedLink

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aligner.core.view import PairView

# Least cosine with the segment elsewhere, and least excess over the bead's own cosine.
_FITS = 0.4
_FITS_BETTER = 0.2
# Segments that are compared at once.
_ROWS = 400


def contested_beads(view: "PairView", beads: Sequence[Bead]) -> list[Bead]:
    """Beads that a segment of a null bead fits far better than they fit themselves.

    Parameters
    ----------
    view : PairView
        Of the lattice that the ladder was found in.
    beads : sequence of Bead
        The ladder.
    """
    paired = [bead for bead in beads if not bead.is_null and _has_vectors(view, bead)]
    if not paired:
        return []
    own = np.array([_cosine(view, bead) for bead in paired])
    best = np.full(len(paired), -1.0)
    for side in (0, 1):
        alone = np.array(
            [k for bead in beads if bead.is_null for k in _run(bead, side)], dtype=np.int64
        )
        opposite = [(k, n) for n, bead in enumerate(paired) for k in _run(bead, 1 - side)]
        if len(alone):
            segments, numbers = np.array(opposite, dtype=np.int64).T
            np.maximum.at(best, numbers, _best_cosines(view, side, alone, segments))
    contested = (best >= _FITS) & (best >= own + _FITS_BETTER)
    return [paired[n] for n in np.flatnonzero(contested).tolist()]


def _has_vectors(view: "PairView", bead: Bead) -> bool:
    """Whether the vectors reach as far as the runs of a bead, which a reviewer may have made."""
    longest = len(view.source.runs), len(view.target.runs)
    return bead.n_source <= longest[0] and bead.n_target <= longest[1]


def _cosine(view: "PairView", bead: Bead) -> float:
    """Cosine of the two runs of a bead."""
    source = view.source.runs[bead.n_source - 1, bead.source_start]
    return float(source @ view.target.runs[bead.n_target - 1, bead.target_start])


def _run(bead: Bead, side: int) -> range:
    start = (bead.source_start, bead.target_start)[side]
    return range(start, (bead.source_stop, bead.target_stop)[side])


def _best_cosines(
    view: "PairView", side: int, alone: "NDArray[np.int64]", segments: "NDArray[np.int64]"
) -> "NDArray[np.float64]":
    """The best cosine of each of some segments with the lonely ones of the given side."""
    own, other = (view.source, view.target)[side], (view.source, view.target)[1 - side]
    opposite = other.singles[segments].T
    best = np.full(len(segments), -1.0)
    for begin in range(0, len(alone), _ROWS):
        cosines = own.singles[alone[begin : begin + _ROWS]] @ opposite
        np.maximum(best, cosines.max(axis=0), out=best)
    return best


def outdone(alignment: Alignment, links: Sequence[MovedLink]) -> Alignment:
    """The alignment with its moved links, beads no surer than those leave them.

    Parameters
    ----------
    alignment : Alignment
        Beads of probability 1 are settled, and stay.
    links : sequence of MovedLink
        Of segments that may belong to beads of the alignment.
    """
    beads = tuple(_lowered(bead, links) for bead in alignment)
    return replace(alignment, beads=beads, moved=tuple(links))


def _lowered(bead: Bead, links: Sequence[MovedLink]) -> Bead:
    if bead.is_null or bead.probability == 1.0:
        return bead
    rivals = [link for link in links if any(link.shared(bead.span)) and link.span != bead.span]
    if not rivals:
        return bead
    rival = max(rivals, key=lambda link: link.probability)
    left = round(1.0 - rival.probability, 6)
    if left >= bead.probability:
        return bead
    reason = "its text seems to be that of a passage elsewhere"
    return replace(bead, probability=left, reasons=(reason, *bead.reasons))
