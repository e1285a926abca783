"""Soft word links, and the renderings found with them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.languages.chinese import read_chinese
from aligner.languages.english import FUNCTION_WORDS, read_english
from aligner.lexicon import LexicalModel
from aligner.lexicon.word_alignment import align_words, expected_places
from aligner.terms.lexicon.renderings import candidate_runs, find_rendering

SOURCES = st.text(alphabet="审查员提交了权利要求书说明书PCT 3。", max_size=25)
WORDS = st.integers(0, 6)
TARGETS = st.text(alphabet="The examiner filed claims PCT 3.", max_size=40)


@given(SOURCES, TARGETS)
def test_each_target_word_is_accounted_for_once_at_most(source: str, target: str) -> None:
    model = LexicalModel({"审查员": {"examiner": 9}, "说明书": {"claim": 1}})
    links = align_words(read_chinese(source), read_english(target), model)
    assert links.shares.shape == (len(links.tokens), len(links.target.keys))
    assert (links.shares >= 0.0).all()
    assert (links.explained <= 1.0 + 1e-9).all()


@pytest.mark.parametrize(
    ("source", "target", "term", "rendering"),
    [
        ("申请人修改了说明书。", "The applicant amended the description.", "说明书", "description"),
        (
            "代理师提交了复审请求。",
            "The attorney filed the reexamination request.",
            "复审请求",
            "reexamination request",
        ),
    ],
)
def test_a_rendering_is_found(
    learned: LexicalModel, source: str, target: str, term: str, rendering: str
) -> None:
    start = source.index(term)
    span = start, start + len(term)
    links = align_words(read_chinese(source), read_english(target), learned, [span])
    found = find_rendering(links, span, learned.phrases.get(term))
    assert found is not None
    assert found.text == rendering
    assert target[slice(*found.span)] == found.text
    assert 0.5 < found.confidence <= 1.0


def test_words_that_render_something_else_are_not_taken(learned: LexicalModel) -> None:
    source, target = "申请人修改了说明书。", "The applicant amended the description."
    links = align_words(read_chinese(source), read_english(target), learned, [(6, 9)])
    used = frozenset(range(len(links.target.keys)))
    assert find_rendering(links, (6, 9), {}, used) is None


@given(st.lists(st.sampled_from(["claim,", "the", "examiner", "of", "filed"])), st.sets(WORDS))
def test_candidates_have_a_share_or_are_known_and_take_no_used_word(
    words: list[str], used: set[int]
) -> None:
    target = read_english(" ".join(words))
    model = LexicalModel({"说明书": {"claim": 5}})
    links = align_words(read_chinese("说明书好"), target, model)
    phrases = {"examiner": 0.5, "filed": 0.25}
    taken = frozenset(used & set(range(len(target.keys))))
    found = candidate_runs(links, (0, 3), phrases, taken)
    mass = links.words_of(0, 3)
    for first, last in found.runs:
        assert FUNCTION_WORDS.isdisjoint((target.keys[first], target.keys[last - 1]))
        assert taken.isdisjoint(range(first, last))
        assert mass[first:last].max() > 0.02 or " ".join(target.keys[first:last]) in phrases
    single = {first for first, last in found.runs if last == first + 1}
    expected = {i for i, key in enumerate(target.keys) if key in phrases or mass[i] > 0.02}
    assert single == {i for i in expected - taken if target.keys[i] not in FUNCTION_WORDS}


def test_a_known_rendering_takes_its_words(learned: LexicalModel) -> None:
    source, target = "申请人修改了说明书。", "The applicant amended the description."
    links = align_words(
        read_chinese(source), read_english(target), learned, [(6, 9)], {(6, 9): (1, 2)}
    )
    assert links.words_of(6, 9)[1] > 0.9


def test_occurrences_are_expected_where_their_neighbours_stand(learned: LexicalModel) -> None:
    source = "审查员审阅了说明书，申请人修改了说明书。"
    target = "The examiner reviewed the description, and the applicant amended the description."
    spans = [(6, 9), (16, 19)]
    first, second = expected_places(read_chinese(source), read_english(target), learned, spans, {})
    assert 0.0 < first < 0.6 < second < 1.0
