"""Terminology: glossaries, where their terms stand, and whether they are kept to."""

from aligner.terms.check import TermCheck, check_bitext
from aligner.terms.glossary import Glossary, GlossaryProblem
from aligner.terms.lexical import LexicalModel
from aligner.terms.lint import lint_glossary
from aligner.terms.reading import read_glossary
from aligner.terms.scores import term_scores
from aligner.terms.wavering import find_wavering
from aligner.terms.writing import Conversion, convert_glossary, write_glossary

__all__ = [
    "Conversion",
    "Glossary",
    "GlossaryProblem",
    "LexicalModel",
    "TermCheck",
    "check_bitext",
    "convert_glossary",
    "find_wavering",
    "lint_glossary",
    "read_glossary",
    "term_scores",
    "write_glossary",
]
