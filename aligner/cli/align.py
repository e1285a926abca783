"""``aligner align``: two files to a ladder with probabilities."""

from dataclasses import replace
from pathlib import Path

import click

from aligner.cli import options
from aligner.cli.aligning import alignment_options
from aligner.cli.console import STDOUT, data_output, remark, require_no_terminal
from aligner.cli.outputs import WritingCommand
from aligner.cli.progress import progress_display
from aligner.cli.serving import Page, page_options
from aligner.errors import AlignerError
from aligner.exporters import UNIT_FORMATS, require_plain_binary, unit_file
from aligner.pipeline import (
    BitextForm,
    RunOptions,
    alarm_line,
    align_files,
    bitext_threshold,
    differing_line,
    doubt_lines,
    language_lines,
    moved_lines,
    options_note,
    pair_alarms,
    threshold_note,
    unpaired_lines,
    write_bitext,
    written_at,
)
from aligner.readers import left_out_line
from aligner.tables import without_compression
from aligner.values import Bitext

_LADDER = "ladder"
# Formats by the suffix of the output file.
_BY_SUFFIX = {
    ".tmx": "tmx",
    ".xlf": "xliff",
    ".xliff": "xliff",
    ".tsv": "tsv",
    ".jsonl": "jsonl",
    ".xlsx": "xlsx",
    ".parquet": "parquet",
    **dict.fromkeys(("", ".txt", ".ladder", ".align", ".gold"), _LADDER),
}


@click.command(
    cls=WritingCommand,
    epilog=options.example("aligner align chinese.html english.html --format tsv -o pair.tsv"),
)
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("target", type=click.Path(path_type=Path), required=False)
@click.option(
    "--segmented", is_flag=True, help="The files are plain text with one segment per line."
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice([_LADDER, *(made.name for made in UNIT_FORMATS.values() if made.is_stream)]),
    default=None,
    help="Output format; ladder is plain text with one bead per line.  [default: by the suffix "
    "of the output file; on stdout, and for .txt, ladder]",
)
@options.target_precision_option
@options.order_option
@options.profile_option
@click.option(
    "--explain",
    is_flag=True,
    help="Explain on stderr why beads are doubtful, least certain first.",
)
@options.languages_option
@click.option(
    "--glossary",
    "-g",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Glossary whose terms serve as anchors: segments that contain terms of the same concept "
    "are more likely to be aligned.  With --review its terms are checked as well.  In any format "
    "that `aligner terms check` reads.",
)
@alignment_options
@options.output_option
@click.option(
    "--review",
    "in_browser",
    is_flag=True,
    help="Check and correct the alignment in the browser before it is written.",
)
@click.option(
    "--workspace",
    "-w",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="Folder for the decisions made in the review.  [default: a new temporary folder, whose "
    "path is printed]",
)
@page_options
def align(  # noqa: PLR0913 - one parameter an option
    *,
    source: Path,
    target: Path | None,
    segmented: bool,
    format_name: str | None,
    target_precision: float | None,
    order: str,
    profile: str | None,
    explain: bool,
    languages: tuple[str, str] | None,
    glossary: Path | None,
    choice: RunOptions,
    output: Path | None,
    in_browser: bool,
    workspace: Path | None,
    page: Page,
) -> None:
    """Align two files.

    SOURCE and TARGET are documents (HTML, DOCX, PDF, text and others) or, with
    --segmented, plain text with one segment per line.  Without TARGET, the two
    languages of SOURCE are aligned, whether its paragraphs take turns or stand side by
    side in a table.  Each line of the ladder holds the numbers of the source segments, the
    numbers of the target segments, and the probability that these are exactly each
    other's translation.  Numbers start at 0; with --segmented they are line numbers.
    Text that stands at another place in the other file comes last, in lines that end
    in "moved".

    Warnings go to stderr, with the same numbers: passages where text seems to
    be missing, added or out of order, files that may have been read in the wrong
    charset, files whose numbers differ again and again, and files that do not look
    like translations of each other, in which no bead is then more than 0.5 sure.  The
    result is written in any case, and the exit status is 0.

    With --review, the pair is first shown in the browser, in the page of
    `aligner review`.  Saving there, or pressing Ctrl-C here, writes the output.  If it
    cannot be reviewed, the alignment is written as it is, and the exit status is
    not 0.
    """
    format_name = format_name or _format_of(output)
    _require_that_it_fits(format_name, order, output)
    choice = replace(choice, languages=languages)
    if note := options_note(choice):
        remark(f"note: {note}")
    if segmented and target is None:
        raise click.UsageError("--segmented needs two files, SOURCE and TARGET")
    with progress_display() as progress:
        bitext = align_files(
            source,
            target,
            segmented=segmented,
            options=choice,
            glossary=glossary,
            progress=progress,
        )
    path = None if output == STDOUT else output
    least = _least_probability(bitext, target_precision)
    form = BitextForm(format_name, least, order, profile, written_at(target or source))
    if path is not None or not in_browser:
        # Before a review, too: better to hear now that a file cannot be written.
        _write(bitext, path, form)
    _warn(bitext, source, target or source)
    for line in (*moved_lines(bitext), *doubt_lines(bitext)) if explain else ():
        remark(line)
    if in_browser:
        # Slow to load, and seldom asked for.
        from aligner.cli.pair_review import reviewed  # noqa: PLC0415

        try:
            as_reviewed = reviewed(
                bitext,
                workspace=workspace,
                glossary=glossary,
                choice=choice,
                page=page,
                written=(path, form),
            )
        except AlignerError:
            if path is None:
                _write(bitext, path, form)
            remark("the alignment is written without a review")
            raise
        _write(as_reviewed, path, form)


def _format_of(output: Path | None) -> str:
    """The format that the name of the output file asks for.

    Raises
    ------
    UsageError
        If no format has its suffix: a ladder in a file called ``.docx`` opens nowhere.
    """
    suffix = without_compression(output).suffix.lower() if output else ""
    if suffix not in _BY_SUFFIX:
        known = ", ".join(known for known in _BY_SUFFIX if known)
        raise click.UsageError(
            f"{output}: no format has the suffix {suffix}; give one of {known}, or --format"
        )
    return _BY_SUFFIX[suffix]


def _require_that_it_fits(format_name: str, order: str, output: Path | None) -> None:
    """Refuse an order, a compression or a terminal that a format does not suit."""
    options.require_order(order, format_name)
    if output is not None:
        require_plain_binary(output, format_name)
    if output in {None, STDOUT} and _is_binary(format_name):
        require_no_terminal()


def _least_probability(bitext: Bitext, target_precision: float | None) -> float:
    """The least probability of beads to keep, which is told if it follows from a precision."""
    if target_precision is None:
        return 0.0
    threshold = bitext_threshold(bitext, target_precision)
    matches = [bead for bead in bitext.alignment if not bead.is_null]
    dropped = sum(bead.probability < threshold for bead in matches)
    note = threshold_note(threshold, target_precision)
    remark(f"{note}; left out: {dropped} of {len(matches)}")
    return threshold


def _write(bitext: Bitext, path: Path | None, form: BitextForm) -> None:
    """Write the bitext to the file, or to stdout."""
    if path is not None:
        with unit_file(path, form.format_name) as stream:
            write_bitext(bitext, stream, form)
        return
    with data_output(None, binary=_is_binary(form.format_name)) as stream:
        write_bitext(bitext, stream, form)


def _is_binary(format_name: str) -> bool:
    """Whether what is written is no text."""
    return format_name != _LADDER and UNIT_FORMATS[format_name].is_binary


def _warn(bitext: Bitext, source: Path, target: Path) -> None:
    """Say on stderr what looks wrong with the two files, and between them."""
    if source == target:
        sides = (bitext.source.document.language, bitext.target.document.language)
        remark(f"note: {source}: its text in {sides[0]} is aligned with that in {sides[1]}")
    for path, side in ((source, bitext.source), (target, bitext.target)):
        for doubt in side.document.doubts:
            remark(f"warning: {path}: {doubt}")
        if line := left_out_line(side.document):
            remark(f"note: {path}: {line}")
    found = pair_alarms(bitext)
    for line in language_lines(bitext, foreign=not found.verdict.is_translation):
        remark(f"warning: {line}")
    if not found.verdict.is_translation:
        remark(
            f"warning: these do not look like translations of each other: {found.verdict.reason}"
        )
    elif line := differing_line(bitext):
        remark(f"warning: {line}")
    for alarm in found.alarms:
        remark(f"alarm: {alarm_line(alarm, bitext)}")
    for line in unpaired_lines(bitext) if found.verdict.is_translation else ():
        remark(f"note: {line}")
