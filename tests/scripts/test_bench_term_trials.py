"""The runner of the written trials counts what they say."""

import json
from pathlib import Path

import pytest
from bench_term_trials import load_trials, reliability, run, run_human, shares

from aligner.glossary import Glossary, read_glossary

ROWS = [
    {
        "id": "forbidden-01",
        "kind": "forbidden",
        "error": True,
        "source_term": "仲裁裁决",
        "date": "2020-02-02",
        "units": [
            ["此案已结。", "The case is closed."],
            ["仲裁裁决已送达。", "The verdict was served."],
        ],
        "unit": 1,
    },
    {
        "id": "quotes-02",
        "kind": "quotes",
        "error": False,
        "source_term": "仲裁裁决",
        "date": "2020-02-02",
        "units": [["“仲裁裁决”已送达。", "The “arbitral award” was served."]],
        "unit": 0,
    },
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lines = (json.dumps(row, ensure_ascii=False) for row in ROWS)
    (tmp_path / "trials.jsonl").write_text("\n".join(lines), encoding="utf-8")
    table = "source\ttarget\tforbidden\n仲裁裁决\tarbitral award\tverdict\n"
    (tmp_path / "glossary.tsv").write_text(table, encoding="utf-8")
    return tmp_path


@pytest.fixture
def glossary(folder: Path) -> Glossary:
    return read_glossary(folder / "glossary.tsv")


def test_errors_and_alarms_are_counted_apart(folder: Path, glossary: Glossary) -> None:
    outcomes = run(load_trials("trials.jsonl", folder=folder), glossary)
    assert shares(outcomes, is_error=True) == {"forbidden": (1, 1), "all": (1, 1)}
    assert shares(outcomes, is_error=False) == {"quotes": (0, 1), "all": (0, 1)}
    assert reliability(outcomes) == {0.9: (1, 1)}


@pytest.mark.parametrize(("half", "names"), [("odd", ["forbidden-01"]), ("even", ["quotes-02"])])
def test_a_half_is_told_by_the_number(folder: Path, half: str, names: list[str]) -> None:
    assert [t.name for t in load_trials("trials.jsonl", half, folder)] == names


def test_human_text_is_counted_by_occurrences(folder: Path, glossary: Glossary) -> None:
    figures = run_human(load_trials("trials.jsonl", "even", folder), glossary)
    assert (len(figures.findings), figures.occurrences, figures.per_hundred) == (0, 1, 0.0)
