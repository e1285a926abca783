#!/usr/bin/env python3
"""Write the references of the documentation: commands from click, Python from docstrings."""

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType

import click
import griffe

import aligner
from aligner import api, values
from aligner.cli.main import cli

DOCS = Path(__file__).resolve().parent.parent / "aligner" / "docs"

# The name of an option in running text.
_OPTION = re.compile(r"(?<![\w`-])--[a-z][a-z-]*[a-z](?![^`\n]*`)")
_COMMANDS = """\
# Commands

Every command explains itself with `--help`; this page is made from the same texts. Results go
to stdout, progress and remarks to stderr. The exit status is 0 if all is well, 1 if a check
found something, 2 for wrong usage, 3 for bad input, 4 if no alignment is possible, 70 for an
error in the program, and 130 after Ctrl-C.
"""
_PYTHON = """\
# Python

What `import aligner` offers. Importing it is fast: the parts behind a name are loaded when the
name is first used. Every error that is raised on purpose is a subclass of
`aligner.errors.AlignerError`.
"""


def main() -> None:
    """Write both pages."""
    for name, text in pages().items():
        (DOCS / name).write_text(text, "utf-8")


def pages() -> dict[str, str]:
    """The generated pages by file name."""
    return {
        "commands.md": "\n".join([_COMMANDS, *_group(cli, "aligner", 2)]),
        "python.md": "\n".join([_PYTHON, *_public_names()]),
    }


def _group(group: click.Group, path: str, level: int) -> Iterator[str]:
    context = click.Context(group, info_name=path)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is not None:
            yield from _command(command, f"{path} {name}", level)


def _command(command: click.Command, path: str, level: int) -> Iterator[str]:
    """Heading, help, usage, options and examples of a command; then its subcommands."""
    context = click.Context(command, info_name=path)
    yield f"{'#' * level} {path}\n"
    yield _escaped(_OPTION.sub(r"`\g<0>`", inspect.cleandoc(command.help or ""))) + "\n"
    yield f"```text\n{command.get_usage(context).removeprefix('Usage: ')}\n```\n"
    records = [
        record
        for parameter in command.params
        if isinstance(parameter, click.Option)
        and (record := parameter.get_help_record(context)) is not None
    ]
    if records:
        yield "| option | meaning |\n|---|---|"
        for names, meaning in records:
            yield f"| {_cell(f'`{names}`')} | {_cell(_escaped(meaning))} |"
        yield ""
    examples = inspect.cleandoc((command.epilog or "").replace("\b", "")).partition("\n")[2]
    yield f"Example:\n\n```sh\n{inspect.cleandoc(examples)}\n```\n"
    if isinstance(command, click.Group):
        yield from _group(command, path, level + 1)


def _cell(text: str) -> str:
    """Markdown inside a table."""
    return " ".join(text.split()).replace("|", r"\|")


def _escaped(text: str) -> str:
    """Plain text as Markdown, with its `code` left as it is."""
    pieces = re.split(r"(`[^`]*`)", text)
    pieces[::2] = [re.sub(r"([\\\[\]*_<])", r"\\\1", piece) for piece in pieces[::2]]
    return "".join(pieces)


_VALUES = (
    api.DocumentRow,
    api.BeadRow,
    api.Table,
    values.Bitext,
    values.Alignment,
    values.Bead,
    values.DocumentPair,
    values.TranslationUnit,
    values.Finding,
)


def _public_names() -> Iterator[str]:
    for name in aligner.__all__:
        value = getattr(aligner, name)
        if inspect.isclass(value) or inspect.isfunction(value):
            yield from _object(_described(value), name, 2)
    yield "## Values\n"
    yield "What the functions return, and what the tables of a workspace hold.\n"
    for kind in _VALUES:
        yield from _object(_described(kind), kind.__name__, 3)


def _described(value: type | FunctionType) -> griffe.Object | griffe.Alias:
    """A class or function as its source describes it."""
    described: griffe.Object | griffe.Alias = griffe.load(value.__module__)[value.__qualname__]
    return described


def _object(described: griffe.Object | griffe.Alias, name: str, level: int) -> Iterator[str]:
    """Heading, signature and docstring of a function or class; then its public methods."""
    yield f"{'#' * level} {name}\n"
    if isinstance(described, griffe.Function):
        yield f"```python\n{_signature(described, name)}\n```\n"
    if described.docstring is not None:
        for section in described.docstring.parse("numpy", warn_unknown_params=False):
            yield from _section(section)
    if isinstance(described, griffe.Class):
        for member in described.members.values():
            if not member.name.startswith("_") and isinstance(
                member, griffe.Function | griffe.Attribute
            ):
                if member.docstring is None:
                    continue
                yield from _object(member, f"{name}.{member.name}", level + 1)


def _signature(function: griffe.Function, name: str) -> str:
    """The call, on one line if it fits and else with one parameter a line."""
    parameters = [_parameter(p) for p in function.parameters if p.name not in {"self", "cls"}]
    star = next(
        (
            at
            for at, p in enumerate(p for p in function.parameters if p.name not in {"self", "cls"})
            if p.kind is griffe.ParameterKind.keyword_only
        ),
        None,
    )
    if star is not None:
        parameters.insert(star, "*")
    result = f" -> {function.returns}" if function.returns is not None else ""
    line = f"{name}({', '.join(parameters)}){result}"
    if len(line) <= 88:  # noqa: PLR2004 - what a page shows without scrolling
        return line
    inner = "".join(f"    {parameter},\n" for parameter in parameters)
    return f"{name}(\n{inner}){result}"


def _parameter(parameter: griffe.Parameter) -> str:
    annotation = f": {parameter.annotation}" if parameter.annotation is not None else ""
    default = f" = {parameter.default}" if parameter.default is not None else ""
    return f"{parameter.name}{annotation}{default}"


def _section(section: griffe.DocstringSection) -> Iterator[str]:
    """One section of a docstring as Markdown."""
    match section:
        case griffe.DocstringSectionText():
            yield _prose(section.value) + "\n"
        case griffe.DocstringSectionExamples():
            for kind, text in section.value:
                if kind is griffe.DocstringSectionKind.examples:
                    yield f"```pycon\n{text}\n```\n"
                else:
                    yield _prose(text) + "\n"
        case (
            griffe.DocstringSectionParameters()
            | griffe.DocstringSectionReturns()
            | griffe.DocstringSectionYields()
            | griffe.DocstringSectionRaises()
            | griffe.DocstringSectionAttributes()
        ):
            yield f"{section.kind.value.capitalize()}:\n"
            for item in section.value:
                yield _item(item)
            yield ""


def _item(item: griffe.DocstringElement) -> str:
    name = getattr(item, "name", "")
    annotation = str(item.annotation) if item.annotation is not None else ""
    label = f"`{name}`" if name else ""
    if annotation and name:
        label += f" ({_prose(annotation)})"
    elif annotation:
        label = f"`{annotation}`"
    description = " ".join(_prose(item.description).split())
    return f"- {label}: {description}" if description else f"- {label}"


def _prose(text: str) -> str:
    """Text of a docstring as Markdown: doubled backticks become single ones."""
    return _escaped(text.replace("``", "`"))


if __name__ == "__main__":
    main()
