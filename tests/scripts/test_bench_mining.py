"""What the benchmark of proposals calls right."""

import numpy as np
from bench_mining import Case, completeness, fit, judge, keys_of, measure, second_looks
from terms_data import Text

from aligner.glossary import Glossary
from aligner.terms.mining.candidates import Occurrence, read_pair
from aligner.terms.mining.likelihood import DOUBTFUL, FIRST, Regression
from aligner.values import ConceptEntry, Proposal, ProposalKind, Term, TranslationUnit


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


def test_the_lists_of_other_years_tell_how_complete_one_is() -> None:
    unit = TranslationUnit("u", "zh", "en", "專利規則及商標費", "patent rules and mark fee", 1.0)
    text = Text("d", None, (unit,), Glossary(()))
    others = {"专利规则": frozenset({"patentrule"}), "商标费": frozenset({"markfee"}),
              "商标": frozenset({"brand"})}  # fmt: skip
    listed = {"专利规则": frozenset({"patentrule"})}
    assert completeness([text], listed, others) == (2, 1)


def test_the_fit_finds_what_tells_them_apart() -> None:
    values = np.array([[0.0, 1.0], [0.1, 0.0], [0.9, 1.0], [1.0, 0.0]] * 30)
    right = (values[:, 0] > 0.5).astype(float)
    found = fit(["a", "b"], values, right)
    assert found.weights["a"] > abs(found.weights["b"])
    assert found.bias < 0
    assert found.odds({"a": 1.0, "b": 0.0}) > 0 > found.odds({"a": 0.0, "b": 0.0})


def test_the_second_look_is_at_what_has_a_chance() -> None:
    pair = read_pair(TranslationUnit("u", "zh", "en", "商标局", "trademark office", 1.0))
    candidates = {"商标局": [Occurrence(0, 0, len(pair.words))]}
    keys = [("商标局", "trademark office"), ("商标局", "office")]
    case = Case([pair], candidates, keys, ["a"], np.array([[1.0], [0.0]]), np.array([1.0, 0.0]))
    rows, right = second_looks(case, Regression(DOUBTFUL, {"a": 1.0}))
    assert right.tolist() == [1.0]
    assert rows[0]["a"] == 1.0
    assert rows[0][FIRST] == DOUBTFUL + 1.0
    assert rows[0]["other rendering"] == -1.0
