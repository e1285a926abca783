"""What a Python program calls: paths or sentences in, values out."""

from typing import TYPE_CHECKING

from aligner.faces import lazy_face

if TYPE_CHECKING:
    from aligner.api.functions import align, align_files, pair, run
    from aligner.api.tables import BeadRow, DocumentRow, Table
    from aligner.api.terms import check_terms, read_glossary
    from aligner.api.workspace import Workspace
else:
    __getattr__ = lazy_face(__name__)

__all__ = [
    "BeadRow",
    "DocumentRow",
    "Table",
    "Workspace",
    "align",
    "align_files",
    "check_terms",
    "pair",
    "read_glossary",
    "run",
]
