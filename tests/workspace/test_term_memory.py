"""What persons said of terms and what was learned from pairs stays in the workspace."""

from pathlib import Path

import pytest
from workspace_samples import alignment, finding, occurrence, pair, put, source, target

from aligner.values import ProposalDecision, ProposalRuling, Waiver, WaiverKind
from aligner.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.open(tmp_path / "work", create=True)


def test_waivers_come_back_and_the_last_word_counts(workspace: Workspace) -> None:
    first = Waiver("b2", WaiverKind.ACCEPTED, "a quotation", "Li")
    second = Waiver("a1", WaiverKind.FALSE_ALARM, "no term here", "Wang")
    workspace.put_waivers([first, second])
    assert workspace.waivers() == (second, first)
    changed = Waiver("b2", WaiverKind.FALSE_ALARM, "read again", "Wang")
    workspace.put_waivers([changed])
    assert workspace.waivers() == (second, changed)
    assert workspace.remove_waiver("a1")
    assert not workspace.remove_waiver("a1")
    assert workspace.waivers() == (changed,)


def test_a_waiver_outlives_the_check_and_the_documents(workspace: Workspace) -> None:
    waiver = Waiver(finding(1).id, WaiverKind.ACCEPTED, "as agreed", "Li")
    workspace.put_waivers([waiver])
    put(workspace, "source", source(1))
    put(workspace, "target", target(1))
    workspace.remove_document("source", "001.html")
    assert workspace.waivers() == (waiver,)


def test_decisions_on_proposals_come_back(workspace: Workspace) -> None:
    kept = ProposalDecision("专利导航", "patent navigation", ProposalRuling.ACCEPT, "Li", "sure")
    other = ProposalDecision("专利导航", "patent pilot", ProposalRuling.REJECT)
    workspace.put_proposal_decisions([other, kept])
    assert workspace.proposal_decisions() == (kept, other)
    variant = ProposalDecision("专利导航", "patent pilot", ProposalRuling.VARIANT)
    workspace.put_proposal_decisions([variant])
    assert workspace.proposal_decisions() == (kept, variant)


def test_there_is_one_lexicon_the_newest(workspace: Workspace) -> None:
    assert workspace.lexicon() is None
    workspace.put_lexicon(b"old", pairs=3, stage_key="k1")
    workspace.put_lexicon(b"new\x00", pairs=7, stage_key="k2")
    assert workspace.lexicon() == (b"new\x00", 7, "k2")


def test_doubtful_findings_are_kept_apart(workspace: Workspace) -> None:
    put(workspace, "source", source(1))
    put(workspace, "target", target(1))
    workspace.put_alignment(pair(1), alignment(), "a")
    sure, doubtful = finding(1), finding(1)
    workspace.put_term_check(
        pair(1),
        glossary="g",
        findings=[sure],
        doubtful=[doubtful],
        occurrences=[occurrence(1)],
        stage_key="t",
    )
    assert list(workspace.findings()) == [sure]
    (check,) = workspace.term_checks()
    assert (check.source, check.target) == ("001.html", "en/001.html")
    assert (check.findings, check.doubtful) == ((sure,), (doubtful,))
    assert check.occurrences == (occurrence(1),)
    # The target has no day of its own.
    assert check.published == source(1).document.published


def test_what_persons_said_is_part_of_the_contents(workspace: Workspace) -> None:
    before = workspace.content_digest()
    workspace.put_waivers([Waiver("a1", WaiverKind.ACCEPTED, "so be it", "Li")])
    assert workspace.content_digest() != before
    workspace.remove_waiver("a1")
    assert workspace.content_digest() == before
