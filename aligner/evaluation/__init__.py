"""Scores against gold: ladders, document pairs; readers and writers of gold files.

Whether probabilities can be trusted is asked of `aligner.evaluation.calibration`,
how good translations are of `aligner.evaluation.mt_score`, which loads sacrebleu.
"""

from aligner.evaluation.alignment_score import AlignmentScore, Counts, score_alignments
from aligner.evaluation.ladder import GoldBead, ladder_lines, read_ladder, to_alignment
from aligner.evaluation.pair_score import PairScore, read_pairs, score_pairs

__all__ = [
    "AlignmentScore",
    "Counts",
    "GoldBead",
    "PairScore",
    "ladder_lines",
    "read_ladder",
    "read_pairs",
    "score_alignments",
    "score_pairs",
    "to_alignment",
]
