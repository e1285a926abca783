"""The findings on human text that someone judged, and what they say of how sure findings are."""

import csv
from pathlib import Path

import pytest
from bench_term_confidence import JUDGED, bin_of, share_right
from terms_data import load_sample

CORPORA = Path(__file__).resolve().parents[2] / "corpora"


def test_what_was_judged_is_in_the_sample_corpus() -> None:
    with JUDGED.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    sources = {unit.id: unit.source_text for text in load_sample(CORPORA) for unit in text.units}
    assert rows
    for row in rows:
        assert row["term"] in sources[row["unit"]]
        assert row["worth"] in {"0", "1"}
        assert row["why"]


def test_the_share_of_right_findings_grows_with_the_errors_of_a_text() -> None:
    errors, right, wrong = {6: 0.5}, {6: 1.0}, {6: 2.0}
    assert share_right((6,), errors, right, wrong, 0) == pytest.approx(1 / 3)
    assert share_right((6,), errors, right, wrong, 2) == pytest.approx(2 / 4)
    assert share_right((6, 7), errors, right, wrong, 8) == pytest.approx(5 / 7)
    assert share_right((7,), errors, right, wrong, 8) is None


@pytest.mark.parametrize(("confidence", "step"), [(0.0, 0), (0.59, 5), (0.6, 6), (1.0, 9)])
def test_each_confidence_has_its_tenth(confidence: float, step: int) -> None:
    assert bin_of(confidence) == step
