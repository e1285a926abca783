"""Precision, recall and F1 of ladders, counted as Vecalign's scorer counts them.

Strict: a bead is right if the gold ladder holds exactly it.  Lax: it is right
if it shares a source and a target segment with one gold bead.  Null beads
proposed count for precision, gold null beads do not count for recall.

References
----------
.. [1] B. Thompson and P. Koehn (2019). Vecalign: Improved Sentence Alignment in
   Linear Time and Space. EMNLP.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aligner.errors import ConfigError
from aligner.evaluation.ladder import GoldBead
from aligner.values import Alignment


@dataclass(frozen=True, slots=True)
class Counts:
    """Beads counted right out of a total."""

    right: int
    total: int

    @property
    def share(self) -> float:
        """Share of the right ones, 0 to 1; 0 of nothing is 0."""
        return self.right / self.total if self.total else 0.0


@dataclass(frozen=True, slots=True)
class AlignmentScore:
    """Counts over all documents scored together (micro average).

    Parameters
    ----------
    strict_precision, strict_recall, lax_precision, lax_recall : Counts
    """

    strict_precision: Counts
    strict_recall: Counts
    lax_precision: Counts
    lax_recall: Counts

    @property
    def strict_f1(self) -> float:
        """Harmonic mean of strict precision and recall."""
        return _f1(self.strict_precision.share, self.strict_recall.share)

    @property
    def lax_f1(self) -> float:
        """Harmonic mean of lax precision and recall."""
        return _f1(self.lax_precision.share, self.lax_recall.share)


def score_alignments(
    documents: Iterable[tuple[Sequence[GoldBead] | Alignment, Sequence[GoldBead] | Alignment]],
) -> AlignmentScore:
    """Score of automatic ladders against gold ones.

    Parameters
    ----------
    documents : iterable of (gold, automatic)
        One pair of ladders a document.

    Raises
    ------
    ConfigError
        If there are no documents.
    """
    counts = [_count(_beads(gold), _beads(automatic)) for gold, automatic in documents]
    if not counts:
        raise ConfigError("no documents to score")
    totals = [
        Counts(sum(c.right for c in kind), sum(c.total for c in kind))
        for kind in zip(*counts, strict=True)
    ]
    return AlignmentScore(*totals)


def _beads(ladder: Sequence[GoldBead] | Alignment) -> set[GoldBead]:
    if isinstance(ladder, Alignment):
        return {GoldBead.of(b) for b in (*ladder, *(link.bead for link in ladder.moved))}
    return {bead for bead in ladder if bead.source or bead.target}


def _count(gold: set[GoldBead], automatic: set[GoldBead]) -> tuple[Counts, Counts, Counts, Counts]:
    gold_matches = {bead for bead in gold if bead.source and bead.target}
    automatic_matches = {bead for bead in automatic if bead.source and bead.target}
    return (
        Counts(len(automatic & gold), len(automatic)),
        Counts(len(gold_matches & automatic_matches), len(gold_matches)),
        Counts(_lax(automatic, gold), len(automatic)),
        Counts(_lax(gold_matches, automatic_matches), len(gold_matches)),
    )


def _lax(beads: set[GoldBead], reference: set[GoldBead]) -> int:
    """How many beads are in the reference, or share a link with it."""
    links = {(i, j) for bead in reference for i in bead.source for j in bead.target}
    return sum(
        bead in reference or any((i, j) in links for i in bead.source for j in bead.target)
        for bead in beads
    )


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
