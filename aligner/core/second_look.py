"""A second look at what the first leaves in doubt, with the states of tokens as evidence.

Token states cost ten times as much as all other evidence together, and most beads need
none.  So states are computed for stretches of doubtful beads only, with some segments
around them to compare with.  Inside such a stretch a scorer that sees tokens decides
between the ladders; how probable it is that the ladder runs through the corners of
the stretch at all remains what the first look made of it.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from aligner.core.confirming import Stretch
from aligner.core.features import TOKEN_GROUPS, feature_matrix
from aligner.core.inference import posterior
from aligner.core.lattice import BeadKind, Lattice
from aligner.core.scoring import Scorer
from aligner.core.tokens import Tokens
from aligner.core.view import PairView
from aligner.errors import AlignmentImpossible
from aligner.parts import TokenEncoder
from aligner.values import EncodedText

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Beads below this probability are looked at again.
_SURE = 0.98
# Segments on each side of a stretch whose tokens are compared as well: what stands out
# stands out against them.
_SURROUNDINGS = 6


class FirstLook(NamedTuple):
    """What is known without tokens.

    Parameters
    ----------
    view : PairView
    features : ndarray of shape (n_beads, n_features)
    scores, probabilities : ndarray of shape (n_beads,)
    path : ndarray of int64
        Beads of the ladder, in order.
    """

    view: PairView
    features: "NDArray[np.float32]"
    scores: "NDArray[np.float64]"
    probabilities: "NDArray[np.float64]"
    path: "NDArray[np.int64]"


def second_scores(
    first: FirstLook,
    texts: tuple[EncodedText, EncodedText],
    scorer: Scorer,
    kinds: tuple[BeadKind, ...],
    encoder: TokenEncoder,
) -> "NDArray[np.float64]":
    """Scores of all beads after a second look at the doubtful ones, shape (n_beads,).

    Parameters
    ----------
    first : FirstLook
    texts : (EncodedText, EncodedText)
        Source and target.
    scorer : Scorer
        Sees the features of the first look, and behind them those of tokens.
    kinds : tuple of BeadKind
        Of these features.
    encoder : TokenEncoder
    """
    view, lattice = first.view, first.view.lattice
    stretches = list(_doubtful(lattice, first.path, first.probabilities))
    if not stretches:
        return first.scores
    around = _joined([_widened(stretch, first) for stretch in stretches])
    tokens = Tokens.of(*texts, encoder, around)
    held = [np.flatnonzero(stretch.holds(lattice)) for stretch in stretches]
    wanted = np.zeros(len(lattice), dtype=np.bool_)
    wanted[np.concatenate(held)] = True
    seen = PairView(view.source, view.target, lattice, view.links, tokens)
    of_tokens = feature_matrix(seen, TOKEN_GROUPS, kinds, wanted)[wanted, len(kinds) :]
    again = first.scores.copy()
    again[wanted] = scorer.scores(np.concatenate([first.features[wanted], of_tokens], axis=1))
    for stretch, beads in zip(stretches, held, strict=True):
        again[beads] += _shift(stretch, lattice, beads, first.scores, again)
    return again


def _doubtful(
    lattice: Lattice, path: "NDArray[np.int64]", probabilities: "NDArray[np.float64]"
) -> Iterator[Stretch]:
    """The longest runs of doubtful beads of the ladder, with one bead on each side."""
    doubtful = probabilities[path] < _SURE
    near = doubtful.copy()
    near[1:] |= doubtful[:-1]
    near[:-1] |= doubtful[1:]
    changes = np.flatnonzero(np.diff(np.concatenate([[False], near, [False]]).astype(np.int8)))
    for begin, end in zip(changes[::2].tolist(), changes[1::2].tolist(), strict=True):
        first, last = path[begin], path[end - 1]
        yield Stretch(
            int(lattice.source_start[first]),
            int(lattice.source_stop[last]),
            int(lattice.target_start[first]),
            int(lattice.target_stop[last]),
        )


def _widened(stretch: Stretch, first: FirstLook) -> Stretch:
    """The stretch with its surroundings, as far as the documents reach."""
    lattice = first.view.lattice
    return Stretch(
        max(stretch.source_start - _SURROUNDINGS, 0),
        min(stretch.source_stop + _SURROUNDINGS, lattice.n_source),
        max(stretch.target_start - _SURROUNDINGS, 0),
        min(stretch.target_stop + _SURROUNDINGS, lattice.n_target),
    )


def _joined(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Stretches in order, those that overlap or touch on either side as one."""
    joined: list[Stretch] = []
    for stretch in stretches:
        last = joined[-1] if joined else None
        if last and (
            stretch.source_start <= last.source_stop or stretch.target_start <= last.target_stop
        ):
            joined[-1] = Stretch(
                last.source_start, stretch.source_stop, last.target_start, stretch.target_stop
            )
        else:
            joined.append(stretch)
    return joined


def _shift(
    stretch: Stretch,
    lattice: Lattice,
    beads: "NDArray[np.int64]",
    before: "NDArray[np.float64]",
    after: "NDArray[np.float64]",
) -> "NDArray[np.float64]":
    """What to add to the scores of a stretch's beads so that its ladders weigh what they did.

    Every ladder through the stretch has exactly one bead that leaves its first
    corner; that bead takes the difference.
    """
    cut = stretch.cut_out(lattice.only(_mask(beads, len(lattice))))
    shift = np.zeros(len(beads))
    try:
        weights = [posterior(cut, scores[beads]).log_partition for scores in (before, after)]
    except AlignmentImpossible:
        return shift
    leaving = (cut.source_start == 0) & (cut.target_start == 0)
    shift[leaving] = weights[0] - weights[1]
    return shift


def _mask(beads: "NDArray[np.int64]", count: int) -> "NDArray[np.bool_]":
    mask = np.zeros(count, dtype=np.bool_)
    mask[beads] = True
    return mask
