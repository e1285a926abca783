"""The splits of a corpus: they share nothing, keep their shares, and stay as they are."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from aligner.corpus.formats import export_corpus
from aligner.corpus.huggingface import FolderOptions
from aligner.corpus.likeness import near_key
from aligner.corpus.splits import SPLITS, CorpusSplits, SplitShares
from aligner.errors import ConfigError
from aligner.languages import in_script
from aligner.values import TranslationUnit
from tests.corpus.made_corpus import corpus, document, frames, unit, written

pytest.importorskip("pyarrow.parquet", reason="the extra is not installed")


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
