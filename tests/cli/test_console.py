"""Output that is whole, and harmless to a terminal."""

import io
import os
import sys
from pathlib import Path

import pytest

from aligner.cli.console import data_output, remark, show
from aligner.errors import ConfigError

HARMFUL = "A title\x1b]0;owned\x07 with\x9b31m colour"
HARMLESS = "A title]0;owned with31m colour"


def test_lines_are_without_control_characters(capsys: pytest.CaptureFixture[str]) -> None:
    show(HARMFUL)
    remark(HARMFUL)
    assert tuple(capsys.readouterr()) == (f"{HARMLESS}\n", f"{HARMLESS}\n")


class Terminal(io.BytesIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "text"), [(Terminal(), HARMLESS), (io.BytesIO(), HARMFUL)], ids=["terminal", "pipe"]
)
def test_a_terminal_gets_harmless_data_and_a_pipe_all_of_it(
    monkeypatch: pytest.MonkeyPatch, stream: io.BytesIO, text: str
) -> None:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(stream))
    with data_output(None) as output:
        output.write(HARMFUL.encode())
    assert stream.getvalue().decode() == text


def test_a_file_appears_when_it_is_complete(tmp_path: Path) -> None:
    path = tmp_path / "out.tsv"
    with data_output(path) as output:
        output.write(b"half")
        assert not path.exists()
    assert path.read_bytes() == b"half"
    assert [p.name for p in tmp_path.iterdir()] == ["out.tsv"]


def test_an_error_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "out.tsv"
    path.write_bytes(b"old")

    def fail() -> None:
        with data_output(path) as output:
            output.write(b"new")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["out.tsv"]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    message = r"out\.tsv: cannot be written: No such file"
    with pytest.raises(ConfigError, match=message), data_output(tmp_path / "no" / "out.tsv"):
        pass


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    message = r"out\.tsv: cannot be written: Permission"
    with pytest.raises(ConfigError, match=message), data_output(tmp_path / "out.tsv"):
        pass


def test_a_link_is_followed_and_a_device_stays_one(tmp_path: Path) -> None:
    real = tmp_path / "real.txt"
    real.write_text("old", encoding="utf-8")
    link = tmp_path / "link.txt"
    link.symlink_to(real)
    with data_output(link) as stream:
        stream.write(b"new")
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8") == "new"
    with data_output(Path("/dev/null")) as stream:
        stream.write(b"gone")
    assert Path("/dev/null").is_char_device()
