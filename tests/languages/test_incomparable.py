"""Numbers that differ and are no error."""

import pytest

from aligner.languages import differing_quantities


def differences(chinese: str, english: str) -> list[str]:
    one = [str(found) for found in differing_quantities(chinese, "zh", english, "en")]
    other = differing_quantities(english, "en", chinese, "zh")
    assert len(other) == len(one)
    return one


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        (
            "合格率为87 .5 %，返修率为11 .5 %。",
            "The pass rate was 87.5% and the rework rate 11.5%.",
        ),
        ("误差在3 7%以内。", "The error is within 37%."),
        ("水温下降了3。5℃。", "The water cooled by 3.5℃."),
        ("仓库离码头约30公里。", "The warehouse is about 19 miles from the quay."),
        ("他身高1米85。", "He is six feet one."),
        ("货物重68公斤。", "The goods weigh 150 pounds."),
        ("村子在16里外。", "The village is 8 kilometers away."),
        ("装机容量达250余万千瓦。", "The installed capacity exceeds 2.5 million kW."),
        ("今年共发出3万2150张执照。", "This year 32,150 licenses were issued."),
        ("她长跑1万米。", "She runs 10k meters."),
        ("专利交易额达7亿美元", "Patent deals reach $728 million"),
        ("赤字为1.4万亿美元", "Deficit at $1.4T"),
        ("样品浓度不得超过2.5×109个。", "The sample may not exceed 2.5E+9."),
        ("出售14 K和18 K金饰。", "We sell 14 K and 18 K gold."),
        ("加热20，150分钟后取样。", "Samples were taken after 20 and 150 minutes."),
        ("清华等4所高校签约。", "Tsinghua and three other universities signed."),
        ("每隔1周开会。", "They meet every two weeks."),
        ("处新臺幣六萬元以下罰鍰。", "A fine of not more than 60,000 yuan shall be imposed."),
        ("按千分之三收取。", "A charge of 3%o is made."),
        ("第五十二条第七款至第十四款", "Article 52.7 to 52.14"),
    ],
)
def test_they_are_not_called_differences(chinese: str, english: str) -> None:
    assert differences(chinese, english) == []


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("合格率为87.5%。", "The pass rate was 85.7%."),
        ("仓库离码头约30公里。", "The warehouse is about 20 kilometers from the quay."),
        ("货物重68公斤。", "The goods weigh 86 kilograms."),
        ("货物重68公斤。", "The goods weigh 250 pounds."),
        ("公路全长100公里。", "The road is 100 miles long."),
        ("处三十万元以下罚款。", "A fine of up to 320,000 yuan shall be imposed."),
        ("出口增长1.5%。", "Exports grew by 5%."),
        ("出口增长5%。", "Exports grew by 4.5%."),
        ("共受理1，500件申请。", "In all, 1,800 applications were accepted."),
        ("专利交易额达7.28亿美元。", "Patent deals reached $782 million."),
        ("专利交易额达7亿美元。", "Patent deals reached $7 billion."),
        ("装机容量达250万千瓦。", "The installed capacity is 25 million kW."),
        ("共受理38件申请。", "In all, 83 applications were accepted."),
        ("处新臺幣六萬元以下罰鍰。", "A fine of not more than 600,000 yuan shall be imposed."),
        ("罚款10万元。", "The fine was USD 100,000."),
        ("按百分之三收取。", "A charge of 5% is made."),
        ("第五十二条第三款", "Article 53, paragraph 3"),
    ],
)
def test_real_differences_are_kept(chinese: str, english: str) -> None:
    assert differences(chinese, english)
