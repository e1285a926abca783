"""``aligner pair``: which target page translates which source page."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from aligner.bulk import local_mapper
from aligner.cli import options
from aligner.cli.console import data_output, remark
from aligner.cli.outputs import WritingCommand
from aligner.cli.progress import progress_display
from aligner.pipeline import PairedPiles, RunOptions, pair_pages, write_pairs


@click.command(
    cls=WritingCommand,
    epilog=options.example(
        "aligner pair releases/source releases/target -o pairs.tsv",
        "aligner pair source.zip target.zip --decisions pairs.tsv --json",
    ),
)
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("target", type=click.Path(path_type=Path))
@options.decisions_option
@options.threshold_option
@options.languages_option
@options.segmentation_option
@options.abbreviations_option
@options.lexicon_option
@options.jobs_option
@options.json_option
@options.output_option
def pair(  # noqa: PLR0913 - one parameter an option
    *,
    source: Path,
    target: Path,
    decisions: Path | None,
    threshold: float,
    languages: tuple[str, str] | None,
    segmentation: Path | None,
    abbreviations: Path | None,
    lexicon: str | None,
    jobs: int | None,
    as_json: bool,
    output: Path | None,
) -> None:
    """Find which target document translates which source document.

    SOURCE and TARGET are folders, archives (.zip, .warc), glob patterns or
    tables that list documents.  The output is a table (TSV) with the columns
    source, target, probability, relation (how the two texts correspond),
    decision and reasons.  Unpaired documents are listed on stderr with the
    reason; with --json they are part of the output.

    To overrule the result, write "force" or "forbid" into the decision column
    and pass the table to --decisions.
    """
    with progress_display() as progress, local_mapper(jobs) as mapper:
        paired = pair_pages(
            source,
            target,
            decisions=decisions,
            options=RunOptions(
                languages=languages,
                pair_threshold=threshold,
                segmentation=segmentation,
                abbreviations=abbreviations,
                lexicon=lexicon,
            ),
            progress=progress,
            mapper=mapper,
        )
    with data_output(output) as stream:
        if as_json:
            stream.write(f"{_as_json(paired)}\n".encode())
            return
        write_pairs(paired.pairs, paired.decisions, stream)
    for left in paired.left_over:
        remark(f"unpaired {left.side} document {left.document}: {left.reason}")
    for failure in paired.failures:
        remark(f"cannot be read: {failure.message}")


def _as_json(paired: PairedPiles) -> str:
    names = ("pairs", "left_over", "failures", "decisions")
    values = {name: [asdict(item) for item in getattr(paired, name)] for name in names}
    return json.dumps(values, ensure_ascii=False)
