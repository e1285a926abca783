"""Pages that office programs save, line breaks that part paragraphs, readings above characters."""

from datetime import date

import pytest

from aligner.readers.html import HtmlReader
from aligner.values import BlockKind, Document

TEXT = (
    "各有关单位应当按照职责分工抓好落实，并于每年年底前报送工作进展情况。",
    "本通知自发布之日起施行，执行中遇到的问题请及时反馈。",
)
LIBRE = '<meta name="generator" content="LibreOffice 7.4.7.2 (Linux)"/>'
WORD = "<meta name=ProgId content=Word.Document><meta name=Generator content='Microsoft Word 15'>"
TITLE = "关于加强古树名木保护的通知"


def read(body: str, head: str = "") -> Document:
    source = f"<html><head><title></title>{head}</head><body>{body}</body></html>"
    return HtmlReader().read(source.encode(), document_id="saved.html")


def normal(text: str) -> str:
    return f"<p class=MsoNormal><span style='font-size:12.0pt'>{text}<o:p></o:p></span></p>"


def large(text: str, size: str = "font-size:22.0pt") -> str:
    return f"<p class=MsoNormal align=center><b><span style='{size}'>{text}</span></b></p>"


BODY = "".join(map(normal, TEXT))
SAVED = {
    "a large line": (WORD, large(TITLE) + normal("（2023年4月7日）") + BODY),
    "letterhead above": (WORD, large("某某市园林局文件", "font-size:36pt") + large(TITLE) + BODY),
    "two large lines": (WORD, large("关于加强古树名木") + large("保护的通知") + BODY),
    "a style of its own": (WORD, f"<p class=MsoTitle>{TITLE}</p>" + BODY),
    "no sizes at all": (WORD, f"<p>{TITLE}</p><p>市园林局</p>" + BODY),
    "chapters are headings": (
        LIBRE,
        f'<p><font size="5" style="font-size: 18pt"><b>{TITLE}</b></font></p><h1>第一章 总则</h1>'
        + BODY
        + "<h1>第二章 附则</h1><p>古树名木的名录由市园林局编制，每五年修订一次。</p>",
    ),
    "header of the page": (
        LIBRE,
        f'<div title="header"><p>市园林局</p></div><p><font size=5>{TITLE}</font></p>{BODY}',
    ),
    "header by word": (
        WORD,
        f"<div style='mso-element:header'><p>市园林局</p></div>{large(TITLE)}{BODY}",
    ),
    "number above": (WORD, f"<p>某园发〔2023〕5号</p>{large(TITLE)}{BODY}"),
    "by nobody known": ("", f'<p><font size="6">{TITLE}</font></p><p>市园林局</p>{BODY}'),
    "a first line and no link": ("", f"<p>{TITLE}</p><p>二〇二三年版本</p>{BODY}"),
    "salutation below": (WORD, f"{large(TITLE)}<p>2023年4月7日</p><p>各区园林局：</p>{BODY}"),
}


@pytest.mark.parametrize("saved", SAVED.values(), ids=SAVED)
def test_the_title_is_found_and_the_text_is_whole(saved: tuple[str, str]) -> None:
    head, body = saved
    document = read(body, head)
    assert document.title == TITLE
    texts = [block.text for block in document.blocks if block.kind is BlockKind.PARAGRAPH]
    assert [text for text in texts if text in TEXT][:2] == list(TEXT)
    assert "市园林局" not in document.title


def test_the_date_line_is_the_date_and_no_title() -> None:
    line = '<p><span lang="zh-CN">（</span>2023<span lang="zh-CN">年</span>4月7日）</p>'
    name = "<p>市园林局局长\n王小明</p>"
    document = read(large(TITLE) + line + name + BODY, LIBRE)
    assert (document.title, document.published) == (TITLE, date(2023, 4, 7))
    assert [str(block.kind) for block in document.blocks[:3]] == ["title", "dateline", "paragraph"]
    assert document.blocks[2].text == "市园林局局长 王小明"


def test_lines_wrapped_by_other_programs_are_joined_without_a_space() -> None:
    document = read(
        "<h1>标题一则</h1><p>各有关单位应当按照职责分工抓好\n落实，并于每年报送情况。</p>"
    )
    assert document.blocks[1].text == "各有关单位应当按照职责分工抓好落实，并于每年报送情况。"


BREAKS = ("<br><br>", "<br/>\n<br/>", "<br>&nbsp;<br>", "<br><!-- x --><br>",
          "<br><a name=x></a><br>", "<br><span><br></span>", "<br>\u3000<br>",
          "<font><br><br></font>", "<br><br><br>",
          "<BR CLEAR=all><BR>", "<br> <br> <br>")  # fmt: skip


@pytest.mark.parametrize("mark", BREAKS)
@pytest.mark.parametrize("element", ["div", "td", "li", "p"])
def test_a_blank_line_parts_paragraphs(mark: str, element: str) -> None:
    first, second = "extend the pilot until January; and", "exchange data on a larger scale."
    whole = f"<h1>Work Plan Agreed</h1><{element}>{first}{mark}{second}</{element}>"
    texts = [block.text for block in read(whole).blocks]
    assert texts[1:] == [first, second]


RUBY = ("<ruby>漢<rp>（</rp><rt>かん</rt><rp>）</rp></ruby>", "<ruby>漢<rt>hàn</ruby>",
        "<ruby><rb>漢</rb><rp>(</rp><rt>hàn</rt><rp>)</rp></ruby>",
        "<ruby>漢<rtc><rt>hàn</rt></rtc></ruby>", "<ruby>漢<rp>(<rt>hàn<rp>)</ruby>")  # fmt: skip


@pytest.mark.parametrize("ruby", RUBY)
def test_readings_are_left_out(ruby: str) -> None:
    document = read(f"<h1>题目一则</h1><p>他说{ruby}字的读音，大家都应当认得并且会写。</p>")
    assert document.blocks[1].text == "他说漢字的读音，大家都应当认得并且会写。"
