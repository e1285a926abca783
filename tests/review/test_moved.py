"""Text that stands elsewhere: proposals accepted, rejected, made by hand, kept and exported."""

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_workspace import MOVED
from on_desk import bare

from aligner.claims import placed_claims, reviewed_bitext
from aligner.errors import InputError, MoveOutdated, MoveRefused
from aligner.evaluation import read_ladder
from aligner.exporters import units_from_bitext
from aligner.pipeline import run
from aligner.review import merge_review, write_gold
from aligner.review.desk import Desk
from aligner.review.views import BeadView, Move, ReviewSheet
from aligner.values import DocumentPair, TranslationUnit
from aligner.workspace import Workspace
from aligner.workspace.decision_files import read_review, review_lines, signed_claims

PAIR = DocumentPair(*MOVED, 1.0)


@pytest.fixture
def folder(root: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(root / "work", tmp_path / "work"))


def side_of(sheet: ReviewSheet, source: int | None = None, target: int | None = None) -> BeadView:
    """The bead of a segment."""
    for bead in sheet.beads:
        if source is not None and bead.source_start <= source < bead.source_stop:
            return bead
        if target is not None and bead.target_start <= target < bead.target_stop:
            return bead
    raise AssertionError("no such segment")


def links(sheet: ReviewSheet) -> dict[str, bool]:
    """Ids of the links, and whether a reviewer made them."""
    return {view.id: view.linked for bead in sheet.beads for view in bead.moved}


def do(desk: Desk, kind: str, name: str, author: str = "ann") -> ReviewSheet:
    return desk.move(*MOVED, Move(kind, name), author)


def units(folder: Path) -> list[TranslationUnit]:
    with Workspace.open(folder) as workspace:
        bitext = reviewed_bitext(workspace, PAIR)
    found = units_from_bitext(bitext, include_moved=True)
    return [unit for unit in found if "moved" in dict(unit.properties)]


def plain_units(folder: Path) -> list[TranslationUnit]:
    with Workspace.open(folder) as workspace:
        return list(units_from_bitext(reviewed_bitext(workspace, PAIR)))


def test_both_rows_tell_of_the_counterpart(desk: Desk) -> None:
    sheet = desk.sheet(*MOVED)
    source, target = side_of(sheet, source=4), side_of(sheet, target=9)
    (here,), (there,) = source.moved, target.moved
    assert (here.bead, there.bead) == (target.id, source.id)
    assert here.id == there.id
    assert here.probability == there.probability > 0.9
    assert not here.linked
    assert side_of(sheet, source=0).moved == ()


def test_an_accepted_proposal_is_kept_undone_and_done_again(desk: Desk) -> None:
    before = desk.sheet(*MOVED)
    (proposal,) = side_of(before, source=4).moved
    sheet = do(desk, "moved", proposal.id)
    source, target = side_of(sheet, source=4), side_of(sheet, target=9)
    assert [(view.linked, view.probability) for view in source.moved] == [(True, 1.0)]
    assert (source.ruling, target.ruling) == ("confirmed", "confirmed")
    assert (source.source_start, source.source_stop) == (4, 5)
    assert source.target_start == source.target_stop
    assert sheet.undo.startswith("moved: 双方签署")
    assert bare(desk.undo(*MOVED, "ann")) == bare(before)
    assert bare(desk.redo(*MOVED, "ann")) == bare(sheet)


def test_a_rejected_proposal_does_not_come_back(desk: Desk, folder: Path, root: Path) -> None:
    before = desk.sheet(*MOVED)
    (proposal,) = side_of(before, source=4).moved
    sheet = do(desk, "not-moved", proposal.id)
    assert set(links(sheet)) == set(links(before)) - {proposal.id}
    do(desk, "confirm", side_of(sheet, source=0).id)
    assert side_of(desk.sheet(*MOVED), source=4).moved == ()
    desk.close()
    run(root / "zh", root / "en", folder)
    assert "双方签署了合作协议。" not in {unit.source_text for unit in units(folder)}
    with Desk.open(folder) as again:
        assert side_of(again.sheet(*MOVED), source=4).moved == ()
        again.undo(*MOVED, "ann")
        assert proposal.id in links(again.undo(*MOVED, "ann"))


def test_an_edit_elsewhere_leaves_the_proposals(desk: Desk) -> None:
    before = desk.sheet(*MOVED)
    sheet = do(desk, "confirm", side_of(before, source=0).id)
    assert links(sheet) == links(before)


def test_links_are_made_by_hand_and_released_by_reopening(desk: Desk) -> None:
    sheet = desk.sheet(*MOVED)
    for proposal in links(sheet):
        sheet = do(desk, "not-moved", proposal)
    assert links(sheet) == {}
    source, target = side_of(sheet, source=4), side_of(sheet, target=9)
    name = "-".join(source.id.split("-")[:2] + target.id.split("-")[2:])
    sheet = do(desk, "moved", name)
    assert links(sheet) == {name: True}
    sheet = do(desk, "reopen", side_of(sheet, target=9).id)
    # What the aligner finds is a proposal again.
    assert links(sheet) == {name: False}
    assert side_of(sheet, source=4).ruling == side_of(sheet, target=9).ruling == ""


def test_remarks_stay_when_a_link_goes(desk: Desk) -> None:
    (proposal,) = side_of(desk.sheet(*MOVED), source=4).moved
    sheet = do(desk, "moved", proposal.id)
    name = side_of(sheet, target=9).id
    desk.move(*MOVED, Move("comment", name, text="see the end"), "ann")
    sheet = do(desk, "reopen", side_of(sheet, source=4).id)
    assert side_of(sheet, target=9).comment == "see the end"
    assert side_of(sheet, target=9).ruling == ""
    sheet = do(desk, "moved", proposal.id)
    assert side_of(sheet, target=9).comment == "see the end"
    sheet = do(desk, "not-moved", proposal.id)
    assert side_of(sheet, target=9).comment == "see the end"
    assert {bead.ruling for bead in sheet.beads} == {""}


def test_confirming_a_linked_row_again_keeps_the_link(desk: Desk) -> None:
    (proposal,) = side_of(desk.sheet(*MOVED), source=4).moved
    sheet = do(desk, "moved", proposal.id)
    assert bare(do(desk, "confirm", side_of(sheet, source=4).id)) == bare(sheet)


def test_text_that_was_decided_otherwise_is_not_taken(desk: Desk) -> None:
    sheet = desk.sheet(*MOVED)
    (proposal,) = side_of(sheet, source=4).moved
    sheet = desk.move(*MOVED, Move("merge", side_of(sheet, source=4).id, direction="next"), "ann")
    with pytest.raises(MoveRefused, match="decided otherwise"):
        do(desk, "moved", proposal.id)


def test_names_of_no_text_are_told(desk: Desk) -> None:
    for name in ("", "x", "1-2-3-4", "1-2", "0-12-0-34-5"):
        with pytest.raises(MoveOutdated):
            do(desk, "moved", name)
    bead = side_of(desk.sheet(*MOVED), source=4)
    with pytest.raises(MoveRefused, match="with text of the target"):
        do(desk, "moved", bead.id)


def test_links_survive_runs_and_are_exported_as_moved(folder: Path, root: Path) -> None:
    with Desk.open(folder) as desk:
        (proposal,) = side_of(desk.sheet(*MOVED), source=4).moved
        do(desk, "moved", proposal.id)
    summary = run(root / "zh", root / "en", folder)
    assert {s.stage: s.done for s in summary.stages}["align"] == 0
    (unit,) = (u for u in units(folder) if u.probability == 1.0)
    assert unit.source_text == "双方签署了合作协议。"
    assert unit.target_text == "Both sides signed a cooperation agreement."
    properties = dict(unit.properties)
    assert (properties["moved"], properties["review"]) == ("yes", "confirmed")
    assert unit.id not in {plain.id for plain in plain_units(folder)}


def test_a_changed_page_keeps_the_link_or_names_it(
    folder: Path, root: Path, tmp_path: Path
) -> None:
    with Desk.open(folder) as desk:
        (proposal,) = side_of(desk.sheet(*MOVED), source=4).moved
        do(desk, "moved", proposal.id)
    piles = shutil.copytree(root / "zh", tmp_path / "zh"), root / "en"
    page = piles[0] / MOVED[0]
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("会议于", "据介绍，会议于"), encoding="utf-8")
    assert run(*piles, folder).notices == ()
    with Desk.open(folder) as desk:
        assert [view.linked for view in side_of(desk.sheet(*MOVED), source=4).moved] == [True]
    page.write_text(text.replace("双方签署了合作协议", "双方交换了意见"), encoding="utf-8")
    assert any("moved: 双方签署" in notice for notice in run(*piles, folder).notices)


def test_links_travel_to_another_workspace(folder: Path, root: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(root / "work", tmp_path / "other"))
    with Desk.open(folder) as desk:
        (proposal,) = side_of(desk.sheet(*MOVED), source=4).moved
        do(desk, "moved", proposal.id)
    with Desk.open(other) as desk:
        (rejected,) = side_of(desk.sheet(*MOVED), source=3).moved
        do(desk, "not-moved", rejected.id, "ben")
    lines = tmp_path / "review.jsonl"
    with Workspace.open(folder) as workspace:
        lines.write_text("\n".join(review_lines(signed_claims(workspace))), encoding="utf-8")
    claims = read_review(lines)
    with Workspace.open(other) as workspace:
        merged = merge_review(workspace, claims)
        assert (merged.taken, merged.conflicts) == (3, [])
        assert {claim.is_moved for _, claim in placed_claims(workspace, *MOVED).moved} == {
            True,
            False,
        }
        assert merge_review(workspace, claims).known == 3
        denied = [s for s in signed_claims(workspace) if s.author == "ben"]
    with Desk.open(folder) as desk:
        do(desk, "moved", rejected.id)
    with Workspace.open(folder) as workspace:
        (conflict,) = merge_review(workspace, denied).conflicts
        assert conflict.why == "the same text was decided otherwise"


def test_gold_has_moved_text_as_beads_that_cross(folder: Path, tmp_path: Path) -> None:
    with Desk.open(folder) as desk:
        for proposal in links(desk.sheet(*MOVED)):
            do(desk, "moved", proposal)
        for bead in desk.sheet(*MOVED).beads:
            do(desk, "confirm", bead.id)
    with Workspace.open(folder) as workspace:
        n_pairs, n_beads, _ = write_gold(workspace, tmp_path / "gold")
    (path,) = (tmp_path / "gold").glob("*.gold")
    found = {(bead.source, bead.target) for bead in read_ladder(path)}
    assert {((3,), (8,)), ((4,), (9,))} <= found
    assert (n_pairs, n_beads) == (1, len(found)) == (1, 10)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=12)
@given(
    moves=st.lists(
        st.tuples(
            st.sampled_from(["moved", "not-moved", "reopen", "merge", "confirm", "delete"]),
            st.integers(0, 9),
            st.integers(0, 9),
        ),
        max_size=6,
    )
)
def test_whatever_is_done_can_be_undone(
    root: Path, tmp_path_factory: pytest.TempPathFactory, moves: list[tuple[str, int, int]]
) -> None:
    folder = tmp_path_factory.mktemp("any") / "work"
    shutil.copytree(root / "work", folder)
    with Desk.open(folder) as desk:
        before = desk.sheet(*MOVED)
        done = 0
        for kind, source, target in moves:
            sheet = desk.sheet(*MOVED)
            one, other = side_of(sheet, source=source), side_of(sheet, target=target)
            name = one.id
            if "moved" in kind:
                name = "-".join(one.id.split("-")[:2] + other.id.split("-")[2:])
            try:
                made = do(desk, kind, name)
            except InputError:
                continue
            done += made.version > sheet.version
            assert made.lost == ()
            linked = {name for name, is_linked in links(made).items() if is_linked}
            assert all(
                side.ruling == "confirmed"
                and not (side.source_stop > side.source_start)
                * (side.target_stop > side.target_start)
                for side in made.beads
                if linked & {view.id for view in side.moved}
            )
        for _ in range(done):
            desk.undo(*MOVED, "ann")
        assert links(desk.sheet(*MOVED)) == links(before)
        assert desk.sheet(*MOVED).decided == 0
