"""Terms rendered in several ways, without any glossary; and terms that only seem to be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.languages.english import read_english
from aligner.terms import find_inconsistent_terms
from aligner.terms.checking.consistency import _abbreviates, _is_akin, _key
from aligner.terms.lexicon.learning import learn_lexicon
from aligner.values import TranslationUnit

FRAMES = (
    ("审查员修改{}清单。", "The examiner amended the list of {}."),
    ("{}由申请人提交。", "{} were filed by the applicant."),
    ("代理师谈到{}费用。", "The attorney discussed the fees for {}."),
    ("今年的{}有所增加。", "This year {} increased."),
    ("专家介绍{}情况。", "The expert presented the state of {}."),
    ("代表们研究了{}问题。", "The delegates studied the question of {}."),
)


def units(term: str, *renderings: str) -> list[TranslationUnit]:
    made = []
    for number, rendering in enumerate(renderings):
        source, target = FRAMES[number % len(FRAMES)]
        made.append((source.format(term), target.format(rendering)))
    made += [(s.format("商标"), t.format("trademarks")) for s, t in FRAMES]
    return [
        TranslationUnit(f"u{n}", "zh-Hans", "en", source, target, 1.0)
        for n, (source, target) in enumerate(made)
    ]


def inconsistent(term: str, *renderings: str) -> dict[str, tuple[tuple[str, int], ...]]:
    found = units(term, *renderings)
    return {
        w.term: w.renderings for w in find_inconsistent_terms(found, learn_lexicon(found, None))
    }


def test_two_established_renderings_are_inconsistent() -> None:
    found = inconsistent("外观专利权", *["design patents", "model rights"] * 6)
    assert [n for _, n in found["外观专利权"]] == [6, 6]


def test_units_into_chinese_are_inconsistent_as_well() -> None:
    found = [
        TranslationUnit(u.id, "en", "zh-Hans", u.target_text, u.source_text, 1.0)
        for u in units("外观专利权", *["design patents", "model rights"] * 6)
    ]
    made = find_inconsistent_terms(found, learn_lexicon(found, None))
    assert {term.term: [n for _, n in term.renderings] for term in made}["外观专利权"] == [6, 6]


def test_one_rendering_does_not() -> None:
    assert "外观专利权" not in inconsistent("外观专利权", *["design patents"] * 12)


def test_a_rendering_met_once_is_no_habit() -> None:
    names = ["design patents"] * 11
    assert "外观专利权" not in inconsistent("外观专利权", *names, "model rights")


@pytest.mark.parametrize(
    ("text", "rendering", "key"),
    [
        ("It drafted the rules on design patents.", "design patents", "design patent"),
        ("It drafted the Trade Mark Law.", "Mark Law", ""),
        ("It drafted the Law of the Republic.", "Republic", ""),
        ("Comments on the Trademark Law of the Republic (Draft)", "Republic", ""),
        ("Comments on the Trademark Law (Draft)", "Trademark Law", "trademark law"),
    ],
)
def test_a_piece_of_a_longer_name_is_no_rendering(text: str, rendering: str, key: str) -> None:
    start = text.index(rendering)
    assert _key(read_english(text), (start, start + len(rendering))) == key


RENDERINGS = st.lists(
    st.sampled_from(["design patents", "model rights", "designs", "look patents"]),
    min_size=6,
    max_size=12,
)


@given(RENDERINGS)
def test_inconsistent_terms_have_two_renderings_in_any_order(names: list[str]) -> None:
    found = units("外观专利权", *names)
    model = learn_lexicon(found, None)
    terms = find_inconsistent_terms(found, model)
    assert terms == find_inconsistent_terms(found[::-1], model)
    for term in terms:
        counts = [n for _, n in term.renderings]
        assert len(counts) >= 2
        assert counts == sorted(counts, reverse=True)
        assert min(counts) >= 2
        assert sum(counts) <= term.n
        low, high = term.dominant_interval
        assert 0.0 <= low <= term.dominant_share <= high <= 1.0


@pytest.mark.parametrize(
    ("one", "other", "is_akin"),
    [
        ("ip system", "intellectual property system", True),
        ("patent law", "law patent", True),
        ("patent", "patent law", True),
        ("ipo", "intellectual property office", True),
        ("patent law", "trademark law", False),
        ("review petition", "reexamination request", False),
    ],
)
def test_shortened_renderings_are_one(one: str, other: str, is_akin: bool) -> None:  # noqa: FBT001 - a column of the table
    assert _is_akin(one.split(), other.split()) is is_akin
    assert _is_akin(other.split(), one.split()) is is_akin


def test_initials_stand_for_as_many_words() -> None:
    assert _abbreviates(["pct", "system"], ["patent", "cooperation", "treaty", "system"])
    assert not _abbreviates(["pct"], ["patent", "cooperation"])
    assert not _abbreviates(["p"], ["patent"])
