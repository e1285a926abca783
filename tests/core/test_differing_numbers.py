"""Beads whose numbers differ in value are never sure, and say which numbers."""

import pytest

from aligner.core import align, load_weights
from aligner.encoders import load_encoder
from aligner.values import Bead, EncodedText

WEIGHTS = load_weights()


def encoded(texts: tuple[str, ...], language: str) -> EncodedText:
    vectors = load_encoder("use.v1").encode_spans(texts, language=language, max_run=WEIGHTS.max_run)
    return EncodedText(texts, language, vectors)


def first_bead(chinese: str, english: str) -> Bead:
    source = (chinese, "会议于星期四在北京举行。", "与会代表参观了新的审查业务大楼。")
    target = (
        english,
        "The conference was held in Beijing on Thursday.",
        "The delegates visited the new examination building.",
    )
    return align(encoded(source, "zh"), encoded(target, "en"), weights=WEIGHTS).beads[0]


@pytest.mark.parametrize(
    ("chinese", "right", "wrong"),
    [
        (
            "去年全国专利申请量达到1.2亿件。",
            "Last year patent applications nationwide reached 120 million.",
            "Last year patent applications nationwide reached 1.2 billion.",
        ),
        (
            "专利授权量同比增长三成。",
            "The number of patents granted rose by 30 percent year on year.",
            "The number of patents granted rose by 13 percent year on year.",
        ),
        (
            "条约自2019年5月31日起生效。",
            "The treaty takes effect on May 31, 2019.",
            "The treaty takes effect on May 13, 2019.",
        ),
        (
            "申请人应当在三个月内提交证明文件。",
            "The applicant shall submit the certificate within three months.",
            "The applicant shall submit the certificate within six months.",
        ),
        (
            "全部委员的三分之二同意该决定。",
            "Two thirds of all members approved the decision.",
            "One third of all members approved the decision.",
        ),
        (
            "展览于五月开幕。",
            "The exhibition opens in May.",
            "The exhibition opens in October.",
        ),
        (
            "门票两元一张。",
            "A ticket costs two yuan.",
            "A ticket costs four yuan.",
        ),
        (
            "三分之一的学员来自苏州。",
            "A third of the participants came from Suzhou.",
            "A quarter of the participants came from Suzhou.",
        ),
        (
            "法院判决被告支付三倍赔偿。",
            "The court ordered the defendant to pay threefold damages.",
            "The court ordered the defendant to pay fivefold damages.",
        ),
        (
            "会议讨论了三项原则。",
            "The conference discussed three principles.",
            "The conference discussed five principles.",
        ),
        (
            "第七届会议通过了该条约。",
            "The seventh session adopted the treaty.",
            "The ninth session adopted the treaty.",
        ),
        (
            "专利授权量上半年有所增长。",
            "Patent grants rose in the first half of the year.",
            "Patent grants rose in the first three quarters.",
        ),
    ],
)
def test_a_number_of_another_value_makes_a_bead_doubtful(
    chinese: str, right: str, wrong: str
) -> None:
    sure, doubtful = first_bead(chinese, right), first_bead(chinese, wrong)
    assert sure.probability > 0.9
    assert not any("numbers differ" in reason for reason in sure.reasons)
    assert doubtful.probability < 0.9
    assert any("numbers differ" in reason for reason in doubtful.reasons)


def test_the_same_value_in_other_units_is_no_difference() -> None:
    bead = first_bead("补贴总额为三千五百万元。", "The subsidies totalled 35 million yuan.")
    assert not any("numbers differ" in reason for reason in bead.reasons)


@pytest.mark.parametrize(
    ("chinese", "english"),
    [("67000", "58,000"), ("20.2%", "24.3%"), ("1,204", "1,240"), ("2019", "2020")],
)
def test_cells_that_hold_nothing_but_other_numbers_are_no_counterparts(
    chinese: str, english: str
) -> None:
    source = ("广州", chinese, "与会代表参观了新的审查业务大楼。")
    target = ("Guangzhou", english, "The delegates visited the new examination building.")
    ladder = align(encoded(source, "zh"), encoded(target, "en"), weights=WEIGHTS)
    assert all(b.probability <= 0.1 for b in ladder if b.kind == "1-1" and b.source_start == 1)
    target = ("Guangzhou", chinese, "The delegates visited the new examination building.")
    same = align(encoded(source, "zh"), encoded(target, "en"), weights=WEIGHTS)
    assert same.beads[1].probability > 0.9
