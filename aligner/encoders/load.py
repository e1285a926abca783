"""Load encoders by name, each once per process."""

from functools import cache

from aligner.parts import DEFAULT_ENCODER, Encoder, TokenEncoder, encoders, token_encoders


@cache
def load_encoder(name: str = DEFAULT_ENCODER) -> Encoder:
    """The encoder of that name; its weights are read on the first call.

    Parameters
    ----------
    name : str
        A versioned name, or the name of a family followed by a colon and a model:
        ``"sentence-transformers:/models/LaBSE"``.

    Raises
    ------
    UnknownNameError
        If no encoder is registered under the name.
    """
    return encoders.get(name)()


@cache
def load_token_encoder(name: str = "e5-tokens.v1") -> TokenEncoder:
    """The token encoder of that name; its weights are read on the first call.

    Raises
    ------
    UnknownNameError
        If no token encoder is registered under the name.
    MissingExtraError
        If the package that contains its weights is not installed.
    """
    return token_encoders.get(name)()


def encoder_name(name: str) -> str:
    """The name of an encoder in vectors, weights and signatures.

    This is the versioned name by which it is loaded; a family names its models in its
    own way.

    Raises
    ------
    UnknownNameError
        If no encoder is registered under the name.
    """
    return name if name in encoders else load_encoder(name).name
