"""Decisions and runs: what a desk leaves, even if it was killed, and what a run makes of it."""

import shutil
from pathlib import Path

from on_desk import NAMES, bare, do, spans

from aligner.claims.reviews import reviewed_bitext
from aligner.pipeline import run
from aligner.review.desk import Desk
from aligner.values import DocumentPair
from aligner.workspace import Workspace


def test_closing_leaves_an_alignment_that_the_next_run_keeps(made: Path, folder: Path) -> None:
    with Desk.open(folder) as desk:
        do(desk, "merge", 2, direction="next")
        do(desk, "split-segment", side="source", segment=1, place=4)
        do(desk, "correct", side="target", segment=0, text="Talks Held")
        wanted = desk.sheet(*NAMES)
    summary = run(made.parent / "zh", made.parent / "en", folder)
    assert {s.stage: s.done for s in summary.stages}["align"] == 0
    with Workspace.open(folder) as workspace:
        bitext = reviewed_bitext(workspace, DocumentPair(*NAMES, 1.0))
    assert [b.source_stop for b in bitext.alignment] == [b.source_stop for b in wanted.beads]
    assert bitext.target_text(bitext.alignment.beads[0]) == "Talks Held"
    assert "confirmed" in bitext.signature


def test_an_edit_counts_though_the_program_was_killed_behind_it(folder: Path) -> None:
    desk = Desk.open(folder)
    do(desk, "merge", 2, direction="next")
    wanted = desk.sheet(*NAMES)
    desk._workspace.close()  # as a killed process leaves it: nothing was settled
    with Desk.open(folder) as again:
        assert bare(again.sheet(*NAMES)) == bare(wanted)


def test_a_run_brings_in_what_a_killed_desk_left(made: Path, folder: Path) -> None:
    desk = Desk.open(folder)
    do(desk, "merge", 2, direction="next")
    desk._workspace.close()
    run(made.parent / "zh", made.parent / "en", folder)
    with Workspace.open(folder) as workspace:
        alignment = workspace.bitext(DocumentPair(*NAMES, 1.0)).alignment
    assert any((b.source_start, b.source_stop) == (2, 4) and b.probability == 1 for b in alignment)


def test_a_changed_page_keeps_what_still_applies_and_names_the_rest(
    made: Path, folder: Path, tmp_path: Path
) -> None:
    with Desk.open(folder) as desk:
        do(desk, "merge", 2, direction="next")
        do(desk, "confirm", 4)
    piles = tmp_path / "zh", tmp_path / "en"
    for name, pile in zip(("zh", "en"), piles, strict=True):
        shutil.copytree(made.parent / name, pile)
    page = piles[0] / NAMES[0]
    text = page.read_text(encoding="utf-8").replace("双方签署了合作协议", "双方交换了意见")
    page.write_text(text.replace("会议于", "据介绍，会议于"), encoding="utf-8")
    summary = run(*piles, folder)
    notices = "\n".join(summary.notices)
    assert "no longer applies" in notices
    assert "双方签署了合作协议" in notices
    with Desk.open(folder) as desk:
        sheet = desk.sheet(*NAMES)
        assert (2, 4, 2, 4) in spans(sheet)
        assert [lost.source_text for lost in sheet.lost] == ["双方签署了合作协议。"]
