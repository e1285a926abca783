"""The queue: which pairs it lists, and what it counts of them."""

from pathlib import Path

from on_desk import NAMES, do

from aligner.pipeline import run
from aligner.review.desk import Desk
from aligner.values import LIKELY, DocumentPair, Finding, FindingCode, Severity
from aligner.workspace import Workspace


def test_the_queue_is_asked_for_a_text_or_for_what_is_open(desk: Desk) -> None:
    (item,) = desk.queue().documents
    assert desk.queue(item.source.upper()).found == 1
    nothing = desk.queue("no such page")
    assert (nothing.documents, nothing.found) == ((), 0)
    assert nothing.progress == desk.queue().progress
    assert desk.queue(only_open=True).documents == (item,)


def test_the_queue_counts_what_the_workspace_does_not_have_yet(desk: Desk) -> None:
    do(desk, "merge", 2)
    pending = desk.queue()
    assert pending.documents[0].beads == 6
    desk.settle()
    assert desk.queue() == pending


def test_the_queue_counts_the_findings_that_a_check_tells(folder: Path) -> None:
    pair = DocumentPair(*NAMES, 1.0)
    likely = [
        Finding(
            *(name, FindingCode.OMITTED, Severity.ERROR, "", "", "", (), "", "", *NAMES, "", ""),
            confidence=confidence,
        )
        for name, confidence in (("f1", 0.9), ("f2", LIKELY), ("f3", 0.2))
    ]
    with Workspace.open(folder) as workspace:
        workspace.put_term_check(
            pair, glossary="g", findings=likely, occurrences=(), stage_key="k", doubtful=()
        )
        told = sum(workspace.count_findings().values())
    with Desk.open(folder) as desk:
        assert desk.queue().documents[0].findings == told == 2


def test_cut_segments_leave_their_pair_with_figures_and_alarms(desk: Desk) -> None:
    before = desk.queue().documents[0]
    do(desk, "split-segment", side="source", segment=2, place=5)
    assert desk.queue().documents[0].beads == len(desk.sheet(*NAMES).beads)
    assert desk.queue().documents[0] != before


def test_the_pace_counts_work_and_no_pauses(folder: Path) -> None:
    with Desk.open(folder) as desk:
        assert do(desk, "confirm", 0).seconds_per_bead is None
        for bead in range(1, 4):
            sheet = do(desk, "confirm", bead)
        assert sheet.seconds_per_bead is not None
        assert 0 <= sheet.seconds_per_bead < 120
        assert desk.queue().progress.decided == 4


def test_decisions_on_pairs_that_are_gone_are_not_counted(folder: Path) -> None:
    with Desk.open(folder) as desk:
        do(desk, "confirm", 1)
    with Workspace.open(folder) as workspace:
        workspace.put_pairing([], (), (), stage_key="none")
        assert workspace.edited_pairs() == (NAMES,)
    with Desk.open(folder) as desk:
        assert desk.queue().progress.decided == 0


def test_what_lost_its_place_is_not_decided(folder: Path) -> None:
    with Desk.open(folder) as desk:
        for bead in range(6):
            do(desk, "confirm", bead)
    page = folder.parent / "zh" / "talks.html"
    page.parent.mkdir()
    english = folder.parent / "en" / "en-talks.html"
    english.parent.mkdir()
    page.write_text("<p>双方签署了合作协议。</p><p>会后全体合影。</p>", encoding="utf-8")
    english.write_text(
        "<p>Both sides signed a cooperation agreement.</p><p>A photo was taken.</p>",
        encoding="utf-8",
    )
    run(page.parent, english.parent, folder)
    with Desk.open(folder) as desk:
        (item,) = desk.queue(only_open=True).documents
        sheet = desk.sheet(*NAMES)
        assert item.decided == sheet.decided == desk.queue().progress.decided == 0
        assert item.beads == 2
