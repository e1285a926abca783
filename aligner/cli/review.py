"""``aligner review``: alignments checked and corrected in the browser."""

from pathlib import Path

import click

from aligner.cli import options
from aligner.cli.aligning import alignment_options
from aligner.cli.console import remark, show
from aligner.cli.serving import Page, page_options, serve_until_stopped
from aligner.pipeline import RunOptions
from aligner.review import Review


@click.command(
    epilog=options.example(
        "aligner review --workspace work --glossary corpora/glossary/ip_terms.tsv",
        "aligner review --workspace work --no-browser --port 8600",
    )
)
@options.workspace_option
@options.glossary_option
@alignment_options
@page_options
def review(*, workspace: Path, glossary: Path | None, choice: RunOptions, page: Page) -> None:
    """Check and correct alignments in the browser, least certain first.

    The page is served on this machine only, at an address that is printed and can be
    opened once; further tabs of the same browser are let in.  Every change is saved in
    the workspace at once, can be undone at any later time, and is respected by later
    runs.  Press Ctrl-C to stop.
    """
    wanted = Review(
        workspace=workspace,
        author=page.author,
        glossary=glossary,
        options=choice,
        port=page.port,
        language=page.language or "",
    )
    serve_until_stopped(wanted, show, open_browser=not page.no_browser)
    remark("all changes are saved")
