"""English words: what counts as the same word, and what does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.terms.english import fold_word, read_english


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("patents", "patent"),
        ("agencies", "agency"),
        ("boxes", "box"),
        ("criteria", "criterion"),
        ("spokesmen", "spokesman"),
        ("SEPs", "SEP"),
        ("LERSs", "LERS"),
        ("organisation", "Organization"),
        ("licence", "licenses"),
        ("centres", "center"),
        ("programme", "programs"),
        ("labelled", "labeled"),
        ("Office's", "office"),
        ("Office\u2019s", "office"),
        ("Propri\u00e9t\u00e9", "Propriete"),
        ("U.S.", "US"),
        ("&", "and"),
    ],
)
def test_inflection_and_spelling_do_not_count(left: str, right: str) -> None:
    assert fold_word(left) == fold_word(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("insurance", "insurers"),
        ("patent", "patentee"),
        ("news", "new"),
        ("goods", "good"),
        ("customs", "custom"),
        ("four", "for"),
        ("applicant", "application"),
    ],
)
def test_different_words_stay_different(left: str, right: str) -> None:
    assert fold_word(left) != fold_word(right)


def test_hyphen_space_and_solid_writing_join_to_the_same_letters() -> None:
    joined = {read_english(t).joined for t in ("trade mark", "trade-mark", "Trademarks")}
    assert joined == {"trademark"}


def test_spans_leave_out_the_possessive_and_articles() -> None:
    text = read_english("the CNIPA\u2019s Commissioner")
    assert text.keys == ("cnipa", "commissioner")
    assert text.surface(0, 1) == "CNIPA"


@given(st.text(max_size=60))
def test_spans_stand_in_order_and_joined_keys_fit(text: str) -> None:
    read = read_english(text)
    assert read.joined == "".join(read.keys)
    assert all(0 <= start < stop <= len(text) for start, stop in read.spans)
    assert list(read.spans) == sorted(read.spans)
    assert len(read.starts) == len(read.stops) == len(read.keys)
