"""Names and terms that have lost a word or its place."""

import pytest

from aligner.glossary import Glossary
from aligner.languages import read_english
from aligner.terms import check_bitext
from aligner.terms.checking.damaged import (
    find_damaged_letters,
    find_other_party,
    find_scrambled,
    find_unnegated,
)
from aligner.values import ConceptEntry, FindingCode, Term, TermStatus, TranslationUnit


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
    assert find_unnegated(read_english(text), [_keys(form)], [form], frozenset()) is not None


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("Anti-Unfair Competition Law", "The Law Against Unfair Competition was amended."),
        ("Anti-Unfair Competition Law", "The Non-Unfair Competition Law was amended."),
        ("anti-dumping duty", "Anti-dumping and countervailing duties were imposed."),
        ("non-infringement", "There was infringement."),
        ("unfair competition", "There was fair competition."),
        ("anti-money laundering", "It is combating money laundering."),
        ("anti-money laundering", "Money laundering and the financing of terrorism"),
        ("anti-domestic violence", "It works against domestic violence."),
    ],
)
def test_other_words_lack_no_negative(form: str, text: str) -> None:
    assert find_unnegated(read_english(text), [_keys(form)], [form], frozenset()) is None


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


@pytest.mark.parametrize(
    ("full", "known", "letters", "missed"),
    [
        (_OFFICE, ["CNIPA"], "CNPIA", "CNIPA"),
        (_OFFICE, ["CNIPA", "SIPO"], "CNIPO", "CNIPA"),
        (_OFFICE, [], "CNPIA", "CNIPA"),
        ("medium-term lending facility", ["MLF"], "SLF", "MLF"),
        ("environmental impact assessment", ["EIA"], "AEI", "EIA"),
    ],
)
def test_letters_behind_a_full_name_that_are_not_its_own_are_found(
    full: str, known: list[str], letters: str, missed: str
) -> None:
    text = f"The {full} ({letters}) said so."
    start = text.index(letters)
    found = find_damaged_letters(text, start - 2, known, _keys(full))
    assert found == ((start, start + len(letters)), missed)


@pytest.mark.parametrize(
    ("full", "known", "behind"),
    [
        (_OFFICE, ["CNIPA"], " (CNIPA)"),
        (_OFFICE, ["CNIPA"], ", CNPIA, said"),
        (_OFFICE, ["CNIPA"], " (China)"),
        ("People's Bank of China", ["PBC"], " (PBOC)"),
        ("geographical indication", [], "s (GIs)"),
        ("Principles of Responsible Ownership", ["pRO"], " (PRO)"),
        ("General Administration of Customs", ["GAC"], " (GACC)"),
        ("World Trade Organization", ["WTO"], " (Geneva)"),
    ],
)
def test_other_words_in_brackets_are_not_its_letters(
    full: str, known: list[str], behind: str
) -> None:
    assert find_damaged_letters(full + behind, len(full), known, _keys(full)) is None


_BODIES = Glossary((
    ConceptEntry("office", (
        Term("国家知识产权局", "zh"),
        Term(_OFFICE, "en"),
        Term("CNIPA", "en", TermStatus.ADMITTED),
    )),
    ConceptEntry("ministry", (Term("商务部", "zh"), Term("Ministry of Commerce", "en"))),
    ConceptEntry("model", (Term("实用新型", "zh"), Term("utility model", "en"))),
))  # fmt: skip
_TITLED = Glossary((*_BODIES.entries[:2], ConceptEntry("model", (
    Term("实用新型", "zh"), Term("Utility Model", "en")))))  # fmt: skip


@pytest.mark.parametrize(
    ("glossary", "source", "target", "codes"),
    [
        (_BODIES, "国家知识产权局表示。", f"The {_OFFICE} (CNPIA) said so.", ["altered"]),
        (_BODIES, "国家知识产权局表示。", f"The {_OFFICE} (CNIPA) said so.", []),
        (_BODIES, "商务部表示。", "Officials of the ministry of commerce said so.", ["case"]),
        (_BODIES, "商务部表示。", "Officials of the Ministry of Commerce said so.", []),
        (_BODIES, "商务部表示。", "THE MINISTRY OF COMMERCE SAID SO.", []),
        (_BODIES, "商务部表示。", "officials of the ministry of commerce said so.", []),
        (_BODIES, "实用新型很多。", "Utility models are many.", []),
        # Where every term has capitals, they tell nothing.
        (_TITLED, "商务部表示。", "Officials of the ministry of commerce said so.", []),
    ],
)
def test_names_of_bodies_keep_their_letters_and_capitals(
    glossary: Glossary, source: str, target: str, codes: list[str]
) -> None:
    unit = TranslationUnit("u", "zh", "en", source, target, 1.0)
    result = check_bitext(
        [unit], glossary, published=None, source_document="a", target_document="b"
    )
    assert [finding.code.value for finding in result.findings] == codes
