"""How each match mode compares a form with a text, in both languages."""

import re
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.errors import InputError
from aligner.glossary import Glossary
from aligner.languages.chinese import read_chinese
from aligner.languages.english import read_english
from aligner.terms import check_bitext
from aligner.terms.matching import searching
from aligner.terms.matching.index import TermIndex
from aligner.terms.matching.searching import Expression, TargetMatch
from aligner.terms.matching.unit import read_unit, render
from aligner.values import (
    ConceptEntry,
    FindingCode,
    MatchMode,
    OccurrenceStatus,
    Term,
    TermStatus,
    TranslationUnit,
)
from tests.growth import assert_linear

EXACT, NOUN, LEMMA, REGEX = MatchMode.EXACT, MatchMode.NOUN, MatchMode.LEMMA, MatchMode.REGEX


def _english(
    text: str,
    match: MatchMode = NOUN,
    status: TermStatus = TermStatus.PREFERRED,
    *,
    case_sensitive: bool = False,
    use_instead: str = "",
) -> Term:
    return Term(
        text, "en", status, match=match, case_sensitive=case_sensitive, use_instead=use_instead
    )


def _index(*terms: Term) -> TermIndex:
    return TermIndex(Glossary((ConceptEntry("c", (Term("甲", "zh"), *terms)),)))


def _met(index: TermIndex, text: str) -> list[str]:
    """What is met of a glossary in a text, as it stands there."""
    read = read_english(text)
    return [read.surface(m.first, m.last) for m in index.find_target(read)]


@pytest.mark.parametrize(
    ("term", "text", "met"),
    [
        ("trade mark", "a trade mark here", ["trade mark"]),
        ("trade mark", "two trade marks", []),
        ("trade mark", "a trade-mark", []),
        ("trade mark", "a trademark", []),
        ("trade mark", "a trade\u00a0mark, a trade\nmark", ["trade\u00a0mark", "trade\nmark"]),
        ("trade mark", "a Trade Mark", ["Trade Mark"]),
        ("licence", "a license", []),
        ("licence", "the licence's term", ["licence"]),
        ("grant of patents", "patent grant", []),
        ("owner’s right", "an owner's right", ["owner's right"]),
        ("the Office", "our Office", ["Office"]),
        ("Outline (2035)", "the Outline (2035).", ["Outline (2035)"]),
        ("Outline (2035)", "the Outline", []),
        ("Office", "Office’s rules", ["Office"]),
    ],
)
def test_an_exact_form_is_met_as_it_is_written(term: str, text: str, met: list[str]) -> None:
    assert _met(_index(_english(term, EXACT)), text) == met


def test_an_exact_form_does_not_stand_in_the_way_of_a_noun_with_its_key() -> None:
    index = _index(_english("trade marks", EXACT), _english("trademark", NOUN, TermStatus.ADMITTED))
    assert _met(index, "a trade-mark") == ["trade-mark"]


def test_the_case_of_a_forbidden_exact_form_counts_where_the_glossary_says_so() -> None:
    forbidden = _english("Chinese Patent Office", EXACT, TermStatus.DEPRECATED, case_sensitive=True)
    assert _met(_index(forbidden), "the Chinese Patent Office") == ["Chinese Patent Office"]
    assert _met(_index(forbidden), "a Chinese patent office") == []
    open_case = _english("Chinese Patent Office", EXACT, TermStatus.DEPRECATED)
    assert _met(_index(open_case), "a Chinese patent office") == ["Chinese patent office"]


def test_a_forbidden_spelling_is_met_as_it_is_written() -> None:
    accepted = _english("trademark")
    index = _index(accepted, _english("trade-mark", EXACT, TermStatus.DEPRECATED))
    assert [len(_found(index, t)) for t in ("trade-mark", "trade mark", "trademark")] == [2, 1, 1]


def test_a_form_that_only_its_case_forbids() -> None:
    accepted = _english("internet")
    strict = _english("Internet", NOUN, TermStatus.DEPRECATED, case_sensitive=True)
    statuses = [m.form.term.status for m in _found(_index(accepted, strict), "the Internet")]
    assert sorted(statuses) == [TermStatus.DEPRECATED, TermStatus.PREFERRED]
    assert len(_found(_index(accepted, strict), "the internet")) == 1
    # Without the mark nothing tells the two apart, and the accepted one holds.
    loose = _english("Internet", NOUN, TermStatus.DEPRECATED)
    assert len(_found(_index(accepted, loose), "the Internet")) == 1


def _found(index: TermIndex, text: str) -> Sequence[TargetMatch]:
    return index.find_target(read_english(text))


@pytest.mark.parametrize(
    "text",
    [
        "registered trademarks",
        "registered trade-marks",
        "“registered” trade mark",
        "trade mark of registered",
    ],
)
def test_number_hyphens_quotes_and_order_do_not_count_for_nouns(text: str) -> None:
    assert len(_met(_index(_english("registered trade mark")), text)) == 1


def test_verbs_are_met_in_every_inflection_by_lemma_alone() -> None:
    text = "examine, examines, examined; Examining examination, examiner"
    inflected = ["examine", "examines", "examined", "Examining"]
    assert _met(_index(_english("examine", LEMMA)), text) == inflected
    assert _met(_index(_english("examined", LEMMA)), text) == inflected
    assert _met(_index(_english("examine")), text) == ["examine", "examines"]


@pytest.mark.parametrize(
    "text", ["filed an application", "filing applications", "an application is filed"]
)
def test_terms_of_several_words_in_lemmas(text: str) -> None:
    index = _index(_english("file an application", LEMMA))
    assert len(_met(index, text)) == (text != "an application is filed")
    assert _met(_index(_english("labelled product", LEMMA)), "labeling products")


def test_a_pattern_is_searched_in_the_text_and_gives_whole_words() -> None:
    index = _index(_english(r"patent examin(?:ation|ers?)", REGEX))
    text = "Patent examiners, patent examination; patent-examiner"
    assert _met(index, text) == ["Patent examiners", "patent examination"]
    cased = _index(_english("GI", REGEX, case_sensitive=True))
    assert _met(cased, "GIs, not gi") == ["GIs"]
    assert _met(_index(_english(r"\d*", REGEX)), "no number") == []
    assert _met(_index(_english(r"[.,]", REGEX)), "a word, and no other.") == []


def test_a_pattern_is_kept_out_of_the_words() -> None:
    index = _index(_english("patents?", REGEX))
    assert index.forms[0].words == ()
    # As words it would be met in "patent s".
    assert _met(index, "patent s") == ["patent"]
    assert index.expected(0, None) == ("patents?",)
    both = _index(_english("patents?", REGEX), _english("letters patent", EXACT))
    assert both.expected(0, None) == ("letters patent",)


def test_a_pattern_that_takes_too_long_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "_MOST_SECONDS", 0.05)
    index = _index(_english("(?:a|aa)+$", REGEX))
    with pytest.raises(InputError, match=r"a\|aa.*too long"):
        _found(index, "a" * 60 + "!")


def test_a_long_text_is_searched_to_its_end() -> None:
    pattern = Expression("b+", ignore_case=False)
    text = "a" * 9_999 + "bb" + "a" * 30_000 + "b"
    assert list(pattern.spans(text)) == [(9_999, 10_001), (40_001, 40_002)]
    # The end of a piece is none of the text.
    assert list(Expression("b$", ignore_case=False).spans(text)) == [(40_001, 40_002)]
    assert list(Expression("^a", ignore_case=False).spans(text)) == [(0, 1)]


@given(
    st.text(alphabet="abc ", max_size=60),
    st.sampled_from(["ab", "a+b?", r"\bb\w*", "c|bc", "(?<=a)b", "a(?! )", "[ab]{2}"]),
)
def test_pieces_of_a_text_give_what_the_whole_gives(text: str, pattern: str) -> None:
    whole = [match.span() for match in re.finditer(pattern, text)]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(searching, "_PIECE", 7)
        patched.setattr(searching, "_OVERHANG", 60)
        assert list(Expression(pattern, ignore_case=False).spans(text)) == whole


def test_many_matches_in_a_long_text_take_their_share_of_time() -> None:
    index = _index(_english("patents?", REGEX))
    assert_linear(
        index.find_target, lambda size: read_english("A patent or patents here. " * size), 2_000
    )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_long_term_that_repeats_itself_takes_its_share_of_time(language: str) -> None:
    def make(size: int) -> Glossary:
        long = Term("专" * size if language == "zh" else "a" * size, language)
        return Glossary((ConceptEntry("c", (Term("甲", "zh"), _english("x"), long)),))

    assert_linear(TermIndex, make, 5_000)


@pytest.mark.parametrize("pattern", ["专利(?:申请|审查)", "專利（?:申請|審查）"])
def test_chinese_patterns_are_searched_in_the_folded_text(pattern: str) -> None:
    entry = ConceptEntry("c", (Term(pattern, "zh", match=REGEX), _english("x")))
    index = TermIndex(Glossary((entry,)))
    text = "關於《專利》 審查的規定"
    found = [text[m.start : m.stop] for m in index.find_source(read_chinese(text))]
    # A wide bracket is a character of the text, and no group.
    assert found == (["《專利》 審查"] if "(" in pattern else [])


def test_a_pattern_and_a_term_the_longer_of_them_is_taken() -> None:
    entries = (
        ConceptEntry("short", (Term("专利审查", "zh"),)),
        ConceptEntry("long", (Term("专利审查(?:指南|员)", "zh", match=REGEX),)),
    )
    index = TermIndex(Glossary(entries))
    found = index.find_source(read_chinese("专利审查指南和专利审查"))
    assert [(m.start, m.stop, m.concepts) for m in found] == [(0, 6, (1,)), (7, 11, (0,))]


@pytest.mark.parametrize("mode", list(MatchMode))
def test_a_concept_with_forbidden_forms_alone(mode: MatchMode) -> None:
    text = "old name"
    index = _index(_english(text, mode, TermStatus.DEPRECATED))
    assert index.expected(0, None) == ()
    unit = TranslationUnit("u", "zh", "en", "甲", "the old name", 1.0)
    read = read_unit(unit, index)
    render(read, index, None, {})
    assert read.target.surface(*read.renderings[0][:2]) == "old name"


def test_a_concept_without_a_chinese_term_is_known() -> None:
    terms = Term("甲", "zh"), Term("name", "en", TermStatus.DEPRECATED)
    entries = ConceptEntry("both", terms), ConceptEntry("one", terms[1:])
    index = TermIndex(Glossary(entries))
    assert index.sourceless == {1}
    assert {m.form.concept for m in _found(index, "a name")} == {0, 1}


@pytest.mark.parametrize("mode", list(MatchMode))
def test_what_to_use_instead_is_accepted_and_named(mode: MatchMode) -> None:
    forbidden = _english("old name", mode, TermStatus.DEPRECATED, use_instead="new name")
    index = _index(forbidden)
    assert index.expected(0, None) == ("new name",)
    assert _met(index, "new names") == ["new names"]
    assert _index(_english("New Name"), forbidden).expected(0, None) == ("New Name",)


def test_what_to_use_instead_reaches_the_finding() -> None:
    forbidden = _english("old name", NOUN, TermStatus.DEPRECATED, use_instead="new name")
    glossary = Glossary((ConceptEntry("c", (Term("甲方", "zh"), forbidden)),))
    units = [
        TranslationUnit("1", "zh", "en", "甲方。", "The old name.", 1.0),
        TranslationUnit("2", "zh", "en", "甲方。", "The new name.", 1.0),
    ]
    result = check_bitext(units, glossary, published=None, source_document="a", target_document="b")
    found = [(f.code, f.expected) for f in result.findings if f.unit == "1"]
    assert found == [(FindingCode.FORBIDDEN, ("new name",))]
    assert result.occurrences[1].status is OccurrenceStatus.ALLOWED


@pytest.mark.parametrize("mode", [NOUN, EXACT, LEMMA])
def test_an_old_name_is_met_inside_a_longer_one(mode: MatchMode) -> None:
    old = Term("SIPO", "en", TermStatus.DEPRECATED, valid_from=date(2018, 8, 28), match=mode)
    entries = (
        ConceptEntry("office", (Term("局", "zh"), _english("CNIPA", mode), old)),
        ConceptEntry("head", (Term("局长", "zh"), _english("Commissioner of the CNIPA"))),
    )
    index = TermIndex(Glossary(entries))
    text = read_english("the Commissioner of SIPO")
    assert {(m.form.concept, text.surface(*m[:2])) for m in index.find_target(text)} == {
        (0, "SIPO"),
        (1, "Commissioner of SIPO"),
    }


def test_a_form_is_forbidden_from_its_day_on_in_every_mode() -> None:
    day = date(2020, 1, 1)
    for mode in MatchMode:
        forbidden = Term("old name", "en", TermStatus.DEPRECATED, valid_from=day, match=mode)
        index = _index(forbidden, _english("new name"))
        unit = TranslationUnit("u", "zh", "en", "甲甲", "old name, new name", 1.0)
        for published, count in ((date(2019, 1, 1), 2), (date(2021, 1, 1), 2)):
            read = read_unit(unit, index)
            render(read, index, published, {})
            assert len(read.renderings) == count


def test_a_complement_may_stand_before_the_head() -> None:
    entry = ConceptEntry(
        "c",
        (Term("地理标志专用标志", "zh"), Term("special sign for geographical indications", "en")),
    )
    index = TermIndex(Glossary((entry,)))
    text = read_english("The tea bears the special geographical indication sign.")
    assert [text.surface(m.first, m.last) for m in index.find_target(text)] == [
        "special geographical indication sign"
    ]


def test_an_abbreviation_in_brackets_may_stand_for_the_words_before_it() -> None:
    # Small words may give a letter, or none.
    assert _met(_index(_english("price-to-earnings (PE) ratio")), "PE ratios") == ["PE ratios"]
    assert _met(_index(_english("gross debt (ABC) ratio")), "The ABC ratio fell.") == []
    index = _index(_english("loan-to-value (LTV) ratio"))
    for text in ("LTV ratio", "loan-to-value ratio", "loan-to-value (LTV) ratio"):
        assert _met(index, f"The average {text} fell.") == [text]


def test_a_comma_parts_the_words_of_a_form() -> None:
    entries = (
        ConceptEntry("a", (Term("甲", "zh"), _english("trademark"))),
        ConceptEntry("b", (Term("甲乙", "zh"), _english("trademark registration"))),
        ConceptEntry(
            "c",
            (Term("丙", "zh"), _english("food, drug")),
        ),
    )
    index = TermIndex(Glossary(entries))

    def rendered(source: str, target: str) -> list[str]:
        read = read_unit(TranslationUnit("x", "zh", "en", source, target, 1.0), index)
        render(read, index, None, {})
        return [read.target.surface(m.first, m.last) for m in read.renderings.values()]

    assert rendered("甲，甲乙。", "As for trademarks, registration is up.") == ["trademarks"]
    assert rendered("甲乙。", "Trademark registration is up.") == ["Trademark registration"]
    assert rendered("丙。", "The food, drug office.") == ["food, drug"]
