"""Rows that hold something else than was stored are named, whoever reads them."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from fuzz_workspaces import sample_workspace

from aligner.errors import WorkspaceError
from aligner.workspace import Workspace, check_workspace_files, describe, search_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in sample_workspace().items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


def alter(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / "workspace.sqlite", isolation_level=None)) as db:
        db.execute("PRAGMA ignore_check_constraints = ON")
        db.execute("PRAGMA writable_schema = ON")
        db.execute(statement)


def read(folder: Path, look: Callable[[Workspace], object]) -> None:
    with Workspace.open(folder) as workspace:
        look(workspace)


WAIVER = "INSERT INTO waivers VALUES ('x', 'nothing', '', '', '')"
RULING = "INSERT INTO pair_decisions VALUES ('a', 'b', 'perhaps', '', '')"


@pytest.mark.parametrize(
    ("statement", "look", "what"),
    [
        ("UPDATE pairs SET reasons = '[[['", lambda w: list(w.pairs()), "a pair of documents"),
        ("UPDATE findings SET code = 'x'", lambda w: list(w.findings()), "a finding"),
        ("UPDATE findings SET expected = 1.5", lambda w: list(w.term_checks()), "a term check"),
        ("UPDATE occurrences SET status = 'x'", lambda w: list(w.term_checks()), "a term check"),
        ("UPDATE alignments SET alarms = '[]'", lambda w: list(w.alarms()), "an alarm"),
        ("UPDATE documents SET published = 7", lambda w: w.document_heads("source"), "a document"),
        ("UPDATE runs SET figures = '{'", lambda w: w.last_run(), "the last run"),
        ("UPDATE lexicon SET data = 0.5", lambda w: w.lexicon(), "the learned word alignment"),
        (
            "UPDATE alignments SET pair_probability = 'x'",
            lambda w: list(w.bitexts()),
            "alignment .*",
        ),
        ("UPDATE beads SET probability = 'x'", lambda w: list(w.bitexts()), "alignment .*"),
        (WAIVER, lambda w: w.waivers(), "a waiver"),
        (RULING, lambda w: w.decisions(), "a decision on a pair"),
        ("UPDATE pairs SET reasons = x'00'", lambda w: list(w.dump()), "a row"),
        ("UPDATE documents SET url = x'00'", lambda w: list(w.bitexts()), "a row"),
        ("UPDATE beads SET reasons = x'00'", lambda w: list(w.bitexts()), "a row"),
        ("UPDATE documents SET language = 'a b'", lambda w: list(w.bitexts()), "document .*"),
    ],
)
def test_a_damaged_row_is_refused(
    folder: Path, statement: str, look: Callable[[Workspace], object], what: str
) -> None:
    alter(folder, statement)
    with pytest.raises(WorkspaceError, match=f"{what} is damaged in the workspace"):
        read(folder, look)


def test_a_found_bead_that_is_damaged_is_named(folder: Path) -> None:
    alter(folder, "UPDATE segments SET start = 'x'")
    with pytest.raises(WorkspaceError, match="a bead that is found is damaged"):
        search_folder(folder, "meeting", limit=5)


def test_a_check_tells_what_it_cannot_read(folder: Path) -> None:
    alter(folder, "UPDATE segments SET start = 'x' WHERE position = 0")
    assert any("is damaged" in problem.what for problem in check_workspace_files(folder))


def test_a_schema_that_is_no_text_is_a_damaged_file(folder: Path) -> None:
    damaged = "CAST(x'43524541544520b1' AS TEXT)"
    alter(folder, f"UPDATE sqlite_master SET sql = {damaged} WHERE name = 'runs'")  # noqa: S608
    with pytest.raises(WorkspaceError, match="damaged"):
        describe(folder)


def test_nothing_is_said_of_a_file_that_is_closed_early(folder: Path) -> None:
    with Workspace.open(folder) as workspace:
        rows = workspace._db.rows("SELECT key FROM documents")
        next(rows)
    rows.close()  # type: ignore[attr-defined]
