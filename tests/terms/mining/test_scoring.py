"""Pairs are looked at again if they have a chance."""

from collections.abc import Mapping

import pytest

from aligner.terms.mining import likelihood, scoring
from aligner.terms.mining.candidates import Occurrence, read_pair
from aligner.terms.mining.likelihood import DOUBTFUL, FIRST, as_probability
from aligner.values import TranslationUnit


def test_only_what_has_a_chance_is_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def first(features: Mapping[str, float]) -> float:
        return features["own"]

    def second(features: Mapping[str, float]) -> float:
        return features[FIRST] + features["other rendering"]

    monkeypatch.setattr(scoring, "first_odds", first)
    monkeypatch.setattr(scoring, "second_odds", second)
    pair = read_pair(TranslationUnit("u", "zh-Hans", "en", "商标局", "trademark office", 1.0))
    candidates = {"商标局": [Occurrence(0, 0, len(pair.words))]}
    described = [
        ("商标局", "trademark office", {"own": 1.0, "second": 0.0}),
        ("商标局", "office", {"own": DOUBTFUL - 1.0, "second": 1.0}),
    ]
    good, poor = scoring.score_pairs(described, [pair], candidates)
    assert good.probability == pytest.approx(as_probability(DOUBTFUL - 1.0))
    assert poor.probability == pytest.approx(as_probability(DOUBTFUL - 1.0))
    assert {good.is_first, poor.is_first} == {True, False}


def test_the_shipped_model_knows_the_features_of_both_looks() -> None:
    model = likelihood._model()
    assert set(model.first.weights) < set(model.second.weights)
    assert set(model.second.weights) - set(model.first.weights) >= {FIRST, "longer"}
    named = dict.fromkeys(model.second.weights, 0.0)
    assert likelihood.first_odds({**named, "title": 1.0}) > likelihood.first_odds(named)
