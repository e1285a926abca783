"""Cells of tables in PDF files, notes, hyphens, and pages printed from a browser."""

from collections.abc import Callable

import pytest

from aligner.readers.pdf.layout import layout_of
from aligner.readers.pdf.pages import PdfFile, PdfLine, PdfPage
from aligner.readers.text.hyphens import keeps_hyphen

A4 = (595.0, 842.0)
RULES = (
    *((70.0, y, 470.0, y + 0.5) for y in (90.0, 140.0, 170.0)),
    *((x, 90.0, x + 0.5, 170.0) for x in (70.0, 200.0, 330.0, 470.0)),
)
CELLS = (
    PdfLine("Provinces along the", 72, 180, 105, 10), PdfLine("eastern coast", 72, 140, 117, 10),
    PdfLine("38,600", 202, 240, 105, 10), PdfLine("15.0", 332, 350, 105, 10),
    PdfLine("West", 72, 100, 147, 10), PdfLine("9,750", 202, 240, 147, 10),
    PdfLine("8.9", 332, 350, 147, 10),
)  # fmt: skip
WHOLE = [
    ["Provinces along the", "eastern coast"],
    ["38,600"],
    ["15.0"],
    ["West"],
    ["9,750"],
    ["8.9"],
]
TEXT = tuple(
    PdfLine(f"The office said that line {n} of its report would go on and on.", 70, 470, top, 10)
    for n, top in enumerate((200, 212, 224, 236, 248))
)
BROWSER = {"Creator": "Mozilla/5.0 HeadlessChrome/120", "Producer": "Skia/PDF m120"}


def cells_of(file: PdfFile) -> list[list[str]]:
    return [[line.text.text for line in cell] for cell in layout_of(file).cells]


@pytest.mark.parametrize("rules", [RULES, ()], ids=["ruled", "open"])
def test_a_wrapped_cell_stays_whole(rules: tuple[tuple[float, float, float, float], ...]) -> None:
    file = PdfFile((PdfPage(*A4, (*CELLS, *TEXT), rules),))
    assert cells_of(file) == WHOLE
    layout = layout_of(file)
    assert layout.guessed == [not rules] * 6
    assert [line.text.text for line in layout.flow] == [line.text for line in TEXT]


def test_a_frame_around_text_is_no_table() -> None:
    frame = ((60.0, 190.0, 480.0, 190.5), (60.0, 255.0, 480.0, 255.5),
             (60.0, 190.0, 60.5, 255.0), (480.0, 190.0, 480.5, 255.0))  # fmt: skip
    assert cells_of(PdfFile((PdfPage(*A4, TEXT, frame),))) == []


@pytest.mark.parametrize("bullet", ["•", "\uf0b7", "\uf095"])
def test_the_bullets_of_a_list_are_no_column(bullet: str) -> None:
    items = ["publish guidelines and fees;", "answer enquiries on the spot; and", "report monthly."]
    lines = [
        PdfLine(f"{bullet} {item}", 72, 300, 100 + 22 * n, 10, gaps=((77, 90),))
        for n, item in enumerate(items)
    ]
    layout = layout_of(PdfFile((PdfPage(*A4, (*lines, *TEXT)),)))
    assert layout.cells == []
    assert [line.text.text for line in layout.flow][:3] == [line.text for line in lines]


def test_two_columns_of_text_are_no_table() -> None:
    words = "words that fill the column to its end"
    lines = [
        PdfLine(f"{words} {n}", left, left + 200, 100 + 12 * n, 10)
        for left in (70, 300)
        for n in range(12)
    ]
    layout = layout_of(PdfFile((PdfPage(*A4, tuple(lines)),)))
    assert not layout.cells
    assert [line.text.text for line in layout.flow] == [line.text for line in lines]


def test_notes_and_their_marks_are_recognised_and_exponents_are_not() -> None:
    text = (
        PdfLine("Filings rose over the whole year¹ by far, on 20 m²,", 70, 470, 100, 10),
        PdfLine("as the report says.", 70, 200, 112, 10),
        PdfLine("1", 70, 73, 697, 5), PdfLine("Figures without the islands.", 74, 200, 700, 8),
        PdfLine("²As of May.", 70, 200, 712, 8),
    )  # fmt: skip
    layout = layout_of(PdfFile((PdfPage(*A4, text),)))
    assert layout.flow[0].text.text == "Filings rose over the whole year by far, on 20 m²,"
    assert [line.text.text for line in layout.notes] == [
        "Figures without the islands.",
        "²As of May.",
    ]


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ("they com-", "municate daily", False),
        ("a power-", "enhancing plan", True),
        ("the knowl-", "edge of", False),
        ("informa-", "tion", False),
        ("a long-", "term plan", True),
        ("the e-", "commerce sector", True),
        ("non-", "resident applicants", True),
        ("Mr. Mar-", "kovaliski said", False),
        ("the Sino-", "German forum", True),
        ("pro-", "tection", False),
        ("well-", "known marks", True),
        ("closer co-", "operation abroad", True),
        ("the re-", "examination board", True),
    ],
)
def test_words_decide_over_hyphens(before: str, after: str, *, kept: bool) -> None:
    assert keeps_hyphen(before, after, {}, divides=False) is kept


def printed(*lines: PdfLine, links: tuple[tuple[float, float, float, float], ...] = ()) -> PdfFile:
    page = PdfPage(*A4, lines, (), links)
    return PdfFile((page,), {**BROWSER, "Title": "Office Opens a Window - Site"})


MENU = PdfLine("Home News Laws Contact", 70, 250, 60, 10)
SEARCH = (PdfLine("Keywords", 70, 120, 80, 9), PdfLine("Search", 300, 330, 80, 9))
HEAD = PdfLine("Office Opens a Window", 70, 350, 150, 20)
RELATED = (
    PdfLine("Related News", 70, 150, 300, 12),
    PdfLine("Another office moves", 90, 250, 320, 10),
)
FOOT = (PdfLine("file:///home/page.html", 24, 200, 825, 8), PdfLine("1/1", 560, 580, 825, 8))


def test_a_print_loses_what_is_the_sites() -> None:
    layout = layout_of(printed(MENU, *SEARCH, HEAD, *TEXT, *RELATED, *FOOT))
    assert [line.text.text for line in layout.flow] == [HEAD.text, *(line.text for line in TEXT)]
    assert not layout.cells
    assert len(layout.furniture) == 7


def test_the_title_that_a_browser_prints_above_each_page_is_no_text() -> None:
    margin = (
        PdfLine("11/29/26, 10:14 AM", 24, 103, 22.5, 8),
        PdfLine("开放窗口 - 某某局", 212, 493, 24.0, 8),
    )
    pages = (PdfPage(*A4, (*margin, HEAD, *TEXT, *FOOT)), PdfPage(*A4, (*margin, *TEXT, *FOOT)))
    layout = layout_of(PdfFile(pages, {**BROWSER, "Title": "Office Opens a Window - Site"}))
    assert "开放窗口 - 某某局" not in [line.text.text for line in layout.flow]
    assert len(layout.furniture) == 8


def test_links_beside_the_text_are_the_sites_and_links_in_it_are_not() -> None:
    side = PdfLine("Special Topics", 490, 560, 212, 10)
    tail = PdfLine("Guidelines on opening windows", 70, 300, 262, 10)
    links = ((70.0, 252.0, 300.0, 264.0),)
    layout = layout_of(printed(HEAD, *TEXT, side, tail, links=links))
    assert [line.text for line in (side, tail)] == [text.text for text in layout.furniture]
    within = ((300.0, 238.0, 470.0, 250.0), (70.0, 252.0, 300.0, 264.0))
    layout = layout_of(printed(HEAD, *TEXT, tail, links=within))
    assert layout.flow[-1].text.text == tail.text


def test_a_column_of_a_table_is_not_beside_the_text() -> None:
    lines = (
        *(PdfLine(f"line {n} of a long cell with many words", 72, 330, 220 + 14 * n, 10)
          for n in range(6)),
        PdfLine("low", 360, 380, 220, 10),
    )  # fmt: skip
    rules = (
        *((70.0, y, 450.0, y + 0.5) for y in (205.0, 300.0)),
        *((x, 205.0, x + 0.5, 300.0) for x in (70.0, 350.0, 450.0)),
    )
    metadata = printed().metadata
    layout = layout_of(PdfFile((PdfPage(*A4, (HEAD, *lines), rules),), metadata))
    assert [cell[0].text.text for cell in layout.cells] == [lines[0].text, "low"]
    layout = layout_of(PdfFile((PdfPage(*A4, (HEAD, *lines)),), metadata))
    assert [text.text for text in layout.furniture] == ["low"]


HEADED = (("Region", "Filings"), ("West", "9,750"), ("East", "38,600"))


def test_what_was_guessed_is_said_and_less_sure(make_pdf: Callable[..., bytes]) -> None:
    from aligner.readers.pdf import PdfReader  # noqa: PLC0415 - only here

    rows = [(text, 72 + 160 * column, 100 + 30 * row, 10)
            for row, texts in enumerate(HEADED)
            for column, text in enumerate(texts)]  # fmt: skip
    document = PdfReader().read(make_pdf([rows]), document_id="t.pdf")
    assert {block.certainty for block in document.blocks} == {0.85}
    assert "6 cells of tables without rules" in document.doubts[0]
