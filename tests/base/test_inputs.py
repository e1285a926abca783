"""Inputs that are no files are refused, or waited for within a limit."""

import os
import threading
from pathlib import Path

import pytest

from aligner import files, inputs
from aligner.errors import ConfigError, FormatError
from aligner.files import whole_file
from aligner.inputs import open_input, read_input, read_plain_file


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    return path


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"0123456789")
    assert read_input(tmp_path / "a") == b"0123456789"
    assert read_input(Path(os.devnull)) == b""
    assert read_plain_file(tmp_path / "a", 10) == b"0123456789"
    with pytest.raises(FormatError, match="larger than"):
        read_plain_file(tmp_path / "a", 9)


def test_a_pipe_is_read_to_the_end_of_what_is_written(pipe: Path) -> None:
    """In pieces, and from a writer who comes later."""

    def write() -> None:
        with pipe.open("wb") as stream:
            for _ in range(3):
                stream.write(b"line\n" * 30_000)
                stream.flush()

    timer = threading.Timer(0.2, write)
    timer.start()
    with open_input(pipe) as stream:
        assert list(stream) == [b"line\n"] * 90_000
    timer.join(60)


def test_a_pipe_without_a_writer_is_told_and_given_up(
    pipe: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(inputs, "QUIET", 0.01)
    monkeypatch.setattr(inputs, "_SILENCE", 0.02)
    with pytest.raises(TimeoutError) as caught:
        read_input(pipe)
    assert "nothing was written to this pipe" in str(caught.value)
    (told,) = caplog.messages
    assert f"waiting for a program that writes to the pipe {pipe}" in told


def test_what_cannot_be_read_once_in_order_is_refused(tmp_path: Path, pipe: Path) -> None:
    for path, reason in (
        (pipe, "a pipe"),
        (Path("/dev/zero"), "a device"),
        (tmp_path, "Is a directory"),
    ):
        with pytest.raises(OSError, match=reason):
            read_plain_file(path, 10)


def test_an_output_that_nobody_reads_is_told_and_given_up(
    pipe: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_UNREAD", 0.0)
    with pytest.raises(ConfigError, match="no program read from this pipe"), whole_file(pipe):
        pass


def test_an_output_that_is_a_pipe_takes_more_than_it_holds(pipe: Path) -> None:
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    with whole_file(pipe) as stream:
        stream.write(b"x" * 300_000)
    reader.join(60)
    assert read == [b"x" * 300_000]
