"""kill -9 at random moments: what is left is sound, and the next run completes it."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from aligner.exporters import export_units, units_from_bitext
from aligner.pipeline import run
from aligner.workspace import Workspace

_KILLS = 10
# Seconds in which a run over these piles gets from its start to its end.
_SPAN = 4.0


@pytest.fixture
def piles(source_pile: Path, target_pile: Path) -> tuple[Path, Path]:
    """Pages enough for a run of a few seconds."""
    for copy in range(4):
        for pile in (source_pile, target_pile):
            for page in [p for p in pile.iterdir() if "copy" not in p.name]:
                text = page.read_text("utf-8").replace("412", str(413 + copy))
                (pile / f"copy{copy}-{page.name}").write_text(text, "utf-8")
    return source_pile, target_pile


def exported(workspace: Workspace, path: Path) -> bytes:
    units = (unit for bitext in workspace.bitexts() for unit in units_from_bitext(bitext))
    export_units(units, path, format_name="tmx")
    return path.read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_killed_again_and_again(
    piles: tuple[Path, Path], tmp_path: Path, small_glossary: Path, jobs: str
) -> None:
    program = str(Path(sys.executable).with_name("aligner"))
    killed, work = tmp_path / "killed", tmp_path / "whole"
    pages = [str(pile) for pile in piles]
    command = [program, "run", *pages, "-w", str(killed), "-g", str(small_glossary), "-j", jobs]
    chance = random.Random(int(jobs))  # noqa: S311 - moments, no secrets
    for number in range(_KILLS // int(jobs)):
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        try:
            process.wait(timeout=0.2 + chance.random() * _SPAN)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        if number % 4 == 0 and (killed / "workspace.sqlite").exists():
            with Workspace.open(killed) as workspace:
                assert workspace._db.row("PRAGMA integrity_check") == ("ok",)
                assert workspace._db.row("PRAGMA foreign_key_check") is None
    run(*piles, killed, glossary=small_glossary)
    run(*piles, work, glossary=small_glossary)
    with Workspace.open(killed) as one, Workspace.open(work) as other:
        assert one.content_digest() == other.content_digest()
        assert exported(one, tmp_path / "one.tmx") == exported(other, tmp_path / "other.tmx")
