"""The aligner: lattice, features, semi-Markov CRF, decoding, training.

Works on texts, vectors and beads; the only files it reads are its own weights.
"""

from aligner.core.alarm_detection import look_over
from aligner.core.align import align
from aligner.core.confirming import (
    BeadSpan,
    Stretch,
    checked,
    expected_errors,
    interleaved,
    null_beads,
    span_of,
    stretches_between,
)
from aligner.core.contested import outdone
from aligner.core.examples import TrainingDocument
from aligner.core.ladders import DECODER, Decoding, Ladders
from aligner.core.moved import find_moved
from aligner.core.partners import models_digest
from aligner.core.recipe import Recipe
from aligner.core.resources import Resources
from aligner.core.train import train_weights
from aligner.core.weights import Weights, load_weights, save_weights

__all__ = [
    "DECODER",
    "BeadSpan",
    "Decoding",
    "Ladders",
    "Recipe",
    "Resources",
    "Stretch",
    "TrainingDocument",
    "Weights",
    "align",
    "checked",
    "expected_errors",
    "find_moved",
    "interleaved",
    "load_weights",
    "look_over",
    "models_digest",
    "null_beads",
    "outdone",
    "save_weights",
    "span_of",
    "stretches_between",
    "train_weights",
]
