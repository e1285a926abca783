"""Which target span renders which source occurrence: one span for one occurrence.

Counts are never compared: good English drops repeated terms.  An occurrence
that gets no span is only a candidate for a finding.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from aligner.terms.index import TargetMatch

__all__ = ["Candidate", "Slot", "assign"]


@dataclass(frozen=True, slots=True)
class Slot:
    """An occurrence of a source term that waits for its rendering.

    Parameters
    ----------
    concepts : tuple of int
        The concepts it may belong to.
    position : float
        Where it stands in its text, 0 to 1.
    """

    concepts: tuple[int, ...]
    position: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A target span that may render a concept.

    Parameters
    ----------
    match : TargetMatch
    rank : float
        Weight of the form's standing (an accepted form of a strict concept
        counts most), far above any difference of position.
    position : float
        Where it stands in its text, 0 to 1.
    """

    match: TargetMatch
    rank: float
    position: float


def assign(slots: Sequence[Slot], candidates: Sequence[Candidate]) -> dict[int, Candidate]:
    """Candidate by index of the slot it renders; no two of them share a word.

    Where candidates overlap, the longest is taken first; a shorter one inside
    it gets its chance only when the longer one is left over.  Among spans that
    do not overlap the assignment has the greatest total rank, and then the
    least total shift of position.
    """
    assigned: dict[int, Candidate] = {}
    open_candidates = list(candidates)
    while True:
        waiting = [i for i in range(len(slots)) if i not in assigned]
        wanted = {concept for i in waiting for concept in slots[i].concepts}
        open_candidates = [c for c in open_candidates if c.match.form.concept in wanted]
        if not open_candidates:
            break
        spans = _longest_spans(open_candidates)
        won = _best(slots, waiting, spans)
        if not won:
            break
        assigned.update(won)
        taken = [(c.match.first, c.match.last) for c in won.values()]
        open_candidates = [
            c
            for c in open_candidates
            if all(c.match.last <= first or last <= c.match.first for first, last in taken)
        ]
    return assigned


def _longest_spans(candidates: list[Candidate]) -> list[list[Candidate]]:
    """Candidates by span, of the spans that remain when longer ones go first."""
    by_span: dict[tuple[int, int], list[Candidate]] = {}
    for candidate in candidates:
        by_span.setdefault((candidate.match.first, candidate.match.last), []).append(candidate)
    kept: list[tuple[int, int]] = []
    for first, last in sorted(by_span, key=lambda span: (span[0] - span[1], span[0])):
        if all(last <= other[0] or other[1] <= first for other in kept):
            kept.append((first, last))
    return [by_span[span] for span in sorted(kept)]


def _best(
    slots: Sequence[Slot], waiting: list[int], spans: list[list[Candidate]]
) -> dict[int, Candidate]:
    """The best assignment of disjoint spans to waiting slots."""
    table = [[_best_candidate(slots[i], span) for span in spans] for i in waiting]
    if len(waiting) == 1 or len(spans) == 1:
        # The larger side takes its best: no conflict is possible.
        pairs = [
            (w, cell[0], cell[1]) for w, row in zip(waiting, table, strict=True) for cell in row
        ]
        best = max(pairs, key=lambda pair: pair[1], default=None)
        return {best[0]: best[2]} if best and best[2] else {}
    # scipy takes its time to load, and most sentences do not need it.
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415

    weights = [[weight for weight, _ in row] for row in table]
    rows, columns = linear_sum_assignment(weights, maximize=True)
    won = {}
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        candidate = table[row][column][1]
        if candidate is not None:
            won[waiting[row]] = candidate
    return won


def _best_candidate(slot: Slot, span: list[Candidate]) -> tuple[float, Candidate | None]:
    """The best candidate of one span for a slot, with its weight."""
    fitting = [c for c in span if c.match.form.concept in slot.concepts]
    if not fitting:
        return 0.0, None
    best = max(fitting, key=lambda c: c.rank)
    return best.rank - abs(best.position - slot.position), best
