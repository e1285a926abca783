"""The whole job on two small piles: what is found, kept, redone and told."""

from dataclasses import replace
from pathlib import Path

import pytest

from aligner.bulk import local_mapper
from aligner.cli.summary import summary_text
from aligner.errors import FormatError, InputError, PairingError, WorkspaceError
from aligner.glossary import read_glossary
from aligner.pipeline import RunOptions, RunSummary, align_files, run
from aligner.pipeline.summary import FailedItem
from aligner.workspace import Workspace

PAIRS = {
    ("centre.html", "en-centre.html"),
    ("figures.txt", "en-figures.txt"),
    ("talks.html", "en-talks.html"),
}


class Stopping:
    """A Progress that stops the run as Ctrl-C does, after so many steps."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def begin(self, stage: str, *, total: int, unchanged: int) -> None:
        pass

    def advance(self, n: int = 1) -> None:  # noqa: ARG002
        self.left -= 1
        if self.left < 0:
            raise KeyboardInterrupt

    def end(self) -> None:
        pass

    def notice(self, message: str) -> None:
        pass


def content(folder: Path) -> str:
    with Workspace.open(folder) as workspace:
        return workspace.content_digest()


def work_done(summary: RunSummary) -> dict[str, int]:
    return {stage.stage: stage.done for stage in summary.stages}


@pytest.fixture
def piles(source_pile: Path, target_pile: Path, tmp_path: Path) -> tuple[Path, Path, Path]:
    return source_pile, target_pile, tmp_path / "work"


def test_pairs_are_found_and_the_rest_is_explained(
    piles: tuple[Path, Path, Path], small_glossary: Path
) -> None:
    summary = run(*piles, glossary=small_glossary)
    with Workspace.open(piles[2]) as workspace:
        assert {(pair.source, pair.target) for pair in workspace.pairs()} == PAIRS
        assert {(b.source.document.id, b.target.document.id) for b in workspace.bitexts()} == PAIRS
        assert all(bitext.signature for bitext in workspace.bitexts())
    assert (summary.pairs, summary.failures, summary.notices) == (3, (), ())
    left = {(item.side, item.document) for item in summary.left_over}
    assert left == {("source", "fair.txt"), ("target", "en-lecture.txt")}
    assert all(item.reason for item in summary.left_over)
    assert summary.beads >= 12
    assert summary.findings is not None
    assert "use.v1" in summary.signature
    failed = FailedItem("pair", "a - b", "a - b: no ladder"), FailedItem("source", "c", "is empty")
    failing = replace(summary, failures=failed)
    assert repr(failing).endswith("1 unreadable, 1 pairs failed>")
    lines = summary_text(failing).splitlines()
    assert [line.split() for line in lines if line.startswith(("unreadable ", "pairs that"))] == [
        ["unreadable", "1", "0"],
        ["pairs", "that", "failed", "1"],
        ["pairs", "that", "could", "not", "be", "aligned", "or", "checked:"],
    ]
    assert "  a - b: no ladder" in lines
    assert "  source c: is empty" in lines


def test_without_glossary_nothing_is_checked(piles: tuple[Path, Path, Path]) -> None:
    summary = run(*piles)
    assert summary.findings is None
    assert "check terms" not in work_done(summary)


def test_translations_into_chinese_are_checked_too(
    source_pile: Path, target_pile: Path, tmp_path: Path
) -> None:
    glossary = tmp_path / "terms.tsv"
    glossary.write_text("zh\ten\n增援站\tprotection center\n", encoding="utf-8")
    summary = run(target_pile, source_pile, tmp_path / "work", glossary=glossary)
    assert summary.findings is not None
    assert not any("term check" in notice for notice in summary.notices)
    with Workspace.open(tmp_path / "work") as workspace:
        found = [(f.source_term.lower(), f.expected) for f in workspace.findings()]
    assert ("protection center", ("增援站",)) in found


def test_a_second_run_does_nothing_and_changes_nothing(
    piles: tuple[Path, Path, Path], small_glossary: Path
) -> None:
    first = run(*piles, glossary=small_glossary)
    before = content(piles[2])
    second = run(*piles, glossary=small_glossary)
    assert set(work_done(second).values()) == {0}
    assert content(piles[2]) == before
    assert second.figures() == first.figures()


def test_only_what_changed_is_done(
    piles: tuple[Path, Path, Path], small_glossary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As in a large workspace, whose words are not learned anew with every change.
    monkeypatch.setattr("aligner.pipeline.lexicon._SMALL", 0)
    run(*piles, glossary=small_glossary)
    page = piles[1] / "en-figures.txt"
    page.write_text(page.read_text("utf-8") + "\nIt will be updated every month.\n", "utf-8")
    summary = run(*piles, glossary=small_glossary)
    assert work_done(summary) == {
        "read and split": 1,
        "encode": 1,
        "pair": 1,
        "align": 1,
        "learn words": 0,
        "check terms": 1,
    }


def test_terms_of_the_glossary_are_anchors_so_that_a_changed_one_aligns_anew(
    piles: tuple[Path, Path, Path], small_glossary: Path
) -> None:
    run(*piles, glossary=small_glossary)
    before = signatures(piles[2])
    with small_glossary.open("a", encoding="utf-8") as stream:
        stream.write("商标\ttrademark\n")
    summary = run(*piles, glossary=small_glossary)
    assert {stage for stage, done in work_done(summary).items() if done} == {
        "pair",
        "align",
        "learn words",
        "check terms",
    }
    assert work_done(summary)["align"] == len(PAIRS)
    after = signatures(piles[2])
    assert len(before) == len(after) == 1
    assert before.isdisjoint(after)
    assert read_glossary(small_glossary).digest in after.pop()
    assert summary.signature.count("glossary:") == 1
    run(*piles)
    assert "glossary:" not in signatures(piles[2]).pop()


def signatures(folder: Path) -> set[str]:
    with Workspace.open(folder) as workspace:
        return {bitext.signature for bitext in workspace.bitexts()}


def test_a_run_aligns_as_two_files_beside_the_same_glossary(tmp_path: Path) -> None:
    """Birds that no lexicon knows: only the glossary says which line is which."""
    birds = {"海东青": "gerfalcon", "灰背隼": "merlin", "红脚隼": "vesper", "雀鹰": "musket"}
    folders = tmp_path / "zh", tmp_path / "en"
    for folder, suffix in zip(folders, ("。", "."), strict=True):
        folder.mkdir()
        lines = birds if suffix == "。" else birds.values()
        said = [f"他说起{b}。" if suffix == "。" else f"He spoke of {b}s." for b in lines]
        (folder / "a.txt").write_text("\n\n".join(said), encoding="utf-8")
    glossary = tmp_path / "birds.tsv"
    rows = "".join(f"{zh}\t{en}\n" for zh, en in birds.items())
    glossary.write_text("zh\ten\n" + rows, encoding="utf-8")
    decisions = tmp_path / "decisions.tsv"
    decisions.write_text("source\ttarget\tdecision\na.txt\ta.txt\tforce\n", encoding="utf-8")
    run(*folders, tmp_path / "work", glossary=glossary, decisions=decisions)
    with Workspace.open(tmp_path / "work") as workspace:
        (found,) = workspace.bitexts()
    beside, without = (
        align_files(folders[0] / "a.txt", folders[1] / "a.txt", glossary=terms)
        for terms in (glossary, None)
    )
    assert found.alignment == beside.alignment
    assert found.alignment != without.alignment
    assert found.signature == beside.signature


def test_pages_that_are_gone_are_forgotten(piles: tuple[Path, Path, Path]) -> None:
    run(*piles)
    (piles[0] / "talks.html").unlink()
    summary = run(*piles, accept_deletions=True)
    assert (summary.pairs, summary.source.documents) == (2, 3)
    assert any("1 known source page is gone" in notice for notice in summary.notices)
    assert ("target", "en-talks.html") in {(i.side, i.document) for i in summary.left_over}


def test_the_order_of_events_leaves_no_trace(
    piles: tuple[Path, Path, Path], small_glossary: Path, tmp_path: Path
) -> None:
    late = piles[0] / "talks.html"
    text = late.read_bytes()
    late.unlink()
    run(*piles, glossary=small_glossary)
    late.write_bytes(text)
    run(*piles, glossary=small_glossary)
    run(piles[0], piles[1], tmp_path / "other", glossary=small_glossary)
    assert content(piles[2]) == content(tmp_path / "other")


@pytest.mark.parametrize("bad", [b"", b"\x00\x01\x02PNG" * 50, b"   \n\n "])
def test_a_broken_page_is_listed_and_the_run_goes_on(
    piles: tuple[Path, Path, Path], bad: bytes
) -> None:
    page = piles[0] / "broken.html"
    page.write_bytes(bad)
    summary = run(*piles)
    assert summary.pairs == 3
    (failure,) = summary.failures
    assert (failure.side, failure.document) == ("source", "broken.html")
    assert str(page) in failure.message or "broken.html" in failure.message
    page.unlink()
    assert run(*piles).failures == ()


@pytest.mark.parametrize("steps", [0, 3, 8, 12, 16, 17, 19, 21])
def test_a_stopped_run_is_completed_by_the_same_command(
    piles: tuple[Path, Path, Path], small_glossary: Path, tmp_path: Path, steps: int
) -> None:
    with pytest.raises(KeyboardInterrupt):
        run(*piles, glossary=small_glossary, progress=Stopping(steps))
    run(*piles, glossary=small_glossary)
    run(piles[0], piles[1], tmp_path / "at-once", glossary=small_glossary)
    assert content(piles[2]) == content(tmp_path / "at-once")


def test_the_number_of_processes_leaves_no_trace(
    piles: tuple[Path, Path, Path], small_glossary: Path, tmp_path: Path
) -> None:
    run(*piles, glossary=small_glossary)
    with local_mapper(2) as mapper:
        run(piles[0], piles[1], tmp_path / "two", glossary=small_glossary, mapper=mapper)
    assert content(piles[2]) == content(tmp_path / "two")


def test_swapped_folders_are_noticed(piles: tuple[Path, Path, Path], small_glossary: Path) -> None:
    summary = run(piles[1], piles[0], piles[2], glossary=small_glossary)
    assert summary.pairs == 3
    assert "swapped" in summary.notices[0]
    assert summary.findings is not None
    assert summary.failures == ()


def test_a_page_in_the_wrong_pile_is_set_aside(piles: tuple[Path, Path, Path]) -> None:
    stray = piles[0] / "stray.txt"
    stray.write_bytes((piles[1] / "en-lecture.txt").read_bytes())
    summary = run(*piles)
    (reason,) = [i.reason for i in summary.left_over if i.document == "stray.txt"]
    assert "English" in reason
    assert summary.pairs == 3


def test_two_piles_in_one_language_are_refused(piles: tuple[Path, Path, Path]) -> None:
    with pytest.raises(PairingError, match="English"):
        run(piles[1], piles[1], piles[2])


def test_a_missing_folder_is_named(piles: tuple[Path, Path, Path], tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nowhere"):
        run(tmp_path / "nowhere", piles[1], piles[2])


def test_an_empty_folder_is_named(piles: tuple[Path, Path, Path], tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="empty: no page"):
        run(piles[0], tmp_path / "empty", piles[2])


def test_a_pile_of_broken_pages_says_why(piles: tuple[Path, Path, Path]) -> None:
    for page in piles[0].iterdir():
        page.write_bytes(b"")
    with pytest.raises(PairingError, match="none of the source pages could be read"):
        run(*piles)


def test_an_unreadable_glossary_stops_the_run_before_it_starts(
    piles: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    glossary = tmp_path / "broken.tbx"
    glossary.write_text("<tbx><text>\n<body>\n</tbx>", encoding="utf-8")
    with pytest.raises(FormatError, match=r"broken\.tbx:3"):
        run(*piles, glossary=glossary)
    assert not piles[2].exists()


def test_two_runs_do_not_share_a_workspace(piles: tuple[Path, Path, Path]) -> None:
    with (
        Workspace.open(piles[2], create=True),
        pytest.raises(WorkspaceError, match="is writing"),
    ):
        run(*piles)


def test_a_higher_threshold_leaves_more_without_partner(piles: tuple[Path, Path, Path]) -> None:
    assert run(*piles, options=RunOptions(pair_threshold=1.0)).pairs < 3


def test_unknown_weights_are_named_with_the_known_ones(piles: tuple[Path, Path, Path]) -> None:
    with pytest.raises(InputError, match="mixed"):
        run(*piles, options=RunOptions(weights="nonsense"))
