"""Gold folders to weights, and what adapting them to a style gains."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from aligner.cli.main import cli
from aligner.core import load_weights
from aligner.errors import InputError
from aligner.pipeline.training import adaptation_gain, read_gold

GOLD = Path(__file__).parents[2] / "corpora" / "gold" / "alignments"


def copied(names: list[str], folder: Path) -> Path:
    folder.mkdir()
    for path in GOLD.iterdir():
        if path.stem in names:
            (folder / path.name).write_bytes(path.read_bytes())
    return folder


@pytest.fixture(scope="module")
def names() -> list[str]:
    return sorted(path.stem for path in GOLD.glob("*.gold"))[:2]


def test_adapting_says_what_is_gained_and_makes_the_same_bytes(
    tmp_path: Path, names: list[str]
) -> None:
    gold = copied(names, tmp_path / "gold")
    command = ["train", str(gold), "--base", "literary.v2", "--name", "house.v1"]
    runs = [CliRunner().invoke(cli, command) for _ in range(2)]
    assert [run.exit_code for run in runs] == [0, 0]
    assert runs[0].stdout == runs[1].stdout
    assert "held out in turn" in runs[0].stderr
    assert "with literary.v2" in runs[0].stderr
    made = tmp_path / "house.json"
    made.write_text(runs[0].stdout, encoding="utf-8")
    assert load_weights(str(made)).header["base"] == "literary.v2"


def test_few_documents_are_cut_to_hold_out_parts(tmp_path: Path, names: list[str]) -> None:
    base = load_weights("literary.v2")
    documents = read_gold(copied(names[:1], tmp_path / "gold"), max_run=base.max_run)
    before, after = adaptation_gain(documents, base)
    matches = sum(not bead.is_null for bead in documents[0].gold)
    assert before.strict_recall.total == after.strict_recall.total == matches


def test_one_bead_is_too_little_to_hold_out(tmp_path: Path) -> None:
    for name, line in {"a.zh": "第一条", "a.en": "Article 1", "a.gold": "[0]:[0]"}.items():
        (tmp_path / name).write_text(line + "\n", encoding="utf-8")
    base = load_weights("literary.v2")
    with pytest.raises(InputError, match="too little gold"):
        adaptation_gain(read_gold(tmp_path, max_run=base.max_run), base)


def test_names_of_gold_are_no_patterns(tmp_path: Path) -> None:
    for stem in ("a[1]", "a.b", "a"):
        texts = {"zh": "第一条", "en": "Article 1", "gold": "[0]:[0]"}
        for suffix, line in texts.items():
            (tmp_path / f"{stem}.{suffix}").write_text(line + "\n", encoding="utf-8")
    names = [document.name for document in read_gold(tmp_path, max_run=1)]
    assert sorted(names) == sorted(f"{tmp_path.name}/{stem}" for stem in ("a[1]", "a.b", "a"))
