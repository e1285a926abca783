"""English sources with Chinese targets in traditional script: judged and advised as any other."""

import pytest

from aligner.glossary import Glossary
from aligner.terms import TermCheck, check_bitext
from aligner.values import ConceptEntry, FindingCode, Term, TermStatus, TranslationUnit

_GLOSSARY = Glossary(
    (
        ConceptEntry(
            "examiner",
            (
                Term("审查员", "zh"),
                Term("检查员", "zh", TermStatus.DEPRECATED),
                Term("examiner", "en"),
            ),
        ),
        ConceptEntry("fee", (Term("登记手续费", "zh"), Term("registration fee", "en"))),
        ConceptEntry(
            "software",
            (
                Term("软体", "zh"),
                Term("軟件", "zh", TermStatus.DEPRECATED),
                Term("software", "en"),
            ),
        ),
    )
)


def _check(source: str, target: str, language: str = "zh") -> TermCheck:
    unit = TranslationUnit("u", "en", language, source, target, 1.0)
    return check_bitext([unit], _GLOSSARY, published=None, source_document="a", target_document="b")


@pytest.mark.parametrize(
    ("source", "target", "found"),
    [
        ("The examiner rejected the application.", "檢查員駁回了該申請。", "檢查員"),
        ("The examiner rejected the application.", "检查员驳回了该申请。", "检查员"),
        ("The software was sold.", "該軟件已經售出。", "軟件"),
        ("The software was sold.", "该软件已经售出。", "软件"),
        ("The software was sold.", "该软 件已经售出。", "软 件"),
    ],
)
def test_a_forbidden_form_is_known_in_either_script(source: str, target: str, found: str) -> None:
    (finding,) = _check(source, target).findings
    assert (finding.code, finding.found) == (FindingCode.FORBIDDEN, found)


def test_the_verdict_does_not_depend_on_the_script() -> None:
    source = "The registration fee is ten yuan."
    plain, traditional = (_check(source, t) for t in ("注册收费为十元。", "註冊收費為十元。"))
    (one,), (other,) = plain.findings, traditional.findings
    assert (one.code, one.target_span, one.confidence) == (
        other.code, other.target_span, other.confidence)  # fmt: skip
    assert (one.found, other.found) == ("注册收费", "註冊收費")
    assert [o.form for o in traditional.occurrences] == ["註冊收費"]


@pytest.mark.parametrize(
    ("target", "language", "expected"),
    [
        ("檢查員駁回了該申請。", "zh", "審查員"),
        ("檢查員駁回了該申請。", "zh-TW", "審查員"),
        ("检查员驳回了该申请。", "zh-CN", "审查员"),
        # What is written counts, whatever the tag says.
        ("檢查員駁回了該申請。", "zh-CN", "審查員"),
        ("检查员驳回了该申请。", "zh-HK", "审查员"),
    ],
)
def test_advice_is_in_the_script_of_the_target(target: str, language: str, expected: str) -> None:
    (finding,) = _check("The examiner rejected the application.", target, language).findings
    assert finding.expected == (expected,)


def test_advice_from_a_traditional_glossary_is_simplified_for_a_simplified_target() -> None:
    entry = ConceptEntry("fee", (Term("登記費", "zh"), Term("registration fee", "en")))
    unit = TranslationUnit("u", "en", "zh", "The registration fee rose.", "注册费上涨了。", 1.0)
    result = check_bitext(
        [unit], Glossary((entry,)), published=None, source_document="a", target_document="b"
    )
    assert [f.expected for f in result.findings] == [("登记费",)]
