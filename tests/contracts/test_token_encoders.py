"""Contract of all token encoders."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_e5 import tiny_e5

from aligner import parts
from aligner.encoders import load_token_encoder
from aligner.encoders.e5_tokens import E5TokenEncoder
from aligner.errors import MissingExtraError
from aligner.parts import TokenEncoder

if TYPE_CHECKING:
    from pathlib import Path

CHINESE = ("会议在北京召开。", "", "局长主持会议，并发表讲话。", "共有128名学员参加。")
ENGLISH = ("A meeting was held in Beijing.", " ", "The Commissioner chaired it.", "Why?")


@pytest.fixture(scope="module", params=[*parts.token_encoders.names(), "tiny"])
def encoder(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> TokenEncoder:
    if request.param == "tiny":
        folder: Path = tmp_path_factory.mktemp("weights")
        return E5TokenEncoder(tiny_e5().write(folder), layer=2)
    try:
        return load_token_encoder(request.param)
    except MissingExtraError as error:
        pytest.skip(str(error))


@pytest.mark.parametrize(("texts", "language"), [(CHINESE, "zh"), (ENGLISH, "en")])
def test_tokens_cover_everything_but_white_space(
    encoder: TokenEncoder, texts: Sequence[str], language: str
) -> None:
    states = encoder.encode_tokens(texts, language=language)
    for i, text in enumerate(texts):
        spans = states.spans[states.offsets[i] : states.offsets[i + 1]]
        assert "".join(text[start:stop] for start, stop in spans) == "".join(text.split())


@pytest.mark.parametrize(("texts", "language"), [(CHINESE, "zh"), (ENGLISH, "en")])
def test_states_are_centred_unit_vectors(
    encoder: TokenEncoder, texts: Sequence[str], language: str
) -> None:
    states = encoder.encode_tokens(texts, language=language)
    assert states.vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(states.vectors, axis=1), 1.0, atol=1e-4)
    assert np.abs(states.vectors.mean(axis=0)).max() < 0.1
    assert states.encoder == encoder.name


@settings(max_examples=15)
@given(texts=st.lists(st.text(max_size=12), max_size=4))
def test_any_texts_are_encoded_and_twice_the_same(encoder: TokenEncoder, texts: list[str]) -> None:
    first, second = (encoder.encode_tokens(texts, language="en") for _ in "12")
    assert first.vectors.tobytes() == second.vectors.tobytes()
    assert len(first.offsets) == len(texts) + 1
    assert np.isfinite(first.vectors).all()
    lengths = np.repeat([len(text) for text in texts], np.diff(first.offsets))
    assert (first.spans[:, 0] < first.spans[:, 1]).all()
    assert (first.spans[:, 1] <= lengths).all()
