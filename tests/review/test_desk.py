"""A reviewer's moves: what they change, what they refuse, and that all can be undone."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aligner.claims.reviews import reviewed_bitext
from aligner.errors import InputError, MoveOutdated, MoveRefused, WorkspaceError
from aligner.glossary import read_glossary
from aligner.pipeline import run
from aligner.pipeline.reporting import ReportOptions, report_on_workspace
from aligner.review import desk_terms
from aligner.review.desk import Desk
from aligner.review.views import BeadView, Move, ReviewSheet
from aligner.values import LIKELY, DocumentPair, Finding, FindingCode, Severity
from aligner.workspace import Workspace

NAMES = ("talks.html", "en-talks.html")


@pytest.fixture
def desk(folder: Path) -> Iterator[Desk]:
    with Desk.open(folder) as desk:
        yield desk


def span(bead: BeadView) -> tuple[int, int, int, int]:
    return bead.source_start, bead.source_stop, bead.target_start, bead.target_stop


def spans(sheet: ReviewSheet) -> list[tuple[int, int, int, int]]:
    return [span(bead) for bead in sheet.beads]


def do(
    desk: Desk,
    kind: str,
    bead: int | None = None,
    author: str = "ann",
    **more: Any,  # noqa: ANN401 - whatever a move takes
) -> ReviewSheet:
    name = "" if bead is None else desk.sheet(*NAMES).beads[bead].id
    return desk.move(*NAMES, Move(kind, name, **more), author)


def bare(sheet: ReviewSheet) -> ReviewSheet:
    """A sheet without what every edit changes."""
    return replace(sheet, version=0, undo="", redo="", seconds_per_bead=None)


def test_the_sheet_shows_what_the_run_made(desk: Desk) -> None:
    sheet = desk.sheet(*NAMES)
    assert spans(sheet) == [(n, n + 1, n, n + 1) for n in range(7)]
    assert sheet.source_title == "中日知识产权会谈在京举行"
    assert sheet.version == 0
    assert (sheet.undo, sheet.redo, sheet.decided) == ("", "", 0)
    (item,) = desk.queue().documents
    assert (item.source, item.target, item.beads) == (*NAMES, 7)


def test_a_confirmed_bead_is_certain_and_signed(desk: Desk) -> None:
    sheet = do(desk, "confirm", 2)
    assert (sheet.beads[2].ruling, sheet.beads[2].author) == ("confirmed", "ann")
    assert sheet.beads[2].probability == 1.0
    assert sheet.decided == 1
    assert sheet.version > 0
    assert not do(desk, "reopen", 2).beads[2].ruling


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


def test_confirming_twice_is_one_edit(desk: Desk) -> None:
    do(desk, "confirm", 2)
    assert do(desk, "confirm", 2).version == desk.history(*NAMES)[0].key
    assert len(desk.history(*NAMES)) == 1


@pytest.mark.parametrize(
    ("bead", "more", "expected"),
    [
        (2, {"direction": "next"}, (2, 4, 2, 4)),
        (2, {"direction": "previous"}, (1, 3, 1, 3)),
        (2, {"direction": "next", "side": "source"}, (2, 4, 2, 3)),
        (2, {"direction": "previous", "side": "target"}, (2, 3, 1, 3)),
    ],
)
def test_beads_are_merged(
    desk: Desk, bead: int, more: dict[str, Any], expected: tuple[int, int, int, int]
) -> None:
    assert expected in spans(do(desk, "merge", bead, **more))


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"side": "source", "direction": "next", "place": 1}, (2, 4, 2, 3)),
        ({"side": "target", "direction": "next", "place": 1}, (2, 3, 2, 4)),
        ({"side": "source", "direction": "previous", "place": 1}, (1, 3, 2, 3)),
        ({"side": "target", "direction": "previous", "place": -1}, (2, 3, 3, 3)),
        ({"side": "source", "direction": "next", "place": -1}, (2, 2, 2, 3)),
    ],
)
def test_boundaries_move(
    desk: Desk, more: dict[str, Any], expected: tuple[int, int, int, int]
) -> None:
    assert expected in spans(do(desk, "shift", 2, **more))


def test_a_boundary_moves_into_a_bead_that_was_ruled_on(desk: Desk) -> None:
    do(desk, "merge", 3, direction="next")
    sheet = do(desk, "shift", 2, side="source", direction="next", place=1)
    assert (2, 4, 2, 3) in spans(sheet)
    left = next(bead for bead in sheet.beads if span(bead) == (4, 5, 3, 5))
    assert left.ruling == "confirmed"


def test_a_bead_is_split_where_it_is_told_and_by_the_machine(desk: Desk) -> None:
    do(desk, "merge", 2, direction="next")
    sheet = do(desk, "split", 2)
    assert spans(sheet)[2:4] == [(2, 3, 2, 3), (3, 4, 3, 4)]
    desk.undo(*NAMES, "ann")
    sheet = do(desk, "split", 2, segment=3, place=2)
    assert spans(sheet)[2:4] == [(2, 3, 2, 2), (3, 4, 2, 4)]


def test_what_stands_alone_cannot_be_split(desk: Desk) -> None:
    do(desk, "shift", 2, side="source", direction="next", place=-1)
    bead = spans(desk.sheet(*NAMES)).index((2, 2, 2, 3))
    with pytest.raises(MoveRefused):
        do(desk, "split", bead, segment=2, place=2)


def test_rulings_and_remarks_go_together(desk: Desk) -> None:
    do(desk, "comment", 1, text=" look at the date ")
    do(desk, "example", 1)
    sheet = do(desk, "not-a-translation", 1)
    bead = sheet.beads[1]
    assert (bead.ruling, bead.comment, bead.example) == (
        "not-a-translation",
        "look at the date",
        True,
    )
    bead = do(desk, "reopen", 1).beads[1]
    assert (bead.ruling, bead.comment, bead.example) == ("", "look at the date", True)
    bead = do(desk, "merge", 1, direction="next").beads[1]
    assert (bead.comment, bead.example) == ("look at the date", True)
    do(desk, "comment", 1, text="")
    assert not do(desk, "example", 1).beads[1].example


def test_segments_are_split_and_joined_again(desk: Desk) -> None:
    before = desk.sheet(*NAMES)
    sheet = do(desk, "split-segment", side="source", segment=2, place=5)
    assert [s.text for s in sheet.source_segments[2:4]] == ["局长出席会", "议并讲话。"]
    assert len(sheet.source_segments) == len(before.source_segments) + 1
    sheet = do(desk, "join-segment", side="source", segment=2)
    assert bare(sheet) == bare(before)
    sheet = do(desk, "join-segment", side="target", segment=2)
    assert sheet.target_segments[2].text.endswith("must be strengthened.")
    assert bare(desk.undo(*NAMES, "ann")) == bare(before)


def test_a_mended_text_keeps_the_original(desk: Desk) -> None:
    sheet = do(desk, "correct", side="target", segment=1, text="The  meeting was held.")
    segment = sheet.target_segments[1]
    assert segment.text == "The meeting was held."
    assert segment.original == "The meeting was held in Beijing on May 3."
    sheet = do(desk, "correct", side="target", segment=1, text=segment.original)
    assert sheet.target_segments[1].text == segment.original


@pytest.mark.parametrize(
    "move",
    [
        Move("fly"),
        Move("undo"),
        Move("split-segment", side="source", segment=2, place=0),
        Move("split-segment", side="source", segment=2, place=900),
        Move("split-segment", side="both", segment=2, place=3),
        Move("join-segment", side="source", segment=0),
        Move("join-segment", side="target", segment=6),
        Move("correct", side="target", segment=1, text="  "),
        Move("confirm", bead="1-2-3-4"),
        Move("correct", side="target", segment=99, text="x"),
    ],
)
def test_moves_that_make_no_sense_are_refused(desk: Desk, move: Move) -> None:
    before = desk.sheet(*NAMES)
    with pytest.raises((MoveRefused, MoveOutdated)):
        desk.move(*NAMES, move, "ann")
    assert desk.sheet(*NAMES) == before
    assert desk.history(*NAMES) == ()


@pytest.mark.parametrize(
    ("kind", "bead", "more"),
    [
        ("reopen", 2, {}),
        ("merge", 6, {"direction": "next"}),
        ("merge", 0, {"direction": "previous"}),
        ("shift", 6, {"side": "source", "direction": "next", "place": 1}),
        ("shift", 0, {"side": "target", "direction": "previous", "place": 1}),
        ("shift", 2, {"side": "both", "direction": "next", "place": 1}),
        ("split", 2, {"segment": 9, "place": 2}),
        ("split", 2, {"segment": 2, "place": 9}),
        ("split", 2, {"segment": 2, "place": 2}),
    ],
)
def test_moves_of_beads_that_make_no_sense_are_refused(
    desk: Desk, kind: str, bead: int, more: dict[str, Any]
) -> None:
    with pytest.raises(MoveRefused):
        do(desk, kind, bead, **more)
    assert desk.history(*NAMES) == ()


def test_a_boundary_cannot_leave_nothing(desk: Desk) -> None:
    do(desk, "shift", 2, side="source", direction="next", place=-1)
    bead = spans(desk.sheet(*NAMES)).index((2, 2, 2, 3))
    with pytest.raises(MoveRefused):
        do(desk, "shift", bead, side="target", direction="next", place=-1)
    with pytest.raises(MoveRefused):
        do(desk, "shift", bead, side="source", direction="next", place=-1)


def test_joining_segments_of_two_confirmed_beads_is_refused(desk: Desk) -> None:
    do(desk, "confirm", 2)
    do(desk, "confirm", 3)
    with pytest.raises(MoveRefused):
        do(desk, "join-segment", side="source", segment=2)


def test_a_bead_that_changed_meanwhile_is_outdated(desk: Desk) -> None:
    old = desk.sheet(*NAMES)
    do(desk, "merge", 2, direction="next", author="ben")
    with pytest.raises(MoveOutdated):
        desk.move(*NAMES, Move("confirm", old.beads[3].id), "ann")
    desk.move(*NAMES, Move("confirm", old.beads[5].id), "ann")


def test_everybody_undoes_his_own(desk: Desk) -> None:
    do(desk, "confirm", 1, author="ann")
    do(desk, "confirm", 2, author="ben")
    sheet = desk.undo(*NAMES, "ann")
    assert [bead.ruling for bead in sheet.beads[1:3]] == ["", "confirmed"]
    with pytest.raises(MoveRefused):
        desk.undo(*NAMES, "ann")
    with pytest.raises(MoveRefused):
        desk.redo(*NAMES, "ben")
    assert desk.redo(*NAMES, "ann").beads[1].ruling == "confirmed"


def test_what_others_changed_since_is_not_undone(desk: Desk) -> None:
    do(desk, "merge", 1, direction="next", author="ann")
    do(desk, "reopen", 1, author="ben")
    with pytest.raises(MoveRefused, match="someone else"):
        desk.undo(*NAMES, "ann")


MOVES: st.SearchStrategy[tuple[str, int | None, dict[str, Any]]] = st.one_of(
    st.tuples(
        st.sampled_from(["confirm", "reopen", "not-a-translation", "delete", "example", "split"]),
        st.integers(0, 8),
        st.just({}),
    ),
    st.tuples(
        st.sampled_from(["merge", "shift"]),
        st.integers(0, 8),
        st.fixed_dictionaries(
            {
                "side": st.sampled_from(["source", "target"]),
                "direction": st.sampled_from(["next", "previous"]),
                "place": st.sampled_from([1, -1]),
            }
        ),
    ),
    st.tuples(
        st.sampled_from(["split-segment", "join-segment", "correct"]),
        st.none(),
        st.fixed_dictionaries(
            {
                "side": st.sampled_from(["source", "target"]),
                "segment": st.integers(0, 8),
                "place": st.integers(1, 12),
                "text": st.just("Mended."),
            }
        ),
    ),
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    moves=st.lists(st.tuples(MOVES, st.sampled_from(["ann", "ben"])), max_size=8),
    undone=st.integers(0, 4),
)
def test_whatever_is_done_survives_closing_and_can_be_undone(
    made: Path,
    tmp_path_factory: pytest.TempPathFactory,
    moves: list[tuple[tuple[str, int | None, dict[str, Any]], str]],
    undone: int,
) -> None:
    folder = tmp_path_factory.mktemp("copy") / "work"
    shutil.copytree(made, folder)
    with Desk.open(folder) as desk:
        first = desk.sheet(*NAMES)
        for (kind, bead, more), author in moves:
            if bead is None or bead < len(desk.sheet(*NAMES).beads):
                try:
                    do(desk, kind, bead, author, **more)
                except InputError:
                    continue
        for _ in range(undone):
            try:
                desk.undo(*NAMES, "ann")
            except MoveRefused:
                break
        last = desk.sheet(*NAMES, "ann")
        assert last.lost == ()
        assert {b.ruling for b in last.beads} >= {""} or last.decided == len(last.beads)
    with Desk.open(folder) as desk:
        assert bare(desk.sheet(*NAMES, "ann")) == bare(last)
        n = len(desk.history(*NAMES))
        for author in ["ann", "ben"] * n:
            try:
                desk.undo(*NAMES, author)
            except MoveRefused:
                continue
        if all(edit.is_undone or edit.action in {"undo", "redo"} for edit in desk.history(*NAMES)):
            assert bare(desk.sheet(*NAMES)) == bare(first)


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


def test_two_desks_do_not_write_at_once(folder: Path) -> None:
    with Desk.open(folder), pytest.raises(WorkspaceError, match="is writing"):
        Desk.open(folder)


def test_unknown_documents_are_told(desk: Desk) -> None:
    with pytest.raises(WorkspaceError):
        desk.sheet("no.html", "en-talks.html")


def test_the_pace_counts_work_and_no_pauses(folder: Path) -> None:
    with Desk.open(folder) as desk:
        assert do(desk, "confirm", 0).seconds_per_bead is None
        for bead in range(1, 4):
            sheet = do(desk, "confirm", bead)
        assert sheet.seconds_per_bead is not None
        assert 0 <= sheet.seconds_per_bead < 120
        assert desk.queue().progress.decided == 4


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


def test_decisions_on_pairs_that_are_gone_are_not_counted(folder: Path) -> None:
    with Desk.open(folder) as desk:
        do(desk, "confirm", 1)
    with Workspace.open(folder) as workspace:
        workspace.put_pairing([], (), (), stage_key="none")
        assert workspace.edited_pairs() == (NAMES,)
    with Desk.open(folder) as desk:
        assert desk.queue().progress.decided == 0


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


def test_a_check_that_fails_is_told(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    glossary = tmp_path / "terms.tsv"
    glossary.write_text("zh\ten\tmatch\n审查(中)+心\treview office\tregex\n", encoding="utf-8")
    failing = Mock(side_effect=InputError("the pattern takes too long"))
    monkeypatch.setattr(desk_terms, "check_bitext", failing)
    with Desk.open(folder, glossary=glossary) as desk, pytest.raises(InputError, match="too long"):
        desk.terms(*NAMES)


def test_what_was_accepted_counts_in_later_checks(folder: Path, tmp_path: Path) -> None:
    glossary = tmp_path / "terms.tsv"
    glossary.write_text("zh\ten\n审查中心\treview office\n", encoding="utf-8")
    with Desk.open(folder, glossary=glossary) as desk:
        terms = desk.terms(*NAMES)
        (finding,) = terms.findings
        assert terms.marks
        assert desk.add_entry(*NAMES, "审查中心", "examination centre", "ann").findings == ()
        with pytest.raises(MoveOutdated):
            desk.accept_variant(*NAMES, finding.id, "ann")
        with pytest.raises(MoveRefused):
            desk.add_entry(*NAMES, " ", "x", "ann")
    with Workspace.open(folder) as workspace:
        report = report_on_workspace(workspace, ReportOptions(read_glossary(glossary)))
    assert report.findings == ()


def test_terms_are_shown_and_accepted_in_a_translation_into_chinese(
    made: Path, tmp_path: Path
) -> None:
    glossary, names = tmp_path / "terms.tsv", NAMES[::-1]
    glossary.write_text("zh\ten\n评审处\texamination centre\n", encoding="utf-8")
    run(made.parent / "en", made.parent / "zh", tmp_path / "work")
    with Desk.open(tmp_path / "work", glossary=glossary) as desk:
        (finding,) = desk.terms(*names).findings
        assert (finding.source_term, finding.expected) == ("examination centre", ("评审处",))
        terms = desk.add_entry(*names, "examination centre", "审查中心", "ann")
        assert (terms.findings, terms.glossary) == ((), True)
    with Workspace.open(tmp_path / "work") as workspace:
        (decision,) = workspace.proposal_decisions()
        assert (decision.source_term, decision.target_term) == ("审查中心", "examination centre")


def test_a_waived_finding_is_gone_with_its_reason_kept(folder: Path, tmp_path: Path) -> None:
    glossary = tmp_path / "terms.tsv"
    glossary.write_text("zh\ten\n审查中心\treview office\n", encoding="utf-8")
    with Desk.open(folder, glossary=glossary) as desk:
        (finding,) = desk.terms(*NAMES).findings
        with pytest.raises(MoveRefused, match="say why"):
            desk.waive(*NAMES, finding.id, "accepted", " ", "ann")
        with pytest.raises(MoveRefused, match="no ruling"):
            desk.waive(*NAMES, finding.id, "perhaps", "why not", "ann")
        assert desk.waive(*NAMES, finding.id, "accepted", "their name", "ann").findings == ()
    with Desk.open(folder) as desk:
        assert not desk.terms(*NAMES).glossary
    with Workspace.open(folder) as workspace:
        (waiver,) = workspace.waivers()
        assert (waiver.finding, waiver.reason, waiver.author) == (finding.id, "their name", "ann")
