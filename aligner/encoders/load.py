"""Encoders by name, each loaded once in a process."""

from functools import cache

from aligner.parts import Encoder, encoders

__all__ = ["load_encoder"]


@cache
def load_encoder(name: str = "use.v1") -> Encoder:
    """Encoder of that versioned name; its weights are read on the first call.

    Raises
    ------
    UnknownNameError
        If no encoder is registered under the name.
    """
    return encoders.get(name)()
