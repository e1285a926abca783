"""``aligner align``: two files to a ladder with probabilities."""

from pathlib import Path

import click

from aligner.cli import options
from aligner.cli.console import data_output, remark
from aligner.exporters import UNIT_FORMATS
from aligner.pipeline import (
    RunOptions,
    alarm_line,
    align_files,
    bitext_threshold,
    calibration_note,
    doubt_lines,
    moved_lines,
    pair_alarms,
    threshold_note,
    write_bitext,
)
from aligner.values import Bitext

_LADDER = "ladder"


@click.command(
    epilog=options.example("aligner align chinese.html english.html --format tsv -o pair.tsv")
)
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("target", type=click.Path(path_type=Path))
@click.option(
    "--segmented", is_flag=True, help="The files are plain text with one segment per line."
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice([_LADDER, *(made.name for made in UNIT_FORMATS.values() if made.is_stream)]),
    default=_LADDER,
    show_default=True,
    help="Output format; ladder is plain text with one bead per line.",
)
@options.target_precision_option
@click.option(
    "--explain",
    is_flag=True,
    help="Explain on stderr why beads are doubtful, least certain first.",
)
@options.languages_option
@options.weights_option
@options.encoder_option
@options.output_option
def align(  # noqa: PLR0913 - one parameter an option
    *,
    source: Path,
    target: Path,
    segmented: bool,
    format_name: str,
    target_precision: float | None,
    explain: bool,
    languages: tuple[str, str] | None,
    weights: str,
    encoder: str | None,
    output: Path | None,
) -> None:
    """Align two files.

    SOURCE and TARGET are documents (HTML, DOCX, PDF, text and others) or, with
    --segmented, plain text with one segment per line.  Each line of the ladder
    holds the numbers of the source segments, the numbers of the target segments,
    and the probability that these are exactly each other's translation.  Numbers
    start at 0; with --segmented they are line numbers.  Text that stands at another
    place in the other file comes last, in lines that end in "moved".

    Warnings go to stderr, with the same numbers: passages where text seems to
    be missing, added or out of order, and files that do not look like
    translations of each other, of which no bead is then more than 0.5 sure.  The
    result is written in any case, and the exit status is 0.
    """
    choice = RunOptions(weights=weights, encoder=encoder, languages=languages)
    if note := calibration_note(choice):
        remark(f"note: {note}")
    bitext = align_files(source, target, segmented=segmented, options=choice)
    threshold = 0.0
    if target_precision is not None:
        threshold = bitext_threshold(bitext, target_precision)
        remark(threshold_note(threshold, target_precision))
    binary = format_name != _LADDER and UNIT_FORMATS[format_name].is_binary
    with data_output(output, binary=binary) as stream:
        write_bitext(bitext, stream, format_name=format_name, min_probability=threshold)
    _warn(bitext)
    if explain:
        for line in (*moved_lines(bitext), *doubt_lines(bitext)):
            remark(line)


def _warn(bitext: Bitext) -> None:
    """Say on stderr what looks wrong."""
    found = pair_alarms(bitext)
    if not found.verdict.is_translation:
        remark(
            f"warning: these do not look like translations of each other: {found.verdict.reason}"
        )
    for alarm in found.alarms:
        remark(f"alarm: {alarm_line(alarm, bitext)}")
