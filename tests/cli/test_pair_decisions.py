"""What persons say of pairs is done, by file or in the workspace, run after run."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from aligner.cli.main import cli


def aligner(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(a) for a in arguments], catch_exceptions=False)


def table(text: str) -> list[dict[str, str]]:
    header, *rows = [line.split("\t") for line in text.splitlines()]
    return [dict(zip(header, row, strict=True)) for row in rows]


def pairs_of(workspace: Path, source: Path, target: Path) -> dict[str, str]:
    options = ("-w", workspace, "--accept-deletions", "--json")
    result = aligner("run", source, target, *options)
    assert result.exit_code == 0, result.stderr
    exported = aligner("export", "-w", workspace, "--format", "jsonl").stdout
    units = [json.loads(line)["properties"] for line in exported.splitlines()]
    return {unit["source-document"]: unit["target-document"] for unit in units}


def test_the_table_of_pairs_filled_in_is_obeyed(
    source_pile: Path, target_pile: Path, tmp_path: Path
) -> None:
    found = tmp_path / "pairs.tsv"
    assert aligner("pair", source_pile, target_pile, "-o", found).exit_code == 0
    rows = table(found.read_text("utf-8"))
    assert {row["decision"] for row in rows} == {""}
    lines = found.read_text("utf-8").splitlines()
    filled = [line.replace("\t\t", "\tforbid\t") if "talks" in line else line for line in lines]
    filled.append("fair.txt\ten-talks.html\t\t\tforce\t")
    found.write_text("\n".join(filled), encoding="utf-8")

    again = aligner("pair", source_pile, target_pile, "--decisions", found)
    assert again.exit_code == 0, again.stderr
    by_source = {row["source"]: row for row in table(again.stdout) if row["decision"] != "forbid"}
    assert by_source["fair.txt"]["target"] == "en-talks.html"
    assert by_source["fair.txt"]["decision"] == "force"
    assert by_source["fair.txt"]["probability"] == "1.000"
    assert "talks.html" not in by_source
    # What is written can be given back once more.
    found.write_text(again.stdout, encoding="utf-8")
    assert aligner("pair", source_pile, target_pile, "--decisions", found).stdout == again.stdout


def test_json_tells_pairs_and_what_is_left_over(source_pile: Path, target_pile: Path) -> None:
    values = json.loads(aligner("pair", source_pile, target_pile, "--json").stdout)
    assert [pair["source"] for pair in values["pairs"]] == [
        *("centre.html", "figures.txt", "talks.html"),
    ]
    assert {pair["relation"] for pair in values["pairs"]} == {"translation"}
    assert all(pair["reasons"] for pair in values["pairs"])
    assert [left["document"] for left in values["left_over"]] == ["fair.txt", "en-lecture.txt"]


def test_a_decision_in_the_workspace_survives_runs(
    source_pile: Path, target_pile: Path, tmp_path: Path
) -> None:
    work = tmp_path / "work"
    before = pairs_of(work, source_pile, target_pile)
    names = ("talks.html", "en-talks.html")
    assert before[names[0]] == names[1]
    said = aligner("decide", "-w", work, *names, "forbid", "--reason", "other talks")
    assert said.exit_code == 0, said.stderr

    assert names[0] not in pairs_of(work, source_pile, target_pile)
    page = target_pile / "en-talks.html"
    content = page.read_bytes()
    page.unlink()
    assert names[0] not in pairs_of(work, source_pile, target_pile)
    page.write_bytes(content)
    assert names[0] not in pairs_of(work, source_pile, target_pile)
    assert "other talks" in aligner("decide", "-w", work).stdout

    assert aligner("decide", "-w", work, *names, "clear").exit_code == 0
    assert pairs_of(work, source_pile, target_pile) == before
    nothing = aligner("decide", "-w", work, *names, "clear")
    assert "there is no decision on" in nothing.stderr


def test_decisions_listed_are_decisions_read(
    source_pile: Path, target_pile: Path, tmp_path: Path
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    pairs_of(first, source_pile, target_pile)
    aligner("decide", "-w", first, "fair.txt", "en-lecture.txt", "force", "--author", "Li")
    listed = tmp_path / "decisions.tsv"
    listed.write_text(aligner("decide", "-w", first).stdout, encoding="utf-8")
    run = aligner("run", source_pile, target_pile, "-w", second, "--decisions", listed)
    assert run.exit_code == 0, run.stderr
    assert aligner("decide", "-w", second).stdout == listed.read_text("utf-8")
    assert pairs_of(second, source_pile, target_pile)["fair.txt"] == "en-lecture.txt"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("a.html",), "give a source document, a target document"),
        (("centre.html", "nowhere.html", "force"), "has no target document 'nowhere.html'"),
        (("centre.html", "en-centre.html", "perhaps"), "'perhaps' is not one of"),
    ],
)
def test_unclear_decisions_are_refused(
    source_pile: Path, target_pile: Path, tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    pairs_of(tmp_path / "work", source_pile, target_pile)
    result = aligner("decide", "-w", tmp_path / "work", *arguments)
    assert result.exit_code == 2
    assert message in result.stderr


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("source\ttarget\n", "decisions.tsv:1: no column decision"),
        ("source\ttarget\tdecision\na\tb\tperhaps\n", "decisions.tsv:2: 'perhaps' is not a"),
        ("source\ttarget\tdecision\n\tb\tforce\n", "decisions.tsv:2: a decision needs"),
    ],
)
def test_wrong_tables_of_decisions_are_refused(
    source_pile: Path, target_pile: Path, tmp_path: Path, text: str, message: str
) -> None:
    path = tmp_path / "decisions.tsv"
    path.write_text(text, encoding="utf-8")
    result = aligner("pair", source_pile, target_pile, "--decisions", path)
    assert result.exit_code == 3
    assert message in result.stderr


def test_a_page_that_is_set_but_gone_is_told(
    source_pile: Path, target_pile: Path, tmp_path: Path
) -> None:
    path = tmp_path / "decisions.csv"
    path.write_text("source,target,decision\ngone.html,en-talks.html,force\n", encoding="utf-8")
    result = aligner("run", source_pile, target_pile, "-w", tmp_path / "work", "--decisions", path)
    assert result.exit_code == 0
    assert "gone.html: no such page, though" in result.stdout
