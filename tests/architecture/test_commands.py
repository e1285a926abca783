"""Every command explains itself and gives an example; the overview tells the truth."""

from collections.abc import Iterator

import click

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


def test_help_has_an_example() -> None:
    without = []
    for path, command in ALL:
        text = command.get_help(click.Context(command, info_name=path))
        if f"{path} " not in text.partition("Example")[2]:
            without.append(path)
    assert not without


def test_summaries_are_shown_whole() -> None:
    by_path = dict(ALL)
    cut = []
    for path, command in ALL[1:]:
        above, _, _ = path.rpartition(" ")
        context = click.Context(by_path[above], info_name=above, terminal_width=80)
        summary = (command.help or "").partition("\n")[0]
        if not summary.endswith(".") or summary not in " ".join(
            by_path[above].get_help(context).split()
        ):
            cut.append(f"{path}: {summary!r}")
    assert not cut


def test_options_are_explained() -> None:
    silent = [
        f"{path} {parameter.name}"
        for path, command in ALL
        for parameter in command.params
        if isinstance(parameter, click.Option) and not parameter.help
    ]
    assert not silent


def test_overview_agrees_with_the_commands() -> None:
    assert isinstance(cli, LazyGroup)
    wrong = []
    for name, entry in cli.lazy.items():
        command = cli.get_command(click.Context(cli), name)
        summary = (getattr(command, "help", None) or "").partition("\n")[0]
        if command is None or (command.name, summary) != (name, entry.summary):
            wrong.append(f"{name}: {summary!r}, not {entry.summary!r}")
    assert not wrong
