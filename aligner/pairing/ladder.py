"""Evidence from the alignment of two documents on whether they are translations."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log, log1p
from typing import Self

from aligner.pairing.marks import FigureMatch, match_figures
from aligner.text import count_han
from aligner.values import Alignment, BeadExtent, Relation, bead_extents, matched_share

_NO_FIGURES = FigureMatch()
# Least share without counterpart in an abridged source or expanded target.
_ABRIDGED, _EXPANDED = 0.12, 0.06
# A Han character says as much as one letter and so many more.
_LETTERS_MORE = 2
# Least share of the unmatched text outside the covered run in a partial translation; otherwise
# omissions are scattered.
_OUTSIDE = 0.7
_PART = 0.25
# A text is part of another if at least this share of it has a counterpart there, and at most this
# share has none.
_CONTAINED, _ALONE = 0.6, 0.2
# Greatest overlap of two runs that count as different parts of a text.
_COMMON = 0.25
LADDER_FEATURES = (
    "cover.probability",
    "cover.most",
    "cover.least",
    "cover.matched",
    "cover.gap",
    "cover.unevenness",
    "numbers.answered",
    "numbers.opposed",
    "dates.answered",
    "dates.opposed",
)

_SUREST = 0.99


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of a text, as fractions of its length: 0 is the beginning, 1 the end."""

    begin: float
    end: float

    @property
    def length(self) -> float:
        """Share of the text in the run."""
        return self.end - self.begin

    def overlap(self, other: "Stretch") -> float:
        """Share of the shorter run that both have in common; 0 for empty runs."""
        shorter = min(self.length, other.length)
        common = min(self.end, other.end) - max(self.begin, other.begin)
        return max(0.0, common) / shorter if shorter > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Coverage:
    """Coverage of one text by the other; shares are 0 to 1.

    Parameters
    ----------
    cover : float
        Share of its characters in beads with text on both sides, weighted by
        their probabilities.
    segments : float
        Expected share of its segments that have a counterpart.
    alone : float
        Share of its characters in null beads, or in excess of their counterpart.
    gap : float
        Share of its characters in the longest stretch of null beads.
    covered : Stretch
        The run that contains what is covered, with little else.
    """

    cover: float
    segments: float
    alone: float
    gap: float
    covered: Stretch


@dataclass(frozen=True, slots=True)
class LadderEvidence:
    """Evidence of an alignment that two documents are a pair.

    Parameters
    ----------
    probability : float
        Mean probability of the beads with text on both sides, weighted by their
        characters; 0 without such beads.
    unevenness : float
        Mean distance of these beads' length ratios from their median, in nats,
        weighted in the same way.
    matched : float
        Expected number of segments with a counterpart, on the side with fewer.
    source, target : Coverage
    numbers, dates : FigureMatch
        Agreements and contradictions within beads; all zero without `texts`.
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

    def covers(self, share: float) -> bool:
        """Whether at least that share of one of the two texts has a counterpart."""
        return max(side.cover for side in self.sides) >= share

    @classmethod
    def of(
        cls,
        alignment: Alignment,
        source_lengths: Sequence[int],
        target_lengths: Sequence[int],
        *,
        texts: tuple[Sequence[str], Sequence[str]] | None = None,
    ) -> Self:
        """Compute the evidence of an alignment.

        Parameters
        ----------
        alignment : Alignment
        source_lengths, target_lengths : sequence of int
            Characters of each segment.
        texts : (sequence of str, sequence of str) or None
            The segments of both sides. If given, numbers and dates are compared bead by
            bead, which distinguishes texts that differ only in figures.
        """
        beads = bead_extents(alignment, source_lengths, target_lengths)
        matched = list(filter(_is_matched, beads))
        weights = [sum(bead.lengths) for bead in matched]
        numbers, dates = match_figures(alignment, *texts) if texts else (_NO_FIGURES,) * 2
        by_weight = _by_weight(alignment, texts) if texts else beads
        sides = _side(beads, by_weight, 0), _side(beads, by_weight, 1)
        counts = [sum(bead.segments[side] for bead in beads) for side in (0, 1)]
        return cls(
            probability=_weighted_mean([bead.probability for bead in matched], weights),
            unevenness=_weighted_mean([_unevenness(bead) for bead in matched], weights),
            matched=min(side.segments * n for side, n in zip(sides, counts, strict=True)),
            source=sides[0],
            target=sides[1],
            numbers=numbers,
            dates=dates,
        )


def _is_matched(bead: BeadExtent) -> bool:
    """Whether there is text on both sides."""
    return all(bead.lengths)


def _unevenness(bead: BeadExtent) -> float:
    """Absolute log of the ratio of the two lengths."""
    return abs(log(bead.lengths[0] / bead.lengths[1]))


def _matched_length(bead: BeadExtent, side: int) -> float:
    """Expected characters of one side that have a counterpart."""
    return bead.probability * (bead.lengths[side] - bead.excess(side))


def _by_weight(
    alignment: Alignment, texts: tuple[Sequence[str], Sequence[str]]
) -> list[BeadExtent]:
    """Extents in which a Chinese character counts for several others.

    Figures are as long in either language.  Where most beads hold little else, those of words
    alone would seem too long for their counterparts.
    """
    weights = [[len(text) + _LETTERS_MORE * count_han(text) for text in side] for side in texts]
    return bead_extents(alignment, *weights)


def _alone(beads: Sequence[BeadExtent], side: int) -> float:
    """Share of one side that has no counterpart."""
    total = sum(bead.lengths[side] for bead in beads)
    return _ratio(sum(bead.excess(side) for bead in beads), total)


def _side(beads: Sequence[BeadExtent], by_weight: Sequence[BeadExtent], side: int) -> Coverage:
    """Cover of one side, its excess on whichever scale of length has less of it."""
    total = sum(bead.lengths[side] for bead in beads)
    return Coverage(
        cover=_ratio(sum(_matched_length(bead, side) for bead in beads), total),
        segments=matched_share(beads, side),
        alone=min(_alone(beads, side), _alone(by_weight, side)),
        gap=_ratio(max(_gaps(beads, side), default=0.0), total),
        covered=_covered(beads, side, total),
    )


def _gaps(beads: Sequence[BeadExtent], side: int) -> Iterator[float]:
    """Characters of one side in each run of beads without text on the other."""
    gap = 0.0
    for bead in beads:
        if bead.lengths[1 - side]:
            yield gap
            gap = 0.0
        else:
            gap += bead.lengths[side]
    yield gap


def _covered(beads: Sequence[BeadExtent], side: int, total: float) -> Stretch:
    """The run of beads that maximises covered characters minus a third of the uncovered ones."""
    best, found = 0.0, Stretch(0.0, 0.0)
    gained, begin, position = 0.0, 0.0, 0.0
    for bead in beads:
        if gained <= 0.0:
            gained, begin = 0.0, position
        position += bead.lengths[side]
        covered = _matched_length(bead, side)
        gained += covered - (bead.lengths[side] - covered) / 3
        if gained > best:
            best, found = gained, Stretch(begin / total, min(1.0, position / total))
    return found


def _weighted_mean(values: Sequence[float], weights: Sequence[float]) -> float:
    """Weighted mean, 0 without weights."""
    total = sum(value * weight for value, weight in zip(values, weights, strict=True))
    return _ratio(total, sum(weights))


def _ratio(part: float, whole: float) -> float:
    """Part divided by whole, 0 for an empty whole."""
    return part / whole if whole else 0.0


def relation_of(ladder: LadderEvidence) -> Relation:
    """Relation of the target to the source, given that they are a pair."""
    missing, added = ladder.source.alone, ladder.target.alone
    if missing >= _ABRIDGED and missing >= added:
        return Relation.PARTIAL if _is_run(ladder.source) else Relation.ABRIDGED
    if added >= _EXPANDED:
        return Relation.EXPANDED
    return Relation.TRANSLATION


def is_part_of(ladder: LadderEvidence, side: int) -> bool:
    """Whether the text of side 0 or 1 is contained in the other one."""
    own = ladder.sides[side]
    return own.cover >= _CONTAINED and own.alone <= _ALONE


def account_for_parts(one: LadderEvidence, other: LadderEvidence, shared: int) -> bool:
    """Whether two texts correspond to different parts of a third.

    Parameters
    ----------
    one, other : LadderEvidence
        Evidence of two pairs that share a document.
    shared : int
        Side of the shared document, 0 or 1.
    """
    both_parts = is_part_of(one, 1 - shared) and is_part_of(other, 1 - shared)
    runs = one.sides[shared].covered, other.sides[shared].covered
    return both_parts and runs[0].overlap(runs[1]) <= _COMMON


def _is_run(side: Coverage) -> bool:
    """Whether the covered text is one run, with the uncovered text outside it."""
    outside = 1.0 - side.covered.length
    return outside >= _PART and outside >= _OUTSIDE * side.alone


def ladder_features(ladder: LadderEvidence) -> list[float]:
    """Values of `LADDER_FEATURES`."""
    covers = [side.cover for side in ladder.sides]
    return [
        _log_odds(ladder.probability),
        max(covers),
        min(covers),
        log1p(ladder.matched),
        min(side.gap for side in ladder.sides),
        ladder.unevenness,
        *_figures(ladder.numbers),
        *_figures(ladder.dates),
    ]


def _figures(match: FigureMatch) -> tuple[float, float]:
    """Log of the agreements; square root of the contradictions times their share."""
    bound = match.shared + match.opposed
    return log1p(match.shared), match.opposed**1.5 / bound if bound else 0.0


def _log_odds(probability: float) -> float:
    """Log odds of a probability, limited."""
    limited = min(max(probability, 1 - _SUREST), _SUREST)
    return log(limited / (1 - limited))
