"""Terms without a known form: what they became, and how likely that is a problem."""

from collections.abc import Callable

import pytest
from departures_of import DAY, departures_of, unit
from hypothesis import given
from hypothesis import strategies as st

from aligner.glossary import Glossary
from aligner.lexicon import LexicalModel
from aligner.terms import check_bitext
from aligner.terms.checking.confidence import ConfidenceModel, shipped_model
from aligner.terms.checking.evidence import Evidence
from aligner.terms.checking.judge import _with_whole_words
from aligner.terms.checking.untranslated import find_left_chinese
from aligner.terms.matching.index import index_of
from aligner.terms.matching.unit import read_document
from aligner.values import ConceptEntry, Finding, Term, TranslationUnit


@pytest.fixture(scope="module")
def report(
    composed: list[TranslationUnit], objects: Glossary, learned: LexicalModel
) -> Callable[[str, str], tuple[Finding, ...]]:
    """Findings in the composed sentences with one more behind them."""

    def findings(source: str, target: str) -> tuple[Finding, ...]:
        units = [*composed, unit(source, target)]
        found = check_bitext(
            units,
            objects,
            published=DAY,
            source_document="a",
            target_document="b",
            lexicon=learned,
        ).findings
        return tuple(f for f in found if f.is_likely)

    return findings


Report = Callable[[str, str], tuple[Finding, ...]]

SPOILT = [
    ("审查员审阅了说明书。", "The examiner reviewed the."),
    ("申请人提交了权利要求书和优先权文件。", "The applicant filed the claims and the."),
    ("代理师修改了说明书。", "The attorney amended the umbrella."),
    ("申请人提交了复审请求。", "The applicant filed the lottery request."),
    ("申请人提交了优先权文件。", "The applicant filed the priority sandwiches."),
    ("审查员审阅了说明书。", "The examiner reviewed the reexamination request."),
]


@pytest.mark.parametrize(("source", "target"), SPOILT)
def test_spoilt_renderings_are_found(report: Report, source: str, target: str) -> None:
    found = report(source, target)
    assert {f.unit for f in found} == {"x"}
    assert {f.code.value for f in found} <= {"omitted", "other-rendering", "other-concept"}
    assert all(0.0 < f.confidence <= 1.0 for f in found)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (
            "申请人提交了说明书，并修改了说明书。",
            "The applicant filed the description and amended it.",
        ),
        ("审查员审阅了权利要求书。", "The claims were reviewed by the examiner."),
        ("申请人提交了优先权文件。", "The priority documents were filed by the applicant."),
    ],
)
def test_good_style_is_left_alone(report: Report, source: str, target: str) -> None:
    assert report(source, target) == ()


def test_a_form_of_another_concept_is_shown_as_what_was_found(report: Report) -> None:
    target = "The examiner reviewed the reexamination request."
    (finding,) = report("审查员审阅了说明书。", target)
    assert finding.code.value == "other-concept"
    assert finding.found == "reexamination request"
    assert finding.expected == ("description",)
    assert ("elsewhere", "9 x description") in finding.details


def test_the_evidence_of_an_occurrence(objects: Glossary, learned: LexicalModel) -> None:
    units = [unit("审查员审阅了说明书。", "The examiner reviewed the umbrella.")]
    ((number, i, departure),) = departures_of(units, objects, learned)
    assert (number, i) == (0, 0)
    assert 0.0 < departure.confidence < 1.0
    assert shipped_model().probability(departure.values) == departure.confidence


def test_the_same_words_are_not_shown_for_two_terms(report: Report) -> None:
    found = report(
        "审查员审阅了说明书和优先权文件，并修改了权利要求书。",
        "The examiner reviewed the reexamination request and amended the claims.",
    )
    shown = [f.found for f in found if f.found]
    assert shown.count("reexamination request") == len(shown) == 1


def test_suspected_words_do_not_speak_for_the_alignment(report: Report) -> None:
    (finding,) = report(
        "审查员修改了说明书、优先权文件和权利要求书。",
        "Ten umbrella makers of the lottery worked on sandwiches and the reexamination request.",
    )
    assert finding.code.value == "suspect-alignment"


def test_a_wrong_term_in_a_short_sentence_is_no_wrong_sentence(report: Report) -> None:
    (finding,) = report(
        "审查员审阅了说明书。",
        "The examiner reviewed the reexamination request.",
    )
    assert finding.code.value == "other-concept"


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("It was 3,900 of it.", "900 of", "3,900 of"),
        ("It was up 3.5.", "up 3", "up 3.5"),
        ("It was 12 of it.", "12", "12"),
        ("In 2018, 900 came.", "900", "900"),
    ],
)
def test_what_is_shown_cuts_no_number(text: str, part: str, whole: str) -> None:
    start = text.index(part)
    assert text[slice(*_with_whole_words(text, (start, start + len(part))))] == whole


def test_blamed_words_are_left_out_of_what_the_source_accounts_for(
    objects: Glossary, learned: LexicalModel
) -> None:
    target = "The examiner reviewed the umbrella sandwiches."
    reads, _ = read_document(
        [unit("审查员审阅了说明书。", target)], index_of(objects), DAY, learned
    )
    clues = Evidence(index_of(objects), reads, learned)
    start = target.index("umbrella")
    assert clues.cover(0, [(start, len(target) - 1)]) > clues.cover(0) > 0.0
    assert clues.cover(0, [(0, len(target))]) == 1.0


def test_a_term_without_full_forms_has_evidence_too(learned: LexicalModel) -> None:
    entry = ConceptEntry("c", (Term("说明书", "zh"), Term("DESC", "en")))
    units = [unit("说明书", "Nothing.")]
    assert len(departures_of(units, Glossary((entry,)), learned)) == 1


CLASSES = [
    ("专利池由协会管理。", "The patent pond is run by the association.", "other-rendering"),
    ("专利池由协会管理。", "The patent 池 is run by the association.", "untranslated"),
    ("专利池由协会管理。", "The Zhuanli Chi is run by the association.", "transliterated"),
    ("专利池由协会管理。", "The patent poool is run by the association.", "spelling"),
    ("专利池由协会管理。", "The office action is run by the association.", "other-concept"),
    ("挪威中央银行下调利率。", "The Norway of Bank cut its rate.", "altered"),
    ("海关总署公布数据。", "The General Administration of Custom gave figures.", "altered"),
    ("货物出口增长。", "Exports of good grew.", "altered"),
    (
        "国家档案管理总局公布数据。",
        "The State Administration for Railways gave figures.",
        "other-rendering",
    ),
]


@pytest.mark.parametrize(("source", "target", "code"), CLASSES)
def test_each_departure_has_its_class(source: str, target: str, code: str) -> None:
    names = {
        "专利池": "patent pool",
        "审查意见通知书": "office action",
        "挪威中央银行": "Bank of Norway",
        "海关总署": "General Administration of Customs",
        "货物出口": "exports of goods",
        "国家档案管理总局": "State Administration for Archives",
    }
    entries = tuple(ConceptEntry(zh, (Term(zh, "zh"), Term(en, "en"))) for zh, en in names.items())
    (finding,) = check_bitext(
        [unit(source, target)],
        Glossary(entries),
        published=DAY,
        source_document="a",
        target_document="b",
    ).findings
    assert finding.code.value == code
    assert finding.is_likely


@pytest.mark.parametrize(
    ("source", "target", "left"),
    [
        ("外汇基金", "The Exchange 基金 grew.", "基金"),
        ("外匯基金", "The 外匯基金 grew.", "外匯基金"),
        ("外汇基金", "The 审计 grew.", None),
        ("外汇基金", "The fund grew.", None),
    ],
)
def test_chinese_that_was_left(source: str, target: str, left: str | None) -> None:
    span = find_left_chinese(source, target)
    assert (None if span is None else target[slice(*span)]) == left


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.floats(0, 5), st.floats(-5, 5))
def test_probabilities_lie_between_0_and_1(
    limit: float, value: float, slope: float, shift: float
) -> None:
    model = ConfidenceModel((("a", limit, -3.0, 2.0), 0.5), slope, shift)
    assert 0.0 < model.probability({"a": value, "b": 3.0}) < 1.0


def test_trees_are_followed_to_their_leaves() -> None:
    tree = ("a", 0.5, ("b", 2.0, 1.0, 2.0), 3.0)
    model = ConfidenceModel((tree, 10.0))
    for a, b, odds in ((0.5, 2.0, 11.0), (0.0, 2.5, 12.0), (0.6, 0.0, 13.0)):
        assert model.log_odds({"a": a, "b": b}) == odds


WAGE = Glossary(
    (
        ConceptEntry("wage", (Term("最低工资", "zh"), Term("minimum wage", "en"))),
        ConceptEntry("inflation", (Term("通货膨胀", "zh"), Term("inflation", "en"))),
    )
)


def likely(source: str, target: str) -> list[str]:
    check = check_bitext(
        [unit(source, target)], WAGE, published=DAY, source_document="a", target_document="b"
    )
    return [f.code.value for f in check.findings if f.is_likely]


def test_what_chinese_repeats_english_may_have_once() -> None:
    source = "最低工资由各省确定，最低工资每两年调整一次。"
    once = "The minimum wage is set by the provinces and adjusted every two years."
    assert likely(source, once) == []
    assert likely(source, "The minimum wage is set by the provinces and the is adjusted.")
    # Two sentences may become one, but not two with a term in one of them.
    assert likely("最低工资由各省确定。最低工资每两年调整一次。", once) == []
    assert likely(
        "最低工资由各省确定。最低工资每两年调整一次。",
        "The minimum wage is set by the provinces. The housing subsidy is adjusted yearly.",
    )


def test_titles_may_be_shorter() -> None:
    assert likely("关于通货膨胀和最低工资的通知", "Notice on Inflation") == []
    assert likely("关于通货膨胀和最低工资的通知印发。", "The notice on inflation was issued.")
    # What stands there instead is as wrong as in a sentence.
    assert likely("关于最低工资的通知", "Notice on Lowest Wages")


ACADEMY = Glossary(
    (
        ConceptEntry(
            "academy",
            (Term("蚕桑研究院", "zh"), Term("Silkworm Research Academy", "en")),
        ),
        ConceptEntry(
            "inspection",
            (Term("丝绸质量检验", "zh"), Term("silk quality inspection", "en")),
        ),
    )
)
VISITED = (
    "专家走访了蚕桑研究院和三家工厂。",
    "The experts visited the Academy and three factories.",
)


@pytest.mark.parametrize(
    ("before", "said", "is_excused"),
    [
        (("蚕桑研究院昨日开会。", "The Silkworm Research Academy met."), VISITED, True),
        # Nobody knows which academy is meant, or other words stand there.
        (("会议昨日举行。", "A meeting was held."), VISITED, False),
        (
            ("蚕桑研究院昨日开会。", "The Silkworm Research Academy met."),
            (
                "专家走访了蚕桑研究院和三家工厂。",
                "The experts visited the Treasury and three factories.",
            ),
            False,
        ),
        # What is no name has no other words than its own.
        (
            ("丝绸质量检验昨日举行。", "The silk quality inspection took place."),
            ("丝绸质量检验费用上涨。", "The inspection has become more expensive."),
            False,
        ),
    ],
)
def test_a_name_may_be_short_when_it_stood_in_full(
    before: tuple[str, str], said: tuple[str, str], *, is_excused: bool
) -> None:
    units = [unit(*before, "a"), unit(*said, "b")]
    (departure,) = (d for n, _, d in departures_of(units, ACADEMY, LexicalModel.base()) if n)
    assert (departure.bounds.most < 0.5) is is_excused
    assert (departure.confidence >= 0.5) is not is_excused
