"""Scores against gold: ladders, document pairs; readers and writers of gold files."""

from aligner.evaluation.alignment_score import AlignmentScore, Counts, score_alignments
from aligner.evaluation.calibration import (
    calibration_error,
    judged_beads,
    kept_share,
    precision_threshold,
    reliability,
)
from aligner.evaluation.ladder import GoldBead, ladder_lines, read_ladder, to_alignment
from aligner.evaluation.pair_score import PairScore, read_pairs, score_pairs

__all__ = [
    "AlignmentScore",
    "Counts",
    "GoldBead",
    "PairScore",
    "calibration_error",
    "judged_beads",
    "kept_share",
    "ladder_lines",
    "precision_threshold",
    "read_ladder",
    "read_pairs",
    "reliability",
    "score_alignments",
    "score_pairs",
    "to_alignment",
]
