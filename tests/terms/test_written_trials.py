"""Floors on trials written by someone who had not read the code: a little under what was measured.

``scripts/bench_term_trials.py`` prints the figures by kind.
"""

import pytest
from bench_term_trials import TRIALS, Outcome, load_trials, run, run_human, shares

from aligner.glossary import Glossary, read_glossary

FOUND, WORST_KIND, ALARMS, HUMAN = 0.93, 0.65, 0.04, 2.0


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return read_glossary(TRIALS / "glossary.tsv")


@pytest.fixture(scope="module")
def outcomes(glossary: Glossary) -> list[Outcome]:
    return run(load_trials("trials.jsonl"), glossary)


def test_errors_are_found(outcomes: list[Outcome]) -> None:
    found = {kind: n / total for kind, (n, total) in shares(outcomes, is_error=True).items()}
    assert found["all"] >= FOUND
    assert {kind for kind, share in found.items() if share < WORST_KIND} == set()


def test_harmless_changes_give_few_alarms(outcomes: list[Outcome]) -> None:
    n, total = shares(outcomes, is_error=False)["all"]
    assert n / total <= ALARMS


def test_human_text_gives_few_findings(glossary: Glossary) -> None:
    assert run_human(load_trials("human.jsonl"), glossary).per_hundred <= HUMAN
