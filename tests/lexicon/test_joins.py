"""Words that do not fit each other are strange; those met often are not."""

from hypothesis import given
from hypothesis import strategies as st

from aligner.lexicon.joins import kinds_of, learn_joins, strangeness

TEXTS = ["The office granted the patent.", "The court revoked the patent."] * 20


@given(st.text(max_size=40))
def test_every_word_has_a_place_and_a_score(text: str) -> None:
    kinds = kinds_of(text)
    scores = strangeness(learn_joins(TEXTS), text)
    assert [at for at, _ in scores] == [*(at for at, _ in kinds), len(text)]
    assert all(0 <= at < len(text) for at, _ in kinds)


@given(st.lists(st.text(max_size=20), max_size=5))
def test_counts_do_not_depend_on_the_order_of_texts(texts: list[str]) -> None:
    assert learn_joins(texts) == learn_joins(texts[::-1])


def test_a_hole_is_stranger_than_what_stood_there() -> None:
    joins = learn_joins(TEXTS)
    whole = max(score for _, score in strangeness(joins, "The office granted the patent."))
    holed = max(score for _, score in strangeness(joins, "The office granted the."))
    assert holed > whole + 1


def test_words_of_one_ending_are_of_one_kind() -> None:
    kinds = [kind for _, kind in kinds_of("granted revoked Granted 2024 office's cross-border")]
    assert kinds == ["aed", "aed", "Aed", "0", "'s", "a"]
