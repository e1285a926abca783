"""Charsets, declared rightly, wrongly and not at all."""

from collections import Counter

import bench_charsets
import pytest

from aligner.errors import FormatError
from aligner.tables.charset import decode, decode_lines
from aligner.tables.plausibility import improbability, strangeness

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


def test_three_hundred_texts_in_eight_charsets() -> None:
    outcomes = Counter(bench_charsets.judged(case).outcome for case in bench_charsets.cases())
    assert outcomes["right"] + outcomes["right, doubted"] >= 297
    assert outcomes["right"] >= 290
    assert outcomes["wrong"] == 0


@pytest.mark.parametrize("encoding", ["gb18030", "big5hkscs", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("size", [1, 40, 4000])
def test_undeclared_chinese_of_any_size(encoding: str, size: int) -> None:
    text = (
        "经济部公布新的商标审查基准，并说明修正重点。",
        "經濟部公布新的商標審查基準，並說明修正重點。",
    )[encoding == "big5hkscs"] * size
    found = decode(text.encode(encoding), "x")
    assert (found.text, found.doubt) == (text, "")


def test_lines_in_ascii_do_not_hide_the_charset_of_a_large_file() -> None:
    text = "Plain text of no special kind.\n" * 20_000 + "智慧財產局公告修正商標審查基準。\n" * 3
    assert decode(text.encode("big5"), "x").text == text


def test_the_euro_sign_of_windows() -> None:
    data = "注册费为".encode("gb18030") + b"\x80" + "500，另加单独规费。".encode("gb18030")
    assert decode(data, "x").text == "注册费为€500，另加单独规费。"
    taiwan = "註冊費為€500，另加單獨規費。"
    assert decode(taiwan.encode("cp950"), "x").text == taiwan


def test_a_bad_byte_costs_one_sign_and_is_told() -> None:
    data = _TEXT.encode("gb18030") + b"\xff\xff" + _TEXT.encode("gb18030")
    found = decode(data, "x")
    assert found.text == f"{_TEXT}\ufffd{_TEXT}"
    assert "could not be read" in found.doubt


def test_what_may_be_two_charsets_is_told() -> None:
    found = decode("复旦".encode("gb18030"), "x")
    assert (found.text, found.rival) == ("复旦", "cp949")
    assert "it may be" in found.doubt


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("charset", ["cp1252", "latin-1", "gb18030"])
@pytest.mark.parametrize("text", [_TEXT * 3, "經濟部公布新的商標審查基準，並說明修正重點。" * 3])
def test_text_that_was_misread_before_it_was_saved_is_told(
    text: str, charset: str, mark: bytes
) -> None:
    misread = text.encode().decode(charset, "ignore")
    doubt = decode(mark + misread.encode(), "x").doubt
    assert "looks misread" in doubt
    assert "get the original" in doubt
    assert "save it as UTF-8" not in doubt


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_signs_that_were_lost_before_a_text_was_saved_are_told(mark: bytes) -> None:
    lossy = f"{_TEXT}\ufffd{_TEXT}\ufffd"
    found = decode(mark + lossy.encode(), "x")
    assert found.text == lossy
    assert found.doubt == "2 characters were lost before it was saved: get the original file"


@pytest.mark.parametrize(
    "text",
    [
        "Закон о товарных знаках вступил в силу, и ведомство об этом сообщило.",
        "أعلن المكتب عن قواعد جديدة لفحص العلامات التجارية اليوم.",
        "Το γραφείο ανακοίνωσε νέους κανόνες για τα σήματα.",
        "สำนักงานประกาศหลักเกณฑ์ใหม่สำหรับการตรวจสอบเครื่องหมายการค้า",
    ],
)
def test_other_scripts_in_utf8_are_text(text: str) -> None:
    for size in (1, 30):
        found = decode((text * size).encode(), "x")
        assert (found.text, found.doubt) == (text * size, "")


def test_charsets_of_seven_bits() -> None:
    for charset in ("iso2022_jp", "hz"):
        text = "特許庁は本日公表した。" if charset == "iso2022_jp" else "专利局今日公布。"
        assert decode(text.encode(charset), "x").text == text


def test_bytes_in_no_charset_are_refused() -> None:
    data = bytes(range(0x80, 0x100)) * 3
    with pytest.raises(FormatError, match="in no charset that is known"):
        decode(data, "x")


def test_a_table_in_big5_is_read() -> None:
    text = "術語\tterm\n專利權人\tpatentee\n智慧財產\tintellectual property\n"
    assert decode_lines(text.encode("big5"), "x.tsv").text == text


def test_right_text_is_less_improbable_than_misread_text() -> None:
    for charset in ("big5hkscs", "cp949", "cp932", "cp1252"):
        misread = _TEXT.encode("gb18030").decode(charset, "replace")
        assert improbability(misread) > 1.2 * improbability(_TEXT)
    assert strangeness("plain") == 0.0


@pytest.mark.parametrize("word", ["für", "Fête", "mañana", "città", "coração", "größer"])
def test_one_accent_within_a_word_is_read_as_utf8_without_a_doubt(word: str) -> None:
    decoded = decode(f"On the first line stands a {word} of another language.".encode(), "a.txt")
    assert (decoded.encoding, decoded.doubt) == ("utf-8", "")


@pytest.mark.parametrize("times", [10, 1000])
def test_a_text_in_two_charsets_at_once_is_read_in_doubt(times: int) -> None:
    data = "网站标识 a ".encode() * times + "café déjà vu ".encode("cp1252") * times
    decoded = decode(data, "a.txt")
    assert decoded.doubt
    assert decoded.probability < 0.1


@pytest.mark.parametrize("sign", ["¹", "©", "°", "ü", "é", "½"])
def test_one_sign_in_an_english_text_is_read_as_utf8_without_a_doubt(sign: str) -> None:
    text = f"The notice of {sign} the Office takes effect in May, as was said before."
    decoded = decode(text.encode(), "a.txt")
    assert (decoded.encoding, decoded.text, decoded.doubt) == ("utf-8", text, "")


def test_one_chinese_character_in_an_english_text_is_not_read_wrongly_in_silence() -> None:
    decoded = decode("The sign 元 stands for the money of China on this page.".encode("gbk"), "a")
    assert "元" in decoded.text or decoded.doubt
