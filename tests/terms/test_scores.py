"""Scores: each beside what it rests on."""

import pytest

from aligner.terms import term_scores
from aligner.terms.scores import wilson_interval
from aligner.values import OccurrenceStatus, TermOccurrence


def occurrence(concept: str, status: OccurrenceStatus, form: str = "") -> TermOccurrence:
    return TermOccurrence(concept, "u", "词", (0, 1), status, form, form)


def test_scores_of_a_small_document() -> None:
    found = [
        *[occurrence("a", OccurrenceStatus.PREFERRED, "x")] * 3,
        occurrence("a", OccurrenceStatus.WRONG_VARIANT, "y"),
        occurrence("a", OccurrenceStatus.MENTION),
        occurrence("b", OccurrenceStatus.MISSING),
    ]
    scores = term_scores(found)
    first, second = scores.concepts
    assert (first.concept, first.n, first.n_scored) == ("a", 5, 4)
    assert first.coverage == pytest.approx(0.8)
    assert first.adherence == pytest.approx(0.75)
    assert first.consistency == pytest.approx(6 / 12)
    assert first.dominant_share == pytest.approx(0.75)
    assert first.renderings == (("x", 3), ("y", 1))
    assert (second.adherence, second.consistency, second.dominant_share) == (0.0, None, None)
    assert scores.overall.n == 6
    assert scores.overall.adherence == pytest.approx(3 / 5)


def test_no_occurrences_give_no_scores() -> None:
    scores = term_scores([])
    assert scores.overall.n == 0
    assert scores.overall.adherence is None
    assert scores.as_dict()["concepts"] == []


def test_wilson_interval_of_the_literature() -> None:
    # Newcombe (1998), Statistics in Medicine 17, table I: 81 of 263.
    assert wilson_interval(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert wilson_interval(0, 10)[0] == 0.0
