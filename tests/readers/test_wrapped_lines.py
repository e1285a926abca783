"""Lines wrapped by hand or by a program, made paragraphs again."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.offsets import Traced
from aligner.readers.text.paragraphs import text_paragraphs
from aligner.readers.text.wrapped import Line, columns, joined, list_mark, rewrapped


def _texts(source: str) -> list[str]:
    return [paragraph.text.text for paragraph in text_paragraphs(source)]


def test_an_email_with_quotations() -> None:
    source = (
        "Dear colleagues,\n\n"
        "Thank you for the draft of the joint release. We agree with most of it\n"
        "and there are three points we would like to raise before it is published.\n\n"
        "> The two sides signed the memorandum of understanding on Thursday and\n"
        "> agreed to meet again next year.\n"
        ">\n"
        "> > An older remark, quoted twice.\n"
        "> Signed by both.\n\n"
        "Best wishes\nA. Person\n"
    )
    found = [(paragraph.depth, paragraph.text.text) for paragraph in text_paragraphs(source)]
    assert found == [
        (0, "Dear colleagues,"),
        (
            0,
            (
                "Thank you for the draft of the joint release. We agree with most of it and there "
                "are three points we would like to raise before it is published."
            ),
        ),
        (
            1,
            (
                "The two sides signed the memorandum of understanding on Thursday and agreed to "
                "meet again next year."
            ),
        ),
        (2, "An older remark, quoted twice."),
        (1, "Signed by both."),
        (0, "Best wishes"),
        (0, "A. Person"),
    ]


def test_one_sign_of_greater_is_no_quotation() -> None:
    assert _texts("> 5 per cent\n\nmore") == ["> 5 per cent", "more"]


def _wrapped(text: str, width: int) -> str:
    """A paragraph as an editor wraps it at some columns, indented by two characters."""
    lines = ["　　"]
    for character in text:
        if columns(lines[-1] + character) > width:
            lines.append("")
        lines[-1] += character
    return "\n".join(lines)


def test_chinese_lines_are_joined_without_spaces() -> None:
    texts = [
        (
            "四月二十日，北部知识产权保护中心正式启用，这是该地区第一家保护中心，将为两千三百余家工具企业和PCT申请人"
            "提供服务，并受理外观设计申请。"
        ),
        "中心设有受理、审查、维权三个窗口，周末照常开放，欢迎各界前来咨询办理。",
    ]
    for width in (36, 47, 60):
        assert _texts("\n".join(_wrapped(text, width) for text in texts)) == texts


def _run(*texts: str) -> list[str]:
    source = "\n".join(texts)
    lines, position = [], 0
    for text in texts:
        traced = Traced.of(source, position, position + len(text))
        lines.append(Line(traced, 0.0, columns(text), 0.0, 40.0))
        position += len(text) + 1
    return [text.text for text in joined([lines])]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("a long-", "term plan"), "a long-term plan"),
        (("information about infor-", "mation"), "information about information"),
        (("well-known and well-", "known"), "well-known and well-known"),
        (("the Sino-", "American"), "the Sino-American"),
        (("2010-", "2015"), "2010-2015"),
        (("one -", "two"), "one - two"),
        (("soft\u00ad", "ware"), "software"),
        (("申请 PCT 和", "WIPO 文件"), "申请 PCT 和 WIPO 文件"),
        (("申请PCT和", "WIPO文件"), "申请PCT和WIPO文件"),
        (("“引号”", "以后"), "“引号”以后"),
        (("plain", "words"), "plain words"),
    ],
)
def test_how_two_lines_are_joined(lines: tuple[str, ...], text: str) -> None:
    assert _run(*lines) == [text]


def test_a_document_that_divides_words_divides_unknown_ones_too() -> None:
    known = ["alpha", "beta", "gamma", "delta", "al-", "pha be-", "ta gam-", "ma ep-", "silon"]
    assert _run(*known) == ["alpha beta gamma delta alpha beta gamma epsilon"]


@pytest.mark.parametrize(
    "text",
    ["• x", "- x", "1. x", "2) x", "3、甲", "（一）甲", "一、甲", "第三条 甲", "第十二章 乙"],
)
def test_marks_of_lists(text: str) -> None:
    assert list_mark(text)


@pytest.mark.parametrize("text", ["3.5 per cent", "12.4%", "一个人", "第三次会议", "x"])
def test_no_marks_of_lists(text: str) -> None:
    assert not list_mark(text)


def _line(text: str, **changes: float) -> Line:
    values = {"left": 0.0, "right": 40.0, "base": 0.0, "edge": 40.0, "gap": 1.0, "size": 1.0}
    values |= changes
    is_jump = bool(values.pop("is_jump", 0.0))
    return Line(Traced.of(text), **values, is_jump=is_jump)


_OPEN = _line("the first line of some text goes on and")


@pytest.mark.parametrize(
    ("before", "line", "goes_on"),
    [
        (_OPEN, _line("on."), True),
        (_OPEN, _line("on.", gap=1.6), False),
        (_OPEN, _line("on.", size=1.3), False),
        (_OPEN, _line("on.", left=3.0), False),
        (_OPEN, _line("• on."), False),
        (_OPEN, _line("on.", gap=9.0, is_jump=1.0), True),
        (_OPEN, _line("2023-04-28."), True),
        (_OPEN, _line("Source: IP Daily"), False),
        (_line("a sentence that ends here.", right=20.0), _line("Next."), False),
        (_line("a sentence that ends here."), _line("Next."), True),
        (_line("a sentence that ends here."), _line("Next.", is_jump=1.0), False),
        (_line("ragged and open line", right=27.0), _line("on."), True),
        (_line("short and open", right=15.0), _line("on."), False),
        (_line("Signed by both sides", left=28.0), _line("2022-03-18", left=30.0), False),
        (_line("• an item that is wrapped here and"), _line("on.", left=2.0), True),
        (_line("A Large", size=1.5, right=9.0), _line("Heading", size=1.5), True),
        (_line("Source: IP Daily"), _line("on."), False),
        (_line("Figure 2: Number of loans by readers of"), _line("all ages"), True),
        (_line("the loans of this year are shown in"), _line("Figure 3. Readers of"), True),
        (_line("Figure 2: Number of loans by readers", right=30.0), _line("Loans rose."), False),
        (_line("Loans rose, and readers were more."), _line("Figure 2: Loans"), False),
    ],
)
def test_when_a_line_goes_on(before: Line, line: Line, *, goes_on: bool) -> None:
    assert (len(rewrapped([before, line])) == 1) is goes_on


_PIECES = st.sampled_from(
    [
        *(
            "A sentence of some words, ",
            "that goes on ",
            "中文一行，",
            "某局发布公告。",
            "co-",
            "word",
        ),
        *(
            "\n",
            "\r\n",
            "\n\n",
            "\f",
            "> ",
            ">> ",
            "　　",
            "  ",
            "1. ",
            "来源：",
            "2023-04-28",
            "\u00ad",
        ),
    ]
)


@given(source=st.lists(_PIECES, max_size=40).map("".join))
def test_all_text_is_in_the_paragraphs_in_order(source: str) -> None:
    previous = 0
    covered = set[int]()
    for paragraph in text_paragraphs(source):
        start, stop = paragraph.text.span
        assert previous <= start < stop
        assert paragraph.text.text.strip()
        previous = stop
        covered.update(range(start, stop))
    left_out = {source[index] for index in range(len(source)) if index not in covered}
    assert all(character.isspace() or character == ">" for character in left_out)


_ENTRIES = {
    "headings and sentences": (
        "City Library 2023\nReaders rose by 15.3%.\nFigure 1 Readers of all branches\n"
        "Loans of children's books fell.\nFigure 2: Loans of children's books\nRepairs take a year."
    ),
    "agenda": (
        "Meeting of the Library Board\nOpening by the Chair\nReport of the Treasurer\n"
        "Election of New Members\nAny Other Business"
    ),
    "names": (
        "Members of the Board\nZhang Wei, City Library\nLi Na, North Branch Library\n"
        "Wang Qiang, South Branch Library\nZhao Min, Children's Library"
    ),
    "figures": (
        "Key Figures of the Library\n120,000 readers last year\n35 branches in the city\n"
        "16 months of repairs\n2 new reading rooms"
    ),
    "address": (
        "City Library\n12 Lake Street, North District\nTel: 555 123 456\n"
        "Open Monday to Saturday\nClosed on Public Holidays"
    ),
    "chapters": (
        "Chapter One The Old House\nChapter Two The New House\nChapter Three The Long Road\n"
        "Chapter Four The River"
    ),
    "capitals": (
        "READ MORE BOOKS TODAY\nJOIN THE CITY LIBRARY\nBORROW FOR FREE ALL YEAR\n"
        "BRING YOUR CHILDREN TOO"
    ),
    "long titles": (
        "Notice of the City Library on the Opening Hours of Its Branches in 2024\n"
        "Notice of the City Library on the Repair of the Main Reading Room in 2024\n"
        "Notice of the City Library on the Purchase of Books for Children in 2024"
    ),
    "pictures": (
        "The Library in Pictures\nThe reading room, seen from the lake\n"
        "The new shelves on the second floor\nThe children's corner\nThe garden in spring"
    ),
    "Chinese headings": (
        "市图书馆二〇二三年工作要点\n开放时间与借阅规则的调整\n北部新馆建设的进展情况\n儿童阅览室维修安排"
    ),
    "Chinese chapters": (
        "第一部分总则与适用范围\n第二部分读者的权利义务\n第三部分借阅与续借手续\n第四部分损坏赔偿的规定"
    ),
    "traditional agenda": (
        "圖書館理事會全體會議\n館長作年度工作報告\n司庫作年度財務報告\n選舉新一屆理事會成員\n其他事項"
    ),
}


@pytest.mark.parametrize("name", _ENTRIES)
def test_headings_and_entries_are_lines_of_their_own(name: str) -> None:
    assert _texts(_ENTRIES[name]) == _ENTRIES[name].split("\n")


_LONG = (
    "The office opened a new window on Thursday, the third of its kind in the north, and expects "
    "that two thousand readers will visit it in the first month. Mr. Zhang Wei of the City Library "
    "said that it was badly needed in the North District, where 35 branches share 2 reading rooms."
)


@pytest.mark.parametrize("width", [36, 45, 60, 72, 80])
def test_wrapped_sentences_with_names_and_numbers_are_joined(width: int) -> None:
    assert _texts(textwrap.fill(_LONG, width)) == [_LONG]


@pytest.mark.parametrize("width", [60, 72])
def test_a_wrapped_text_in_capitals_is_joined(width: int) -> None:
    assert _texts(textwrap.fill(_LONG.upper(), width)) == [_LONG.upper()]


def _column(*texts: str) -> list[Line]:
    """Lines of a column of 60 columns, the last of them at the top of the next page."""
    return [
        Line(Traced.of(text), 0, columns(text), 0, 60, is_jump=text is texts[-1]) for text in texts
    ]


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        # A page ends within a sentence, though there is room left.
        (
            (
                "规程适用于农业用水的管理。凡是注日期的引用文件，仅注日期的",
                "版本适用于",
                "本文件。",
            ),
            1,
        ),
        (("This standard applies to water. The dated version of it", "alone", "applies."), 1),
        # What has no sentence before it may be a heading or an item of a list.
        (("各地区用水定额管理工作的总体情况", "第三批名单"), 2),
        (("It was moved in May last year. The following persons were", "there:", "Li Na"), 2),
    ],
)
def test_half_a_sentence_at_the_end_of_a_page_goes_on(lines: tuple[str, ...], count: int) -> None:
    assert len(rewrapped(_column(*lines))) == count


def test_a_short_line_that_ends_within_a_word_goes_on() -> None:
    lines = [
        Line(Traced.of(text), 0, len(text), 0, 60) for text in ("a long-", "term goal", "- no")
    ]
    assert len(rewrapped(lines)) == 2


@pytest.mark.parametrize(
    ("second", "count"), [("May 1, 2023)", 1), ("iv) the fee", 2), ("(see Annex 2)", 2)]
)
def test_a_centred_line_that_closes_a_bracket_goes_on(second: str, count: int) -> None:
    first = "(Announcement No. 525, issued on April 7, 2023, effective as of"
    lines = [
        Line(Traced.of(first), 5, 5 + len(first), 0, 72),
        Line(Traced.of(second), 30, 30 + len(second), 0, 72),
    ]
    assert len(rewrapped(lines)) == count
