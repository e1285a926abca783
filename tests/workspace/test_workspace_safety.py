"""One writer, any readers; kills and full disks leave a workspace that can go on."""

import errno
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from workspace_samples import alignment, pair, put, source, target
from workspace_writer import fill

from aligner.errors import WorkspaceError
from aligner.values import Bitext, SegmentedDocument
from aligner.workspace import Side, Workspace, document_store, lock
from aligner.workspace.database import VERSION, Database, Recent
from aligner.workspace.documents import store_document

WRITER = Path(__file__).with_name("workspace_writer.py")


def start_writer(folder: Path, count: int) -> subprocess.Popen[bytes]:
    """A process that holds the lock and writes."""
    process = subprocess.Popen([sys.executable, WRITER, folder, str(count)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"writing\n"
    return process


def kill(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.communicate()


def test_a_second_writer_is_told_who_writes(tmp_path: Path) -> None:
    process = start_writer(tmp_path, 5000)
    try:
        with pytest.raises(WorkspaceError, match=f"process {process.pid} on .* is writing"):
            Workspace.open(tmp_path, create=True)
        with Workspace.open(tmp_path) as reader:
            assert isinstance(reader.document_ids("source"), tuple)
            with pytest.raises(WorkspaceError, match="wait until it ends"):
                put(reader, "source", source(1))
            with pytest.raises(WorkspaceError, match="wait until it ends"):
                reader.put_vectors("k", reader.vectors("k"))  # type: ignore[arg-type]
    finally:
        kill(process)
    with Workspace.open(tmp_path, create=True) as workspace:
        put(workspace, "source", source(1))


def test_a_reader_sees_what_was_written_since_it_read(tmp_path: Path) -> None:
    with Workspace.open(tmp_path, create=True) as writer, Workspace.open(tmp_path) as reader:
        put(writer, "source", source(1))
        assert reader.document("source", "001.html") == source(1)
        changed = replace(source(1), document=replace(source(1).document, title="Another title"))
        put(writer, "source", changed)
        assert writer.document("source", "001.html") == changed
        assert reader.document("source", "001.html") == changed


def test_a_write_that_fails_leaves_no_trace_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Workspace.open(tmp_path, create=True) as workspace:
        put(workspace, "source", source(1))
        changed = replace(source(1), document=replace(source(1).document, title="Another title"))

        def store_and_fail(
            db: Database, side: Side, segmented: SegmentedDocument, stage_key: str
        ) -> None:
            store_document(db, side, segmented, stage_key)
            raise KeyboardInterrupt

        monkeypatch.setattr(document_store, "store_document", store_and_fail)
        with pytest.raises(KeyboardInterrupt):
            put(workspace, "source", changed)
        assert workspace.document("source", "001.html") == source(1)


def test_only_so_much_is_remembered() -> None:
    recent = Recent[str](10)
    for key, text in enumerate(("aaaa", "bbbb", "cc")):
        recent.put(key, text, len(text))
    assert recent.get(0) == "aaaa"
    recent.put(3, "ddd", 3)
    assert [recent.get(key) for key in range(4)] == ["aaaa", None, "cc", "ddd"]
    recent.put(4, "e" * 11, 11)
    assert [recent.get(key) for key in range(5)] == [None] * 5
    recent.put(5, "f" * 10, 10)
    assert recent.get(5) == "f" * 10


def test_a_disk_that_is_read_only_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> int:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(lock, "open_plain", refused)
    with pytest.raises(WorkspaceError, match="copy the folder to a disk that can be written"):
        lock.WriterLock(tmp_path / "workspace.lock").acquire()


def test_two_writers_in_one_process_exclude_each_other(tmp_path: Path) -> None:
    with Workspace.open(tmp_path, create=True) as first:
        put(first, "source", source(1))
        with Workspace.open(tmp_path) as second:
            assert second.document("source", "001.html") == source(1)
            with pytest.raises(WorkspaceError, match=f"process {os.getpid()} on"):
                put(second, "source", source(2))
        put(first, "source", source(2))
        assert first.document_ids("source") == ("001.html", "002.html")


def check_consistent(folder: Path) -> None:
    """Whatever is there is whole, and the index knows just the beads that are there."""
    with Workspace.open(folder, create=True) as workspace:
        assert workspace._db.row("PRAGMA integrity_check") == ("ok",)
        assert workspace._db.row("PRAGMA foreign_key_check") is None
        for number, name in enumerate(workspace.document_ids("source")):
            assert workspace.document("source", name) == source(number)
        for number, name in enumerate(workspace.document_ids("target")):
            assert workspace.document("target", name) == target(number)
        bitexts = list(workspace.bitexts())
        for number, bitext in enumerate(bitexts):
            expected = Bitext(source(number), target(number), alignment(), "split:zh.v1")
            assert bitext == expected
        hits = workspace.search("讨论", limit=10_000)
        assert sorted(hit.source_document for hit in hits) == [
            bitext.source.document.id for bitext in bitexts
        ]


def test_killed_writers_leave_what_the_next_run_completes(tmp_path: Path) -> None:
    count = 60
    fill(tmp_path / "whole", count)
    with Workspace.open(tmp_path / "whole") as workspace:
        expected = list(workspace.dump())
    process = start_writer(tmp_path / "timed", count)
    started = time.perf_counter()
    process.communicate()
    duration = time.perf_counter() - started
    moments = random.Random(7)  # noqa: S311 - moments, not secrets
    folder = tmp_path / "killed"
    for _ in range(8):
        process = start_writer(folder, count)
        time.sleep(moments.uniform(0, duration / 2))
        kill(process)
        check_consistent(folder)
    fill(folder, count)
    check_consistent(folder)
    with Workspace.open(folder) as workspace:
        assert list(workspace.dump()) == expected


def test_a_full_disk_undoes_the_transaction_and_says_so(tmp_path: Path) -> None:
    with Workspace.open(tmp_path, create=True) as workspace:
        put(workspace, "source", source(1))
        before = workspace.content_digest()
        (pages,) = workspace._db.row("PRAGMA page_count") or (0,)
        workspace._db.row(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(WorkspaceError, match="free some space"):
            put(workspace, "source", source(2, extra="长" * 100_000))
        assert workspace.content_digest() == before
        workspace._db.row("PRAGMA max_page_count = 1000000")
        put(workspace, "source", source(2))
        assert workspace.document_ids("source") == ("001.html", "002.html")


def test_an_error_among_the_callers_values_undoes_the_transaction(tmp_path: Path) -> None:
    with Workspace.open(tmp_path, create=True) as workspace:
        put(workspace, "source", source(1))
        put(workspace, "target", target(1))
        before = workspace.content_digest()
        broken = (pair(1) for _ in range(1) if 1 / 0)
        with pytest.raises(ZeroDivisionError):
            workspace.put_pairing(broken, [], [], stage_key="p")
        assert workspace.content_digest() == before
        workspace.put_pairing([pair(1)], [], [], stage_key="p")


def test_a_folder_without_a_workspace_is_named(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "absent"):
        with pytest.raises(WorkspaceError, match="there is no workspace here"):
            Workspace.open(folder)
    (tmp_path / "workspace.sqlite").touch()
    with pytest.raises(WorkspaceError, match="there is no workspace here"):
        Workspace.open(tmp_path)
    with Workspace.open(tmp_path, create=True) as workspace:
        assert workspace.document_ids("source") == ()


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(WorkspaceError, match="cannot be made"):
        Workspace.open(tmp_path / "file", create=True)


def test_other_databases_and_other_files_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "workspace.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(WorkspaceError, match="not a workspace"):
        Workspace.open(tmp_path, create=True)
    assert path.read_bytes() == before
    path.write_bytes(b"plain text " * 1000)
    with pytest.raises(WorkspaceError, match="not a workspace"):
        Workspace.open(tmp_path)


def test_a_newer_format_is_refused(tmp_path: Path) -> None:
    with Workspace.open(tmp_path, create=True) as workspace:
        workspace._db.row(f"PRAGMA user_version = {VERSION + 1}")
    with pytest.raises(WorkspaceError, match="newer version of this program"):
        Workspace.open(tmp_path)


def test_a_copied_workspace_opens_elsewhere(tmp_path: Path) -> None:
    fill(tmp_path / "one", 2)
    shutil.copytree(tmp_path / "one", tmp_path / "专利 %20?#")
    with Workspace.open(tmp_path / "专利 %20?#") as copy:
        assert len(list(copy.bitexts())) == 2
