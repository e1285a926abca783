"""The bench of matching: its glossary, and that its figures are of all pairs."""

from bench_term_speed import make_glossary, measure
from terms_data import Text

from aligner.glossary import Glossary
from aligner.terms.matching.index import TermIndex
from aligner.values import ConceptEntry, Term, TranslationUnit


def _glossary(*pairs: tuple[str, str]) -> Glossary:
    return Glossary(
        tuple(
            ConceptEntry(f"c{i}", (Term(chinese, "zh"), Term(english, "en")))
            for i, (chinese, english) in enumerate(pairs)
        )
    )


def test_glossaries_are_merged_by_their_chinese_terms_and_topped_up() -> None:
    first = _glossary(("专利", "patent"), ("商标", "trademark"))
    second = _glossary(("专利", "letters patent"), ("审查", "examination"))
    merged = make_glossary([first, second], 6)
    terms = [entry.forms("zh")[0].text for entry in merged.entries]
    assert terms[:3] == ["专利", "商标", "审查"]
    assert len(set(terms)) == len(merged) == 6
    assert all(len(term) == 4 for term in terms[3:])
    assert merged == make_glossary([first, second], 6)
    assert len(make_glossary([first, second], 2)) == 2


def test_figures_are_of_all_pairs() -> None:
    glossary = _glossary(("专利", "patent"), ("商标", "trademark"))
    units = (
        TranslationUnit("1", "zh", "en", "专利和商标。", "Patents.", 1.0),
        TranslationUnit("2", "zh", "en", "无。", "None of them.", 1.0),
    )
    figures = measure([Text("t", None, units, glossary)], TermIndex(glossary), 1)
    assert (figures.pairs, figures.occurrences, figures.rendered) == (2, 2, 1)
    assert (figures.characters, figures.words) == (4, 2)
    assert all(microseconds >= 0 for _, microseconds in figures.phases)
