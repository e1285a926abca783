"""Whatever is fed: a document or a FormatError, all text kept, work in proportion."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner import parts
from aligner.errors import FormatError
from aligner.readers.html.reader import HtmlReader
from aligner.readers.text.reader import TextReader
from tests.growth import count_calls

_TEXT_READERS = [name for name in parts.readers.names() if name.startswith(("html", "text"))]
_LINES = st.lists(
    st.one_of(
        st.text("ab c中文。，.1:\n ", max_size=40),
        st.sampled_from(
            [
                "来源：",
                "字号",
                "大",
                "小",
                "相关链接",
                "上一篇：",
                "Source: A",
                "From: A",
                "Subject: B",
                "> a",
                "--",
                "（来源：某报）",
                "第三号",
                "2023-04-28",
                "一个完整的句子在这里结束，并且足够长。",
                "- item",
            ]
        ),
    ),
    min_size=1,
    max_size=15,
)


def _letters(text: str) -> str:
    return "".join(character for character in text if not character.isspace())


@given(lines=_LINES.filter(lambda lines: _letters("".join(lines)) != ""))
def test_a_plain_text_loses_no_letter(lines: list[str]) -> None:
    # Marks of quotation are no text where several lines bear them.
    text = "\n".join(lines).replace("> a", "a")
    document = TextReader().read(text.encode("utf-8-sig"), document_id="x")
    assert _letters("".join(block.text for block in document.blocks)) == _letters(text)


@given(lines=_LINES.filter(lambda lines: _letters("".join(lines)) != ""))
def test_a_page_of_such_lines_loses_no_letter(lines: list[str]) -> None:
    page = "".join(f"<p>{line}</p>" for line in lines).replace("> a", " a")
    document = HtmlReader().read(page.encode("utf-8-sig"), document_id="x")
    shown = page.replace("<p>", "").replace("</p>", "")
    assert _letters("".join(block.text for block in document.blocks)) == _letters(shown)


@pytest.mark.parametrize("name", _TEXT_READERS)
@given(
    data=st.one_of(st.binary(max_size=300), st.text(max_size=200).map(lambda t: t.encode("utf-16")))
)
def test_any_bytes_are_read_or_refused(name: str, data: bytes) -> None:
    try:
        document = parts.readers.get(name)().read(data, document_id="x")
    except FormatError:
        return
    assert document.blocks


_UNITS = {
    "lines": "a line of words that was wrapped\n",
    "chinese lines": "国家知识产权局发布公告并且\n",
    "quotes": "> quoted words\n",
    "entities": "&amp;nbsp;",
    "readings": "識(shí)",
    "marks": "局www.a-b.cn",
    "spaced": "知 ",
    "labels": "<p>来源：</p>",
    "sizes": "<p>大</p>",
    "links": "<h3>相关链接</h3>",
    "numbers": "<p>国发〔2018〕1号</p>",
    "attributions": "<p>End. (Source: A)</p>",
    "breaks": "字，<br>",
    "titles": "<h1>标题行</h1><br>",
    "copies": "<p>某局近日召开会议，研究部署下一步的各项工作。</p>",
    "teasers": "<div><a href=x>题</a><p>某局近日召开会议，研究部署下一步的各项工作。</p></div>",
    "dates": "<p>2023-04-28</p>",
    "wide": "１．",
    "brackets": "（来源：",
    "letters": "Aa ",
}


@pytest.mark.parametrize("name", _TEXT_READERS)
@pytest.mark.parametrize("unit", _UNITS.values(), ids=_UNITS.keys())
def test_work_grows_with_the_length(name: str, unit: str) -> None:
    reader = parts.readers.get(name)()
    pages = [f"{unit * size}x".encode() for size in (150, 600)]
    small, large = (count_calls(partial(reader.read, page, document_id="x")) for page in pages)
    assert large < 6 * small + 4000
