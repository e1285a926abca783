"""Terms that good translators leave out: ten sentences of each kind, and errors beside them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from departures_of import DAY, unit

from aligner.glossary import Glossary
from aligner.terms import check_bitext
from aligner.values import ConceptEntry, Finding, Term, TermStatus

_CASES = Path(__file__).parents[2] / "data" / "terms" / "excuses.tsv"

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


def rows(kind: str) -> list[tuple[str, ...]]:
    """Term, form, source and target of the cases of one kind."""
    lines = _CASES.read_text(encoding="utf-8").splitlines()
    fields = [tuple(line.split("\t")) for line in lines[1:]]
    found = [row[1:] for row in fields if row[0] == kind]
    assert found
    return found


def pairs(kind: str) -> list[Pair]:
    """Source and target of the cases of one kind, in which every term counts."""
    return [(source, target) for _, _, source, target in rows(kind)]


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


@pytest.mark.parametrize("pair", pairs("left-out"))
def test_a_clause_that_is_left_out_is_no_matter_of_its_terms(likely: Likely, pair: Pair) -> None:
    assert likely(pair) == []


@pytest.mark.parametrize("pair", pairs("merged"))
def test_two_sentences_may_become_one_that_names_the_term_once(likely: Likely, pair: Pair) -> None:
    assert likely(pair) == []


@pytest.mark.parametrize(("zh", "en", "source", "target"), rows("agent"))
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


@pytest.mark.parametrize(("zh", "en", "source", "target"), rows("officer"))
def test_an_officer_of_a_known_body_is_called_by_the_office_alone(
    likely: Likely, zh: str, en: str, source: str, target: str
) -> None:
    named = (f"{zh}今天召开会议。", f"The {en} held a meeting today.")
    assert likely(named, (source, target)) == []


def test_the_officer_of_an_unknown_body_needs_it(likely: Likely) -> None:
    assert likely(("卫生部部长李平出席仪式。", "Minister Li Ping attended the ceremony."))


@pytest.mark.parametrize("pair", pairs("topic"))
def test_the_topic_of_a_sentence_is_not_named_again(likely: Likely, pair: Pair) -> None:
    assert likely(pair) == []


def test_what_the_topic_does_not_say_is_missing(likely: Likely) -> None:
    assert likely(
        ("湿地方面，新建湿地公园六处。", "As for wetlands, six bridges were newly built.")
    )


@pytest.mark.parametrize(("zh", "en", "source", "target"), rows("such"))
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


@pytest.mark.parametrize("pair", pairs("head"))
def test_a_pronoun_may_stand_for_the_head_of_a_term(likely: Likely, pair: Pair) -> None:
    assert likely(pair) == []


@pytest.mark.parametrize("pair", pairs("application"))
def test_an_application_for_registration_is_an_application(likely: Likely, pair: Pair) -> None:
    assert likely(pair) == []


def test_a_registration_is_no_application_by_itself(likely: Likely) -> None:
    assert likely(("商标注册证书已经寄出。", "The trademark certificate has been posted."))
    assert likely(("今年收到药品注册申请五百件。", "Five hundred food applications were received."))


@pytest.mark.parametrize("pair", pairs("reworded"))
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
