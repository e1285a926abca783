"""A reviewer's moves: what they change, what they refuse, and that all can be undone."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from on_desk import NAMES, bare, do, span, spans

from aligner.errors import (
    AlignmentImpossible,
    InputError,
    MoveOutdated,
    MoveRefused,
    WorkspaceError,
)
from aligner.review.desk import Desk
from aligner.review.sheets import workspace_sheets
from aligner.review.views import Move
from aligner.workspace import Workspace


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


def test_two_desks_do_not_write_at_once(folder: Path) -> None:
    with Desk.open(folder), pytest.raises(WorkspaceError, match="is writing"):
        Desk.open(folder)


def test_unknown_documents_are_told(desk: Desk) -> None:
    with pytest.raises(WorkspaceError):
        desk.sheet("no.html", "en-talks.html")


def test_a_pair_too_long_to_be_aligned_again_is_refused_before_anything_is_decided(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aligner.pipeline.realign._MOST_AT_ONCE", 3)
    with pytest.raises(AlignmentImpossible, match="too long to be reviewed"):
        desk.sheet(*NAMES)
    desk.close()
    with Workspace.open(folder) as workspace:
        assert [sheet.source for sheet in workspace_sheets(workspace)] == [NAMES[0]]
