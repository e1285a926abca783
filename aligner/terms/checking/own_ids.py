"""Ids that tell the units of one text apart, where the file they are from has some twice."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from aligner.values import TranslationUnit


def with_own_ids(units: Sequence[TranslationUnit]) -> Sequence[TranslationUnit]:
    """The units, each under an id that no other has: the second ``7`` is ``7 (2)``.

    Findings and occurrences name their unit by its id, and programs that number the units of
    every file or paragraph anew give one id to several.
    """
    taken = {unit.id for unit in units}
    return units if len(taken) == len(units) else tuple(_told_apart(units, taken))


def _told_apart(units: Sequence[TranslationUnit], taken: set[str]) -> Iterator[TranslationUnit]:
    """The units, those with an id that an earlier one has under a new one."""
    met: Counter[str] = Counter()
    for unit in units:
        met[unit.id] += 1
        if met[unit.id] == 1:
            yield unit
            continue
        while (name := f"{unit.id} ({met[unit.id]})") in taken:
            met[unit.id] += 1
        taken.add(name)
        yield replace(unit, id=name)
