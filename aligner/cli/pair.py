"""``aligner pair``: which target page translates which source page."""

from pathlib import Path

import click

from aligner.bulk import local_mapper
from aligner.cli import options
from aligner.cli.console import data_output, remark
from aligner.cli.progress import progress_display
from aligner.pipeline import RunOptions, pair_folders, write_pairs

__all__ = ["pair"]


@click.command(epilog=options.example("aligner pair releases/source releases/target -o pairs.tsv"))
@click.argument("source_dir", type=click.Path(path_type=Path))
@click.argument("target_dir", type=click.Path(path_type=Path))
@options.languages_option
@options.jobs_option
@options.output_option
def pair(
    *,
    source_dir: Path,
    target_dir: Path,
    languages: tuple[str, str] | None,
    jobs: int | None,
    output: Path | None,
) -> None:
    """Find which target page translates which source page.

    Writes a table (TSV) of source page, target page, probability and reasons.
    Pages without partner are named on stderr with the reason.
    """
    with progress_display() as progress, local_mapper(jobs) as mapper:
        pairing = pair_folders(
            source_dir,
            target_dir,
            options=RunOptions(languages=languages),
            progress=progress,
            mapper=mapper,
        )
    for left in pairing.left_over:
        remark(f"no partner for {left.side} {left.document}: {left.reason}")
    with data_output(output) as stream:
        write_pairs(pairing.pairs, stream)
