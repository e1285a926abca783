"""Checks of the invariants of values."""

from aligner.errors import InternalError


def require(condition: bool, invariant: str) -> None:  # noqa: FBT001 - reads as a sentence
    """Raise an `InternalError` that states the violated invariant, unless the condition holds."""
    if not condition:
        raise InternalError(invariant)
