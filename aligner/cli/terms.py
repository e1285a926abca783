"""``aligner terms``: how terms are rendered, and whether the glossary is sound."""

import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import click

import aligner
from aligner.cli import options
from aligner.cli.console import data_output, remark, show
from aligner.cli.glossary import convert, lint
from aligner.cli.progress import progress_display
from aligner.errors import ConfigError
from aligner.pipeline import check_file, check_workspace
from aligner.reports import (
    counts_table,
    findings_html,
    findings_json,
    findings_table,
    scores_table,
)
from aligner.signature import Signature
from aligner.terms import Glossary, TermCheck, read_glossary, term_scores
from aligner.values import Finding, FindingCode, MatchMode, Severity
from aligner.workspace import Workspace

__all__ = ["terms"]

# A log and a pipe get whole messages.
_WIDE = 1000
_NONE = "none"
_CLASSES = (*(code.value for code in FindingCode), *(level.value for level in Severity), _NONE)


@click.group(
    epilog=options.example(
        "aligner terms check --workspace work --glossary ip_terms.tsv",
        "aligner terms lint ip_terms.tsv",
    )
)
def terms() -> None:
    """Check terminology, or the glossary itself."""


def _classes(_context: click.Context, _option: click.Parameter, value: str) -> frozenset[str]:
    """The classes named in a list with commas."""
    names = frozenset(name.strip() for name in value.split(",") if name.strip())
    unknown = sorted(names.difference(_CLASSES))
    if unknown:
        message = f"unknown class {unknown[0]!r}; known: {', '.join(_CLASSES)}"
        raise click.BadParameter(message)
    return names


def _report_option(name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return click.option(
        f"--{name}",
        f"{name}_file",
        type=click.Path(path_type=Path, dir_okay=False),
        help=f"Write a report in {name.upper()} to this file.",
    )


@terms.command(
    epilog=options.example("aligner terms check --workspace work -g ip_terms.tsv --html terms.html")
)
@click.option(
    "--workspace",
    "-w",
    type=click.Path(path_type=Path, file_okay=False),
    help="Check the pairs of this workspace.",
)
@click.option(
    "--bitext",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Check this file of translation units (.tmx, .tsv or .jsonl) instead.",
)
@click.option(
    "--glossary",
    "-g",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="Glossary: .tsv, .csv, .xlsx, .tbx and others.",
)
@_report_option("html")
@_report_option("json")
@click.option(
    "--fail-on",
    callback=_classes,
    default="error",
    show_default=True,
    help="End with status 1 if there are findings of these classes or severities "
    "(with commas between them, or none).",
)
@click.pass_context
def check(  # noqa: PLR0913 - one parameter an option
    context: click.Context,
    *,
    workspace: Path | None,
    bitext: Path | None,
    glossary: Path,
    html_file: Path | None,
    json_file: Path | None,
    fail_on: frozenset[str],
) -> None:
    """Check how the terms of a glossary are rendered.

    Findings are questions, not verdicts: a good human translation has some.
    """
    entries = read_glossary(glossary)
    if entries.problems:
        n = len(entries.problems)
        remark(f"{glossary}: {n} odd entries; `aligner terms lint {glossary}` lists them")
    forms = (term for entry in entries.entries for term in entry.terms)
    if others := sum(term.match is not MatchMode.NOUN for term in forms):
        remark(f"{glossary}: {others} terms ask for another match mode; all are matched as nouns")
    result = _check(workspace, bitext, entries)
    scores = term_scores(result.occurrences).as_dict()
    signature = str(Signature.of({"glossary": entries.digest, "version": aligner.__version__}))
    for path, make in ((html_file, findings_html), (json_file, findings_json)):
        if path is not None:
            with data_output(path) as stream:
                stream.write(make(result.findings, scores=scores, signature=signature).encode())
    show(_overview(result.findings, scores))
    context.exit(int(_fails(result.findings, fail_on)))


def _overview(findings: Sequence[Finding], scores: Mapping[str, object]) -> str:
    """The findings, their counts and the scores as tables."""
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else _WIDE
    tables = [findings_table(findings, width=width), counts_table(findings), scores_table(scores)]
    return "\n".join(tables if findings else tables[1:]).rstrip()


def _check(workspace: Path | None, bitext: Path | None, glossary: Glossary) -> TermCheck:
    """The term check of whichever input was named."""
    if bitext is not None and workspace is None:
        return check_file(bitext, glossary)
    if workspace is not None and bitext is None:
        with Workspace.open(workspace) as opened, progress_display() as progress:
            return check_workspace(opened, glossary, progress=progress)
    message = "name one thing to check: --workspace or --bitext"
    raise ConfigError(message)


def _fails(findings: Sequence[Finding], classes: frozenset[str]) -> bool:
    return any({f.code.value, f.severity.value} & classes for f in findings)


terms.add_command(lint)
terms.add_command(convert)
