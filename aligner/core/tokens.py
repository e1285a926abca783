"""The tokens of two documents, or of stretches of them, in the context of their segments."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from aligner.core.centring import CentredVectors
from aligner.core.clauses import Clauses, Softmax
from aligner.core.confirming import Stretch
from aligner.parts import TokenEncoder

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aligner.values import EncodedText


# Cosines of tokens are higher than those of clauses.
TOKEN_SOFTMAX = Softmax(12.0, 0.3)


@dataclass(frozen=True, slots=True)
class Tokens:
    """States of the tokens of both sides, in some stretches of the two documents.

    Parameters
    ----------
    source, target : Clauses
        Token by token; a segment outside all stretches has one token without direction.
    stretches : tuple of Stretch
        Where states are known; they do not overlap.
    """

    source: Clauses
    target: Clauses
    stretches: tuple[Stretch, ...]

    @classmethod
    def of(
        cls,
        source: "EncodedText",
        target: "EncodedText",
        encoder: TokenEncoder,
        stretches: Sequence[Stretch] = (),
    ) -> Self:
        """The tokens in some stretches of two texts; without stretches, all of them."""
        whole = Stretch(0, len(source.texts), 0, len(target.texts))
        chosen = tuple(stretches) or (whole,)
        rows = [range(s.source_start, s.source_stop) for s in chosen]
        columns = [range(s.target_start, s.target_stop) for s in chosen]
        return cls(_states(source, rows, encoder), _states(target, columns, encoder), chosen)

    def within(
        self, bounds: "tuple[NDArray[np.int64], NDArray[np.int64]]"
    ) -> "tuple[NDArray[np.int64], NDArray[np.int64]]":
        """The windows of both sides cut to the stretches; empty for segments outside of them."""
        source, target = np.zeros_like(bounds[0]), np.zeros_like(bounds[1])
        for stretch in self.stretches:
            rows = slice(stretch.source_start, stretch.source_stop)
            columns = slice(stretch.target_start, stretch.target_stop)
            source[rows] = _clipped(bounds[0][rows], columns)
            target[columns] = _clipped(bounds[1][columns], rows)
        return source, target


def _clipped(bounds: "NDArray[np.int64]", to: slice) -> "NDArray[np.int64]":
    """Windows cut to a range of segments, those that do not meet it empty."""
    clipped: NDArray[np.int64] = np.clip(bounds, to.start, to.stop)
    clipped[bounds[:, 0] >= bounds[:, 1]] = 0
    return clipped


def _states(text: "EncodedText", ranges: Sequence[range], encoder: TokenEncoder) -> Clauses:
    """Unit vectors of the tokens of some segments, one zero vector for each of the others."""
    segments = [segment for run in ranges for segment in run]
    states = encoder.encode_tokens([text.texts[s] for s in segments], language=text.language)
    counts = np.ones(len(text.texts), dtype=np.int64)
    known = np.diff(states.offsets)
    counts[segments] = np.maximum(known, 1)
    offsets = np.concatenate([[0], np.cumsum(counts)])
    vectors = np.zeros((int(offsets[-1]), states.vectors.shape[1]), dtype=np.float32)
    firsts = np.repeat(offsets[segments], known)
    within = np.arange(len(firsts)) - np.repeat(states.offsets[:-1], known)
    vectors[firsts + within] = states.vectors
    return Clauses(CentredVectors.unchanged(vectors), offsets)
