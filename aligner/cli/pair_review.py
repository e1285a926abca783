"""``aligner align --review``: the review of one pair, in a workspace of its own."""

import tempfile
from pathlib import Path

from aligner.cli.console import remark
from aligner.cli.serving import Page, serve_until_stopped
from aligner.glossary import read_glossary
from aligner.pipeline import BitextForm, RunOptions, StageKeys, require_room
from aligner.review import Output, Review, put_pair, reviewed_pair
from aligner.values import Bitext


def reviewed(  # noqa: PLR0913 - one parameter an option
    bitext: Bitext,
    *,
    workspace: Path | None,
    glossary: Path | None,
    choice: RunOptions,
    page: Page,
    written: tuple[Path | None, BitextForm],
) -> Bitext:
    """The bitext as a reviewer leaves it.

    Parameters
    ----------
    bitext : Bitext
    workspace : Path or None
        Where decisions are kept; None makes a new temporary folder.
    glossary : Path or None
        Its terms are checked in the review.
    choice : RunOptions
        Those with which the pair was aligned.
    page : Page
    written : (Path or None, BitextForm)
        Where and how it is written when it is saved.

    Raises
    ------
    AlignmentImpossible
        If it is too long to be reviewed.
    """
    names = bitext.source.document.id, bitext.target.document.id
    require_room(" - ".join(names), bitext.alignment.n_source + bitext.alignment.n_target)
    output = Output(*names, *written)
    folder = workspace or Path(tempfile.mkdtemp(prefix="aligner-review-"))
    remark(f"decisions are kept in {folder}")
    terms = None if glossary is None else read_glossary(glossary)
    put_pair(folder, bitext, StageKeys(choice, terms))
    review = Review(
        workspace=folder,
        author=page.author,
        glossary=glossary,
        options=choice,
        port=page.port,
        language=page.language or "",
        output=output,
    )
    try:
        serve_until_stopped(review, remark, open_browser=not page.no_browser)
    finally:
        remark(f"to go on: give the same command with --workspace {folder}")
    return reviewed_pair(folder, output)
