"""``aligner terms``: how terms are rendered, and whether the glossary is sound."""

import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import click
from click.core import ParameterSource

from aligner.cli import options
from aligner.cli.console import data_output, remark, show
from aligner.cli.glossary import convert, lint
from aligner.cli.mine import mine
from aligner.cli.outputs import OutputPath, WritingCommand
from aligner.cli.progress import progress_bars, progress_display
from aligner.cli.waive import waive
from aligner.errors import ConfigError
from aligner.glossary import Glossary, read_glossary
from aligner.pipeline import (
    ReportOptions,
    View,
    known_findings,
    report_on_file,
    report_on_workspace,
    unfinished_note,
)
from aligner.reports import (
    TermReport,
    term_report_chunks,
    term_report_lines,
    term_report_text,
    write_term_xlsx,
)
from aligner.values import LIKELY, Finding, FindingCode, Severity
from aligner.workspace import Workspace, read_waivers

# A log and a pipe get whole messages.
_WIDE = 1000
_NONE = "none"
_CLASSES = (*(code.value for code in FindingCode), *(level.value for level in Severity), _NONE)


@click.group(
    cls=options.Group,
    epilog=options.example(
        "aligner terms check --workspace work --glossary ip_terms.tsv",
        "aligner terms lint ip_terms.tsv",
    ),
)
def terms() -> None:
    """Check terminology, maintain and extend glossaries."""


def _classes(_context: click.Context, _option: click.Parameter, value: str) -> frozenset[str]:
    """The classes named in a list with commas.

    An empty list is refused: an unset variable of a shell would disarm the gate.
    """
    names = frozenset(name.strip() for name in value.split(",") if name.strip())
    if not names:
        raise click.BadParameter(f"name a class or severity, or {_NONE} to never fail")
    unknown = sorted(names.difference(_CLASSES))
    if unknown:
        message = f"unknown class {unknown[0]!r}; known: {', '.join(_CLASSES)}"
        raise click.BadParameter(message)
    return names


def _checked_classes(
    _context: click.Context, option: click.Parameter, value: str | None
) -> frozenset[FindingCode] | None:
    """The classes that are checked, from a list of those wanted or of those not wanted."""
    if value is None:
        return None
    names = [name.strip() for name in value.split(",") if name.strip()]
    known = {code.value: code for code in FindingCode}
    unknown = [name for name in names if name.removeprefix("-") not in known]
    if unknown or not names:
        message = f"unknown class {(unknown or [value])[0]!r}; known: {', '.join(known)}"
        raise click.BadParameter(message, param=option)
    off = {known[name[1:]] for name in names if name.startswith("-")}
    if off and len(off) < len(names):
        message = "name either classes to check or, with a minus, classes not to check"
        raise click.BadParameter(message, param=option)
    return frozenset(known.values()) - off if off else frozenset(known[name] for name in names)


def _file_option(
    name: str, text: str, kind: type[click.Path] = click.Path
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """An option that names a file."""
    path = kind(path_type=Path, dir_okay=False)
    return click.option(f"--{name}", f"{name}_file", type=path, help=text)


@terms.command(
    cls=WritingCommand,
    epilog=options.example(
        "aligner terms check --workspace work -g ip_terms.tsv --html terms.html",
        "aligner terms check --bitext memory.tmx -g ip_terms.tsv --fail-on error,omitted",
    ),
)
@click.option(
    "--workspace",
    "-w",
    type=click.Path(path_type=Path, file_okay=False),
    help="Check the pairs of this workspace; with --bitext, use what was learned from them.",
)
@click.option(
    "--bitext",
    "bitext_file",
    type=click.Path(path_type=Path),
    help="Check this file of translation units (TMX, XLIFF, TSV, CSV, JSON Lines, XLSX, DOCX, "
    "Parquet) or this folder of Parquet files.",
)
@options.unit_languages_option
@options.glossary_option
@_file_option("html", "Write the report as a self-contained HTML page.", OutputPath)
@_file_option("xlsx", "Write the report as an Excel workbook with one row per finding.", OutputPath)
@_file_option("json", "Write the report as JSON.", OutputPath)
@_file_option(
    "waivers", "Table of findings to hide, with the columns id, decision, reason, author."
)
@_file_option("baseline", "Show only findings that are not in this earlier JSON report.")
@click.option(
    "--strict", is_flag=True, help="Show every occurrence without a listed form, however harmless."
)
@click.option(
    "--show",
    "show_what",
    type=click.Choice(["likely", "all"]),
    default="likely",
    show_default=True,
    help="Which findings the terminal lists: likely problems, or all departures.",
)
@click.option(
    "--classes",
    callback=_checked_classes,
    metavar="NAME,NAME...",
    help="Check only these classes, for example omitted,number; with a minus before each name, "
    "all but these, for example -case,-spelling.",
)
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=LIKELY,
    show_default=True,
    help="Show findings that are at least this likely to be a problem.",
)
@click.option(
    "--fail-on",
    callback=_classes,
    default="error",
    show_default=True,
    metavar="NAME,NAME...",
    help="Exit with status 1 if there are findings of these classes or severities, for example "
    "error,omitted; none never does.",
)
@click.pass_context
def check(  # noqa: PLR0913 - one parameter an option
    context: click.Context,
    *,
    workspace: Path | None,
    bitext_file: Path | None,
    languages: tuple[str, str] | None,
    glossary: Path | None,
    html_file: Path | None,
    xlsx_file: Path | None,
    json_file: Path | None,
    waivers_file: Path | None,
    baseline_file: Path | None,
    strict: bool,
    show_what: str,
    classes: frozenset[FindingCode] | None,
    min_confidence: float,
    fail_on: frozenset[str],
) -> None:
    """Check how glossary terms are translated.

    Every occurrence of a term is either kept, that is, rendered as the glossary says, or
    a departure of some class with its probability of being a problem.  Likely problems
    are shown; the rest are counted.

    Findings are questions, not verdicts: even good human translations have some.
    Without a glossary, numbers are checked, and frequent terms are listed of which two
    renderings stand out; other inconsistent ones are missed, so this is no substitute
    for one.  `aligner terms mine` lists the renderings of each proposed term.
    """
    given = context.get_parameter_source("min_confidence")
    if strict and given is not ParameterSource.DEFAULT:
        raise ConfigError("--strict shows all, however unlikely: leave out --min-confidence")
    _require_checked(fail_on, classes)
    request = ReportOptions(
        None if glossary is None else _read_glossary(glossary),
        () if waivers_file is None else read_waivers(waivers_file),
        None if baseline_file is None else known_findings(baseline_file),
        View(min_confidence, strict, classes),
    )
    report = _report(workspace, bitext_file, request, languages)
    for path, make in ((html_file, term_report_chunks), (json_file, term_report_lines)):
        if path is not None:
            with data_output(path) as stream:
                stream.writelines(part.encode() for part in make(report))
    if xlsx_file is not None:
        write_term_xlsx(report, xlsx_file)
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else _WIDE
    show(term_report_text(report, width, show_all=show_what == "all").rstrip())
    context.exit(int(_fails(report.findings, fail_on)))


def _require_checked(fail_on: frozenset[str], classes: frozenset[FindingCode] | None) -> None:
    """ConfigError if a class is to fail that is not looked for."""
    codes = frozenset() if classes is None else frozenset(FindingCode) - classes
    unchecked = sorted(code.value for code in codes if code.value in fail_on)
    if unchecked:
        message = f"--fail-on names {unchecked[0]}, which --classes leaves out: it is never found"
        raise ConfigError(message)


# What is forbidden and not read is said in full: nobody lints a glossary at every check.
_UNREAD_BAN = "unread-ban"


def _read_glossary(path: Path) -> Glossary:
    """The glossary, with a remark on what is odd in it."""
    entries = read_glossary(path)
    bans = [problem for problem in entries.problems if problem.code == _UNREAD_BAN]
    for ban in bans:
        remark(str(ban))
    n = len(entries.problems) - len(bans)
    if n:
        remark(f"{path}: {n} odd entries; `aligner terms lint {path}` lists them")
    return entries


def _report(
    workspace: Path | None,
    bitext: Path | None,
    request: ReportOptions,
    languages: tuple[str, str] | None,
) -> TermReport:
    """The report on whichever input was named."""
    if workspace is None:
        if bitext is None:
            raise ConfigError("nothing to check: give --workspace or --bitext")
        return _report_on_file(bitext, request, languages, None)
    with Workspace.open(workspace) as store:
        if bitext is not None:
            return _report_on_file(bitext, request, languages, store)
        if note := unfinished_note(store):
            remark(f"warning: {note}")
        with progress_display() as progress:
            report = report_on_workspace(store, request, progress=progress)
    return replace(report, workspace=str(workspace))


def _report_on_file(
    bitext: Path,
    request: ReportOptions,
    languages: tuple[str, str] | None,
    store: Workspace | None,
) -> TermReport:
    with progress_bars() as progress:
        return report_on_file(
            bitext,
            request,
            workspace=store,
            languages=languages,
            notice=remark if progress is None else progress.notice,
            progress=progress,
        )


def _fails(findings: Sequence[Finding], classes: frozenset[str]) -> bool:
    return any({f.code.value, f.severity.value} & classes for f in findings)


terms.add_command(lint)
terms.add_command(convert)
terms.add_command(mine)
terms.add_command(waive)
