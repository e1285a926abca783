"""The bench of realigning: what it simulates, and that its figures are of all documents."""

from pathlib import Path

import pytest
from bench_realign import gains, joined, timed

from aligner.core import TrainingDocument, load_weights
from aligner.pipeline.training import read_gold

WEIGHTS = "mixed.v2"
SOURCE = ["会议昨天在北京召开。", "局长出席并讲话。", "雨停了。", "他走了，门开着。"]
TARGET = [
    "The meeting was held in Beijing yesterday, and the commissioner spoke.",
    "The rain stopped.",
    "He left.",
    "The door was open.",
]
GOLD = ["[0, 1]:[0]", "[2]:[1]", "[3]:[2, 3]"]


@pytest.fixture
def documents(tmp_path: Path) -> list[TrainingDocument]:
    for name in ("a", "b"):
        for suffix, lines in (("zh", SOURCE), ("en", TARGET), ("gold", GOLD)):
            path = tmp_path / f"{name}.{suffix}"
            path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return read_gold(tmp_path, max_run=load_weights(WEIGHTS).max_run)


def test_a_reviewer_who_looks_at_everything_leaves_no_error(
    documents: list[TrainingDocument],
) -> None:
    rows = gains(documents, load_weights(WEIGHTS), (0.0, 0.3, 1.0))
    assert [row.share for row in rows] == [0.0, 0.3, 1.0]
    assert (rows[-1].strict_f1, rows[-1].expected, rows[-1].wrong) == (1.0, 0.0, 0)
    assert [row.worse for row in rows] == [0, 0, 0]
    assert rows[0].expected > rows[1].expected > 0.0


def test_documents_are_put_one_behind_the_other_up_to_the_size(
    documents: list[TrainingDocument],
) -> None:
    ((languages, source), (_, target)), gold = joined(documents, 8)
    assert (languages, len(gold)) == ("zh", 8)
    assert (gold[-1].source_stop, gold[-1].target_stop) == (len(source), len(target))
    assert source == tuple(SOURCE * 2 + SOURCE[:3])


def test_times_are_taken_of_every_kind_of_question(documents: list[TrainingDocument]) -> None:
    texts, gold = joined(documents, 12)
    times = timed(texts, gold, WEIGHTS, places=3, apart=4)
    assert (times.beads, times.segments) == (12, 32)
    measured = times.one_bead, times.in_a_stretch, times.unexpected
    assert times.worst > 0
    assert all(0 < median <= worst for median, worst in measured)
