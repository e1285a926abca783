"""Delimited text: what quotes hold together, what separates cells, what a fault costs."""

import csv
import io
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.errors import FormatError
from aligner.tables import Quotes, Row, headed_rows, header_delimiter, split_rows, table_rows
from aligner.tables.delimited import guess_delimiter

_CELLS = st.text('ab" \n,;专', max_size=6)


@given(st.lists(st.lists(_CELLS, min_size=2, max_size=4), max_size=5))
def test_what_the_csv_module_writes_is_read_back(rows: list[list[str]]) -> None:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    read = split_rows(stream.getvalue().split("\n"), ",", most_lines=1000)
    assert [list(row.cells) for row in read] == [row for row in rows if any(map(str.strip, row))]


def test_rows_are_streamed() -> None:
    def lines() -> Iterator[str]:
        yield 'a,"b'
        yield 'c"'
        raise AssertionError("read too far")

    assert next(split_rows(lines(), ",")) == Row(1, ("a", "b\nc"))


@pytest.mark.parametrize(
    ("quotes", "cells"),
    [(Quotes.TEXT, ('"a ""b"""', '"c')), (Quotes.LINE, ('a "b"', '"c'))],
)
def test_quotes_may_be_text(quotes: Quotes, cells: tuple[str, ...]) -> None:
    lines = ['"a ""b"""\t"c', 'd"\te']
    assert [row.cells for row in split_rows(lines, "\t", quotes=quotes)] == [cells, ('d"', "e")]


def test_a_quote_that_is_never_closed_costs_its_line_alone() -> None:
    rows = list(split_rows(['"a,b', *["c,d"] * 30], ","))
    assert (rows[0].line, rows[0].fault, len(rows)) == (1, "a quote is open", 31)
    assert rows[1] == Row(2, ("c", "d"))


@pytest.mark.parametrize(
    ("header", "path", "delimiter"),
    [("a,b;c;d", "x.csv", ";"), ("a|b", "x.CSV", "|"), ("a,b", "x.tsv", "\t"), ("a", "x.csv", ",")],
)
def test_the_header_tells_what_separates_cells(header: str, path: str, delimiter: str) -> None:
    assert header_delimiter(header, path) == delimiter


@pytest.mark.parametrize(("text", "delimiter"), [(";,;", ","), ("a;b;c,d", ";"), ("a,b\tc", "\t")])
def test_separators_that_are_text_are_not_taken_for_one(text: str, delimiter: str) -> None:
    assert guess_delimiter(text, "g.csv") == delimiter


def test_a_row_of_several_lines_with_a_broken_byte_is_one_fault() -> None:
    data = '专利,"a\nb'.encode() + b'\xe5\x95"\n' + "商标,c\n".encode()
    rows = table_rows(data, "g.csv")
    assert [(row.line, bool(row.fault)) for row in rows] == [(1, True), (3, False)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_tables_with_a_header_are_read_in_any_charset(encoding: str) -> None:
    data = "Id,备注,more\r\n7, 没有问题的译文 \r\n\r\n8\r\n".encode(encoding)
    columns = {"id": ("id",), "note": ("note", "备注"), "author": ("author",)}
    rows = list(headed_rows(data, "t.csv", columns, ("id",)))
    assert rows == [
        (2, {"id": "7", "note": "没有问题的译文", "author": ""}),
        (4, {"id": "8", "note": "", "author": ""}),
    ]


@pytest.mark.parametrize(
    ("table", "message"),
    [("a,b\n1,2\n", "t.csv:1: no column id or note"), ('id,note\n1,"2\n', "t.csv:2: not a table")],
)
def test_faults_of_tables_with_a_header_have_their_line(table: str, message: str) -> None:
    columns = {"id": ("id",), "note": ("note",)}
    with pytest.raises(FormatError, match=message):
        list(headed_rows(table.encode(), "t.csv", columns, ("id", "note")))
