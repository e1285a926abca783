"""Pages that hold both languages, in piles: split, and pairs of their own."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from aligner.pipeline import RunOptions, pair_pages, run
from aligner.pipeline.own_pairs import OWN_PAIR
from aligner.values import PairDecision, Ruling
from aligner.workspace import Workspace

CHINESE = (
    "水库于三月开闸放水，下游六个乡镇受益。",
    "值班人员每两小时记录一次水位。",
    "管理处提醒游客不要在河滩停留。",
    "放水预计持续到五月底结束。",
)
ENGLISH = (
    "The reservoir opened its gates in March, to the benefit of six townships downstream.",
    "The staff on duty record the water level every two hours.",
    "The administration asks visitors not to stay on the river bank.",
    "The release of water is expected to last until the end of May.",
)
GERMAN = (
    "Der Stausee wurde im März geöffnet, und sechs Gemeinden haben etwas davon.",
    "Das Personal schreibt alle zwei Stunden auf, wie hoch das Wasser steht.",
    "Die Verwaltung bittet die Besucher, nicht am Ufer zu bleiben.",
    "Das Wasser wird wohl bis Ende Mai fließen.",
)
ADDRESS = "https://water.example/news/gates.html"


def page(paragraphs: Sequence[str]) -> str:
    text = "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)
    head = f'<meta charset="utf-8"><link rel="canonical" href="{ADDRESS}">'
    return f"<html><head>{head}</head><body>{text}</body></html>"


def in_turns(first: Sequence[str] = CHINESE, second: Sequence[str] = ENGLISH) -> str:
    return page([text for pair in zip(first, second, strict=True) for text in pair])


def pairs_of(work: Path) -> set[tuple[str, str]]:
    with Workspace.open(work) as workspace:
        return {(pair.source, pair.target) for pair in workspace.pairs()}


def other_sides(work: Path) -> list[str]:
    with Workspace.open(work) as workspace:
        return [name for name in workspace.document_ids("target") if "#" in name]


def units(work: Path, source: str, target: str) -> list[tuple[str, str]]:
    """The texts of the beads of a pair."""
    with Workspace.open(work) as workspace:
        (found,) = (b for b in workspace.bitexts() if b.source.document.id == source)
    assert found.target.document.id == target
    return [
        (
            "".join(found.source.texts[bead.source_start : bead.source_stop]),
            " ".join(found.target.texts[bead.target_start : bead.target_stop]),
        )
        for bead in found.alignment
    ]


@pytest.mark.parametrize(
    "text",
    [
        in_turns(),
        in_turns(ENGLISH, CHINESE),
        page([*CHINESE, *ENGLISH]),
        page([f"{chinese}{english}" for chinese, english in zip(CHINESE, ENGLISH, strict=True)]),
    ],
    ids=["in turns", "English first", "one after the other", "in each paragraph"],
)
@pytest.mark.parametrize("side", ["source", "target"])
def test_a_page_of_two_languages_is_a_pair_of_its_own(
    source_pile: Path, target_pile: Path, tmp_path: Path, text: str, side: str
) -> None:
    folder = source_pile if side == "source" else target_pile
    (folder / "both.html").write_text(text, encoding="utf-8")
    summary = run(source_pile, target_pile, tmp_path / "work")
    names = ("both.html", "both.html#en") if side == "source" else ("both.html#zh", "both.html")
    assert names in pairs_of(tmp_path / "work")
    assert units(tmp_path / "work", *names) == list(zip(CHINESE, ENGLISH, strict=True))
    note = f"{side} both.html: a page in two languages is split, and is a pair by itself"
    assert note in summary.notices
    assert summary.doubtful_readings == ()
    with Workspace.open(tmp_path / "work") as workspace:
        assert workspace.document("source", names[0]).document.url == ADDRESS
        assert workspace.document("target", names[1]).document.url == ADDRESS


def test_a_second_run_changes_nothing(source_pile: Path, target_pile: Path, tmp_path: Path) -> None:
    (source_pile / "both.html").write_text(in_turns(), encoding="utf-8")
    work = tmp_path / "work"
    first = run(source_pile, target_pile, work)
    second = run(source_pile, target_pile, work)
    assert second.figures() == first.figures()
    assert all(stage.done == 0 for stage in second.stages)


def test_the_other_side_goes_with_its_page(
    source_pile: Path, target_pile: Path, tmp_path: Path
) -> None:
    both, work = source_pile / "both.html", tmp_path / "work"
    both.write_text(in_turns(), encoding="utf-8")
    run(source_pile, target_pile, work)
    both.write_text(page(CHINESE), encoding="utf-8")
    run(source_pile, target_pile, work)
    assert other_sides(work) == []
    both.write_text(in_turns(CHINESE[::-1], ENGLISH[::-1]), encoding="utf-8")
    run(source_pile, target_pile, work)
    assert units(work, "both.html", "both.html#en")[0] == (CHINESE[-1], ENGLISH[-1])
    both.unlink()
    run(source_pile, target_pile, work, accept_deletions=True)
    assert other_sides(work) == []


def test_one_folder_of_such_pages_given_twice_is_paired_once(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.html").write_text(in_turns(), encoding="utf-8")
    (folder / "b.html").write_text(in_turns(CHINESE[1:], ENGLISH[1:]), encoding="utf-8")
    work = tmp_path / "work"
    for _ in range(2):
        run(folder, folder, work)
        assert pairs_of(work) == {("a.html", "a.html"), ("b.html", "b.html")}
    run(folder, folder, tmp_path / "swapped", options=RunOptions(languages=("en", "zh")))
    assert units(tmp_path / "swapped", "a.html", "a.html")[0] == (ENGLISH[0], CHINESE[0])


def test_one_text_in_both_piles_is_not_two_sides_whatever_languages_are_given(
    tmp_path: Path,
) -> None:
    piles = tmp_path / "zh", tmp_path / "en"
    for pile, texts in zip(piles, (CHINESE, ENGLISH), strict=True):
        pile.mkdir()
        (pile / "a.html").write_text(page(texts), encoding="utf-8")
        (pile / "same.html").write_text(page(ENGLISH[::-1]), encoding="utf-8")
    found = pair_pages(*piles, options=RunOptions(languages=("zh", "en")))
    assert not any(OWN_PAIR in pair.reasons for pair in found.pairs)


def test_copies_of_such_a_page_are_pairs_each(
    source_pile: Path, target_pile: Path, tmp_path: Path
) -> None:
    for name in ("both.html", "copy.html"):
        (source_pile / name).write_text(in_turns(), encoding="utf-8")
        run(source_pile, target_pile, tmp_path / "work")
    wanted = {("both.html", "both.html#en"), ("copy.html", "copy.html#en")}
    assert wanted <= pairs_of(tmp_path / "work")


def test_a_person_may_rule_otherwise(source_pile: Path, target_pile: Path, tmp_path: Path) -> None:
    (source_pile / "both.html").write_text(in_turns(), encoding="utf-8")
    (target_pile / "en-both.html").write_text(page(ENGLISH), encoding="utf-8")
    work = tmp_path / "work"
    run(source_pile, target_pile, work)
    with Workspace.open(work) as workspace:
        workspace.put_decisions([PairDecision("both.html", "en-both.html", Ruling.FORCE)])
    run(source_pile, target_pile, work)
    assert ("both.html", "en-both.html") in pairs_of(work)
    assert ("both.html", "both.html#en") not in pairs_of(work)


def test_a_page_whose_name_is_taken_is_set_aside(
    source_pile: Path, target_pile: Path, tmp_path: Path
) -> None:
    (source_pile / "both.html").write_text(in_turns(), encoding="utf-8")
    (target_pile / "both.html#en").write_text("\n".join(ENGLISH), encoding="utf-8")
    summary = run(source_pile, target_pile, tmp_path / "work")
    (reason,) = (left.reason for left in summary.left_over if left.document == "both.html")
    assert "aligner align" in reason


def test_between_piles_without_chinese_it_is_set_aside(tmp_path: Path) -> None:
    piles = tmp_path / "de", tmp_path / "en"
    for pile, texts in zip(piles, (GERMAN, ENGLISH), strict=True):
        pile.mkdir()
        (pile / "a.html").write_text(page(texts), encoding="utf-8")
    (piles[0] / "both.html").write_text(in_turns(), encoding="utf-8")
    found = pair_pages(*piles, options=RunOptions(languages=("de", "en")))
    assert [left.document for left in found.left_over] == ["both.html"]
    assert {pair.source for pair in found.pairs} == {"a.html"}
