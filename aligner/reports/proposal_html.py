"""Proposed glossary entries as a single, self-contained HTML page with concordances."""

from collections.abc import Iterator, Sequence

from aligner.reports.concordance import concordance
from aligner.reports.page import asset, page_template
from aligner.text import strip_controls
from aligner.values import Proposal

# A longer page would be slow to open.
_MOST = 2000


def proposal_page_chunks(proposals: Sequence[Proposal], *, most: int = _MOST) -> Iterator[str]:
    """The page in chunks.

    Parameters
    ----------
    proposals : sequence of Proposal
    most : int, optional
        How many the page shows; it says so if there are more.

    Notes
    -----
    All text is escaped by the template engine.  The page loads nothing from
    elsewhere and has a content security policy that forbids it.  Without scripts
    everything is shown; only sorting is missing.
    """
    shown = proposals[:most]
    ranks = {proposal.source_term: rank for rank, proposal in enumerate(shown, start=1)}
    stream = page_template("proposals.html").stream(
        rows=[(proposal, tuple(concordance(proposal))) for proposal in shown],
        ranks=ranks,
        n=len(proposals),
        style=asset("term_report.css"),
        script=asset("term_report.js"),
    )
    stream.enable_buffering(200)
    return map(strip_controls, stream)
