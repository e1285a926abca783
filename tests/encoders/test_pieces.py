"""The tokenizer loads the pieces once and still cuts as SentencePiece does on its own."""

from functools import cache

from hypothesis import example, given
from hypothesis import strategies as st
from sentencepiece import SentencePieceProcessor

from aligner.encoders.pieces import PieceTokenizer
from aligner.encoders.use_weights import resource

# `normalizer_spec { add_dummy_prefix: false }` once more behind the model.
WITHOUT_WORD_START = b"\x1a\x02\x18\x00"
UNKNOWN = [0]


@cache
def tokenizer() -> PieceTokenizer:
    return PieceTokenizer(resource("sp.model"))


@cache
def reference(change: bytes) -> SentencePieceProcessor:
    return SentencePieceProcessor(model_proto=resource("sp.model").read_bytes() + change)


@given(st.text() | st.text(" \u3000\u2581\xa8\u037a\u0301aA字，。１ﬁ㎡"))
@example("")
@example(" \u3000")
@example("世界知识产权组织 WIPO ")
@example("\u2581a \u2581")
def test_pieces_are_those_of_sentencepiece(text: str) -> None:
    initial, medial = tokenizer().initial([text]), tokenizer().medial([text])
    assert initial[0].tolist() == (reference(b"").encode(text) or UNKNOWN)
    assert medial[0].tolist() == (reference(WITHOUT_WORD_START).encode(text) or UNKNOWN)
