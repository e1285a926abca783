"""Where an alignment looks damaged, and whether two texts are translations at all.

A text with a page missing can still be aligned; the ladder then has a stretch where
hardly anything fits.  Such stretches are found from the beads and the lengths of the
segments: null beads, improbable beads and beads with far too much text on one side
count as evidence of damage, probable beads as evidence against it, and a stretch with
enough evidence raises an alarm.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from aligner.values import (
    Alarm,
    AlarmKind,
    Alignment,
    Bead,
    BeadExtent,
    TranslationVerdict,
    bead_extents,
    matched_share,
)


@dataclass(frozen=True, slots=True)
class AlarmLimits:
    """Thresholds of the alarms; `scripts/bench_drift.py --choose` compares other values.

    Parameters
    ----------
    alarm : float
        Suspicion that makes a stretch an alarm: about this many null beads.
    patience : float
        A stretch ends where this much suspicion is lost again: about this many
        certain beads.
    share : float
        Least share of segments with a counterpart, for a translation of any length.
    chance : float
        Required on top of `share`, divided by the number of segments of the shorter
        side: in short texts, segments find counterparts by chance.
    """

    alarm: float = 3.0
    patience: float = 3.0
    share: float = 0.45
    chance: float = 0.8


_LIMITS = AlarmLimits()
# A bead below this probability is more likely wrong than right.
_UNSURE = 0.5
# In a gap, at least this share of the segments, or of the text of one side, has no
# counterpart.
_GAP = 0.5


def _suspicion(bead: BeadExtent) -> float:
    """How strongly the bead suggests damage; negative if it suggests the opposite."""
    lost = sum(
        n * bead.excess(side) / bead.lengths[side] for side, n in enumerate(bead.segments) if n
    )
    return lost + 1.0 - bead.probability / _UNSURE if all(bead.segments) else lost


def _is_unsure(bead: BeadExtent) -> bool:
    """Whether the bead is a null bead, or more likely wrong than right."""
    return not all(bead.segments) or bead.probability < _UNSURE


def find_alarms(
    alignment: Alignment,
    source_lengths: Sequence[int],
    target_lengths: Sequence[int],
    *,
    limits: AlarmLimits = _LIMITS,
) -> tuple[Alarm, ...]:
    """Stretches of an alignment that look damaged, in order, none overlapping another.

    Parameters
    ----------
    alignment : Alignment
    source_lengths, target_lengths : sequence of int
        Characters of each segment.  A segment of length 0 needs no counterpart.
    limits : AlarmLimits
    """
    return _alarms(alignment, bead_extents(alignment, source_lengths, target_lengths), limits)


def look_over(
    alignment: Alignment, source_lengths: Sequence[int], target_lengths: Sequence[int]
) -> tuple[TranslationVerdict, tuple[Alarm, ...]]:
    """The verdict of `judge_pair` and, for a translation, the alarms of `find_alarms`."""
    extents = bead_extents(alignment, source_lengths, target_lengths)
    verdict = _verdict(alignment, extents, _LIMITS)
    return verdict, _alarms(alignment, extents, _LIMITS) if verdict.is_translation else ()


def _alarms(
    alignment: Alignment, extents: Sequence[BeadExtent], limits: AlarmLimits
) -> tuple[Alarm, ...]:
    stretches = _stretches([_suspicion(bead) for bead in extents], limits)
    return tuple(_alarm(alignment.beads[a:b], extents[a:b]) for a, b in stretches)


def _stretches(suspicions: Sequence[float], limits: AlarmLimits) -> Iterator[tuple[int, int]]:
    """Half-open ranges of beads whose suspicion adds up to an alarm."""
    start = 0
    while start < len(suspicions):
        if suspicions[start] <= 0.0:
            start += 1
            continue
        stop, most = _extended(suspicions, start, limits.patience)
        if most >= limits.alarm:
            yield start, stop
        start = stop


def _extended(suspicions: Sequence[float], start: int, patience: float) -> tuple[int, float]:
    """End of the stretch that starts here, where the suspicion peaks, and the peak."""
    stop, most = start, 0.0
    sums = accumulate(suspicions[i] for i in range(start, len(suspicions)))
    for length, total in enumerate(sums, start=1):
        if total > most:
            stop, most = start + length, total
        elif total <= 0.0 or total <= most - patience:
            break
    return stop, most


def _alarm(beads: Sequence[Bead], extents: Sequence[BeadExtent]) -> Alarm:
    first, last = beads[0], beads[-1]
    reason = _gap_reason(extents)
    return Alarm(
        AlarmKind.GAP if reason else AlarmKind.DRIFT,
        first.source_start,
        last.source_stop,
        first.target_start,
        last.target_stop,
        reason or _drift_reason(extents),
    )


def _gap_reason(extents: Sequence[BeadExtent]) -> str:
    """Such as ``20 source segments without counterpart``; ``""`` if it is not a gap."""
    n_source, n_target = (sum(bead.segments[side] for bead in extents) for side in (0, 1))
    null_source = sum(b.segments[0] for b in extents if not b.segments[1])
    null_target = sum(b.segments[1] for b in extents if not b.segments[0])
    if null_source + null_target >= _GAP * (n_source + n_target):
        sides = ((null_source, "source"), (null_target, "target"))
        counts = " and ".join(f"{n} {side}" for n, side in sides if n)
        noun = "segment" if null_source + null_target == 1 else "segments"
        return f"{counts} {noun} without counterpart"
    source = sum(bead.lengths[0] for bead in extents)
    target = sum(bead.lengths[1] for bead in extents)
    for side, n, length, counterpart in (
        ("source", n_source, source, target),
        ("target", n_target, target, source),
    ):
        if length and 1.0 - counterpart / length >= _GAP:
            lost = max(2, round(n * (1.0 - counterpart / length)))
            return f"about {lost} {side} segments without counterpart"
    return ""


def _drift_reason(extents: Sequence[BeadExtent]) -> str:
    unsure = sum(_is_unsure(bead) for bead in extents)
    return (
        f"{unsure} of {len(extents)} beads without counterpart or under {_UNSURE} sure: "
        "the texts differ here, or one is out of order"
    )


def judge_pair(
    alignment: Alignment,
    source_lengths: Sequence[int],
    target_lengths: Sequence[int],
    *,
    limits: AlarmLimits = _LIMITS,
) -> TranslationVerdict:
    """Whether two aligned documents look like translations of each other.

    Parameters
    ----------
    alignment : Alignment
    source_lengths, target_lengths : sequence of int
        Characters of each segment.  A segment of length 0 needs no counterpart.
    limits : AlarmLimits

    Notes
    -----
    The score is the expected share of segments with a counterpart, averaged over the
    two sides: in an abridged translation much of one side has none, yet the other
    side is matched completely.  The verdict follows the alignment's own estimate
    of the pair; where it has none, that share decides, which in short texts of one
    topic cannot tell much.
    """
    extents = bead_extents(alignment, source_lengths, target_lengths)
    return _verdict(alignment, extents, limits)


def _verdict(
    alignment: Alignment, extents: Sequence[BeadExtent], limits: AlarmLimits
) -> TranslationVerdict:
    n_source, n_target = (sum(bead.segments[side] for bead in extents) for side in (0, 1))
    if not n_source or not n_target:
        return TranslationVerdict(
            is_translation=False, score=0.0, reason="one of the two has no text"
        )
    source, target = (matched_share(extents, side) for side in (0, 1))
    score = min(1.0, (source + target) / 2)
    # Never ask for more: of three segments, a single free rendering is already a third.
    least = min(_UNSURE, limits.share + limits.chance / min(n_source, n_target))
    reason = f"{source:.0%} of the source and {target:.0%} of the target seem to have a counterpart"
    is_translation = score >= least
    if alignment.pair_probability is not None:
        is_translation = not alignment.is_denied
        if alignment.is_denied:
            reason = f"the probability that they are is {alignment.pair_probability:.2f}"
    return TranslationVerdict(is_translation, round(score, 6), reason)
