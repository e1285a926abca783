"""Floors on trials written by people who had not read the code: a little under what was measured.

``scripts/bench_term_trials.py`` prints the figures by kind.
"""

from pathlib import Path
from typing import NamedTuple

import pytest
from bench_term_trials import (
    FOURTH,
    REVERSE,
    REVERSE_SECOND,
    THIRD,
    TRIALS,
    UNSEEN,
    Outcome,
    load_trials,
    run,
    run_human,
    shares,
)

from aligner.glossary import read_glossary


class Floors(NamedTuple):
    """Least shares of errors found, in all and of any kind; most alarms, and findings in 100."""

    folder: Path
    found: float
    worst_kind: float
    alarms: float
    human: float


@pytest.fixture(
    scope="module",
    params=[
        Floors(TRIALS, 0.93, 0.65, 0.04, 2.0),
        Floors(UNSEEN, 0.93, 0.45, 0.05, 2.0),
        Floors(THIRD, 0.92, 0.7, 0.02, 3.0),
        Floors(FOURTH, 0.94, 0.7, 0.02, 3.0),
        Floors(REVERSE, 0.91, 0.65, 0.03, 1.0),
        Floors(REVERSE_SECOND, 0.88, 0.4, 0.09, 1.0),
    ],
    ids=lambda floors: floors.folder.name,
)
def floors(request: pytest.FixtureRequest) -> Floors:
    found: Floors = request.param
    return found


@pytest.fixture(scope="module")
def outcomes(floors: Floors) -> list[Outcome]:
    glossary = read_glossary(floors.folder / "glossary.tsv")
    return run(load_trials("trials.jsonl", folder=floors.folder), glossary)


def test_errors_are_found(floors: Floors, outcomes: list[Outcome]) -> None:
    found = {kind: n / total for kind, (n, total) in shares(outcomes, is_error=True).items()}
    assert found["all"] >= floors.found
    assert {kind for kind, share in found.items() if share < floors.worst_kind} == set()


def test_harmless_changes_give_few_alarms(floors: Floors, outcomes: list[Outcome]) -> None:
    n, total = shares(outcomes, is_error=False)["all"]
    assert n / total <= floors.alarms


def test_human_text_gives_few_findings(floors: Floors) -> None:
    glossary = read_glossary(floors.folder / "glossary.tsv")
    trials = load_trials("human.jsonl", folder=floors.folder)
    assert run_human(trials, glossary).per_hundred <= floors.human
