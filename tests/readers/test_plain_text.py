"""Paragraphs of plain texts."""

import pytest

from aligner.readers.text.reader import TextReader
from aligner.values import Document

_SENTENCE = "某局于近日召开会议，研究部署下一步工作。"


def _read(text: str) -> Document:
    return TextReader().read(text.encode(), document_id="notice_2022-01-05.txt")


def test_one_paragraph_a_line_is_not_joined() -> None:
    text = "标题在此\n" + f"{_SENTENCE}\n" * 3 + "一、工作目标\n" + _SENTENCE * 3
    assert [block.text for block in _read(text).blocks] == text.split("\n")


def test_a_lone_paragraph_is_no_headline() -> None:
    document = _read("a line without end mark")
    assert document.title == ""
    assert [str(block.kind) for block in document.blocks] == ["paragraph"]


def test_a_repeated_title_and_lead_do_not_enter_the_corpus() -> None:
    document = _read(f"会议召开\n会议召开\n{_SENTENCE}\n{_SENTENCE}会期一天。\n第二段在此结束。")
    kinds = [str(block.kind) for block in document.blocks]
    assert kinds == ["title", "boilerplate", "abstract", "paragraph", "paragraph"]


def test_the_name_gives_the_date_where_the_text_does_not() -> None:
    assert str(_read(f"标题\n{_SENTENCE}").published) == "2022-01-05"


def test_an_address_line_is_the_url() -> None:
    document = _read(f"标题\nURL: https://www.example.org/a?b=1\n{_SENTENCE}")
    assert document.url == "https://www.example.org/a?b=1"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_wrapped_lines_are_joined_whatever_ends_them(end: str) -> None:
    lines = [
        "The office opened a new window on Thursday, the third of its",
        "kind in the north, and expects that about two thousand small",
        "applicants will visit it.",
        "",
        "It opens at nine.",
    ]
    texts = [block.text for block in _read(end.join(lines)).blocks]
    assert texts == [" ".join(lines[:3]), "It opens at nine."]
