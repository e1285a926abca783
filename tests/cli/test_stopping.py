"""Ctrl-C in the middle of a run, as a person does it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from aligner.pipeline import run
from aligner.workspace import Workspace


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_leaves_a_workspace_that_the_same_command_completes(
    source_pile: Path, target_pile: Path, tmp_path: Path, jobs: str
) -> None:
    for copy in range(5):
        for pile in (source_pile, target_pile):
            for page in [p for p in pile.iterdir() if "copy" not in p.name]:
                text = page.read_text("utf-8").replace("412", str(413 + copy))
                (pile / f"copy{copy}-{page.name}").write_text(text, "utf-8")
    program = Path(sys.executable).with_name("aligner")
    command = [program, "run", source_pile, target_pile, "-w", tmp_path / "w", "-j", jobs]
    process = subprocess.Popen(
        [str(part) for part in command],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stderr is not None
    assert "read and split" in process.stderr.readline()
    # A terminal sends it to all processes of the command.
    os.killpg(process.pid, signal.SIGINT)
    output, talk = process.communicate(timeout=60)
    assert process.returncode == 130
    assert output == ""
    assert "run the same command again to complete it" in talk
    assert "Traceback" not in talk
    run(source_pile, target_pile, tmp_path / "w")
    run(source_pile, target_pile, tmp_path / "at-once")
    with Workspace.open(tmp_path / "w") as stopped, Workspace.open(tmp_path / "at-once") as whole:
        assert stopped.content_digest() == whole.content_digest()


@pytest.mark.parametrize(("stop", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_review_that_does_not_open_can_be_stopped(
    tmp_path: Path, stop: signal.Signals, status: int
) -> None:
    """Its workspace is opened in a thread, which waits here for who writes a glossary."""
    with Workspace.open(tmp_path / "w", create=True):
        pass
    os.mkfifo(tmp_path / "glossary.tsv")
    program = Path(sys.executable).with_name("aligner")
    command = [program, "review", "--no-browser", "-w", tmp_path / "w"]
    process = subprocess.Popen(
        [str(part) for part in (*command, "-g", tmp_path / "glossary.tsv")],
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    assert "press Ctrl-C to stop" in process.stderr.readline()
    assert "still waiting for" in process.stderr.readline()
    process.send_signal(stop)
    try:
        _, talk = process.communicate(timeout=120)
    finally:
        process.kill()
    assert process.returncode == status
    assert talk.count("\n") <= 2, talk
