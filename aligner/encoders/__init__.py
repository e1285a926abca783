"""Encoders, which turn segments into vectors; each implements `aligner.parts.Encoder`."""

from aligner.encoders.load import encoder_name, load_encoder

__all__ = ["encoder_name", "load_encoder"]
