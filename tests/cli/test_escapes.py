"""No command lets escape sequences and direction marks from outside reach the terminal."""

import os
import re
import webbrowser
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from aligner.cli.main import cli
from aligner.values import PairDecision, Ruling
from aligner.workspace import Workspace

EVIL = "gpj.\u202etxt\x1b]0;owned\x07\x9b31m\x1b[2J\r"
HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
LONGEST_LINE = 2_000
# It would go on until it is stopped.
NOT_STARTED = {("review",)}


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Relative names lead nowhere, and no browser opens."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setattr(webbrowser, "open", lambda *_: True)


def leaves(
    command: click.Command, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command that does something, with its words."""
    if not isinstance(command, click.Group):
        yield path, command
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        inner = command.get_command(context, name)
        assert inner is not None
        yield from leaves(inner, (*path, name))


COMMANDS = dict(leaves(cli))


def assert_harmless(*arguments: object) -> None:
    result = CliRunner().invoke(cli, [str(argument) for argument in arguments])
    shown = result.stdout + result.stderr
    found = HARMFUL.search(shown)
    assert found is None, f"{arguments}: {shown!r}"
    assert max(map(len, result.stderr.split("\n"))) <= LONGEST_LINE
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info


def filled(command: click.Command, value: object) -> list[object]:
    """Arguments that give every parameter of a command the same value."""
    arguments: list[object] = []
    for parameter in command.params:
        count = parameter.nargs if parameter.nargs > 0 else 1
        if isinstance(parameter, click.Argument):
            arguments += [value] * count
        elif parameter.required:
            arguments += [parameter.opts[0], *[value] * count]
    return arguments


@pytest.fixture
def places(tmp_path: Path) -> list[Path]:
    """A missing file, files of several kinds, a folder and a workspace, all with evil names."""
    folder = tmp_path / f"a{EVIL}"
    folder.mkdir()
    kinds = {
        "a.tsv": f"{EVIL}\t{EVIL}\n",
        "b.html": f"<title>{EVIL}</title><p>{EVIL}",
        "c.xlsx": EVIL,
    }
    files = [folder / f"{EVIL}{name}" for name in kinds]
    for path, content in zip(files, kinds.values(), strict=True):
        path.write_text(content, encoding="utf-8")
    work = tmp_path / f"w{EVIL}"
    with Workspace.open(work, create=True) as workspace:
        workspace.put_decisions([PairDecision(EVIL, EVIL, Ruling.FORCE, EVIL, EVIL)])
        workspace.put_failure("source", EVIL, EVIL)
    return [tmp_path / EVIL, folder, work, *files]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_whatever_a_command_is_given(words: tuple[str, ...], places: list[Path]) -> None:
    command = COMMANDS[words]
    assert_harmless(*words, f"--{EVIL}")
    for parameter in command.params:
        if isinstance(parameter, click.Option) and not parameter.is_flag:
            count = parameter.nargs
            assert_harmless(*words, *filled(command, EVIL), parameter.opts[0], *[EVIL] * count)
    if words not in NOT_STARTED:
        for place in places:
            assert_harmless(*words, *filled(command, place))


TABLES = {
    "decisions": f"source_document\ttarget_document\tdecision\treason\n{EVIL}\t{EVIL}\tforce\t\n",
    "wrong decisions": f"source_document\ttarget_document\tdecision\n{EVIL}\t{EVIL}\t{EVIL}\n",
    "wrong header": f"{EVIL}\t{EVIL}\n",
    "glossary": f"zh\ten_preferred\n专利\tpatent\n{EVIL}\t{EVIL}\n{EVIL}\n",
    "waivers": f"finding\tkind\treason\n{EVIL}\t{EVIL}\t{EVIL}\n",
    "reviews": '{"kind": "' + EVIL + '"}\n',
}


@pytest.mark.parametrize("name", TABLES)
def test_tables_with_escapes(name: str, piles: tuple[Path, Path], tmp_path: Path) -> None:
    table = tmp_path / f"{EVIL}.tsv"
    table.write_text(TABLES[name], encoding="utf-8")
    work = tmp_path / "work"
    with Workspace.open(work, create=True):
        pass
    assert_harmless("pair", *piles, "--decisions", table)
    for command in (
        ("run", *piles, "--decisions", table),
        ("run", *piles, "--glossary", table),
        ("terms", "check", "--glossary", table),
        ("terms", "check", "--glossary", table, "--waivers", table),
        ("terms", "mine", "--decisions", table),
        ("workspace", "import-review", table),
        ("decide",),
        ("decide", EVIL, EVIL, "forbid"),
        ("decide", EVIL, EVIL, "clear"),
        ("search", EVIL),
        ("search", "--regex", f"({EVIL}"),
    ):
        assert_harmless(*command, "-w", work)


@pytest.fixture
def piles(tmp_path: Path) -> tuple[Path, Path]:
    """Two piles whose pages have escapes in names, titles and texts."""
    made = []
    for side, text in (("zh", "专利局今天开会。"), ("en", "The patent office met today.")):
        folder = tmp_path / side
        folder.mkdir()
        page = f"<html><head><title>{text}{EVIL}</title></head><body><p>{text}{EVIL}</p></body>"
        (folder / f"{EVIL}.html").write_text(page, encoding="utf-8")
        (folder / f"{EVIL}empty.html").write_bytes(b"")
        (folder / f"{EVIL}broken.pdf").write_bytes(b"%PDF-1.4 nothing")
        made.append(folder)
    return made[0], made[1]


@pytest.mark.parametrize("name", TABLES)
def test_values_of_any_length(name: str, piles: tuple[Path, Path], tmp_path: Path) -> None:
    table = tmp_path / "table.tsv"
    long = "gpj.txt" * 10_000
    table.write_text(TABLES[name].replace(EVIL, long), encoding="utf-8")
    work = tmp_path / "work"
    with Workspace.open(work, create=True):
        pass
    assert_harmless("pair", *piles, "--decisions", table)
    for command in (
        ("run", *piles, "--decisions", table),
        ("run", *piles, "--threshold", long),
        ("run", *piles, "--weights", long),
        ("terms", "check", "--glossary", table),
        ("terms", "check", "--glossary", table, "--waivers", table),
        ("terms", "check", "--classes", long),
        ("terms", "mine", "--decisions", table),
        ("workspace", "import-review", table),
        ("search", "--regex", f"({long}"),
    ):
        assert_harmless(*command, "-w", work)


def test_pages_with_escapes(piles: tuple[Path, Path], tmp_path: Path) -> None:
    work = tmp_path / "work"
    assert_harmless("run", *piles, "-w", work)
    pages = [next(pile.glob("*.html")) for pile in piles]
    assert_harmless("align", *pages, "--explain", "-o", os.devnull)
    assert_harmless("read", pages[0])
    assert_harmless("pair", *piles)
    for command in (
        ("search", "专利"),
        ("workspace", "info"),
        ("workspace", "check"),
        ("export", "--format", "tsv", "-o", os.devnull),
    ):
        assert_harmless(*command, "-w", work)
