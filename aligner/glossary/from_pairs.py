"""Pairs of terms as machine translation and OmegaT keep them: see `aligner.glossary.to_pairs`."""

import re
from collections.abc import Sequence
from dataclasses import replace

from aligner.errors import FormatError
from aligner.glossary.collecting import Collector
from aligner.glossary.columns import Column, language_of
from aligner.glossary.from_table import add_rows
from aligner.glossary.glossary import Glossary
from aligner.glossary.layout import NOTE, Layout, plain_layout
from aligner.tables import Row, table_rows

_Pair = tuple[str, str] | None
_CODE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_REMARK = "#"
_FIELDS = {"description": NOTE, "pos": None}


def read_pairs(data: bytes, path: str, languages: _Pair = None) -> Glossary:
    """Two columns without a header, or four with the languages in the last two (DeepL).

    Raises
    ------
    FormatError
        If nothing in it can be used.
    """
    rows = table_rows(data, path, tab_quotes=False)
    layout = plain_layout(rows, path, languages, third=None)
    return _collected(rows, layout, path)


def read_omegat(data: bytes, path: str, languages: _Pair = None) -> Glossary:
    """Source, target and comment; lines that start with ``#`` are remarks.

    Raises
    ------
    FormatError
        If nothing in it can be used.
    """
    rows = [
        row
        for row in table_rows(data, path, tab_quotes=False)
        if not (row.cells and row.cells[0].startswith(_REMARK))
    ]
    layout = replace(plain_layout(rows, path, languages), gathers=True)
    return _collected(rows, layout, path)


def read_codes(data: bytes, path: str, languages: _Pair = None) -> Glossary:
    """Columns under language codes: Google's equivalent term sets, Amazon's terminologies.

    Raises
    ------
    FormatError
        If the first row has no two language codes, or nothing can be used.
    """
    rows = table_rows(data, path)
    headings = rows[0].cells if rows else ()
    columns = tuple(_code_column(heading) for heading in headings)
    codes = [column.language for column in columns if column and column.language]
    if len(codes) < 2:  # noqa: PLR2004 - a pair
        message = "no language codes in the first row; write them over the columns, as in zh,en"
        raise FormatError(message, path, rows[0].line if rows else None)
    source, *_ = languages or codes
    ordered = sorted(codes, key=lambda code: code != source)
    layout = Layout(columns, tuple(ordered), tuple(headings))
    return _collected(rows[1:], layout, path)


def _collected(rows: Sequence[Row], layout: Layout, path: str) -> Glossary:
    collector = Collector(path, way_out="give each row a term and its translation")
    add_rows(collector, rows, replace(layout, is_whole=True))
    return collector.glossary(layout.named())


def _code_column(heading: str) -> Column | None:
    """What a column under a code holds; every code is a language here."""
    if heading.lower() in _FIELDS:
        return _FIELDS[heading.lower()]
    if not _CODE.fullmatch(heading):
        return None
    return Column("preferred", language_of(heading) or heading)
