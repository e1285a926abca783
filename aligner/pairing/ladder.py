"""What the alignment of two documents says about their being translations of each other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp, log
from statistics import median
from typing import Self

from aligner.pairing.figures import FigureMatch, match_figures
from aligner.values import Alignment

# How many times as long as its counterpart a text may be.  What is longer was
# glued to a bead for want of a counterpart.
_STRETCHABLE = 2.0
# Segments of one side that count as matched with one segment of the other.
_PER_SEGMENT = 2

_NO_FIGURES = FigureMatch()


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of a text, as shares of its length: 0 is its beginning, 1 its end."""

    begin: float
    end: float

    @property
    def length(self) -> float:
        """Share of the text that lies in the run."""
        return self.end - self.begin

    def overlap(self, other: "Stretch") -> float:
        """Share of the shorter run that both have in common; 0 for empty runs."""
        shorter = min(self.length, other.length)
        common = min(self.end, other.end) - max(self.begin, other.begin)
        return max(0.0, common) / shorter if shorter > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far one text is covered by the other; shares are 0 to 1.

    Parameters
    ----------
    cover : float
        Share of its characters in beads with text on both sides, weighted by
        their probabilities.
    segments : float
        Expected share of its segments that have a counterpart.
    alone : float
        Share of its characters in null beads, or too much for their counterpart.
    gap : float
        Share of its characters in the longest stretch of null beads.
    covered : Stretch
        The run that holds what is covered, with little else.
    """

    cover: float
    segments: float
    alone: float
    gap: float
    covered: Stretch


@dataclass(frozen=True, slots=True)
class LadderEvidence:
    """What an alignment of two documents says about their being a pair.

    Parameters
    ----------
    probability : float
        Mean probability of the beads with text on both sides, weighted by their
        characters; 0 without such beads.
    unevenness : float
        Mean distance of these beads' length ratios from their median, in nats,
        weighted in the same way.
    matched : float
        Expected number of segments with a counterpart, of the side that has fewer.
    source, target : Coverage
    numbers, dates : FigureMatch
        What agrees and what contradicts inside the beads; all zero when the
        texts were not given.
    """

    probability: float
    unevenness: float
    matched: float
    source: Coverage
    target: Coverage
    numbers: FigureMatch = _NO_FIGURES
    dates: FigureMatch = _NO_FIGURES

    @property
    def sides(self) -> tuple[Coverage, Coverage]:
        """Source and target."""
        return self.source, self.target

    @classmethod
    def of(
        cls,
        alignment: Alignment,
        source_lengths: Sequence[int],
        target_lengths: Sequence[int],
        *,
        texts: tuple[Sequence[str], Sequence[str]] | None = None,
    ) -> Self:
        """Evidence of an alignment.

        Parameters
        ----------
        alignment : Alignment
        source_lengths, target_lengths : sequence of int
            Characters of each segment.
        texts : (sequence of str, sequence of str) or None
            The segments of both sides.  With them numbers and dates are compared
            bead by bead, which tells texts that differ in figures only.
        """
        rungs = _rungs(alignment, (source_lengths, target_lengths))
        matched = [rung for rung in rungs if rung.is_matched]
        weight = sum(rung.weight for rung in matched)
        numbers, dates = match_figures(alignment, *texts) if texts else (_NO_FIGURES,) * 2
        sides = _side(rungs, 0), _side(rungs, 1)
        counts = [sum(rung.counts[side] for rung in rungs) for side in (0, 1)]
        return cls(
            probability=_ratio(sum(r.weight * r.probability for r in matched), weight),
            unevenness=_ratio(sum(r.weight * r.unevenness for r in matched), weight),
            matched=min(side.segments * n for side, n in zip(sides, counts, strict=True)),
            source=sides[0],
            target=sides[1],
            numbers=numbers,
            dates=dates,
        )


@dataclass(frozen=True, slots=True)
class _Rung:
    """What counts of a bead.

    Parameters
    ----------
    probability : float
    counts : (int, int)
        Segments with text on either side.
    lengths : (float, float)
        Characters on either side, those of the source on the scale of the target.
    """

    probability: float
    counts: tuple[int, int]
    lengths: tuple[float, float]

    @property
    def is_matched(self) -> bool:
        """Whether there is text on both sides."""
        return all(self.lengths)

    @property
    def weight(self) -> float:
        """Characters of both sides."""
        return sum(self.lengths)

    @property
    def unevenness(self) -> float:
        """Absolute log of the ratio of the two lengths."""
        return abs(log(self.lengths[0] / self.lengths[1]))

    def alone(self, side: int) -> float:
        """Characters of one side that have no counterpart."""
        return max(0.0, self.lengths[side] - _STRETCHABLE * self.lengths[1 - side])

    def covered(self, side: int) -> float:
        """Expected characters of one side that have a counterpart."""
        return self.probability * (self.lengths[side] - self.alone(side))

    def segments(self, side: int) -> float:
        """Expected segments of one side that have a counterpart."""
        return self.probability * min(self.counts[side], _PER_SEGMENT * self.counts[1 - side])


def _rungs(alignment: Alignment, lengths: tuple[Sequence[int], Sequence[int]]) -> list[_Rung]:
    """Beads on one scale of length: by the median ratio, which no damage moves far."""
    runs = [
        (
            lengths[0][bead.source_start : bead.source_stop],
            lengths[1][bead.target_start : bead.target_stop],
        )
        for bead in alignment
    ]
    ratios = [
        log(sum(target) / sum(source)) for source, target in runs if any(source) and any(target)
    ]
    ratio = exp(median(ratios)) if ratios else 1.0
    return [
        _Rung(
            bead.probability,
            (sum(n > 0 for n in source), sum(n > 0 for n in target)),
            (sum(source) * ratio, float(sum(target))),
        )
        for bead, (source, target) in zip(alignment, runs, strict=True)
    ]


def _side(rungs: Sequence[_Rung], side: int) -> Coverage:
    """Cover of one side."""
    total = sum(rung.lengths[side] for rung in rungs)
    return Coverage(
        cover=_ratio(sum(rung.covered(side) for rung in rungs), total),
        segments=_ratio(
            sum(rung.segments(side) for rung in rungs), sum(rung.counts[side] for rung in rungs)
        ),
        alone=_ratio(sum(rung.alone(side) for rung in rungs), total),
        gap=_ratio(max(_gaps(rungs, side), default=0.0), total),
        covered=_covered(rungs, side, total),
    )


def _gaps(rungs: Sequence[_Rung], side: int) -> Iterator[float]:
    """Characters of one side in each run of beads without text on the other."""
    gap = 0.0
    for rung in rungs:
        if rung.lengths[1 - side]:
            yield gap
            gap = 0.0
        else:
            gap += rung.lengths[side]
    yield gap


def _covered(rungs: Sequence[_Rung], side: int, total: float) -> Stretch:
    """The run of beads with the greatest sum of covered characters minus a third of the others."""
    best, found = 0.0, Stretch(0.0, 0.0)
    gained, begin, position = 0.0, 0.0, 0.0
    for rung in rungs:
        if gained <= 0.0:
            gained, begin = 0.0, position
        position += rung.lengths[side]
        covered = rung.covered(side)
        gained += covered - (rung.lengths[side] - covered) / 3
        if gained > best:
            best, found = gained, Stretch(begin / total, min(1.0, position / total))
    return found


def _ratio(part: float, whole: float) -> float:
    """Part of a whole, 0 when there is none."""
    return part / whole if whole else 0.0
