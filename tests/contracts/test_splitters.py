"""What every registered splitter keeps, whatever the text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner import parts
from tests.growth import count_calls

_MARKS = [
    *" \t\n\u3000\xa0\u200b\ud800。！？；：，、“”‘’「」（）()《》…—.!?;:,'\"-059aAbBzZ中国的&∯ᓴ"
]
_WORDS = [
    "U.S. ", "Mr. ", "No. 5", "e.g. ", "J. K. ", "3.5", "来源", "他说：", "。”", "……", "end.Next ",
]  # fmt: skip
_TEXTS = st.one_of(
    st.lists(st.sampled_from(_MARKS + _WORDS), max_size=60).map("".join),
    st.text(alphabet=st.characters(), max_size=80),
)
_SENTENCES = {
    "en.v1": "The office, which opened in 2021, held a meeting with 3.5 million members. ",
    "generic.v1": "Le bureau a ouvert ses portes en 2021 pour 3.5 millions de membres. ",
    "zh.v1": "国家知识产权局在2021年召开了会议，共有3.5万名代表参加。",
}
_LONG_TEXTS = {
    "sentences": "",
    "one word": "a",
    "Han without marks": "中",
    "opening quotes": "“",
    "straight quotes": '"',
    "brackets": "（(",
    "full stops": ". ",
    "initials": "U.S. ",
    "glued": "come.Next",
    "closing marks": "。”",
    "blank": " ",
}


@pytest.mark.parametrize("name", parts.splitters.names())
@given(text=_TEXTS)
def test_spans_rebuild_the_text(name: str, text: str) -> None:
    spans = list(parts.splitters.get(name)().split(text))
    edges = [(0, 0), *spans, (len(text), len(text))]
    for left, right in pairwise(edges):
        assert left[1] <= right[0]
        assert not text[left[1] : right[0]].strip()
    for start, stop in spans:
        assert text[start:stop] == text[start:stop].strip() != ""


@pytest.mark.parametrize("name", parts.splitters.names())
@given(text=_TEXTS)
def test_the_same_text_gives_the_same_spans(name: str, text: str) -> None:
    splitter = parts.splitters.get(name)()
    assert list(splitter.split(text)) == list(splitter.split(text))


@pytest.mark.parametrize("name", parts.splitters.names())
def test_a_sentence_alone_stays_one(name: str) -> None:
    sentence = _SENTENCES[name].strip()
    assert list(parts.splitters.get(name)().split(sentence)) == [(0, len(sentence))]


@pytest.mark.parametrize("name", parts.splitters.names())
def test_long_text_is_split_as_its_parts_are(name: str) -> None:
    # 200,000 characters: longer than any piece a splitter may work in.
    sentence = _SENTENCES[name]
    count = 200_000 // len(sentence)
    assert len(list(parts.splitters.get(name)().split(sentence * count))) == count


@pytest.mark.parametrize("kind", _LONG_TEXTS)
@pytest.mark.parametrize("name", parts.splitters.names())
def test_work_grows_with_the_length(name: str, kind: str) -> None:
    unit = _LONG_TEXTS[kind] or _SENTENCES[name]
    splitter = parts.splitters.get(name)()
    splitter.split("Load the part. 加载。")
    small = count_calls(lambda: splitter.split(unit * (6_000 // len(unit))))
    large = count_calls(lambda: splitter.split(unit * (24_000 // len(unit))))
    # Four times the text: linear work makes four times the calls, quadratic sixteen.
    assert large < 7 * small + 2000
