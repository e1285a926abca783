"""Chinese text folded for matching, with the way back."""

from hypothesis import given
from hypothesis import strategies as st

from aligner.languages.chinese import (
    _trace,
    fold_chinese,
    read_chinese,
    simplify,
)


def test_script_width_quotes_and_spaces_do_not_count() -> None:
    wanted = fold_chinese("专利法实施细则")
    assert fold_chinese("《專利法》 實施細則") == wanted
    assert fold_chinese("ＰＣＴ 国际专利申请") == fold_chinese("PCT国际专利申请")
    assert fold_chinese("（2021—2035年）") == "(2021-2035年)"


def test_spans_lead_back_to_the_original() -> None:
    text = "依據《專利法》 實施細則辦理"
    read = read_chinese(text)
    start = read.folded.index("专利法实施细则")
    assert text[slice(*read.span(start, start + 7))] == "《專利法》 實施細則"


@given(st.text(alphabet="专利權Ⅳ①（）“” a\u0301ﬁ\n", max_size=30))
def test_every_folded_character_has_a_place(text: str) -> None:
    read = read_chinese(text)
    assert len(read.folded) == len(read.offsets) == len(read.stops)
    spans = zip(read.offsets, read.stops, strict=True)
    assert all(0 <= start < stop <= len(text) for start, stop in spans)


_MIXED = st.text(
    alphabet="专利權Ⅳ①（）“”《》—… \u00a0\u3000aB9\u0301ﬁ\n\ue000\ufdd0麼著乾", max_size=30
)


@given(_MIXED)
def test_the_short_way_of_folding_is_the_long_way(text: str) -> None:
    read = read_chinese(text)
    folded, (offsets, stops) = _trace(text)
    assert (read.folded, read.offsets, read.stops) == (folded, offsets, stops)


@given(_MIXED, st.data())
def test_spans_lie_in_the_text_and_fold_to_what_was_met(text: str, data: st.DataObject) -> None:
    read = read_chinese(text)
    if not read.folded:
        return
    start = data.draw(st.integers(0, len(read.folded) - 1))
    stop = data.draw(st.integers(start + 1, len(read.folded)))
    first, last = read.span(start, stop)
    assert 0 <= first < last <= len(text)
    assert first in (read.offsets[start], read.offsets[start] - 1)
    assert last == read.stops[stop - 1]


@given(st.text(alphabet="專利權人申請审查，（A1 ", max_size=20), st.data())
def test_spans_of_plain_characters_hold_the_same_letters(text: str, data: st.DataObject) -> None:
    read = read_chinese(text)
    for start in range(len(read.folded)):
        stop = data.draw(st.integers(start + 1, len(read.folded)))
        first, last = read.span(start, stop)
        inside = "".join(simplify(text[first:last]).split())
        assert inside == "".join(read.folded[start:stop].split())


def test_traditional_phrases_and_wide_letters_keep_their_places() -> None:
    text = "「乾隆」年間，著名商標ＡＢＣ（什麼）"
    read = read_chinese(text)
    assert read.folded == "乾隆年间,著名商标ABC(什么)"
    start = read.folded.index("著名商标ABC")
    assert text[slice(*read.span(start, start + 7))] == "著名商標ＡＢＣ"
