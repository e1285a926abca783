#!/usr/bin/env python3
"""Documents of parallel texts, with a glossary mined from every second one of them.

    scripts/terms_registers.py parallel/twlaw.tsv.xz -o twlaw.terms.tsv

writes the glossary; the other documents are for trials.
"""

import argparse
import zlib
from collections.abc import Iterator
from pathlib import Path

from terms_data import Text
from threadpoolctl import threadpool_limits

from aligner.glossary import Glossary
from aligner.lexicon import LexicalModel, read_parallel
from aligner.terms import mine_terms
from aligner.text import has_han
from aligner.values import ConceptEntry, Term, TranslationUnit

__all__ = ["load_register"]

_SHORTEST, _LONGEST = 8, 200
_LEAST_UNITS, _MOST_UNITS = 8, 60
_MOST_MINED = 4000
# A pair that is this probable is nearly always a term with its usual rendering.
_LEAST_PROBABILITY = 0.5


def _documents(path: Path, *, mined: bool) -> Iterator[tuple[str, list[TranslationUnit]]]:
    """The documents of one half: the one the glossary is mined from, or the other."""
    found: dict[str, list[TranslationUnit]] = {}
    for pair in read_parallel(path):
        name = pair.document.rpartition("#")[0]
        if (zlib.crc32(name.encode()) % 2 == 0) == mined and has_han(pair.source):
            units = found.setdefault(name, [])
            if _SHORTEST < len(pair.source) < _LONGEST and pair.target.strip():
                number = f"{name}-{len(units)}"
                units.append(TranslationUnit(number, "zh", "en", pair.source, pair.target, 1.0))
    yield from ((name, units) for name, units in found.items() if len(units) >= _LEAST_UNITS)


def load_register(path: Path, terms: Path, most: int) -> list[Text]:
    """Documents that the glossary was not mined from, evenly chosen, cut to a usual length."""
    lines = [line.split("\t") for line in terms.read_text("utf-8").splitlines()]
    entries = (
        ConceptEntry(f"{path.stem}-{i}", (Term(zh, "zh"), Term(en, "en")))
        for i, (zh, en) in enumerate(lines)
    )
    glossary = Glossary(tuple(entries))
    every = list(_documents(path, mined=False))
    step = max(1, len(every) // most)
    return [Text(name, None, tuple(u[:_MOST_UNITS]), glossary) for name, u in every[::step][:most]]


def main() -> None:
    """Mine and write the glossary."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("-o", "--output", required=True, type=Path)
    options = parser.parse_args()
    threadpool_limits(1)
    units = [unit for _, own in _documents(options.file, mined=True) for unit in own]
    chosen = units[:: max(1, len(units) // _MOST_MINED)]
    found = mine_terms(
        chosen, lexicon=LexicalModel.base(), most=500, least_probability=_LEAST_PROBABILITY
    )
    lines = (f"{p.source_term}\t{p.target_term}\n" for p in found)
    options.output.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
