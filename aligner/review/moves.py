"""A reviewer's moves: on beads, and on segments and their texts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aligner.core import BeadSpan, span_of
from aligner.errors import MoveOutdated, MoveRefused
from aligner.review.open_pair import OpenPair
from aligner.review.views import Move
from aligner.text import one_line
from aligner.values import (
    Bead,
    BeadRuling,
    Claim,
    ClaimSide,
    CutClaim,
    EditAction,
    Segment,
    SegmentedDocument,
    TextClaim,
)

_RULINGS = {
    EditAction.CONFIRM: BeadRuling.CONFIRMED,
    EditAction.NOT_TRANSLATION: BeadRuling.NOT_TRANSLATION,
    EditAction.DELETE: BeadRuling.DELETED,
}

Change = tuple[tuple[Claim, ...], tuple[Claim, ...]]


@dataclass(frozen=True, slots=True)
class BeadChange:
    """Beads whose claims are taken back, and beads that a reviewer made.

    Parameters
    ----------
    released : tuple of BeadSpan
        Beads of the ladder as it was.
    made : tuple of (BeadSpan, BeadRuling)
        They may be of those released.
    """

    released: tuple[BeadSpan, ...]
    made: tuple[tuple[BeadSpan, BeadRuling], ...]


def bead_change(
    action: EditAction,
    move: Move,
    beads: Sequence[Bead],
    index: int,
    rulings: Mapping[BeadSpan, BeadRuling],
) -> BeadChange:
    """What a move changes.

    Parameters
    ----------
    action : EditAction
        One that says how beads are: a ruling, reopen, merge, shift, or split at places.
    move : Move
        A merge takes the neighbour in its direction; of one side only, if told.
        A shift moves the end of the bead (the start, if the direction is
        previous) on one side: ``place`` 1 takes the next segment in, -1 gives one away.
        A split makes ``segment`` the first source segment and ``place`` the first
        target segment of the second part.
    beads : sequence of Bead
        The ladder.
    index : int
        Of the bead that is meant.
    rulings : mapping of BeadSpan to BeadRuling
        The reviewers' rulings on the beads of the alignment.

    Raises
    ------
    MoveRefused
        If it makes no sense there.
    """
    span = span_of(beads[index])
    if action in _RULINGS:
        return BeadChange((span,), ((span, _RULINGS[action]),))
    if action is EditAction.REOPEN:
        if span not in rulings:
            raise MoveRefused("this pair has not been decided yet")
        return BeadChange((span,), ())
    if action is EditAction.SPLIT:
        return _split(span, move)
    if action is EditAction.MERGE:
        return _merge(move, beads, index, rulings)
    return _shift(move, beads, index, rulings)


def _split(span: BeadSpan, move: Move) -> BeadChange:
    source_start, source_stop, target_start, target_stop = span
    if not (source_start <= move.segment <= source_stop):
        raise MoveRefused("the second part must begin with a source sentence of this pair")
    if not (target_start <= move.place <= target_stop):
        raise MoveRefused("the second part must begin with a target sentence of this pair")
    parts = [
        (source_start, move.segment, target_start, move.place),
        (move.segment, source_stop, move.place, target_stop),
    ]
    if any(_is_empty(part) for part in parts):
        raise MoveRefused("nothing would be left in one of the two parts")
    return BeadChange((span,), tuple((part, BeadRuling.CONFIRMED) for part in parts))


def _merge(
    move: Move, beads: Sequence[Bead], index: int, rulings: Mapping[BeadSpan, BeadRuling]
) -> BeadChange:
    other = index + 1 if move.direction == "next" else index - 1
    if not 0 <= other < len(beads):
        raise MoveRefused(f"there is nothing {_where(move)} this pair")
    one, two = span_of(beads[index]), span_of(beads[other])
    if move.side == "both":
        made = _union(one, two)
        return BeadChange((one, two), ((made, BeadRuling.CONFIRMED),))
    axis = _axis(move.side)
    side = two[2 * axis : 2 * axis + 2]
    if side[0] == side[1]:
        raise MoveRefused(f"the neighbour has no {move.side} text")
    return _grown(beads, index, axis, side, rulings)


def _shift(
    move: Move, beads: Sequence[Bead], index: int, rulings: Mapping[BeadSpan, BeadRuling]
) -> BeadChange:
    axis = _axis(move.side)
    start, stop = span_of(beads[index])[2 * axis : 2 * axis + 2]
    is_end = move.direction == "next"
    if move.place > 0:
        last = span_of(beads[-1])[2 * axis + 1]
        segment = stop if is_end else start - 1
        if not 0 <= segment < last:
            raise MoveRefused(f"there is no {move.side} sentence {_where(move)} this pair")
        return _grown(beads, index, axis, (segment, segment + 1), rulings)
    if start == stop:
        raise MoveRefused(f"this pair has no {move.side} sentence to give away")
    kept = (start, stop - 1) if is_end else (start + 1, stop)
    span = _with_side(span_of(beads[index]), axis, kept)
    if _is_empty(span):
        raise MoveRefused("nothing would be left in this pair")
    return BeadChange((span_of(beads[index]),), ((span, BeadRuling.CONFIRMED),))


def _grown(
    beads: Sequence[Bead],
    index: int,
    axis: int,
    side: tuple[int, ...],
    rulings: Mapping[BeadSpan, BeadRuling],
) -> BeadChange:
    """A bead that takes segments of one side from others.

    What is left of beads with a ruling keeps it.
    """
    own = span_of(beads[index])
    start, stop = own[2 * axis : 2 * axis + 2]
    run = (min(start, side[0]), max(stop, side[1])) if start < stop else (side[0], side[1])
    made = [(_with_side(own, axis, run), BeadRuling.CONFIRMED)]
    released = [own]
    for bead in (*beads[:index], *beads[index + 1 :]):
        span = span_of(bead)
        first, last = span[2 * axis : 2 * axis + 2]
        if first >= run[1] or last <= run[0] or span not in rulings:
            continue
        released.append(span)
        rest = (first, min(last, run[0])) if first < run[0] else (max(first, run[1]), last)
        left = _with_side(span, axis, rest if rest[0] < rest[1] else (run[1], run[1]))
        if not _is_empty(left):
            made.append((left, rulings[span]))
    return BeadChange(tuple(released), tuple(made))


def _axis(side: str) -> int:
    if side not in {"source", "target"}:
        raise MoveRefused("say on which side: source or target")
    return 0 if side == "source" else 1


def _with_side(span: BeadSpan, axis: int, run: tuple[int, ...]) -> BeadSpan:
    """A bead with another run on one side."""
    return (run[0], run[1], span[2], span[3]) if axis == 0 else (span[0], span[1], run[0], run[1])


def _union(one: BeadSpan, two: BeadSpan) -> BeadSpan:
    return (
        min(one[0], two[0]),
        max(one[1], two[1]),
        min(one[2], two[2]),
        max(one[3], two[3]),
    )


def _is_empty(span: BeadSpan) -> bool:
    return span[0] >= span[1] and span[2] >= span[3]


def _where(move: Move) -> str:
    return "behind" if move.direction == "next" else "before"


def cut_change(action: EditAction, move: Move, pair: OpenPair) -> Change:
    """Claims of a cut in a segment, or of joining it to the next one of its block.

    Raises
    ------
    MoveOutdated
        If there is no such segment.
    MoveRefused
        If the place is at its edge, or the next one is in another block.
    """
    number, document, segment = _segment(move, pair)
    if action is EditAction.SPLIT_SEGMENT:
        left, right = segment.text[: move.place], segment.text[move.place :]
        if move.place < 0 or not left.strip() or not right.strip():
            raise MoveRefused("put the cursor between two words of the sentence")
        place = pair.texts[number].place(move.segment, move.place)
        is_cut = True
    else:
        following = document.segments[move.segment + 1 : move.segment + 2]
        if not following or following[0].block != segment.block:
            raise MoveRefused("the next sentence is in another paragraph")
        place = pair.texts[number].place(move.segment + 1, 0)
        is_cut = False
    side: ClaimSide = "target" if number else "source"
    same = [
        claim
        for claim in pair.claims
        if isinstance(claim, CutClaim) and claim.side == side and claim.place == place
    ]
    was_cut = same[0].was_cut if same else not is_cut
    added = () if was_cut == is_cut else (CutClaim(side, place, is_cut, was_cut),)
    return tuple(same), added


def correction(move: Move, pair: OpenPair) -> Change:
    """Claims of a corrected text; the original text takes the correction back.

    Raises
    ------
    MoveOutdated
        If there is no such segment.
    MoveRefused
        If no text is left.
    """
    number, _, segment = _segment(move, pair)
    side: ClaimSide = "target" if number else "source"
    place = pair.texts[number].passage(move.segment, move.segment + 1)
    text = one_line(move.text)
    if not text:
        raise MoveRefused("a sentence cannot be empty; delete the pair instead")
    same = [
        claim
        for claim in pair.claims
        if isinstance(claim, TextClaim) and claim.side == side and claim.place == place
    ]
    added = () if text == one_line(segment.text) else (TextClaim(side, place, text),)
    return tuple(same), added


def _segment(move: Move, pair: OpenPair) -> tuple[int, SegmentedDocument, Segment]:
    """Side, document and segment that a move means."""
    if move.side not in {"source", "target"}:
        raise MoveRefused("say on which side: source or target")
    number = ("source", "target").index(move.side)
    document = pair.documents[number]
    if not 0 <= move.segment < len(document.segments):
        raise MoveOutdated("this sentence has changed in the meantime; look again")
    return number, document, document.segments[move.segment]
