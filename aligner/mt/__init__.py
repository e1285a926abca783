"""Machine translation output: test sets, scores, significance of differences."""

from aligner.mt.evaluation import (
    DocumentScore,
    Evaluation,
    SystemScore,
    UnitScore,
    evaluate_systems,
)
from aligner.mt.inputs import ReferenceSet, read_output, read_reference_set

__all__ = [
    "DocumentScore",
    "Evaluation",
    "ReferenceSet",
    "SystemScore",
    "UnitScore",
    "evaluate_systems",
    "read_output",
    "read_reference_set",
]
