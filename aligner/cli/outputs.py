"""Outputs of commands, which never replace what the command reads."""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from aligner.errors import ConfigError
from aligner.files import guarded_outputs

_STDOUT = Path("-")
# What names a pile of pages on the command line.
_PILES = frozenset({"source", "target"})
# Those that name files elsewhere.
_TABLES = frozenset({".csv", ".tsv"})
# Files, or names of what is shipped.
_NAMES = frozenset({"base", "weights"})


_FOLDERS = "aligner.cli.outputs: named as folders"


class OutputPath(click.Path):
    """The type of options and arguments that name what a command writes."""

    def convert(
        self,
        value: Any,  # noqa: ANN401 - as in click
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Any:  # noqa: ANN401
        """The path; that a name ended in a slash is refused, or noted where it may be a folder."""
        if str(value).endswith(tuple(filter(None, (os.sep, os.altsep)))):
            if not self.dir_okay:
                self.fail(f"{value} names a folder: add the name of a file", param, ctx)
            elif ctx is not None and param is not None:
                ctx.meta.setdefault(_FOLDERS, set()).add(param.name)
        return super().convert(value, param, ctx)


def is_named_as_folder(ctx: click.Context, name: str) -> bool:
    """Whether the value of an option was written with a slash at its end."""
    return name in ctx.meta.get(_FOLDERS, ())


class WritingCommand(click.Command):
    """A command that refuses outputs that would replace what it reads, before it begins."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command unless one of its outputs is one of its inputs."""
        guard = _Guard(dict(_paths(ctx, outputs=True)), dict(_paths(ctx, outputs=False)))
        guard.require_different()
        for path in guard.outputs.values():
            if not path.is_dir():
                guard.require_free(path)
        with guarded_outputs(guard.opening):
            return super().invoke(ctx)


@dataclass(slots=True)
class _Guard:
    """What a command reads and writes.

    Parameters
    ----------
    outputs, inputs : dict of str to Path
        By the names of the options; of several files of one option, all have a name.
    opened : set of Path
        What was opened for writing so far.
    """

    outputs: dict[str, Path]
    inputs: dict[str, Path]
    opened: set[Path] = field(default_factory=set)

    def require_different(self) -> None:
        """Refuse two outputs in one file, of which the first would be lost."""
        places = Counter(path.resolve() for path in self.outputs.values())
        for path in self.outputs.values():
            if places[path.resolve()] > 1:
                raise ConfigError(
                    f"{path}: two outputs would be written to the same file; give different names"
                )

    def opening(self, path: Path) -> None:
        """Refuse a file that is about to be written, whatever its name was made from."""
        self.require_free(path)
        place = path.resolve()
        # With a single output it is the same that is written again.
        if place in self.opened and len(self.outputs) > 1:
            raise ConfigError(f"{path}: this is another output of the same command; rename one")
        self.opened.add(place)

    def require_free(self, path: Path) -> None:
        """Refuse a file that is an input, or a part of one."""
        if path.exists() and not path.is_file():
            # Devices and pipes lose nothing.
            return
        # Slow to load for a module that every command loads.
        from aligner.workspace import is_workspace_file  # noqa: PLC0415

        if is_workspace_file(path.resolve()):
            raise ConfigError(f"{path}: this file is part of a workspace; name another output")
        for name, given in self.inputs.items():
            if _is_same(path, given):
                raise ConfigError(
                    f"{path}: this is an input of the same command; name another output"
                )
            if name.partition(":")[0] in _PILES and _is_page_of(path.resolve(), given):
                raise ConfigError(
                    f"{path}: this would be one of the pages in {given}; name an output elsewhere"
                )


def _paths(ctx: click.Context, *, outputs: bool) -> Iterator[tuple[str, Path]]:
    """Names and values of all parameters that are outputs, or that are inputs."""
    for parameter in ctx.command.params:
        is_path = isinstance(parameter.type, click.Path) or parameter.name in _NAMES
        if is_path and isinstance(parameter.type, OutputPath) == outputs:
            values = _several(ctx.params.get(parameter.name or ""))
            for number, value in enumerate(values):
                if value != _STDOUT:
                    yield f"{parameter.name}:{number}", value


def _several(value: Any) -> list[Path]:  # noqa: ANN401 - whatever an option may be
    """The paths that an option was given."""
    if value is None:
        return []
    return [Path(one) for one in (value if isinstance(value, tuple) else (value,))]


def _is_same(path: Path, other: Path) -> bool:
    """Whether two paths lead to one file; a second name of it counts as the same."""
    try:
        return path.samefile(other)
    except (OSError, ValueError):
        return False


def _is_page_of(place: Path, pile: Path) -> bool:
    """Whether a file is, or would become, a page of a pile."""
    if pile.is_dir():
        return place.is_relative_to(pile.resolve())
    if not place.exists() or (pile.is_file() and pile.suffix.lower() not in _TABLES):
        return False
    # Slow to load, and seldom needed.
    from aligner.readers import list_pages  # noqa: PLC0415

    try:
        return any(page.path.resolve() == place for page in list_pages(pile))
    except (OSError, ValueError):
        # The command itself says what is wrong with the pile.
        return False
