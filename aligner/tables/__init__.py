"""File formats that many rooms read: text in any charset, delimited tables, XML, Word, Excel."""

from aligner.tables.charset import Decoded, decode
from aligner.tables.compression import compressed, compression_of, without_compression
from aligner.tables.delimited import (
    Quotes,
    Row,
    clean_cell,
    header_delimiter,
    plain_rows,
    quoted_rows,
    sound_rows,
    split_rows,
    table_line,
    table_rows,
)
from aligner.tables.equations import equation_text
from aligner.tables.headed import all_headed_rows, headed_rows
from aligner.tables.kinds import OLE, PROTECTED, ZIP, FileKind, binary_kind, ole_kind
from aligner.tables.lines import (
    LINE_BREAKERS,
    checked_probability,
    hex_escape,
    numbered_lines,
    opened,
    read_bytes,
)
from aligner.tables.package import (
    EPUB,
    EXCEL,
    OPEN_DOCUMENT,
    POWERPOINT,
    WORD,
    OfficeFile,
    ZippedFile,
)
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
from aligner.tables.xml import (
    GuardedStream,
    attribute,
    local_name,
    parse_xml,
    refuse_declarations,
)

__all__ = [
    "EPUB",
    "EXCEL",
    "LINE_BREAKERS",
    "MOST_ROWS",
    "OLE",
    "OPEN_DOCUMENT",
    "POWERPOINT",
    "PROTECTED",
    "WORD",
    "ZIP",
    "Cell",
    "Decoded",
    "FileKind",
    "GuardedStream",
    "OfficeFile",
    "ParagraphPlace",
    "Quotes",
    "Row",
    "WordParagraph",
    "WorkbookSheet",
    "ZippedFile",
    "all_headed_rows",
    "attribute",
    "binary_kind",
    "checked_probability",
    "clean_cell",
    "compressed",
    "compression_of",
    "decode",
    "equation_text",
    "has_number",
    "headed_rows",
    "header_delimiter",
    "hex_escape",
    "local_name",
    "numbered_lines",
    "ole_kind",
    "open_workbook",
    "opened",
    "outline_level",
    "parse_xml",
    "plain_rows",
    "quoted_rows",
    "read_bytes",
    "refuse_declarations",
    "sound_rows",
    "split_rows",
    "table_line",
    "table_rows",
    "unescaped",
    "without_compression",
    "word_paragraphs",
    "word_tables",
    "write_workbook",
]
