"""Office files: guarded packages of XML parts, Word's text and tables, workbooks of plain rows."""

from aligner.office.package import EXCEL, WORD, OfficeFile
from aligner.office.word import Place, WordParagraph, word_paragraphs, word_tables
from aligner.office.workbook import MOST_ROWS, Cell, Sheet, write_workbook

__all__ = [
    "EXCEL",
    "MOST_ROWS",
    "WORD",
    "Cell",
    "OfficeFile",
    "Place",
    "Sheet",
    "WordParagraph",
    "word_paragraphs",
    "word_tables",
    "write_workbook",
]
