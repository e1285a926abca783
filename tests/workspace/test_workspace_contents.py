"""What is put into a workspace comes out of it, and nothing stale stays."""

import re
import sqlite3
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from workspace_samples import alignment, document, finding, occurrence, pair, put, source, target
from workspace_writer import fill

from aligner.errors import InternalError, WorkspaceError
from aligner.values import Alignment, Bead, Bitext, MovedLink, SegmentedDocument
from aligner.workspace import Failure, Workspace, contents


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "work", create=True) as opened:
        yield opened


def put_two_pairs(workspace: Workspace) -> None:
    for number in (2, 1):
        put(workspace, "target", target(number), "k")
        put(workspace, "source", source(number), "k")
    workspace.put_pairing([pair(2), pair(1)], [], [], stage_key="p")
    for number in (1, 2):
        workspace.put_alignment(pair(number), alignment(), "a", signature="s:1")
        workspace.put_term_check(
            pair(number),
            glossary="g",
            findings=[finding(number)],
            occurrences=[occurrence(number)],
            stage_key="t",
        )


def test_documents_come_back_whole(workspace: Workspace) -> None:
    put(workspace, "source", source(1), "k")
    put(workspace, "source", source(0))
    assert workspace.document("source", "001.html") == source(1)
    assert workspace.document("source", "000.html") == source(0)
    assert workspace.document_ids("source") == ("000.html", "001.html")
    assert workspace.document_ids("target") == ()
    assert workspace.document_heads("source") == (
        ("000.html", "zh-Hans", 4, None, False, "1"),
        ("001.html", "zh-Hans", 4, source(1).document.published, True, "1"),
    )
    assert workspace.document_key("source", "001.html") == "k"
    assert workspace.document_key("source", "000.html") == ""
    assert workspace.document_key("target", "001.html") is None
    assert workspace.document_digest("source", "001.html") == "1"
    assert workspace.document_digest("target", "001.html") is None
    with pytest.raises(WorkspaceError, match=r"no target document '001\.html'"):
        workspace.document("target", "001.html")


lines = st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=5)


@given(texts=lines)
def test_any_text_comes_back_exactly(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    value = SegmentedDocument.from_lines("lines.txt", "zh-Hans", tuple(texts))
    with Workspace.open(tmp_path_factory.getbasetemp() / "any", create=True) as workspace:
        put(workspace, "source", value)
        assert workspace.document("source", "lines.txt") == value


def test_segments_of_another_document_are_refused(workspace: Workspace) -> None:
    with pytest.raises(InternalError, match=r"not those of 001\.html"):
        workspace.put_document("source", source(1).document, source(2))
    assert workspace.document_ids("source") == ()


def test_half_a_surrogate_pair_is_refused(workspace: Workspace) -> None:
    with pytest.raises(WorkspaceError, match="surrogate"):
        put(workspace, "source", document("x", "en", ("a\ud800",)))
    assert workspace.document_ids("source") == ()


def test_pairs_and_left_overs_come_back(workspace: Workspace) -> None:
    for number in (1, 2, 3):
        put(workspace, "source", source(number))
        put(workspace, "target", target(number))
    left = [("003.html", "no page of that week"), ("002.html", "近似的有两篇")]
    workspace.put_pairing([pair(1)], left, [("en/003.html", "alone")], stage_key="p1")
    assert list(workspace.pairs()) == [pair(1)]
    assert workspace.unpaired("source") == tuple(sorted(left))
    assert workspace.unpaired("target") == (("en/003.html", "alone"),)
    assert workspace.pairing_key() == "p1"
    workspace.put_pairing([pair(2), pair(1, 0.5)], left[:1], [], stage_key="p2")
    assert list(workspace.pairs()) == [pair(1, 0.5), pair(2)]
    assert workspace.unpaired("source") == tuple(left[:1])
    assert workspace.unpaired("target") == ()
    assert workspace.pairing_key() == "p2"


def test_a_pairing_of_unknown_documents_is_refused_whole(workspace: Workspace) -> None:
    put_two_pairs(workspace)
    before = workspace.content_digest()
    with pytest.raises(WorkspaceError, match=r"no source document '009\.html'"):
        workspace.put_pairing([pair(1), pair(9)], [], [], stage_key="new")
    assert workspace.content_digest() == before


def test_alignments_and_checks_come_back(workspace: Workspace) -> None:
    put_two_pairs(workspace)
    first = Bitext(source(1), target(1), alignment(), "s:1")
    assert workspace.bitext(pair(1)) == first
    assert list(workspace.bitexts()) == [first, Bitext(source(2), target(2), alignment(), "s:1")]
    assert workspace.alignment_key(pair(1)) == "a"
    assert workspace.term_check_key(pair(1)) == "t"
    assert list(workspace.findings()) == [finding(1), finding(2)]
    assert [o for c in workspace.term_checks() for o in c.occurrences] == [
        occurrence(1),
        occurrence(2),
    ]


def test_moved_links_and_the_probability_of_the_pair_come_back(workspace: Workspace) -> None:
    put_two_pairs(workspace)
    moved = (MovedLink(0, 1, 0, 1, 0.75),)
    wanted = replace(alignment(), pair_probability=0.875, moved=moved)
    workspace.put_alignment(pair(1), wanted, "a", signature="s:1")
    assert workspace.bitext(pair(1)).alignment == wanted
    assert workspace.bitext(pair(2)).alignment == alignment()


def test_bitexts_stream_while_the_caller_writes(workspace: Workspace) -> None:
    put_two_pairs(workspace)
    for bitext in workspace.bitexts():
        number = int(bitext.source.document.id[:3])
        workspace.put_term_check(
            pair(number), glossary="g2", findings=[], occurrences=[], stage_key="t2"
        )
    assert list(workspace.findings()) == []


def test_absent_alignments_are_named(workspace: Workspace) -> None:
    put(workspace, "source", source(1))
    put(workspace, "target", target(1))
    assert workspace.alignment_key(pair(1)) is None
    assert workspace.term_check_key(pair(1)) is None
    with pytest.raises(WorkspaceError, match=r"no alignment of '001\.html'"):
        workspace.bitext(pair(1))
    with pytest.raises(WorkspaceError, match="no alignment"):
        workspace.put_term_check(pair(1), glossary="g", findings=[], occurrences=[], stage_key="t")


def test_an_alignment_of_other_segments_is_refused(workspace: Workspace) -> None:
    put_two_pairs(workspace)
    before = workspace.content_digest()
    with pytest.raises(InternalError, match="source sizes agree"):
        workspace.put_alignment(pair(1), Alignment((Bead(0, 1, 0, 1),), 1, 1), "b")
    assert workspace.content_digest() == before


def test_a_finding_of_another_pair_is_refused(workspace: Workspace) -> None:
    put_two_pairs(workspace)
    with pytest.raises(InternalError, match="does not belong to the pair"):
        workspace.put_term_check(
            pair(1), glossary="g", findings=[finding(2)], occurrences=[], stage_key="t2"
        )
    assert workspace.term_check_key(pair(1)) == "t"


def test_a_changed_document_takes_what_rests_on_it_along(workspace: Workspace) -> None:
    put_two_pairs(workspace)
    put(workspace, "source", source(1, digest="2", extra="新增一段。"), "k2")
    assert workspace.alignment_key(pair(1)) is None
    assert workspace.term_check_key(pair(1)) is None
    assert list(workspace.findings()) == [finding(2)]
    assert list(workspace.pairs()) == [pair(1), pair(2)]
    assert [hit.source_document for hit in workspace.search("北京")] == ["002.html"]


def test_the_same_document_of_another_stage_keeps_its_alignment(workspace: Workspace) -> None:
    put_two_pairs(workspace)
    put(workspace, "source", source(1), "k2")
    assert workspace.document_key("source", "001.html") == "k2"
    assert workspace.alignment_key(pair(1)) == "a"


def test_another_alignment_replaces_the_old_one(workspace: Workspace) -> None:
    put_two_pairs(workspace)
    workspace.put_alignment(pair(1), alignment(sure=0.25), "a2")
    assert workspace.bitext(pair(1)).alignment == alignment(sure=0.25)
    assert workspace.alignment_key(pair(1)) == "a2"
    assert workspace.term_check_key(pair(1)) is None
    hits = workspace.search("专利权")
    assert [hit.source_document for hit in hits] == ["002.html", "001.html"]


def test_a_pair_that_goes_takes_its_alignment_along(workspace: Workspace) -> None:
    put_two_pairs(workspace)
    workspace.put_pairing([pair(2)], [], [], stage_key="p")
    assert [bitext.source.document.id for bitext in workspace.bitexts()] == ["002.html"]
    assert [hit.source_document for hit in workspace.search("meeting")] == ["002.html"]


def test_a_removed_document_is_gone_everywhere(workspace: Workspace) -> None:
    put_two_pairs(workspace)
    workspace.put_failure("target", "en/001.html", "broken now")
    workspace.remove_document("target", "en/001.html")
    workspace.remove_document("target", "never there")
    assert workspace.document_ids("target") == ("en/002.html",)
    assert list(workspace.pairs()) == [pair(2)]
    assert workspace.failures() == ()
    assert workspace.pairing_key() is None
    assert [hit.source_document for hit in workspace.search("专利")] == ["002.html"] * 2


def test_failures_stay_until_the_page_is_read(workspace: Workspace) -> None:
    workspace.put_failure("source", "001.html", "empty")
    workspace.put_failure("source", "001.html", "no text")
    workspace.put_failure("pair", "a - b", "no alignment possible")
    expected = (
        Failure("pair", "a - b", "no alignment possible"),
        Failure("source", "001.html", "no text"),
    )
    assert workspace.failures() == expected
    put(workspace, "source", source(1))
    assert workspace.failures() == expected[:1]
    workspace.remove_failure("pair", "a - b")
    assert workspace.failures() == ()


def test_runs_are_noted_once(workspace: Workspace) -> None:
    assert workspace.last_run() is None
    workspace.put_run("a:1", {"pairs": 2, "share": 0.5, "by class": {"case": 1}})
    workspace.put_run("a:1", {"share": 0.5, "by class": {"case": 1}, "pairs": 2})
    assert workspace.last_run() == ("a:1", {"pairs": 2, "share": 0.5, "by class": {"case": 1}})
    assert list(workspace._db.rows("SELECT count(*) FROM runs")) == [(1,)]


@pytest.mark.parametrize(
    "array",
    [
        np.arange(12, dtype=np.float32).reshape(3, 4),
        np.zeros((0, 512), np.float32),
        np.array([[1 / 3]], np.float64),
        np.asfortranarray(np.arange(12, dtype=np.float32).reshape(3, 4)),
        np.arange(12, dtype=np.float32).reshape(3, 4)[:, ::2],
    ],
)
def test_vectors_come_back(workspace: Workspace, array: NDArray[np.generic]) -> None:
    assert workspace.vectors("k") is None
    workspace.put_vectors("k", np.ones(3))
    workspace.put_vectors("k", array)
    found = workspace.vectors("k")
    assert found is not None
    assert found.dtype == array.dtype
    np.testing.assert_array_equal(found, array)


def test_vectors_are_not_copied_on_their_way_to_the_file(workspace: Workspace) -> None:
    array = np.ones((4096, 512), np.float32)
    workspace.put_vectors("first", np.ones(3))
    tracemalloc.start()
    workspace.put_vectors("k", array)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < array.nbytes / 8


def test_a_cache_may_be_deleted_or_damaged(tmp_path: Path) -> None:
    for damage in (Path.unlink, lambda path: path.write_bytes(b"no database " * 1000)):
        with Workspace.open(tmp_path, create=True) as workspace:
            workspace.put_vectors("k", np.ones(3))
        damage(tmp_path / "caches.sqlite")
        with Workspace.open(tmp_path) as workspace:
            assert workspace.vectors("k") is None
            workspace.put_vectors("k", np.ones(3))
            assert workspace.vectors("k") is not None


def test_the_order_of_writing_leaves_no_trace(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "a", create=True) as workspace:
        put_two_pairs(workspace)
        first = list(workspace.dump())
        put_two_pairs(workspace)
        assert list(workspace.dump()) == first
        digest = workspace.content_digest()
    with Workspace.open(tmp_path / "b", create=True) as workspace:
        put(workspace, "source", source(1, extra="旧。"))
        put(workspace, "source", source(3))
        for number in (1, 2):
            put(workspace, "source", source(number), "k")
            put(workspace, "target", target(number), "k")
            workspace.put_alignment(pair(number), alignment(sure=0.1), "old")
        workspace.remove_document("source", "003.html")
        put_two_pairs(workspace)
        assert list(workspace.dump()) == first
        assert workspace.content_digest() == digest
        workspace.put_alignment(pair(1), alignment(sure=0.1), "a", signature="s:1")
        assert workspace.content_digest() != digest


def test_putting_everything_again_writes_no_row(tmp_path: Path) -> None:
    fill(tmp_path, 3)
    with Workspace.open(tmp_path) as workspace:
        before = workspace.content_digest()
    fill(tmp_path, 3)
    with Workspace.open(tmp_path) as workspace:
        assert workspace.content_digest() == before
        assert list(workspace._db.rows("SELECT max(key) FROM alignments")) == [(3,)]


def test_other_programs_can_read_the_segments(tmp_path: Path) -> None:
    fill(tmp_path, 1)
    connection = sqlite3.connect(tmp_path / "workspace.sqlite")
    rows = connection.execute(
        "SELECT text FROM segment_texts WHERE side = 'target' ORDER BY document, position"
    ).fetchall()
    connection.close()
    assert tuple(text for (text,) in rows) == target(0).texts


def test_the_probability_of_a_bead_may_be_a_numpy_number(workspace: Workspace) -> None:
    put_two_pairs(workspace)
    beads = tuple(replace(bead, probability=np.float64(0.5)) for bead in alignment())
    workspace.put_alignment(pair(1), Alignment(beads, 4, 4), "a3")
    assert [bead.probability for bead in workspace.bitext(pair(1)).alignment] == [0.5] * 3


def test_the_dump_leaves_no_column_out(workspace: Workspace) -> None:
    """Two workspaces that differ anywhere must differ in it."""
    put_two_pairs(workspace)
    # Numbers inside the file, for which the dump has ids, and what tells how it came about.
    inner = {"key", "document", "alignment", "paired_key"}
    db = workspace._db  # the columns of no table are public
    missing = []
    for sql in contents._TABLES.values():
        (table,) = re.findall(r"FROM (\w+)", sql)
        selected = {*re.findall(r"\w+", sql.partition(" FROM ")[0])}
        columns = {str(row[1]) for row in db.rows(f"PRAGMA table_info({table})")}
        links = {"source", "target"} if "JOIN documents s" in sql else set()
        missing += [f"{table}.{name}" for name in columns - selected - inner - links]
    assert not missing
