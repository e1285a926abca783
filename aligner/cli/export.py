"""``aligner export``: a workspace to a parallel corpus."""

from itertools import chain
from pathlib import Path

import click

from aligner.cli import options
from aligner.cli.console import data_output, remark
from aligner.exporters import units_from_bitext, write_units
from aligner.pipeline.corpus import corpus_languages
from aligner.pipeline.precision import threshold_note, workspace_threshold
from aligner.workspace import Workspace

__all__ = ["export"]


@click.command(
    epilog=options.example("aligner export --workspace work --format tmx -o releases.tmx")
)
@options.workspace_option
@click.option(
    "--format",
    "format_name",
    type=click.Choice(options.EXPORT_FORMATS),
    required=True,
    help="What to write.",
)
@options.output_option
@click.option(
    "--min-probability",
    type=click.FloatRange(0.0, 1.0),
    default=0.0,
    help="Leave out beads less sure than this.",
)
@options.target_precision_option
def export(
    *,
    workspace: Path,
    format_name: str,
    output: Path | None,
    min_probability: float,
    target_precision: float | None,
) -> None:
    """Write a workspace as a parallel corpus.

    One translation unit a bead, with its probability and where it comes from;
    sentences without translation are left out.  A side has one language tag:
    that which is true of all its pages.
    """
    with Workspace.open(workspace) as opened, data_output(output) as stream:
        if target_precision is not None:
            wanted = workspace_threshold(opened, target_precision)
            min_probability = max(min_probability, wanted)
            remark(threshold_note(wanted, target_precision))
        languages = corpus_languages(opened)
        units = chain.from_iterable(
            units_from_bitext(bitext, min_probability=min_probability, languages=languages)
            for bitext in opened.bitexts()
        )
        count = write_units(units, stream, format_name=format_name)
    remark(f"{count} translation units written")
