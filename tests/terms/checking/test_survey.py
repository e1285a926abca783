"""Every occurrence of a term is kept or a finding."""

from datetime import date
from functools import partial

from departures_of import departures_of
from hypothesis import given
from hypothesis import strategies as st

from aligner.glossary import Glossary
from aligner.lexicon import LexicalModel
from aligner.terms import check_bitext
from aligner.terms.matching.index import index_of
from aligner.terms.matching.unit import read_document
from aligner.values import TranslationUnit

DAY = date(2024, 5, 1)
SOURCES = st.lists(
    st.sampled_from(["审查员", "审阅了", "说明书", "优先权文件", "权利要求书", "，", "。"]),
    max_size=8,
).map("".join)
TARGETS = st.lists(
    st.sampled_from(["The", "examiner", "reviewed", "description", "claims", "it", "priority"]),
    max_size=9,
).map(" ".join)
check = partial(check_bitext, source_document="a", target_document="b")
DOCUMENTS = st.lists(st.tuples(SOURCES, TARGETS), max_size=3)


def units(texts: list[tuple[str, str]]) -> list[TranslationUnit]:
    return [
        TranslationUnit(f"u{n}", "zh-Hans", "en", source, target, 1.0)
        for n, (source, target) in enumerate(texts)
    ]


@given(DOCUMENTS)
def test_each_occurrence_is_kept_or_a_finding(
    objects: Glossary, learned: LexicalModel, texts: list[tuple[str, str]]
) -> None:
    result = check(units(texts), objects, published=DAY, lexicon=learned)
    told = {(f.unit, f.source_span) for f in (*result.findings, *result.doubtful)}
    reads, _ = read_document(units(texts), index_of(objects), DAY, learned)
    assert len(result.occurrences) == sum(len(read.occurrences) for read in reads)
    for occurrence in result.occurrences:
        is_told = (occurrence.unit, occurrence.source_span) in told
        assert is_told or occurrence.status.is_accepted


@given(DOCUMENTS)
def test_no_word_renders_two_terms(
    objects: Glossary, learned: LexicalModel, texts: list[tuple[str, str]]
) -> None:
    reads, _ = read_document(units(texts), index_of(objects), DAY, learned)
    for read in reads:
        words = [w for m in read.renderings.values() for w in range(m.first, m.last)]
        assert len(words) == len(set(words))


@given(DOCUMENTS)
def test_findings_point_into_their_texts_and_come_back_the_same(
    objects: Glossary, learned: LexicalModel, texts: list[tuple[str, str]]
) -> None:
    document = units(texts)
    first, second = (check(document, objects, published=DAY, lexicon=learned) for _ in range(2))
    assert first == second
    by_id = {unit.id: unit for unit in document}
    for finding in (*first.findings, *first.doubtful):
        unit = by_id[finding.unit]
        for span, text in (
            (finding.source_span, unit.source_text),
            (finding.target_span, unit.target_text),
        ):
            assert span is None or 0 <= span[0] < span[1] <= len(text)
        assert 0.0 <= finding.confidence <= 1.0
    for occurrence in first.occurrences:
        source = by_id[occurrence.unit].source_text
        assert source[slice(*occurrence.source_span)] == occurrence.source_term


def test_a_term_counts_as_named_from_the_next_unit_on(
    objects: Glossary, learned: LexicalModel
) -> None:
    document = units(
        [
            ("审查员审阅了说明书。", "The examiner reviewed it."),
            ("审查员修改了说明书。", "The examiner amended the description."),
            ("申请人修改了说明书。", "The applicant amended it."),
        ]
    )
    found = departures_of(document, objects, learned)
    named = {number: departure.values["named before"] for number, _, departure in found}
    assert named == {0: 0.0, 2: 1.0}


def test_the_rendering_goes_to_the_occurrence_whose_neighbours_it_stands_by(
    objects: Glossary, learned: LexicalModel
) -> None:
    texts = [
        (
            "审查员审阅了说明书，申请人修改了说明书。",
            "The examiner reviewed it, and the applicant amended the description.",
        )
    ]
    ((read,), _) = read_document(units(texts), index_of(objects), DAY, learned)
    assert [m.form.term.text for m in read.renderings.values()] == ["description"]
    assert list(read.renderings) == [1]
