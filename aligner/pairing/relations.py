"""What one text of a pair is to the other, from how far each covers the other."""

from aligner.pairing.ladder import Coverage, LadderEvidence
from aligner.values import Relation

# A source is abridged, a target expanded, from this share without counterpart on.
_ABRIDGED, _EXPANDED = 0.12, 0.06
# What lies outside the covered run is most of what has no counterpart, or the
# translation left out text here and there.
_OUTSIDE = 0.7
_PART = 0.25
# A text is part of another when this much of it has a counterpart there, and no more
# than this has none.
_CONTAINED, _ALONE = 0.6, 0.2
# Two runs of a text are different parts of it when they have no more than this in common.
_COMMON = 0.25


def relation_of(ladder: LadderEvidence) -> Relation:
    """What the target is to the source, if they are a pair at all."""
    missing, added = ladder.source.alone, ladder.target.alone
    if missing >= _ABRIDGED and missing >= added:
        return Relation.PARTIAL if _is_run(ladder.source) else Relation.ABRIDGED
    if added >= _EXPANDED:
        return Relation.EXPANDED
    return Relation.TRANSLATION


def is_part_of(ladder: LadderEvidence, side: int) -> bool:
    """Whether the text of side 0 or 1 is found in the other one, be that longer or not."""
    own = ladder.sides[side]
    return own.cover >= _CONTAINED and own.alone <= _ALONE


def account_for_parts(one: LadderEvidence, other: LadderEvidence, shared: int) -> bool:
    """Whether two texts are found in different parts of the text they share a pair with.

    Parameters
    ----------
    one, other : LadderEvidence
        Of two pairs that share the document of one side.
    shared : int
        That side, 0 or 1.
    """
    both_parts = is_part_of(one, 1 - shared) and is_part_of(other, 1 - shared)
    runs = one.sides[shared].covered, other.sides[shared].covered
    return both_parts and runs[0].overlap(runs[1]) <= _COMMON


def _is_run(side: Coverage) -> bool:
    """Whether what has a counterpart is one run of the text, and the rest lies outside."""
    outside = 1.0 - side.covered.length
    return outside >= _PART and outside >= _OUTSIDE * side.alone
