"""Vectors of runs from a model that encodes texts only."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pytest
from numpy.typing import NDArray

from aligner.encoders.transformer import encode_runs
from aligner.values import SpanVectors

DIM = 5
TWO_CLAUSES = "When the rain stopped, he went on."


@dataclass
class LetterModel:
    """A text's vector tells its first letter, and how long it is."""

    seen: list[str] = field(default_factory=list)

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        assert texts, "a model is never asked for nothing"
        self.seen += texts
        return np.array([_vector(text) for text in texts], dtype=np.float32)


def _vector(text: str) -> list[float]:
    return [3.0 * len(text), ord(text[0]) if text else 0.0, 1.0, 0.0, 4.0]


def encoded(model: LetterModel, *texts: str, language: str = "en", max_run: int = 3) -> SpanVectors:
    return encode_runs(model, texts, language=language, max_run=max_run, encoder="letters")


@pytest.mark.parametrize(
    ("language", "joined"),
    [("en", "Yes. No."), ("de", "Yes. No."), ("zh-Hans", "Yes.No."), ("ja", "Yes.No.")],
)
def test_segments_are_joined_the_way_of_their_language(language: str, joined: str) -> None:
    model = LetterModel()
    encoded(model, "Yes.", "No.", language=language)
    assert model.seen == ["Yes.", "No.", joined]


def test_every_run_has_the_unit_vector_of_its_joined_text() -> None:
    vectors = encoded(LetterModel(), "a", "b", "c", max_run=2)
    assert vectors.runs.shape == (2, 3, DIM)
    for start, text in enumerate(["a b", "b c"]):
        expected = np.array(_vector(text)) / np.linalg.norm(_vector(text))
        np.testing.assert_allclose(vectors.runs[1, start], expected, rtol=1e-6)
    assert not vectors.runs[1, 2].any()


def test_a_text_that_stands_twice_is_encoded_once() -> None:
    model = LetterModel()
    vectors = encoded(model, "a", "a", "a", "b")
    assert sorted(model.seen) == sorted({"a", "b", "a a", "a b", "a a a", "a a b"})
    np.testing.assert_array_equal(vectors.runs[0, 0], vectors.runs[0, 2])


def test_runs_longer_than_the_document_are_zero() -> None:
    vectors = encoded(LetterModel(), "a", max_run=3)
    assert vectors.runs[0].any()
    assert not vectors.runs[1:].any()


def test_an_empty_document_has_the_models_width() -> None:
    vectors = encoded(LetterModel())
    assert vectors.runs.shape == (3, 0, DIM)
    assert vectors.clauses.shape == (0, DIM)
    assert vectors.clause_offsets.tolist() == [0]


def test_clauses_follow_their_segments() -> None:
    vectors = encoded(LetterModel(), TWO_CLAUSES, "Why?", TWO_CLAUSES)
    assert vectors.clause_offsets.tolist() == [0, 2, 3, 5]
    np.testing.assert_array_equal(vectors.clauses[:2], vectors.clauses[3:])
    np.testing.assert_array_equal(vectors.clauses[2], vectors.singles[1])
    np.testing.assert_allclose(np.linalg.norm(vectors.clauses, axis=1), 1.0, rtol=1e-6)
    np.testing.assert_array_equal(vectors.clauses, vectors.clauses_in_context)


def test_clauses_are_encoded_with_the_runs_and_once() -> None:
    model = LetterModel()
    encoded(model, TWO_CLAUSES, "Why?", TWO_CLAUSES, max_run=1)
    assert model.seen == [TWO_CLAUSES, "Why?", "When the rain stopped,", "he went on."]
