"""What the command line says of pairs in which something is missing."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from aligner.cli.main import cli

# Source and target sentences of one text; the sixth to the tenth stand apart.
TEXT = (
    ("海州港今天恢复通航。", "The port of Haizhou reopened to ships today."),
    ("台风在星期二夜里登陆。", "The typhoon made landfall on Tuesday night."),
    ("两千名居民搬进了学校。", "Two thousand residents moved into schools."),
    ("没有人受伤。", "Nobody was injured."),
    ("电力在第二天早上恢复。", "Power was restored the next morning."),
    ("渔民们已经开始修补渔网。", "Fishermen have begun to mend their nets."),
    ("市场上的蔬菜价格上涨了一成。", "Vegetable prices at the market rose by a tenth."),
    ("图书馆的屋顶漏水，三千本书被淋湿。", "The library roof leaked and 3,000 books got wet."),
    ("消防员用水泵排干了地铁站。", "Firefighters drained the metro station with pumps."),
    ("小学将在下星期一开学。", "Primary schools will open next Monday."),
    (
        "气象台说，下一场雨要到月底才来。",
        "The weather office expects no more rain until month's end.",
    ),
    ("市长感谢了所有志愿者。", "The mayor thanked all the volunteers."),
    ("军队派来了四架直升机。", "The army sent four helicopters."),
    ("灯塔没有损坏。", "The lighthouse was not damaged."),
    ("从海州开往大陆的渡轮明天恢复。", "Ferries from Haizhou to the mainland resume tomorrow."),
)
OTHER = (
    "Bees can tell two paintings apart.",
    "Grind the cardamom with a pinch of salt.",
    "Her grandmother had been a violinist.",
    "The parliament voted against the new tax.",
    "Rust forms when iron meets water and air.",
    "He sold the horse for less than it was worth.",
    "The second act is far too long.",
    "Our galaxy has several hundred billion stars.",
)


def files(folder: Path, source: list[str], target: list[str]) -> tuple[str, str]:
    for name, lines in (("zh", source), ("en", target)):
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(folder / "zh"), str(folder / "en")


def aligned(folder: Path, source: list[str], target: list[str]) -> Result:
    result = CliRunner().invoke(cli, ["align", "--segmented", *files(folder, source, target)])
    assert result.exit_code == 0, result.stderr
    return result


def test_a_whole_text_raises_no_alarm(tmp_path: Path) -> None:
    result = aligned(tmp_path, [zh for zh, _ in TEXT], [en for _, en in TEXT])
    assert result.stderr == ""


def test_a_gap_is_said_with_its_place_and_first_words(tmp_path: Path) -> None:
    target = [en for _, en in TEXT]
    result = aligned(tmp_path, [zh for zh, _ in TEXT], target[:5] + target[10:])
    line, counted = result.stderr.splitlines()
    assert line.startswith("alarm: source ")
    assert "source segments without counterpart" in line
    assert counted.startswith("note: source segments without counterpart, 5 of ")
    assert result.stdout.startswith("[0]:[0]:")


def test_languages_named_the_wrong_way_round_are_said(tmp_path: Path) -> None:
    texts = files(tmp_path, [zh for zh, _ in TEXT], [en for _, en in TEXT])
    result = CliRunner().invoke(cli, ["align", *texts, "--segmented", "--languages", "en", "zh"])
    assert "is taken for English, but looks like Chinese" in result.stderr
    assert "is taken for Chinese, but looks like English" in result.stderr


def test_blank_lines_are_no_gap(tmp_path: Path) -> None:
    source = [zh for zh, _ in TEXT]
    result = aligned(tmp_path, source[:7] + [""] * 20 + source[7:], [en for _, en in TEXT])
    assert result.stderr == ""


def test_a_wrong_partner_is_called_so_and_still_aligned(tmp_path: Path) -> None:
    result = aligned(tmp_path, [zh for zh, _ in TEXT], list(OTHER))
    (line,) = result.stderr.splitlines()
    assert line.startswith("warning: these do not look like translations of each other: ")
    assert line.endswith("the probability that they are is 0.00")
    probabilities = [float(bead.rpartition(":")[2]) for bead in result.stdout.splitlines()]
    assert len(probabilities) > 5
    assert max(probabilities) <= 0.5


def test_moved_text_is_linked_in_the_ladder_and_named_in_the_alarms(tmp_path: Path) -> None:
    target = [en for _, en in TEXT]
    moved_text = target[:2] + target[5:12] + target[2:5] + target[12:]
    files_ = files(tmp_path, [zh for zh, _ in TEXT], moved_text)
    result = CliRunner().invoke(cli, ["align", "--segmented", "--explain", *files_])
    moved = [line for line in result.stdout.splitlines() if line.endswith(":moved")]
    assert [line.rpartition("]")[0] for line in moved] == ["[2]:[9", "[3]:[10", "[4]:[11"]
    assert "moved: found at " in result.stderr
    assert "source 3 is target 10" in result.stderr


def test_orphans_beside_moved_text_are_not_paired_for_sure(tmp_path: Path) -> None:
    target = [en for _, en in TEXT]
    files_ = files(tmp_path, [zh for zh, _ in TEXT], target[:2] + target[5:13] + target[2:5])
    result = CliRunner().invoke(cli, ["align", "--segmented", *files_])
    assert result.exit_code == 0
    beads = [line.rpartition(":") for line in result.stdout.splitlines()]
    orphans = [float(p) for kind, _, p in beads if kind in {"[13]:[11]", "[14]:[12]"}]
    assert all(probability < 0.9 for probability in orphans)


def test_words_of_the_page_cannot_act_on_the_terminal(tmp_path: Path) -> None:
    source = [f"\x9b31m{zh}" for zh, _ in TEXT]
    target = [en for _, en in TEXT]
    result = aligned(tmp_path, source, target[:5] + target[10:])
    assert "alarm: " in result.stderr
    assert "\x9b" not in result.stderr


def test_help_says_what_is_said_where() -> None:
    text = " ".join(CliRunner().invoke(cli, ["align", "--help"]).stdout.split())
    assert "Warnings go to stderr" in text
    assert "exit status is 0" in text


@pytest.fixture
def piles_with_a_gap(tmp_path: Path) -> tuple[Path, Path]:
    source, target = tmp_path / "source", tmp_path / "target"
    for folder in (source, target):
        folder.mkdir()
    english = [en for _, en in TEXT]
    (source / "2021-09-15-storm.txt").write_text(
        "\n\n".join(["台风过后的海州", "2021-09-15", *(zh for zh, _ in TEXT)]), "utf-8"
    )
    (target / "2021-09-15-storm.txt").write_text(
        "\n\n".join(["Haizhou After the Typhoon", "2021-09-15", *english[:5], *english[10:]]),
        "utf-8",
    )
    return source, target


def test_a_run_lists_pairs_with_alarms(piles_with_a_gap: tuple[Path, Path], tmp_path: Path) -> None:
    arguments = [*map(str, piles_with_a_gap), "-w", str(tmp_path / "work")]
    result = CliRunner().invoke(cli, ["run", *arguments], catch_exceptions=False)
    rows = [line.split() for line in result.stdout.splitlines()]
    assert ["with", "alarms", "1", "(1", "gap)"] in rows
    assert ["not", "translations", "0"] in rows
    assert "segments without counterpart" in result.stdout
    values = json.loads(CliRunner().invoke(cli, ["run", *arguments, "--json"]).stdout)
    (pair,) = values["alarms"]
    assert pair["source"] == "2021-09-15-storm.txt"
    assert pair["verdict"]["is_translation"] is True
    (alarm,) = pair["alarms"]
    assert alarm["kind"] == "gap"
