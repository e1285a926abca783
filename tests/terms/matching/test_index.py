"""Properties of matching for any glossary and text."""

from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from aligner.glossary import Glossary
from aligner.languages.chinese import fold_chinese, read_chinese
from aligner.languages.english import read_english
from aligner.terms.matching.index import TermIndex
from aligner.terms.matching.unit import read_unit, render
from aligner.values import ConceptEntry, MatchMode, Term, TermStatus, TranslationUnit

_HAN = st.sampled_from("专利權审查局")
_WORDS = st.sampled_from(
    ["patent", "Patents", "grant", "granting", "of", "the", "IP", "it", "Trade", "mark", "x(IP)"]
)
_CHINESE = st.lists(
    st.one_of(_HAN, st.sampled_from(["《", "》", "“", "”", " ", "，", "①", "㍿", "e\u0301"])),
    max_size=16,
).map("".join)
_ENGLISH = st.lists(
    st.tuples(_WORDS, st.sampled_from([" ", "-", ", ", "\u2019s ", "\u00a0", "\u2026", " (IP) "])),
    max_size=14,
).map(lambda parts: "".join(word + gap for word, gap in parts))
_TERMS = st.builds(
    lambda words, status, mode, cased: Term(
        " ".join(words), "en", status, match=mode, case_sensitive=cased
    ),
    st.lists(_WORDS.filter(lambda word: "(" not in word), min_size=1, max_size=3),
    st.sampled_from(TermStatus),
    st.sampled_from(MatchMode),
    st.booleans(),
)
_ENTRIES = st.lists(
    st.tuples(st.lists(_HAN, min_size=1, max_size=4).map("".join), st.lists(_TERMS, max_size=3)),
    min_size=1,
    max_size=6,
).map(
    lambda rows: [
        ConceptEntry(f"c{i}", (Term(chinese, "zh"), *english))
        for i, (chinese, english) in enumerate(rows)
    ]
)


@given(_ENTRIES, _CHINESE)
def test_source_terms_stand_in_the_text_in_order_and_apart(
    entries: list[ConceptEntry], text: str
) -> None:
    found = TermIndex(Glossary(tuple(entries))).find_source(read_chinese(text))
    assert all(0 <= m.start < m.stop <= len(text) for m in found)
    assert all(left.stop <= right.start for left, right in pairwise(found))
    for match in found:
        met = fold_chinese(text[match.start : match.stop])
        for concept in match.concepts:
            assert met == fold_chinese(entries[concept].forms("zh")[0].text)


@given(_ENTRIES, _CHINESE)
def test_no_longer_term_starts_where_one_was_taken(entries: list[ConceptEntry], text: str) -> None:
    read = read_chinese(text)
    index = TermIndex(Glossary(tuple(entries)))
    for match in index.find_source(read):
        start = next(i for i, _ in enumerate(read.folded) if read.span(i, i + 1)[1] > match.start)
        for entry in entries:
            term = fold_chinese(entry.forms("zh")[0].text)
            # Longer matches than three characters are never left for the dictionary's sake.
            if len(term) > 3 and read.folded.startswith(term, start):
                assert read.span(start, start + len(term))[1] <= match.stop


@given(_ENTRIES, _ENGLISH)
def test_target_forms_are_runs_of_words_in_order(entries: list[ConceptEntry], text: str) -> None:
    index = TermIndex(Glossary(tuple(entries)))
    read = read_english(text)
    found = index.find_target(read)
    assert all(0 <= m.first < m.last <= len(read.keys) for m in found)
    assert list(found) == sorted(found, key=lambda m: (m.first, -m.last, m.form.concept))
    for match in found:
        if match.form.term.match is MatchMode.EXACT:
            words = read_english(match.form.term.text)
            written = [words.word(i).casefold() for i in range(len(words.keys))]
            met = [read.word(i).casefold() for i in range(match.first, match.last)]
            assert met == written


@given(_ENTRIES, _ENGLISH, st.sets(st.integers(0, 5)))
def test_the_forms_of_some_concepts_are_those_among_all(
    entries: list[ConceptEntry], text: str, concepts: set[int]
) -> None:
    index = TermIndex(Glossary(tuple(entries)))
    read = read_english(text)
    among = tuple(m for m in index.find_target(read) if m.form.concept in concepts)
    assert index.find_target(read, concepts) == among


@given(st.data(), _ENTRIES, _CHINESE, _ENGLISH)
def test_the_order_of_the_glossary_does_not_count(
    data: st.DataObject, entries: list[ConceptEntry], chinese: str, english: str
) -> None:
    shuffled = data.draw(st.permutations(entries))
    found = []
    for order in (entries, shuffled):
        index = TermIndex(Glossary(tuple(order)))
        sources = {
            (m.start, m.stop, order[c].id)
            for m in index.find_source(read_chinese(chinese))
            for c in m.concepts
        }
        targets = {
            (m.first, m.last, order[m.form.concept].id, m.form.term)
            for m in index.find_target(read_english(english))
        }
        found.append((sources, targets))
    assert found[0] == found[1]


@given(_ENTRIES, _CHINESE, _ENGLISH)
def test_no_word_renders_two_occurrences(
    entries: list[ConceptEntry], chinese: str, english: str
) -> None:
    index = TermIndex(Glossary(tuple(entries)))
    read = read_unit(TranslationUnit("u", "zh", "en", chinese, english, 1.0), index)
    render(read, index, None, {})
    spans = sorted((m.first, m.last) for m in read.renderings.values())
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    for i, match in read.renderings.items():
        assert match.form.concept in read.occurrences[i].concepts
        assert match in read.matches


@given(_ENTRIES, _CHINESE, _ENGLISH)
@example([ConceptEntry("c", (Term("专", "zh"),))], "专", "IP ")
def test_what_was_asked_before_does_not_count(
    entries: list[ConceptEntry], chinese: str, english: str
) -> None:
    index = TermIndex(Glossary(tuple(entries)))
    unit = TranslationUnit("u", "zh", "en", chinese, english, 1.0)
    first, second = read_unit(unit, index), read_unit(unit, index)
    assert first.matches == index.find_target(first.target)
    for read in (first, second):
        render(read, index, None, {"ip": (0,)})
        render(read, index, None, {"ip": (0,)})
    assert first.renderings == second.renderings
    assert first.matches == second.matches
