"""Numbers that differ and are no error."""

import pytest

from aligner.languages import differing_quantities, weighed_differences


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
        # Letters for units, powers, and figures taken apart.
        ("书库每天借出20K册，读者10K名。", "20K volumes are lent a day to 10K readers."),
        ("50W以内", "Within 500000"),
        ("文件长300 M。", "The file has 300,000,000 bytes."),
        ("未满3.7×10十次方单位者。", "What has less than 100 units."),
        ("剥离强度不低于2 9.4，密度为0 .8。", "The density is 0.8."),
        ("柱长10 5 0毫米，宽2 0毫米。", "A column of 100 mm, 20 mm wide."),
        ("压力在10千巴以下。", "The pressure is below 10 kbar."),
        ("上一季度增长三成。", "It grew by 30% in the last quarter."),
        ("应于三个营业日内报告。", "A report is due within three business days."),
        ("展览于5月底或7月初举行。", "The show is at the end of May or the beginning of July."),
        ("来了127万到250万人。", "Between 1.27 and 2.5 million people came."),
        ("五一五天假期。", "A five-day May Day break."),
        ("他高烧38.8到40.5度。", "He had a fever of between 102 and 105."),
        ("面积超过8000万平米。", "It covers more than 20,000 acres."),
        ("约有1米到1.2米高。", "They are three to four feet tall."),
        ("四万万五千万人口。", "A population of 450 million."),
        ("硬盘转速为SATA 37200转。", "A SATA 3 7 200 rpm disk."),
        ("给付百分之一百五十的薪资。", "Paragraph 1 150 percent of the wages is paid."),
        ("接到3.3 V管脚。", "Connect the 3V3 pin."),
        ("距码头一点五公里。", "It is one point five kilometers from the quay."),
        # Names, items, sections and captions.
        ("受体7（TLR7）和TLR9的配体。", "TLR7 and a ligand for TLR 9."),
        ("7.3 挂载数据模板", "8.3 Mount a Data Template"),
        ("返回空值。1. 其中甲为参数。", "It returns nothing. 2. Here A is a parameter."),
        ("图 1：书库的地图。来源：档案馆。", "A map of the stacks. Source: Archive, CC 3.0."),
        ("一、按费率加计二成。", "1.20 percent is added to the rate."),
        ("设time=30，其余为空。", "For example, set rate=0.2."),
        ("它改善了读者的结局1 - 3。", "It improves the outcome of readers with card 2 (kd2)."),
        # Sums, shares and rests.
        ("他活了六十五岁。", "He lived sixty and five years."),
        ("牛共七万头。", "There were threescore and ten thousand oxen."),
        ("他是个二十五岁的青年。", "He was a young man of five and twenty."),
        ("价格为2.08万。", "The price is 20 thousand and 8 hundred."),
        ("自公布后一年六个月施行。", "It takes effect 18 months after promulgation."),
        ("每二年六个月检查一次。", "It is inspected every two and a half years."),
        ("重量在五十三公斤二公两以上。", "The weight is over 53.2kg."),
        ("席位降为百分之八十。", "The seats are reduced by 20 percent."),
        ("二成读者年满六十岁。", "One in five readers, and 30% of the guests, are over sixty."),
        # Calendars and clocks.
        ("农历三月初八开馆。", "The library opens on April 12."),
        ("康熙五十年建馆，藏书三十箱。", "Built in 1711, it had 20 boxes of books."),
        ("北京时间5月12日闭馆。", "It closed on May 11."),
        ("97年建馆。", "It was built in 1997, with 40 rooms."),
        # Currencies, and things that are not measured.
        ("门票收入9000欧元。", "Tickets brought in $10,000."),
        ("再过400年才有人来。", "Some 16 generations will pass before anyone comes."),
        ("借书5万册。", "52,300 volumes were lent."),
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
        ("书库每天借出20K册。", "30K volumes are lent a day."),
        ("读者增至1-3人。", "There were 2 to 3 readers."),
        ("代表25%的读者。", "They stand for 15% of the readers."),
        ("自公布后一年六个月施行。", "It takes effect one year and nine months later."),
        ("他是个二十五岁的青年。", "He was a young man of six and twenty."),
        ("席位降为百分之八十。", "The seats are reduced to 20 percent."),
        ("本馆时间5月12日闭馆。", "It closed on May 21."),
        ("门票收入9000欧元。", "Tickets brought in $90,000."),
        ("再过400年才有人来。", "Some 300 years will pass before anyone comes."),
        ("处新臺幣四萬元以上二十萬元以下罰鍰。",
         "A fine between forty thousand and three hundred thousand NT dollars."),
    ],
)  # fmt: skip
def test_real_differences_are_kept(chinese: str, english: str) -> None:
    assert differences(chinese, english)


def test_what_is_set_aside_says_why() -> None:
    (found,) = weighed_differences("长5 0%。", "zh", "50% longer.", "en")
    assert (str(found), found.excuse) == ("0% against 50%", "a figure may be broken")
    (found,) = weighed_differences("长50%。", "zh", "60% longer.", "en")
    assert (str(found), found.excuse) == ("50% against 60%", "")
