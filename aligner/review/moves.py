"""A reviewer's moves on beads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aligner.core import BeadSpan, span_of
from aligner.errors import MoveRefused
from aligner.review.views import Move
from aligner.values import Bead, BeadRuling, Claim, EditAction

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
        One that says how beads are: a ruling, reopen, merge, shift, anchor, or split at
        places.
    move : Move
        A merge takes the neighbour in its direction; of one side only, if told.
        A shift moves the end of the bead (the start, if the direction is
        previous) on one side: ``place`` 1 takes the next segment in, -1 gives one away;
        with ``segment`` it takes in all up to that one, in whichever direction.
        An anchor joins source segment ``segment`` and target segment ``place``.
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
    if action is EditAction.ANCHOR:
        return _anchor(move, beads, rulings)
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
    if move.segment >= 0:
        return _taken(move.segment, beads, index, axis, rulings)
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


def _taken(
    segment: int,
    beads: Sequence[Bead],
    index: int,
    axis: int,
    rulings: Mapping[BeadSpan, BeadRuling],
) -> BeadChange:
    """A bead that takes a segment from anywhere, with all that lies between."""
    start, stop = span_of(beads[index])[2 * axis : 2 * axis + 2]
    if start <= segment < stop:
        raise MoveRefused("this sentence is in the pair already")
    if segment >= span_of(beads[-1])[2 * axis + 1]:
        raise MoveRefused("there is no such sentence")
    low, high = (
        (min(start, segment), max(stop, segment + 1)) if start < stop else (segment, segment + 1)
    )
    others = (span_of(bead) for number, bead in enumerate(beads) if number != index)
    _require_open([s for s in others if s[2 * axis] < high and low < s[2 * axis + 1]], rulings)
    return _grown(beads, index, axis, (segment, segment + 1), rulings)


def _anchor(
    move: Move, beads: Sequence[Bead], rulings: Mapping[BeadSpan, BeadRuling]
) -> BeadChange:
    """A source segment and a target segment that belong together, wherever the ladder has them."""
    sizes = beads[-1].source_stop, beads[-1].target_stop
    if not (0 <= move.segment < sizes[0] and 0 <= move.place < sizes[1]):
        raise MoveRefused("there is no such sentence")
    span = (move.segment, move.segment + 1, move.place, move.place + 1)
    touched = [
        other
        for other in map(span_of, beads)
        if (other[0] <= move.segment < other[1]) or (other[2] <= move.place < other[3])
    ]
    _require_open([other for other in touched if other != span], rulings)
    return BeadChange(tuple(touched), ((span, BeadRuling.CONFIRMED),))


def _require_open(spans: Sequence[BeadSpan], rulings: Mapping[BeadSpan, BeadRuling]) -> None:
    """Refuse to take text from beads that were decided on."""
    decided = next((span for span in spans if span in rulings), None)
    if decided is not None:
        message = f"{place_of(decided)} was decided otherwise: reopen that pair first"
        raise MoveRefused(message)


def place_of(span: BeadSpan) -> str:
    """A bead in the words that reasons have for places: ``source 3``, ``target 5-7``."""
    side, start, stop = ("source", *span[:2]) if span[0] < span[1] else ("target", *span[2:])
    return f"{side} {start}" if stop == start + 1 else f"{side} {start}-{stop - 1}"


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
