"""What the group does with errors, whatever the command."""

import subprocess
import sys
from functools import partial

import click
import pytest
from click.testing import CliRunner

from aligner.cli.main import LazyCommand, MainGroup, cli, main
from aligner.errors import AlignmentImpossible, ConfigError, FormatError, InternalError


def group_raising(error: BaseException) -> MainGroup:
    group = MainGroup("test", lazy={})

    @click.command()
    def fail() -> None:
        raise error

    group.get_command = lambda ctx, cmd_name: fail  # type: ignore[method-assign]  # noqa: ARG005
    return group


@pytest.mark.parametrize(
    ("error", "status", "line"),
    [
        (ConfigError("no such format"), 2, "error: no such format"),
        (FormatError("no title", "page.html", 3), 3, "error: page.html:3: no title"),
        (AlignmentImpossible("both are empty"), 4, "error: both are empty"),
        (InternalError("a rung is missing"), 70, "error: a rung is missing"),
        (PermissionError(13, "Permission denied", "x.tmx"), 3, "error: x.tmx: Permission denied"),
        (KeyboardInterrupt(), 130, "stopped by Ctrl-C"),
        (ConfigError("no \x1b[31mred\x07"), 2, "error: no [31mred"),
    ],
)
def test_errors_become_one_line_and_a_status(error: BaseException, status: int, line: str) -> None:
    result = CliRunner().invoke(group_raising(error), ["fail"])
    assert (result.exit_code, result.stdout, result.stderr) == (status, "", f"{line}\n")


def test_slips_of_ours_are_not_hidden() -> None:
    result = CliRunner().invoke(group_raising(ZeroDivisionError()), ["fail"])
    assert isinstance(result.exception, ZeroDivisionError)


def test_a_slip_is_no_finding(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Status 1 means that a check found something."""
    slip = ZeroDivisionError("of \x1b[31mred")
    monkeypatch.setattr("aligner.cli.main.cli", partial(group_raising(slip).main, ["fail"]))
    with pytest.raises(SystemExit) as stopped:
        main()
    said = capfd.readouterr().err
    assert stopped.value.code == 70
    assert "Traceback" in said
    assert "ZeroDivisionError" in said
    assert "\x1b" not in said


def test_unknown_commands_are_usage_errors() -> None:
    result = CliRunner().invoke(cli, ["algin"])
    assert result.exit_code == 2
    assert "algin" in result.stderr


def test_the_version_is_told() -> None:
    result = CliRunner().invoke(cli, ["--version"])
    assert result.exit_code == 0
    assert result.stdout.startswith("aligner")


def test_a_command_is_imported_when_it_is_called() -> None:
    group = MainGroup("test", lazy={"x": LazyCommand("no.such.module:x", "Does x.")})
    assert "Does x." in CliRunner().invoke(group, ["--help"]).stdout
    with pytest.raises(ModuleNotFoundError):
        CliRunner().invoke(group, ["x"], catch_exceptions=False)


ENDLESS = """
import click
from aligner.cli.console import show
from aligner.cli.main import MainGroup

@click.command()
def talk():
    while True:
        show("a line")

group = MainGroup("test", lazy={})
group.get_command = lambda ctx, name: talk
group(["talk"])
"""


def test_a_reader_that_leaves_is_no_error() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", ENDLESS], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == b"a line\n"
        process.stdout.close()
        assert process.wait(timeout=30) == 141
        assert process.stderr.read() == b""


def test_the_package_can_be_run_as_a_module() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "aligner", "--version"],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.startswith("aligner, version ")
