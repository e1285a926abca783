"""Markdown, subtitles and MIME messages: their text, without their marks."""

from datetime import date
from email.message import EmailMessage

import pytest

from aligner.errors import FormatError
from aligner.readers.markdown import MarkdownReader
from aligner.readers.mime import MimeReader
from aligner.readers.subtitles import SubtitlesReader
from aligner.values import Document


def _markdown(text: str) -> Document:
    return MarkdownReader().read(text.encode(), document_id="a.md")


def _kinds(document: Document) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in document.blocks]


def test_the_marks_of_markdown_are_no_text() -> None:
    found = _markdown(
        "---\ntitle: 'ignored'\ndate: 2024-05-06\n---\n"
        "# Notice of the **Office**\n\nThe *Office* issued\na [notice](http://x.y) `today`.  \nIt\n"
        "takes effect\\* at once.\n\n- One item;\n- another.\n\n1. A step.\n\n> Quoted.\n\n"
        "| A | B |\n|---|---|\n| c | d |\n\n```\ncode = 1\n```\n\n![picture](a.png) ~~gone~~\n"
    )
    assert _kinds(found) == [
        ("title", "Notice of the Office"),
        ("paragraph", "The Office issued a notice today."),
        ("paragraph", "It takes effect* at once."),
        ("list-item", "One item;"),
        ("list-item", "another."),
        ("list-item", "A step."),
        ("quotation", "Quoted."),
        ("table-cell", "A"),
        ("table-cell", "B"),
        ("table-cell", "c"),
        ("table-cell", "d"),
        ("boilerplate", "code = 1"),
        ("paragraph", "gone"),
    ]
    assert found.published == date(2024, 5, 6)


def test_lines_of_chinese_are_joined_without_spaces() -> None:
    found = _markdown("# 标题\n\n国家知识产权局\n发布公告，\n自即日起施行。\n见附件 A\n表。\n")
    assert [text for _, text in _kinds(found)][1:] == [
        "国家知识产权局发布公告，自即日起施行。见附件 A 表。",
    ]


def test_a_note_without_spaces_is_no_address_of_a_link() -> None:
    found = _markdown("# 标题\n\n国家知识产权局发布公告。[^1]\n\n[^1]: 自即日起施行。\n")
    assert [block.text for block in found.blocks][1:] == [
        "国家知识产权局发布公告。",
        "自即日起施行。",
    ]


def test_notes_and_html_in_markdown() -> None:
    found = _markdown(
        "# Title\n\nText[^1] goes on.<br>New line.\n\n<p>As <b>HTML</b>.</p>\n\n[^1]: A note.\n"
    )
    assert [text for _, text in _kinds(found)] == [
        *("Title", "Text goes on.", "New line.", "As HTML.", "A note."),
    ]


def _subtitles(text: str, encoding: str = "utf-8") -> list[str]:
    document = SubtitlesReader().read(text.encode(encoding), document_id="a.srt")
    return [block.text for block in document.blocks]


_TIMES = "00:00:01,000 --> 00:00:02,500"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_subtitles_lose_numbers_times_and_marks(encoding: str, end: str) -> None:
    text = (
        f"1\n{_TIMES}\n<i>各位来宾，</i>\n{{\\an8}}大家上午好！\n\n2\n{_TIMES} X1:10\n2024\n\n\n"
        f"3\n{_TIMES}\n\n4\n{_TIMES}\n现在开会。\n"
    ).replace("\n", end)
    assert _subtitles(text, encoding) == ["各位来宾，大家上午好！", "2024", "现在开会。"]


def test_a_sentence_over_several_cues_is_one() -> None:
    text = (
        f"1\n{_TIMES}\nThe Office, which was\nset up in 1980,\n\n"
        f"2\n{_TIMES}\nopened today.\n\n3\n{_TIMES}\nGood.\n"
    )
    assert _subtitles(text) == ["The Office, which was set up in 1980, opened today.", "Good."]


def test_cues_in_two_languages_are_two_texts() -> None:
    text = (
        f"1\n{_TIMES}\n现在开会。\nThe meeting begins.\n\n2\n{_TIMES}\n请坐。\nSit down, please.\n"
    )
    assert _subtitles(text) == ["现在开会。", "The meeting begins.", "请坐。", "Sit down, please."]


def test_webvtt() -> None:
    text = (
        "WEBVTT - a film\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nNOTE a\nremark\n\n"
        "intro\n00:01.000 --> 00:02.000 align:start\n<v Ann>Tom &amp; I <00:01.500>agree.</v>\n"
    )
    assert _subtitles(text) == ["Tom & I agree."]


_PAGE = "<html><head><meta charset={}><title>公告</title></head><h1>公告</h1><p>{}</p></html>"
_SENTENCE = "国家知识产权局今日发布公告，自五月六日起施行。"


def _saved(encoding: str, declared: str, *, transfer: str = "quoted-printable") -> bytes:
    """A page with a picture, as browsers save it in one file."""
    message = EmailMessage()
    message["Subject"] = "公告"
    message["Snapshot-Content-Location"] = "https://www.example.org/a.html"
    message["Date"] = "Sun, 29 Nov 2020 10:14:14 GMT"
    message.set_content(
        _PAGE.format(encoding, _SENTENCE).encode(encoding), "text", "html", cte=transfer
    )
    if declared:
        message.set_param("charset", declared)
    message.add_related(b"\x89PNG", "image", "png", cid="<a>")
    return message.as_bytes()


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("utf-8", "utf-8"), ("gb2312", "gb2312"), ("gb2312", ""), ("utf-8", "")],
)
@pytest.mark.parametrize("transfer", ["quoted-printable", "base64"])
def test_a_page_saved_as_one_file(encoding: str, declared: str, transfer: str) -> None:
    data = _saved(encoding, declared, transfer=transfer)
    found = MimeReader().read(data, document_id="a.mhtml")
    assert _kinds(found) == [("title", "公告"), ("paragraph", _SENTENCE)]
    assert found.url == "https://www.example.org/a.html"
    assert found.published is None, "the day on which it was saved"
    source = MimeReader().source(data, document_id="a.mhtml")
    assert [source[block.start : block.stop] for block in found.blocks] == ["公告", _SENTENCE]


def test_an_email_in_parts() -> None:
    message = EmailMessage()
    message["From"] = "a@example.org"
    message["Subject"] = "会议通知"
    message["Date"] = "Wed, 06 May 2020 10:14:14 +0800"
    message.set_content("各位同事：\n\n会议于五月十日上午九时在二楼召开，请准时参加。\n")
    message.add_attachment("not this", filename="a.txt")
    found = MimeReader().read(message.as_bytes(), document_id="a.eml")
    assert [block.text for block in found.blocks] == [
        *("各位同事：", "会议于五月十日上午九时在二楼召开，请准时参加。"),
    ]
    assert (found.title, found.published) == ("会议通知", date(2020, 5, 6))


def test_an_empty_part_is_no_text() -> None:
    data = (
        b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=B\n\n--B\n"
        b"Content-Type: text/plain\n\n\n--B\nContent-Type: text/plain\n\nThe text.\n--B--\n"
    )
    found = MimeReader().read(data, document_id="a.eml")
    assert [block.text for block in found.blocks] == ["The text."]


def test_a_message_without_text_is_refused() -> None:
    message = EmailMessage()
    message.set_content(b"\x89PNG", "image", "png")
    with pytest.raises(FormatError, match="no page and no text in it"):
        MimeReader().read(message.as_bytes(), document_id="a.eml")


def test_messages_in_messages_without_end_are_refused() -> None:
    data = b"".join(
        b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a%d\n\n--a%d\n" % (n, n)
        for n in range(400)
    )
    with pytest.raises(FormatError, match="no page and no text"):
        MimeReader().read(data, document_id="a.eml")
