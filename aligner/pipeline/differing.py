"""Two texts whose numbers differ again and again: another issue of the same series, perhaps.

Reports of two quarters are worded alike, so that sentence goes with sentence; only the
figures and the days tell them apart.  Of texts aligned by hand no one has a difference in
more than one of sixteen sentences that state numbers.
"""

from aligner.languages import compare_quantities, read_quantities
from aligner.values import Bead, Bitext

# From so many beads with a difference on, and from this share of those that can be compared.
_LEAST = 2
_SHARE = 1 / 3


def differing_line(bitext: Bitext) -> str:
    """In how many of the beads that state numbers these differ; ``""`` if in few.

    Parameters
    ----------
    bitext : Bitext
    """
    compared = [
        differs for bead in bitext.alignment if (differs := _differs(bitext, bead)) is not None
    ]
    count = sum(compared)
    if count < _LEAST or count < _SHARE * len(compared):
        return ""
    return (
        f"numbers or dates differ in {count} of the {len(compared)} beads that state them on both "
        "sides: perhaps not the same issue, edition or year"
    )


def _differs(bitext: Bitext, bead: Bead) -> bool | None:
    """Whether the numbers of a bead differ for sure; None if none can be compared."""
    if bead.is_null:
        return None
    sides = (
        (bitext.source, bead.source_start, bead.source_stop),
        (bitext.target, bead.target_start, bead.target_stop),
    )
    own, other = (
        read_quantities(" ".join(side.texts[start:stop]), side.document.language)
        for side, start, stop in sides
    )
    found = compare_quantities(own, other)
    return bool(found.strong) if found.strong or found.matched else None
