"""Glossary tables: our own columns, columns named by others, or just two.

The headings are guessed (`Glossary.columns` says as what), a row that cannot be
read is reported and left out, and the rest is read.
"""

from collections.abc import Iterable

from aligner.errors import FormatError
from aligner.glossary.collecting import Collector
from aligner.glossary.columns import Column
from aligner.glossary.glossary import Glossary
from aligner.glossary.layout import Layout, layout_of
from aligner.glossary.table_entries import TableRow, entry_of
from aligner.tables import Row, table_rows
from aligner.text import base_language

_NAMES = {"zh": "Chinese", "en": "English"}


def read_table(data: bytes, path: str, languages: tuple[str, str] | None = None) -> Glossary:
    """The glossary in the bytes of a TSV or CSV table.

    Parameters
    ----------
    data : bytes
        UTF-8, UTF-16 or GB18030.
    path : str
        For messages; ``.csv`` tells that commas or semicolons may separate cells.
    languages : tuple of str, optional
        Languages of columns named source and target, or of two columns
        without names; else they are told by their script.

    Raises
    ------
    FormatError
        If it is no text, has no two columns of terms, or no usable row.
    """
    rows = table_rows(data, path)
    layout = layout_of(rows, path, languages)
    collector = Collector(path)
    add_rows(collector, rows[layout.skip :], layout)
    return collector.glossary(layout.named())


def add_rows(collector: Collector, rows: Iterable[Row], layout: Layout, sheet: str = "") -> None:
    """Read the rows of a table into a collector; what cannot be read is reported there."""
    has_ids = Column("id") in layout.columns
    for row in rows:
        if row.fault:
            message = f"{row.fault}; the row is left out"
            collector.report("bad-row", message, row.line, sheet)
            continue
        table_row = _placed(row, layout)
        _count_unread(collector, row, layout)
        lacking = _lacking(table_row, layout)
        if lacking:
            message = f"no {lacking} term in this row; the row is left out"
            collector.report("empty-term", message, row.line, sheet)
            continue
        try:
            entry = entry_of(table_row, layout.languages, collector.path)
        except FormatError as error:
            message = f"{error.message}; the row is left out"
            collector.report("bad-row", message, row.line, sheet)
            continue
        if layout.gathers:
            collector.gather(entry, row.line)
        else:
            own_id = has_ids and bool(table_row.field("id"))
            collector.add(entry, row.line, sheet, own_id=own_id)


def _placed(row: Row, layout: Layout) -> TableRow:
    """A row with its cells under what they hold."""
    fields: dict[str, str] = {}
    forms: dict[tuple[str, str], str] = {}
    for column, cell in zip(layout.columns, row.cells, strict=False):
        if column is None or not cell:
            continue
        if column.language:
            forms[column.role, column.language] = cell
        else:
            fields[column.role] = cell
    return TableRow(row.line, fields, forms, layout.is_loose, layout.is_whole)


def _lacking(row: TableRow, layout: Layout) -> str:
    """Name of the language that has no term in a row, ``""`` if nothing is wanting."""
    have = {language for _, language in row.form_cells}
    filled = [language for language in layout.languages if language in have]
    if layout.languages[0] not in filled:
        missing = layout.languages[0]
    elif len(filled) < 2:  # noqa: PLR2004 - a pair
        missing = layout.languages[1]
    else:
        return ""
    return _NAMES.get(base_language(missing), missing)


def _count_unread(collector: Collector, row: Row, layout: Layout) -> None:
    """Count the cells of columns that are not read."""
    for place, cell in enumerate(row.cells):
        if cell and (place >= len(layout.columns) or layout.columns[place] is None):
            name = layout.headings[place] if place < len(layout.headings) else f"column {place + 1}"
            collector.unread[name or f"column {place + 1}"] += 1
