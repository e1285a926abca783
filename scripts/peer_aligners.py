"""Other people's aligners, where they are installed, fed with our vectors if they take any."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from aligner.encoders import load_encoder
from aligner.evaluation import GoldBead
from aligner.values import EncodedText

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["PEERS", "PEER_RUN", "PeerAligner"]

# Longest run that a peer asks vectors of.
PEER_RUN = 8

PeerAligner = Callable[[EncodedText, EncodedText], tuple[GoldBead, ...]]


def _load_sentweave() -> PeerAligner:
    """Vecalign's dynamic programming as the package `sentweave` offers it, its own defaults."""
    import sentweave  # type: ignore[import-not-found]  # noqa: PLC0415 - optional

    def aligned(source: EncodedText, target: EncodedText) -> tuple[GoldBead, ...]:
        vectors = _Overlaps(source, target)
        result: Any = sentweave.align(
            list(source.texts), list(target.texts), vectors, alignment_max_size=PEER_RUN
        )
        return tuple(
            GoldBead(tuple(map(int, bead.src_indices)), tuple(map(int, bead.tgt_indices)))
            for bead in result.alignments
        )

    return aligned


def _load_galechurch() -> PeerAligner:
    """Gale and Church (1993) by lengths alone, in the package `galechurch`, its own defaults."""
    import galechurch  # type: ignore[import-not-found]  # noqa: PLC0415 - optional

    def aligned(source: EncodedText, target: EncodedText) -> tuple[GoldBead, ...]:
        result: Any = galechurch.align(list(source.texts), list(target.texts))
        return tuple(
            GoldBead(
                tuple(range(bead.source_start, bead.source_end)),
                tuple(range(bead.target_start, bead.target_end)),
            )
            for bead in result.beads
        )

    return aligned


class _Overlaps:
    """Answers the calls of the peer's encoder: runs of 1, 2 ... source, then target segments.

    The peer numbers a run by its last segment and asks for a filler where the
    run would start before the text.
    """

    def __init__(self, source: EncodedText, target: EncodedText) -> None:
        vectors = [text.vectors.runs[size] for text in (source, target) for size in range(PEER_RUN)]
        self._rows = iter(vectors)
        encoder = load_encoder(source.vectors.encoder)
        self._filler = encoder.encode_spans(("PAD",), language="en", max_run=1).singles[0]
        self._calls = 0

    def __call__(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        runs, size = next(self._rows), self._calls % PEER_RUN
        self._calls += 1
        fillers = min(size, len(texts))
        rows = [np.tile(self._filler, (fillers, 1)), runs[: len(texts) - fillers]]
        return np.concatenate(rows, axis=0)


PEERS: dict[str, Callable[[], PeerAligner]] = {
    "galechurch": _load_galechurch,
    "sentweave": _load_sentweave,
}
