"""Office files: guarded packages of XML parts, Word's text and tables, workbooks of plain rows."""

from aligner.tables.charset import decode
from aligner.tables.decoding import decode_text
from aligner.tables.escapes import unescaped
from aligner.tables.headed import read_table, table_line
from aligner.tables.lines import (
    LINE_BREAKERS,
    checked_probability,
    hex_escape,
    numbered_lines,
    opened,
)
from aligner.tables.package import EXCEL, WORD, OfficeFile
from aligner.tables.rows import Row, clean_cell, delimiter_of, plain_rows, quoted_rows, split_rows
from aligner.tables.word import (
    ParagraphPlace,
    WordParagraph,
    has_number,
    outline_level,
    word_paragraphs,
    word_tables,
)
from aligner.tables.workbook import MOST_ROWS, Cell, WorkbookSheet, write_workbook
from aligner.tables.xml import GuardedStream, attribute, local_name

__all__ = [
    "EXCEL",
    "LINE_BREAKERS",
    "MOST_ROWS",
    "WORD",
    "Cell",
    "GuardedStream",
    "OfficeFile",
    "ParagraphPlace",
    "Row",
    "WordParagraph",
    "WorkbookSheet",
    "attribute",
    "checked_probability",
    "clean_cell",
    "decode",
    "decode_text",
    "delimiter_of",
    "has_number",
    "hex_escape",
    "local_name",
    "numbered_lines",
    "opened",
    "outline_level",
    "plain_rows",
    "quoted_rows",
    "read_table",
    "split_rows",
    "table_line",
    "unescaped",
    "word_paragraphs",
    "word_tables",
    "write_workbook",
]
