"""The embedded store: what was read, paired, aligned and found, with search.

A workspace is a folder with ``workspace.sqlite`` (everything; its tables are
documented in ``migrations`` and may be read with any SQLite client),
``caches.sqlite`` (vectors and drafts of alignments; may be deleted) and
``workspace.lock`` (tells who writes).
"""

from aligner.workspace.checks import StoredCheck
from aligner.workspace.decision_files import (
    decision_lines,
    proposal_decision_lines,
    read_decisions,
    read_proposal_decisions,
    read_waivers,
    waiver_lines,
)
from aligner.workspace.documents import Failure, Side
from aligner.workspace.search import Hit
from aligner.workspace.store import Workspace

__all__ = [
    "Failure",
    "Hit",
    "Side",
    "StoredCheck",
    "Workspace",
    "decision_lines",
    "proposal_decision_lines",
    "read_decisions",
    "read_proposal_decisions",
    "read_waivers",
    "waiver_lines",
]
