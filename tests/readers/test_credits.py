"""Lines that name who wrote or pictured: left out in Chinese and in English, or in neither."""

import pytest

from aligner.offsets import Traced
from aligner.readers.blocks import part_attribution
from aligner.readers.text.reader import TextReader

CREDITS = [
    ("（记者 李明）", "(Reporter: Li Ming)"),
    ("（记者李明、王芳）", "(Reporters Li Ming and Wang Fang)"),
    ("（新华社记者 王某）", "(By Xinhua reporter Wang)"),
    ("（新華社記者 李明）", "(Xinhua reporter Li Ming)"),
    ("（本报记者 李明）", "(By Li Ming, China Reports)"),
    ("（本刊记者 李明）", "(By Li Ming)"),
    ("（通讯员 李明 王芳）", "(Correspondents: Li Ming, Wang Fang)"),
    ("（图/文：王芳）", "(Photo/text: Wang Fang)"),
    ("文/图：王芳", "Text and photos by Wang Fang"),
    ("摄影：赵强", "Photo by Zhao Qiang"),
    ("新华社记者 赵强 摄", "Photo by Xinhua reporter Zhao Qiang"),
    ("（赵强 摄）", "(Photo by Zhao Qiang)"),
    ("（图片：赵强）", "(Photo: Zhao Qiang)"),
    ("（译者：王芳）", "(Translator: Wang Fang)"),
    ("（作者：王芳）", "(Author: Wang Fang)"),
    ("（据新华社电）", "(Source: Xinhua)"),
    ("（摘自某报）", "(Excerpted from Some Daily)"),
]
# Asides and captions that are part of the text.
TEXT = [
    ("（到2025年，比重达到百分之二十。）", "(By 2025, the share is to reach twenty percent.)"),
    ("（截至2023年底）", "(By the end of 2023)"),
    ("（按地区）", "(By region)"),
    ("（按权利类型）", "(By Type of Right)"),
    ("（消息人士称）", "(Sources close to the talks)"),
    ("（据统计，今年申请增长一成。）", "(According to statistics, filings rose by a tenth.)"),
    ("（记者未获准入场。）", "(Reporters were not admitted.)"),
    ("（作者在书中写道，此事属实。）", "(The author says in the book that it is true.)"),
    ("（经翻译的文本以中文为准。）", "(Translated texts give way to the Chinese one.)"),
    ("图片：会谈现场", "Photo: The talks"),
    ("图为赵强在会谈现场。", "Photo by Zhao Qiang shows the talks."),
]
_ABOVE = {
    "zh": "会见\n局长今天在京会见了来访的代表团一行，双方谈了合作。\n",
    "en": "Meeting\nThe head of the office met a delegation today and talked of joint work.\n",
}
_BELOW = {
    "zh": "\n双方还商定明年再次会面，并就培训交换了意见。",
    "en": "\nThe two sides also agreed to meet again next year, and spoke of training.",
}


def _is_content(line: str, language: str, *, below: bool) -> bool:
    text = _ABOVE[language] + line + (_BELOW[language] if below else "")
    document = TextReader().read(text.encode(), document_id="a.txt")
    (block,) = (block for block in document.blocks if block.text == line)
    return block.kind.is_content


@pytest.mark.parametrize("below", [True, False])
@pytest.mark.parametrize(("chinese", "english"), CREDITS)
def test_credits_go_in_both_languages(chinese: str, english: str, *, below: bool) -> None:
    assert not _is_content(chinese, "zh", below=below)
    assert not _is_content(english, "en", below=below)


@pytest.mark.parametrize(("chinese", "english"), TEXT)
def test_asides_stay_in_both_languages(chinese: str, english: str) -> None:
    assert _is_content(chinese, "zh", below=True)
    assert _is_content(english, "en", below=True)


@pytest.mark.parametrize(
    ("chinese", "english"), [("记者：李明", "Reporter: Li Ming"), ("作者：李明", "Author: Li Ming")]
)
def test_who_wrote_it_is_told_from_who_speaks_by_what_follows(chinese: str, english: str) -> None:
    for below in (True, False):
        found = [_is_content(chinese, "zh", below=below), _is_content(english, "en", below=below)]
        assert found == [below, below]


@pytest.mark.parametrize(
    "text",
    [
        "双方谈了合作。（新华社记者 李明）",
        "They talked of joint work. (Reporter: Li Ming)",
        "双方谈了合作。（译者：王芳）",
        "They talked of joint work. (Translator: Wang Fang)",
    ],
)
def test_a_credit_behind_the_text_is_split_off(text: str) -> None:
    first, second = part_attribution(Traced.of(text))
    assert first.text + second.text == text.replace(". ", ".")
