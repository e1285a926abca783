"""One-to-one assignment of target spans to the source occurrences they render.

Counts are never compared: good English drops repeated terms.  An occurrence without a
span is only a candidate for a finding.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from aligner.terms.matching.searching import TargetMatch

# Smaller differences of position are ignored.
_EQUAL = 1e-9


class Slot(NamedTuple):
    """An occurrence of a source term to which a rendering is assigned.

    Parameters
    ----------
    concepts : tuple of int
        The concepts it may refer to.
    position : float
        Relative position in its text, 0 to 1.
    """

    concepts: tuple[int, ...]
    position: float


class Candidate(NamedTuple):
    """A target span that may render a concept.

    Parameters
    ----------
    match : TargetMatch
    rank : float
        Weight of the form (greatest for an accepted form of a strict concept), far
        greater than any difference of position.
    position : float
        Relative position in its text, 0 to 1.
    """

    match: TargetMatch
    rank: float
    position: float


# For one span, the best candidate for each slot it may fill.
_Row = dict[int, Candidate]


def assign(slots: Sequence[Slot], candidates: Sequence[Candidate]) -> dict[int, Candidate]:
    """The candidate assigned to each slot, by index of the slot; none share a word.

    Of overlapping candidates the longest goes first; a shorter one is considered only
    if the longer one is not assigned.  Among disjoint spans, the assignment has the
    greatest total rank and, of those, the least total shift of position.
    """
    assigned: dict[int, Candidate] = {}
    open_candidates = list(candidates)
    while open_candidates:
        waiting: dict[int, list[int]] = {}
        for i, slot in enumerate(slots):
            if i not in assigned:
                for concept in slot.concepts:
                    waiting.setdefault(concept, []).append(i)
        taken = {word for c in assigned.values() for word in range(c.match.first, c.match.last)}
        open_candidates = [
            c
            for c in open_candidates
            if c.match.form.concept in waiting
            and taken.isdisjoint(range(c.match.first, c.match.last))
        ]
        won = _best(slots, waiting, _longest_spans(open_candidates))
        if not won:
            break
        assigned.update(won)
    return assigned


def _longest_spans(candidates: Sequence[Candidate]) -> list[list[Candidate]]:
    """Candidates by span, for the spans that remain when longer ones go first."""
    by_span: dict[tuple[int, int], list[Candidate]] = {}
    for candidate in candidates:
        by_span.setdefault((candidate.match.first, candidate.match.last), []).append(candidate)
    spans = sorted(by_span)
    if any(right[0] < left[1] for left, right in pairwise(spans)):
        kept: list[tuple[int, int]] = []
        for first, last in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
            if all(last <= other[0] or other[1] <= first for other in kept):
                kept.append((first, last))
        spans = sorted(kept)
    return [by_span[span] for span in spans]


def _best(
    slots: Sequence[Slot], waiting: Mapping[int, Sequence[int]], spans: list[list[Candidate]]
) -> dict[int, Candidate]:
    """The best assignment of disjoint spans to the open slots of their concepts."""
    rows: list[_Row] = []
    for span in spans:
        row: _Row = {}
        for candidate in span:
            for i in waiting[candidate.match.form.concept]:
                if i not in row or candidate.rank > row[i].rank:
                    row[i] = candidate
        rows.append(row)
    spans_of: dict[int, list[int]] = {}
    for j, row in enumerate(rows):
        for i in row:
            spans_of.setdefault(i, []).append(j)
    won: dict[int, Candidate] = {}
    seen: set[int] = set()
    for j, row in enumerate(rows):
        if len(row) == 1 and len(spans_of[next(iter(row))]) == 1:
            won.update(row)
        elif j not in seen:
            part = _part(rows, spans_of, j)
            seen |= part
            won.update(_best_of_part(slots, [rows[k] for k in sorted(part)]))
    return won


def _part(rows: Sequence[_Row], spans_of: Mapping[int, Sequence[int]], start: int) -> set[int]:
    """The connected component of a span: spans linked by slots that both may fill."""
    part = {start}
    ahead = [start]
    while ahead:
        near = {k for i in rows[ahead.pop()] for k in spans_of[i]} - part
        part |= near
        ahead += near
    return part


def _best_of_part(slots: Sequence[Slot], rows: Sequence[_Row]) -> dict[int, Candidate]:
    """The best assignment within one component; among equals, the one in text order."""
    numbers = sorted({i for row in rows for i in row}, key=lambda i: (slots[i].position, i))
    table = [[_weight(slots[i], row.get(i)) for row in rows] for i in numbers]
    ranks = {candidate.rank for row in rows for candidate in row.values()}
    if len(numbers) == 1 or len(rows) == 1:
        # With one slot or one span there is nothing to trade off.
        pairs = [(x, y) for x in range(len(numbers)) for y in range(len(rows))]
        chosen = [max(pairs, key=lambda pair: table[pair[0]][pair[1]])]
    elif len(ranks) == 1 and all(len(row) == len(numbers) for row in rows):
        chosen = _best_in_order(table)
    else:
        # scipy is slow to import, and most documents do not need it.
        from scipy.optimize import linear_sum_assignment  # noqa: PLC0415

        found = linear_sum_assignment(table, maximize=True)
        chosen = list(zip(*(axis.tolist() for axis in found), strict=True))
        _uncross(chosen, table)
    return {numbers[x]: rows[y][numbers[x]] for x, y in chosen if numbers[x] in rows[y]}


def _best_in_order(table: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """The best pairs of slots and spans, in order.

    If only shifts of position distinguish them, crossing never gains anything.
    """
    height, width = len(table), len(table[0])
    best = [[0.0] * (width + 1)]
    for weights in table:
        above, row = best[-1], [0.0]
        for y, weight in enumerate(weights):
            row.append(max(above[y] + weight, above[y + 1], row[y]))
        best.append(row)
    chosen = []
    x, y = height, width
    while x and y:
        if best[x][y] <= best[x - 1][y] + _EQUAL:
            x -= 1
        elif best[x][y] <= best[x][y - 1] + _EQUAL:
            y -= 1
        else:
            x, y = x - 1, y - 1
            chosen.append((x, y))
    return chosen


def _uncross(chosen: list[tuple[int, int]], table: Sequence[Sequence[float]]) -> None:
    """Put pairs that can be swapped without loss into text order."""
    for a, b in combinations(range(len(chosen)), 2):
        (x, y), (other_x, other_y) = chosen[a], chosen[b]
        lost = table[x][y] + table[other_x][other_y] - table[x][other_y] - table[other_x][y]
        if other_y < y and lost < _EQUAL:
            chosen[a], chosen[b] = (x, other_y), (other_x, y)


def _weight(slot: Slot, candidate: Candidate | None) -> float:
    """The value of a candidate for a slot; zero without a candidate."""
    return candidate.rank - abs(candidate.position - slot.position) if candidate else 0.0
