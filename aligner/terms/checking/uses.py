"""How the concepts of a document are rendered in it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from aligner.terms.matching.unit import ReadUnit


@dataclass(frozen=True, slots=True)
class Uses:
    """How a concept is rendered in a document.

    Parameters
    ----------
    first : int or None
        Number of the first unit with a known form.
    kept, departed : int
        Occurrences with a known form, and without.
    """

    first: int | None = None
    kept: int = 0
    departed: int = 0


def count_uses(units: Sequence[ReadUnit]) -> dict[int, Uses]:
    """How each concept of a document is rendered in it."""
    uses: dict[int, Uses] = {}
    for number, read in enumerate(units):
        for i, occurrence in enumerate(read.occurrences):
            concept = occurrence.concepts[0]
            old = uses.get(concept, Uses())
            if i in read.renderings:
                first = number if old.first is None else old.first
                uses[concept] = replace(old, first=first, kept=old.kept + 1)
            elif not occurrence.is_doubtful:
                uses[concept] = replace(old, departed=old.departed + 1)
    return uses
