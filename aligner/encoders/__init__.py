"""Segments to vectors: the encoders, each behind `aligner.parts.Encoder`."""

from aligner.encoders.load import load_encoder

__all__ = ["load_encoder"]
