"""Beads whose texts have changed places.

A ladder cannot cross itself: where two sentences stand in the other order in the translation,
each is paired with what stands opposite, and surely so if they are of one length, or alike but
for a name.  What gives them away is that each fits the other's counterpart better than both fit
their own.  In texts that stand in one order this hardly ever happens, however much alike
their sentences are; least where encoders know a name, so that what both sides of a bead name
speaks against it.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from aligner.values import Bead

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aligner.core.view import PairView

EXCHANGED_FEATURES = ("gain", "cosine")
# Least excess of a cosine over those of both beads; less than that is chance.
_LEAST_GAIN = 0.03
# Beads that are compared at once.
_ROWS = 400


class Exchanged(NamedTuple):
    """The source of one bead with the target of another, and the evidence for it."""

    bead: Bead
    features: "NDArray[np.float64]"


class _Better(NamedTuple):
    """For each bead the one whose target fits its source best, by how much, and how well."""

    partner: "NDArray[np.int64]"
    gain: "NDArray[np.float64]"
    cosine: "NDArray[np.float64]"


def exchanged_beads(view: "PairView", beads: Sequence[Bead]) -> Iterator[Exchanged]:
    """Links between beads that form a ring: each has what fits the one before it better.

    Parameters
    ----------
    view : PairView
        Of the lattice that the ladder was found in.
    beads : sequence of Bead
        The ladder; beads of probability 1 are settled.
    """
    paired = [bead for bead in beads if bead.probability < 1.0 and _is_compared(view, bead)]
    if not paired:
        return
    better = _better(view, paired)
    keys = _Keys.of(view, paired)
    for ring in _rings(better.partner, better.gain >= _LEAST_GAIN):
        if not all(keys.allow(n, int(better.partner[n])) for n in ring):
            continue
        features = np.array([better.gain[ring].min(), better.cosine[ring].min()])
        for n in ring:
            one, other = paired[n], paired[better.partner[n]]
            link = Bead(one.source_start, one.source_stop, other.target_start, other.target_stop)
            yield Exchanged(link, features)


class _Keys(NamedTuple):
    """Names, numbers and terms of the glossary on the two sides of each bead."""

    source: list[frozenset[str]]
    target: list[frozenset[str]]

    @classmethod
    def of(cls, view: "PairView", beads: Sequence[Bead]) -> "_Keys":
        """Those of some beads."""
        source, target = view.keys
        return cls(
            [frozenset().union(*source[b.source_start : b.source_stop]) for b in beads],
            [frozenset().union(*target[b.target_start : b.target_stop]) for b in beads],
        )

    def allow(self, n: int, other: int) -> bool:
        """Whether the target of another bead has all that the two sides of one share."""
        return self.source[n] & self.target[n] <= self.target[other]


def _is_compared(view: "PairView", bead: Bead) -> bool:
    """Whether a bead has two sides, and vectors reach as far as its runs."""
    longest = len(view.source.runs), len(view.target.runs)
    return not bead.is_null and bead.n_source <= longest[0] and bead.n_target <= longest[1]


def _better(view: "PairView", beads: Sequence[Bead]) -> _Better:
    """The best counterparts that beads have in each other.

    A gain is by how much the cosine of one bead's source and another's target is above that of
    either bead.
    """
    sources = np.array([view.source.runs[b.n_source - 1, b.source_start] for b in beads])
    targets = np.array([view.target.runs[b.n_target - 1, b.target_start] for b in beads])
    own = np.einsum("ij,ij->i", sources, targets)
    partner = np.empty(len(beads), dtype=np.int64)
    gain, cosine = np.empty((2, len(beads)))
    for begin in range(0, len(beads), _ROWS):
        rows = np.arange(begin, min(len(beads), begin + _ROWS))
        cosines = sources[rows] @ targets.T
        gains = cosines - np.maximum(own[rows, None], own)
        gains[rows - begin, rows] = -np.inf
        partner[rows] = gains.argmax(axis=1)
        gain[rows] = gains[rows - begin, partner[rows]]
        cosine[rows] = cosines[rows - begin, partner[rows]]
    return _Better(partner, gain, cosine)


def _rings(partner: "NDArray[np.int64]", leads_on: "NDArray[np.bool_]") -> Iterator[list[int]]:
    """The rings that one comes to who goes on from each bead to its partner, each once."""
    walk_of = np.full(len(partner), -1)
    for start in range(len(partner)):
        path, n = [], start
        while leads_on[n] and walk_of[n] < 0:
            walk_of[n] = start
            path.append(n)
            n = int(partner[n])
        if leads_on[n] and walk_of[n] == start:
            yield path[path.index(n) :]
