"""The claims behind moves and remarks on beads."""

from aligner.core import BeadSpan, span_of
from aligner.errors import MoveRefused
from aligner.review.moved import released_links
from aligner.review.moves import BeadChange, Change, bead_change
from aligner.review.open_pair import OpenPair
from aligner.review.views import Move
from aligner.values import BeadClaim, BeadRuling, Claim, EditAction


def bead_claims(action: EditAction, move: Move, pair: OpenPair) -> Change:
    """Claims that a move on beads takes back, and those that it makes."""
    index = pair.index_of(move.bead)
    beads = pair.alignment.beads
    if action is EditAction.SPLIT and move.segment < 0 and move.place < 0:
        change = _parted(pair, index)
    else:
        change = bead_change(action, move, beads, index, pair.rulings())
    made: list[tuple[BeadSpan, BeadRuling | None]] = list(change.made)
    if action is EditAction.REOPEN and any(_remarks_on(pair, change.released[0])):
        made = [(change.released[0], None)]
    added = []
    for position, (span, ruling) in enumerate(made):
        # A remark goes with the first bead that has text of the one it was made on.
        others = [other for other, _ in made[:position]]
        owned = [
            released
            for released in change.released
            if _share(released, span) and not any(_share(released, other) for other in others)
        ]
        example, comment = _remarks_on(pair, *owned)
        added.append(_claim(pair, span, ruling, is_example=example, comment=comment))
    removed: list[Claim] = []
    for span in change.released:
        removed += pair.claims_on(span)
    confirmed = [span for span, ruling in made if ruling is BeadRuling.CONFIRMED]
    gone, remarks = released_links(pair, change.released, confirmed)
    return tuple(dict.fromkeys((*removed, *gone))), (*added, *remarks)


def remark_claims(action: EditAction, move: Move, pair: OpenPair) -> Change:
    """The same of a remark on a bead, whatever was ruled on it."""
    span = span_of(pair.alignment.beads[pair.index_of(move.bead)])
    claims = pair.claims_on(span)
    example, comment = _remarks_on(pair, span)
    if action is EditAction.EXAMPLE:
        example = not example
    else:
        comment = move.text.strip()
    ruling = next((claim.ruling for claim in claims if claim.ruling is not None), None)
    if ruling is None and not example and not comment:
        return tuple(claims), ()
    return tuple(claims), (_claim(pair, span, ruling, is_example=example, comment=comment),)


def _parted(pair: OpenPair, index: int) -> BeadChange:
    """A bead split as the aligner would split it."""
    parts = pair.halves(index)
    if len(parts) < 2:  # noqa: PLR2004 - one part is no split
        raise MoveRefused("this pair cannot be split")
    released = span_of(pair.alignment.beads[index])
    return BeadChange((released,), tuple((part, BeadRuling.CONFIRMED) for part in parts))


def _share(one: BeadSpan, other: BeadSpan) -> bool:
    """Whether two beads have a segment in common."""
    return (one[0] < other[1] and other[0] < one[1]) or (one[2] < other[3] and other[2] < one[3])


def _remarks_on(pair: OpenPair, *spans: BeadSpan) -> tuple[bool, str]:
    """Whether beads are good examples, and the comments on them."""
    claims = [claim for span in spans for claim in pair.claims_on(span)]
    comments = dict.fromkeys(claim.comment for claim in claims if claim.comment)
    return any(claim.is_example for claim in claims), "\n".join(comments)


def _claim(
    pair: OpenPair, span: BeadSpan, ruling: BeadRuling | None, *, is_example: bool, comment: str
) -> BeadClaim:
    source, target = pair.texts
    passages = source.passage(*span[:2]), target.passage(*span[2:])
    return BeadClaim(*passages, ruling, is_example, comment)
