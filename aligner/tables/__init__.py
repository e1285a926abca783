"""File formats that many rooms read: text in any charset, delimited tables, XML, Word, Excel."""

from aligner.tables.charset import decode
from aligner.tables.delimited import (
    Quotes,
    Row,
    clean_cell,
    headed_rows,
    header_delimiter,
    plain_rows,
    quoted_rows,
    sound_rows,
    split_rows,
    table_line,
    table_rows,
)
from aligner.tables.lines import (
    LINE_BREAKERS,
    checked_probability,
    hex_escape,
    numbered_lines,
    opened,
    read_bytes,
)
from aligner.tables.package import EXCEL, WORD, OfficeFile
from aligner.tables.word import (
    ParagraphPlace,
    WordParagraph,
    has_number,
    outline_level,
    word_paragraphs,
    word_tables,
)
from aligner.tables.workbook import MOST_ROWS, Cell, WorkbookSheet, unescaped, write_workbook
from aligner.tables.workbook_reading import open_workbook
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
    "Quotes",
    "Row",
    "WordParagraph",
    "WorkbookSheet",
    "attribute",
    "checked_probability",
    "clean_cell",
    "decode",
    "has_number",
    "headed_rows",
    "header_delimiter",
    "hex_escape",
    "local_name",
    "numbered_lines",
    "open_workbook",
    "opened",
    "outline_level",
    "plain_rows",
    "quoted_rows",
    "read_bytes",
    "sound_rows",
    "split_rows",
    "table_line",
    "table_rows",
    "unescaped",
    "word_paragraphs",
    "word_tables",
    "write_workbook",
]
