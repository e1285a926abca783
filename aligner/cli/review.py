"""``aligner review``: alignments checked and corrected in the browser."""

from pathlib import Path

import click

from aligner.cli import options
from aligner.cli.console import remark, show
from aligner.cli.serving import (
    language_option,
    no_browser_option,
    port_option,
    serve_until_stopped,
)
from aligner.pipeline import Evidence, RunOptions
from aligner.review import Review


@click.command(
    epilog=options.example(
        "aligner review --workspace work --glossary corpora/glossary/ip_terms.tsv",
        "aligner review --workspace work --no-browser --port 8600",
    )
)
@options.workspace_option
@options.glossary_option
@options.weights_option
@options.encoder_option
@options.evidence_option
@options.lexicon_option
@options.segmentation_option
@options.abbreviations_option
@options.author_option
@port_option
@no_browser_option
@language_option
def review(  # noqa: PLR0913 - one parameter an option
    *,
    workspace: Path,
    glossary: Path | None,
    weights: str,
    encoder: str | None,
    evidence: Evidence,
    lexicon: str | None,
    segmentation: Path | None,
    abbreviations: Path | None,
    author: str,
    port: int | None,
    no_browser: bool,
    language: str | None,
) -> None:
    """Check and correct alignments in the browser, least certain first.

    The page is served on this machine only, at an address that is printed and can be
    opened once; a second tab of the same browser is let in.
    Every change is saved in the workspace at once, can be undone at any later
    time, and is respected by later runs.  Press Ctrl-C to stop.
    """
    wanted = Review(
        workspace=workspace,
        author=author,
        glossary=glossary,
        options=RunOptions(
            weights=weights,
            encoder=encoder,
            evidence=evidence,
            lexicon=lexicon,
            segmentation=segmentation,
            abbreviations=abbreviations,
        ),
        port=port,
        language=language or "",
    )
    serve_until_stopped(wanted, show, open_browser=not no_browser)
    remark("all changes are saved")
