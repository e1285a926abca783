"""What the check makes of occurrences without a known form."""

from collections.abc import Sequence
from datetime import date

from aligner.glossary import Glossary
from aligner.lexicon import LexicalModel
from aligner.terms.checking.departures import Departure, find_departure
from aligner.terms.checking.evidence import Evidence
from aligner.terms.checking.uses import count_uses
from aligner.terms.matching.index import index_of
from aligner.terms.matching.unit import read_document
from aligner.values import TranslationUnit

__all__ = ["DAY", "Found", "departures_of", "unit"]

DAY = date(2024, 5, 1)
# Number of the unit, number of the occurrence, and what it became.
Found = tuple[int, int, Departure]


def unit(source: str, target: str, name: str = "x") -> TranslationUnit:
    return TranslationUnit(name, "zh-Hans", "en", source, target, 1.0)


def departures_of(
    units: Sequence[TranslationUnit], glossary: Glossary, model: LexicalModel
) -> list[Found]:
    index = index_of(glossary)
    reads, _ = read_document(units, index, DAY, model)
    evidence, uses = Evidence(index, reads, model), count_uses(reads)
    return [
        (
            number,
            i,
            find_departure(evidence, index, number, occurrence, uses[occurrence.concepts[0]]),
        )
        for number, read in enumerate(reads)
        for i, occurrence in enumerate(read.occurrences)
        if i not in read.renderings and read.target.keys
    ]
