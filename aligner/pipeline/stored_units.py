"""Translation units of a file of any size, as a sequence that does not fill memory."""

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import overload

from aligner.spill import Spill
from aligner.values import TranslationUnit

# So many units are kept in memory; more go to a temporary file.
_IN_MEMORY = 10_000


class _Fetched(Sequence[TranslationUnit]):
    """Units that are fetched one by one when they are asked for."""

    @overload
    def __getitem__(self, place: int) -> TranslationUnit: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[TranslationUnit]: ...
    def __getitem__(self, place: int | slice) -> TranslationUnit | Sequence[TranslationUnit]:
        places = range(len(self))[place]
        if isinstance(places, range):
            return [self._fetch(i) for i in places]
        return self._fetch(places)

    @abstractmethod
    def _fetch(self, place: int) -> TranslationUnit:
        """The unit at a place, which is not negative."""


class StoredUnits(_Fetched):
    """Units in a temporary file."""

    def __init__(self, units: Iterable[TranslationUnit]) -> None:
        self._records = Spill()
        for unit in units:
            self._records.append(
                (
                    unit.id,
                    unit.source_language,
                    unit.target_language,
                    unit.source_text,
                    unit.target_text,
                    unit.probability,
                    unit.properties,
                )
            )

    def __len__(self) -> int:
        return len(self._records)

    def _fetch(self, place: int) -> TranslationUnit:
        return TranslationUnit(*self._records[place])

    def __iter__(self) -> Iterator[TranslationUnit]:
        return (TranslationUnit(*record) for record in self._records)


class ChosenUnits(_Fetched):
    """Some of many units, fetched when they are asked for.

    Parameters
    ----------
    units : sequence of TranslationUnit
    places : sequence of int
    """

    def __init__(self, units: Sequence[TranslationUnit], places: Sequence[int]) -> None:
        self._units, self._places = units, places

    def __len__(self) -> int:
        return len(self._places)

    def _fetch(self, place: int) -> TranslationUnit:
        return self._units[self._places[place]]


def store_units(
    units: Iterable[TranslationUnit], in_memory: int = _IN_MEMORY
) -> Sequence[TranslationUnit]:
    """Units that can be gone through several times: a tuple of a few, a file of many.

    Parameters
    ----------
    units : iterable of TranslationUnit
        Consumed one by one.
    in_memory : int
        How many may be kept in memory.
    """
    if isinstance(units, Sequence):
        return units
    ahead = iter(units)
    first = tuple(islice(ahead, in_memory + 1))
    return first if len(first) <= in_memory else StoredUnits(chain(first, ahead))
