"""A file of the workspace that another program keeps to itself is waited for, not for ever."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from workspace_samples import put, source
from workspace_writer import fill

from aligner.errors import WorkspaceError
from aligner.workspace import Workspace, own_files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    fill(tmp_path / "work", 1)
    return tmp_path / "work"


def test_a_busy_file_is_told_once_and_given_up(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(own_files, "QUIET", 0.02)
    monkeypatch.setattr(own_files, "_BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(folder / "workspace.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with Workspace.open(folder) as workspace:
            with pytest.raises(WorkspaceError, match="another program holds the file; close it"):
                put(workspace, "source", source(7))
            (told,) = caplog.messages
            assert "another program that writes to a file of the workspace" in told
            other.execute("ROLLBACK")
            put(workspace, "source", source(7))
    assert len(caplog.messages) == 1


def test_the_lock_tells_since_when_it_is_held(folder: Path) -> None:
    with Workspace.open(folder) as first, Workspace.open(folder) as second:
        first.hold()
        with pytest.raises(WorkspaceError, match=r"process \d+ on .* \(since 20.*\) is writing"):
            second.hold()
