"""``aligner workspace``: what is in a workspace, whether it is sound, and its upkeep."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from aligner.cli import options
from aligner.cli.aligning import alignment_options
from aligner.cli.console import remark, show
from aligner.cli.outputs import OutputPath, WritingCommand
from aligner.glossary import read_glossary
from aligner.pipeline import RunOptions
from aligner.review import merge_review, write_gold
from aligner.workspace import (
    Workspace,
    WorkspaceInfo,
    check_workspace_files,
    describe,
    read_review,
    write_decisions,
)
from aligner.workspace import vacuum as vacuum_files

_THOUSAND = 1024
_TAKEN_BACK = {
    "pair_decisions.tsv": "aligner run --decisions",
    "waivers.tsv": "aligner terms check --waivers",
    "proposal_decisions.tsv": "aligner terms mine --decisions",
    "review.jsonl": "aligner workspace import-review",
}


@click.group(
    cls=options.Group,
    epilog=options.example(
        "aligner workspace info --workspace work",
        "aligner workspace check --workspace work",
    ),
)
def workspace() -> None:
    """Inspect and maintain a workspace; exchange reviewers' decisions."""


@workspace.command(epilog=options.example("aligner workspace info --workspace work --json"))
@options.workspace_option
@options.json_option
def info(*, workspace: Path, as_json: bool) -> None:
    """Show the contents, size and signature of a workspace."""
    found = describe(workspace)
    if as_json:
        show(json.dumps(asdict(found), ensure_ascii=False, default=str))
    else:
        show("\n".join(_lines(found)))


@workspace.command(epilog=options.example("aligner workspace check --workspace work"))
@options.workspace_option
@options.json_option
@click.pass_context
def check(context: click.Context, *, workspace: Path, as_json: bool) -> None:
    """Check the integrity of a workspace.

    Reads everything and changes nothing: the database file, references, segment
    offsets, alignments, the search index, and stages that are out of date.
    Exits with status 1 if there are problems, and says how to solve each.
    """
    problems = check_workspace_files(workspace)
    if as_json:
        show(json.dumps([asdict(problem) for problem in problems], ensure_ascii=False))
    for problem in () if as_json else problems:
        show(f"{problem.what}\n  what to do: {problem.remedy}")
    if not problems:
        remark("no problems found")
    context.exit(int(bool(problems)))


@workspace.command(epilog=options.example("aligner workspace vacuum --workspace work"))
@options.workspace_option
@click.option(
    "--drop-caches", is_flag=True, help="Also delete the caches, which the next run computes again."
)
@options.json_option
def vacuum(*, workspace: Path, drop_caches: bool, as_json: bool) -> None:
    """Shrink the files of a workspace.

    No results are lost.  With --drop-caches the next run takes longer.
    """
    sizes = vacuum_files(workspace, drop_caches=drop_caches)
    if as_json:
        found = {name: {"before": a, "after": b} for name, (a, b) in sizes.items()}
        show(json.dumps(found))
        return
    for name, (before, after) in sizes.items():
        show(f"{name:18}{_size(before):>12} -> {_size(after)}")
    show(f"{'freed':18}{_size(sum(a - b for a, b in sizes.values())):>12}")


@workspace.command(
    "export-decisions",
    cls=WritingCommand,
    epilog=options.example("aligner workspace export-decisions --workspace work -o decisions"),
)
@options.workspace_option
@click.option(
    "--output",
    "-o",
    type=OutputPath(path_type=Path, file_okay=False),
    required=True,
    help="Output folder for the tables.",
)
def export_decisions(*, workspace: Path, output: Path) -> None:
    """Export reviewers' decisions to files that other commands read.

    One file each for decisions on pairs, waived findings, decisions on proposed
    glossary terms, and reviewed alignments.
    """
    with Workspace.open(workspace) as store:
        written = write_decisions(store, output)
    for path, count in written.items():
        show(f"{path}\t{count}\t{_TAKEN_BACK[path.name]}")


@workspace.command(
    "import-review",
    epilog=options.example(
        "aligner workspace import-review --workspace work wu/review.jsonl",
        "aligner workspace import-review --workspace work --glossary terms.tsv wu/review.jsonl",
    ),
)
@options.workspace_option
@options.glossary_option
@alignment_options
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.pass_context
def import_review(
    context: click.Context,
    *,
    workspace: Path,
    glossary: Path | None,
    choice: RunOptions,
    files: tuple[Path, ...],
) -> None:
    """Import other reviewers' decisions on alignments.

    FILES are the review.jsonl files of `aligner workspace export-decisions`.
    Each pair is aligned again around the imported decisions: give the same options as
    for `aligner run`.
    Decisions that conflict with those in the workspace are listed and not
    imported, and the command exits with status 1.
    """
    entries = None if glossary is None else read_glossary(glossary)
    claims = [claim for path in files for claim in read_review(path)]
    with Workspace.open(workspace) as store:
        merged = merge_review(store, claims, choice, entries)
    counts = f"{merged.taken} imported, {merged.known} already known"
    remark(f"{counts}, {len(merged.conflicts)} in conflict")
    for conflict in merged.conflicts:
        where = f"{conflict.source} - {conflict.target}"
        show(f"{where}: {conflict.author}: {conflict.what}: {conflict.why}")
    context.exit(int(bool(merged.conflicts)))


@workspace.command(
    "export-gold",
    cls=WritingCommand,
    epilog=options.example("aligner workspace export-gold --workspace work -o gold"),
)
@options.workspace_option
@click.option(
    "--output",
    "-o",
    type=OutputPath(path_type=Path, file_okay=False),
    required=True,
    help="Output folder for texts and alignments.",
)
def export_gold(*, workspace: Path, output: Path) -> None:
    """Export fully reviewed pairs as gold data to train and evaluate on."""
    with Workspace.open(workspace) as store:
        pairs, beads, left = write_gold(store, output)
    remark(f"{pairs} document pairs, {beads} beads; {left} more pairs are partly reviewed")


def _lines(found: WorkspaceInfo) -> list[str]:
    """The contents of a workspace, as readable lines."""
    lines = [f"{name:28}{_size(size):>12}" for name, size in found.sizes.items()]
    lines += [f"{'format':28}{found.format:12}", ""]
    lines += [f"{name:28}{count:12,}" for name, count in found.counts.items()]
    for side, languages in found.languages.items():
        if languages:
            listed = ", ".join(f"{name} {count:,}" for name, count in languages.items())
            lines.append(f"{side + ' languages':28}{listed}")
    if found.dates is not None:
        lines.append(f"{'published':28}{found.dates[0]} to {found.dates[1]}")
    for title, groups in (("signature", found.signatures), ("glossary", found.glossaries)):
        lines += [
            f"{title:28}{name or '(none)'} ({count:,} pairs)" for name, count in groups.items()
        ]
    return [*lines, *_last_run(found.last_run)]


def _last_run(run: dict[str, Any] | None) -> list[str]:
    """The last run as lines."""
    if run is None:
        return ["", f"{'last run':28}no run has finished yet"]
    figures = {
        name: value for name, value in run["figures"].items() if not isinstance(value, list | dict)
    }
    listed = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in figures.items())
    return ["", f"{'last run':28}{run['signature']}", *([f"{'':28}{listed}"] if listed else [])]


def _size(size: float) -> str:
    """A number of bytes in a readable unit."""
    for unit in ("B", "KiB", "MiB"):
        if abs(size) < _THOUSAND:
            return f"{size:,.0f} {unit}"
        size /= _THOUSAND
    return f"{size:,.1f} GiB"
