"""Lists that a translation sums up."""

from aligner.glossary import Glossary
from aligner.terms import TermCheck, check_bitext
from aligner.values import ConceptEntry, FindingCode, Term, TranslationUnit

_NAMES = {
    "国际合作司": "International Cooperation Department",
    "公共服务司": "Public Service Department",
    "商标局": "Trademark Office",
    "国家知识产权局": "China National Intellectual Property Administration",
}
_GLOSSARY = Glossary(
    tuple(ConceptEntry(zh, (Term(zh, "zh"), Term(en, "en"))) for zh, en in _NAMES.items())
)


def _check(source: str, target: str) -> TermCheck:
    unit = TranslationUnit("u", "zh", "en", source, target, 1.0)
    return check_bitext([unit], _GLOSSARY, published=None, source_document="a", target_document="b")


def test_a_list_that_is_summed_up_is_one_finding() -> None:
    result = _check(
        "国家知识产权局国际合作司、公共服务司和商标局有关负责人参加会见。",
        "Officials from departments of the China National Intellectual Property Administration "
        "attended the meeting.",
    )
    assert [f.source_term for f in result.findings if f.is_likely] == ["国际合作司"]
    others = [f.code for f in result.findings if not f.is_likely]
    assert others == [FindingCode.IMPLIED, FindingCode.IMPLIED]
    assert len(result.occurrences) == 4


def test_two_of_a_list_are_two_findings() -> None:
    result = _check(
        "国家知识产权局公共服务司和商标局有关负责人参加会见。",
        "Officials from departments of the China National Intellectual Property Administration "
        "attended the meeting.",
    )
    assert [f.source_term for f in result.findings if f.is_likely] == ["公共服务司", "商标局"]


def test_one_member_dropped_is_found() -> None:
    result = _check(
        "国际合作司、公共服务司和商标局参加会见。",
        "The International Cooperation Department and the Trademark Office attended the meeting.",
    )
    assert [f.source_term for f in result.findings if f.is_likely] == ["公共服务司"]
