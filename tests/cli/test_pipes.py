"""A pipe that nobody writes to, or reads from, holds no command up for ever."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from aligner import files, inputs
from aligner.cli.main import cli

# Commands of which one input is a pipe: waited for, or refused at once.
_COMMANDS = [
    "terms lint {pipe}.tsv",
    "terms lint {pipe}.xlsx",
    "terms lint {pipe}.tbx",
    "terms convert {pipe}.tsv {new}.tbx",
    "terms check --bitext {units} -g {pipe}.tsv",
    "terms check --bitext {units} -g {glossary} --baseline {pipe}.json",
    "terms check --bitext {pipe}.tmx -g {glossary}",
    "terms check --bitext {pipe}.tsv -g {glossary}",
    "terms mine --bitext {pipe}.jsonl",
    "read --bitext {pipe}.xlsx",
    "read --bitext {pipe}.docx",
    "read --bitext {pipe}.csv",
    "read --bitext {pipe}.xliff",
    "read --bitext {pipe}.tsv.gz",
    "read {pipe}.html",
    "read {page} --segmentation {pipe}.srx",
    "read {page} --abbreviations {pipe}.txt",
    "align {pipe}.html {page}",
    "align --segmented {page} {pipe}.txt",
    "align {page} {page} --weights {pipe}.json",
    "pair {pile} {pile} --decisions {pipe}.tsv",
    "run {pipe}.zip {pile} -w {new}",
    "evaluate alignments {pipe}.gold {page}",
    "evaluate pairs {pipe}.tsv {page}",
    "evaluate reviews {pipe}.jsonl {page}",
    "evaluate mt {units} {pipe}.txt",
    "evaluate mt {pipe}.tmx {units}",
    "train {folder}",
    "train --lexicon {pipe}.tmx -o {new}.bin",
]


@pytest.fixture
def places(tmp_path: Path, small_glossary: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What the commands name, and no patience."""
    monkeypatch.setattr(inputs, "QUIET", 0.01)
    monkeypatch.setattr(inputs, "_SILENCE", 0.02)
    monkeypatch.setattr(files, "_UNREAD", 0.0)
    pile, folder = tmp_path / "pile", tmp_path / "gold"
    pile.mkdir()
    folder.mkdir()
    (pile / "page.txt").write_text("专利审查会议在北京召开。\n", "utf-8")
    for suffix, text in (("zh", "专利\n"), ("en", "patent\n")):
        (folder / f"one.{suffix}").write_text(text, "utf-8")
    os.mkfifo(folder / "one.gold")
    (tmp_path / "units.tsv").write_text("zh\ten\n专利\tpatent\n", "utf-8")
    return {
        "pipe": str(tmp_path / "pipe"),
        "new": str(tmp_path / "new"),
        "pile": str(pile),
        "page": str(pile / "page.txt"),
        "folder": str(folder),
        "units": str(tmp_path / "units.tsv"),
        "glossary": str(small_glossary),
    }


@pytest.mark.timeout(60)
@pytest.mark.parametrize("command", _COMMANDS)
def test_a_pipe_without_a_writer_is_given_up(command: str, places: dict[str, str]) -> None:
    arguments = [part.format(**places) for part in command.split()]
    for part in arguments:
        if part.startswith(places["pipe"]):
            os.mkfifo(part)
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 3, result.output
    assert any(
        reason in result.stderr
        for reason in (
            "nothing was written to this pipe",
            "this is a pipe",
            "this is not a file",
            "neither a file nor a folder",
        )
    ), result.stderr


@pytest.mark.timeout(60)
def test_an_output_that_nobody_reads_is_given_up(places: dict[str, str]) -> None:
    pipe = places["pipe"] + ".tbx"
    os.mkfifo(pipe)
    result = CliRunner().invoke(cli, ["terms", "convert", places["glossary"], pipe])
    assert result.exit_code == 2, result.output
    assert "no program read from this pipe" in result.stderr


@pytest.mark.timeout(60)
def test_a_pipe_in_a_folder_of_ladders_is_passed_over(places: dict[str, str]) -> None:
    folder = places["folder"]
    result = CliRunner().invoke(cli, ["evaluate", "alignments", folder, folder])
    assert result.exit_code == 3, result.output


@pytest.mark.timeout(60)
def test_a_pipe_in_the_folder_of_a_site_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "index.html")
    result = CliRunner().invoke(cli, ["docs", "--output", str(tmp_path)])
    assert result.exit_code == 2, result.output
    assert "this is a pipe" in result.stderr
