"""The embedded store: what was read, paired, aligned and found, with search.

A workspace is a folder with ``workspace.sqlite`` (everything; its tables are
documented in ``migrations`` and may be read with any SQLite client),
``caches.sqlite`` (vectors and drafts of alignments; may be deleted) and
``workspace.lock`` (tells who writes).
"""

from typing import TYPE_CHECKING

from aligner.faces import lazy_face

if TYPE_CHECKING:
    from aligner.workspace.checks import StoredCheck
    from aligner.workspace.decision_files import (
        SignedClaim,
        decision_lines,
        proposal_decision_lines,
        read_decisions,
        read_proposal_decisions,
        read_review,
        read_waivers,
        waiver_lines,
        write_decisions,
    )
    from aligner.workspace.documents import DocumentHead, Failure, Side
    from aligner.workspace.own_files import is_workspace_file
    from aligner.workspace.review_store import PairFigures
    from aligner.workspace.search import Hit, search_folder
    from aligner.workspace.store import Workspace
    from aligner.workspace.upkeep import WorkspaceInfo, describe, vacuum
    from aligner.workspace.upkeep_check import check_workspace_files
else:
    __getattr__ = lazy_face(__name__)

__all__ = [
    "DocumentHead",
    "Failure",
    "Hit",
    "PairFigures",
    "Side",
    "SignedClaim",
    "StoredCheck",
    "Workspace",
    "WorkspaceInfo",
    "check_workspace_files",
    "decision_lines",
    "describe",
    "is_workspace_file",
    "proposal_decision_lines",
    "read_decisions",
    "read_proposal_decisions",
    "read_review",
    "read_waivers",
    "search_folder",
    "vacuum",
    "waiver_lines",
    "write_decisions",
]
