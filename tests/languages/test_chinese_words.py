"""Dictionary words of Chinese texts, and matches whose edges they cross."""

from hypothesis import given
from hypothesis import strategies as st

from aligner.languages import straddles, word_frequency, word_odds, word_spans

_TEXT = st.text(alphabet="专利权人申请审查局银行业务一审判赔,", min_size=1, max_size=12)


def test_words_that_cross_an_edge_are_seen() -> None:
    assert straddles("专利权利人", 0, 3)
    assert not straddles("专利权人", 0, 3)
    assert not straddles("专利权利人", 0, 5)


def test_a_word_made_of_words_that_cross_an_edge_is_seen() -> None:
    assert straddles("对外贸易", 1, 3)
    assert not straddles("香港中文大学", 0, 2)


@given(_TEXT)
def test_a_match_straddles_where_a_word_crosses_one_edge(text: str) -> None:
    words = word_spans(text)
    assert "".join(text[a:b] for a, b in words) == text
    for start in range(len(text)):
        for stop in range(start + 1, min(start + 4, len(text) + 1)):
            if any(left <= start and stop <= right for left, right in words):
                continue
            crossed = any(
                left < start < right < stop or start < left < stop < right for left, right in words
            )
            assert straddles(text, start, stop) == crossed


@given(_TEXT, st.data())
def test_a_word_of_the_likeliest_reading_has_no_odds_against_it(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    stop = data.draw(st.integers(start + 1, len(text)))
    # As a term it may only be likelier than what the dictionary has.
    assert word_odds(text, start, stop) > -40
    assert word_odds(text, 0, len(text)) >= 0


def test_frequencies_are_shares() -> None:
    assert word_frequency("的") > word_frequency("专利") > 0
    assert word_frequency("判赔") == 0
