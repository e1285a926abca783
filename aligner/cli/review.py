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
    help="Port to listen on.  [default: any free port]",
)
@click.option("--no-browser", is_flag=True, help="Print the address without opening a browser.")
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
    """Check and correct alignments in the browser, least certain first.

    The page is served on this machine only, at a secret address that is printed.
    Every change is saved in the workspace at once, can be undone at any later
    time, and is respected by later runs.  Press Ctrl-C to stop.
    """
    wanted = Review(
        workspace=workspace,
        author=author,
        glossary=glossary,
        options=RunOptions(weights=weights, encoder=encoder),
        port=port,
    )
    remark("press Ctrl-C to stop")
    try:
        serve(wanted, show, open_browser=not no_browser)
    except KeyboardInterrupt as stop:
        # Ctrl-C is how a review ends; SIGTERM, a kind of it, is still an interruption.
        if type(stop) is not KeyboardInterrupt:
            raise
        remark("all changes are saved")
