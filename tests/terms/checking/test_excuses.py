"""Terms that good translators leave out: ten sentences of each kind, and errors beside them."""

from collections.abc import Callable

import pytest
from departures_of import DAY, unit

from aligner.glossary import Glossary
from aligner.terms import check_bitext
from aligner.values import ConceptEntry, Finding, Term, TermStatus

Pair = tuple[str, str]
TERMS = {
    "卫生部": ("Ministry of Health",),
    "铁路局": ("Railway Administration",),
    "中央银行": ("Central Bank",),
    "最高法院": ("Supreme Court",),
    "气象局": ("Meteorological Administration",),
    "海关总署": ("General Administration of Customs",),
    "疫苗": ("vaccine",),
    "疫苗接种": ("vaccination", "vaccine inoculation"),
    "流感疫苗": ("influenza vaccine",),
    "国产疫苗": ("domestic vaccine",),
    "碳排放": ("carbon emission",),
    "碳排放配额": ("carbon emission allowance",),
    "药品": ("drug",),
    "药品注册": ("drug registration",),
    "商标": ("trademark",),
    "商标注册": ("trademark registration",),
    "软件登记": ("software registration",),
    "货运": ("freight",),
    "货运列车": ("freight train",),
    "高铁": ("high-speed rail",),
    "安全审查员": ("safety inspector",),
    "信用评级": ("credit rating",),
    "劳动合同": ("labor contract",),
    "劳动法": ("Labor Law",),
    "防汛条例": ("Flood Control Regulations",),
    "新药": ("new drug",),
    "湿地": ("wetland",),
    "湿地公园": ("wetland park",),
    "仲裁": ("arbitration",),
    "仲裁裁决": ("arbitral award",),
    "通货膨胀": ("inflation",),
    "强制执行": ("compulsory enforcement", "enforcement"),
    "技术转移": ("technology transfer",),
    "风险评估": ("risk assessment",),
    "土地流转": ("land transfer", "transfer of land"),
    "保证金": ("security deposit",),
}
GLOSSARY = Glossary(
    tuple(
        ConceptEntry(
            zh,
            (
                Term(zh, "zh"),
                *(
                    Term(en, "en", TermStatus.ADMITTED if i else TermStatus.PREFERRED)
                    for i, en in enumerate(forms)
                ),
            ),
        )
        for zh, forms in TERMS.items()
    )
)


@pytest.fixture(scope="module")
def likely() -> Callable[..., list[Finding]]:
    def findings(*pairs: Pair) -> list[Finding]:
        units = [unit(*pair, f"x{i}") for i, pair in enumerate(pairs)]
        found = check_bitext(
            units, GLOSSARY, published=DAY, source_document="a", target_document="b"
        ).findings
        return [f for f in found if f.is_likely and f.unit == units[-1].id]

    return findings


Likely = Callable[..., list[Finding]]

LEFT_OUT = [
    (
        "会议讨论了明年的预算，并对进一步规范药品采购工作提出明确要求。",
        "The meeting discussed the budget of next year.",
    ),
    (
        "新桥于周一通车，沿线企业的货运成本有望下降两成以上。",
        "The new bridge opened to traffic on Monday.",
    ),
    (
        "医院新建了三栋住院大楼，同时安排志愿者协助居民完成疫苗登记工作。",
        "The hospital has built three new inpatient buildings.",
    ),
    (
        "学校新招聘了二十名教师，并与全体教师重新签订劳动合同。",
        "The school has hired twenty new teachers.",
    ),
    (
        "公园种植了五千棵树，附近湿地的生态环境和水质明显改善。",
        "Five thousand trees were planted in the park.",
    ),
    (
        "大学与三家公司签署了协议，共同推动技术转移平台建设。",
        "The university signed agreements with three companies.",
    ),
    (
        "工厂去年关闭，当地碳排放总量因此大幅减少。",
        "The factory was closed last year.",
    ),
    (
        "这家银行去年盈利增长，国际机构将其信用评级上调至优等。",
        "The profit of this bank grew last year.",
    ),
    (
        "农民收入增加，各地积极探索土地流转新型经营模式。",
        "The income of farmers has increased.",
    ),
    (
        "游客可以在网上购买门票，退票时保证金原路返还本人账户。",
        "Visitors can buy tickets online.",
    ),
]


@pytest.mark.parametrize("pair", LEFT_OUT)
def test_a_clause_that_is_left_out_is_no_matter_of_its_terms(likely: Likely, pair: Pair) -> None:
    assert likely(pair) == []


MERGED = [
    (
        "代表们讨论了劳动法的修改。新的劳动法规定了更长的假期。",
        "Delegates discussed the amendment of the Labor Law, which provides for longer holidays.",
    ),
    (
        "部长介绍了防汛条例。防汛条例明确了各级政府的责任。",
        "The minister presented the Flood Control Regulations, which set out the duties of cities.",
    ),
    (
        "公司开发了一种疫苗。这种疫苗价格不高。",
        "The company has developed a vaccine whose price is not high.",
    ),
    (
        "双方签订了劳动合同。劳动合同为期三年。",
        "The two sides signed a labor contract for a term of three years.",
    ),
    (
        "法院确认了仲裁裁决。该仲裁裁决于五月作出。",
        "The court confirmed the arbitral award, which was made in May.",
    ),
    (
        "市里建了一座湿地公园。湿地公园占地三百公顷。",
        "The city has built a wetland park, which covers 300 hectares.",
    ),
    (
        "他们完成了风险评估；风险评估由三名专家进行。",
        "They have finished the risk assessment, which was done by three experts.",
    ),
    (
        "机构公布了信用评级。新的信用评级低于去年。",
        "The agency published its credit rating, which was lower than last year.",
    ),
    (
        "专家们谈到了通货膨胀。他们说通货膨胀正在放缓。",
        "The experts spoke of inflation, which they said was slowing.",
    ),
    (
        "这条线路将开行货运列车。货运列车每周两班。",
        "Freight trains will run on this line twice a week.",
    ),
]


@pytest.mark.parametrize("pair", MERGED)
def test_two_sentences_may_become_one_that_names_the_term_once(likely: Likely, pair: Pair) -> None:
    assert likely(pair) == []


AGENTS = [
    (
        "卫生部",
        "Ministry of Health",
        "卫生部每年举办两次培训。",
        "Training is held twice a year.",
    ),
    (
        "铁路局",
        "Railway Administration",
        "铁路局已延长试运行期。",
        "The trial run has been extended.",
    ),
    (
        "中央银行",
        "Central Bank",
        "去年，中央银行三次下调利率。",
        "Last year interest rates were cut three times.",
    ),
    (
        "最高法院",
        "Supreme Court",
        "最高法院公布了十个案例。",
        "Ten cases were published.",
    ),
    (
        "气象局",
        "Meteorological Administration",
        "下午三时，气象局发布了暴雨预警。",
        "A rainstorm warning was issued at three in the afternoon.",
    ),
    (
        "海关总署",
        "General Administration of Customs",
        "海关总署没收了两百箱香烟。",
        "Two hundred cartons of cigarettes were confiscated.",
    ),
    (
        "卫生部",
        "Ministry of Health",
        "卫生部已派出五支医疗队。",
        "Five medical teams have been sent.",
    ),
    (
        "铁路局",
        "Railway Administration",
        "铁路局取消了十二趟列车。",
        "Twelve trains were cancelled.",
    ),
    (
        "中央银行",
        "Central Bank",
        "中央银行将发行新版纸币。",
        "New banknotes will be issued.",
    ),
    (
        "最高法院",
        "Supreme Court",
        "最高法院驳回了上诉。",
        "The appeal was rejected.",
    ),
]


@pytest.mark.parametrize(("zh", "en", "source", "target"), AGENTS)
def test_a_body_named_before_need_not_be_said_to_act(
    likely: Likely, zh: str, en: str, source: str, target: str
) -> None:
    named = (f"{zh}今天召开会议。", f"The {en} held a meeting today.")
    assert likely(named, (source, target)) == []


def test_a_body_not_named_before_is_missing(likely: Likely) -> None:
    assert [f.source_term for f in likely(("该数据由海关总署披露。", "The figure was disclosed."))]
    named = ("海关总署今天召开会议。", "The General Administration of Customs met today.")
    # 由 says that it matters who did it.
    assert likely(named, ("该数据由海关总署在会上披露。", "The figure was disclosed at a meeting."))


OFFICERS = [
    (
        "卫生部",
        "Ministry of Health",
        "卫生部部长李平出席仪式。",
        "Minister Li Ping attended the ceremony.",
    ),
    (
        "卫生部",
        "Ministry of Health",
        "卫生部新闻发言人周兰回答了提问。",
        "Spokesperson Zhou Lan answered questions.",
    ),
    (
        "铁路局",
        "Railway Administration",
        "铁路局局长王立致辞。",
        "Director Wang Li gave a speech.",
    ),
    (
        "中央银行",
        "Central Bank",
        "中央银行行长陈东接受采访。",
        "Governor Chen Dong was interviewed.",
    ),
    (
        "中央银行",
        "Central Bank",
        "中央银行副行长何敏宣布了决定。",
        "Deputy Governor He Min announced the decision.",
    ),
    (
        "最高法院",
        "Supreme Court",
        "最高法院院长孙海作报告。",
        "President Sun Hai gave a report.",
    ),
    (
        "气象局",
        "Meteorological Administration",
        "气象局局长赵晴视察了台站。",
        "Director General Zhao Qing inspected the stations.",
    ),
    (
        "海关总署",
        "General Administration of Customs",
        "海关总署署长吴江会见了客人。",
        "Minister Wu Jiang met the guests.",
    ),
    (
        "气象局",
        "Meteorological Administration",
        "气象局发言人林雪说，雨将持续三天。",
        "Spokeswoman Lin Xue said the rain would last three days.",
    ),
    (
        "铁路局",
        "Railway Administration",
        "会上，铁路局副局长马强介绍了情况。",
        "Deputy Director Ma Qiang outlined the situation at the meeting.",
    ),
]


@pytest.mark.parametrize(("zh", "en", "source", "target"), OFFICERS)
def test_an_officer_of_a_known_body_is_called_by_the_office_alone(
    likely: Likely, zh: str, en: str, source: str, target: str
) -> None:
    named = (f"{zh}今天召开会议。", f"The {en} held a meeting today.")
    assert likely(named, (source, target)) == []


def test_the_officer_of_an_unknown_body_needs_it(likely: Likely) -> None:
    assert likely(("卫生部部长李平出席仪式。", "Minister Li Ping attended the ceremony."))


TOPICS = [
    (
        "疫苗方面，今年新批准国产疫苗五种。",
        "As for vaccines, five domestic ones were newly approved this year.",
    ),
    (
        "药品方面，全年药品注册三百件。",
        "In terms of drugs, 300 were registered in the year.",
    ),
    (
        "商标方面，上半年商标注册两万件。",
        "As regards trademarks, 20,000 were registered in the first half of the year.",
    ),
    (
        "湿地方面，新建湿地公园六处。",
        "As for wetlands, six parks were newly built.",
    ),
    (
        "货运方面，每天开行货运列车四十列。",
        "On freight, forty trains run every day.",
    ),
    (
        "碳排放方面，今年发放碳排放配额一亿吨。",
        "As for carbon emissions, allowances of 100 million tons were issued this year.",
    ),
    (
        "仲裁领域，全年作出仲裁裁决九十份。",
        "In arbitration, ninety awards were made in the year.",
    ),
    (
        "疫苗工作：完成疫苗接种八万人次。",
        "Vaccines: 80,000 inoculations were completed.",
    ),
    (
        "药品，药品注册周期缩短了两个月。",
        "As to drugs, registration now takes two months less.",
    ),
    (
        "商标，商标注册费下调一半。",
        "For trademarks, the registration fee was halved.",
    ),
]


@pytest.mark.parametrize("pair", TOPICS)
def test_the_topic_of_a_sentence_is_not_named_again(likely: Likely, pair: Pair) -> None:
    assert likely(pair) == []


def test_what_the_topic_does_not_say_is_missing(likely: Likely) -> None:
    assert likely(
        ("湿地方面，新建湿地公园六处。", "As for wetlands, six bridges were newly built.")
    )


SUCH = [
    (
        "安全审查员",
        "safety inspector",
        "今年举办了三期安全审查员培训班。",
        "Three such courses were held this year.",
    ),
    (
        "疫苗",
        "vaccine",
        "今年举办了两次疫苗会议。",
        "Two such meetings were held this year.",
    ),
    (
        "劳动合同",
        "labor contract",
        "法院审理了四十起劳动合同纠纷。",
        "The court heard forty such disputes.",
    ),
    (
        "风险评估",
        "risk assessment",
        "已有九家公司提交风险评估报告。",
        "Nine companies have submitted such reports.",
    ),
    (
        "货运列车",
        "freight train",
        "这是第十列货运列车。",
        "It is the tenth of its kind.",
    ),
    (
        "湿地公园",
        "wetland park",
        "这是全省第一座湿地公园。",
        "It is the first of its kind in the province.",
    ),
    (
        "仲裁裁决",
        "arbitral award",
        "去年共作出六份仲裁裁决。",
        "Six of these were made last year.",
    ),
    (
        "信用评级",
        "credit rating",
        "市场需要更多信用评级机构。",
        "The market needs more such agencies.",
    ),
    (
        "技术转移",
        "technology transfer",
        "他们举办了两场技术转移活动。",
        "They held two such events.",
    ),
    (
        "保证金",
        "security deposit",
        "企业可以申请退还保证金款项。",
        "Companies may apply for a refund of such sums.",
    ),
]


@pytest.mark.parametrize(("zh", "en", "source", "target"), SUCH)
def test_such_may_say_of_which_kind(
    likely: Likely, zh: str, en: str, source: str, target: str
) -> None:
    named = (f"会上谈到了{zh}。", f"The {en} was spoken of at the meeting.")
    assert likely(named, (source, target)) == []


def test_such_stands_for_nothing_that_was_not_named(likely: Likely) -> None:
    assert likely(("今年举办了三期安全审查员培训班。", "Three such courses were held this year."))
    named = ("会上谈到了安全审查员。", "Safety inspectors were spoken of at the meeting.")
    # The Chinese has a word for "such" itself.
    assert likely(
        named, ("此类课程面向安全审查员和司机。", "Such courses are held for workers and drivers.")
    )


HEADS = [
    (
        "药品审批用时半年，新药审批用时一年。",
        "Approval takes half a year for drugs and a year for new ones.",
    ),
    (
        "疫苗出口增长，国产疫苗出口增长更快。",
        "Exports of vaccines grew, and those of domestic ones grew faster.",
    ),
]


@pytest.mark.parametrize("pair", HEADS)
def test_a_pronoun_may_stand_for_the_head_of_a_term(likely: Likely, pair: Pair) -> None:
    assert likely(pair) == []


APPLICATIONS = [
    ("今年收到药品注册申请五百件。", "Five hundred drug applications were received this year."),
    ("企业可以网上提交商标注册申请。", "Companies can submit trademark applications online."),
    ("该局受理软件登记申请八千件。", "The office accepted 8,000 software applications."),
    ("去年商标注册申请量下降。", "The number of trademark filings fell last year."),
    ("他们撤回了药品注册申请。", "They withdrew their drug applications."),
]


@pytest.mark.parametrize("pair", APPLICATIONS)
def test_an_application_for_registration_is_an_application(likely: Likely, pair: Pair) -> None:
    assert likely(pair) == []


def test_a_registration_is_no_application_by_itself(likely: Likely) -> None:
    assert likely(("商标注册证书已经寄出。", "The trademark certificate has been posted."))
    assert likely(("今年收到药品注册申请五百件。", "Five hundred food applications were received."))


REWORDED = [
    ("当地通货膨胀压力上升。", "Local inflationary pressure is rising."),
    ("裁决由当地法院强制执行。", "Awards are enforced by local courts."),
    ("两校将加强技术转移。", "The two schools will transfer more technology."),
    ("专家对水库进行了风险评估。", "Experts assessed the risk to the reservoir."),
    ("农民可以自愿土地流转。", "Farmers are free to transfer their land."),
    ("公司去年完成商标注册。", "The company registered its trademark last year."),
    ("该机构对这家公司进行信用评级。", "The agency rates the credit of this company."),
    ("药品注册须提前三个月。", "Drugs must be registered three months in advance."),
    ("企业应当做好风险评估。", "Companies should assess risks well."),
    ("学校鼓励技术转移。", "The school encourages people to transfer technology."),
]


@pytest.mark.parametrize("pair", REWORDED)
def test_all_words_of_a_form_in_other_grammar_are_a_rendering(likely: Likely, pair: Pair) -> None:
    assert likely(pair) == []


ERRORS = [
    # Another body acts, or another body's officer.
    (
        "卫生部公布了十个案例。",
        "Ten cases were published by the Weather Bureau.",
    ),
    (
        "卫生部部长李平出席仪式。",
        "The Minister of Finance, Li Ping, attended the ceremony.",
    ),
    # The term alone is missing from its clause.
    (
        "医院新建了三栋住院大楼，同时向居民发放疫苗手册和口罩。",
        "The hospital has built three inpatient buildings and gave residents handbooks and masks.",
    ),
    # Nothing at all is rendered.
    (
        "湿地公园附近新开了一家餐馆，周末游客很多。",
        "The exchange rate fell to its lowest level since March.",
    ),
    # Only one of two sentences has the term.
    (
        "代表们讨论了劳动法。新的劳动法规定了更长的假期。",
        "Delegates discussed the Labor Law. The new Marriage Act provides for longer holidays.",
    ),
]


@pytest.mark.parametrize("pair", ERRORS)
def test_errors_that_look_alike_are_found(likely: Likely, pair: Pair) -> None:
    named = ("卫生部今天召开会议。", "The Ministry of Health held a meeting today.")
    assert likely(named, pair)
