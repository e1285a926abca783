"""The real aligner as the last judge of pairing, for piles whose documents are at hand."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from aligner.core import align, load_weights
from aligner.encoders import load_encoder
from aligner.pairing import LadderEvidence, PairingInput
from aligner.signature import digest_bytes, digest_values
from aligner.splitters import split_document
from aligner.values import EncodedText, SpanVectors

__all__ = ["AligningJudge", "Memory"]

# Documents whose vectors of all runs stay in memory, a third of a megabyte each.
_REMEMBERED = 600


class Memory:
    """What was encoded and aligned before, by content, for any number of piles."""

    def __init__(self) -> None:
        self.weights = load_weights()
        self._encoded: OrderedDict[str, EncodedText] = OrderedDict()
        self._found: dict[tuple[str, str], LadderEvidence] = {}

    def evidence(self, source: PairingInput, target: PairingInput) -> LadderEvidence:
        """What the alignment of two documents says."""
        key = _content_key(source), _content_key(target)
        if key not in self._found:
            sides = self._encode(key[0], source), self._encode(key[1], target)
            self._found[key] = LadderEvidence.of(
                align(*sides, weights=self.weights),
                [len(text) for text in sides[0].texts],
                [len(text) for text in sides[1].texts],
                texts=(sides[0].texts, sides[1].texts),
            )
        return self._found[key]

    def _encode(self, key: str, item: PairingInput) -> EncodedText:
        """Texts and vectors of a document's segments."""
        if key in self._encoded:
            self._encoded.move_to_end(key)
            return self._encoded[key]
        texts, language = split_document(item.document).texts, item.document.language
        encoder = load_encoder(self.weights.encoder)
        spans = encoder.encode_spans(texts, language=language, max_run=self.weights.max_run)
        encoded = EncodedText(texts, language, _moved(spans, item))
        self._encoded[key] = encoded
        if len(self._encoded) > _REMEMBERED:
            self._encoded.popitem(last=False)
        return encoded


class AligningJudge:
    """A judge of two piles that aligns in truth.

    Parameters
    ----------
    sources, targets : iterable of PairingInput
    memory : Memory
    """

    def __init__(
        self, sources: Iterable[PairingInput], targets: Iterable[PairingInput], memory: Memory
    ) -> None:
        self._piles = [{item.document.id: item for item in pile} for pile in (sources, targets)]
        self._memory = memory
        self.asked = 0

    def __call__(self, pairs: Sequence[tuple[str, str]]) -> list[LadderEvidence | None]:
        """What the alignments of some pairs say."""
        self.asked += len(pairs)
        return [
            self._memory.evidence(self._piles[0][source], self._piles[1][target])
            for source, target in pairs
        ]


def _content_key(item: PairingInput) -> str:
    """Equal for documents of equal text and vectors."""
    texts = [block.text for block in item.document.blocks]
    return digest_values(item.document.language, texts, digest_bytes(item.vectors.tobytes()))


def _moved(spans: SpanVectors, item: PairingInput) -> SpanVectors:
    """Vectors of all runs, moved as far as those of the single segments were.

    A free translation is imitated by moving the vectors of the segments at
    random; a run is moved by the mean of what its segments are.
    """
    if item.vectors.shape != spans.singles.shape:
        raise ValueError(f"{item.document.id}: the vectors are not those of the segments")
    shift = item.vectors.astype(np.float64) - spans.singles
    if np.abs(shift).max(initial=0.0) < 1e-3:  # noqa: PLR2004 - rounding
        return spans
    count = len(shift)
    sums = np.concatenate([np.zeros((1, shift.shape[1])), np.cumsum(shift, axis=0)])
    runs = spans.runs.copy()
    for length in range(1, min(spans.max_run, count) + 1):
        moved = runs[length - 1, : count - length + 1]
        moved += (sums[length:] - sums[:-length]) / length
        moved /= np.linalg.norm(moved, axis=1, keepdims=True)
    owners = np.repeat(np.arange(count), np.diff(spans.clause_offsets))
    clauses, in_context = (
        (rows + shift[owners]) / np.linalg.norm(rows + shift[owners], axis=1, keepdims=True)
        for rows in (spans.clauses, spans.clauses_in_context)
    )
    return replace(
        spans,
        runs=runs,
        clauses=clauses.astype(np.float32),
        clauses_in_context=in_context.astype(np.float32),
    )
