"""How a value refuses nonsense when it is born."""

from aligner.errors import InternalError


def require(condition: bool, promise: str) -> None:  # noqa: FBT001 - reads as a sentence
    """Raise `InternalError` with the promise that is broken, unless the condition holds."""
    if not condition:
        raise InternalError(promise)
