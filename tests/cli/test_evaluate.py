"""Scores from the command line."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from aligner.cli.main import cli

GOLD = "[0]:[0]\n[1]:[1, 2]\n[2]:[]\n[3]:[3]\n"
FOUND = "[0]:[0]:0.990\n[1]:[1]:0.700\n[2]:[2]:0.600\n[3]:[3]:0.980\n"


def aligner(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(a) for a in arguments])


@pytest.fixture
def ladders(tmp_path: Path) -> tuple[Path, Path]:
    for folder, suffix, text in (("gold", "gold", GOLD), ("found", "txt", FOUND)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / f"one.{suffix}").write_text(text, encoding="utf-8")
    return tmp_path / "gold", tmp_path / "found"


def test_two_folders_of_ladders_are_scored(ladders: tuple[Path, Path]) -> None:
    result = aligner("evaluate", "alignments", *ladders, "--json")
    assert result.exit_code == 0
    figures = json.loads(result.stdout)
    # Of 4 beads found 2 are exact and 3 touch gold; of 3 gold matches 2 are exact, all touched.
    assert (figures["strict_precision"], figures["lax_precision"]) == (0.5, 0.75)
    assert (figures["strict_recall"], figures["lax_recall"]) == (0.666667, 1.0)
    assert figures["strict_f1"] == pytest.approx(4 / 7, abs=1e-6)
    table = aligner("evaluate", "alignments", *ladders).stdout.splitlines()
    assert table[0].split() == ["strict", "lax"]
    assert table[3].split() == ["f1", "0.5714", "0.8571"]


def test_two_files_give_the_same(ladders: tuple[Path, Path]) -> None:
    files = ladders[0] / "one.gold", ladders[1] / "one.txt"
    both = [aligner("evaluate", "alignments", *place).stdout for place in (files, ladders)]
    assert both[0] == both[1]


def test_a_missing_ladder_is_named(ladders: tuple[Path, Path]) -> None:
    (ladders[0] / "two.gold").write_text(GOLD, encoding="utf-8")
    result = aligner("evaluate", "alignments", *ladders)
    assert result.exit_code == 3
    assert "two.gold: no ladder of this name" in result.stderr


@pytest.mark.parametrize("stem", ["report[1]", "one.two", "o?e"])
def test_names_are_no_patterns(tmp_path: Path, stem: str) -> None:
    for folder, suffix in (("gold", "gold"), ("found", "txt")):
        (tmp_path / folder).mkdir()
        for name in (stem, "one"):
            (tmp_path / folder / f"{name}.{suffix}").write_text(GOLD, encoding="utf-8")
    result = aligner("evaluate", "alignments", tmp_path / "gold", tmp_path / "found", "--json")
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["strict_f1"] == 1.0


def test_an_empty_folder_is_named(ladders: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = aligner("evaluate", "alignments", tmp_path / "empty", ladders[1])
    assert result.exit_code == 3
    assert "empty: the folder has no ladder files" in result.stderr


def test_a_line_that_is_no_bead_is_named(ladders: tuple[Path, Path]) -> None:
    (ladders[1] / "one.txt").write_text("[0]:[0]\n0-1\n", encoding="utf-8")
    result = aligner("evaluate", "alignments", *ladders)
    assert result.exit_code == 3
    assert "one.txt:2: " in result.stderr


def test_pairs_are_scored(tmp_path: Path) -> None:
    gold, found = tmp_path / "gold.tsv", tmp_path / "found.tsv"
    gold.write_text("source\ttarget\na\tx\nb\ty\nc\tz\n", encoding="utf-8")
    found.write_text("source\ttarget\tprobability\na\tx\t0.9\nb\tz\t0.6\n", encoding="utf-8")
    figures = json.loads(aligner("evaluate", "pairs", gold, found, "--json").stdout)
    assert (figures["precision"], figures["recall"], figures["f1"]) == (0.5, 0.333333, 0.4)
    assert (
        "1 right of 2 proposed, 3 in the gold" in aligner("evaluate", "pairs", gold, found).stdout
    )
