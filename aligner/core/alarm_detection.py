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
from statistics import median
from typing import NamedTuple

from aligner.values import Alarm, AlarmKind, Alignment, Bead, TranslationVerdict


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
# How many times as long as its counterpart a text may be.  A longer one was attached to
# a bead for want of a counterpart.
_STRETCHABLE = 2.0
# At most this many segments of one side count as matched with one segment of the other.
_PER_SEGMENT = 2
# In a gap, at least this share of the segments, or of the text of one side, has no
# counterpart.
_GAP = 0.5


class _Rung(NamedTuple):
    """The properties of a bead that count: its segments with text, probability and lengths.

    Parameters
    ----------
    source, target : int
        Segments with text.
    probability : float
    source_length, target_length : float
        Lengths of the two texts, on one scale.
    """

    source: int
    target: int
    probability: float
    source_length: float
    target_length: float

    @property
    def suspicion(self) -> float:
        """Evidence of damage that the bead gives; below 0, evidence against it."""
        source, target = self.source_length, self.target_length
        lost = self.source * _surplus(source, target) + self.target * _surplus(target, source)
        if not self.source or not self.target:
            return lost
        return lost + 1.0 - self.probability / _UNSURE

    @property
    def is_unsure(self) -> bool:
        """Whether the bead is a null bead or an improbable one."""
        return not self.source or not self.target or self.probability < _UNSURE


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
    return _alarms(alignment, _rungs(alignment, source_lengths, target_lengths), limits)


def look_over(
    alignment: Alignment, source_lengths: Sequence[int], target_lengths: Sequence[int]
) -> tuple[TranslationVerdict, tuple[Alarm, ...]]:
    """The verdict of `judge_pair` and, for a translation, the alarms of `find_alarms`."""
    rungs = _rungs(alignment, source_lengths, target_lengths)
    verdict = _verdict(rungs, _LIMITS)
    return verdict, _alarms(alignment, rungs, _LIMITS) if verdict.is_translation else ()


def _alarms(alignment: Alignment, rungs: Sequence[_Rung], limits: AlarmLimits) -> tuple[Alarm, ...]:
    stretches = _stretches([rung.suspicion for rung in rungs], limits)
    return tuple(_alarm(alignment.beads[a:b], rungs[a:b]) for a, b in stretches)


def _rungs(
    alignment: Alignment, source_lengths: Sequence[int], target_lengths: Sequence[int]
) -> list[_Rung]:
    # For the segments before each one: their total length, and how many have text.
    source, target = [0, *accumulate(source_lengths)], [0, *accumulate(target_lengths)]
    sources, targets = _numbered(source_lengths), _numbered(target_lengths)
    sizes = [
        (
            sources[bead.source_stop] - sources[bead.source_start],
            targets[bead.target_stop] - targets[bead.target_start],
            source[bead.source_stop] - source[bead.source_start],
            target[bead.target_stop] - target[bead.target_start],
        )
        for bead in alignment
    ]
    ratios = [m / n for _, _, n, m in sizes if n and m]
    # The median is robust while less than half of the text is damaged.
    ratio = median(ratios) if ratios else 1.0
    return [
        _Rung(n_source, n_target, bead.probability, n * ratio, m)
        for bead, (n_source, n_target, n, m) in zip(alignment, sizes, strict=True)
    ]


def _numbered(lengths: Sequence[int]) -> list[int]:
    """Number of segments with text before each one, and in all."""
    return [0, *accumulate(length > 0 for length in lengths)]


def _surplus(length: float, counterpart: float) -> float:
    """Share of a text, 0 to 1, that is too long for its counterpart; lengths on one scale."""
    return max(0.0, 1.0 - _STRETCHABLE * counterpart / length) if length else 0.0


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


def _alarm(beads: Sequence[Bead], rungs: Sequence[_Rung]) -> Alarm:
    first, last = beads[0], beads[-1]
    reason = _gap_reason(rungs)
    return Alarm(
        AlarmKind.GAP if reason else AlarmKind.DRIFT,
        first.source_start,
        last.source_stop,
        first.target_start,
        last.target_stop,
        reason or _drift_reason(rungs),
    )


def _gap_reason(rungs: Sequence[_Rung]) -> str:
    """Such as ``20 source segments without counterpart``; ``""`` if it is not a gap."""
    n_source, n_target = sum(rung.source for rung in rungs), sum(rung.target for rung in rungs)
    null_source = sum(rung.source for rung in rungs if not rung.target)
    null_target = sum(rung.target for rung in rungs if not rung.source)
    if null_source + null_target >= _GAP * (n_source + n_target):
        sides = ((null_source, "source"), (null_target, "target"))
        counts = " and ".join(f"{n} {side}" for n, side in sides if n)
        noun = "segment" if null_source + null_target == 1 else "segments"
        return f"{counts} {noun} without counterpart"
    source = sum(rung.source_length for rung in rungs)
    target = sum(rung.target_length for rung in rungs)
    for side, n, length, counterpart in (
        ("source", n_source, source, target),
        ("target", n_target, target, source),
    ):
        if length and 1.0 - counterpart / length >= _GAP:
            lost = max(2, round(n * (1.0 - counterpart / length)))
            return f"about {lost} {side} segments without counterpart"
    return ""


def _drift_reason(rungs: Sequence[_Rung]) -> str:
    unsure = sum(rung.is_unsure for rung in rungs)
    return (
        f"{unsure} of {len(rungs)} beads without counterpart or under {_UNSURE} sure: "
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
    side is matched completely.
    """
    return _verdict(_rungs(alignment, source_lengths, target_lengths), limits)


def _verdict(rungs: Sequence[_Rung], limits: AlarmLimits) -> TranslationVerdict:
    n_source, n_target = sum(rung.source for rung in rungs), sum(rung.target for rung in rungs)
    if not n_source or not n_target:
        return TranslationVerdict(
            is_translation=False, score=0.0, reason="one of the two has no text"
        )
    source = sum(r.probability * min(r.source, _PER_SEGMENT * r.target) for r in rungs) / n_source
    target = sum(r.probability * min(r.target, _PER_SEGMENT * r.source) for r in rungs) / n_target
    score = min(1.0, (source + target) / 2)
    # Never ask for more: of three segments, a single free rendering is already a third.
    least = min(_UNSURE, limits.share + limits.chance / min(n_source, n_target))
    reason = f"{source:.0%} of the source and {target:.0%} of the target seem to have a counterpart"
    return TranslationVerdict(score >= least, round(score, 6), reason)
