"""A workspace learns words once, and again when it has grown."""

from pathlib import Path

import pytest

from aligner.pipeline import run
from aligner.pipeline.lexicon import sample_units
from aligner.workspace import Workspace


@pytest.fixture
def work(source_pile: Path, target_pile: Path, tmp_path: Path, small_glossary: Path) -> Path:
    run(source_pile, target_pile, tmp_path / "work", glossary=small_glossary)
    return tmp_path / "work"


def learned(folder: Path) -> tuple[bytes, int, str]:
    with Workspace.open(folder) as workspace:
        known = workspace.lexicon()
    assert known is not None
    return known


def test_words_are_learned_once(
    work: Path, source_pile: Path, target_pile: Path, small_glossary: Path
) -> None:
    before = learned(work)
    assert before[1] == 3
    summary = run(source_pile, target_pile, work, glossary=small_glossary)
    assert {s.stage: s.done for s in summary.stages}["learn words"] == 0
    assert learned(work) == before


def test_a_small_workspace_is_learned_anew_with_every_change(
    work: Path, source_pile: Path, target_pile: Path, small_glossary: Path
) -> None:
    before = learned(work)
    (source_pile / "talks.html").unlink()
    run(source_pile, target_pile, work, glossary=small_glossary)
    assert learned(work) != before


def test_the_lexicon_of_a_large_one_serves_until_the_pairs_have_doubled(
    work: Path,
    source_pile: Path,
    target_pile: Path,
    small_glossary: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("aligner.pipeline.lexicon._SMALL", 0)

    def done() -> int:
        summary = run(source_pile, target_pile, work, glossary=small_glossary)
        return {stage.stage: stage.done for stage in summary.stages}["learn words"]

    assert [done(), done()] == [1, 0]
    data, pairs, key = learned(work)
    for claimed, times in ((2, 0), (1, 1), (5, 0), (6, 1)):
        with Workspace.open(work) as workspace:
            workspace.put_lexicon(data, pairs=claimed, stage_key=key)
        assert done() == times
    assert learned(work) == (data, pairs, key)


def test_another_glossary_is_learned_for(
    work: Path, source_pile: Path, target_pile: Path, tmp_path: Path
) -> None:
    before = learned(work)
    other = tmp_path / "other.tsv"
    other.write_text("zh\ten\n专利\tpatent\n", encoding="utf-8")
    run(source_pile, target_pile, work, glossary=other)
    assert learned(work)[2] != before[2]


def test_a_sample_is_whole_documents_spread_over_the_pairs(work: Path) -> None:
    with Workspace.open(work) as workspace:
        everything = sample_units(workspace)
        part = sample_units(workspace, len(everything) - 1)
    documents = {dict(unit.properties)["source-document"] for unit in part}
    assert documents == {"centre.html", "talks.html"}
    chosen = [u for u in everything if dict(u.properties)["source-document"] in documents]
    assert part == chosen
