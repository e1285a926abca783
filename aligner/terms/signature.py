"""What the term check depends on besides texts and glossary: its rules and its weights."""

from functools import cache
from importlib import resources

from aligner.signature import digest_values

__all__ = ["term_signature"]

# Goes up when the rules change.
_RULES = "terms.v2"


@cache
def term_signature() -> str:
    """Name of the rules and digest of the shipped weights, for signatures."""
    folder = resources.files("aligner.terms") / "data"
    names = sorted(item.name for item in folder.iterdir() if item.is_file())
    return (
        f"{_RULES}-{digest_values([(name, (folder / name).read_bytes().hex()) for name in names])}"
    )
