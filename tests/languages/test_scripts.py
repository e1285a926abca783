"""How a text is written in the other script of Chinese."""

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.languages import script_forms, to_simplified

HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("发展", "發展"), ("头发", "頭髮"), ("皇后", "皇后"), ("以后", "以後")),
        *(("里程", "里程"), ("心里", "心裡"), ("干部", "幹部"), ("干燥", "乾燥")),
        *(("台湾", "臺灣"), ("台风", "颱風"), ("历史", "歷史"), ("日历", "日曆")),
        *(("松树 pine", "松樹 pine"), ("面条", "麵條"), ("系统", "系統")),
    ],
)
def test_either_way_of_writing_leads_to_the_other(one: str, other: str) -> None:
    assert other in script_forms(one)
    assert one in script_forms(other)


@pytest.mark.parametrize("text", ["", "patent 12", "Zoë", "かな"])
def test_other_texts_have_one_form(text: str) -> None:
    assert script_forms(text) == (text,)


@given(HAN)
def test_the_first_forms_are_the_text_and_its_simplified_form(text: str) -> None:
    forms = script_forms(text)
    assert forms[0] == text
    assert to_simplified(text) in forms
    assert len(set(forms)) == len(forms) <= 130
    assert all(len(form) == len(text) for form in forms)


def test_long_texts_are_written_by_their_words() -> None:
    text = "干部在台后发展里程历史系统云面松" * 3
    assert len(script_forms(text)) <= 5
    assert opencc.OpenCC("s2t").convert(text) in script_forms(text)
