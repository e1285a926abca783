"""Tables of decisions are read back as they were written, and errors name the line."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.errors import FormatError
from aligner.values import ProposalDecision, ProposalRuling, Waiver, WaiverKind
from aligner.workspace import (
    proposal_decision_lines,
    read_proposal_decisions,
    read_waivers,
    waiver_lines,
)

# What a person types into a cell; line ends and outer space are not kept.
CELLS = st.text(
    st.characters(exclude_categories=["C", "Z"], include_characters=" "), min_size=1
).filter(lambda text: text == text.strip() and text != "")


@given(st.lists(st.tuples(CELLS, st.sampled_from(WaiverKind), CELLS, CELLS), max_size=5))
def test_waivers_are_read_as_written(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, WaiverKind, str, str]]
) -> None:
    waivers = tuple(Waiver(*row) for row in rows)
    path = tmp_path_factory.mktemp("waivers") / "waivers.tsv"
    path.write_text("\n".join(waiver_lines(waivers)) + "\n", encoding="utf-8")
    assert read_waivers(path) == waivers


@given(st.lists(st.tuples(CELLS, CELLS, st.sampled_from(ProposalRuling)), max_size=5))
def test_decisions_on_proposals_are_read_as_written(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, ProposalRuling]]
) -> None:
    decisions = tuple(ProposalDecision(*row) for row in rows)
    path = tmp_path_factory.mktemp("proposals") / "decided.tsv"
    path.write_text("\n".join(proposal_decision_lines(decisions)) + "\n", encoding="utf-8")
    assert read_proposal_decisions(path) == decisions


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id\tdecision\n", "waivers.tsv:1: no column reason or author"),
        ("id\tdecision\treason\tauthor\na\tmaybe\tr\tLi\n", "waivers.tsv:2: 'maybe' is no"),
        ("id\tdecision\treason\tauthor\na\taccepted\t\tLi\n", "waivers.tsv:2: a decision needs"),
        ("id\tdecision\treason\tauthor\n\taccepted\tr\tLi\n", "needs id"),
    ],
)
def test_errors_name_the_line(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "waivers.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FormatError) as caught:
        read_waivers(path)
    assert message in str(caught.value)


def test_a_table_of_findings_may_be_filled_in(tmp_path: Path) -> None:
    path = tmp_path / "findings.csv"
    path.write_text(
        "\ufeffid,class,decision,reason,author\na1,missing,,,\nb2,missing,False-Alarm,a title,Li\n",
        encoding="utf-8",
    )
    assert read_waivers(path) == (Waiver("b2", WaiverKind.FALSE_ALARM, "a title", "Li"),)
