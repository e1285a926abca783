"""The contract of every encoder, for any text."""

import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner import parts
from aligner.encoders import encoder_name, load_encoder
from aligner.parts import Encoder
from aligner.text import clause_spans, join_segments
from aligner.values import SpanVectors

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.filterwarnings("default:::transformers", "default:::torch")

CHINESE = ("会议在北京召开。", "局长主持会议，并发表讲话。", "为什么？", "共有128名学员参加。")
ENGLISH = ("A meeting was held in Beijing.", "The Commissioner chaired it, and he left.", "Why?")
MAX_RUN = 3


@pytest.fixture(scope="module", params=[*parts.encoders.names(), "sentence-transformers"])
def encoder(request: pytest.FixtureRequest) -> Encoder:
    name = request.param
    if name in parts.encoders:
        return load_encoder(name)
    folder: Path = request.getfixturevalue("tiny_model")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        family = load_encoder(f"{name}:{folder}")
        family.encode_spans(("The first text loads the model.",), language="en", max_run=1)
    return family


def encoded(encoder: Encoder, texts: Sequence[str], language: str) -> SpanVectors:
    return encoder.encode_spans(texts, language=language, max_run=MAX_RUN)


@pytest.mark.parametrize(("texts", "language"), [(CHINESE, "zh"), (ENGLISH, "en")])
def test_runs_are_unit_vectors_and_zero_past_the_end(
    encoder: Encoder, texts: Sequence[str], language: str
) -> None:
    runs = encoded(encoder, texts, language).runs
    assert runs.dtype == np.float32
    assert runs.shape[:2] == (MAX_RUN, len(texts))
    norms = np.linalg.norm(runs, axis=2)
    for size in range(1, MAX_RUN + 1):
        count = len(texts) - size + 1
        np.testing.assert_allclose(norms[size - 1, :count], 1.0, atol=1e-3)
        assert not norms[size - 1, count:].any()


@pytest.mark.parametrize(("texts", "language"), [(CHINESE, "zh"), (ENGLISH, "de")])
def test_a_run_is_encoded_as_its_joined_text_is(
    encoder: Encoder, texts: Sequence[str], language: str
) -> None:
    runs = encoded(encoder, texts, language).runs
    joined = [join_segments((texts[i], texts[i + 1]), language) for i in range(len(texts) - 1)]
    alone = encoded(encoder, joined, language).singles
    assert (runs[1, : len(joined)] * alone).sum(axis=1).min() > 0.99


@pytest.mark.parametrize(("texts", "language"), [(CHINESE, "zh"), (ENGLISH, "en"), ((), "en")])
def test_every_segment_has_its_clauses(
    encoder: Encoder, texts: Sequence[str], language: str
) -> None:
    vectors = encoded(encoder, texts, language)
    assert vectors.clause_offsets.dtype == np.int64
    assert np.diff(vectors.clause_offsets).tolist() == [len(clause_spans(text)) for text in texts]
    for clauses in (vectors.clauses, vectors.clauses_in_context):
        assert clauses.dtype == np.float32
        assert clauses.shape == (vectors.clause_offsets[-1], vectors.runs.shape[2])
        np.testing.assert_allclose(np.linalg.norm(clauses, axis=1), 1.0, atol=1e-3)


@pytest.mark.parametrize(("texts", "language"), [(CHINESE, "zh"), (ENGLISH, "en")])
def test_a_segment_of_one_clause_is_that_clause(
    encoder: Encoder, texts: Sequence[str], language: str
) -> None:
    vectors = encoded(encoder, texts, language)
    counts = np.diff(vectors.clause_offsets)
    single = np.flatnonzero(counts == 1)
    assert 0 < len(single) < len(texts)
    clauses = vectors.clauses[vectors.clause_offsets[single]]
    assert clauses.tobytes() == vectors.singles[single].tobytes()


@pytest.mark.parametrize(("texts", "language"), [(CHINESE, "zh"), (ENGLISH, "en")])
def test_a_clause_is_encoded_as_a_document_of_its_own_is(
    encoder: Encoder, texts: Sequence[str], language: str
) -> None:
    clauses = [text[start:stop] for text in texts for start, stop in clause_spans(text)]
    alone = np.concatenate([encoded(encoder, [c], language).singles for c in clauses])
    assert (encoded(encoder, texts, language).clauses * alone).sum(axis=1).min() >= 0.99999


def test_encoding_twice_gives_the_same_bytes(encoder: Encoder) -> None:
    first, second = (encoded(encoder, CHINESE, "zh") for _ in "12")
    assert first.runs.tobytes() == second.runs.tobytes()
    assert first.clauses.tobytes() == second.clauses.tobytes()
    assert first.clauses_in_context.tobytes() == second.clauses_in_context.tobytes()


def test_vectors_carry_the_name_that_stands_in_signatures(encoder: Encoder) -> None:
    assert encoded(encoder, ENGLISH, "en").encoder == encoder.name
    assert not set(encoder.name) & set("| \t\n")
    if encoder.name in parts.encoders:
        assert encoder_name(encoder.name) == encoder.name


@pytest.mark.parametrize("texts", [(), ("",), ("", "x"), ("\ud800 lone",), ("字" * 2000, "b")])
def test_odd_texts_are_encoded(encoder: Encoder, texts: Sequence[str]) -> None:
    vectors = encoded(encoder, texts, "zh")
    assert vectors.runs.shape == (MAX_RUN, len(texts), encoded(encoder, ("a",), "zh").runs.shape[2])
    assert np.isfinite(vectors.runs).all()


@settings(max_examples=15)
@given(texts=st.lists(st.text(max_size=12), max_size=4))
def test_any_text_is_encoded(encoder: Encoder, texts: list[str]) -> None:
    vectors = encoded(encoder, texts, "en")
    assert vectors.runs.shape[1] == len(texts)
    assert np.isfinite(vectors.runs).all()
    assert np.isfinite(vectors.clauses).all()
    assert np.isfinite(vectors.clauses_in_context).all()
