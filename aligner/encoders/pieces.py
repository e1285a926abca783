"""SentencePiece tokenisation with the embedded encoder's bundled model."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from sentencepiece import SentencePieceNormalizer, SentencePieceProcessor

if TYPE_CHECKING:
    from numpy.typing import NDArray


BOS = 1
EOS = 2
_UNKNOWN = 0
# A serialised ModelProto followed by `normalizer_spec { precompiled_charsmap: ""
# add_dummy_prefix: false remove_extra_whitespaces: false }`: protocol buffers merge a
# message field that occurs twice, so this switches off all normalisation.
_AS_IT_IS = b"\x1a\x06\x12\x00\x18\x00\x20\x00"


class PieceTokenizer:
    """Piece ids of texts, at the start of a sentence or in the middle of one.

    Parameters
    ----------
    model : Path
        Serialised SentencePiece model.

    Notes
    -----
    Only normalisation tells the two apart: at the start of a sentence it puts a word-start
    mark.  Loading the pieces takes most of the time, so texts are normalised first, in one
    of two ways, and the pieces are loaded once.
    """

    def __init__(self, model: Path) -> None:
        proto = model.read_bytes()
        self._processor = SentencePieceProcessor(model_proto=proto + _AS_IT_IS)
        self._initial, self._medial = (
            SentencePieceNormalizer(
                model_proto=proto,
                add_dummy_prefix=initial,
                escape_whitespaces=True,
                remove_extra_whitespaces=True,
            )
            for initial in (True, False)
        )

    def initial(self, texts: Sequence[str]) -> "list[NDArray[np.int64]]":
        """Pieces of each text as a sentence of its own; one unknown piece if it is empty."""
        return self._encoded(texts, self._initial)

    def medial(self, texts: Sequence[str]) -> "list[NDArray[np.int64]]":
        """Pieces of each text as the continuation of other text, without a space."""
        return self._encoded(texts, self._medial)

    def _encoded(
        self, texts: Sequence[str], normalizer: SentencePieceNormalizer
    ) -> "list[NDArray[np.int64]]":
        # Arrays, because lists of integers take five times the memory.
        encoded = self._processor.encode(normalizer.normalize([_valid(text) for text in texts]))
        return [np.array(ids or [_UNKNOWN], dtype=np.int64) for ids in encoded]


def _valid(text: str) -> str:
    """The text with lone surrogates replaced by question marks, so that it is valid UTF-8."""
    return text.encode("utf-8", "replace").decode("utf-8")
