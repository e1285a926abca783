"""One span for one occurrence, against a search of all assignments."""

from itertools import pairwise, permutations
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from aligner.terms.matching.assign import Candidate, Slot, assign
from aligner.terms.matching.forms import Form
from aligner.terms.matching.searching import TargetMatch
from aligner.values import Term


def _candidate(concept: int, first: int, last: int, rank: float = 100.0) -> Candidate:
    form = Form(concept, Term(f"f{concept}", "en"), ("f",), "f")
    return Candidate(TargetMatch(first, last, form), rank, first / 20)


slots = st.lists(
    st.builds(Slot, st.tuples(st.integers(0, 2)), st.floats(0, 1, width=16)), max_size=4
)
candidates = st.lists(
    st.builds(
        lambda concept, first, length: _candidate(concept, first, first + length),
        st.integers(0, 2),
        st.integers(0, 12),
        st.integers(1, 3),
    ),
    max_size=5,
)


@given(slots, candidates)
def test_no_span_serves_twice_and_concepts_agree(
    waiting: list[Slot], found: list[Candidate]
) -> None:
    result = assign(waiting, found)
    spans = sorted((c.match.first, c.match.last) for c in result.values())
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert all(c.match.form.concept in waiting[i].concepts for i, c in result.items())


@given(slots, st.lists(st.integers(0, 2), max_size=4))
def test_disjoint_spans_are_assigned_as_well_as_can_be(
    waiting: list[Slot], concepts: list[int]
) -> None:
    found = [_candidate(concept, 3 * i, 3 * i + 1) for i, concept in enumerate(concepts)]
    best = 0.0
    padded = [*range(len(found)), *[None] * len(waiting)]
    for choice in permutations(padded, len(waiting)):
        best = max(best, sum(_weight(s, found, i) for s, i in zip(waiting, choice, strict=True)))
    result = assign(waiting, found)
    total = sum(c.rank - abs(c.position - waiting[i].position) for i, c in result.items())
    assert abs(total - best) < 1e-6


def _weight(slot: Slot, found: list[Candidate], index: int | None) -> float:
    if index is None or found[index].match.form.concept not in slot.concepts:
        return 0.0
    return found[index].rank - abs(found[index].position - slot.position)


def test_the_longest_span_wins_and_the_rest_is_still_used() -> None:
    waiting = [Slot((0,), 0.1), Slot((1,), 0.9)]
    long, inside = _candidate(0, 0, 3), _candidate(1, 0, 1)
    assert assign(waiting, [long, inside]) == {0: long}
    again, within = _candidate(0, 10, 13), _candidate(1, 10, 11)
    assert assign(waiting, [long, inside, again, within]) == {0: long, 1: within}


def test_spans_that_fit_equally_are_taken_in_the_order_of_the_text() -> None:
    # All spans behind all slots: every order shifts as much in the sum.
    for count in (2, 3, 4):
        waiting = [Slot((0,), 0.1 + 0.01 * i) for i in range(count)]
        found = [_candidate(0, 10 + 2 * i, 11 + 2 * i) for i in range(count)]
        assert assign(waiting, found) == dict(enumerate(found))


@given(slots, candidates, st.randoms(use_true_random=False))
def test_the_order_of_candidates_does_not_count(
    waiting: list[Slot], found: list[Candidate], chance: Random
) -> None:
    distinct = list(dict.fromkeys(found))
    shuffled = list(distinct)
    chance.shuffle(shuffled)
    assert assign(waiting, distinct) == assign(waiting, shuffled)
