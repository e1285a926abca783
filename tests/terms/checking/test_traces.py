"""Traces of a term in a sentence without any of its known forms."""

import pytest

from aligner.languages import read_english
from aligner.terms.checking.traces import TraceKind, find_trace


def traced(form: str, text: str) -> tuple[TraceKind, str] | None:
    read = read_english(text)
    trace = find_trace(read, [read_english(form).keys], [form], frozenset())
    return None if trace is None else (trace.kind, read.surface(trace.first, trace.last))


@pytest.mark.parametrize(
    ("form", "text", "found"),
    [
        ("Inspection and Quarantine Bureau", "The Bureau found no fault.", "Bureau"),
        ("Trade Review and Appeals Board", "It went to the Board.", "Board"),
        ("Bank for Rural Development", "The Bank lent money.", "Bank"),
    ],
)
def test_a_body_is_named_by_its_head(form: str, text: str, found: str) -> None:
    assert traced(form, text) == (TraceKind.SHORT_FORM, found)


@pytest.mark.parametrize(
    ("form", "text", "found"),
    [
        ("ruling", "The court ruled that it be closed.", "ruled"),
        ("patent application", "The firm applied for three patents.", "applied for three patents"),
        ("patent holder", "Whoever holds the patent may sell it.", "holds the patent"),
        ("buyer", "The party that buys may inspect them.", "buys"),
        (
            "trademark registration",
            "Some registered the names of their heroes as trademarks.",
            "registered the names of their heroes as trademarks",
        ),
    ],
)
def test_verbs_and_relative_clauses_are_other_grammar(form: str, text: str, found: str) -> None:
    assert traced(form, text) == (TraceKind.REWORDED, found)


@pytest.mark.parametrize(
    ("form", "text", "found"),
    [
        ("goods", "Every batch of good is inspected.", "good"),
        ("customs", "It was held by the custom.", "custom"),
        ("goods", "This good may not be returned.", "good"),
    ],
)
def test_a_lone_noun_in_another_number_is_another_word(form: str, text: str, found: str) -> None:
    assert traced(form, text) == (TraceKind.NUMBER, found)


def test_good_before_a_noun_is_no_article_of_trade() -> None:
    assert traced("goods", "A shop of good repute.") is None


def test_the_point_of_a_number_parts_no_phrase() -> None:
    read = read_english("Of trademarks, 3.637 million were registered.")
    form = "trademark registration"
    trace = find_trace(read, [read_english(form).keys], [form], frozenset())
    assert trace is not None
    assert trace.kind is TraceKind.REWORDED
