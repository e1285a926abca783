"""What the units of a corpus have in common."""

from aligner.text import common_language
from aligner.workspace import Side, Workspace

_UNKNOWN = "und"


def corpus_languages(workspace: Workspace) -> tuple[str, str]:
    """Tags of the source and of the target side, true of all paired pages of known language.

    Single pages may show that they are in British or American spelling; a
    translation memory expects one language a side.
    """
    names = [(pair.source, pair.target) for pair in workspace.pairs()]
    sources, targets = {source for source, _ in names}, {target for _, target in names}
    return _language(workspace, "source", sources), _language(workspace, "target", targets)


def _language(workspace: Workspace, side: Side, names: set[str]) -> str:
    """The tag of one side."""
    tags = {head.language for head in workspace.document_heads(side) if head.id in names}
    return common_language(sorted(tags - {_UNKNOWN}))
