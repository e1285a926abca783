"""The journal keeps edits as they were made; older workspaces get one."""

import sqlite3
from contextlib import closing
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.values import (
    BeadClaim,
    BeadRuling,
    Claim,
    CutClaim,
    Edit,
    EditAction,
    Passage,
    TextClaim,
)
from aligner.workspace import Workspace
from aligner.workspace.database import VERSION
from aligner.workspace.review_store import claim_of_record, record_of_claim

words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8)
passages = st.builds(Passage, words, words, words, st.integers(0, 9999))
places = st.builds(Passage, st.just(""), words, words, st.integers(0, 9999))
sides = st.sampled_from(["source", "target"])
claims: st.SearchStrategy[Claim] = st.one_of(
    st.builds(
        BeadClaim, passages, passages, st.none() | st.sampled_from(BeadRuling), st.booleans(), words
    ),
    st.builds(CutClaim, sides, places, st.booleans(), st.booleans()),
    st.builds(TextClaim, sides, passages, words.filter(str.strip)),
)


@given(claims)
def test_a_claim_comes_back_from_its_record(claim: Claim) -> None:
    assert claim_of_record(record_of_claim(claim)) == claim


@pytest.mark.parametrize(
    "record",
    [
        {"kind": "wish"},
        {},
        {"kind": "cut", "side": "left"},
        {"kind": "bead", "source": {}, "target": {}, "ruling": "perhaps"},
    ],
)
def test_a_record_of_something_else_is_refused(record: dict[str, object]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        claim_of_record(record)


def test_edits_come_back_in_their_order(tmp_path: Path) -> None:
    claim = TextClaim("source", Passage("a", "", "b", 3), "c")
    with Workspace.open(tmp_path, create=True) as workspace:
        first, _, taken = workspace.add_edits(
            [
                Edit(0, "a", "b", EditAction.CORRECT, "ann", "2024-05-01", added=(claim,)),
                Edit(0, "a", "c", EditAction.CONFIRM, "ben", "2024-05-02"),
                Edit(0, "a", "b", EditAction.IMPORT, "cai", "2024-04-02"),
            ]
        )
        (undo,) = workspace.add_edits(
            [Edit(0, "a", "b", EditAction.UNDO, "ann", "2024-05-03", undone=first.key)]
        )
    with Workspace.open(tmp_path) as workspace:
        assert workspace.edits("a", "b") == (first, taken, undo)
        assert first.added == (claim,)
        assert workspace.edited_pairs() == (("a", "b"), ("a", "c"))
        # What was imported was not made here.
        assert [author for author, _ in workspace.edit_times()] == ["ann", "ben", "ann"]


def test_a_workspace_of_an_older_version_gets_a_journal(tmp_path: Path) -> None:
    folder = resources.files("aligner.workspace") / "migrations"
    with closing(sqlite3.connect(tmp_path / "workspace.sqlite")) as old:
        for number in range(1, VERSION):
            old.executescript((folder / f"{number:03}.sql").read_text("utf-8"))
        old.executescript(
            f"PRAGMA application_id = {0x414C474E}; PRAGMA user_version = {VERSION - 1}"
        )
    with Workspace.open(tmp_path) as workspace:
        assert workspace.edited_pairs() == ()
        workspace.add_edits([Edit(0, "a", "b", EditAction.CONFIRM, "ann", "2024-05-01")])
        assert workspace.edited_pairs() == (("a", "b"),)
