"""Bilingual lexicons, shipped and learned in a run, and word alignment."""

from aligner.lexicon.counting import chinese_words, evenly, learn_counts, unit_pairs
from aligner.lexicon.joins import Joins, kinds_of, learn_joins, shipped_joins, strangeness
from aligner.lexicon.merging import merge_tables
from aligner.lexicon.model import LexicalModel
from aligner.lexicon.parallel import ParallelText, read_parallel
from aligner.lexicon.phrases import Phrases, learn_phrases
from aligner.lexicon.repeats import Repeats
from aligner.lexicon.table import BilingualTable, SparseWeights, TableContent, shipped_table
from aligner.lexicon.training import ParallelWords, WordRuns, WordTexts
from aligner.lexicon.word_alignment import WordAlignment, align_words, expected_places
from aligner.lexicon.words import chinese_keys, english_keys

__all__ = [
    "BilingualTable",
    "Joins",
    "LexicalModel",
    "ParallelText",
    "ParallelWords",
    "Phrases",
    "Repeats",
    "SparseWeights",
    "TableContent",
    "WordAlignment",
    "WordRuns",
    "WordTexts",
    "align_words",
    "chinese_keys",
    "chinese_words",
    "english_keys",
    "evenly",
    "expected_places",
    "kinds_of",
    "learn_counts",
    "learn_joins",
    "learn_phrases",
    "merge_tables",
    "read_parallel",
    "shipped_joins",
    "shipped_table",
    "strangeness",
    "unit_pairs",
]
