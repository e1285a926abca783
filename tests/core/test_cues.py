"""Cues and keys of segments."""

import pytest

from aligner.core.cues import END_CLASSES, read_cues
from aligner.core.keys import segment_keys


@pytest.mark.parametrize(
    ("text", "language", "held"),
    [
        ("2018年共受理1,542,002件", "zh", {"#2018", "#1542002"}),
        ("三十五名代表", "zh", {"#35"}),
        ("十二月", "zh", {"#12"}),
        ("中国和WIPO签署", "zh", {"wipo"}),
        ("申长雨会见", "zh", {"^changyu"}),
        ("In December, thirty people", "en", {"#12", "#30"}),
        ("Mr. Shen Changyu's visit", "en", {"^changyu", "^shen"}),
        ("WIPO signed", "en", {"wipo"}),
    ],
)
def test_keys_are_found(text: str, language: str, held: set[str]) -> None:
    assert held <= segment_keys(text, language)


def test_a_common_word_is_not_a_name() -> None:
    assert not segment_keys("我们在一起", "zh") & segment_keys("Many women met", "en")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("他说：“好。”", "stop"),
        ("Really?'", "question"),
        ("为什么？", "question"),
        ("如下：", "colon"),
        ("标题", "none"),
        ("", "none"),
        ("等等……", "ellipsis"),
    ],
)
def test_end_marks_are_read_behind_closing_quotes(text: str, expected: str) -> None:
    assert END_CLASSES[read_cues([text], "zh").end_class[0]] == expected


def test_a_chinese_character_is_as_long_as_three_letters() -> None:
    lengths = read_cues(["专利", "patent", "", "， 。", "专 利 5"], "zh").lengths
    assert lengths.tolist() == [6, 6, 0, 0, 7]
