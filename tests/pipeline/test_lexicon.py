"""A workspace learns words once, and again when it has grown."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from aligner.cli.main import cli
from aligner.exporters import write_units
from aligner.lexicon import BilingualTable, shipped_table
from aligner.pipeline import run
from aligner.pipeline.lexicon import sample_units
from aligner.values import TranslationUnit
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
    run(source_pile, target_pile, work, glossary=small_glossary, accept_deletions=True)
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


def test_a_pair_with_too_many_units_by_itself_gives_some_and_leaves_room(work: Path) -> None:
    with Workspace.open(work) as workspace:
        everything = sample_units(workspace)
        documents = [dict(unit.properties)["source-document"] for unit in everything]
        first = documents.count(documents[0])
        assert first > 2
        part = sample_units(workspace, first - 1)
    own = everything[:first]
    taken = [unit for unit in part if unit in own]
    assert len(taken) == (first - 1) // 2
    # From its beginning to its end, and not its first pages.
    assert own.index(taken[-1]) >= first // 2
    assert len(part) <= first - 1


@pytest.mark.parametrize("most", range(2, 7))
def test_a_sample_of_any_size_is_found(work: Path, most: int) -> None:
    with Workspace.open(work) as workspace:
        assert 0 < len(sample_units(workspace, most)) <= most


def memory(path: Path, n_units: int) -> Path:
    """A translation memory, English to Chinese, with a word of the house's own."""
    verbs = {"保护": "protect", "申请": "request", "管理": "manage", "检查": "inspect"}
    units = (
        TranslationUnit(
            str(number),
            "en-US",
            "zh-CN",
            f"We {english} {'patents' if number % 3 else 'zorvaxes'} {number}.",
            f"我们{verb}{'专利' if number % 3 else '灵芝'}{number}。",
            1.0,
        )
        for number, (verb, english) in enumerate(list(verbs.items()) * (n_units // len(verbs)))
    )
    with path.open("wb") as stream:
        write_units(units, stream, format_name="tmx")
    return path


def test_a_house_adds_the_words_of_its_memory_to_the_shipped_lexicon(tmp_path: Path) -> None:
    path = memory(tmp_path / "house.tmx", 240)
    made = tmp_path / "words.bin"
    arguments = ["train", "--lexicon", str(path), "--name", "house.v1", "-o", str(made)]
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 0, result.output
    assert "learned from 240 of 240 translation units" in result.stderr
    assert "passed over" not in result.stderr
    table = BilingualTable.read(made)
    assert table.header["name"] == "house.v1"
    assert table.header["base"] == shipped_table().digest
    assert table.weight("灵芝", "zorvax") > 0.5 > shipped_table().weight("灵芝", "zorvax")
    assert table.row("市场") == shipped_table().row("市场")


def test_units_that_are_not_learned_from_are_counted(tmp_path: Path) -> None:
    house, other = memory(tmp_path / "house.tmx", 240), tmp_path / "other.jsonl"
    units = [TranslationUnit(str(n), "de", "fr", f"Tag {n}", f"jour {n}", 1.0) for n in range(3)]
    # One that the first memory has as well.
    units.append(TranslationUnit("9", "zh", "en", "我们保护灵芝0。", "We protect zorvaxes 0.", 1.0))
    with other.open("wb") as stream:
        write_units(units, stream, format_name="jsonl")
    arguments = ["train", "--lexicon", str(house), str(other), "-o", str(tmp_path / "w")]
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 0, result.output
    assert f"{other}: 3 units are passed over, because not in Chinese and English" in result.stderr
    assert "learned from 240 of 244 translation units" in result.stderr


def test_what_a_memory_passes_over_is_told(tmp_path: Path) -> None:
    path = memory(tmp_path / "house.tmx", 240)
    empty = '<tu tuid="x"><tuv xml:lang="en"><seg>Alone.</seg></tuv></tu></body>'
    path.write_text(path.read_text("utf-8").replace("</body>", empty), encoding="utf-8")
    result = CliRunner().invoke(cli, ["train", "--lexicon", str(path), "-o", str(tmp_path / "w")])
    assert result.exit_code == 0, result.output
    told = [line for line in result.stderr.splitlines() if str(path) in line]
    assert len(told) == 1


def test_a_memory_too_small_to_learn_from_is_refused(tmp_path: Path) -> None:
    path = memory(tmp_path / "house.tmx", 20)
    result = CliRunner().invoke(cli, ["train", "--lexicon", str(path), "-o", str(tmp_path / "w")])
    assert result.exit_code == 3
    assert "3 documents" in result.stderr
    assert not (tmp_path / "w").exists()
