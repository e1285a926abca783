"""``aligner align``: two files to a ladder with probabilities."""

from pathlib import Path

import click

from aligner.cli import options
from aligner.cli.console import data_output
from aligner.pipeline import align_files, write_bitext

__all__ = ["align"]


@click.command(
    epilog=options.example("aligner align chinese.html english.html --format tsv -o pair.tsv")
)
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--segmented", is_flag=True, help="The files hold one segment a line.")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["ladder", *options.EXPORT_FORMATS]),
    default="ladder",
    show_default=True,
    help="What to write.",
)
@options.output_option
def align(
    *,
    source: Path,
    target: Path,
    segmented: bool,
    format_name: str,
    output: Path | None,
) -> None:
    """Align two files.

    SOURCE and TARGET are pages (HTML or text) or, with --segmented, text with
    one segment a line.  A line of the ladder holds the numbers of the source
    segments, those of the target segments, and the probability that exactly
    these belong together; numbers count from 0, and with --segmented they are
    the numbers of the lines.
    """
    bitext = align_files(source, target, segmented=segmented)
    with data_output(output) as stream:
        write_bitext(bitext, stream, format_name=format_name)
