"""English sources: what stands in Chinese that is nearly the term, or another listed one."""

import pytest

from aligner.glossary import Glossary
from aligner.terms import TermCheck, check_bitext
from aligner.values import ConceptEntry, FindingCode, Term, TermStatus, TranslationUnit

_TERMS = (
    ("appellant", "上诉人"),
    ("appellee", "被上诉人"),
    ("examiner", "审查员"),
    ("International Bureau", "国际局"),
    ("reverse repo", "逆回购"),
    ("General Administration of Customs", "海关总署"),
    ("Supreme People's Court", "最高人民法院"),
    ("punitive damages", "惩罚性赔偿"),
    ("patentee", "专利权人"),
    ("design", "外观设计"),
    ("trade secret", "商业秘密"),
    ("copyright", "著作权"),
    ("trademark registration", "商标注册"),
    ("evidence preservation", "证据保全"),
)
_PRIORITY = ConceptEntry(
    "right",
    (
        Term("优先权", "zh"),
        Term("right of priority", "en"),
        Term("priority", "en", TermStatus.ADMITTED),
    ),
)
_GLOSSARY = Glossary(
    (*(ConceptEntry(en, (Term(zh, "zh"), Term(en, "en"))) for en, zh in _TERMS), _PRIORITY)
)


def _check(source: str, target: str) -> TermCheck:
    unit = TranslationUnit("u", "en", "zh", source, target, 1.0)
    return check_bitext([unit], _GLOSSARY, published=None, source_document="a", target_document="b")


@pytest.mark.parametrize(
    ("source", "target", "found"),
    [
        ("The examiner issued an office action.", "检查员发出了审查意见通知书。", "检查员"),
        ("The International Bureau published it.", "国际部公布了该申请。", "国际部"),
        ("The bank conducted reverse repo operations.", "央行开展了正回购操作。", "正回购"),
        ("The General Administration of Customs replied.", "海关总局作出答复。", "海关总局"),
        ("The Supreme People's Court ruled.", "高级人民法院作出裁定。", "高级人民法院"),
        ("The court awarded punitive damages.", "法院判令支付惩罚性赔款。", "惩罚性赔款"),
        ("The patentee shall pay.", "专利申请人应当缴纳年费。", "专利申请人"),
        ("The examiner issued an office action.", "檢查員發出了審查意見通知書。", "檢查員"),
    ],
)
def test_a_form_with_another_word_in_it_is_an_error(source: str, target: str, found: str) -> None:
    (finding,) = _check(source, target).findings
    assert (finding.code, finding.found) == (FindingCode.OTHER_RENDERING, found)
    assert finding.confidence >= 0.8


def test_the_other_party_is_an_error() -> None:
    result = _check("The appellant and the appellee settled.", "上诉人与上诉人达成和解。")
    (finding,) = result.findings
    assert (finding.code, finding.source_term) == (FindingCode.OTHER_CONCEPT, "appellee")
    assert finding.confidence >= 0.8


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("The design of the reform is sound.", "改革的设计是合理的。"),
        ("It will give priority to small firms.", "将优先支持小企业。"),
        ("Trademark registration took place in 2019.", "商标于2019年注册。"),
        ("Evidence preservation was ordered.", "对证据进行保全。"),
        ("The examiner found it in the search.", "审查员检索时发现。"),
    ],
)
def test_everyday_words_and_parted_forms_raise_no_alarm(source: str, target: str) -> None:
    assert not [f for f in _check(source, target).findings if f.is_likely]


@pytest.mark.parametrize(
    ("source", "target", "term"),
    [
        ("Applicants may claim a right of priority.", "申请人可以提交。", "right of priority"),
        (
            "Copyright and trade secrets are protected by law.",
            "著作权受法律保护。",
            "trade secrets",
        ),
    ],
)
def test_verbs_are_not_named_as_a_rendering(source: str, target: str, term: str) -> None:
    finding = next(f for f in _check(source, target).findings if f.source_term == term)
    assert (finding.code, finding.found) == (FindingCode.OMITTED, "")
    assert finding.is_likely
