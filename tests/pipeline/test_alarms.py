"""What is said on the terminal of a pair that was aligned."""

from dataclasses import replace
from pathlib import Path

import pytest

from aligner.pipeline import RunOptions, align_files, language_lines, unpaired_lines
from aligner.pipeline.alignment_task import kinds_of_segments
from aligner.readers import read_document
from aligner.splitters import split_document
from aligner.values import Alignment, Bead, BlockKind, MovedLink

CHINESE = (
    "记者：专利审查周期缩短了吗？",
    "答：发明专利平均审查周期已经缩短到十六个月。",
    "记者：商标注册需要多长时间？",
    "答：商标注册平均审查周期为四个月。",
    "记者：谢谢您接受采访。",
)
ENGLISH = (
    "Reporter: Has patent examination become faster?",
    "A: Examining an invention patent now takes sixteen months on average.",
    "Reporter: How long does it take to register a trademark?",
    "A: Trademark examination takes four months on average.",
    "Reporter: Thank you for the interview.",
)


def written(folder: Path, name: str, lines: tuple[str, ...]) -> Path:
    path = folder / name
    path.write_text("\n\n".join(lines), encoding="utf-8")
    return path


def test_segments_without_counterpart_are_counted_and_named(tmp_path: Path) -> None:
    source = written(tmp_path, "a.zh.txt", CHINESE)
    whole = align_files(source, written(tmp_path, "a.en.txt", ENGLISH))
    assert not list(unpaired_lines(whole))
    fewer = align_files(source, written(tmp_path, "b.en.txt", (*ENGLISH[:2], *ENGLISH[4:])))
    assert list(unpaired_lines(fewer)) == ["source segments without counterpart, 2 of 5: 2-3"]


def test_a_text_in_another_language_than_it_is_taken_for_is_named(tmp_path: Path) -> None:
    source = written(tmp_path, "a.zh.txt", CHINESE)
    target = written(tmp_path, "a.en.txt", ENGLISH)
    assert not list(language_lines(align_files(source, target)))
    turned = align_files(source, target, options=RunOptions(languages=("en", "zh")))
    assert list(language_lines(turned)) == [
        "a.zh.txt is taken for English, but looks like Chinese",
        "a.en.txt is taken for Chinese, but looks like English",
    ]


def test_a_text_in_a_language_that_is_not_known_is_named(tmp_path: Path) -> None:
    german = (
        "Das Patentamt hat gestern in Berlin seinen Jahresbericht vorgestellt.",
        "Die Zahl der Anmeldungen ist im vergangenen Jahr um drei Prozent gestiegen.",
    )
    source = written(tmp_path, "a.zh.txt", CHINESE)
    bitext = align_files(source, written(tmp_path, "a.de.txt", german))
    assert list(language_lines(bitext, foreign=True)) == ["a.de.txt is in German"]
    assert not list(language_lines(bitext))


@pytest.mark.parametrize("english", ["Chart 2. Grants by year", "Grants by year, as drawn"])
def test_captions_of_which_one_side_has_more_may_be_translated_by_any_text(
    tmp_path: Path, english: str
) -> None:
    texts = ("图1 申请量", CHINESE[1], "图2 授权量", CHINESE[3])
    target = ("Chart 1. Applications", ENGLISH[1], english, ENGLISH[3])
    sides = [
        split_document(read_document(written(tmp_path, name, lines)))
        for name, lines in (("a.zh.txt", texts), ("a.en.txt", target))
    ]
    captions = [
        sum(block.kind is BlockKind.CAPTION for block in side.document.blocks) for side in sides
    ]
    kinds = kinds_of_segments(sides[0], sides[1])
    apart = [kind for side in kinds for kind in side if kind]
    assert bool(apart) == (captions[0] == captions[1])


def test_a_long_cell_that_is_a_paragraph_on_one_side_finds_its_translation(tmp_path: Path) -> None:
    rows = (
        [("地区", "做法"), ("北京", "各省、自治区的办理期限："), ("上海", "延长期限。")],
        [
            ("Region", "Practice"),
            ("Beijing", "The time limits that hold in all the provinces and regions are these:"),
            ("Shanghai", "The time limits have been extended for all those who apply there."),
        ],
    )
    sides = []
    for name, table in zip(("a.zh.html", "a.en.html"), rows, strict=True):
        cells = "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in table)
        path = tmp_path / name
        path.write_text(f"<meta charset=utf-8><h1>A</h1><table>{cells}</table>", encoding="utf-8")
        sides.append(split_document(read_document(path)))
    cells_of = [
        [b.kind for b in side.document.blocks].count(BlockKind.TABLE_CELL) for side in sides
    ]
    assert cells_of[0] > cells_of[1]
    source_kinds, target_kinds = kinds_of_segments(sides[0], sides[1])
    assert source_kinds == target_kinds


def test_moved_segments_are_not_said_to_have_no_counterpart(tmp_path: Path) -> None:
    bitext = align_files(
        written(tmp_path, "a.zh.txt", CHINESE), written(tmp_path, "a.en.txt", ENGLISH)
    )
    beads = (*bitext.alignment.beads[:4], Bead(4, 5, 4, 4), Bead(5, 5, 4, 5))
    alone = replace(bitext, alignment=Alignment(beads, 5, 5))
    assert len(list(unpaired_lines(alone))) == 2
    moved = Alignment(beads, 5, 5, moved=(MovedLink(4, 5, 4, 5, 0.9),))
    assert not list(unpaired_lines(replace(bitext, alignment=moved)))
