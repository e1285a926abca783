"""What rests on a run that was stopped, or on doubtful pairs, says so."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from aligner.cli.main import cli
from aligner.pipeline import run
from aligner.workspace import Workspace


class Stopping:
    """A Progress that stops the run as Ctrl-C does, in one stage after so many steps."""

    def __init__(self, stage: str, steps: int) -> None:
        self.stage, self.left, self.now = stage, steps, ""

    def begin(self, stage: str, *, total: int, unchanged: int) -> None:  # noqa: ARG002
        self.now = stage

    def advance(self, count: int = 1) -> None:  # noqa: ARG002
        self.left -= self.now == self.stage
        if not self.left:
            raise KeyboardInterrupt

    def end(self) -> None:
        pass

    def notice(self, message: str) -> None:
        pass


def aligner(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(a) for a in arguments])


@pytest.fixture
def stopped(source_pile: Path, target_pile: Path, tmp_path: Path) -> Path:
    """The workspace of a run that was stopped when it had aligned one of three pairs."""
    with pytest.raises(KeyboardInterrupt):
        run(source_pile, target_pile, tmp_path / "work", progress=Stopping("align", 1))
    return tmp_path / "work"


def test_what_is_missing_of_a_stopped_run_is_told(
    stopped: Path, source_pile: Path, target_pile: Path, small_glossary: Path
) -> None:
    report = stopped.parent / "report.json"
    export = ("export", "-w", stopped, "--format", "tsv", "-o", stopped.parent / "out.tsv")
    others = (
        ("export", "-w", stopped, "--format", "html", "-o", stopped.parent / "out.html"),
        ("terms", "check", "-w", stopped, "-g", small_glossary, "--fail-on", "none"),
        ("terms", "mine", "-w", stopped),
    )
    with Workspace.open(stopped) as workspace:
        unaligned = workspace.count_unaligned()
    assert 0 < unaligned < 3
    for command in ((*export, "--report", report), *others):
        result = aligner(*command)
        assert result.exit_code == 0
        assert f"not completed: {unaligned} pair" in result.stderr
    assert json.loads(report.read_text())["pairs_not_aligned"] == unaligned
    info = json.loads(aligner("workspace", "info", "-w", stopped, "--json").stdout)
    assert info["counts"]["pairs not aligned yet"] == unaligned
    assert aligner("run", source_pile, target_pile, "-w", stopped).exit_code == 0
    for command in ((*export, "--report", report), *others):
        assert "warning" not in aligner(*command).stderr
    assert json.loads(report.read_text())["pairs_not_aligned"] == 0


def test_pages_that_were_read_and_not_paired_are_told(
    source_pile: Path, target_pile: Path, tmp_path: Path
) -> None:
    work = tmp_path / "work"
    assert aligner("run", source_pile, target_pile, "-w", work).exit_code == 0
    (source_pile / "new.txt").write_text("新桥今天通车。\n", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt):
        run(source_pile, target_pile, work, progress=Stopping("encode", 1))
    result = aligner("export", "-w", work, "--format", "tsv")
    assert "1 page is new or has changed" in result.stderr


def test_pairs_that_are_no_translations_are_told(tmp_path: Path) -> None:
    texts = {
        "zh": ["今年的茶叶丰收了。", "村里的人都很高兴。", "新茶下周上市。", "价格比去年低。"] * 4,
        "en": ["The match was cancelled.", "Rain had flooded the pitch.", "Tickets stay valid."]
        * 5,
    }
    for side, lines in texts.items():
        (tmp_path / side).mkdir()
        (tmp_path / side / "a.txt").write_text("\n".join(lines), encoding="utf-8")
    decisions = tmp_path / "decisions.tsv"
    decisions.write_text("source\ttarget\tdecision\na.txt\ta.txt\tforce\n", encoding="utf-8")
    piles, work = (tmp_path / "zh", tmp_path / "en"), tmp_path / "work"
    assert aligner("run", *piles, "-w", work, "--decisions", decisions).exit_code == 0
    export = ("export", "-w", work, "--format", "tsv")
    told = aligner(*export)
    assert "1 pair does not look like translations of each other" in told.stderr
    assert len(told.stdout.splitlines()) > 1
    assert len(aligner(*export, "--min-probability", "0.6").stdout.splitlines()) == 1
