"""``aligner align --review``: the review of one pair, in a workspace of its own."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from aligner.cli.console import remark
from aligner.cli.serving import serve_until_stopped
from aligner.glossary import read_glossary
from aligner.pipeline import BitextForm, RunOptions, StageKeys
from aligner.review import Output, Review, put_pair, reviewed_pair
from aligner.values import Bitext


@dataclass(frozen=True, slots=True)
class Page:
    """How the review of the pair is shown, and where it is kept."""

    workspace: Path | None
    author: str
    language: str
    port: int | None
    no_browser: bool
    glossary: Path | None = None


def reviewed(
    bitext: Bitext, page: Page, choice: RunOptions, written: tuple[Path | None, BitextForm]
) -> Bitext:
    """The bitext as a reviewer leaves it.

    Parameters
    ----------
    bitext : Bitext
    page : Page
    choice : RunOptions
    written : (Path or None, BitextForm)
        Where and how it is written when it is saved.
    """
    output = Output(bitext.source.document.id, bitext.target.document.id, *written)
    folder = page.workspace or Path(tempfile.mkdtemp(prefix="aligner-review-"))
    remark(f"decisions are kept in {folder}")
    terms = None if page.glossary is None else read_glossary(page.glossary)
    put_pair(folder, bitext, StageKeys(choice, terms))
    review = Review(
        workspace=folder,
        author=page.author,
        glossary=page.glossary,
        options=choice,
        port=page.port,
        language=page.language,
        output=output,
    )
    serve_until_stopped(review, remark, open_browser=not page.no_browser)
    remark(f"to go on: give the same command with --workspace {folder}")
    return reviewed_pair(folder, output)
