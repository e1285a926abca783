"""A workspace seen, checked and tidied from the command line."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from aligner.cli.main import cli
from aligner.pipeline import run
from aligner.workspace import Workspace


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace after a run; with the folders it was made from."""
    piles = Path(__file__).parents[1] / "data" / "piles"
    folder = tmp_path_factory.mktemp("finished")
    glossary = folder / "glossary.tsv"
    glossary.write_text("zh\ten\n知识产权\tintellectual property\n", encoding="utf-8")
    run(piles / "source", piles / "target", folder / "w", glossary=glossary)
    return folder / "w"


def called(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["workspace", *map(str, arguments)])


def test_what_is_in_it(finished: Path) -> None:
    result = called("info", "-w", finished)
    assert result.exit_code == 0, result.stderr
    lines = dict(line.split("  ", 1) for line in result.stdout.splitlines() if "  " in line)
    assert lines["source documents"].strip() == "4"
    assert lines["pairs"].strip() == "3"
    assert "|encode:" in lines["signature"]
    assert "last run" in lines
    found = json.loads(called("info", "-w", finished, "--json").stdout)
    assert found["counts"]["pairs"] == 3
    assert found["last_run"]["signature"]
    assert sum(found["glossaries"].values()) == 3


def test_a_finished_run_is_sound(finished: Path) -> None:
    result = called("check", "-w", finished)
    assert (result.exit_code, result.stdout) == (0, ""), result.stdout
    assert "no problems found" in result.stderr
    assert json.loads(called("check", "-w", finished, "--json").stdout) == []


def test_what_is_wrong_ends_in_status_1_with_what_to_do(finished: Path, tmp_path: Path) -> None:
    (tmp_path / "workspace.sqlite").write_bytes((finished / "workspace.sqlite").read_bytes())
    with closing(sqlite3.connect(tmp_path / "workspace.sqlite")) as connection:
        connection.execute("DELETE FROM beads WHERE position = 1")
        connection.commit()
    result = called("check", "-w", tmp_path)
    assert result.exit_code == 1
    assert "beads do not cover the segments" in result.stdout
    assert "what to do: " in result.stdout
    problems = json.loads(called("check", "-w", tmp_path, "--json").stdout)
    assert {"what", "remedy"} == set(problems[0])


def test_vacuum_says_how_much_was_freed(finished: Path) -> None:
    with Workspace.open(finished) as workspace:
        before = workspace.content_digest()
    result = called("vacuum", "-w", finished)
    assert result.exit_code == 0, result.stderr
    assert "freed" in result.stdout
    sizes = json.loads(called("vacuum", "-w", finished, "--drop-caches", "--json").stdout)
    assert sizes["caches.sqlite"]["before"] > 0
    assert sizes["caches.sqlite"]["after"] == 0
    with Workspace.open(finished) as workspace:
        assert workspace.content_digest() == before


def test_decisions_go_out_and_come_back(
    finished: Path, source_pile: Path, target_pile: Path, tmp_path: Path
) -> None:
    with Workspace.open(finished) as workspace:
        pair = next(workspace.pairs())
    decide = ["decide", "-w", str(finished), pair.source, pair.target, "force", "--author", "Li"]
    assert CliRunner().invoke(cli, decide).exit_code == 0
    result = called("export-decisions", "-w", finished, "-o", tmp_path / "out")
    assert result.exit_code == 0, result.stderr
    rows = [line.split("\t") for line in result.stdout.splitlines()]
    assert [(Path(row[0]).name, row[1]) for row in rows] == [
        ("pair_decisions.tsv", "1"),
        ("waivers.tsv", "0"),
        ("proposal_decisions.tsv", "0"),
        ("review.jsonl", "0"),
    ]
    table = tmp_path / "out" / "pair_decisions.tsv"
    run(source_pile, target_pile, tmp_path / "again", decisions=table)
    with Workspace.open(finished) as old, Workspace.open(tmp_path / "again") as new:
        assert old.decisions() == new.decisions() != ()


@pytest.mark.parametrize("command", ["info", "check", "vacuum"])
def test_a_folder_without_workspace_is_told(tmp_path: Path, command: str) -> None:
    result = called(command, "-w", tmp_path)
    assert result.exit_code == 3
    assert "no workspace here" in result.stderr
