"""What is wrong with a workspace is found and told; upkeep loses nothing."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workspace_samples import (
    alignment,
    document,
    finding,
    occurrence,
    pair,
    put,
    source,
    target,
)

from aligner.errors import ConfigError, WorkspaceError
from aligner.values import (
    Alignment,
    Bead,
    DocumentPair,
    PairDecision,
    ProposalDecision,
    ProposalRuling,
    Ruling,
    Waiver,
    WaiverKind,
)
from aligner.workspace import (
    Workspace,
    read_decisions,
    read_proposal_decisions,
    read_waivers,
)
from aligner.workspace.decision_files import write_decisions
from aligner.workspace.upkeep import describe, vacuum
from aligner.workspace.upkeep_check import _varints, check_workspace_files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two pairs with everything there is about them."""
    place = tmp_path / "w"
    with Workspace.open(place, create=True) as workspace:
        for number in range(2):
            put(workspace, "source", source(number), "k")
            put(workspace, "target", target(number), "k")
        workspace.put_pairing([pair(0), pair(1)], [], [], stage_key="p")
        for number in range(2):
            workspace.put_alignment(pair(number), alignment(), "a", signature="v1")
            workspace.put_term_check(
                pair(number),
                glossary="g",
                findings=[finding(number)],
                occurrences=[occurrence(number)],
                stage_key="t",
            )
        workspace.put_draft("d", alignment())
        workspace.put_run("v1", {"pairs": 2})
    return place


def change(folder: Path, sql: str) -> None:
    with closing(sqlite3.connect(folder / "workspace.sqlite")) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(sql)
        connection.commit()


def test_a_sound_workspace_has_no_problems(folder: Path) -> None:
    with Workspace.open(folder) as workspace:
        before = workspace.content_digest()
    assert check_workspace_files(folder) == ()
    with Workspace.open(folder) as workspace:
        assert workspace.content_digest() == before


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("DELETE FROM documents WHERE side = 'source' AND id = '000.html'", "not there"),
        ("UPDATE segments SET stop = 1000 WHERE position = 2", "outside the text of their block"),
        ("UPDATE segments SET block = 77 WHERE position = 0", "outside the text of their block"),
        ("DELETE FROM beads WHERE position = 2", "beads do not cover"),
        ("DELETE FROM beads WHERE position = 0", "beads do not cover"),
        ("UPDATE beads SET target_stop = 1 WHERE position = 1", "beads do not cover"),
        ("DELETE FROM beads", "beads do not cover"),
        ("UPDATE segments SET stop = stop - 2 WHERE position = 1", "do not fit together"),
        ("UPDATE blocks SET text = replace(text, '在', '于在') WHERE position = 2", "lose text"),
        ("UPDATE blocks SET text = replace(text, '会议', 'ab')", "search index"),
        (
            "INSERT INTO search (rowid, source, target) VALUES (99 << 20, 'x', 'y')",
            "1 entries of alignments that are gone",
        ),
        ("UPDATE documents SET paired_key = 'old' WHERE id = '001.html'", "since the pairing"),
        ("DELETE FROM stages", "since the pairing"),
        ("DELETE FROM alignments WHERE key = 1", "pairs not aligned yet"),
        ("UPDATE alignments SET signature = 'v2' WHERE key = 1", "2 different sets"),
        ("UPDATE term_checks SET glossary = 'h' WHERE alignment = 1", "2 versions"),
        ("DELETE FROM term_checks WHERE alignment = 1", "not at all in 1 pairs"),
    ],
)
def test_what_is_wrong_is_told(folder: Path, sql: str, message: str) -> None:
    change(folder, sql)
    found = check_workspace_files(folder)
    assert message in " ".join(problem.what for problem in found)
    assert all(problem.remedy for problem in found)


def test_a_pair_that_failed_is_not_unfinished(folder: Path) -> None:
    with Workspace.open(folder) as workspace:
        put(workspace, "source", source(2), "k")
        put(workspace, "target", target(2), "k")
        workspace.put_pairing([pair(0), pair(1), pair(2)], [], [], stage_key="p")
        workspace.put_failure("pair", f"{pair(2).source} - {pair(2).target}", "too long")
    assert check_workspace_files(folder) == ()


def test_a_damaged_file_is_told(folder: Path) -> None:
    path = folder / "workspace.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode = DELETE")
        page = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'occurrences'"
        ).fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    data = bytearray(path.read_bytes())
    data[(page - 1) * size : (page - 1) * size + 40] = b"\xaa" * 40
    path.write_bytes(data)
    (problem,) = check_workspace_files(folder)
    assert "damaged" in problem.what


def test_texts_with_nul_are_sound(tmp_path: Path) -> None:
    with Workspace.open(tmp_path, create=True) as workspace:
        put(workspace, "source", document("s", "zh-Hans", ("专\x00利局",)))
        put(workspace, "target", document("t", "en", ("office",)))
        workspace.put_pairing([DocumentPair("s", "t", 1.0)], [], [], stage_key="p")
        workspace.put_alignment(
            DocumentPair("s", "t", 1.0), Alignment((Bead(0, 1, 0, 1),), 1, 1), "k"
        )
    assert check_workspace_files(tmp_path) == ()


def test_a_description_counts_everything(folder: Path) -> None:
    found = describe(folder)
    assert found.counts["source documents"] == found.counts["pairs"] == 2
    assert found.counts["beads"] == 6
    assert found.languages == {"source": {"zh-Hans": 2}, "target": {"en": 2}}
    assert found.dates == ("2024-12-30", "2024-12-30")
    assert found.signatures == {"v1": 2}
    assert found.glossaries == {"g": 2}
    assert found.last_run == {"signature": "v1", "figures": {"pairs": 2}}
    assert found.sizes["workspace.sqlite"] > 0
    assert found.format > 0


def test_vacuum_frees_what_is_free_and_loses_nothing(folder: Path) -> None:
    with Workspace.open(folder) as workspace:
        for number in range(2, 60):
            put(workspace, "source", source(number, extra="长" * 3000), "k")
        for number in range(2, 60):
            workspace.remove_document("source", source(number).document.id)
        workspace.put_pairing([pair(0), pair(1)], [], [], stage_key="p")
        before = workspace.content_digest()
        hits = workspace.search("专利")
    sizes = vacuum(folder)
    assert sizes["workspace.sqlite"][1] < sizes["workspace.sqlite"][0]
    with Workspace.open(folder) as workspace:
        assert workspace.content_digest() == before
        assert workspace.search("专利") == hits
        assert workspace.draft("d") == alignment()
    assert check_workspace_files(folder) == ()
    assert vacuum(folder, drop_caches=True)["caches.sqlite"][1] == 0
    with Workspace.open(folder) as workspace:
        assert workspace.draft("d") is None


def test_vacuum_does_away_with_damaged_caches(folder: Path) -> None:
    (folder / "caches.sqlite").write_bytes(b"no database" * 100)
    assert vacuum(folder)["caches.sqlite"][1] == 0


def test_vacuum_waits_for_no_writer(folder: Path) -> None:
    with (
        Workspace.open(folder, create=True),
        pytest.raises(WorkspaceError, match="is writing to this workspace"),
    ):
        vacuum(folder)


@pytest.mark.parametrize("function", [describe, vacuum, check_workspace_files])
def test_a_folder_without_workspace_is_told(tmp_path: Path, function: object) -> None:
    assert callable(function)
    with pytest.raises(WorkspaceError, match="no workspace here"):
        function(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_decisions_come_back_whole(folder: Path, tmp_path: Path) -> None:
    said = [PairDecision("000.html", "en/000.html", Ruling.FORCE, "Li", "读过 both")]
    waived = [Waiver("f1", WaiverKind.ACCEPTED, "a quotation", "Li")]
    ruled = [ProposalDecision("专利", "patent", ProposalRuling.ACCEPT, "Li", "law")]
    with Workspace.open(folder) as workspace:
        workspace.put_decisions(said)
        workspace.put_waivers(waived)
        workspace.put_proposal_decisions(ruled)
        out = tmp_path / "out"
        assert list(write_decisions(workspace, out).values()) == [1, 1, 1, 0]
    assert read_decisions(out / "pair_decisions.tsv") == tuple(said)
    assert read_waivers(out / "waivers.tsv") == tuple(waived)
    assert read_proposal_decisions(out / "proposal_decisions.tsv") == tuple(ruled)


def test_tables_without_decisions_can_be_read(folder: Path, tmp_path: Path) -> None:
    with Workspace.open(folder) as workspace:
        written = write_decisions(workspace, tmp_path / "out")
        assert set(written.values()) == {0}
        with pytest.raises(ConfigError, match="cannot be made"):
            write_decisions(workspace, folder / "workspace.sqlite" / "x")
    assert read_decisions(tmp_path / "out" / "pair_decisions.tsv") == ()


@given(numbers=st.lists(st.integers(0, 2**40)))
def test_numbers_in_the_spelling_of_the_index(numbers: list[int]) -> None:
    def spelt(number: int) -> bytes:
        groups = [number & 0x7F]
        while number := number >> 7:
            groups.append(number & 0x7F | 0x80)
        return bytes(groups[::-1])

    assert _varints(b"".join(map(spelt, numbers))) == numbers
