"""Figures of a corpus, counted while its units go by."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from aligner.text import HAN
from aligner.values import TranslationUnit

_UNKNOWN = "unknown"
# Lower ends of the steps that probabilities are counted by.
_STEPS = (0.99, 0.95, 0.9, 0.8, 0.5, 0.0)
_WORD = re.compile(rf"[{HAN}]|[^\W_{HAN}]+(?:['’-][^\W_{HAN}]+)*")


@dataclass(slots=True)
class SplitStatistics:
    """Figures of one split.

    Parameters
    ----------
    documents : int
        Pairs of documents.
    units, source_characters, target_characters, source_words, target_words : int
        Characters without white space; as words, Han characters count one by one.
    size : int
        Bytes of all texts and values as UTF-8, about what they take up in memory.
    languages, years, kinds, probabilities, signatures : Counter
        Units by pair of languages, by year of the page, by kind of bead, by the
        lower end of a step of probability, by the run that made them.
    """

    documents: int
    units: int = 0
    source_characters: int = 0
    target_characters: int = 0
    source_words: int = 0
    target_words: int = 0
    size: int = 0
    languages: Counter[tuple[str, str]] = field(default_factory=Counter)
    years: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    probabilities: Counter[float] = field(default_factory=Counter)
    signatures: Counter[str] = field(default_factory=Counter)

    def counting(self, units: Iterable[TranslationUnit]) -> Iterator[TranslationUnit]:
        """The units as they are; each is counted when it goes by."""
        for unit in units:
            self._count(unit)
            yield unit

    def record(self) -> dict[str, object]:
        """The figures for JSON."""
        return {
            "documents": self.documents,
            "units": self.units,
            "source_characters": self.source_characters,
            "target_characters": self.target_characters,
            "source_words": self.source_words,
            "target_words": self.target_words,
            "years": dict(sorted(self.years.items())),
            "kinds": dict(sorted(self.kinds.items())),
            "probabilities": {
                f"{step:.2f}-{end:.2f}": self.probabilities[step]
                for end, step in pairwise((1.0, *_STEPS))
            },
        }

    def _count(self, unit: TranslationUnit) -> None:
        values = dict(unit.properties)
        day = values.get("source-date") or values.get("target-date") or ""
        self.units += 1
        self.source_characters += len("".join(unit.source_text.split()))
        self.target_characters += len("".join(unit.target_text.split()))
        self.source_words += n_words(unit.source_text)
        self.target_words += n_words(unit.target_text)
        self.size += _size(unit)
        self.languages[unit.source_language, unit.target_language] += 1
        self.years[day[:4] or _UNKNOWN] += 1
        self.kinds[values.get("kind", _UNKNOWN)] += 1
        self.probabilities[next(step for step in _STEPS if unit.probability >= step)] += 1
        self.signatures[values.get("signature", "")] += 1


def n_words(text: str) -> int:
    """How many words a text has, Han characters counted one by one.

    >>> n_words("3月5日 the patent-holders' 12 rights")
    8
    """
    return sum(1 for _ in _WORD.finditer(text))


def _size(unit: TranslationUnit) -> int:
    """Bytes of the texts and the metadata of a unit."""
    head = (unit.id, unit.source_language, unit.target_language)
    values = (*head, unit.source_text, unit.target_text, *(value for _, value in unit.properties))
    return sum(len(value.encode("utf-8", "replace")) for value in values)


@dataclass(frozen=True, slots=True)
class CorpusStatistics:
    """Figures of a corpus.

    Parameters
    ----------
    splits : dict of str to SplitStatistics
        Those that are not empty.
    shared : int
        Units left out since a stronger split holds one that is nearly the same.
    repeated_texts : int
        Texts that were published more than once, nearly the same.
    is_divided : bool
        Whether there was to be more than one split.
    """

    splits: dict[str, SplitStatistics]
    shared: int
    repeated_texts: int
    is_divided: bool = True

    @property
    def units(self) -> int:
        """Units of all splits."""
        return sum(split.units for split in self.splits.values())

    @property
    def languages(self) -> tuple[str, str]:
        """The most frequent pair of languages."""
        counts: Counter[tuple[str, str]] = Counter()
        for split in self.splits.values():
            counts.update(split.languages)
        return min(counts, key=lambda pair: (-counts[pair], pair), default=("und", "und"))

    @property
    def signatures(self) -> tuple[str, ...]:
        """The runs that made the units."""
        return tuple(sorted({s for split in self.splits.values() for s in split.signatures if s}))

    def record(self) -> dict[str, object]:
        """The figures for JSON."""
        return {
            "units": self.units,
            "languages": list(self.languages),
            "signatures": list(self.signatures),
            "left_out_as_shared_by_splits": self.shared,
            "texts_published_more_than_once": self.repeated_texts,
            "splits": {name: split.record() for name, split in self.splits.items()},
        }
