"""Scores against gold: ladders, document pairs; readers and writers of gold files.

Whether probabilities can be trusted is asked of `aligner.evaluation.calibration`,
how good translations are of `aligner.mt.score`, which loads sacrebleu.
"""

from aligner.evaluation.agreement import Agreement, agreement
from aligner.evaluation.alignment_score import AlignmentScore, Counts, score_alignments
from aligner.evaluation.calibration import precision_threshold
from aligner.evaluation.ladder import GoldBead, ladder_lines, read_ladder, to_alignment
from aligner.evaluation.pair_score import PairScore, read_pairs, score_pairs

__all__ = [
    "Agreement",
    "AlignmentScore",
    "Counts",
    "GoldBead",
    "PairScore",
    "agreement",
    "ladder_lines",
    "precision_threshold",
    "read_ladder",
    "read_pairs",
    "score_alignments",
    "score_pairs",
    "to_alignment",
]
