"""Encoders, which turn texts into vectors; each implements a protocol of `aligner.parts`."""

from aligner.encoders.load import encoder_name, load_encoder, load_token_encoder

__all__ = ["encoder_name", "load_encoder", "load_token_encoder"]
