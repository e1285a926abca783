"""Glossaries of many forms, words or concepts: twice as much takes about twice as long."""

import time
from collections.abc import Callable

import pytest

from aligner.glossary import Glossary, lint_glossary
from aligner.languages import read_chinese, read_english
from aligner.terms.matching.index import TermIndex
from aligner.values import ConceptEntry, Term, TermStatus

pytestmark = pytest.mark.gate

# As in `test_growth`: of the processor, the best of several.
MOST_GROWTH = 3.0
SHORT = 0.05
TRIALS = 3
ADMITTED, DEPRECATED = TermStatus.ADMITTED, TermStatus.DEPRECATED


def word(number: int) -> str:
    """A word of its own."""
    return "w" + "".join(chr(97 + int(digit)) for digit in str(number)) + "q"


def chinese(number: int) -> str:
    """A Chinese term of its own."""
    return "专" + "".join(chr(0x4E00 + 200 + int(digit) * 37) for digit in str(number))


def one(*terms: Term) -> Glossary:
    return Glossary((ConceptEntry("a", (Term("专利", "zh"), *terms)),))


def concepts(n: int) -> Glossary:
    terms = ((Term(chinese(k), "zh"), Term(f"form {word(k)}", "en")) for k in range(n))
    return Glossary(tuple(ConceptEntry(str(k), pair) for k, pair in enumerate(terms)))


MADE: dict[str, tuple[Callable[[int], Glossary], int]] = {
    "forms": (lambda n: one(*(Term(f"form {word(k)}", "en", ADMITTED) for k in range(n))), 2000),
    "preferred forms": (lambda n: one(*(Term(word(k), "en") for k in range(n))), 2000),
    "one form, allowed and not": (
        lambda n: one(*[Term("x y", "en"), Term("x y", "en", DEPRECATED)] * n),
        2000,
    ),
    "Chinese forms": (
        lambda n: one(*(Term(chinese(k), "zh", ADMITTED) for k in range(n)), Term("a b", "en")),
        2000,
    ),
    "words": (lambda n: one(Term(" ".join(map(word, range(n))), "en")), 2000),
    "replaceable words": (
        lambda n: one(Term(" ".join(map(word, range(n))), "en"), Term("ABC", "en", ADMITTED)),
        2000,
    ),
    "shared forms": (
        lambda n: Glossary(
            tuple(
                ConceptEntry(str(k), (Term("专利", "zh"), Term("patent", "en"))) for k in range(n)
            )
        ),
        2000,
    ),
    "concepts": (concepts, 10_000),
}


def matched(glossary: Glossary) -> None:
    """An index of the glossary, and what it finds in a text of all its terms."""
    index = TermIndex(glossary)
    terms = [term for entry in glossary.entries for term in entry.terms][:2000]
    zh = "。".join(term.text for term in terms if term.language == "zh")
    en = ". ".join(term.text for term in terms if term.language == "en")
    index.find_source(read_chinese(zh))
    index.find_target(read_english(en))


def seconds(function: Callable[[Glossary], object], glossary: Glossary) -> float:
    """Processor time of the fastest call."""
    best = float("inf")
    for _ in range(TRIALS):
        started = time.process_time()
        function(glossary)
        best = min(best, time.process_time() - started)
    return best


@pytest.mark.parametrize("name", MADE)
@pytest.mark.parametrize("function", [lint_glossary, matched])
def test_time_grows_linearly(function: Callable[[Glossary], object], name: str) -> None:
    make, size = MADE[name]
    after = seconds(function, make(2 * size))
    if after >= SHORT:
        growth = after / max(seconds(function, make(size)), SHORT / 10)
        assert growth < MOST_GROWTH, f"{growth:.1f}"
