"""What the search for amounts passes over begins none."""

import re
from collections.abc import Callable
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.languages import han_writing, latin_writing
from aligner.languages.dates import MONTHS
from aligner.languages.numbers import NUMBER_WORD_VALUES

WRITINGS = {"zh": han_writing, "en": latin_writing}
PIECES = {
    "en": (
        "HK$", "us$", "RMB", "xRMB 5", "ahttps://a.b", "https://x", "half", "Q3", "ab12", "3.5",
        "million", " ", "-", "/", "one", "é", "cents", "A", "s", "5th", "1990s", "May", "fold",
        "twice", "\n", "(1)", "iv)", "Basel II", "@", "x.y", "%", "tens of thousands", "2015-16",
        "an hundred", "a third", "a.b@c.de", "_x@y", "½", "iv.", "A$5", "9/11", "Figure 1.2",
        "ZL 201510123456.7", "CN 104123456 A", "CN",
    ),
    "zh": (
        "第", "三", "百分之五", "廿八", "12", ".", "年", "月", "日", "a@b", "https://x", "HK$",
        "人民币5", "港币", "新台币3元", "¥", "½", "一半", "过半", "大半", "半数", "翻番", "数百",
        "几千", "好几", "首季", "民国八年", "图1.2", "公式 3-1", "算式1.1", "方程2.1", "（三）",
        "(2)", " ", "\n", "Q3", "ab-12", "两三个", "○", "〇七", "亿", "七国集团", "“十四五”规划",
        "的", "，", "9·11事件",
        "加倍", "ZL 2015 1 0123456.7", "CN",
    ),
}  # fmt: skip
# All that is written out in a pattern, or has a meaning of its own.
WORDS = (
    *NUMBER_WORD_VALUES,
    *MONTHS,
    *("hundreds", "thousands", "millions", "billions", "trillion", "dozens", "couple", "scores"),
    *("tens", "half", "majority", "twenties", "thirties", "forties", "fifties", "sixties"),
    *("seventies", "eighties", "nineties", "fifteenth", "doubled", "triple", "treble"),
    *("quadruple", "quintuple", "doubling", "tripling", "trebling", "thrice", "twice"),
    *("Figs. 1.2", "Table 1.2", "Equation 1.2", "Eq. 1.2", "Eqs 1.2", "first quarter", "Q2"),
    *("last quarter", "21st century", "two-thirds", "a quarter", "twofold", "half a million"),
    *("Article IV", "Chapter IV", "Part IV", "Annex IV", "Section IV", "Volume IV", "Title IV"),
    *("Phase IV", "Basel III", "Schedule II", "tenth five-year plan", "a couple of", "an hundred"),
)


def found_everywhere(language: str) -> "re.Pattern[str]":
    """The pattern without what says where to look."""
    found, start = WRITINGS[language].FOUND, f"{WRITINGS[language].START}(?:"
    assert found.pattern.startswith(start)
    return re.compile(found.pattern[len(start) : -1], found.flags)


def same_everywhere(language: str) -> Callable[[str], None]:
    looked, everywhere = WRITINGS[language].FOUND, found_everywhere(language)

    def check(text: str) -> None:
        assert [(m.span(), m.groups()) for m in looked.finditer(text)] == [
            (m.span(), m.groups()) for m in everywhere.finditer(text)
        ]

    return check


@pytest.mark.parametrize("language", WRITINGS)
def test_pieces_begin_alike_behind_any_other(language: str) -> None:
    check = same_everywhere(language)
    for pair in product(PIECES[language], repeat=2):
        check("".join(pair))


@pytest.mark.parametrize("language", WRITINGS)
@given(data=st.data())
def test_nothing_begins_where_the_search_does_not_look(language: str, data: st.DataObject) -> None:
    pieces = st.sampled_from(PIECES[language]) | st.characters()
    same_everywhere(language)(data.draw(st.lists(pieces, max_size=9).map("".join)))


@pytest.mark.parametrize("word", WORDS)
def test_every_word_that_begins_an_amount_is_looked_at(word: str) -> None:
    check = same_everywhere("en")
    for written in (word, word.upper(), word.lower(), word.capitalize()):
        for before in ("", " ", "-", "5", "\n", "x", "é"):
            check(f"{before}{written} of them")


def test_these_words_are_in_amounts() -> None:
    missed = [word for word in WORDS if not found_everywhere("en").search(f"the {word} of them")]
    assert missed == ["second"]  # It is a time, too.
