"""Glossaries of many forms, words or concepts: twice as much takes about twice as long."""

import gc
import time
from collections.abc import Callable
from itertools import count

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
# Times that a growth which looks too fast is measured again.
AGAIN = 6
SALTS = count(100)
ADMITTED, DEPRECATED = TermStatus.ADMITTED, TermStatus.DEPRECATED


class Words:
    """Words and Chinese terms that no other glossary has: caches must not know them."""

    def __init__(self, salt: int) -> None:
        self._salt = salt

    def word(self, number: int) -> str:
        return "w" + "".join(chr(97 + int(digit)) for digit in f"{self._salt}{number}") + "q"

    def chinese(self, number: int) -> str:
        return "".join(chr(0x4E00 + 200 + int(digit) * 37) for digit in f"{self._salt}{number}")

    def terms(self, n: int, status: TermStatus = ADMITTED) -> list[Term]:
        return [Term(f"form {self.word(k)}", "en", status) for k in range(n)]


def one(*terms: Term) -> Glossary:
    return Glossary((ConceptEntry("a", (Term("专利", "zh"), *terms)),))


def long_term(words: Words, n: int) -> Term:
    return Term(" ".join(map(words.word, range(n))), "en")


def concepts(words: Words, n: int) -> Glossary:
    pairs = zip((Term(words.chinese(k), "zh") for k in range(n)), words.terms(n), strict=True)
    return Glossary(tuple(ConceptEntry(str(k), pair) for k, pair in enumerate(pairs)))


def shared(_: Words, n: int) -> Glossary:
    terms = Term("专利", "zh"), Term("patent", "en")
    return Glossary(tuple(ConceptEntry(str(k), terms) for k in range(n)))


def chinese_forms(words: Words, n: int) -> Glossary:
    return one(*(Term(words.chinese(k), "zh", ADMITTED) for k in range(n)), Term("a b", "en"))


X = [Term("x y", "en"), Term("x y", "en", DEPRECATED)]
MADE: dict[str, tuple[Callable[[Words, int], Glossary], int]] = {
    "forms": (lambda words, n: one(*words.terms(n)), 2000),
    "preferred forms": (lambda words, n: one(*words.terms(n, TermStatus.PREFERRED)), 2000),
    "one form, allowed and not": (lambda _, n: one(*X * n), 2000),
    "Chinese forms": (chinese_forms, 2000),
    "words": (lambda words, n: one(long_term(words, n)), 2000),
    "replaceable words": (
        lambda words, n: one(long_term(words, n), Term("ABC", "en", ADMITTED)),
        2000,
    ),
    "shared forms": (shared, 2000),
    "concepts": (concepts, 10_000),
}


def matched(glossary: Glossary) -> None:
    """An index of the glossary, and what it finds in a text of all its terms."""
    index = TermIndex(glossary)
    terms = [term for entry in glossary.entries for term in entry.terms][:100]
    zh = "。".join(term.text for term in terms if term.language == "zh")
    en = ". ".join(term.text for term in terms if term.language == "en")
    index.find_source(read_chinese(zh))
    index.find_target(read_english(en))


def seconds(
    function: Callable[[Glossary], object], make: Callable[[Words, int], Glossary], size: int
) -> float:
    """Processor time of the fastest call, each with a glossary of its own."""
    best = float("inf")
    for _ in range(TRIALS):
        glossary = make(Words(next(SALTS)), size)
        gc.collect()
        # What other tests left in memory would be looked through once more in the longer call.
        gc.disable()
        try:
            started = time.process_time()
            function(glossary)
            best = min(best, time.process_time() - started)
        finally:
            gc.enable()
    return best


@pytest.mark.parametrize("name", MADE)
@pytest.mark.parametrize("function", [lint_glossary, matched])
def test_time_grows_linearly(function: Callable[[Glossary], object], name: str) -> None:
    make, size = MADE[name]
    after = seconds(function, make, 2 * size)
    if after < SHORT:
        return
    # A busy machine makes a ratio of short times too large now and then, never three times.
    growth = after / max(seconds(function, make, size), SHORT / 10)
    for _ in range(AGAIN):
        if growth >= MOST_GROWTH:
            after = seconds(function, make, 2 * size)
            growth = after / max(seconds(function, make, size), SHORT / 10)
    assert growth < MOST_GROWTH, f"{growth:.1f}"
