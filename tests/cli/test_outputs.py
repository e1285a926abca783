"""No output replaces an input, a file of a workspace, a page of a pile, or another output."""

import hashlib
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from aligner.cli.main import LazyGroup, cli
from aligner.cli.outputs import OutputPath, WritingCommand
from aligner.workspace import Workspace

UNITS = "source\ttarget\n桥修好了。\tThe bridge is mended.\n"
GLOSSARY = "zh\ten\n桥\tbridge\n"


def aligner(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(a) for a in arguments])


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a workspace, two piles, units and a glossary."""
    with Workspace.open(tmp_path / "work", create=True):
        pass
    for side, text in (("zh", "<p>桥修好了。</p>"), ("en", "<p>The bridge is mended.</p>")):
        (tmp_path / side / "2018").mkdir(parents=True)
        (tmp_path / side / "2018" / "a.html").write_text(text, encoding="utf-8")
        (tmp_path / f"{side}.csv").write_text(f"path\n{side}/2018/a.html\n", encoding="utf-8")
    (tmp_path / "units.tsv").write_text(UNITS, encoding="utf-8")
    (tmp_path / "terms.tsv").write_text(GLOSSARY, encoding="utf-8")
    (tmp_path / "decisions.tsv").write_text("source\ttarget\tdecision\n", encoding="utf-8")
    (tmp_path / "other.tsv").symlink_to("units.tsv")
    (tmp_path / "same.tsv").hardlink_to(tmp_path / "units.tsv")
    (tmp_path / "baseline.json").write_text("{}", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def content(folder: Path) -> dict[str, str]:
    """Digests of all files that a reader of a workspace does not touch."""
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".lock" and not path.name.endswith(("-shm", "-wal"))
    }


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        ("export -w work --format tsv -o work/workspace.sqlite", "part of a workspace"),
        ("export -w work --format html -o work/caches.sqlite", "part of a workspace"),
        ("export -w work --format tsv -o f.tsv --report work/workspace.lock", "of a workspace"),
        ("pair zh en -o work/workspace.sqlite", "part of a workspace"),
        ("terms check --bitext units.tsv -g terms.tsv --html terms.tsv", "input of the same"),
        ("terms check --bitext units.tsv -g terms.tsv --json ./units.tsv", "input of the same"),
        ("terms check --bitext units.tsv -g terms.tsv --xlsx other.tsv", "input of the same"),
        ("terms check --bitext units.tsv -g terms.tsv --xlsx same.tsv", "input of the same"),
        (
            "terms check --bitext units.tsv --baseline baseline.json --json baseline.json",
            "input of the same",
        ),
        ("terms check --bitext units.tsv --html new --json ./new", "same file"),
        ("terms convert terms.tsv terms.tsv", "input of the same"),
        ("terms mine --bitext units.tsv -o units.tsv", "input of the same"),
        ("terms mine --bitext units.tsv --html a.html -o a.html", "same file"),
        ("export -w work --format tsv --without units.tsv -o units.tsv", "input of the same"),
        ("export -w work --format tsv -o f.tsv --report f.tsv", "same file"),
        ("export -w work --format tsv -o new/f.tsv --report new/../new/f.tsv", "same file"),
        ("pair zh en -o zh/2018/a.html", "one of the pages in"),
        ("pair zh en -o en/pairs.tsv", "one of the pages in"),
        ("pair zh/*/a.html en -o zh/2018/a.html", "one of the pages in"),
        ("pair zh.csv en -o zh/2018/a.html", "one of the pages in"),
        ("pair zh.csv en -o zh.csv", "input of the same"),
        ("pair zh en --decisions decisions.tsv -o decisions.tsv", "input of the same"),
        ("align zh/2018/a.html en/2018/a.html -o en/2018/a.html --format tsv", "input of the"),
        ("train --lexicon units.tsv -o units.tsv", "input of the same"),
    ],
)
def test_outputs_that_are_inputs_are_refused(here: Path, command: str, reason: str) -> None:
    before = content(here)
    result = aligner(*command.split())
    assert result.exit_code == 2, result.output
    assert reason in result.stderr
    assert content(here) == before


def test_files_of_moses_are_no_inputs_either(
    source_pile: Path, target_pile: Path, tmp_path: Path
) -> None:
    work, corpus = tmp_path / "work", tmp_path / "corpus"
    assert aligner("run", source_pile, target_pile, "-w", work).exit_code == 0
    export = ("export", "-w", work, "--format", "moses", "-o", corpus)
    assert aligner(*export).exit_code == 0
    before = content(tmp_path)
    refused = aligner(*export, "--without", f"{corpus}.ids")
    assert (refused.exit_code, content(tmp_path)) == (2, before)
    refused = aligner(*export, "--report", f"{corpus}.en")
    assert "another output" in refused.stderr
    assert content(tmp_path) == before


def test_shards_take_no_place_of_a_folder_or_an_input(
    source_pile: Path, target_pile: Path, tmp_path: Path
) -> None:
    work, corpus = tmp_path / "work", tmp_path / "corpus.tsv"
    assert aligner("run", source_pile, target_pile, "-w", work).exit_code == 0
    export = ("export", "-w", work, "--format", "tsv", "-o", corpus, "--shard-size", "4")
    third = tmp_path / "corpus-00003.tsv"
    third.mkdir()
    before = content(tmp_path)
    refused = aligner(*export)
    assert f"{third}: cannot be written: Is a directory" in refused.stderr
    third.rmdir()
    third.write_text(UNITS, encoding="utf-8")
    refused = aligner(*export, "--without", third)
    assert "input of the same" in refused.stderr
    third.unlink()
    assert content(tmp_path) == before


def test_outputs_beside_inputs_and_again_are_written(here: Path) -> None:
    for _ in range(2):
        command = "terms check --bitext units.tsv -g terms.tsv --html t.html --json t.json"
        assert aligner(*command.split()).exit_code == 0
        assert aligner("pair", "zh.csv", "en.csv", "-o", "zh/pairs.tsv").exit_code == 0
    assert (here / "t.json").stat().st_size


@pytest.mark.parametrize(
    "command",
    [
        "export -w work --format moses -o new/",
        "export -w work --format tsv -o work/",
        "pair zh en -o new/",
        "terms mine --bitext units.tsv --html new/",
    ],
)
def test_a_folder_is_no_file(here: Path, command: str) -> None:
    before = content(here)
    result = aligner(*command.split())
    assert result.exit_code == 2
    assert "names a folder" in result.stderr
    assert content(here) == before


def program(here: Path, command: str, stdout: object) -> "subprocess.CompletedProcess[bytes]":
    """The command as a process of its own, with an own stdout."""
    line = [sys.executable, "-m", "aligner", *command.split()]
    return subprocess.run(line, cwd=here, stdout=stdout, stderr=subprocess.PIPE, check=False)  # type: ignore[call-overload,no-any-return]


def test_a_link_to_a_pipe_is_written_to(here: Path) -> None:
    done = program(here, "terms convert terms.tsv /dev/stdout --to csv", subprocess.PIPE)
    assert done.returncode == 0, done.stderr
    assert "bridge" in done.stdout.decode()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize(
    "command", ["workspace info -w work", "terms check --bitext units.tsv", "pair zh.csv en.csv"]
)
def test_a_full_stdout_is_not_taken_for_the_temporary_folder(here: Path, command: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = program(here, command, full)
    assert done.returncode == 3
    assert b"error: standard output: No space left on device" in done.stderr
    assert b"TMPDIR" not in done.stderr


def test_every_command_that_writes_is_guarded() -> None:
    def below(group: click.Group) -> list[click.Command]:
        context = click.Context(group)
        found = [group.get_command(context, name) for name in group.list_commands(context)]
        return [c for command in found if command for c in (command, *_inner(command))]

    def _inner(command: click.Command) -> list[click.Command]:
        return below(command) if isinstance(command, click.Group) else []

    assert isinstance(cli, LazyGroup)
    writing = [
        command
        for command in below(cli)
        if any(
            {"-o", "--output", "--html", "--xlsx", "--report"} & {*parameter.opts}
            or isinstance(parameter.type, OutputPath)
            for parameter in command.params
        )
    ]
    for command in writing:
        assert isinstance(command, WritingCommand), command.name
        assert any(isinstance(parameter.type, OutputPath) for parameter in command.params)
    assert len(writing) > 9
