"""Chinese wrapped by programs that look at nothing but the number or the width of characters."""

import pytest

from aligner.readers.text.cuts import cuts_through
from aligner.readers.text.paragraphs import text_paragraphs
from aligner.readers.text.wrapped import columns

PARAGRAPHS = [
    (
        "10月18日，某局在京召开2024年第三季度例行发布会，新闻发言人、办公室主任主持会议并介绍"
        "有关情况，规划司司长出席并回答记者的提问。"
    ),
    (
        "主任介绍，今年前三季度各项工作稳中有进。截至9月底，国内发明专利有效量达466.9万件，同比"
        "增长16.9%。每万人口高价值发明专利拥有量达13.6件，提前完成规划目标。"
    ),
    (
        "商标方面，前三季度共注册商标358.3万件，有效注册商标总量达4852.6万件，比去年同期增加"
        "1,234,567件，收到国内申请人马德里商标国际注册申请4936件。"
    ),
    (
        "司长表示，下一步将加快推进强国建设：一是完善法律法规体系，推动条例修改；二是加强源头保护，"
        "不断提高审查质量和效率；三是促进专利转化运用，盘活高校和科研机构存量专利。"
    ),
]
_NOT_FIRST = "，。；：！？、）”》"


def _wrapped(text: str, width: int, indent: str, *, counts: bool, hangs: bool) -> str:
    """A paragraph broken where a line is full, as a program does that knows no numbers."""
    lines, line = [], indent
    for character in text:
        size = 2 * len(line + character) if counts else columns(line + character)
        if size > width and not (hangs and character in _NOT_FIRST):
            lines.append(line)
            line = ""
        line += character
    return "\n".join([*lines, line])


@pytest.mark.parametrize("counts", [True, False])
@pytest.mark.parametrize("hangs", [True, False])
@pytest.mark.parametrize(
    ("between", "indent"), [("\n\n", ""), ("\n", "　　"), ("\n\n", "　　"), ("\n", "    ")]
)
@pytest.mark.parametrize("width", [40, 50, 56, 60, 66, 70, 76, 80])
def test_paragraphs_come_back(
    *, counts: bool, hangs: bool, between: str, indent: str, width: int
) -> None:
    lines = [_wrapped(text, width, indent, counts=counts, hangs=hangs) for text in PARAGRAPHS]
    found = text_paragraphs(between.join(lines))
    assert [paragraph.text.text for paragraph in found] == PARAGRAPHS


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("有效量达485", "2.6万件。"),
        ("有效量达4852", ".6万件。"),
        ("有效量达4852.", "6万件。"),
        ("同比增长16", "%以上。"),
        ("比去年多1,2", "34,567件。"),
        ("比去年多1,", "234,567件。"),
        ("比去年多1", ",234件。"),
        ("会议定于9:", "30开始。"),
        ("会议定于2024-10", "-18召开。"),
        ("电话为010-6208", "3114，欢迎来电。"),
    ],
)
def test_a_number_in_chinese_is_one(before: str, after: str) -> None:
    assert cuts_through(before, after, {})


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The office received a total of 485", "2.6 applications for each of them."),
        ("The rules of Shenzhen (深圳) of May 2019,", "234 articles in all, apply."),
        ("2022", "2023"),
        ("修订的年份有2019,", "2021和2023年。"),
        ("该公约的英文简称是PCT", "WIPO负责管理。"),
    ],
)
def test_other_numbers_and_words_stay_apart(before: str, after: str) -> None:
    assert not cuts_through(before, after, {"pct": 2, "wipo": 3})


def test_a_word_that_the_text_has_elsewhere_is_one() -> None:
    words = {"cnipa": 1, "cni": 1, "pa": 1}
    assert cuts_through("公报由WIPO和CNI", "PA联合发布。", words)
    assert not cuts_through("公报由WIPO和CNI", "PA联合发布。", {"cnipa": 1, "cni": 2, "pa": 2})


def test_a_text_in_english_is_measured_in_columns() -> None:
    text = "The office opened a new window on\nThursday, the third of its kind in\nthe north.\n"
    assert len(text_paragraphs(text)) == 1
