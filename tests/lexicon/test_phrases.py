"""Runs of words that go with a term: counted, bounded, and in a fixed order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.languages.english import FUNCTION_WORDS
from aligner.lexicon.phrases import learn_phrases, runs_of

words = st.sampled_from(["the", "of", "patent", "office", "trade", "mark", "law", "and"])
units = st.lists(st.tuples(st.lists(st.sampled_from("甲乙丙"), max_size=3), st.lists(words)))


@given(st.lists(words, max_size=12))
def test_runs_begin_and_end_with_words_of_meaning(keys: list[str]) -> None:
    for first, last in runs_of(keys):
        assert 0 <= first < last <= len(keys)
        assert keys[first] not in FUNCTION_WORDS
        assert keys[last - 1] not in FUNCTION_WORDS
        assert last - first <= 7


@given(units)
def test_association_is_a_share_and_does_not_depend_on_the_order(
    found: list[tuple[list[str], list[str]]],
) -> None:
    phrases = learn_phrases(found)
    assert all(0 < dice <= 1 for runs in phrases.values() for dice in runs.values())
    assert learn_phrases(found[::-1]) == phrases


@given(units)
def test_association_counts_all_texts_of_a_run(found: list[tuple[list[str], list[str]]]) -> None:
    texts = [(terms, {" ".join(keys[a:b]) for a, b in runs_of(keys)}) for terms, keys in found]
    for term, runs in learn_phrases(found).items():
        own = [held for terms, held in texts if term in terms]
        for run, dice in runs.items():
            together, total = (
                sum(run in held for held in some) for some in (own, map(_held, texts))
            )
            assert together > 1
            assert dice == pytest.approx(2 * together / (len(own) + total), abs=1e-4)


def _held(text: tuple[list[str], set[str]]) -> set[str]:
    return text[1]


def test_what_always_stands_together_has_all_of_it() -> None:
    found = [
        (["商标"], ["trade", "mark", "law"]),
        (["商标"], ["new", "trade", "mark"]),
        ([], ["law"]),
    ]
    phrases = learn_phrases(found)
    assert phrases["商标"]["trade mark"] == 1.0
    assert "law" not in phrases["商标"]
