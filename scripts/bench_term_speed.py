#!/usr/bin/env python3
"""How many sentence pairs a second the matching of terms takes on, by phase.

    scripts/bench_term_speed.py --reports reports/2020.jsonl --concepts 5000

Matching is what comes before any judging: the source terms of a pair are found,
the target forms of their concepts, and the two are assigned one to one.  The
pairs are those of the sample corpus and, where told, of bilingual reports (a
yearly file beside which the term lists of all years lie).  The glossary is the
sample corpus's own with the term lists, topped up with made-up concepts of two
known terms each.  Seconds are those of the processor; ``first`` is the first
pass, with no word of the set seen before, ``best`` the best of several.
"""

import argparse
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from time import process_time

from terms_data import Text, load_reports, load_sample
from terms_data import _read_list as read_term_list

from aligner.glossary import Glossary, read_glossary
from aligner.languages import read_chinese, straddles
from aligner.languages.english import read_english
from aligner.terms.matching.index import TermIndex
from aligner.terms.matching.unit import read_unit, render
from aligner.values import ConceptEntry, Term, TranslationUnit

__all__ = ["Figures", "make_glossary", "measure"]

_CORPORA = Path(__file__).resolve().parents[1] / "corpora"


@dataclass(frozen=True)
class Figures:
    """What one set of pairs gave.

    Parameters
    ----------
    pairs : int
    characters, words : float
        Of a source and a target, in the mean.
    occurrences, rendered : int
        Source terms found, and those with a target form.
    first, best : float
        Pairs a second.
    phases : tuple of (str, float)
        Microseconds a pair in each phase when done alone, at best.
    """

    pairs: int
    characters: float
    words: float
    occurrences: int
    rendered: int
    first: float
    best: float
    phases: tuple[tuple[str, float], ...]


def make_glossary(parts: Sequence[Glossary], concepts: int, seed: int = 0) -> Glossary:
    """Glossaries as one of so many concepts: the first of each Chinese term, then made-up ones."""
    by_term: dict[str, ConceptEntry] = {}
    for part in parts:
        for entry in part.entries:
            by_term.setdefault(entry.forms("zh")[0].text, entry)
    known = list(by_term.values())
    entries = known[:concepts]
    chance = random.Random(seed)  # noqa: S311 - for terms, not for secrets
    while len(entries) < concepts:
        left, right = chance.sample(known, 2)
        chinese, english = (
            [entry.forms(language)[0].text for entry in (left, right)] for language in ("zh", "en")
        )
        if (term := "".join(chinese)) not in by_term:
            terms = Term(term, "zh"), Term(" ".join(english), "en")
            by_term[term] = ConceptEntry(f"made-{len(entries)}", terms)
            entries.append(by_term[term])
    return Glossary(tuple(replace(e, id=f"{i}-{e.id}") for i, e in enumerate(entries)))


def measure(texts: Sequence[Text], index: TermIndex, rounds: int) -> Figures:
    """Figures of the pairs of some documents."""
    units = [(unit, text) for text in texts for unit in text.units]
    found: list[tuple[int, int]] = []

    def match_all() -> None:
        found.clear()
        for text in texts:
            reads = [read_unit(unit, index) for unit in text.units]
            for read in reads:
                render(read, index, text.day, {})
            found.extend((len(read.occurrences), len(read.renderings)) for read in reads)

    seconds = [_seconds(match_all) for _ in range(rounds + 1)]
    return Figures(
        len(units),
        sum(len(unit.source_text) for unit, _ in units) / len(units),
        sum(len(unit.target_text.split()) for unit, _ in units) / len(units),
        sum(occurrences for occurrences, _ in found),
        sum(rendered for _, rendered in found),
        len(units) / seconds[0],
        len(units) / min(seconds[1:]),
        tuple(
            (name, min(_seconds(phase) for _ in range(rounds)) / len(units) * 1e6)
            for name, phase in _phases(units, index)
        ),
    )


def _phases(
    units: Sequence[tuple[TranslationUnit, Text]], index: TermIndex
) -> list[tuple[str, Callable[[], object]]]:
    """What is done to all pairs, phase by phase; the last takes all that is not done yet."""

    def assign_all() -> None:
        for read, day in reads:
            render(read, index, day, {})

    chinese = [read_chinese(unit.source_text) for unit, _ in units]
    reads = [(read_unit(unit, index), text.day) for unit, text in units]
    return [
        ("read Chinese", lambda: [read_chinese(unit.source_text) for unit, _ in units]),
        ("find source", lambda: [index.find_source(text) for text in chinese]),
        ("read English", lambda: [read_english(unit.target_text) for unit, _ in units]),
        ("find target, assign", assign_all),
    ]


def _seconds(work: Callable[[], object]) -> float:
    """Processor seconds some work takes."""
    started = process_time()
    work()
    return process_time() - started


def main() -> None:
    """Print the figures of each set of pairs."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--reports", type=Path, help="yearly file of bilingual reports")
    parser.add_argument("--concepts", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    # Dictionaries and libraries are loaded once a run, and no matter of speed.
    straddles(read_chinese("專利權利人").folded, 0, 3)
    import_module("scipy.optimize")
    sets = [("sample corpus", load_sample(_CORPORA))]
    lists: list[Path] = []
    if options.reports:
        sets.append((options.reports.name, load_reports(options.reports)))
        lists = sorted(options.reports.parent.glob("terms_*.tsv"))
    own = read_glossary(_CORPORA / "glossary" / "ip_terms.tsv")
    glossary = make_glossary([own, *map(read_term_list, lists)], options.concepts)
    started = process_time()
    index = TermIndex(glossary)
    print(f"{len(glossary)} concepts, index built in {process_time() - started:.1f} s")
    for name, texts in sets:
        figures = measure(texts, index, options.rounds)
        print(
            f"{name}: {figures.pairs} pairs of {figures.characters:.0f} characters and "
            f"{figures.words:.0f} words, {figures.occurrences} source terms, "
            f"{figures.rendered} rendered; pairs a second: "
            f"{figures.first:,.0f} first, {figures.best:,.0f} best"
        )
        for phase, microseconds in figures.phases:
            rate = 1e6 / microseconds
            print(f"    {phase:20} {microseconds:8.1f} us a pair, {rate:10,.0f} pairs/s")


if __name__ == "__main__":
    main()
