"""No time grows faster than linearly with one line: functions meet their worst lines, doubled."""

import time
from collections.abc import Callable
from functools import partial
from itertools import product

import pytest

from aligner import parts
from aligner.glossary.columns import column_of
from aligner.glossary.utx import _LANGUAGES
from aligner.languages import differing_counts, latin_persons, read_quantities
from aligner.pairing.marks import take_document_numbers, take_figures
from aligner.readers.pdf.layout import split_furniture
from aligner.readers.pdf.pages import PdfLine, PdfPage
from aligner.tables import table_rows
from aligner.text import clause_spans

pytestmark = pytest.mark.gate

SIZE = 4_000
# Linear growth doubles the time, quadratic growth takes four times as much.  Times are of the
# processor, the best of several, and short ones say nothing.
MOST_GROWTH = 3.2
SHORT = 0.05
TRIALS = 4

MARKS = (*"?!.,:;…—。、“”\"'()（【〔", "...", "?”", "。”", '."', "\n", " ", "\u3000")
NUMBERS = ("1", "9,", "1.", "十", "五", "十五", "一万", "万", "一亿", "百分之", "九点", "1-", "1/")
WORDS = ("a", "A", "A.", "a.b", "Mr. ", "Li ", "one ", "one-", "No. 1 ", "b_", "第", "号", "年")
LINES = (*MARKS, *NUMBERS, *WORDS)

FUNCTIONS: dict[str, Callable[[str], object]] = {
    "clauses": clause_spans,
    "figures in Chinese": partial(take_figures, chinese=True),
    "figures in English": partial(take_figures, chinese=False),
    "document numbers": take_document_numbers,
    "quantities in Chinese": lambda text: read_quantities(text, "zh"),
    "quantities in English": lambda text: read_quantities(text, "en"),
    "counts": lambda text: differing_counts(f"三国{text}", "zh", f"5 nations {text}", "en"),
    "persons": latin_persons,
    "heading of a glossary": column_of,
    "languages of a UTX file": _LANGUAGES.search,
    **{f"split {name}": parts.splitters.get(name)().split for name in parts.splitters.names()},
}


def furniture_of_scattered(text: str) -> object:
    """A page, and one like it, that has each character of a text on a line of its own."""
    lines = tuple(
        PdfLine(mark, 7.0 * n % 500, 7.0 * n % 500 + 5, 13.0 * n % 800, 10)
        for n, mark in enumerate(text)
    )
    return split_furniture([PdfPage(595, 842, lines)] * 2)


def table_broken_everywhere(text: str) -> object:
    """A table with a line for each character of a text, none of which can be decoded."""
    return table_rows(b"\xef\xbb\xbf" + b"a\tb\xff\n" * len(text), "a.tsv")


# What is looked at again from the beginning of a long run is met by many of these.
AFTER_RUNS = ("I. ", "1. ", "。", "? ", "1 ", "十")
RUNS = (" ", "\u3000", "\n", "（", "“", ".", "1", "十", "A")
# To the others only the length of a text matters.
OF_TEXTS = tuple(FUNCTIONS)

FUNCTIONS["furniture of PDF pages"] = furniture_of_scattered
FUNCTIONS["rows of a broken table"] = table_broken_everywhere


def seconds(function: Callable[[str], object], text: str) -> float:
    """Processor time of the fastest call."""
    best = float("inf")
    for _ in range(TRIALS):
        started = time.process_time()
        function(text)
        best = min(best, time.process_time() - started)
        if best < SHORT:
            break
    return best


def assert_linear(function: Callable[[str], object], make: Callable[[int], str]) -> None:
    """Fail if a text of twice the size takes much more than twice the time."""
    after = seconds(function, make(2 * SIZE))
    if after >= SHORT:
        growth = after / max(seconds(function, make(SIZE)), SHORT / 10)
        assert growth < MOST_GROWTH, f"{make(40)!r}: {growth:.1f}"


@pytest.mark.parametrize("name", FUNCTIONS)
def test_time_grows_linearly(name: str) -> None:
    for unit in LINES:
        assert_linear(FUNCTIONS[name], lambda n: f"x{unit * (n // len(unit))}\x01")  # noqa: B023 - called at once


@pytest.mark.parametrize("name", OF_TEXTS)
def test_time_grows_linearly_behind_a_long_run(name: str) -> None:
    for run, unit in product(RUNS, AFTER_RUNS):
        assert_linear(FUNCTIONS[name], lambda n: run * n + unit * (n // len(unit)))  # noqa: B023 - called at once
