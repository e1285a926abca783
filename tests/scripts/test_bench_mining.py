"""What the benchmark of proposals calls right."""

import numpy as np
import pytest
from bench_mining import fit, fit_second, judge, keys_of, measure

from aligner.glossary import Glossary
from aligner.terms.lexicon.trees import sum_of_trees
from aligner.terms.mining import likelihood
from aligner.terms.mining.likelihood import DOUBTFUL, FIRST
from aligner.values import ConceptEntry, Proposal, ProposalKind, Term


def proposal(source: str, target: str) -> Proposal:
    return Proposal(source, target, ProposalKind.NEW, 0.5, 2, 1, agreement=True)


LISTED = keys_of(
    [
        Glossary((ConceptEntry("a", (Term("《專利規則》", "zh"), Term("Patent Rules", "en"))),)),
        Glossary((ConceptEntry("a", (Term("专利规则", "zh"), Term("licence fee", "en"))),)),
    ]
)


def test_script_marks_number_case_and_spelling_do_not_count() -> None:
    assert judge(proposal("专利规则", "the patent rule"), LISTED) == (True, True)
    assert judge(proposal("專利規則", "license fees"), LISTED) == (True, True)


def test_a_right_term_may_have_a_wrong_rendering() -> None:
    assert judge(proposal("专利规则", "patent law"), LISTED) == (True, False)
    assert judge(proposal("专利", "patent"), LISTED) == (False, False)


def test_the_table_counts_the_first_ones() -> None:
    made = [proposal("专利规则", "patent rules"), proposal("专利", "patent")]
    lines = measure("own", made, LISTED)
    assert all("0.50" in line for line in lines)


def test_the_fit_finds_what_tells_them_apart() -> None:
    values = np.array([[0.0, 1.0], [0.1, 0.0], [0.9, 1.0], [1.0, 0.0]] * 30)
    right = (values[:, 0] > 0.5).astype(float)
    weights, bias = fit(values, right)
    assert weights[0] > abs(weights[1])
    assert bias < 0


def test_the_second_fit_finds_what_no_line_tells_apart() -> None:
    # Right in the middle; what has no chance is not looked at.
    values = np.array([[0.0], [0.5], [1.0]] * 60)
    right = np.array([0.0, 1.0, 0.0] * 60)
    odds = np.zeros(len(values))
    odds[150:], right[150:] = DOUBTFUL - 1, 0.0
    trees = fit_second(["a"], values, right, odds)
    assert [sum_of_trees(trees, {"a": a, FIRST: 0.0}) > 0 for a in (0.0, 0.5, 1.0)] == [
        False, True, False,
    ]  # fmt: skip


def test_what_has_no_chance_is_not_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = dict.fromkeys(likelihood._WEIGHTS, 0.0)
    named = nothing | {"title": 1.0, "quoted": 1.0, "capitals": 1.0, "short name": 1.0}
    poor = nothing | {"two characters": 1.0, "one word": 1.0, "one English word": 1.0}
    before = likelihood.probability(poor)
    monkeypatch.setattr(likelihood, "_trees", lambda: (20.0,))
    assert likelihood.probability(poor) == before < 0.01
    assert likelihood.probability(named) > 0.99
