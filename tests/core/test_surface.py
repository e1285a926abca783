"""Surface features and keys of segments."""

import pytest

from aligner.core.keys import segment_keys
from aligner.core.surface import END_CLASSES, read_surface


@pytest.mark.parametrize(
    ("text", "language", "held"),
    [
        ("2018年共受理1,542,002件", "zh", {"#2018", "#1542002"}),
        ("三十五名代表", "zh", {"#35"}),
        ("十二月", "zh", {"#12"}),
        ("中国和WIPO签署", "zh", {"wipo"}),
        ("In December, thirty people", "en", {"#12", "#30"}),
        ("Mr. Shen Changyu's visit", "en", {"^changyu", "^shen"}),
        ("WIPO signed", "en", {"wipo"}),
    ],
)
def test_keys_are_found(text: str, language: str, held: set[str]) -> None:
    assert held <= segment_keys(text, language)


@pytest.mark.parametrize(
    ("chinese", "english", "shared"),
    [
        ("申长雨会见", "Mr. Shen Changyu's visit", {"^changyu"}),
        ("在北京和海南省", "Beijing, Hainan and SHANGHAI", {"^beijing", "^hainan"}),
        ("仇保兴", "Qiu Baoxing", {"^baoxing"}),
        ("诸葛亮", "Zhugeliang, Zhuge Liang", {"^zhuge", "^zhugeliang"}),
        ("ＰＣＴ申请", "a PCT application", {"pct"}),
        # A single syllable, and five, are no names.
        ("王", "Wang", set()),
        ("中国人民银", "Zhongguorenminyin", set()),
        ("我们在一起", "Many women met", set()),
    ],
)
def test_names_are_found_beside_the_text_that_spells_them(
    chinese: str, english: str, shared: set[str]
) -> None:
    source, target = read_surface(["", chinese], "zh-Hans"), read_surface([english, "x"], "en")
    assert source.keys_beside(target)[1] & target.keys[0] == shared
    assert target.keys_beside(source) == target.keys


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
    assert END_CLASSES[read_surface([text], "zh").end_class[0]] == expected


def test_a_chinese_character_is_as_long_as_three_letters() -> None:
    lengths = read_surface(["专利", "patent", "", "， 。", "专 利 5"], "zh").lengths
    assert lengths.tolist() == [6, 6, 0, 0, 7]
