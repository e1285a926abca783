"""What persons say of pairs is kept by id and never dropped by a run."""

from pathlib import Path

import pytest
from workspace_samples import pair, put, source, target

from aligner.offsets import OffsetMap
from aligner.values import (
    Alignment,
    Bead,
    Block,
    BlockKind,
    Document,
    DocumentPair,
    MovedLink,
    PairDecision,
    Relation,
    Ruling,
    Segment,
    SegmentedDocument,
)
from aligner.workspace import Workspace
from aligner.workspace.database import VERSION

MIGRATIONS = Path(__file__).parents[2] / "aligner" / "workspace" / "migrations"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.open(tmp_path / "work", create=True)


def test_decisions_come_back_and_the_last_word_counts(workspace: Workspace) -> None:
    first = PairDecision("b.html", "x.html", Ruling.FORCE, "Li", "read both")
    second = PairDecision("a.html", "x.html", Ruling.FORBID)
    workspace.put_decisions([first, second])
    assert workspace.decisions() == (second, first)
    changed = PairDecision("b.html", "x.html", Ruling.FORBID, "Wang", "another year")
    workspace.put_decisions([changed])
    assert workspace.decisions() == (second, changed)
    assert workspace.remove_decision("a.html", "x.html")
    assert not workspace.remove_decision("a.html", "x.html")
    assert workspace.decisions() == (changed,)


def test_a_decision_outlives_its_documents(workspace: Workspace) -> None:
    put(workspace, "source", source(1))
    put(workspace, "target", target(1))
    decision = PairDecision("001.html", "en/001.html", Ruling.FORCE)
    workspace.put_decisions([decision])
    before = workspace.content_digest()
    workspace.remove_document("source", "001.html")
    assert workspace.decisions() == (decision,)
    put(workspace, "source", source(1))
    assert workspace.content_digest() == before


def test_relations_come_back(workspace: Workspace) -> None:
    put(workspace, "source", source(1))
    put(workspace, "target", target(1))
    ids = (pair(1).source, pair(1).target)
    part = DocumentPair(*ids, 0.5, ("why",), Relation.PARTIAL)
    for value in (pair(1), part):
        workspace.put_pairing([value], [], [], stage_key="p")
        assert list(workspace.pairs()) == [value]


def test_offsets_number_and_attribution_come_back(workspace: Workspace) -> None:
    offsets = OffsetMap(((0, 3, 4), (1, 4, 9), (2, 9, 10)), 3)
    blocks = (Block(BlockKind.PARAGRAPH, "A&B", 3, 10, offsets),)
    document = Document(
        "a.html", "en-GB", blocks, "d", number="第75号", attribution="(Translated from ...)"
    )
    segmented = SegmentedDocument(document, (Segment(0, 0, 3, "A&B"),))
    put(workspace, "source", segmented)
    assert workspace.document("source", "a.html") == segmented


def test_drafts_come_back(workspace: Workspace) -> None:
    beads = (Bead(0, 1, 0, 2, 0.25, ("the lengths differ", "缺数字")), Bead(1, 2, 2, 2))
    draft = Alignment(beads, 2, 2, 0.75, (MovedLink(1, 2, 0, 1, 0.5),))
    assert workspace.draft("k") is None
    workspace.put_draft("k", draft)
    assert workspace.draft("k") == draft


@pytest.mark.parametrize("version", range(1, VERSION))
def test_a_workspace_of_an_older_version_is_brought_up_to_date(
    tmp_path: Path, version: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "work"
    with monkeypatch.context() as patched:
        patched.setattr("aligner.workspace.database.VERSION", version)
        with Workspace.open(folder, create=True) as old, old._db.writing():
            old._db.execute(
                "INSERT INTO documents (side, id, language, digest, encoding, title, published, "
                "url, origin, stage_key) VALUES "
                "('source', 'a.html', 'zh-Hans', 'd', 'utf-8', '', NULL, '', '', 'k')",
            )
            old._db.execute(
                "INSERT INTO blocks (document, position, kind, text, start, stop) "
                "VALUES (1, 0, 'paragraph', '专利。', 5, 8)",
            )
            old._db.execute(
                "INSERT INTO segments (document, position, block, start, stop) "
                "VALUES (1, 0, 0, 0, 3)",
            )
    with Workspace.open(folder) as workspace:
        assert workspace.document("source", "a.html").texts == ("专利。",)
        assert workspace.document_key("source", "a.html") == "k"
        workspace.put_decisions([PairDecision("a.html", "b.html", Ruling.FORBID)])
        assert len(workspace.decisions()) == 1
