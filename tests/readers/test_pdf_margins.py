"""Heads and feet of documents of one page, and tables without rules across pages."""

from collections.abc import Callable, Sequence

import pytest

from aligner.readers.pdf.layout import layout_of, split_furniture
from aligner.readers.pdf.pages import PdfFile, PdfLine, PdfPage

A4 = (595.0, 842.0)
TEXT = tuple(
    PdfLine("The council met on Tuesday to discuss the wall.", 57, 530, top, 12)
    for top in (134, 152, 181, 198)
)
HEAD, FOOT = 34.0, 812.0


def _small(text: str, top: float, left: float = 57, size: float = 8) -> PdfLine:
    return PdfLine(text, left, left + 4 * len(text), top, size)


def _set_apart(*lines: PdfLine, pages: int = 1) -> list[str]:
    page = PdfPage(*A4, (*TEXT, *lines))
    others = [PdfPage(*A4, TEXT)] * (pages - 1)
    return [line.text for line in split_furniture([page, *others])[0][1]]


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("5/3/2024, 10:22 AM", "https://www.harbour.example/news/42"),
        ("Harbour Council", "Page 1 of 1"),
        ("市政简报", "第1页 共1页"),
        ("打印时间：2024-05-03 10:22", "市政府"),
        ("Harbour Council  2024/5/3", "Newsletter"),
        ("Harbour Council", "Newsletter | www.harbour.example"),
    ],
)
def test_head_and_foot_of_a_single_page_are_told_by_one_of_them(head: str, foot: str) -> None:
    assert _set_apart(_small(head, HEAD), _small(foot, FOOT)) == [head, foot]


@pytest.mark.parametrize(
    "line",
    [
        _small("1 The figures are those of last year", FOOT),
        _small("The figures are those of www.harbour.example last year.", FOOT),
        _small("Harbour Council", FOOT),
        _small("www.harbour.example", FOOT, size=12),
        _small("www.harbour.example", 212),
        _small("www.harbour.example", 560),
    ],
    ids=["note", "sentence", "untold", "type of the text", "close to the text", "no margin"],
)
def test_other_lines_are_text(line: PdfLine) -> None:
    assert _set_apart(line) == []


def test_where_there_are_more_pages_they_decide() -> None:
    assert _set_apart(_small("www.harbour.example", FOOT), pages=2) == []


def test_a_table_without_rules_goes_on_on_the_next_page() -> None:
    rows = [("Item", "Unit", "Time"), *((f"Work {n}", f"Office {n}", f"Day {n}") for n in range(9))]

    def drawn(some: Sequence[tuple[str, ...]], top: Callable[[int], float]) -> list[PdfLine]:
        return [
            PdfLine(text, left, left + 6 * len(text), top(n), 11)
            for n, row in enumerate(some)
            for left, text in zip((57.0, 230.0, 400.0), row, strict=True)
        ]

    first = PdfPage(*A4, (*TEXT, *drawn(rows[:4], lambda n: 700 + 18 * n)))
    second = PdfPage(*A4, tuple(drawn(rows[4:], lambda n: 72 + 18 * n)))
    cells = [
        " ".join(line.text.text for line in cell)
        for cell in layout_of(PdfFile((first, second))).cells
    ]
    assert cells == [text for row in rows for text in row]
