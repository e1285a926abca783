"""Proposed terms as a table, a page and a workbook."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.reports import proposal_lines, proposal_page_chunks, write_proposal_xlsx
from aligner.reports.concordance import concordance, keyword
from aligner.tables import EXCEL, OfficeFile, open_workbook
from aligner.values import Proposal, ProposalExample, ProposalKind, ProposalVariant

SCRIPT = "<script>alert(1)</script>"


def proposal(source: str = "集体商标", target: str = "collective mark") -> Proposal:
    before, behind = "注册[甲|乙]的", "须附规则。"
    english = f"To register a {SCRIPT} {target} with rules"
    example = ProposalExample(
        "u1", "page.html", f"{before}{source}{behind}", english,
        (len(before), len(before) + len(source)),
        (english.index(target), english.index(target) + len(target)),
    )  # fmt: skip
    return Proposal(
        source, target, ProposalKind.NEW, 0.61234, 3, 2, agreement=True, concept=source,
        keyness=7.25, variants=(ProposalVariant("group mark", 2),), examples=(example,),
    )  # fmt: skip


def test_the_table_has_an_empty_decision_and_as_many_cells_everywhere() -> None:
    head, *rows = proposal_lines([proposal(), replace(proposal(), examples=())])
    assert {len(row) for row in rows} == {len(head)}
    assert {row[head.index("decision")] for row in rows} == {""}
    assert rows[0][head.index("variants")] == "group mark (2)"


def test_a_concordance_line_marks_both_terms_and_escapes_the_rest() -> None:
    head, row = proposal_lines([proposal()])
    line = row[head.index("concordance")]
    assert line.startswith(r"注册\[甲\|乙\]的[集体商标]须附规则。 = ")
    assert line.endswith("[collective mark] with rules")


@given(st.text(), st.text(min_size=1), st.text(), st.integers(1, 30))
def test_a_keyword_keeps_the_words_and_shortens_the_rest(
    before: str, found: str, after: str, around: int
) -> None:
    text = f"{before}{found}{after}"
    made = keyword(text, (len(before), len(before) + len(found)), around)
    assert len(made.before) <= around + 1
    assert len(made.after) <= around + 1
    assert not any("\n" in part for part in made)


@pytest.mark.parametrize(
    ("before", "after"),
    [("", ""), ("a ", " b"), ("long words come before the ", " and some more come behind it")],
)
def test_words_around_are_whole(before: str, after: str) -> None:
    text = f"{before}mark{after}"
    made = keyword(text, (len(before), len(before) + 4), 12)
    words = set(re.findall(r"\w+", made.before + " " + made.after))
    assert words <= set(text.split())
    assert made.text == "mark"


class Texts(HTMLParser):
    """All texts of a page, and its tags."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_the_page_escapes_what_comes_from_the_texts() -> None:
    page = "".join(proposal_page_chunks([proposal(), proposal("商标", SCRIPT)]))
    parser = Texts()
    parser.feed(page)
    assert parser.tags.count("script") == 1
    assert any(SCRIPT in text for text in parser.texts)
    assert parser.tags.count("mark") == 4


def test_the_page_says_what_it_leaves_out() -> None:
    page = "".join(proposal_page_chunks([proposal(), proposal("商标")], most=1))
    assert "Only the likeliest 1 are shown" in page
    assert page.count("<tr id=") == 1


def test_the_page_links_a_short_name_to_its_concept() -> None:
    page = "".join(
        proposal_page_chunks([proposal(), replace(proposal("集标"), concept="集体商标")])
    )
    assert 'same concept as <a lang="zh" href="#p-1">' in page


def test_the_workbook_has_proposals_and_concordances(tmp_path: Path) -> None:
    path = tmp_path / "proposals.xlsx"
    write_proposal_xlsx([proposal(), proposal("=1+1", "=2")], path)
    with OfficeFile(path.read_bytes(), str(path), EXCEL) as file:
        book = open_workbook(file)
        sheets = {sheet.name: [row.cells for row in book.rows(sheet)] for sheet in book.sheets}
    assert sheets["proposals"][0][:3] == ("source_term", "target_term", "decision")
    assert sheets["proposals"][2][:2] == ("=1+1", "=2")
    assert sheets["concordance"][1][3] == "集体商标"
    assert sheets["concordance"][1][6] == "collective mark"
    again = tmp_path / "again.xlsx"
    write_proposal_xlsx([proposal(), proposal("=1+1", "=2")], again)
    assert path.read_bytes() == again.read_bytes()


def test_every_example_has_its_line() -> None:
    assert len(list(concordance(proposal()))) == 1
