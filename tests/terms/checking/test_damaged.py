"""Names and terms that have lost a word or its place."""

import pytest

from aligner.glossary import Glossary
from aligner.languages import read_english
from aligner.terms import check_bitext
from aligner.terms.checking.damaged import find_other_party, find_scrambled, find_unnegated
from aligner.values import ConceptEntry, FindingCode, Term, TranslationUnit


def _keys(form: str) -> tuple[str, ...]:
    return read_english(form).keys


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("Anti-Unfair Competition Law", "The Unfair Competition Law has been amended."),
        ("anti-dumping duty", "Dumping duties were imposed."),
        ("non-prosecution agreement", "They signed a prosecution agreement."),
        ("counter-guarantee contract", "The guarantee contract was signed."),
        ("Non-Governmental Organizations Office", "The Governmental Organizations Office."),
    ],
)
def test_a_form_without_its_negative_is_found(form: str, text: str) -> None:
    assert find_unnegated(read_english(text), [_keys(form)], frozenset()) is not None


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("Anti-Unfair Competition Law", "The Law Against Unfair Competition was amended."),
        ("Anti-Unfair Competition Law", "The Non-Unfair Competition Law was amended."),
        ("anti-dumping duty", "Anti-dumping and countervailing duties were imposed."),
        ("non-infringement", "There was infringement."),
        ("unfair competition", "There was fair competition."),
    ],
)
def test_other_words_lack_no_negative(form: str, text: str) -> None:
    assert find_unnegated(read_english(text), [_keys(form)], frozenset()) is None


_WIPO = "World Intellectual Property Organization"
_OFFICE = "China National Intellectual Property Administration"


@pytest.mark.parametrize(
    ("form", "text"),
    [
        (_WIPO, "The World Organization of Property Intellectual published a report."),
        (_WIPO, "The Intellectual World Property Organization published a report."),
        (_WIPO, "The Property Intellectual World Organization published a report."),
        (_OFFICE, "The National China Intellectual Property Administration issued a notice."),
        ("General Administration of Customs", "The General Customs Administrative replied."),
        ("Patent Cooperation Treaty", "The Cooperation Patent Treaty is in force."),
    ],
)
def test_words_of_a_name_in_disorder_are_found(form: str, text: str) -> None:
    assert find_scrambled(read_english(text), [_keys(form)], [form], frozenset()) is not None


@pytest.mark.parametrize(
    ("form", "text"),
    [
        (_OFFICE, "The National Intellectual Property Administration of China replied."),
        (_OFFICE, "China's National Intellectual Property Administration replied."),
        (_WIPO, "The World Organization for Intellectual Property replied."),
        ("General Administration of Customs", "The Customs General Administration replied."),
        ("trade secret protection law", "The law of protection of a secret trade."),
        (_WIPO, "The World Trade Organization, and Intellectual Property."),
    ],
)
def test_parts_of_a_name_may_change_sides(form: str, text: str) -> None:
    assert find_scrambled(read_english(text), [_keys(form)], [form], frozenset()) is None


@pytest.mark.parametrize(
    ("form", "text", "is_found"),
    [
        ("examiner", "The examinee rejected the application.", True),
        ("licensor", "The licensee shall pay.", True),
        ("mortgagee", "The mortgagor shall pay.", True),
        ("appellant", "The appellee appeared.", True),
        ("patent assignor", "The patent assignee signed.", True),
        ("patent assignor", "The assignee signed.", False),
        ("payer", "The committee met.", False),
        ("examiner", "The examination was strict.", False),
    ],
)
def test_the_other_party_is_found(form: str, text: str, *, is_found: bool) -> None:
    found = find_other_party(read_english(text), [_keys(form)], frozenset())
    assert (found is not None) == is_found


@pytest.mark.parametrize(
    ("source", "target", "term", "form", "code", "found"),
    [
        ("反不正当竞争法已修订。", "The Unfair Competition Law has been amended.",
         "反不正当竞争法", "Anti-Unfair Competition Law", "altered", "Unfair Competition Law"),
        ("世界知识产权组织发布报告。", "The World Organization of Property Intellectual reported.",
         "世界知识产权组织", _WIPO, "altered", "World Organization of Property Intellectual"),
        ("审查员驳回了申请。", "The examinee rejected the application.",
         "审查员", "examiner", "other-rendering", "examinee"),
    ],
)  # fmt: skip
def test_they_are_likely_errors(  # noqa: PLR0913, PLR0917 - the columns of the table
    source: str, target: str, term: str, form: str, code: str, found: str
) -> None:
    glossary = Glossary((ConceptEntry("c", (Term(term, "zh"), Term(form, "en"))),))
    unit = TranslationUnit("u", "zh", "en", source, target, 1.0)
    result = check_bitext(
        [unit], glossary, published=None, source_document="a", target_document="b"
    )
    (finding,) = result.findings
    assert (finding.code, finding.found) == (FindingCode(code), found)
    assert finding.is_likely
