"""What is shown on a page is in its blocks, in order, once; the rest is not."""

import re
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.readers.html.blocks import read_page
from aligner.readers.html.elements import Region
from aligner.readers.html.reader import HtmlReader
from tests.growth import count_calls

_BLOCK_TAGS = ["p", "div", "li", "h2", "td", "blockquote", "section", "nav", "footer", "article"]
_INLINE_TAGS = ["b", "span", "a href=x", "i class=share", "em id=footer"]
_HIDDEN = [
    "<script>hidden</script>", "<style>hidden</style>", "<!-- hidden -->", "<p hidden>hidden</p>",
    "<template><p>hidden</p></template>", "<div style='display: none'><b>hidden</b></div>",
    "<noscript>hidden</noscript>", "<svg><text>hidden</text></svg>", "<img alt=hidden>",
]  # fmt: skip
_WORDS = st.sampled_from(
    ["word", "知识产权", "2023", "来源：", "Copyright ©", "a &lt; b", "&#20013;"]
)


def _wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    block = st.tuples(st.sampled_from(_BLOCK_TAGS), st.lists(inner, max_size=3)).map(
        lambda parts: f"<{parts[0]}>{''.join(parts[1])}</{parts[0]}>",
    )
    inline = st.tuples(st.sampled_from(_INLINE_TAGS), inner).map(
        lambda parts: f"<{parts[0]}>{parts[1]}</{parts[0].split()[0]}>",
    )
    return st.one_of(block, inline)


_PAGES = st.lists(
    st.one_of(
        st.recursive(_WORDS, _wrapped, max_leaves=8), st.sampled_from([*_HIDDEN, "<br>", "<hr>"])
    ),
    min_size=1,
    max_size=8,
).map("".join)


def _shown(page: str) -> str:
    """Letters a reader of the page sees, by brute force."""
    for hidden in _HIDDEN:
        page = page.replace(hidden, "")
    pieces, inside = [], False
    for character in page:
        inside = character == "<" or (inside and character != ">")
        if not inside and character != ">":
            pieces.append(character)
    text = "".join(pieces).replace("&lt;", "<").replace("&#20013;", "中")
    return "".join(text.split())


@given(page=_PAGES)
def test_all_visible_text_is_in_some_block(page: str) -> None:
    blocks = read_page(page).blocks
    assert "".join("".join(block.text.split()) for block in blocks) == _shown(page)


@given(page=_PAGES.filter(_shown))
def test_the_reader_keeps_all_blocks(page: str) -> None:
    document = HtmlReader().read(page.encode(), document_id="x")
    assert "".join("".join(block.text.split()) for block in document.blocks) == _shown(page)


@pytest.mark.parametrize("hidden", _HIDDEN)
def test_hidden_text_is_in_no_block(hidden: str) -> None:
    blocks = read_page(f"<p>one</p>{hidden}<p>two</p>").blocks
    assert [block.text for block in blocks] == ["one", "two"]


@pytest.mark.parametrize(
    ("page", "texts"),
    [
        ("<p>a<br>b", ["a b"]),
        ("<p>One.<br>Two.", ["One.", "Two."]),
        ("<h1>关于<br>公告</h1>", ["关于公告"]),
        ("<p>第一句。\n第二\n句。</p>", ["第一句。第二句。"]),
        ("<p>第一段。　　第二段。</p>", ["第一段。", "第二段。"]),
        ("<p>来自　　北京</p>", ["来自 北京"]),
        ("in<b>li</b>ne <i>text</i>", ["inline text"]),
        ("<li>a<li>b<td>c<td>d", ["a", "b", "c", "d"]),
        ("<p>a &amp b &nbsp;&nbsp; c&#8203;d</p>", ["a & b cd"]),
        ("<pre>one\ntwo\n\nthree</pre>", ["one two", "three"]),
        ("1 < 2 <3", ["1 < 2 <3"]),
        ("<p title='a > b'>x</p>", ["x"]),
        ("<!-->a<!---->b<!-- c --!>d-->e", ["abe"]),
        ("<a href=x>a<div>b</div>c", ["a", "b", "c"]),
        ("<textarea><b>x</b></textarea>", ["<b>x</b>"]),
        ("<?xml version='1.0'?><html><title/><script src='a'/><p>x</p></html>", ["x"]),
        ("<p>x", ["x"]),
        ("<script>never closed", []),
    ],
)
def test_blocks_of_small_pages(page: str, texts: list[str]) -> None:
    assert [block.text for block in read_page(page).blocks] == texts


def test_an_unclosed_link_ends_with_its_element() -> None:
    blocks = read_page("<div><a href=x>menu</div><p>text</p>").blocks
    assert [block.link_length for block in blocks] == [4, 0]


_HOSTILE = {
    "nested": "<div>", "nested inline": "<i class=a>", "open tags": "<a ", "open quotes": '<a x="',
    "less-than": "<", "comments": "<!--", "scripts": "<script>", "wraps": "中 \n", "ends": "</b>",
    "misnested": "<b class=x><p></b>", "cells": "<td><p>", "entities": "&#1;&amp", "lists": "<li>x",
    "indents": "　　", "declarations": "<!>", "equals": "<a x= ", "tables": "<p><table><tr><td>",
}  # fmt: skip


@pytest.mark.parametrize("unit", _HOSTILE.values(), ids=_HOSTILE.keys())
def test_work_grows_with_the_length(unit: str) -> None:
    small, large = (count_calls(partial(read_page, unit * size + "x")) for size in (500, 2000))
    assert large < 6 * small + 2000


def test_a_hundred_thousand_nested_elements_do_not_exhaust_the_stack() -> None:
    document = HtmlReader().read(b"<div>" * 100_000 + b"text", document_id="x")
    assert [block.text for block in document.blocks] == ["text"]


@pytest.mark.parametrize(
    "ruby",
    [
        "<ruby>漢<rp>(</rp><rt>hàn</rt><rp>)</rp>字<rt>zì</rt></ruby>",
        "<ruby>漢<rt>hàn<rt>hàn</ruby>字",
        "<ruby class=a>漢<rp>(<rt>hàn<rp>)</ruby><ruby>字<rt>zì</ruby>",
        "<ruby><rb>漢字</rb><rtc><rt>hàn</rt><rt>zì</rt></rtc></ruby>",
    ],
)
def test_readings_above_characters_are_no_text(ruby: str) -> None:
    texts = [block.text for block in read_page(f"<p>前{ruby}後。</p><p>第二段。</p>").blocks]
    assert texts == ["前漢字後。", "第二段。"]


def test_a_reading_that_is_not_closed_ends_with_its_paragraph() -> None:
    texts = [block.text for block in read_page("<p>漢<rt>hàn</p><p>第二段。</p>").blocks]
    assert texts == ["漢", "第二段。"]


def test_two_line_breaks_in_a_row_end_a_paragraph() -> None:
    page = "<p>meet next March; and<br><br>exchange data;<br>\n<br/>and so on, and<br>on.</p>"
    texts = [block.text for block in read_page(page).blocks]
    assert texts == ["meet next March; and", "exchange data;", "and so on, and on."]


@pytest.mark.parametrize(
    ("page", "texts"),
    [
        ("<p>The first line\x85and the second.</p>", ["The first line and the second."]),
        ("<p>第一行\x85第二行。</p>", ["第一行第二行。"]),
        ("<pre>One line\x85and one.\x85\x85Another.</pre>", ["One line and one.", "Another."]),
        (
            "<p>A family \U0001f468\u200d\U0001f469\u200d\U0001f467 met, a\u200bn end.</p>",
            ["A family \U0001f468\u200d\U0001f469\u200d\U0001f467 met, an end."],
        ),
        (
            "<p>\U0001f469\U0001f3fd\u200d\U0001f680 flew, a\u200db 中\u200d国 \u200d</p>",
            ["\U0001f469\U0001f3fd\u200d\U0001f680 flew, ab 中国"],
        ),
    ],
)
def test_next_line_marks_end_lines_and_joiners_of_emoji_stay(page: str, texts: list[str]) -> None:
    document = HtmlReader().read(f"<meta charset=utf-8>{page}".encode(), document_id="a")
    assert [block.text for block in document.blocks] == texts


@pytest.mark.parametrize(
    ("link", "note"),
    [
        ('<a epub:type="noteref" href="#n">', '<aside epub:type="footnote" id="n">'),
        ('<a role="doc-noteref" href="#n">', '<aside role="doc-endnote" id="n">'),
    ],
)
def test_notes_of_books_are_text_and_their_marks_are_not(link: str, note: str) -> None:
    page = f'<p>It rained.{link}<sup>1</sup></a></p>{note}<p>For <a role="doc-backlink">1</a>a day.'
    blocks = read_page(f"{page}</p></aside><aside><p>Share</p></aside>").blocks
    assert [block.text for block in blocks] == ["It rained.", "For a day.", "Share"]
    assert [block.region for block in blocks][1:] == [Region.CONTENT, Region.BOILERPLATE]


@pytest.mark.parametrize(
    ("page", "texts"),
    [
        ("<p>Fees fell.<sup>1</sup></p><p><sup>1</sup> In yuan.</p>", ["Fees fell.", "In yuan."]),
        ("<p>费用<sup>①</sup>下降。<p><sup>①</sup>以元计。", ["费用下降。", "以元计。"]),
        (
            '<p>It rose<a href="#_ftn1"><span>[1]</span></a>.<p><a href="#_ref1">[1]</a> By half.',
            ["It rose.", "By half."],
        ),
        (
            '<p>It rose.<sup><a href="#n1">&#91;1&#93;</a></sup><p><a href="#r1">^</a> By half.',
            ["It rose.", "By half."],
        ),
        ("<p>Line one<sup>*</sup><br><sup>*</sup> Not all.", ["Line one", "Not all."]),
    ],
)
def test_raised_marks_of_notes_are_no_text(page: str, texts: list[str]) -> None:
    assert [block.text for block in read_page(page).blocks] == texts


@pytest.mark.parametrize(
    "text",
    [
        "<p>An area of 20 km<sup>2</sup>.</p><p>The 1<sup>st</sup> day of x<sup>2</sup>.</p>",
        '<p><a href="#1">1</a> <a href="#2">2</a></p><p>10<sup>3</sup></p>',
        "<p><sup>1</sup> stands alone.</p>",
        '<p>Read <a href="#more">more</a>.</p>',
    ],
)
def test_powers_and_links_within_the_page_are_text(text: str) -> None:
    shown = "".join(block.text for block in read_page(text).blocks)
    assert "".join(shown.split()) == "".join(re.sub("<.*?>", "", text).split())


@pytest.mark.parametrize("prolog", ["", '<?xml version="1.0"?>\n'])
def test_declarations_in_a_document_type_are_no_text(prolog: str) -> None:
    subset = '[\n<!ENTITY one "&#160;">\n<!-- a > b --><!ENTITY two "&one;&one;">\n]'
    for name in ("html", 'html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x.dtd"'):
        source = f"{prolog}<!DOCTYPE {name} {subset}><html><body><p>word</p></body></html>"
        document = HtmlReader().read(source.encode(), document_id="a.xhtml")
        assert [block.text for block in document.blocks] == ["word"]
    source = "<!DOCTYPE html><p>a list [1]&gt; and <b>[2]</b> <i>]></i> word</p><!DOCTYPE [ "
    document = HtmlReader().read(source.encode(), document_id="a.html")
    assert document.blocks[0].text.startswith("a list [1]> and [2]")
