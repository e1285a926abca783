"""Which English words are ordinary ones, by the list that was counted."""

import pytest

from aligner.splitters.english import EnglishSplitter
from aligner.splitters.english_common import (
    is_abbreviation,
    is_known,
    is_no_name,
    stems,
    without_accents,
)


@pytest.mark.parametrize("word", ["garden", "visitors", "stopped", "carries", "quickly", "stone"])
def test_words_of_the_list_are_known_with_their_endings(word: str) -> None:
    assert is_known(word)


@pytest.mark.parametrize("word", ["scholars", "critics", "talks", "experts"])
def test_ordinary_words_are_no_names(word: str) -> None:
    assert is_no_name(word)


@pytest.mark.parametrize("word", ["stone", "price", "king", "fisher", "vandermeer"])
def test_surnames_and_unknown_words_may_be_names(word: str) -> None:
    assert not is_no_name(word)


@pytest.mark.parametrize("word", ["prelim", "interp", "annot", "calc"])
def test_words_that_are_cut_off_are_abbreviations(word: str) -> None:
    assert is_abbreviation(word)


@pytest.mark.parametrize("word", ["dawn", "harbour", "radio", "it"])
def test_whole_words_are_none(word: str) -> None:
    assert not is_abbreviation(word)


def test_stems_of_short_words_are_not_looked_for() -> None:
    assert list(stems("obs")) == []
    assert "carry" in stems("carried")


@pytest.mark.parametrize(("word", "bare"), [("Géol", "Geol"), ("Dña", "Dna"), ("plain", "plain")])
def test_words_are_compared_without_their_accents(word: str, bare: str) -> None:
    assert without_accents(word) == bare


def test_letters_that_fall_into_several_do_not_shift_what_stands_before_them() -> None:
    text = "It was told by 한. He left."
    assert EnglishSplitter().split(text) == [(0, 17), (18, 26)]
