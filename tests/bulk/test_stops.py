"""Ctrl-C and SIGTERM end a run of any engine in order."""

import os
import signal
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from aligner.pipeline import run
from aligner.workspace import Workspace

DASK = ["--engine", "dask", "-j", "2"]
STATUS = {signal.SIGINT: 130, signal.SIGTERM: 143}


@pytest.fixture
def piles(source_pile: Path, target_pile: Path) -> tuple[Path, Path]:
    """Pages enough for a run of a few seconds."""
    for copy in range(2):
        for pile in (source_pile, target_pile):
            for page in [p for p in pile.iterdir() if "copy" not in p.name]:
                text = page.read_text("utf-8").replace("412", str(413 + copy))
                (pile / f"copy{copy}-{page.name}").write_text(text, "utf-8")
    return source_pile, target_pile


@pytest.mark.slow
@pytest.mark.parametrize(
    ("options", "stop", "to_all"),
    [
        (["-j", "1"], signal.SIGTERM, False),
        (["-j", "2"], signal.SIGTERM, False),
        (["-j", "2"], signal.SIGTERM, True),
        (DASK, signal.SIGTERM, False),
        (DASK, signal.SIGINT, True),
    ],
)
def test_a_stopped_run_leaves_a_workspace_that_the_same_command_completes(
    piles: tuple[Path, Path],
    tmp_path: Path,
    options: list[str],
    stop: signal.Signals,
    *,
    to_all: bool,
) -> None:
    if "dask" in options and find_spec("distributed") is None:
        pytest.skip("the extra is not installed")
    command = ["run", *piles, "-w", tmp_path / "w", *options]
    process = _started(command, tmp_path)
    _wait_for_reading(process)
    (os.killpg if to_all else os.kill)(process.pid, stop)
    output, talk = process.communicate(timeout=300)
    assert process.returncode == STATUS[stop], talk
    assert output == ""
    assert "run the same command again to complete it" in talk
    assert "Traceback" not in talk
    assert _own_files(tmp_path / "temporary") == []
    run(*piles, tmp_path / "w")
    run(*piles, tmp_path / "at-once")
    with Workspace.open(tmp_path / "w") as stopped, Workspace.open(tmp_path / "at-once") as whole:
        assert stopped.content_digest() == whole.content_digest()


def test_sigterm_leaves_no_temporary_files(
    source_pile: Path, target_pile: Path, tmp_path: Path
) -> None:
    process = _started(["pair", source_pile, target_pile, "-j", "1"], tmp_path)
    _wait_for_reading(process)
    assert _own_files(tmp_path / "temporary") != []
    process.terminate()
    _, talk = process.communicate(timeout=300)
    assert process.returncode == 143, talk
    assert _own_files(tmp_path / "temporary") == []


def _started(command: list[object], folder: Path) -> "subprocess.Popen[str]":
    """The program under way, with a folder of its own for temporary files."""
    temporary = folder / "temporary"
    temporary.mkdir()
    program = Path(sys.executable).with_name("aligner")
    return subprocess.Popen(
        [str(part) for part in (program, *command)],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "TMPDIR": str(temporary)},
    )


def _wait_for_reading(process: "subprocess.Popen[str]") -> None:
    """Wait for the first stage; on a busy machine it is told before that workers take long."""
    assert process.stderr is not None
    assert any("read and split" in line for line in process.stderr)


def _own_files(folder: Path) -> list[str]:
    """Temporary files but for those of libraries that keep theirs."""
    return [path.name for path in folder.iterdir() if path.name.startswith("aligner-")]
