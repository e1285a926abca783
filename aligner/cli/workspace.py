"""``aligner workspace``: what is in a workspace, whether it is sound, and its upkeep."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from aligner.cli import options
from aligner.cli.console import remark, show
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
    epilog=options.example(
        "aligner workspace info --workspace work",
        "aligner workspace check --workspace work",
    )
)
def workspace() -> None:
    """See, check and tidy a workspace; take out what persons said."""


@workspace.command(epilog=options.example("aligner workspace info --workspace work --json"))
@options.workspace_option
@options.json_option
def info(*, workspace: Path, as_json: bool) -> None:
    """Say what is in a workspace, how large it is and what made it."""
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
    """Check that everything in a workspace fits together.

    Reads all of it and changes nothing: the file, references, the places of
    segments, the ladders, the search index, and stages that are out of date.
    Ends with status 1 if something is wrong, and says what to do.
    """
    problems = check_workspace_files(workspace)
    if as_json:
        show(json.dumps([asdict(problem) for problem in problems], ensure_ascii=False))
    for problem in () if as_json else problems:
        show(f"{problem.what}\n  what to do: {problem.remedy}")
    if not problems:
        remark("nothing is wrong")
    context.exit(int(bool(problems)))


@workspace.command(epilog=options.example("aligner workspace vacuum --workspace work"))
@options.workspace_option
@click.option(
    "--drop-caches", is_flag=True, help="Delete what the next run can compute again, too."
)
@options.json_option
def vacuum(*, workspace: Path, drop_caches: bool, as_json: bool) -> None:
    """Make the files of a workspace as small as they can be.

    Nothing is lost but, on demand, the caches: the next run takes longer.
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
    epilog=options.example("aligner workspace export-decisions --workspace work -o decisions"),
)
@options.workspace_option
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Folder to write the tables into.",
)
def export_decisions(*, workspace: Path, output: Path) -> None:
    """Write what persons said as files that the commands take back.

    Decisions on pairs, waivers of findings, decisions on proposed entries of
    the glossary, and what reviewers said of alignments, each in a file of its own.
    """
    with Workspace.open(workspace) as store:
        written = write_decisions(store, output)
    for path, count in written.items():
        show(f"{path}\t{count}\t{_TAKEN_BACK[path.name]}")


@workspace.command(
    "import-review",
    epilog=options.example("aligner workspace import-review --workspace work wu/review.jsonl"),
)
@options.workspace_option
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.pass_context
def import_review(context: click.Context, *, workspace: Path, files: tuple[Path, ...]) -> None:
    """Take over what other reviewers said of alignments.

    FILES come from `aligner workspace export-decisions`. What was decided here
    stays; decisions that contradict it are listed and not taken, and the
    command ends with status 1.
    """
    claims = [claim for path in files for claim in read_review(path)]
    with Workspace.open(workspace) as store:
        merged = merge_review(store, claims)
    remark(f"{merged.taken} taken, {merged.known} known, {len(merged.conflicts)} in conflict")
    for conflict in merged.conflicts:
        where = f"{conflict.source} - {conflict.target}"
        show(f"{where}: {conflict.author}: {conflict.what}: {conflict.why}")
    context.exit(int(bool(merged.conflicts)))


@workspace.command(
    "export-gold",
    epilog=options.example("aligner workspace export-gold --workspace work -o gold"),
)
@options.workspace_option
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Folder to write texts and ladders into.",
)
def export_gold(*, workspace: Path, output: Path) -> None:
    """Write pairs that were reviewed from end to end, to train and evaluate with."""
    with Workspace.open(workspace) as store:
        pairs, beads, left = write_gold(store, output)
    remark(f"{pairs} pairs of pages, {beads} beads; {left} more were reviewed in part")


def _lines(found: WorkspaceInfo) -> list[str]:
    """What is in a workspace, as lines for a person."""
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
        return ["", f"{'last run':28}none has ended yet"]
    figures = {
        name: value for name, value in run["figures"].items() if not isinstance(value, list | dict)
    }
    listed = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in figures.items())
    return ["", f"{'last run':28}{run['signature']}", *([f"{'':28}{listed}"] if listed else [])]


def _size(size: float) -> str:
    """Bytes in a unit that a person reads."""
    for unit in ("B", "KiB", "MiB"):
        if abs(size) < _THOUSAND:
            return f"{size:,.0f} {unit}"
        size /= _THOUSAND
    return f"{size:,.1f} GiB"
