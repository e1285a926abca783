"""SentencePiece tokenisation with the embedded encoder's bundled model."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import sentencepiece

if TYPE_CHECKING:
    from numpy.typing import NDArray


BOS = 1
EOS = 2
_UNKNOWN = 0
# A serialised ModelProto followed by `normalizer_spec { add_dummy_prefix: false }`:
# protocol buffers merge a message field that occurs twice, so this switches off the
# word-start mark and leaves the rest of the model as it is.
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

    def initial(self, texts: Sequence[str]) -> "list[NDArray[np.int64]]":
        """Pieces of each text as a sentence of its own; one unknown piece if it is empty."""
        return _encoded(self._initial, texts)

    def medial(self, texts: Sequence[str]) -> "list[NDArray[np.int64]]":
        """Pieces of each text as the continuation of other text, without a space."""
        return _encoded(self._medial, texts)


def _encoded(
    processor: sentencepiece.SentencePieceProcessor,
    texts: Sequence[str],
) -> "list[NDArray[np.int64]]":
    # Arrays, because lists of integers take five times the memory.
    encoded = processor.encode([_valid(text) for text in texts])
    return [np.array(ids or [_UNKNOWN], dtype=np.int64) for ids in encoded]


def _valid(text: str) -> str:
    """The text with lone surrogates replaced by question marks, so that it is valid UTF-8."""
    return text.encode("utf-8", "replace").decode("utf-8")
