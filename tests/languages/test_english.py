"""English words: what counts as the same word, and what does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.languages.english import _read_traced, fold_word, read_english
from aligner.terms.matching.lemmas import lemma_key, lemma_keys


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


@pytest.mark.parametrize(
    "words",
    [
        "patents versus censuses",
        "liabilities under foreign policies",
        "this analysis plus the status of any business class",
        "SEPs and owners\u2019 GIs, AIs, CPUs and APIs",
        "thus the onus of access, one bus on its axis",
    ],
)
def test_a_heading_in_capitals_has_the_keys_of_its_words(words: str) -> None:
    assert read_english(words.upper()).keys == read_english(words).keys


@given(st.text(max_size=60))
def test_spans_stand_in_order_and_joined_keys_fit(text: str) -> None:
    read = read_english(text)
    assert read.joined == "".join(read.keys)
    assert all(0 <= start < stop <= len(text) for start, stop in read.spans)
    assert list(read.spans) == sorted(read.spans)
    assert len(read.starts) == len(read.stops) == len(read.keys)


_PIECES = st.sampled_from(
    [
        *["patents", "IP", "U.S.", "The", "a", "A", "&", "CNIPA\u2019s", "owners'", "SEPS"],
        *["(GI)", "(MoU) ", "-", " ", "  ", "\u00a0", "\n", "\u2026", "(", ")", "“", ","],
        *["\ufb01le", "\uff29\uff30", "e\u0301"],
    ]
)


@given(st.lists(_PIECES, max_size=20).map("".join))
def test_the_short_way_of_reading_is_the_long_way(text: str) -> None:
    read, traced = read_english(text), _read_traced(text)
    assert read.keys == traced.keys
    words = [read.word(i) for i in range(len(read.keys))]
    assert read.spans == traced.spans
    assert read.starts == traced.starts
    assert read.stops == traced.stops
    if text.isascii():
        assert words == [text[start:stop] for start, stop in read.spans]
    assert len(lemma_keys(read)) == len(read.keys)


@pytest.mark.parametrize(
    "inflected",
    [
        "examine examines examined examining",
        "file files filed filing",
        "license licences licensed Licensing",
        "label labels labelled labeling",
        "write wrote written writing",
        "run running ran",
        "tokenise tokenizes tokenised tokenizing",
        "amortise amortizes amortised amortizing",
        "revise revises revised revising",
        "premise premises premised premising",
        "devise devised devising",
        "rise rises risen rising",
        "exercise exercised exercising",
        "excise excised excising",
        "raise raised raising",
        "franchise franchised franchising",
        "compromise compromised compromising",
        "disguise disguised disguising",
        "despise despised despising",
        "call calls called calling",
        "recall recalled recalling",
        "sell sold selling",
        "install installs installed installing",
        "pull pulled pulling",
        "stall stalled stalling",
        "expel expels expelled expelling",
        "annul annulled annulling",
        "model modelled modeling modelling",
        "counsel counselled counseling",
        "refuel refuelled refueling",
        "devour devoured devouring",
        "contour contours contoured",
        "favour favored favouring",
        "centre centred centers",
        "instil instills instilled",
        "appal appalled appalling",
        "SEP SEPs",
        "agency agencies agency\u2019s",
    ],
)
def test_no_inflection_counts_in_lemmas(inflected: str) -> None:
    assert len(set(map(lemma_key, inflected.split()))) == 1


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("goods", "good"),
        ("news", "new"),
        ("thing", "the"),
        ("king", "k"),
        ("examiner", "examine"),
        ("stalled", "stale"),
    ],
)
def test_other_words_stay_other_words_in_lemmas(left: str, right: str) -> None:
    assert lemma_key(left) != lemma_key(right)
