"""Segments to vectors: the encoders, each behind `aligner.parts.Encoder`."""

from aligner.encoders.load import encoder_name, load_encoder

__all__ = ["encoder_name", "load_encoder"]
