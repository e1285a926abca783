"""Glossary files: reading, writing, and what is odd in them."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.errors import FormatError
from aligner.glossary import Glossary, read_glossary, write_glossary
from aligner.glossary.cells import join_cell, split_cell
from aligner.glossary.table import read_table, table_bytes
from aligner.glossary.tbx import read_tbx
from aligner.glossary.tbx_writing import tbx_bytes
from aligner.values import ConceptEntry, Term, TermStatus

# Text as a reader gives it: one line, trimmed, without control characters.
texts = st.text(
    st.characters(exclude_categories=["C", "Z"], include_characters=" |\\\"'&<>专利"),
    min_size=1,
    max_size=12,
).map(lambda t: " ".join(t.split()))
forms = texts.filter(bool)
days = st.none() | st.dates(date(1990, 1, 1), date(2030, 1, 1))


@st.composite
def entries(draw: st.DrawFn, *, table: bool) -> ConceptEntry:
    """An entry; with `table`, one that a table in our columns can hold."""
    exact = draw(st.booleans())
    chinese = draw(st.lists(forms, min_size=1, max_size=2))
    terms = [
        Term(t, "zh", TermStatus.ADMITTED if i else TermStatus.PREFERRED)
        for i, t in enumerate(chinese)
    ]
    groups = [
        (TermStatus.PREFERRED, False, draw(st.lists(forms, min_size=1, max_size=1))),
        (TermStatus.ADMITTED, False, draw(st.lists(forms, max_size=2))),
        (TermStatus.ADMITTED, True, draw(st.lists(forms, max_size=2))),
        (TermStatus.DEPRECATED, False, draw(st.lists(forms, max_size=2))),
    ]
    for status, abbreviation, found in groups:
        for text in found:
            dated = not table or status is TermStatus.DEPRECATED
            start = draw(days) if dated else None
            stop = None if table else draw(days)
            terms.append(Term(text, "en", status, abbreviation, exact, start, stop))
    plain = st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True)
    name = draw(plain if table else plain | forms)
    note = draw(texts.filter(lambda t: not t.startswith("x-aligner:")))
    weak = draw(st.booleans())
    return ConceptEntry(name, tuple(terms), draw(plain), note, draw(st.sampled_from("ABC")), weak)


def _glossary(found: list[ConceptEntry]) -> Glossary:
    return Glossary(tuple({entry.id: entry for entry in found}.values()))


def test_columns_and_statuses_with_the_older_names_are_still_read() -> None:
    head = "id\tzh\ten_preferred\ten_{}\ten_{}\t{}_from\tzh_{}\n"
    row = "cnipa\t知识产权局\tCNIPA\tthe Office\tSIPO\t2018-08-28\t专利局\n"
    new = head.format("admitted", "deprecated", "deprecated", "deprecated") + row
    old = head.format("allowed", "forbidden", "forbidden", "forbidden") + row
    glossary = read_table(old.encode(), "old.tsv")
    assert glossary == read_table(new.encode(), "new.tsv")
    assert not glossary.unread
    statuses = {term.text: term.status for term in glossary.entries[0].terms}
    assert statuses["the Office"] is TermStatus.ADMITTED
    assert statuses["SIPO"] is statuses["专利局"] is TermStatus.DEPRECATED
    for words in (("admitted", "deprecated"), ("allowed", "forbidden")):
        rows = "".join(f"局{i}\tO{i}\t{word}\n" for i, word in enumerate(words))
        entries = read_table(f"zh\ten\tstatus\n{rows}".encode(), "s.tsv").entries
        found = [entry.forms("en")[0].status for entry in entries]
        assert found == [TermStatus.ADMITTED, TermStatus.DEPRECATED]


def test_the_words_for_statuses_are_no_part_of_the_digest() -> None:
    # Workspaces hold results under this digest.
    terms = (Term("局", "zh"), Term("A", "en", TermStatus.ADMITTED))
    assert Glossary((ConceptEntry("x", terms),)).digest == "4c3c68a9a7f05427"


@settings(max_examples=60)
@given(st.lists(entries(table=False), min_size=1, max_size=3))
def test_tbx_comes_back_as_it_was(found: list[ConceptEntry]) -> None:
    glossary = _glossary(found)
    data = tbx_bytes(glossary)
    assert read_tbx(data, "g.tbx").entries == glossary.entries
    assert tbx_bytes(glossary) == data


@settings(max_examples=60)
@given(st.lists(entries(table=True), min_size=1, max_size=3))
def test_table_comes_back_as_it_was(found: list[ConceptEntry]) -> None:
    glossary = _glossary(found)
    assert read_table(table_bytes(glossary), "g.tsv").entries == glossary.entries


@given(st.lists(forms, max_size=4))
def test_cell_of_forms_comes_back(found: list[str]) -> None:
    assert split_cell(join_cell(found)) == found


def test_writer_names_what_the_format_cannot_hold(tmp_path: Path) -> None:
    terms = (Term("专利", "zh"), Term("patent", "en"), Term("brevet", "fr"))
    glossary = Glossary((ConceptEntry("patent", terms),))
    lost = write_glossary(glossary, tmp_path / "g.txt", "deepl")
    assert [(loss.field, str(loss)) for loss in lost] == [
        ("id", "patent"),
        ("term", "patent: brevet"),
    ]
    assert write_glossary(glossary, tmp_path / "g.tbx") == ()
    assert read_glossary(tmp_path / "g.tbx") == glossary


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.tsv", "zh\ten\n专利\tpatent\n商标\ttrademark|mark\n"),
        ("b.tsv", "en\tzh\npatent\t专利\ntrademark|mark\t商标\n"),
        ("c.csv", "Source,Target\npatent,专利\ntrademark|mark,商标\n"),
        ("d.csv", "专利;patent\r\n商标;trademark|mark\r\n"),
        ("e.tsv", "\ufeffpatent\t专利\n\ntrademark|mark\t商标\n"),
    ],
)
def test_two_columns_in_any_order(tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / name
    path.write_bytes(content.encode())
    glossary = read_glossary(path)
    assert [[t.text for t in e.terms] for e in glossary.entries] == [
        ["专利", "patent"],
        ["商标", "trademark", "mark"],
    ]
    assert glossary.entries[1].terms[2].status is TermStatus.ADMITTED


def test_gb18030_is_read(tmp_path: Path) -> None:
    path = tmp_path / "g.tsv"
    path.write_bytes("专利\tpatent\n".encode("gb18030"))
    assert read_glossary(path).entries[0].terms[0].text == "专利"


def test_odd_rows_are_reported_with_their_lines() -> None:
    table = "zh\ten\n专利\tpatent\n专利\tpatent\n商标\t\n专利\tletters patent\n"
    glossary = read_table(table.encode(), "g.tsv")
    assert [(p.code, p.line) for p in glossary.problems] == [
        ("duplicate-row", 3),
        ("empty-term", 4),
        ("repeated-source", 5),
    ]
    assert str(glossary.problems[0]).startswith("g.tsv:3: same as line 2")
    assert [t.text for t in glossary.entries[0].forms("en")] == ["patent", "letters patent"]


@pytest.mark.parametrize(
    ("table", "line", "words"),
    [
        ("", None, "empty"),
        ("a\tb\nc\td\n", None, "two columns"),
        ("id\tzh\ten\ten_forbidden\tforbidden_from\nx\t局\tA\tB\t28 Aug\n", 2, "2018-08-28"),
        ("id\tzh\ten\ten_forbidden\tforbidden_from\nx\t局\tA\tB|C|D\t|\n", 2, "3 deprecated forms"),
    ],
)
def test_broken_tables_name_file_and_line(table: str, line: int | None, words: str) -> None:
    with pytest.raises(FormatError, match=words) as caught:
        read_table(table.encode(), "g.tsv")
    assert caught.value.path == "g.tsv"
    if line is not None:
        assert caught.value.line == line


DCT = """<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
 xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
<tbxHeader/><text><body><conceptEntry id="c1"><min:subjectField>patent</min:subjectField>
<langSec xml:lang="zh-Hans"><termSec><term>审查员</term></termSec></langSec>
<langSec xml:lang="en"><termSec><term>examiner</term>
<min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec>
<termSec><term>reviewer</term>
<min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus></termSec>
<termSec><term>ex.</term><basic:termType>abbreviation</basic:termType></termSec>
</langSec></conceptEntry></body></text></tbx>"""
VERSION_2 = """<?xml version="1.0"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><text><body><termEntry id="c1">
<descripGrp><descrip type="subjectField">patent</descrip></descripGrp>
<langSet xml:lang="zh"><tig><term>审查员</term></tig></langSet>
<langSet xml:lang="en"><ntig><termGrp><term>exam<hi>iner</hi></term>
<termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termGrp></ntig>
<tig><term>reviewer</term><termNote type="administrativeStatus">supersededTerm-admn-sts</termNote>
</tig></langSet></termEntry></body></text></martif>"""


@pytest.mark.parametrize("text", [DCT, VERSION_2])
def test_other_styles_of_tbx_are_read(text: str) -> None:
    entry = read_tbx(text.encode(), "g.tbx").entries[0]
    assert entry.id == "c1"
    assert [t.text for t in entry.forms("en", TermStatus.PREFERRED)] == ["examiner"]
    assert [t.text for t in entry.forms("en", TermStatus.DEPRECATED)] == ["reviewer"]
    assert [t.text for t in entry.forms("zh")] == ["审查员"]


def test_dct_knows_abbreviations_and_domains() -> None:
    entry = read_tbx(DCT.encode(), "g.tbx").entries[0]
    assert entry.domain == "patent"
    assert [t.text for t in entry.terms if t.abbreviation] == ["ex."]


def test_entities_are_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("top", encoding="utf-8")
    text = f'<!DOCTYPE tbx [<!ENTITY e SYSTEM "{secret.as_uri()}">]><tbx><term>&e;</term></tbx>'
    with pytest.raises(FormatError, match="entities"):
        read_tbx(text.encode(), "g.tbx")


@pytest.mark.parametrize(
    ("text", "words"),
    [("<tbx>\n<a></tbx>", "well-formed"), ("<html/>", "no usable entry"), ("", "well-formed")],
)
def test_broken_tbx_names_the_file(text: str, words: str) -> None:
    with pytest.raises(FormatError, match=words) as caught:
        read_tbx(text.encode(), "g.tbx")
    assert caught.value.path == "g.tbx"


def test_structure_of_the_tbx_written() -> None:
    terms = (Term("专利", "zh"), Term("P<&>", "en", abbreviation=True))
    data = tbx_bytes(Glossary((ConceptEntry("2nd entry", terms, note="a & b"),)))
    text = data.decode()
    assert text.startswith("<?xml version='1.0' encoding='UTF-8'?>\n<tbx xmlns=")
    assert 'style="dca"' in text
    assert "P&lt;&amp;&gt;" in text
    assert '<conceptEntry id="c-' in text  # a name that starts with a digit is no XML id
    assert text.index("<termNote") < text.index("administrativeStatus")


def test_unknown_suffix_and_missing_file(tmp_path: Path) -> None:
    (tmp_path / "g.docx").write_bytes(b"")
    with pytest.raises(FormatError, match=r"known: \.tsv"):
        read_glossary(tmp_path / "g.docx")
    with pytest.raises(FormatError, match=r"none\.tsv"):
        read_glossary(tmp_path / "none.tsv")
