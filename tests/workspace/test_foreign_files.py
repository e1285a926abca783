"""A workspace from another person is data: nothing outside it is written, deleted or run."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from workspace_samples import put, source
from workspace_writer import fill

from aligner.errors import WorkspaceError
from aligner.workspace import Workspace, check_workspace_files, describe, search_folder, vacuum

NOBODY = 65534


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    fill(folder, 2)
    return folder


@pytest.fixture
def victim(tmp_path: Path) -> Path:
    victim = tmp_path / "victim"
    victim.write_bytes(b"dear to me\n")
    return victim


def write(folder: Path) -> None:
    with Workspace.open(folder, create=True) as workspace:
        put(workspace, "source", source(7))
        workspace.put_page_stamp("source", "a", "b", "c")


@pytest.mark.parametrize(
    "name",
    [
        "workspace.lock",
        "workspace.sqlite",
        "workspace.sqlite-wal",
        "workspace.sqlite-shm",
        "caches.sqlite",
        "caches.sqlite-wal",
        "caches.sqlite-shm",
    ],
)
@pytest.mark.parametrize("link", [Path.symlink_to, Path.hardlink_to])
def test_what_a_link_points_to_is_left_alone(
    folder: Path, victim: Path, name: str, link: object
) -> None:
    (folder / name).unlink(missing_ok=True)
    assert callable(link)
    link(folder / name, victim)
    with pytest.raises(WorkspaceError, match=r"this is a link|a second name"):
        write(folder)
    assert victim.read_bytes() == b"dear to me\n"


def test_a_link_to_nothing_makes_nothing(folder: Path, tmp_path: Path) -> None:
    for name in ("caches.sqlite", "workspace.lock"):
        (folder / name).unlink()
        (folder / name).symlink_to(tmp_path / "made")
        with pytest.raises(WorkspaceError, match="this is a link"):
            write(folder)
        (folder / name).unlink()
        assert not (tmp_path / "made").exists()


@pytest.mark.parametrize("name", ["workspace.lock", "caches.sqlite", "workspace.sqlite-wal"])
def test_a_pipe_is_not_waited_for(folder: Path, name: str) -> None:
    (folder / name).unlink(missing_ok=True)
    os.mkfifo(folder / name)
    with pytest.raises(WorkspaceError, match="this is not a plain file"):
        write(folder)


def test_a_journal_cannot_delete_files(folder: Path) -> None:
    (folder / "workspace.sqlite-journal").write_bytes(b"names the file to delete")
    for look in (describe, write, vacuum, check_workspace_files):
        with pytest.raises(WorkspaceError, match="this program leaves no such file"):
            look(folder)
    assert (folder / "workspace.sqlite-journal").exists()


def test_a_kill_while_the_file_is_made_is_swept_up(tmp_path: Path) -> None:
    (tmp_path / "workspace.sqlite").write_bytes(b"\0" * 4096)
    (tmp_path / "workspace.sqlite-journal").write_bytes(b"\xd9\xd5\x05\xf9")
    write(tmp_path)
    assert not (tmp_path / "workspace.sqlite-journal").exists()


def alter(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        (
            "CREATE TRIGGER t AFTER INSERT ON documents BEGIN DELETE FROM waivers; END",
            "trigger t in it was not made by this program; remove it",
        ),
        ("CREATE VIEW more AS SELECT 1", "view more in it was not made"),
        ("CREATE TABLE more (a)", "table more in it was not made"),
        ("CREATE INDEX more ON documents (lower(title))", "index more in it was not made"),
        ("ALTER TABLE runs ADD COLUMN more", "table runs in it was changed"),
        ("DROP TABLE waivers", "table waivers is missing"),
        ("PRAGMA user_version = -3", "not a workspace"),
    ],
)
def test_a_schema_of_somebody_else_is_refused(folder: Path, statement: str, message: str) -> None:
    alter(folder / "workspace.sqlite", statement)
    for look in (describe, write, vacuum, check_workspace_files):
        with pytest.raises(WorkspaceError, match=message):
            look(folder)


def test_a_view_in_the_place_of_a_table_is_refused(folder: Path) -> None:
    alter(
        folder / "workspace.sqlite",
        "DROP TABLE waivers",
        "CREATE VIEW waivers AS SELECT load_extension('x') AS finding, 1 AS kind",
    )
    with pytest.raises(WorkspaceError, match="view waivers in it was not made"):
        describe(folder)


def test_statistics_of_sqlite_are_no_strangers(folder: Path) -> None:
    alter(folder / "workspace.sqlite", "ANALYZE")
    assert describe(folder).counts["source documents"] == 2


def test_functions_in_a_schema_are_not_trusted(folder: Path) -> None:
    with Workspace.open(folder) as workspace:
        assert workspace._db.row("PRAGMA trusted_schema") == (0,)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t AFTER INSERT ON entries BEGIN DELETE FROM entries; END",
        "CREATE VIEW more AS SELECT 1",
    ],
)
def test_caches_of_somebody_else_are_made_anew(folder: Path, statement: str) -> None:
    write(folder)
    alter(folder / "caches.sqlite", statement)
    with Workspace.open(folder) as workspace:
        assert workspace.page_digest("source", "a", "b") is None
        workspace.put_page_stamp("source", "a", "b", "c")
        assert workspace.page_digest("source", "a", "b") == "c"


def test_cached_numbers_are_no_sizes_to_allocate(folder: Path) -> None:
    write(folder)
    alter(folder / "caches.sqlite", "UPDATE entries SET data = 1000000000000")
    with Workspace.open(folder) as workspace:
        assert workspace.page_digest("source", "a", "b") is None


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can be two users")
def test_the_workspace_of_another_user_can_be_read(folder: Path) -> None:
    os.chown(folder / "workspace.lock", NOBODY, NOBODY)
    with pytest.raises(WorkspaceError, match="belongs to another user"):
        write(folder)
    os.chown(folder / "workspace.sqlite", NOBODY, NOBODY)
    assert describe(folder).counts["source documents"] == 2


# What `info`, `search`, `export` and `check` do with a workspace; to root nothing is read-only.
READ = """
import os
import sys
from pathlib import Path
from aligner.errors import WorkspaceError
from aligner.workspace import Workspace, check_workspace_files, describe, search_folder
from aligner.workspace.database import VERSION
from aligner.workspace.own_files import workspace_schema
folder = Path(sys.argv[1])
workspace_schema(VERSION)
if os.geteuid() == 0:
    os.setuid(65534)
assert describe(folder).counts["beads"] > 0
assert search_folder(folder, "讨论", limit=5).total > 0
# One document was put after the pairing.
assert all("since the pairing" in problem.what for problem in check_workspace_files(folder))
with Workspace.open(folder) as workspace:
    assert list(workspace.bitexts())
    assert workspace.vectors("absent") is None
    try:
        workspace.hold()
    except WorkspaceError as error:
        print(error)
"""


@pytest.mark.parametrize("has_log", [True, False])
def test_a_workspace_on_a_read_only_disk_can_be_read(folder: Path, *, has_log: bool) -> None:
    write(folder)
    with closing(sqlite3.connect(folder / "workspace.sqlite")) as reader:
        if has_log:
            # While somebody reads, the log stays.
            reader.execute("SELECT * FROM runs").fetchall()
            with Workspace.open(folder) as workspace:
                put(workspace, "target", source(8))
            assert (folder / "workspace.sqlite-wal").stat().st_size
        for path in (*folder.iterdir(), folder):
            path.chmod(0o555 if path.is_dir() else 0o444)
        for parent in folder.parents:
            if "pytest" in parent.as_posix():
                parent.chmod(parent.stat().st_mode | 0o555)
        try:
            done = subprocess.run(
                [sys.executable, "-c", READ, folder],
                capture_output=True,
                text=True,
                check=False,
                timeout=60,
                env={"PYTHONPATH": ":".join(sys.path)},
            )
        finally:
            folder.chmod(0o755)
    assert done.returncode == 0, done.stderr
    assert "cannot be written" in done.stdout or "another user" in done.stdout


def test_reading_leaves_a_sound_workspace_as_it_is(folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    describe(folder)
    search_folder(folder, "讨论", limit=5)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE documents SET published = 'yesterday'",
        "UPDATE blocks SET kind = 'spell'",
        "UPDATE blocks SET offsets = replace(hex(zeroblob(50000)), '0', '[')",
        "UPDATE segments SET block = 7000000",
        "UPDATE segments SET start = 'x'",
        "UPDATE segments SET start = -5",
        "UPDATE beads SET source_stop = 9223372036854775807",
        "UPDATE beads SET probability = 1e308",
        "UPDATE beads SET probability = 'sure'",
        "UPDATE alignments SET moved = '{}{'",
        "UPDATE alignments SET moved = '[[1, 2, 3]]'",
    ],
)
def test_rows_of_somebody_else_are_refused_in_words(folder: Path, statement: str) -> None:
    alter(folder / "workspace.sqlite", statement)
    with Workspace.open(folder) as workspace, pytest.raises(WorkspaceError, match="damaged"):
        list(workspace.bitexts())


@pytest.mark.parametrize("data", [b"", b"\x93NUMPY\x01\x00", b"\xff\xfe", b"no array"])
def test_damaged_vectors_are_computed_again(folder: Path, data: bytes) -> None:
    with Workspace.open(folder) as workspace:
        workspace._lock.acquire()
        workspace._cache.put("k", data)
        assert workspace.vectors("k") is None


def test_vectors_of_absurd_size_are_not_made_room_for(folder: Path) -> None:
    header = b"{'descr': '<f4', 'fortran_order': False, 'shape': (999999999999, 512)}\n"
    data = b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header
    with Workspace.open(folder) as workspace:
        workspace._lock.acquire()
        workspace._cache.put("k", data)
        assert workspace.vectors("k") is None
