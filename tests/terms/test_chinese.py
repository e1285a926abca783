"""Chinese text folded for matching, with the way back."""

from hypothesis import given
from hypothesis import strategies as st

from aligner.terms.chinese import fold_chinese, read_chinese, straddles


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


def test_words_that_cross_an_edge_are_seen() -> None:
    assert straddles("专利权利人", 0, 3)
    assert not straddles("专利权人", 0, 3)
    assert not straddles("专利权利人", 0, 5)


@given(st.text(alphabet="专利權Ⅳ①（）“” a\u0301ﬁ\n", max_size=30))
def test_every_folded_character_has_a_place(text: str) -> None:
    read = read_chinese(text)
    assert len(read.folded) == len(read.offsets) == len(read.stops)
    spans = zip(read.offsets, read.stops, strict=True)
    assert all(0 <= start < stop <= len(text) for start, stop in spans)
