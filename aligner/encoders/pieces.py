"""Sentence pieces of the embedded encoder's bundled model."""

from collections.abc import Sequence
from pathlib import Path

import sentencepiece

__all__ = ["BOS", "EOS", "PieceTokenizer"]

BOS = 1
EOS = 2
_UNKNOWN = 0
# A serialised ModelProto followed by `normalizer_spec { add_dummy_prefix: false }`:
# protocol buffers merge a message field that comes twice, so this switches off
# the word-start mark and leaves the rest of the model alone.
_WITHOUT_WORD_START = b"\x1a\x02\x18\x00"


class PieceTokenizer:
    """Piece ids of texts, at the start of a sentence or in the middle of one.

    Parameters
    ----------
    model : Path
        Serialised SentencePiece model.
    """

    def __init__(self, model: Path) -> None:
        proto = model.read_bytes()
        self._initial = sentencepiece.SentencePieceProcessor(model_proto=proto)
        self._medial = sentencepiece.SentencePieceProcessor(
            model_proto=proto + _WITHOUT_WORD_START,
        )

    def initial(self, texts: Sequence[str]) -> list[list[int]]:
        """Pieces of each text as a sentence of its own; one unknown piece if it is empty."""
        return [ids or [_UNKNOWN] for ids in self._initial.encode([_valid(t) for t in texts])]

    def medial(self, texts: Sequence[str]) -> list[list[int]]:
        """Pieces of each text glued to what stands before it, without a space."""
        return [ids or [_UNKNOWN] for ids in self._medial.encode([_valid(t) for t in texts])]


def _valid(text: str) -> str:
    """Text that can be written as UTF-8: lone surrogates become question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")
