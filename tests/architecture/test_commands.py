"""Every command explains itself and gives an example; the overview tells the truth."""

from collections.abc import Iterator

import click
import pytest

from aligner.cli.main import LazyGroup, cli


def commands(group: click.Group, path: str) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group, info_name=path)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield f"{path} {name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")


ALL = [("aligner", cli), *commands(cli, "aligner")]


@pytest.mark.parametrize(("path", "command"), ALL, ids=[path for path, _ in ALL])
def test_help_has_an_example(path: str, command: click.Command) -> None:
    text = command.get_help(click.Context(command, info_name=path))
    assert "Example" in text
    assert f"{path} " in text.split("Example", 1)[1]


@pytest.mark.parametrize(("path", "command"), ALL, ids=[path for path, _ in ALL])
def test_options_are_explained(path: str, command: click.Command) -> None:
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{path} {parameter.name}"


def test_overview_agrees_with_the_commands() -> None:
    assert isinstance(cli, LazyGroup)
    for name, entry in cli.lazy.items():
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        assert command.name == name
        assert command.help is not None
        assert command.help.splitlines()[0] == entry.summary
