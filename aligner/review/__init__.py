"""The review in the browser: a page on this machine that shows alignments and takes corrections.

The page speaks to a small server in this process, on the loopback interface only
and by a secret that nobody else has; reviewers' edits go through
`aligner.review.desk.Desk` into the workspace.
"""

from typing import TYPE_CHECKING

from aligner.faces import lazy_face

if TYPE_CHECKING:
    from aligner.review.gold import write_gold
    from aligner.review.merging import merge_review
    from aligner.review.offline import render_sheets
    from aligner.review.saving import Output, put_pair, reviewed_pair
    from aligner.review.serving import Review, serve
    from aligner.review.sheets import workspace_sheets
else:
    __getattr__ = lazy_face(__name__)

__all__ = [
    "Output",
    "Review",
    "merge_review",
    "put_pair",
    "render_sheets",
    "reviewed_pair",
    "serve",
    "workspace_sheets",
    "write_gold",
]
