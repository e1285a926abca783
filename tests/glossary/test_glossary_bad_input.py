"""Glossaries as they come: one bad row does not spoil the rest, and nothing harmful gets in."""

from collections.abc import Callable
from pathlib import Path

import pytest

from aligner.errors import FormatError, UnknownNameError
from aligner.glossary import Glossary, read_glossary, write_glossary
from aligner.glossary.losses import find_losses
from aligner.glossary.table import read_table
from aligner.tables.delimited import guard_cell, unguard_cell
from aligner.values import ConceptEntry, Term
from tests.growth import assert_linear

HEADER = "zh\ten_preferred\ten_forbidden\tforbidden_from\n"


def read(table: str) -> Glossary:
    return read_table((HEADER + "专利\tpatent\n" + table + "商标\ttrademark\n").encode(), "g.tsv")


@pytest.mark.parametrize(
    ("rows", "code", "words"),
    [
        ('"版权\tcopyright\n', "bad-row", "quote"),
        ('版权\t"copy\n', "bad-row", "quote"),
        ("版权\tcopyright\tA\t28 Aug\n", "bad-row", "not a day: '28 Aug'; write it as 2018-08-28"),
        ("版权\tcopyright\tA|B|C\t|\n", "bad-row", "3 deprecated forms but 2"),
        ("\tcopyright\n", "empty-term", "no Chinese term"),
        ("版权\t\n", "empty-term", "no English term"),
        ("|\tcopyright\n", "bad-row", "no term"),
        ("专利\tpatent\n", "duplicate-row", "same as line 2"),
        ("专利\tletters patent\n", "repeated-source", "line 2 too; the two are put together"),
    ],
)
def test_a_bad_row_is_reported_and_the_rest_is_read(rows: str, code: str, words: str) -> None:
    glossary = read(rows)
    (problem,) = glossary.problems
    assert (problem.code, problem.line) == (code, 3)
    assert words in problem.message
    assert [entry.terms[0].text for entry in glossary.entries] == ["专利", "商标"]
    assert glossary.lines == (2, 4)


def test_a_row_may_run_over_several_lines() -> None:
    glossary = read('"版\n权"\t"copy ""right"""\n')
    assert glossary.problems == ()
    assert [t.text for t in glossary.entries[1].terms] == ["版 权", 'copy "right"']
    assert glossary.lines == (2, 3, 5)


def test_a_quote_inside_a_cell_is_a_quote() -> None:
    glossary = read('软盘\t5" disk\n"两区"建设\t"two zones" project\n')
    assert glossary.problems == ()
    assert [e.terms[1].text for e in glossary.entries[1:3]] == ['5" disk', '"two zones" project']


def test_many_stray_quotes_are_no_burden() -> None:
    def rows(n: int) -> str:
        return "".join(f'"术语{i}\tterm {i}\n' for i in range(n))

    assert len(read(rows(1000)).problems) == 1000
    assert_linear(read, rows, 2000)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"]
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_charsets_and_line_ends(encoding: str, end: str) -> None:
    text = f"zh\ten{end}专利\tpatent{end}㐀字\tcharacter{end}"
    glossary = read_table(text.encode(encoding), "g.tsv")
    assert [e.terms[0].text for e in glossary.entries] == ["专利", "㐀字"]
    assert glossary.lines == (2, 3)


def test_a_broken_byte_costs_one_row_and_not_the_charset() -> None:
    data = "zh\ten\n专利\tpatent\n商标\ttrademark\n版权\tcopyright\n".encode()
    glossary = read_table(data.replace("商".encode(), b"\xe5\x95"), "g.tsv")
    assert [(p.code, p.line) for p in glossary.problems] == [("bad-row", 3)]
    assert [e.terms[0].text for e in glossary.entries] == ["专利", "版权"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("g.tsv", "zh\ten\n\t\n商标\t\n"),
        ("g.csv", "zh,en\n"),
        ("g.utx", "#UTX 1.11; zh/en\n#src\ttgt\n"),
        ("g.txt", "# only a remark\t-\n"),
    ],
)
def test_nothing_usable_is_an_error_with_a_way_out(tmp_path: Path, name: str, data: str) -> None:
    (tmp_path / name).write_text(data, encoding="utf-8")
    with pytest.raises(FormatError, match=r"name the columns|give each row|two columns|empty"):
        read_glossary(tmp_path / name)


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02\xff" * 9, b"\xff\xfe\x00", b"PK\x03\x04rest"])
def test_what_is_no_glossary_is_an_error(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "g.tsv").write_bytes(data)
    with pytest.raises(FormatError, match=r"g\.tsv"):
        read_glossary(tmp_path / "g.tsv")


def test_formats_that_are_not_known_are_named(tmp_path: Path) -> None:
    (tmp_path / "g.tsv").write_text("专利\tpatent\n", encoding="utf-8")
    with pytest.raises(UnknownNameError, match="deepl"):
        read_glossary(tmp_path / "g.tsv", "tabs")


def test_other_languages_are_read_when_they_are_stated(tmp_path: Path) -> None:
    (tmp_path / "g.csv").write_text("Patent;brevet\nMarke;marque\n", encoding="utf-8")
    with pytest.raises(FormatError, match="state their languages"):
        read_glossary(tmp_path / "g.csv")
    glossary = read_glossary(tmp_path / "g.csv", languages=("de", "fr"))
    assert [t.language for t in glossary.entries[0].terms] == ["de", "fr"]


def test_homonyms_of_two_domains_stay_apart() -> None:
    table = "zh,en,domain\n授权,grant,patent\n授权,authorisation,law\n"
    glossary = read_table(table.encode(), "g.csv")
    assert [(e.domain, e.terms[1].text) for e in glossary.entries] == [
        ("patent", "grant"),
        ("law", "authorisation"),
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [("semicolons", "a; b"), ("brackets", "x (y)"), ("signs", "=1+1"), ("at", "＠x")],
)
def test_cells_like_formulas_are_text(tmp_path: Path, name: str, text: str) -> None:
    glossary = Glossary((ConceptEntry("a", (Term(text, "zh"), Term(text, "en")), note=text),))
    for suffix in (".csv", ".tsv"):
        path = tmp_path / f"{name}{suffix}"
        assert write_glossary(glossary, path) == ()
        cells = path.read_text("utf-8").replace(",", "\t").splitlines()[1].split("\t")
        assert not any(cell.strip('"')[:1] in tuple("=+-@＝＋－＠") for cell in cells if cell)
        assert read_glossary(path).entries == glossary.entries


@pytest.mark.parametrize("text", ["=a", "'=a", "''=a", "'a", "-1", "a=b", "", "'"])
def test_the_guard_comes_off_again(text: str) -> None:
    assert unguard_cell(guard_cell(text)) == text


def test_reading_takes_time_in_proportion_to_the_rows() -> None:
    def table(n: int) -> bytes:
        rows = (f"术语{i}号\tterm number {i}\tnumber {i}|item {i}\tnote {i}" for i in range(n))
        return "\n".join(["zh\ten_preferred\ten_allowed\tnote", *rows]).encode()

    assert len(read_table(table(1000), "g.tsv")) == 1000
    assert_linear(lambda data: read_table(data, "g.tsv"), table, 2000)


ROWS_OF_ONE: dict[str, Callable[[int], str]] = {
    "one Chinese term": lambda i: f"c{i}\t专利\tpatent {i}\t{i}",
    "one id": lambda i: f"c\t专利{i}\tpatent\t",
    "one id and term": lambda i: f"c\t专利\tpatent {i}\tnote",
}


@pytest.mark.parametrize("name", ROWS_OF_ONE)
def test_rows_of_one_concept_are_read_in_proportion(name: str) -> None:
    def table(n: int) -> bytes:
        rows = map(ROWS_OF_ONE[name], range(n))
        return "\n".join(["id\tzh\ten_preferred\tnote", *rows]).encode()

    glossary = read_table(table(3), "g.tsv")
    assert sum(len(entry.terms) - 1 for entry in glossary.entries) == 3
    assert_linear(lambda data: read_table(data, "g.tsv"), table, 1000)


def test_a_row_further_down_adds_what_the_concept_lacks() -> None:
    rows = ("专利\tpatent\ta\t", "专利\tletters patent\tb\tlaw", "专利\tpatent\ta\tlaw")
    glossary = read_table("\n".join(["zh\ten_preferred\tnote\tdomain", *rows]).encode(), "g.tsv")
    (entry,) = glossary.entries
    assert (entry.note, entry.domain) == ("a; b", "law")
    assert [(term.text, term.status.value) for term in entry.terms] == [
        ("专利", "preferred"),
        ("patent", "preferred"),
        ("letters patent", "admitted"),
    ]


@pytest.mark.parametrize("shared", ["forms", "concepts"])
def test_losses_are_found_in_proportion_to_what_is_shared(shared: str) -> None:
    def glossary(n: int, prefix: str) -> Glossary:
        if shared == "forms":
            terms = (Term(f"term {i}", "en") for i in range(n))
            return Glossary((ConceptEntry(prefix, (Term("术语", "zh"), *terms)),))
        ids = [f"{prefix}{i}" for i in range(n)]
        return Glossary(
            tuple(ConceptEntry(i, (Term(i[1:], "zh"), Term("term", "en"))) for i in ids)
        )

    def both(n: int) -> tuple[Glossary, Glossary]:
        return glossary(n, "a"), glossary(n, "b")

    assert {loss.field for loss in find_losses(*both(3))} == {"id"}
    assert_linear(lambda pair: find_losses(*pair), both, 1000)


def test_a_row_is_read_in_proportion_to_its_columns() -> None:
    def table(n: int) -> bytes:
        cells = "".join(f"\tterm {i}" for i in range(n))
        heading = "\ten_preferred" * n
        return f"zh{heading}\n术语{cells}\n".encode()

    assert len(read_table(table(3), "g.tsv").entries[0].terms) == 4
    assert_linear(lambda data: read_table(data, "g.tsv"), table, 1000)
