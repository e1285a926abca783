"""The version of the rules by which terms are checked."""

from functools import cache
from importlib import resources

from aligner.signature import digest_values

# Goes up whenever the rules change.
_RULES = "terms.v27"


@cache
def term_signature() -> str:
    """Name of the rules and digest of the shipped weights, for signatures."""
    folders = [resources.files(room) / "data" for room in ("aligner.lexicon", "aligner.terms")]
    files = sorted(
        ((item.name, item) for folder in folders for item in folder.iterdir() if item.is_file()),
        key=lambda named: named[0],
    )
    return f"{_RULES}-{digest_values([(name, item.read_bytes().hex()) for name, item in files])}"
