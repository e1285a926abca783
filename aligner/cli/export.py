"""``aligner export``: a workspace to a parallel corpus."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
from click.core import ParameterSource

from aligner.cli import options
from aligner.cli.console import data_output, remark
from aligner.cli.export_filters import ChosenFilters, filter_options
from aligner.cli.export_values import licence_of, shares_of, tags_of
from aligner.cli.outputs import OutputPath, WritingCommand, is_named_as_folder
from aligner.corpus import (
    CORPUS_FORMATS,
    Division,
    FolderOptions,
    SplitShares,
    corpus_languages,
    corpus_units,
    dropped_lines,
    dropped_record,
    export_corpus,
)
from aligner.exporters import export_shards, in_order, write_units
from aligner.files import whole_file
from aligner.pipeline import denied_note, threshold_note, unfinished_note, workspace_threshold
from aligner.review import render_sheets, workspace_sheets
from aligner.values import TranslationUnit
from aligner.workspace import Workspace

_STDOUT = Path("-")
# The review to read: all pairs as they stand, which is no corpus.
_HTML = "html"
_NO_FILTERS = frozenset({"workspace", "format_name", "output"})


@click.command(
    cls=WritingCommand,
    epilog=options.example(
        "aligner export --workspace work --format tmx --profile region -o releases.tmx",
        "aligner export --workspace work --format moses -o out    (out.zh, out.en, out.ids)",
        "aligner export --workspace work --format xlsx --kinds paragraph,title -o out.xlsx",
        "aligner export --workspace work --format jsonl --duplicates near "
        "--without-findings error -o clean.jsonl",
        "aligner export --workspace work --format huggingface --license cc-by-4.0 "
        "-o corpus    (a folder)",
        "aligner export --workspace work --format html -o review.html    (the review, to read)",
    ),
)
@options.workspace_option
@click.option(
    "--format",
    "format_name",
    type=click.Choice([*CORPUS_FORMATS, _HTML]),
    required=True,
    help="Output format; xliff is XLIFF 2.1, xliff12 is XLIFF 1.2, html is the review to read.",
)
@click.option(
    "--output",
    "-o",
    type=OutputPath(path_type=Path),
    default=None,
    help="Output file, written atomically, and compressed if its name ends in .gz or .zst; for "
    "moses the common prefix of the files, for huggingface a folder.  [default: stdout]",
)
@click.option(
    "--min-probability",
    type=click.FloatRange(0.0, 1.0),
    default=0.0,
    help="Leave out beads with a lower probability.",
)
@options.target_precision_option
@options.order_option
@options.profile_option
@click.option(
    "--languages",
    "tags",
    type=(str, str),
    metavar="SOURCE TARGET",
    callback=tags_of,
    help="Language tags to write, for example: zh-CN en-GB.",
)
@filter_options
@click.option(
    "--license",
    "licence",
    metavar="ID",
    callback=licence_of,
    help="License identifier for the dataset card of huggingface, for example cc-by-4.0 or other.",
)
@click.option(
    "--splits",
    "shares",
    metavar="TRAIN,VALIDATION,TEST",
    callback=shares_of,
    help="Shares of the splits of huggingface, or none for a single split that leaves nothing "
    "out.  [default: 0.9,0.05,0.05]",
)
@click.option(
    "--shard-size",
    type=click.IntRange(min=1),
    metavar="UNITS",
    help="Write several files with at most this many units each: out-00001.tmx, out-00002.tmx ...  "
    "Files of an earlier, longer export that follow them are deleted.",
)
@click.option(
    "--report",
    type=OutputPath(path_type=Path, dir_okay=False),
    help="Write a JSON report on what was written and what each filter left out.",
)
@click.pass_context
def export(  # noqa: PLR0913 - one parameter an option
    context: click.Context,
    *,
    workspace: Path,
    format_name: str,
    output: Path | None,
    min_probability: float,
    target_precision: float | None,
    order: str,
    profile: str | None,
    tags: tuple[str, str] | None,
    chosen: ChosenFilters,
    licence: str | None,
    shares: SplitShares | None,
    shard_size: int | None,
    report: Path | None,
) -> None:
    """Export a workspace as a parallel corpus.

    Every bead becomes a translation unit with its probability and provenance;
    untranslated sentences, and those that are the same in both languages, are
    left out.  Each side has a single language tag,
    one that fits all its documents; where a side has both scripts of Chinese, each
    unit has that of its own page.  --profile and --languages override it.
    The number of units removed by each filter is reported on stderr.
    """
    path = None if output == _STDOUT else output
    if is_named_as_folder(context, "output") and format_name != "huggingface":
        message = f"{output}/ names a folder: add the name of a file, such as {output}/corpus"
        raise click.UsageError(message)
    if profile and tags:
        message = "--profile and --languages cannot be combined"
        raise click.UsageError(message)
    _refuse_nonsense(format_name, path, card=(licence, shares), shard_size=shard_size)
    options.require_order(order, format_name)
    if format_name == _HTML:
        _export_review(context, workspace, path)
        return
    with Workspace.open(workspace) as opened:
        for note in filter(None, (unfinished_note(opened), denied_note(opened))):
            remark(f"warning: {note}")
        unaligned = opened.count_unaligned()
        least = _least_probability(opened, min_probability, target_precision)
        filters = chosen.on(opened)
        units = corpus_units(
            opened,
            filters,
            languages=corpus_languages(opened),
            tags=tags,
            profile=profile,
            min_probability=least,
        )
        written = _Written(format_name, path, shard_size)
        division = Division()
        count = written.write(
            in_order(units, order), FolderOptions(licence or "", shares or SplitShares()), division
        )
        if division.sizes:
            filters.dropped["shared-by-splits"] = division.left_out
    for line in (*dropped_lines(filters), *_split_lines(division)):
        remark(line)
    remark(f"{count} translation units written{written.note}")
    if report is not None:
        record = dropped_record(filters, count, unaligned)
        _write_report(report, {**record, "splits": division.sizes} if division.sizes else record)


def _split_lines(division: Division) -> Iterator[str]:
    """How large the splits are, and which of them are empty, in words."""
    sizes = division.sizes
    if len(sizes) > 1:
        yield f"splits: {', '.join(f'{name} {n}' for name, n in sizes.items())}"
    empty = [name for name, n in sizes.items() if not n]
    if empty and any(sizes.values()):
        yield (
            f"warning: no units fell to {' and '.join(empty)}, as happens in a small corpus: "
            "choose larger shares with --splits, or --splits none"
        )


@dataclass(slots=True)
class _Written:
    """What is written, and where to."""

    format_name: str
    path: Path | None
    shard_size: int | None
    note: str = ""

    def write(
        self, units: Iterable[TranslationUnit], folder: FolderOptions, division: Division
    ) -> int:
        """Write all units; gives their number."""
        name, path = self.format_name, self.path
        if path is None:
            with data_output(None, binary=CORPUS_FORMATS[name].is_binary) as stream:
                return write_units(units, stream, format_name=name)
        if self.shard_size is None:
            return export_corpus(units, path, format_name=name, folder=folder, division=division)
        made = export_shards(units, path, format_name=name, size=self.shard_size)
        self.note = f" to {made.shards} {'file' if made.shards == 1 else 'files'}"
        if made.deleted:
            remark(f"deleted, left by an earlier export: {_from_to(made.deleted)}")
        return made.units


def _from_to(names: Sequence[str]) -> str:
    """Names in a row, in short."""
    return names[0] if len(names) == 1 else f"{names[0]} to {names[-1]} ({len(names)} files)"


def _refuse_nonsense(
    format_name: str,
    path: Path | None,
    *,
    card: tuple[str | None, SplitShares | None],
    shard_size: int | None,
) -> None:
    """UsageError for options that the format has no use for."""
    chosen = CORPUS_FORMATS.get(format_name)
    has_card = chosen is not None and chosen.has_card
    licence, shares = card
    if licence and not has_card:
        message = f"--license is for the dataset card, which {format_name} does not have"
    elif shares and not has_card:
        message = f"--splits is for the splits of huggingface, which {format_name} does not have"
    elif shard_size and (path is None or chosen is None or has_card):
        message = "--shard-size is for files of units: name a format of them, and -o FILE"
    elif path is None and chosen and chosen.write_files:
        message = f"{format_name} consists of several files and cannot go to stdout: add -o"
    else:
        return
    raise click.UsageError(message)


def _least_probability(
    workspace: Workspace, min_probability: float, target_precision: float | None
) -> float:
    """The least probability of beads to keep, which is told if it follows from a precision."""
    if target_precision is None:
        return min_probability
    wanted = workspace_threshold(workspace, target_precision)
    remark(threshold_note(wanted, target_precision))
    return max(min_probability, wanted)


def _write_report(path: Path, report: dict[str, object]) -> None:
    """What was written, and what each filter left out, as JSON."""
    record = json.dumps(report, ensure_ascii=False, indent=2)
    with whole_file(path) as stream:
        stream.write(record.encode() + b"\n")


def _export_review(context: click.Context, workspace: Path, path: Path | None) -> None:
    """Write the review of all pairs as a page to read."""
    given = {
        name
        for name in context.params
        if context.get_parameter_source(name) is ParameterSource.COMMANDLINE
    }
    if given - _NO_FILTERS:
        message = "html shows all pairs unfiltered and takes no other options"
        raise click.UsageError(message)
    with (
        Workspace.open(workspace) as opened,
        data_output(None) if path is None else whole_file(path) as stream,
    ):
        if note := unfinished_note(opened):
            remark(f"warning: {note}")
        for part in render_sheets(workspace_sheets(opened), workspace.resolve().name):
            stream.write(part.encode("utf-8", "replace"))
