"""What a glossary lists counts more than a variant made of another form."""

import pytest

from aligner.glossary import Glossary
from aligner.terms import check_bitext
from aligner.values import ConceptEntry, MatchMode, Term, TermStatus, TranslationUnit

_DEPRECATED = TermStatus.DEPRECATED


def _entry(number: int, chinese: str, *english: Term) -> ConceptEntry:
    return ConceptEntry(f"c{number}", (Term(chinese, "zh"), *english))


def _statuses(entries: list[ConceptEntry], source: str, target: str) -> list[tuple[str, str]]:
    unit = TranslationUnit("u", "zh", "en", source, target, 1.0)
    found = check_bitext(
        [unit],
        Glossary(tuple(entries)),
        published=None,
        source_document="a.txt",
        target_document="b.txt",
    )
    return [(o.source_term, o.status.value) for o in found.occurrences]


@pytest.mark.parametrize("mode", [MatchMode.NOUN, MatchMode.LEMMA, MatchMode.EXACT])
@pytest.mark.parametrize(
    ("preferred", "forbidden"),
    [
        ("invention patent", "patent of invention"),
        ("patent of invention", "invention patent"),
        ("Intellectual Property Court", "Court of Intellectual Property"),
        ("special sign for products", "special products sign"),
        ("registration outline (2021-2035)", "registration outline"),
    ],
)
def test_a_forbidden_form_is_no_variant_of_the_accepted_one(
    preferred: str, forbidden: str, mode: MatchMode
) -> None:
    entry = _entry(
        0, "甲乙丙", Term(preferred, "en"), Term(forbidden, "en", _DEPRECATED, match=mode)
    )
    source = "甲乙丙已经公布。"
    wrong = _statuses([entry], source, f"The {forbidden} has been published.")
    assert wrong == [("甲乙丙", "forbidden")]
    right = _statuses([entry], source, f"The {preferred} has been published.")
    assert right == [("甲乙丙", "preferred")]


def test_a_forbidden_form_counts_against_a_form_in_any_inflection() -> None:
    entry = _entry(
        0,
        "商标代理",
        Term("trademark agency", "en", match=MatchMode.LEMMA),
        Term("agency of trademarks", "en", _DEPRECATED),
    )
    found = _statuses([entry], "商标代理业务。", "The business of an agency of trademarks.")
    assert found == [("商标代理", "forbidden")]


def test_a_forbidden_abbreviated_part_is_no_variant() -> None:
    entries = [
        _entry(0, "知识产权", Term("intellectual property", "en"), Term("IP", "en")),
        _entry(
            1,
            "知识产权法院",
            Term("intellectual property court", "en"),
            Term("IP court", "en", _DEPRECATED),
        ),
    ]
    found = _statuses(entries, "知识产权法院受理此案。", "The IP court accepted the case.")
    assert found == [("知识产权法院", "forbidden")]


def test_the_name_of_another_concept_is_no_variant() -> None:
    entries = [
        _entry(0, "专利庭", Term("patent court", "en")),
        _entry(1, "专利法院", Term("court of patents", "en")),
    ]
    found = _statuses(entries, "专利庭受理了此案。", "The court of patents accepted the case.")
    assert found == [("专利庭", "other-concept")]
    found = _statuses(entries, "专利法院受理了此案。", "The court of patents accepted the case.")
    assert found == [("专利法院", "preferred")]
    found = _statuses(entries[:1], "专利庭受理了此案。", "The court of patents accepted the case.")
    assert found == [("专利庭", "preferred")]


def test_a_variant_of_a_forbidden_form_is_not_forbidden_where_it_is_accepted() -> None:
    entry = _entry(
        0,
        "恶意注册",
        Term("bad-faith registration", "en"),
        Term("registration of bad faith", "en", _DEPRECATED),
    )
    found = _statuses([entry], "恶意注册被制止。", "The bad-faith registration was stopped.")
    assert found == [("恶意注册", "preferred")]
