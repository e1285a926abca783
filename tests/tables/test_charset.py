"""Charsets, declared rightly, wrongly and not at all."""

import pytest

from aligner.errors import FormatError
from aligner.tables.charset import decode

_TEXT = "国家知识产权局近日发布了关于专利审查的公告，请各单位认真执行。"
_PAGE = "<html><head><meta charset='{}'></head><body>" + _TEXT + "</body></html>"


@pytest.mark.parametrize(
    "declared", ["gb2312", "utf-8", "big5", "iso-8859-1", "nonsense", "utf-16", "base64", "GBK"]
)
@pytest.mark.parametrize("actual", ["utf-8", "gb18030", "utf-8-sig", "utf-16"])
def test_a_wrong_declaration_does_no_harm(declared: str, actual: str) -> None:
    assert _TEXT in decode(_PAGE.format(declared).encode(actual), "x").text


def test_big5_is_believed_where_declared() -> None:
    data = "<meta charset=big5>國家知識產權局近日發布了公告".encode("big5")
    assert decode(data, "x").text.endswith("國家知識產權局近日發布了公告")


def test_the_four_byte_characters_of_gb18030_survive_a_declared_gb2312() -> None:
    data = "<meta charset=gb2312>𠮷野镕基的公告".encode("gb18030")
    assert decode(data, "x").text.endswith("𠮷野镕基的公告")


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_curly_quotes_of_an_undeclared_english_page(encoding: str) -> None:
    text = "The office’s “plan” – adopted. " * 3
    assert decode(text.encode(encoding), "x").text == text


def test_a_byte_order_mark_is_no_text() -> None:
    assert decode("\ufeffabc".encode(), "x").text == "abc"
    assert decode("\ufeff中文".encode("gb18030"), "x").text == "中文"


def test_a_page_cut_off_within_a_character_is_read() -> None:
    decoded = decode((_TEXT * 100).encode()[:-1], "x")
    assert decoded.encoding == "utf-8"
    assert decoded.text.count("\ufffd") == 1


def test_an_undecodable_file_is_refused_with_line_and_offset() -> None:
    data = (_TEXT + "\n").encode() + b"\xff\xfe\xff\x81\x20\xff" * 200
    with pytest.raises(FormatError, match=r"x\.html:2: .* offset \d+; save the file as UTF-8"):
        decode(data, "x.html")
