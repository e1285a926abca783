"""A corpus folder: splits that share nothing, figures that add up, and files that are told."""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from aligner.corpus.filters import Dropped
from aligner.corpus.formats import export_corpus
from aligner.corpus.huggingface import FolderOptions
from aligner.corpus.likeness import near_key
from aligner.corpus.splits import SPLITS, CorpusSplits, SplitShares
from aligner.errors import ConfigError
from aligner.exporters import read_units
from aligner.languages import in_script
from aligner.values import TranslationUnit

pytest.importorskip("pyarrow.parquet", reason="the extra is not installed")

GOLDEN = Path(__file__).parent / "golden" / "huggingface"
FREQUENT = ("特此公告。", "It is hereby announced.")


def unit(document: int, place: int, source: str, target: str, year: int = 2020) -> TranslationUnit:
    return TranslationUnit(
        f"{document:04x}{place:04x}",
        "zh-Hans",
        "en",
        source,
        target,
        0.97 if place else 1.0,
        (
            ("source-document", f"{year}/{document}.html"),
            ("target-document", f"{year}/en-{document}.html"),
            ("source-date", f"{year}-05-04"),
            ("kind", "1-1"),
            ("signature", "split:zh.v1|align:test"),
        ),
    )


def document(
    number: int, *, like: int | None = None, year: int = 2020
) -> Iterator[TranslationUnit]:
    """Five units; of a document like another, the texts differ in numbers only."""
    base = number if like is None else like
    for place in range(4):
        # Letters tell documents apart, for numbers do not.
        letters = hashlib.sha256(f"{base} {place}".encode()).hexdigest()[:24]
        words = "".join(chr(0x4E00 + int(letter, 16)) for letter in letters)
        latin = "".join(chr(97 + int(letter, 16)) for letter in letters)
        yield unit(number, place, f"{words}项目{year}年受理。", f"Item {latin} of {year}.", year)
    yield unit(number, 4, *FREQUENT, year)


def corpus(n: int = 200) -> list[TranslationUnit]:
    return [made for number in range(n) for made in document(number)]


def written(folder: Path, units: list[TranslationUnit]) -> Path:
    path = folder / "releases"
    count = export_corpus(units, path, format_name="huggingface")
    assert count == len(list(read_units(path)))
    return path


def frames(path: Path) -> dict[str, pd.DataFrame]:
    found = {}
    for split in SPLITS:
        files = sorted(path.glob(f"data/{split}-*.parquet"))
        if files:
            found[split] = pd.concat(map(pd.read_parquet, files))
    return found


def test_splits_share_no_document_and_no_near_duplicate(tmp_path: Path) -> None:
    found = frames(written(tmp_path, corpus()))
    assert set(found) == set(SPLITS)
    documents = [set(frame["source_document"]) for frame in found.values()]
    keys = [
        set(map(near_key, frame["source_text"], frame["target_text"])) for frame in found.values()
    ]
    for sets in (documents, keys):
        for number, one in enumerate(sets):
            for other in sets[number + 1 :]:
                assert not one & other


def test_every_split_has_about_its_share(tmp_path: Path) -> None:
    sizes = {
        name: frame["source_document"].nunique()
        for name, frame in frames(written(tmp_path, corpus())).items()
    }
    assert 2 <= sizes["test"] <= 20
    assert 2 <= sizes["validation"] <= 20
    assert sum(sizes.values()) == 200


def test_a_corpus_that_grows_keeps_its_splits(tmp_path: Path) -> None:
    def split_of(n: int) -> dict[str, str]:
        found = frames(written(tmp_path, corpus(n)))
        return {d: name for name, frame in found.items() for d in frame["source_document"]}

    before, after = split_of(100), split_of(200)
    assert before.items() <= after.items()


def test_what_is_published_again_goes_with_the_first(tmp_path: Path) -> None:
    again = [u for n in range(200) for u in document(n + 1000, like=n, year=2021)]
    with_copies = [*corpus(), *again]
    splits = CorpusSplits(tmp_path / "spool")
    splits.add(with_copies)
    assert splits.divide() == 200
    for split in SPLITS:
        names = {dict(u.properties)["source-document"] for u in splits.units(split)}
        for name in names:
            year, _, number = name.removesuffix(".html").partition("/")
            is_first = year == "2020"
            partner = int(number) + (1000 if is_first else -1000)
            assert f"{2021 if is_first else 2020}/{partner}.html" in names
    splits.close()


def test_units_that_everybody_has_do_not_tie_documents(tmp_path: Path) -> None:
    splits = CorpusSplits(tmp_path / "spool")
    splits.add(corpus(30))
    assert splits.divide() == 0
    splits.close()


LIKES: dict[str, Callable[[TranslationUnit], tuple[str, str]]] = {
    "the same source": lambda u: (u.source_text, f"Another rendering {u.id}"),
    "the same target": lambda u: (f"另外的原文{u.id}", u.target_text),
    "a changed word": lambda u: (f"新{u.source_text}", f"{u.target_text} Now"),
    "the other script": lambda u: (in_script(u.source_text, "zh-Hant"), f"Rendering {u.id}"),
    "another number": lambda u: (u.source_text.replace("2020", "2021"), u.target_text.upper()),
}


@pytest.mark.parametrize("kind", LIKES)
def test_what_a_tested_split_has_is_not_trained_on(tmp_path: Path, kind: str) -> None:
    with closing(CorpusSplits(tmp_path / "spool")) as splits:
        splits.add(corpus())
        splits.divide()
        tested = [u for u in splits.units("test") if u.probability == 1.0]
        # A document of names that go to the same split as ever, with no more than a unit of each.
        name = next(u for u in splits.units("train")).properties[:2]
    copies = [
        replace(u, id=f"copy{n}", source_text=texts[0], target_text=texts[1], properties=name)
        for n, (u, texts) in enumerate((u, LIKES[kind](u)) for u in tested)
    ]
    with closing(CorpusSplits(tmp_path / "again")) as splits:
        splits.add([*corpus(), *copies])
        splits.divide()
        trained = list(splits.units("train"))
        assert {u.id for u in tested} <= {u.id for u in splits.units("test")}
    assert tested
    assert not {u.id for u in trained} & {u.id for u in copies}
    assert name in {u.properties[:2] for u in trained}


REORDERED = {
    "source": (
        "春天来了，燕子回到了屋檐下，孩子们很高兴。",
        "The swallows are back.",
    ),
    "target": (
        "燕窝又热闹了起来",
        "The children sang, the swallows came, it was spring.",
    ),
    "both": (
        "灯塔的守护人每晚都要点灯，风暴来时他整夜不睡",
        "every night the keeper lights the lamp; in a storm he does not sleep at all",
    ),
    "script": ("双方签署了谅解备忘录，代表团参观了中心。", "A memorandum was signed."),
}
TURNED = {
    "source": ("孩子们很高兴，燕子回到了屋檐下：春天来了。", "It was a happy season."),
    "target": (
        "全然不同的一句话",
        "It was spring; the children sang; the swallows came.",
    ),
    "both": (
        "风暴来时他整夜不睡，灯塔的守护人每晚都要点亮灯",
        "in a storm he does not sleep at all and every night the keeper lights the lamps",
    ),
    "script": ("代表團參觀了中心，雙方簽署了諒解備忘錄。", "The delegation saw the centre."),
}


@pytest.mark.parametrize("kind", REORDERED)
def test_clauses_in_another_order_are_not_trained_on(tmp_path: Path, kind: str) -> None:
    shares = SplitShares(0.5, 0.0, 0.5)
    names = {shares.split(f"2020/{n}.html", f"2020/en-{n}.html"): n for n in range(40)}
    with closing(CorpusSplits(tmp_path / "spool", shares)) as splits:
        splits.add(
            [
                unit(names["train"], 0, *TURNED[kind]),
                unit(names["train"], 1, "毫不相干的另一句话", "It says something else altogether"),
                unit(names["test"], 0, *REORDERED[kind]),
            ]
        )
        splits.divide()
        assert [u.source_text for u in splits.units("test")] == [REORDERED[kind][0]]
        assert [u.source_text for u in splits.units("train")] == ["毫不相干的另一句话"]
        assert [u.source_text for u in splits.left_out()] == [TURNED[kind][0]]


def test_what_the_splits_leave_out_is_counted_and_shown(tmp_path: Path) -> None:
    left_out = Dropped()
    count = export_corpus(
        corpus(), tmp_path / "releases", format_name="huggingface", left_out=left_out
    )
    assert count + left_out.count == 1000
    assert left_out.examples[0].source_text == FREQUENT[0]


def test_a_corpus_that_is_not_divided_is_whole(tmp_path: Path) -> None:
    path, left_out = tmp_path / "releases", Dropped()
    whole = FolderOptions(shares=SplitShares(1.0, 0.0, 0.0))
    export_corpus(corpus(), path, format_name="huggingface", folder=whole, left_out=left_out)
    assert left_out.count == 0
    assert set(frames(path)) == {"train"}
    assert sorted(u.id for u in read_units(path)) == sorted(u.id for u in corpus())
    assert "not divided" in (path / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("shares", "least"),
    [((0.6, 0.2, 0.2), {"train": 80, "validation": 20, "test": 20}), ((0.0, 0.5, 0.5), {})],
)
def test_shares_of_splits_are_as_wanted(
    tmp_path: Path, shares: tuple[float, float, float], least: dict[str, int]
) -> None:
    path = tmp_path / "releases"
    export_corpus(
        corpus(),
        path,
        format_name="huggingface",
        folder=FolderOptions(shares=SplitShares(*shares)),
    )
    sizes = {name: frame["source_document"].nunique() for name, frame in frames(path).items()}
    assert sum(sizes.values()) == 200
    assert all(sizes[name] >= number for name, number in least.items())
    assert set(sizes) == {
        name for name, share in zip(("train", "validation", "test"), shares, strict=True) if share
    }


@pytest.mark.parametrize("shares", [(0.9, 0.9, 0.1), (1.1, -0.1, 0.0), (float("nan"), 0.5, 0.5)])
def test_shares_that_are_none_are_refused(shares: tuple[float, float, float]) -> None:
    with pytest.raises(ConfigError):
        SplitShares(*shares)


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
