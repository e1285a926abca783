"""Lines without end: what they say is read as in short ones, and no number of theirs is read."""

import pytest

from aligner import parts
from aligner.languages import han_numbers, latin_numbers
from aligner.languages.numbers import han_value
from aligner.text import clause_spans


@pytest.mark.parametrize("numeral", ["一" + "万" * 100_000, "一亿" * 50_000, "九" * 100_000])
def test_numerals_without_end_have_no_value(numeral: str) -> None:
    assert han_value(numeral) is None
    assert han_numbers(f"授权{numeral}件，增长35%") == ("35%",)


def test_digits_without_end_have_no_value() -> None:
    digits = "9" * 5000
    assert han_numbers(f"共{digits}件，增长{digits}%，其中12件") == ("12",)
    assert latin_numbers(f"some {digits} of them, up {digits} percent, but 12") == ("12",)


def test_plans_in_runs_of_digits_are_taken_out() -> None:
    assert han_numbers("“十四五”规划，二十五时期，十四五末") == ()


def test_runs_of_marks_end_one_clause() -> None:
    text = "Is it really so" + "?" * 1000 + " nobody knew that, certainly not he."
    assert text[slice(*clause_spans(text)[0])] == "Is it really so" + "?" * 1000
    assert clause_spans("a" + "?" * 1000 + "b") == [(0, 1002)]


@pytest.mark.parametrize("name", ["zh.v1", "generic.v1"])
def test_runs_of_marks_end_one_sentence(name: str) -> None:
    text = "他说：“是的" + "…" * 100 + "”然后走了。"
    assert "".join(text[a:b] for a, b in parts.splitters.get(name)().split(text)) == text
