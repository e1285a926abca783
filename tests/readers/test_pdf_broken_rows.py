"""Rows of tables that a page break cuts."""

from collections.abc import Callable

import pytest

from aligner.readers.pdf import PdfReader
from aligner.readers.pdf.layout import layout_of
from aligner.readers.pdf.pages import PdfFile, PdfLine, PdfPage

A4 = (595.0, 842.0)
Row = tuple[str, ...]
COLUMNS = (70.0, 170.0, 330.0)
ROWS: tuple[Row, ...] = (("Berth", "Works", "Cost"), ("North quay", "New fenders", "low"))
CUT: Row = ("South quay", "Repair of the steps and", "high")
REST: Row = ("", "of the hand rail", "")
NEXT: Row = ("Slip", "Dredging", "none")
HEIGHT = 30.0


def page(
    top: float,
    *rows: Row,
    above: bool = True,
    below: bool = True,
    columns: tuple[float, ...] = COLUMNS,
) -> PdfPage:
    """A page with a ruled table, the first and last of whose rules may lack."""
    lefts = list(columns)
    end = top + HEIGHT * len(rows)
    levels = [top + HEIGHT * n for n in range(len(rows) + 1)]
    levels = levels[not above : len(levels) - (not below)]
    rules = (
        *((lefts[0], y, 500.0, y + 0.5) for y in levels),
        *((x, top, x + 0.5, end) for x in (*lefts, 500.0)),
    )
    return PdfPage(*A4, tuple(lines(top, rows, lefts)), rules)


def lines(top: float, rows: tuple[Row, ...], lefts: list[float]) -> list[PdfLine]:
    return [
        PdfLine(text, left + 3, left + 3 + 5 * len(text), top + HEIGHT * number + 18, 10)
        for number, row in enumerate(rows)
        for left, text in zip(lefts, row, strict=True)
        if text
    ]


def cells_of(*pages: PdfPage) -> list[str]:
    return ["|".join(line.text.text for line in cell) for cell in layout_of(PdfFile(pages)).cells]


WHOLE = "Repair of the steps and|of the hand rail"
FIRST = 600.0


def test_a_row_that_no_rule_closes_is_joined() -> None:
    pages = page(FIRST, *ROWS, CUT, below=False), page(60, REST, NEXT, above=False)
    assert cells_of(*pages) == [*ROWS[0], *ROWS[1], "South quay", WHOLE, "high", *NEXT]
    layout = layout_of(PdfFile(pages))
    assert not any((*layout.guessed, *layout.broken))
    assert not layout.flow
    # What is joined stands together in the text that spans point into.
    assert "steps and\nof the hand rail\nhigh" in layout.source


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ("Repair of the steps and", "of the hand rail"),
        ("修复台阶、", "扶手和灯柱"),
        ("修复台阶（含扶手", "及灯柱）两处"),
        ("Repair of the stairs,", "Hall 3"),
    ],
)
def test_a_closed_row_that_goes_on_is_joined_as_a_guess(upper: str, lower: str) -> None:
    cut, rest = ("South quay", upper, "high"), ("", lower, "")
    pages = page(FIRST, *ROWS, cut), page(60, rest, NEXT)
    assert f"{upper}|{lower}" in cells_of(*pages)
    layout = layout_of(PdfFile(pages))
    assert sum(layout.broken) == 1
    assert not any(layout.guessed)


@pytest.mark.parametrize(("below", "above"), [(False, True), (True, False)])
def test_a_lacking_rule_makes_sure_what_the_text_says(*, below: bool, above: bool) -> None:
    pages = page(FIRST, *ROWS, CUT, below=below), page(60, REST, NEXT, above=above)
    assert WHOLE in cells_of(*pages)
    assert not any(layout_of(PdfFile(pages)).broken)


def test_a_lacking_rule_alone_says_nothing() -> None:
    """Where each row has a rule above it only, the last one of a page has none below."""
    pages = page(FIRST, *ROWS, NEXT, below=False), page(60, CUT, NEXT)
    assert cells_of(*pages) == [*ROWS[0], *ROWS[1], *NEXT, *CUT, *NEXT]


def test_a_new_row_is_no_part_of_the_last() -> None:
    pages = page(FIRST, *ROWS, CUT), page(60, NEXT, ROWS[1])
    assert cells_of(*pages) == [*ROWS[0], *ROWS[1], *CUT, *NEXT, *ROWS[1]]


def test_a_repeated_heading_is_passed_over() -> None:
    pages = page(FIRST, *ROWS, CUT, below=False), page(60, ROWS[0], REST, NEXT)
    found = cells_of(*pages)
    assert WHOLE in found
    assert found.count("Works") == 2


def test_another_table_is_no_continuation() -> None:
    pages = (
        page(FIRST, *ROWS, CUT),
        page(60, REST, NEXT, columns=(70.0, 250.0, 330.0)),
    )
    assert WHOLE not in cells_of(*pages)


def test_a_text_between_parts_two_tables() -> None:
    first = page(FIRST, *ROWS, CUT)
    note = PdfLine("The harbour board approved all of these works in the spring.", 70, 470, 740, 10)
    first = PdfPage(*A4, (*first.lines, note), first.rules)
    assert WHOLE not in cells_of(first, page(60, REST, NEXT))


def test_text_below_an_empty_first_cell_goes_on_and_figures_do_not() -> None:
    upper, lower = ("South quay", "Repair of Hall", "high"), ("", "Annexe", "")
    assert "Repair of Hall|Annexe" in cells_of(page(FIRST, *ROWS, upper), page(60, lower, NEXT))
    upper, lower = ("South quay", "4,500", "12"), ("", "3,100", "9")
    assert "4,500" in cells_of(page(FIRST, *ROWS, upper), page(60, lower, NEXT))


def test_where_one_first_cell_stands_for_several_rows_an_empty_one_says_nothing() -> None:
    rows = (*ROWS, ("", "Old fenders", "none"), ("South quay", "Repair of Hall", "high"))
    assert "Annexe" in cells_of(page(540, *rows), page(60, ("", "Annexe", ""), NEXT))


def test_a_guess_is_said_and_less_sure(make_pdf: Callable[..., bytes]) -> None:
    cut, rest = (*CUT[:2], "High, as"), (*REST[:2], "all know")
    drawn = [
        [(text, left, top + 30 * number, 10) for number, row in enumerate(rows)
         for left, text in zip(COLUMNS, row, strict=True) if text]
        for top, rows in ((650, (*ROWS, cut)), (100, (rest, NEXT, ROWS[1])))
    ]  # fmt: skip
    document = PdfReader().read(make_pdf(drawn), document_id="t.pdf")
    certainty = {block.text: block.certainty for block in document.blocks}
    assert certainty["Repair of the steps and of the hand rail"] == 0.8
    assert certainty["High, as all know"] == 0.8
    assert certainty["South quay"] == 0.85
    assert "2 cells of tables go on behind a page break" in " ".join(document.doubts)


THROUGH: Row = ("", "and of the ladders and", "")
LAST: Row = ("", "of the lamps", "")


def test_a_row_that_fills_a_page_is_joined_over_three() -> None:
    pages = (
        page(FIRST, *ROWS, CUT, below=False),
        page(60, THROUGH, above=False, below=False),
        page(60, LAST, NEXT, above=False),
    )
    whole = "Repair of the steps and|and of the ladders and|of the lamps"
    assert cells_of(*pages) == [*ROWS[0], *ROWS[1], "South quay", whole, "high", *NEXT]
    layout = layout_of(PdfFile(pages))
    assert not any((*layout.guessed, *layout.broken))
    assert not layout.flow


def test_closed_rows_over_three_pages_are_joined_as_a_guess() -> None:
    pages = page(FIRST, *ROWS, CUT), page(60, THROUGH), page(60, LAST, NEXT)
    assert "Repair of the steps and|and of the ladders and|of the lamps" in cells_of(*pages)
    assert sum(layout_of(PdfFile(pages)).broken) == 1


def test_a_guess_at_one_page_break_makes_the_cell_one() -> None:
    pages = (
        page(FIRST, *ROWS, CUT),
        page(60, THROUGH, below=False),
        page(60, LAST, NEXT, above=False),
    )
    assert "Repair of the steps and|and of the ladders and|of the lamps" in cells_of(*pages)
    assert sum(layout_of(PdfFile(pages)).broken) == 1


def test_a_row_ends_where_another_one_begins() -> None:
    slip = ("Slip", "Dredging and", "none")
    pages = (
        page(FIRST, *ROWS, CUT, below=False),
        page(60, REST, slip, above=False, below=False),
        page(60, LAST, ROWS[1], above=False),
    )
    found = cells_of(*pages)
    assert WHOLE in found
    assert "Dredging and|of the lamps" in found


@pytest.mark.parametrize("works", ["Repair of the steps and", "Works end."])
def test_a_heading_may_be_repeated_above_a_row_that_fills_a_page(works: str) -> None:
    """An empty first cell and one cell that goes on say enough where no rule closes a row."""
    cut = ("South quay", "Repair of the steps and", works)
    pages = (
        page(FIRST, *ROWS, cut, below=False),
        page(200, ROWS[0], ("", "of the hand rail and", "Once more."), below=False),
        page(200, ROWS[0], ("", "of the lamps", "And again."), NEXT),
    )
    found = cells_of(*pages)
    assert "Repair of the steps and|of the hand rail and|of the lamps" in found
    assert f"{works}|Once more.|And again." in found
    assert found.count("Works") == 3


def test_a_short_table_is_known_to_have_rows_by_the_page_on_which_it_goes_on() -> None:
    pages = page(FIRST, ROWS[1], CUT, below=False), page(60, REST, NEXT, above=False)
    assert cells_of(*pages) == [*ROWS[1], "South quay", WHOLE, "high", *NEXT]


def test_upright_rules_below_no_table_make_none() -> None:
    pages = PdfPage(*A4, ()), page(60, THROUGH, NEXT, above=False, below=False)
    rules = tuple(rule for rule in pages[1].rules if rule[3] - rule[1] > 1)
    layout = layout_of(PdfFile((pages[0], PdfPage(*A4, pages[1].lines, rules))))
    assert any(line.text.text == THROUGH[1] for line in layout.flow)


def test_other_upright_rules_do_not_go_on_with_a_table() -> None:
    elsewhere = page(60, THROUGH, above=False, below=False, columns=(90.0, 250.0, 400.0))
    layout = layout_of(PdfFile((page(FIRST, *ROWS, CUT, below=False), elsewhere)))
    assert "Repair of the steps and" in cells_of(page(FIRST, *ROWS, CUT, below=False), elsewhere)
    assert any(line.text.text == THROUGH[1] for line in layout.flow)
