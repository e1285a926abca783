"""The sample corpus: compositions checked and drawn as pages with their gold."""

from sample_corpus.checks import find_problems
from sample_corpus.compositions import Composition, Side, load_compositions
from sample_corpus.glossary import read_annotated_terms
from sample_corpus.tree import build_tree, differences, write_tree

__all__ = [
    "Composition",
    "Side",
    "build_tree",
    "differences",
    "find_problems",
    "load_compositions",
    "read_annotated_terms",
    "write_tree",
]
