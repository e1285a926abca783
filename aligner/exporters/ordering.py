"""Units in the order in which a person works through them: the least certain first."""

import json
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import IO, cast

from aligner.errors import temporary_space
from aligner.exporters.states import Standing, standing
from aligner.values import TranslationUnit

# Orders that units can be written in, and the formats that people work through row by row.
ORDERS = ("text", "doubtful")
ORDERED_FORMATS = frozenset({"tsv", "xlsx", "xliff", "xliff12"})
_FIELDS = tuple(field.name for field in fields(TranslationUnit))


def in_order(units: Iterable[TranslationUnit], order: str) -> Iterator[TranslationUnit]:
    """Units in one of `ORDERS`.

    For ``"doubtful"``, what reviewers confirmed comes last, and of equally probable
    units those that came first; the units wait in a temporary file, and memory holds
    three numbers of each.
    """
    return _doubtful_first(units) if order == "doubtful" else iter(units)


def _doubtful_first(units: Iterable[TranslationUnit]) -> Iterator[TranslationUnit]:
    """The least certain units first."""
    with temporary_space():
        spool, places = _spooled(units)
    with spool:
        for *_, place in sorted(places):
            spool.seek(place)
            yield unit_of_record(spool.readline().decode("ascii"))


def _spooled(
    units: Iterable[TranslationUnit],
) -> tuple[IO[bytes], list[tuple[bool, float, int]]]:
    """Units in a temporary file; for each whether it is confirmed, how sure, and where it is."""
    spool = cast("IO[bytes]", tempfile.TemporaryFile())  # noqa: SIM115 - closed by the caller
    places = []
    try:
        for unit in units:
            is_confirmed = standing(unit) is Standing.CONFIRMED
            places.append((is_confirmed, unit.probability, spool.tell()))
            spool.write(record_of_unit(unit).encode("ascii") + b"\n")
        spool.flush()
    except BaseException:
        spool.close()
        raise
    return spool, places


def record_of_unit(unit: TranslationUnit) -> str:
    """A unit as a line of ASCII, exactly."""
    return json.dumps([getattr(unit, name) for name in _FIELDS])


def unit_of_record(record: str) -> TranslationUnit:
    """The unit of a line that `record_of_unit` made."""
    values = json.loads(record)
    values[-1] = tuple((name, value) for name, value in values[-1])
    return TranslationUnit(**dict(zip(_FIELDS, values, strict=True)))
