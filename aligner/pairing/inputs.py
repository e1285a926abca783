"""What goes into a pairing and what comes out."""

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

# Aligns pairs of (source id, target id), and gives for each what its alignment
# says; None where the two could not be aligned.
Judge: TypeAlias = Callable[[Sequence[tuple[str, str]]], Sequence[LadderEvidence | None]]


@dataclass(frozen=True, slots=True)
class PairingInput:
    """One document with the vectors of its segments.

    Parameters
    ----------
    document : Document
    vectors : ndarray of shape (n_segments, dim), float32, rows of length 1
        One row a segment, in reading order; no rows for a document without
        content.
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
    """A document left without partner, with the reason in words.

    Parameters
    ----------
    document : str
        Id of the document.
    reason : str
        Why there is no partner, with the nearest candidate when there is one.
    best : DocumentPair or None
        The nearest candidate with its probability, relation and evidence.
    """

    document: str
    reason: str
    best: DocumentPair | None = None


@dataclass(frozen=True, slots=True)
class Pairing:
    """All documents of two piles: each in one pair at most, or left over with a reason.

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
