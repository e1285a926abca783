"""Terms at the desk: findings, waivers, and entries that a reviewer adds."""

from pathlib import Path
from unittest.mock import Mock

import pytest
from on_desk import NAMES

from aligner.errors import InputError, MoveOutdated, MoveRefused
from aligner.glossary import read_glossary
from aligner.pipeline import run
from aligner.pipeline.reporting import ReportOptions, report_on_workspace
from aligner.review import desk_terms
from aligner.review.desk import Desk
from aligner.workspace import Workspace


def test_a_check_that_fails_is_told(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    glossary = tmp_path / "terms.tsv"
    glossary.write_text("zh\ten\tmatch\n审查(中)+心\treview office\tregex\n", encoding="utf-8")
    failing = Mock(side_effect=InputError("the pattern takes too long"))
    monkeypatch.setattr(desk_terms, "check_bitext", failing)
    with Desk.open(folder, glossary=glossary) as desk, pytest.raises(InputError, match="too long"):
        desk.terms(*NAMES)


def test_what_was_accepted_counts_in_later_checks(folder: Path, tmp_path: Path) -> None:
    glossary = tmp_path / "terms.tsv"
    glossary.write_text("zh\ten\n审查中心\treview office\n", encoding="utf-8")
    with Desk.open(folder, glossary=glossary) as desk:
        terms = desk.terms(*NAMES)
        (finding,) = terms.findings
        assert terms.marks
        assert desk.add_entry(*NAMES, "审查中心", "examination centre", "ann").findings == ()
        with pytest.raises(MoveOutdated):
            desk.accept_variant(*NAMES, finding.id, "ann")
        with pytest.raises(MoveRefused):
            desk.add_entry(*NAMES, " ", "x", "ann")
    with Workspace.open(folder) as workspace:
        report = report_on_workspace(workspace, ReportOptions(read_glossary(glossary)))
    assert report.findings == ()


def test_terms_are_shown_and_accepted_in_a_translation_into_chinese(
    made: Path, tmp_path: Path
) -> None:
    glossary, names = tmp_path / "terms.tsv", NAMES[::-1]
    glossary.write_text("zh\ten\n评审处\texamination centre\n", encoding="utf-8")
    run(made.parent / "en", made.parent / "zh", tmp_path / "work")
    with Desk.open(tmp_path / "work", glossary=glossary) as desk:
        (finding,) = desk.terms(*names).findings
        assert (finding.source_term, finding.expected) == ("examination centre", ("评审处",))
        terms = desk.add_entry(*names, "examination centre", "审查中心", "ann")
        assert (terms.findings, terms.glossary) == ((), True)
    with Workspace.open(tmp_path / "work") as workspace:
        (decision,) = workspace.proposal_decisions()
        assert (decision.source_term, decision.target_term) == ("审查中心", "examination centre")


def test_a_waived_finding_is_gone_with_its_reason_kept(folder: Path, tmp_path: Path) -> None:
    glossary = tmp_path / "terms.tsv"
    glossary.write_text("zh\ten\n审查中心\treview office\n", encoding="utf-8")
    with Desk.open(folder, glossary=glossary) as desk:
        (finding,) = desk.terms(*NAMES).findings
        with pytest.raises(MoveRefused, match="say why"):
            desk.waive(*NAMES, finding.id, "accepted", " ", "ann")
        with pytest.raises(MoveRefused, match="not a ruling"):
            desk.waive(*NAMES, finding.id, "perhaps", "why not", "ann")
        assert desk.waive(*NAMES, finding.id, "accepted", "their name", "ann").findings == ()
    with Desk.open(folder) as desk:
        assert not desk.terms(*NAMES).glossary
    with Workspace.open(folder) as workspace:
        (waiver,) = workspace.waivers()
        assert (waiver.finding, waiver.reason, waiver.author) == (finding.id, "their name", "ann")
