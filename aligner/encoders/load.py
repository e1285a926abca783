"""Encoders by name, each loaded once in a process."""

from functools import cache

from aligner.parts import Encoder, encoders


@cache
def load_encoder(name: str = "use.v1") -> Encoder:
    """Encoder of that name; its weights are read on the first call.

    Parameters
    ----------
    name : str
        A versioned name, or that of a family with a model behind a colon:
        ``"sentence-transformers:/models/LaBSE"``.

    Raises
    ------
    UnknownNameError
        If no encoder is registered under the name.
    """
    return encoders.get(name)()


def encoder_name(name: str) -> str:
    """What an encoder calls itself, in vectors, weights and signatures.

    This is the versioned name it is loaded by; a family tells its models apart
    in its own way.

    Raises
    ------
    UnknownNameError
        If no encoder is registered under the name.
    """
    return name if name in encoders else load_encoder(name).name
