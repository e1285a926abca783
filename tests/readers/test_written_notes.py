"""Footnotes of a page whose figures are raised in the text and plain before the notes."""

import pytest

from aligner.readers.html.notes import note_marks
from aligner.readers.html.reader import HtmlReader
from tests.growth import assert_linear

_TEXT = {
    "zh": ("条约{0}于1970年缔结。", "截至2023年，共有157个缔约国{1}。", "签于某市。", "见官网。"),
    "en": ("The Treaty{0} is of 1970.", "It has 157 parties{1}.", "Signed there.", "See the site."),
}
# The marks in the text, and what stands before the notes.
_STYLES = [
    (("1", "2"), ("1 ", "2 ")),
    (("1", "2"), ("1. ", "2. ")),
    (("1", "2"), ("1、", "2、")),
    (("[1]", "[2]"), ("[1] ", "[2]")),
    (("[1]", "[2]"), ("1&nbsp;", "2&nbsp;")),
    (("(1)", "(2)"), ("（1）", "（2）")),
    (("①", "②"), ("① ", "② ")),
    (("1", "2"), ("①", "②")),
    (("注1", "注2"), ("注1：", "注2：")),
    (("1", "2"), ("Note 1: ", "Note 2: ")),
    (("*", "**"), ("* ", "**")),
    (("a", "b"), ("a. ", "b. ")),
]


def _read(page: str) -> list[str]:
    document = HtmlReader().read(page.encode(), document_id="a.html")
    return [block.text for block in document.blocks]


@pytest.mark.parametrize("language", _TEXT)
@pytest.mark.parametrize("form", ["<p>{}</p>", "<div>{}</div>", "{}<br>"])
@pytest.mark.parametrize("style", _STYLES)
def test_the_figures_go(
    language: str, form: str, style: tuple[tuple[str, str], tuple[str, str]]
) -> None:
    *text, first, second = _TEXT[language]
    raised = [f"<sup>{mark}</sup>" for mark in style[0]]
    lines = [line.format(*raised) for line in text]
    lines += [style[1][0] + first, style[1][1] + second]
    page = "<meta charset=utf-8>" + "".join(form.format(line) for line in lines)
    assert _read(page) == [line.format("", "") for line in _TEXT[language]]


@pytest.mark.parametrize(
    ("page", "texts"),
    [
        # A power beside marks of notes.
        (
            "<p>Plots<sup>1</sup> of 20 km<sup>2</sup> grew<sup>2</sup>.<p>1 All.<p>2 By half.",
            ["Plots of 20 km2 grew.", "All.", "By half."],
        ),
        # Powers above a numbered list.
        (
            "<p>It has 20 m<sup>2</sup>.<p>1. One.<p>2. Two.",
            ["It has 20 m2.", "1. One.", "2. Two."],
        ),
        # A list that goes on behind the last sign of the text.
        ("<p>So<sup>1</sup>.<p>1. One.<p>2. Two.", ["So1.", "1. One.", "2. Two."]),
        # The notes stand below the text, not above it.
        ("<p>1 One.<p>So it was<sup>1</sup>.", ["1 One.", "So it was1."]),
        # A number that belongs to its line.
        ("<p>So<sup>1</sup> it was.<p>1.5 metres fell.", ["So1 it was.", "1.5 metres fell."]),
        # Numbers of the headings stay, those of the notes go.
        (
            "<p>1. One<p>It fell<sup>1</sup>.<p>2. Two<p>It rose<sup>2</sup>.<p>1 Here.<p>2 There.",
            ["1. One", "It fell.", "2. Two", "It rose.", "Here.", "There."],
        ),
    ],
)
def test_other_figures_stay(page: str, texts: list[str]) -> None:
    assert _read(page) == texts


@pytest.mark.parametrize(
    "notes",
    [
        "<ol><li>签于某市。<li>见官网。</ol>",
        "<table><tr><td>1</td><td>签于某市。</td></tr><tr><td>2</td><td>见官网。</td></tr></table>",
        "<p><b>1</b> 签于某市。<p><b>2</b> 见官网。",
        "<small>1 签于某市。<br>2 见官网。</small>",
    ],
)
@pytest.mark.parametrize(
    "raised", ["<sup>{}</sup>", '<span style="vertical-align: super">{}</span>']
)
def test_notes_in_other_elements(notes: str, raised: str) -> None:
    marks = [raised.format(number) for number in (1, 2)]
    page = "<meta charset=utf-8>" + "".join(
        f"<p>{line.format(*marks)}</p>" for line in _TEXT["zh"][:2]
    )
    assert _read(page + notes) == [line.format("", "") for line in _TEXT["zh"]]


def test_a_list_within_a_note_keeps_its_numbers() -> None:
    page = "<p>So<sup>1</sup> it was<sup>2</sup>.<p>1 Here:<p>(1) One.<p>(2) Two.<p>2 There."
    assert _read(page) == ["So it was.", "Here:", "(1) One.", "(2) Two.", "There."]


def test_a_power_stays_beside_notes_with_raised_figures() -> None:
    page = "<p>20 km<sup>2</sup> of it<sup>2</sup>.<p><sup>2</sup> By half."
    assert _read(page) == ["20 km2 of it.", "By half."]


def test_rows_of_notes_that_fail_late_cost_no_more_than_they_are_long() -> None:
    def page(size: int) -> str:
        text = "".join(f"<p>a<sup>{place % 999}</sup>" for place in range(size))
        return text + "".join(f"<p>{place % 998} x" for place in range(size))

    assert_linear(note_marks, page, 5_000)
