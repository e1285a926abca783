"""``aligner terms lint`` and ``convert``: whether a glossary is sound, and other formats for it."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from aligner.cli import options
from aligner.cli.console import remark, show
from aligner.cli.outputs import OutputPath, WritingCommand
from aligner.glossary import (
    COLUMNS,
    FORMATS,
    Glossary,
    GlossaryProblem,
    convert_glossary,
    lint_glossary,
    read_glossary,
)
from aligner.values import Severity

_READ_FORMATS = click.Choice(list(FORMATS))
_WRITTEN_FORMATS = click.Choice([name for name, known in FORMATS.items() if known.is_written])


def _languages_option(use: str) -> Callable[[options.Command], options.Command]:
    return click.option(
        "--languages",
        type=(str, str),
        default=None,
        metavar="SOURCE TARGET",
        help=f"Languages of the terms, for example: zh en; used {use}.  [default: detected by "
        "script]",
    )


@click.command(epilog=options.example("aligner terms lint ip_terms.tsv"))
@click.argument("glossary", type=click.Path(path_type=Path))
@click.option(
    "--from", "from_format", type=_READ_FORMATS, help="Glossary format.  [default: detected]"
)
@_languages_option("where the file does not name them")
@options.json_option
@click.pass_context
def lint(
    context: click.Context,
    *,
    glossary: Path,
    from_format: str | None,
    languages: tuple[str, str] | None,
    as_json: bool,
) -> None:
    """Find problems in a glossary.

    Prints one problem per line, with file and row, and exits with status 1 if
    there are any.  Notes point out what may be intended and do not count.
    """
    entries = read_glossary(glossary, from_format, languages=languages)
    problems = lint_glossary(entries)
    if as_json:
        show(_as_json(entries, problems))
    else:
        _show_columns(entries)
        for problem in problems:
            mark = "note: " if problem.severity is Severity.NOTE else ""
            show(f"{problem} [{mark}{problem.code}]")
    context.exit(int(any(problem.severity is not Severity.NOTE for problem in problems)))


def _as_json(glossary: Glossary, problems: Sequence[GlossaryProblem]) -> str:
    """The problems, and what was read as what, for programs."""
    names = ("code", "severity", "message", "concept", "path", "line")
    found = [{name: getattr(problem, name) for name in names} for problem in problems]
    made = {
        "entries": len(glossary),
        "columns": dict(glossary.columns),
        "unread": dict(glossary.unread),
        "problems": found,
    }
    return json.dumps(made, ensure_ascii=False, indent=2)


def _show_columns(glossary: Glossary) -> None:
    """Say what the headings were taken for, unless they are our own."""
    names = [name for name, _ in glossary.columns]
    if names[: len(COLUMNS)] != list(COLUMNS) and names:
        taken = ", ".join(f"{name} = {meaning or 'not read'}" for name, meaning in glossary.columns)
        remark(f"columns: {taken}")


@click.command(
    cls=WritingCommand,
    epilog=options.example(
        "aligner terms convert ip_terms.tsv ip_terms.tbx",
        "aligner terms convert terms.xlsx deepl.tsv --to deepl --languages zh en",
    ),
)
@click.argument("source", metavar="IN", type=click.Path(path_type=Path))
@click.argument("target", metavar="OUT", type=OutputPath(path_type=Path, dir_okay=False))
@click.option(
    "--from", "from_format", type=_READ_FORMATS, help="Format of IN.  [default: detected]"
)
@click.option(
    "--to", "to_format", type=_WRITTEN_FORMATS, help="Format of OUT.  [default: by its suffix]"
)
@_languages_option("where the file does not name them, and for the pairs to write")
@click.option("--strict", is_flag=True, help="Exit with status 1 if anything is lost.")
@click.pass_context
def convert(  # noqa: PLR0913 - one parameter an option
    context: click.Context,
    *,
    source: Path,
    target: Path,
    from_format: str | None,
    to_format: str | None,
    languages: tuple[str, str] | None,
    strict: bool,
) -> None:
    """Convert a glossary to another format.

    Reports on stderr what could not be read and what the new format cannot
    represent, with counts and examples.
    """
    made = convert_glossary(
        source, target, from_format=from_format, to_format=to_format, languages=languages
    )
    _show_columns(made.glossary)
    for line in made.remarks():
        remark(line)
    remark(f"{len(made.glossary)} concepts read, {target} written as {made.format_name}")
    context.exit(int(strict and not made.is_whole))
