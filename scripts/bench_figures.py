"""The figures that describe how one gold folder was aligned."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from aligner.evaluation import AlignmentScore, Counts, GoldBead, score_alignments
from aligner.evaluation.calibration import (
    CurvePoint,
    ReliabilityBin,
    calibration_error,
    judged_beads,
    precision_curve,
    precision_threshold,
    reliability,
)
from aligner.values import Alignment, Bead

__all__ = ["KINDS", "TARGET", "Figures", "Promise", "figures_of"]

# Wanted precision of the table, and those of the other figures.
TARGET = 0.99
_TARGETS = (0.9, 0.95, 0.97, 0.98, TARGET, 0.995)
KINDS = ("1-1", "1-2, 2-1", "larger", "null")

Ladders = Sequence[tuple[Alignment, Alignment]]


@dataclass(frozen=True, slots=True)
class Promise:
    """What is kept for a wanted precision, and what it turns out to be worth.

    Parameters
    ----------
    target : float
    threshold, precision : float or None
        None when no match is sure enough.
    kept : float
        Share of the gold matches that is kept.
    """

    target: float
    threshold: float | None
    precision: float | None
    kept: float


@dataclass(frozen=True, slots=True)
class Figures:
    """Scores, calibration, and recall by kind of bead, over documents together.

    Parameters
    ----------
    name : str
    seen : bool
        Whether the weights were trained on some of the documents.
    score : AlignmentScore
    bins : tuple of ReliabilityBin
        Of all proposed beads.
    curve : tuple of CurvePoint
    promises : dict of float to Promise
        By wanted precision.
    recall : dict of str to Counts
        By `KINDS` of gold beads: those found exactly.
    null_precision : Counts
        Null beads proposed that stand in gold.
    """

    name: str
    seen: bool
    score: AlignmentScore
    bins: tuple[ReliabilityBin, ...]
    curve: tuple[CurvePoint, ...]
    promises: dict[float, Promise]
    recall: dict[str, Counts]
    null_precision: Counts

    @property
    def calibration_error(self) -> float:
        """Expected calibration error over all proposed beads."""
        return calibration_error(self.bins)

    def as_json(self) -> dict[str, object]:
        """All figures as plain values."""
        score = self.score
        return {
            "name": self.name,
            "seen_in_training": self.seen,
            "strict": _scores(score.strict_precision, score.strict_recall, score.strict_f1),
            "lax": _scores(score.lax_precision, score.lax_recall, score.lax_f1),
            "calibration_error": self.calibration_error,
            "bins": [asdict(b) for b in self.bins],
            "promises": [asdict(promise) for promise in self.promises.values()],
            "curve": [asdict(point) for point in self.curve],
            "recall_by_kind": {kind: asdict(counts) for kind, counts in self.recall.items()},
            "null_precision": asdict(self.null_precision),
        }


def _scores(precision: Counts, recall: Counts, f1: float) -> Mapping[str, object]:
    return {
        "precision": precision.share,
        "recall": recall.share,
        "f1": f1,
        "counts": {"precision": asdict(precision), "recall": asdict(recall)},
    }


def figures_of(name: str, ladders: Ladders, *, seen: bool) -> Figures:
    """Figures of gold ladders and automatic ones."""
    judged = judged_beads(ladders)
    score = score_alignments(ladders)
    curve = precision_curve(judged, score.strict_recall.total)
    matches = [j.probability for j in judged if not j.null]
    thresholds = {target: precision_threshold(matches, target) for target in _TARGETS}
    nulls = [j.right for j in judged if j.null]
    return Figures(
        name=name,
        seen=seen,
        score=score,
        bins=reliability(judged),
        curve=curve,
        promises={t: _promise(t, threshold, curve) for t, threshold in thresholds.items()},
        recall=_recall_by_kind(ladders),
        null_precision=Counts(sum(nulls), len(nulls)),
    )


def _promise(target: float, threshold: float, curve: Sequence[CurvePoint]) -> Promise:
    """The point of the curve that a threshold stands for."""
    for point in curve:
        if point.threshold == threshold:
            return Promise(target, threshold, point.precision, point.kept)
    return Promise(target, None, None, 0.0)


def _recall_by_kind(ladders: Ladders) -> dict[str, Counts]:
    found: dict[str, list[bool]] = {kind: [] for kind in KINDS}
    for gold, automatic in ladders:
        made = {GoldBead.of(bead) for bead in automatic}
        for bead in gold:
            found[_kind(bead)].append(GoldBead.of(bead) in made)
    return {kind: Counts(sum(beads), len(beads)) for kind, beads in found.items()}


def _kind(bead: Bead) -> str:
    if bead.is_null:
        return "null"
    return {2: "1-1", 3: "1-2, 2-1"}.get(bead.n_source + bead.n_target, "larger")
