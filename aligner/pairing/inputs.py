"""Input and output types of document pairing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from aligner.errors import PairingError
from aligner.pairing.ladder import LadderEvidence
from aligner.values import Document, DocumentPair

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


_MATRIX = 2

# Aligns pairs of (source id, target id) and returns the evidence of each alignment; None if a pair
# could not be aligned.
Judge: TypeAlias = Callable[[Sequence[tuple[str, str]]], Sequence[LadderEvidence | None]]


@dataclass(frozen=True, slots=True)
class PairingInput:
    """One document with the vectors of its segments.

    Parameters
    ----------
    document : Document
    vectors : ndarray of shape (n_segments, dim), float32, rows of length 1
        One row per segment, in reading order; no rows for a document without content.
    """

    document: Document
    vectors: "NDArray[np.float32]"

    def __post_init__(self) -> None:
        if self.vectors.ndim != _MATRIX:
            shape = "x".join(map(str, self.vectors.shape))
            raise PairingError(
                f"{self.document.id}: vectors are one row a segment, not of shape {shape}",
            )


@dataclass(frozen=True, slots=True)
class Unpaired:
    """A document without partner, with a readable reason.

    Parameters
    ----------
    document : str
        Id of the document.
    reason : str
        Why there is no partner, with the nearest candidate if any.
    best : DocumentPair or None
        The nearest candidate with its probability, relation and evidence.
    """

    document: str
    reason: str
    best: DocumentPair | None = None


@dataclass(frozen=True, slots=True)
class Pairing:
    """Result for two piles: each document is in one pair, or unpaired with a reason.

    Parameters
    ----------
    pairs : tuple of DocumentPair
        In the order of source ids.
    unpaired_sources, unpaired_targets : tuple of Unpaired
        In the order of document ids.
    """

    pairs: tuple[DocumentPair, ...]
    unpaired_sources: tuple[Unpaired, ...]
    unpaired_targets: tuple[Unpaired, ...]
