"""The words named in the place of a term: those that may be its rendering, or none."""

import pytest

from aligner.glossary import Glossary
from aligner.terms import check_bitext
from aligner.values import ConceptEntry, Finding, FindingCode, Term, TranslationUnit

_TERMS = {
    "被上诉人": "appellee",
    "上诉人": "appellant",
    "报关单": "customs declaration",
    "逆回购": "reverse repo",
    "保护期": "term of protection",
    "集体商标": "collective trademark",
    "地理标志": "geographical indication",
    "专利权人": "patentee",
    "专利合作条约": "Patent Cooperation Treaty",
    "外汇储备": "foreign exchange reserves",
    "知识产权": "intellectual property",
    "强制许可": "compulsory licence",
    "商业秘密": "trade secret",
    "营业执照": "business license",
}
_GLOSSARY = Glossary(
    tuple(ConceptEntry(en, (Term(zh, "zh"), Term(en, "en"))) for zh, en in _TERMS.items())
)


def _find(source: str, target: str, term: str) -> Finding:
    unit = TranslationUnit("u", "zh", "en", source, target, 1.0)
    result = check_bitext(
        [unit], _GLOSSARY, published=None, source_document="a", target_document="b"
    )
    return next(f for f in result.findings if f.source_term == term)


@pytest.mark.parametrize(
    ("source", "target", "term"),
    [
        (
            "上诉人、被上诉人到庭参加诉讼。",
            "The appellant appeared before the court for the proceedings.",
            "被上诉人",
        ),
        (
            "关员查验了报关单和营业执照。",
            "The officers checked the business license.",
            "报关单",
        ),
        (
            "法律规定了专利权人的义务、权利和保护期。",
            "The law sets out the obligations of the patentee and the rights.",
            "保护期",
        ),
        ("上诉人和被上诉人均拒绝了调解。", "The appellant refused mediation.", "被上诉人"),
    ],
)
def test_a_verb_or_the_rendering_of_another_word_is_not_named(
    source: str, target: str, term: str
) -> None:
    finding = _find(source, target, term)
    assert (finding.code, finding.found) == (FindingCode.OMITTED, "")
    assert finding.is_likely


@pytest.mark.parametrize(
    ("source", "target", "term", "found"),
    [
        (
            "企业应当如实填写报关单。",
            "Enterprises shall fill in tax returns truthfully.",
            "报关单",
            "tax returns",
        ),
        (
            "该行开展了逆回购操作。",
            "The bank conducted repo operations.",
            "逆回购",
            "repo",
        ),
        (
            "六月末，外汇储备保持稳定。",
            "Gold reserves remained stable.",
            "外汇储备",
            "Gold reserves",
        ),
        (
            "以知识产权质押融资创新高。",
            "Financing by pledge of intellectual proprieties hit a new high.",
            "知识产权",
            "intellectual proprieties",
        ),
        (
            "商业秘密受保护。",
            "The confidential information is protected.",
            "商业秘密",
            "confidential information",
        ),
    ],
)
def test_the_words_of_another_rendering_are_named(
    source: str, target: str, term: str, found: str
) -> None:
    assert _find(source, target, term).found == found
