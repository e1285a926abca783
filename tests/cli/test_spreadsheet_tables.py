"""Tables meant for spreadsheets hold no formulas, and are read back as they were."""

import csv
import io
from pathlib import Path

import pytest

from aligner.pipeline import write_pairs
from aligner.values import (
    DocumentPair,
    PairDecision,
    ProposalDecision,
    ProposalRuling,
    Ruling,
    Waiver,
    WaiverKind,
)
from aligner.workspace import (
    decision_lines,
    proposal_decision_lines,
    read_decisions,
    read_proposal_decisions,
    read_waivers,
    waiver_lines,
)

FORMULAS = ("=HYPERLINK(A1)", "@SUM(1+1)", "+1-1", "-2+3", "＝1", "'=1", "plain")


def cells(text: str) -> list[str]:
    return [cell for row in csv.reader(io.StringIO(text), delimiter="\t") for cell in row]


def assert_harmless(text: str) -> None:
    assert not [cell for cell in cells(text) if cell.startswith(tuple("=+-@＝"))]


def test_pairs_have_no_formulas() -> None:
    pairs = [DocumentPair(f, f, 1.0, (f,)) for f in FORMULAS]
    decisions = [PairDecision("=x", "=y", Ruling.FORCE, "", "")]
    stream = io.BytesIO()
    write_pairs(pairs, decisions, stream)
    assert_harmless(stream.getvalue().decode())


@pytest.mark.parametrize("formula", FORMULAS)
def test_decisions_come_back_as_they_were(formula: str, tmp_path: Path) -> None:
    path = tmp_path / "table.tsv"
    pair = PairDecision(formula, formula, Ruling.FORCE, formula, formula)
    path.write_text("\n".join(decision_lines([pair])), encoding="utf-8")
    assert_harmless(path.read_text(encoding="utf-8"))
    assert read_decisions(path) == (pair,)
    proposal = ProposalDecision(formula, formula, ProposalRuling.ACCEPT, formula, formula)
    path.write_text("\n".join(proposal_decision_lines([proposal])), encoding="utf-8")
    assert_harmless(path.read_text(encoding="utf-8"))
    assert read_proposal_decisions(path) == (proposal,)
    waiver = Waiver("b2bc06d7", WaiverKind.ACCEPTED, formula, formula)
    path.write_text("\n".join(waiver_lines([waiver])), encoding="utf-8")
    assert_harmless(path.read_text(encoding="utf-8"))
    assert read_waivers(path) == (waiver,)
