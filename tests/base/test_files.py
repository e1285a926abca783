"""Files appear whole, follow no link on the way, and keep their permissions."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from aligner.errors import ConfigError, temporary_space
from aligner.files import (
    building_folder,
    temporary_folder,
    whole_file,
)

# Writes half a file and waits to be killed.
WRITER = """
import sys, time
from pathlib import Path
from aligner.files import whole_file
with whole_file(Path(sys.argv[1])) as stream:
    stream.write(b"half")
    stream.flush()
    print("writing", flush=True)
    time.sleep(60)
"""


def write(path: Path, content: bytes) -> None:
    with whole_file(path) as stream:
        stream.write(content)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o444])
def test_permissions_stay(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "a.tmx"
    path.touch()
    path.chmod(mode)
    write(path, b"new")
    assert path.stat().st_mode & 0o777 == mode
    assert path.read_bytes() == b"new"


def test_a_link_under_the_temporary_name_is_not_followed(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"dear to me")
    for number in range(3):
        (tmp_path / f".a.tmx.{number}.tmp").symlink_to(victim)
    write(tmp_path / "a.tmx", b"new")
    assert victim.read_bytes() == b"dear to me"
    assert (tmp_path / "a.tmx").read_bytes() == b"new"
    assert not (tmp_path / "a.tmx").is_symlink()


def test_an_error_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    write(path, b"old")
    with pytest.raises(TypeError), whole_file(path) as stream:
        stream.writelines([b"half", None])  # type: ignore[list-item]  # it is to fail
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["a.tmx"]


def test_what_a_killed_writer_left_is_swept_up(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    process = subprocess.Popen([sys.executable, "-c", WRITER, path], stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == b"writing\n"
        # One that is being written is no left-over.
        write(path, b"mine")
        assert names(tmp_path) == [".a.tmx.0.tmp", "a.tmx"]
    finally:
        process.kill()
        process.communicate()
    write(path, b"mine again")
    assert names(tmp_path) == ["a.tmx"]
    assert path.read_bytes() == b"mine again"


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be written"):
        write(tmp_path / "absent" / "a.tmx", b"")


FILLER = """
import sys, time
from pathlib import Path
from aligner.files import building_folder, temporary_folder
with building_folder(Path(sys.argv[1])) as folder, temporary_folder() as other:
    (folder / "half").touch()
    (other / "half").touch()
    print("writing", flush=True)
    time.sleep(60)
"""


def test_folders_that_a_killed_process_left_are_swept_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    place = tmp_path / "corpus"

    def made() -> int:
        with building_folder(place), temporary_folder():
            return len(names(tmp_path))

    process = subprocess.Popen(
        [sys.executable, "-c", FILLER, place], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "writing\n"
    # The folders of a process that is alive are left alone.
    assert made() == 4
    assert len(names(tmp_path)) == 2
    process.kill()
    process.communicate()
    assert made() == 2
    assert names(tmp_path) == []


def test_a_new_folder_that_another_process_sweeps_up_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    make = tempfile.mkdtemp
    swept: list[str] = []

    def made(prefix: str) -> str:
        folder = make(prefix=prefix)
        if not swept:
            swept.append(folder)
            Path(folder).rmdir()
        return folder

    monkeypatch.setattr("tempfile.mkdtemp", made)
    with temporary_folder() as folder:
        assert swept
        assert names(tmp_path) == [folder.name]


def test_a_folder_of_somebody_else_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "mine").mkdir()
    (tmp_path / f"aligner-work-{os.getuid()}-x").symlink_to(tmp_path / "mine")
    (tmp_path / "mine" / "file").touch()
    with temporary_folder():
        pass
    assert names(tmp_path / "mine") == ["file"]


def test_other_errors_than_a_full_disk_stay_what_they_are() -> None:
    with pytest.raises(OSError, match="denied"), temporary_space():
        raise PermissionError(13, "denied")
