"""Reasons for doubt, in words, with the segment numbers that the user knows."""

import re
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from aligner.cli.main import cli
from aligner.core import align, load_weights
from aligner.core.explain import DOUBTFUL, _is_telling, _Rivals
from aligner.core.lattice import Lattice, bead_kinds
from aligner.encoders import load_encoder
from aligner.values import Alignment, EncodedText

SOURCE = (
    "专利局今天公布了2023年的统计数字。",
    "他说：“是的。”",
    "“真的吗？”",
    "她点点头，没有回答，转身走进屋里，关上了门。",
    "他想了想，又坐下来喝茶。",
    "会议在北京举行。",
    "与会者参观了新的展厅。",
)
# Some clauses have gone to the next sentence.
TARGET = (
    "The patent office released its figures for 2023 today.",
    "'Well,' he said.",
    "'Really?' She nodded.",
    "She went inside without a word.",
    "The door fell shut, and he sat down again to his tea.",
    "Nobody knows what the conference cost.",
    "The participants visited the new exhibition hall.",
)


def encoded(texts: tuple[str, ...], language: str, numbers: tuple[int, ...] = ()) -> EncodedText:
    max_run = load_weights("literary.v2").max_run
    vectors = load_encoder("use.v1").encode_spans(texts, language=language, max_run=max_run)
    return EncodedText(texts, language, vectors, numbers)


@pytest.fixture(scope="module")
def alignment() -> Alignment:
    return align(encoded(SOURCE, "zh"), encoded(TARGET, "en"), weights=load_weights("literary.v2"))


def test_doubtful_beads_and_only_those_say_why(alignment: Alignment) -> None:
    assert any(bead.probability < DOUBTFUL for bead in alignment)
    for bead in alignment:
        assert not bead.reasons or bead.probability < DOUBTFUL


def test_reasons_are_few_and_each_is_said_once(alignment: Alignment) -> None:
    for bead in alignment:
        assert len(bead.reasons) <= 3
        assert len(set(bead.reasons)) == len(bead.reasons)
    assert any(bead.reasons for bead in alignment)


def test_that_a_segment_stands_alone_elsewhere_is_no_other_possibility() -> None:
    lattice = Lattice.full(1, 2, bead_kinds(1, 2, 1))
    probabilities = np.where(lattice.null, 0.4, 0.1)
    for bead in np.flatnonzero(lattice.null).tolist():
        best = _Rivals(lattice).best(bead, probabilities)
        assert best is not None
        assert not lattice.null[best]


def test_rounding_errors_do_not_choose_between_equal_rivals() -> None:
    lattice = Lattice.full(1, 1, bead_kinds(1, 1, 1))
    (pair,) = np.flatnonzero(~lattice.null).tolist()
    ways = [np.where(lattice.null, 0.4, 0.6) for _ in range(len(lattice.null))]
    for bead, probabilities in enumerate(ways):
        probabilities[bead] += 1e-12
    assert len({_Rivals(lattice).best(pair, probabilities) for probabilities in ways}) == 1


def test_reasons_call_segments_by_the_numbers_given() -> None:
    source = encoded(SOURCE, "zh", tuple(range(100, 107)))
    target = encoded(TARGET, "en", tuple(range(200, 207)))
    reasons = [
        reason
        for bead in align(source, target, weights=load_weights("literary.v2"))
        for reason in bead.reasons
    ]
    named = [
        (side, int(number))
        for reason in reasons
        for side, number in re.findall(r"(source|target) (\d+)", reason)
    ]
    assert named
    assert all(number >= {"source": 100, "target": 200}[side] for side, number in named)


def test_numbers_that_differ_in_value_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aligner.core.explain.DOUBTFUL", 1.1)
    source = ("全年有1.2亿人收看。", "会议在北京举行。")
    target = ("It had 1.2 billion viewers that year.", "The conference was held in Beijing.")
    first, second = align(
        encoded(source, "zh"), encoded(target, "en"), weights=load_weights("literary.v2")
    )
    words = "1.2亿 (120,000,000) against 1.2 billion (1,200,000,000)"
    assert f"the numbers differ: {words}" in first.reasons
    assert not any("numbers differ" in reason for reason in second.reasons)


def test_the_command_says_the_most_doubtful_first(tmp_path: Path) -> None:
    for name, lines in (("a.txt", SOURCE), ("b.txt", TARGET)):
        (tmp_path / name).write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    result = CliRunner().invoke(
        cli,
        ["align", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "--segmented", "--explain"],
    )
    assert result.exit_code == 0
    found = re.findall(r"^doubtful \((0\.\d\d)\): (.*)$", result.stderr, re.MULTILINE)
    assert found
    assert [p for p, _ in found] == sorted(p for p, _ in found)
    # Blank lines count: text stands on the even ones.
    numbers = {int(n) for _, line in found for n in re.findall(r"(?:source|target) (\d+)", line)}
    assert all(number % 2 == 0 for number in numbers)


@pytest.mark.parametrize(
    ("word", "is_told"),
    [("强化", True), ("harbour", True), ("wto", True)]
    + [(word, False) for word in ("件", "2", "2018年", "is", "with", "q")],
)
def test_only_words_that_tell_something_are_named(word: str, *, is_told: bool) -> None:
    assert _is_telling(word) is is_told


def test_figures_are_not_said_to_be_rendered_elsewhere() -> None:
    source = (
        "港口公布2018年第6号公告。",
        "截至6月2日，全港共有泊位97个，客轮12艘，同比增长3.5%。",
        "码头旁边有6座灯塔，其中2座是新建的。",
    )
    target = (
        "The port published its Announcement No. 6 of 2018.",
        "By September 9, the port had 88 berths and 14 ferries.",
        "There are 6 lighthouses near the quay, 2 of them new.",
    )
    beads = align(encoded(source, "zh"), encoded(target, "en"), weights=load_weights("literary.v2"))
    said = [reason for bead in beads for reason in bead.reasons]
    assert any(reason.startswith("the numbers differ") for reason in said)
    assert not [reason for reason in said if re.match(r"\S?\d* seems to be rendered", reason)]
