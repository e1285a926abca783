"""``aligner review``: alignments checked and corrected in the browser."""

from pathlib import Path

import click

from aligner.cli import options
from aligner.cli.console import remark, show
from aligner.pipeline import RunOptions
from aligner.review import Review, serve


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
@options.author_option
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    help="Port on this machine.  [default: any that is free]",
)
@click.option("--no-browser", is_flag=True, help="Print the address and open no browser.")
def review(  # noqa: PLR0913 - one parameter an option
    *,
    workspace: Path,
    glossary: Path | None,
    weights: str,
    encoder: str | None,
    author: str,
    port: int,
    no_browser: bool,
) -> None:
    """Check and correct alignments in the browser, the doubtful ones first.

    The page is served on this machine only, to whoever has the address that is
    printed. Everything that is done is kept at once in the workspace and can be
    undone, today or in a year; later runs go by it. Ctrl-C ends the review.
    """
    wanted = Review(
        workspace=workspace,
        author=author,
        glossary=glossary,
        options=RunOptions(weights=weights, encoder=encoder),
        port=port,
    )
    remark("Ctrl-C ends the review")
    try:
        serve(wanted, show, open_browser=not no_browser)
    except KeyboardInterrupt as stop:
        # Ctrl-C is how a review ends; SIGTERM, a kind of it, is still an interruption.
        if type(stop) is not KeyboardInterrupt:
            raise
        remark("everything is kept")
