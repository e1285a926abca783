"""Precision, recall and F1 of document pairs."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from aligner.errors import FormatError
from aligner.tables import headed_rows, read_bytes


@dataclass(frozen=True, slots=True)
class PairScore:
    """Counts of pairs: right ones, proposed ones, gold ones."""

    right: int
    proposed: int
    gold: int

    @property
    def precision(self) -> float:
        """Share of the proposed pairs that are right; 0 when none is proposed."""
        return self.right / self.proposed if self.proposed else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold pairs that were found; 0 when there are none."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.proposed + self.gold
        return 2 * self.right / total if total else 0.0


def score_pairs(gold: Iterable[tuple[str, str]], proposed: Iterable[tuple[str, str]]) -> PairScore:
    """Score of proposed pairs of document ids against gold pairs."""
    gold_pairs, proposed_pairs = set(gold), set(proposed)
    return PairScore(len(gold_pairs & proposed_pairs), len(proposed_pairs), len(gold_pairs))


def read_pairs(path: Path) -> tuple[tuple[str, str], ...]:
    """Pairs of a table with the columns ``source`` and ``target``; others are ignored.

    Raises
    ------
    FormatError
        If a column or a value is missing, with the line.
    """
    columns = {"source": ("source",), "target": ("target",)}
    pairs = []
    for line, cells in headed_rows(read_bytes(path), str(path), columns, tuple(columns)):
        if not cells["source"] or not cells["target"]:
            raise FormatError("a pair lacks its source or target", str(path), line)
        pairs.append((cells["source"], cells["target"]))
    return tuple(pairs)
