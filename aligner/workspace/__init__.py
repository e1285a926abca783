"""The embedded store: what was read, paired, aligned and found, with search.

A workspace is a folder with ``workspace.sqlite`` (everything; its tables are
documented in ``migrations/001.sql`` and may be read with any SQLite client),
``caches.sqlite`` (vectors; may be deleted) and ``workspace.lock`` (tells who
writes).
"""

from aligner.workspace.documents import Failure, Side
from aligner.workspace.search import Hit
from aligner.workspace.store import Workspace

__all__ = ["Failure", "Hit", "Side", "Workspace"]
