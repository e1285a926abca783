"""The aligner: lattice, features, semi-Markov CRF, decoding, training.

Sees texts, vectors and beads; knows no files but its own weights.
"""

from aligner.core.align import Decoding, align
from aligner.core.confirming import expected_errors
from aligner.core.ladders import Ladders
from aligner.core.train import Recipe, TrainingDocument, train_weights
from aligner.core.weights import Weights, load_weights, save_weights

__all__ = [
    "Decoding",
    "Ladders",
    "Recipe",
    "TrainingDocument",
    "Weights",
    "align",
    "expected_errors",
    "load_weights",
    "save_weights",
    "train_weights",
]
