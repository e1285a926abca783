"""Script, width and offset helpers."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.text import (
    base_language,
    has_han,
    is_han,
    join_segments,
    normalize_nfkc,
    one_line,
    strip_controls,
)


@pytest.mark.parametrize("character", ["专", "〇", "々", "𠀀", "豈"])
def test_ideographs_are_han(character: str) -> None:
    assert is_han(character)


@pytest.mark.parametrize("character", ["a", "，", "。", "“", "—", "　", "あ", "é", "1"])
def test_punctuation_and_other_scripts_are_not(character: str) -> None:
    assert not is_han(character)
    assert not has_han(character)


@given(st.text(max_size=40))
def test_normalising_twice_is_normalising_once(text: str) -> None:
    once = normalize_nfkc(text)
    assert normalize_nfkc(once.text).text == once.text


@given(st.text(alphabet=st.sampled_from("aé１２ﬁ①か゛が\u0301\u0327專 x"), max_size=30))
def test_offsets_lead_back_to_the_original(text: str) -> None:
    normal = normalize_nfkc(text)
    assert len(normal.offsets) == len(normal.text) + 1
    assert list(normal.offsets) == sorted(normal.offsets)
    for start in range(len(normal.text)):
        low, high = normal.original_span(start, start + 1)
        assert 0 <= low < high <= len(text)
        assert normal.text[start] in unicodedata.normalize("NFKC", text[low:high])


def test_full_width_digits_become_plain_and_keep_their_place() -> None:
    normal = normalize_nfkc("共１２件")
    assert normal.text == "共12件"
    assert normal.original_span(1, 3) == (1, 3)


@given(st.text(max_size=40))
def test_one_line_has_single_spaces_only(text: str) -> None:
    line = one_line(text)
    assert line == line.strip()
    assert "  " not in line
    assert len(line.splitlines()) <= 1


@given(st.text(max_size=40))
def test_no_control_character_is_left(text: str) -> None:
    left = strip_controls(text + "\x1b[31m\x00\x9b\ud800")
    assert all(c in "\t\n\r" or unicodedata.category(c) not in {"Cc", "Cs"} for c in left)


def test_languages_join_their_own_way() -> None:
    assert join_segments(["好。", "是。"], "zh-Hant") == "好。是。"
    assert join_segments(["Yes.", "No."], "en-GB") == "Yes. No."
    assert base_language("ZH_hans") == "zh"
