"""Script, width and offset helpers."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.text import (
    base_language,
    clause_spans,
    common_language,
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


CLAUSE_TEXT = st.text(max_size=80) | st.text(alphabet='你好a1 ，。；—…,.!?"”)\u3000\n', max_size=80)


@given(CLAUSE_TEXT)
def test_clauses_are_in_order_apart_and_hold_all_but_spaces(text: str) -> None:
    spans = clause_spans(text)
    assert spans
    at = 0
    for start, stop in spans:
        assert at <= start <= stop <= len(text)
        assert not text[at:start].strip()
        at = stop
    assert not text[at:].strip()
    if text.strip():
        clauses = [text[start:stop] for start, stop in spans]
        assert all(clause and clause == clause.strip() for clause in clauses)


@pytest.mark.parametrize("text", ["", " ", "\u3000\n", "。", "...", "!?", "好", "a"])
def test_there_is_a_clause_in_the_shortest_text(text: str) -> None:
    assert len(clause_spans(text)) == 1


@pytest.mark.parametrize(
    "clauses",
    [
        ["雨停了以后，", "老人推开窗户；", "院子里一个人也没有。"],
        ["他回头问道：", "“钥匙放在哪里？”", "谁也没有回答。"],
        ["这座桥——", "城里最老的一座——", "去年重新开放……"],
        ["When the rain stopped,", "the old man opened the window;", "nobody was in the yard."],
        ['"Where is the key?"', "he asked over his shoulder."],
        ["The price rose by 3.5 points to 1,000 yuan,", "said Mr.Li of the U.S.office."],
        ["增长3.5个百分点，", "达到1,000元。"],
        ["See example.org:8080/a,b for the rest"],
    ],
)
@pytest.mark.parametrize("space", ["", " "])
def test_clauses_end_behind_their_marks(clauses: list[str], space: str) -> None:
    is_chinese = any(map(has_han, clauses))
    text = (space if is_chinese else " ").join(clauses)
    assert [text[start:stop] for start, stop in clause_spans(text)] == clauses


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("是，我知道这件事。", ["是，我知道这件事。"]),
        ("我知道这件事，是。", ["我知道这件事，是。"]),
        ("Yes, I heard about it.", ["Yes, I heard about it."]),
        ("I heard about it, yes.", ["I heard about it, yes."]),
        ("红，黄，蓝，绿，白。", ["红，黄，蓝，绿，白。"]),
    ],
)
def test_very_short_clauses_go_with_their_neighbours(text: str, clauses: list[str]) -> None:
    assert [text[start:stop] for start, stop in clause_spans(text)] == clauses


@pytest.mark.parametrize(
    ("tags", "common"),
    [
        (("en-GB", "en-US"), "en"),
        (("en", "en-US"), "en"),
        (("zh-Hans", "zh-Hans"), "zh-Hans"),
        (("zh-Hans", "zh-Hant"), "zh"),
        (("zh", "en"), "und"),
        ((), "und"),
    ],
)
def test_common_language_is_true_of_all(tags: tuple[str, ...], common: str) -> None:
    assert common_language(tags) == common
