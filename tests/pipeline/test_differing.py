"""Whether two files seem to be different issues of one series."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from aligner.cli.main import cli
from aligner.pipeline import align_sentences, differing_line
from aligner.values import Bitext

# One report each of two months, worded alike.
MARCH = (
    "海州港公布3月份运行情况",
    "4月9日，海州港管理局在海州召开例行发布会。",
    "3月份，全港货物吞吐量达到412万吨，同比增长6.3%。",
    "集装箱吞吐量为18.6万标准箱。",
    "管理局将继续改善港口服务。",
    "发布会由局长杜青主持。",
)
APRIL_IN_ENGLISH = (
    "Port of Haizhou Releases Figures for April",
    "The Haizhou Port Authority held its regular press conference in Haizhou on May 11.",
    "In April, the port handled 4.37 million tonnes of cargo, up 4.8% year on year.",
    "Container throughput reached 201,000 TEUs.",
    "The authority will continue to improve the services of the port.",
    "The press conference was chaired by Director General Du Qing.",
)
MARCH_IN_ENGLISH = (
    "Port of Haizhou Releases Figures for March",
    "The Haizhou Port Authority held its regular press conference in Haizhou on April 9.",
    "In March, the port handled 4.12 million tonnes of cargo, up 6.3% year on year.",
    "Container throughput reached 186,000 TEUs.",
    *APRIL_IN_ENGLISH[4:],
)
WARNING = (
    "numbers or dates differ in 4 of the 4 beads that state them on both sides: "
    "perhaps not the same issue, edition or year"
)


def aligned(source: tuple[str, ...], target: tuple[str, ...]) -> Bitext:
    return align_sentences(source, target)


def test_another_issue_of_the_same_series_is_said() -> None:
    assert differing_line(aligned(MARCH, APRIL_IN_ENGLISH)) == WARNING


def test_it_is_said_of_files_in_either_direction() -> None:
    assert differing_line(aligned(APRIL_IN_ENGLISH, MARCH)) == WARNING


def test_nothing_is_said_of_a_translation() -> None:
    assert not differing_line(aligned(MARCH, MARCH_IN_ENGLISH))


@pytest.mark.parametrize("wrong", [1, 2, 3])
def test_one_wrong_figure_makes_no_other_issue(wrong: int) -> None:
    lines = list(MARCH_IN_ENGLISH)
    lines[wrong] = APRIL_IN_ENGLISH[wrong]
    assert not differing_line(aligned(MARCH, tuple(lines)))


def test_nothing_is_said_of_texts_without_numbers() -> None:
    assert not differing_line(aligned(MARCH[4:], MARCH_IN_ENGLISH[4:]))


def test_align_warns_on_stderr_in_one_line(tmp_path: Path) -> None:
    source, target = tmp_path / "march.zh.txt", tmp_path / "april.en.txt"
    source.write_text("\n\n".join(MARCH), encoding="utf-8")
    target.write_text("\n\n".join(APRIL_IN_ENGLISH), encoding="utf-8")
    result = CliRunner().invoke(cli, ["align", str(source), str(target)])
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [f"warning: {WARNING}"]
