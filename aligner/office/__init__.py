"""Office files: guarded packages of XML parts, and the text of Word's paragraphs and tables."""

from aligner.office.package import EXCEL, WORD, OfficeFile
from aligner.office.word import Place, WordParagraph, word_paragraphs, word_tables

__all__ = [
    "EXCEL",
    "WORD",
    "OfficeFile",
    "Place",
    "WordParagraph",
    "word_paragraphs",
    "word_tables",
]
