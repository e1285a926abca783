"""A corpus folder: figures that add up, files that are told, and what was there before."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from aligner.corpus import splits
from aligner.corpus.formats import export_corpus
from aligner.corpus.huggingface import Division, FolderOptions
from aligner.corpus.splits import SplitShares
from aligner.errors import ConfigError
from aligner.exporters import read_units
from aligner.values import TranslationUnit
from tests.corpus.made_corpus import FREQUENT, corpus, frames, written

pytest.importorskip("pyarrow.parquet", reason="the extra is not installed")

GOLDEN = Path(__file__).parent / "golden" / "huggingface"


def test_what_the_splits_leave_out_is_counted_and_shown(tmp_path: Path) -> None:
    division = Division()
    count = export_corpus(
        corpus(), tmp_path / "releases", format_name="huggingface", division=division
    )
    assert count + division.left_out.count == 1000
    assert sum(division.sizes.values()) == count
    assert division.left_out.examples[0].source_text == FREQUENT[0]


def test_a_corpus_that_is_not_divided_is_whole(tmp_path: Path) -> None:
    path, division = tmp_path / "releases", Division()
    whole = FolderOptions(shares=SplitShares(1.0, 0.0, 0.0))
    export_corpus(corpus(), path, format_name="huggingface", folder=whole, division=division)
    assert division.left_out.count == 0
    assert division.sizes == {"train": 1000}
    assert set(frames(path)) == {"train"}
    assert sorted(u.id for u in read_units(path)) == sorted(u.id for u in corpus())
    assert "not divided" in (path / "README.md").read_text(encoding="utf-8")


def test_the_figures_add_up(tmp_path: Path) -> None:
    path = written(tmp_path, corpus())
    found = json.loads((path / "statistics.json").read_text(encoding="utf-8"))
    rows = {name: len(frame) for name, frame in frames(path).items()}
    assert {name: split["units"] for name, split in found["splits"].items()} == rows
    assert found["units"] == sum(rows.values())
    # The sentence that every document ends with stands in one split only.
    assert found["left_out_as_shared_by_splits"] == 1000 - found["units"] > 100
    for split in found["splits"].values():
        assert sum(split["years"].values()) == split["units"]
        assert sum(split["probabilities"].values()) == split["units"]


def test_the_checksums_are_those_of_the_files(tmp_path: Path) -> None:
    path = written(tmp_path, corpus(40))
    lines = (path / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    told = {line.partition("  ")[2]: line.partition("  ")[0] for line in lines}
    files = {p.relative_to(path).as_posix(): p for p in path.rglob("*") if p.is_file()}
    del files["SHA256SUMS"]
    assert told == {
        name: hashlib.sha256(file.read_bytes()).hexdigest() for name, file in files.items()
    }


def test_the_metadata_name_every_file_and_column(tmp_path: Path) -> None:
    path = written(tmp_path, corpus(60))
    record = json.loads((path / "croissant.json").read_text(encoding="utf-8"))
    assert record["conformsTo"] == "http://mlcommons.org/croissant/1.0"
    for file in record["distribution"]:
        data = (path / file["contentUrl"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == file["sha256"]
    assert {r["@id"] for r in record["recordSet"]} == set(frames(path))
    names = {f["source"]["extract"]["column"] for f in record["recordSet"][0]["field"]}
    assert names == set(pd.read_parquet(next(path.glob("data/*"))).columns) - {"properties"}


@pytest.mark.parametrize("name", ["README.md", "statistics.json"])
def test_card_and_statistics_are_those_of_the_golden_files(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, corpus(60))
    assert (path / name).read_text(encoding="utf-8") == (GOLDEN / name).read_text(encoding="utf-8")


def test_the_same_units_make_the_same_folder(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        folder.mkdir()
        written(folder, corpus(60))
    files = [sorted(p.relative_to(f) for p in f.rglob("*") if p.is_file()) for f in (one, other)]
    assert files[0] == files[1]
    for name in files[0]:
        assert (one / name).read_bytes() == (other / name).read_bytes()


def test_large_splits_are_several_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aligner.corpus.huggingface._UNITS_A_FILE", 100)
    path = written(tmp_path, corpus(60))
    names = sorted(p.name for p in path.glob("data/train-*"))
    assert names[0] == f"train-00000-of-{len(names):05}.parquet"
    assert len(names) > 1
    record = json.loads((path / "croissant.json").read_text(encoding="utf-8"))
    sets = {r["@id"] for r in record["recordSet"]}
    assert sets == {"test", "validation", *(name.removesuffix(".parquet") for name in names)}


def test_an_empty_corpus_is_a_folder_too(tmp_path: Path) -> None:
    path = tmp_path / "empty"
    assert export_corpus([], path, format_name="huggingface") == 0
    (file,) = (path / "data").iterdir()
    assert file.name == "train-00000-of-00001.parquet"
    assert len(pd.read_parquet(file)) == 0
    assert "num_examples: 0" in (path / "README.md").read_text(encoding="utf-8")


def test_a_corpus_of_ours_is_replaced_and_nothing_else(tmp_path: Path) -> None:
    path = written(tmp_path, corpus(20))
    written(tmp_path, corpus(30))
    assert {p.name for p in tmp_path.iterdir()} == {"releases"}
    (path / "statistics.json").unlink()
    with pytest.raises(ConfigError, match="which is no part of a corpus"):
        written(tmp_path, corpus(10))
    (tmp_path / "file").touch()
    with pytest.raises(ConfigError, match="it is a file"):
        export_corpus(corpus(1), tmp_path / "file", format_name="huggingface")


@pytest.mark.parametrize("name", ["LICENSE", ".git/config", "data/own.parquet", "data/notes"])
def test_what_somebody_put_there_is_kept(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, corpus(5))
    (path / name).parent.mkdir(exist_ok=True)
    (path / name).write_text("mine", encoding="utf-8")
    before = {p: p.read_bytes() for p in path.rglob("*") if p.is_file()}
    with pytest.raises(ConfigError, match=f"it holds {name}, which is no part"):
        written(tmp_path, corpus(6))
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before


def test_a_card_that_somebody_completed_is_kept(tmp_path: Path) -> None:
    path = written(tmp_path, corpus(5))
    card = path / "README.md"
    text = card.read_text(encoding="utf-8").replace("---\n", "---\nlicense: cc-by-4.0\n", 1)
    card.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"somebody changed the README\.md in it"):
        written(tmp_path, corpus(6))
    assert card.read_text(encoding="utf-8") == text
    card.unlink()
    written(tmp_path, corpus(6))


def test_a_licence_is_told_to_people_and_to_programs(tmp_path: Path) -> None:
    path = tmp_path / "releases"
    # Not by hand: a corpus that grows is written again.
    for n in (5, 6):
        export_corpus(corpus(n), path, format_name="huggingface", folder=FolderOptions("cc-by-4.0"))
    head, _, body = (path / "README.md").read_text("utf-8").removeprefix("---\n").partition("---")
    assert "\nlicense: cc-by-4.0\n" in head
    assert "The texts are under the licence `cc-by-4.0`." in body
    assert "put the\nlicence" not in body
    assert json.loads((path / "croissant.json").read_text("utf-8"))["license"] == "cc-by-4.0"


def test_a_failure_leaves_the_old_folder(tmp_path: Path) -> None:
    path = written(tmp_path, corpus(20))
    before = {p: p.read_bytes() for p in path.rglob("*") if p.is_file()}

    def failing() -> Iterator[TranslationUnit]:
        yield from corpus(3)
        raise RuntimeError("the source of the units broke")

    with pytest.raises(RuntimeError, match="broke"):
        export_corpus(failing(), path, format_name="huggingface")
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before


def test_a_name_cannot_break_the_card(tmp_path: Path) -> None:
    path = tmp_path / 'a"b|c`d'
    export_corpus(corpus(2), path, format_name="huggingface")
    card = (path / "README.md").read_text(encoding="utf-8")
    assert 'pretty_name: "a b c d"' in card


def test_a_folder_that_cannot_take_its_place_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, corpus(5))
    before = {p: p.read_bytes() for p in path.rglob("*") if p.is_file()}
    rename = Path.rename

    def refusing(self: Path, target: Path) -> Path:
        if self.name.endswith(".building"):
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refusing)
    with pytest.raises(ConfigError, match="No space left on device"):
        written(tmp_path, corpus(6))
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before


def test_a_disk_that_the_units_fill_is_told_with_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(splits, "_TABLES", f"PRAGMA max_page_count = 12; {splits._TABLES}")
    with pytest.raises(ConfigError, match=r"releases: cannot be written: .*full; free some space"):
        written(tmp_path, corpus())
    assert list(tmp_path.iterdir()) == []
