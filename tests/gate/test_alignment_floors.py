"""The aligner's figures may not fall below `floors.json`.

A floor holds for the very data it was measured on, named by digest.  The gold
sets that are not part of the project are looked for in the folder that the
environment variable ALIGNER_GOLD names; without it their floors are skipped.
"""

import json
import os
from pathlib import Path
from typing import NamedTuple

import pytest

from aligner.core import Recipe, load_weights
from aligner.evaluation import score_alignments
from aligner.pipeline.training import align_gold, gold_digest, leave_one_out, read_gold

HERE = Path(__file__).parent
CORPORA = HERE.parents[1] / "corpora" / "gold"


class Floor(NamedTuple):
    """One pinned figure: the folder, its digest, how it is aligned, the least strict F1."""

    gold: str
    digest: str
    weights: str
    strict_f1: float


FLOORS = [Floor(**floor) for floor in json.loads((HERE / "floors.json").read_text("utf-8"))]


def strict_f1(folder: Path, weights: str) -> float:
    documents = read_gold(folder, max_run=Recipe().max_run)
    if weights == "leave-one-out":
        # Without trees, which take minutes to grow.
        recipe = Recipe(boosting=None)
        return score_alignments(leave_one_out(documents, recipe=recipe)).strict_f1
    shipped = load_weights(weights)
    return score_alignments((d.gold, align_gold(d, shipped)) for d in documents).strict_f1


def check(floor: Floor, folder: Path) -> None:
    assert gold_digest(folder) == floor.digest, "other data: measure again and pin both"
    assert strict_f1(folder, floor.weights) >= floor.strict_f1


@pytest.mark.parametrize("floor", [f for f in FLOORS if (CORPORA / f.gold).is_dir()], ids=str)
def test_sample_corpus(floor: Floor) -> None:
    check(floor, CORPORA / floor.gold)


@pytest.mark.gate
@pytest.mark.parametrize("floor", [f for f in FLOORS if not (CORPORA / f.gold).is_dir()], ids=str)
def test_gold_sets(floor: Floor) -> None:
    folder = Path(os.environ.get("ALIGNER_GOLD", "gold")) / floor.gold
    if not folder.is_dir():
        pytest.skip("ALIGNER_GOLD does not name the gold sets")
    check(floor, folder)
