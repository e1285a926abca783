"""The review in the browser: a page on this machine that shows alignments and takes corrections.

The page speaks to a small server in this process, on the loopback interface only
and by a secret that nobody else has; what persons do goes through
`aligner.pipeline.desk.Desk` into the workspace.
"""

from aligner.review.offline import render_sheets

# `aligner.review.serving` is imported by its own name: reading needs no server.
__all__ = ["render_sheets"]
