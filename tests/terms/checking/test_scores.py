"""Terminology scores with their counts and intervals."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.terms import term_scores
from aligner.terms.checking.scores import wilson_interval
from aligner.values import OccurrenceStatus, TermOccurrence

OCCURRENCES = st.lists(
    st.builds(
        TermOccurrence,
        st.sampled_from("ab"),
        st.just("u"),
        st.just("词"),
        st.just((0, 1)),
        st.sampled_from(OccurrenceStatus),
        st.just("x"),
        st.sampled_from("xyz"),
    ),
    max_size=12,
)


def occurrence(concept: str, status: OccurrenceStatus, form: str = "") -> TermOccurrence:
    return TermOccurrence(concept, "u", "词", (0, 1), status, form, form)


def test_scores_of_a_small_document() -> None:
    found = [
        *[occurrence("a", OccurrenceStatus.PREFERRED, "x")] * 3,
        occurrence("a", OccurrenceStatus.FORBIDDEN, "y"),
        occurrence("a", OccurrenceStatus.IMPLIED),
        occurrence("a", OccurrenceStatus.UNCHECKED),
        occurrence("b", OccurrenceStatus.OMITTED),
    ]
    scores = term_scores(found)
    first, second = scores.concepts
    assert (first.concept, first.n, first.n_scored) == ("a", 6, 5)
    assert first.coverage == pytest.approx(5 / 6)
    assert first.adherence == pytest.approx(0.6)
    assert first.consistency == pytest.approx(6 / 12)
    assert first.dominant_share == pytest.approx(0.75)
    assert first.renderings == (("x", 3), ("y", 1))
    assert (second.adherence, second.consistency, second.dominant_share) == (0.0, None, None)
    assert scores.overall.n == 7
    assert scores.overall.adherence == pytest.approx(3 / 6)


def test_what_cannot_be_judged_is_neither_covered_nor_a_departure() -> None:
    found = [
        *[occurrence("a", OccurrenceStatus.PREFERRED, "x")] * 2,
        *[occurrence("a", OccurrenceStatus.UNCLEAR)] * 3,
        occurrence("b", OccurrenceStatus.UNCLEAR),
    ]
    scores = term_scores(found)
    overall, second = scores.overall, scores.concepts[1]
    assert (overall.n, overall.n_scored, overall.adherence) == (6, 2, 1.0)
    assert overall.coverage == pytest.approx(1 / 3)
    assert (second.n_scored, second.adherence, second.coverage) == (0, None, 0.0)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        # Of a concept: as a proportion of the pairs that have no occurrence in common.
        ([(4,)], wilson_interval(2, 2)),
        ([(12, 12)], wilson_interval(12 * 264 / 552, 12)),
        ([(1, 1)], wilson_interval(0, 1)),
        ([(1, 1, 1, 1, 1)], wilson_interval(0, 2)),
        # Of two concepts that are alike: as of all such pairs.
        ([(4,), (4,)], wilson_interval(4, 4)),
        # A single occurrence has no pair.
        ([(4,), (1,)], wilson_interval(2, 2)),
    ],
)
def test_consistency_of_few_occurrences_is_uncertain(
    counts: list[tuple[int, ...]], expected: tuple[float, float]
) -> None:
    found = [
        occurrence(str(concept), OccurrenceStatus.ALLOWED, form)
        for concept, uses in enumerate(counts)
        for form, n in zip("abcde", uses, strict=False)
        for _ in range(n)
    ]
    interval = term_scores(found).overall.consistency_interval
    assert interval == pytest.approx(expected)
    assert interval is not None
    assert interval[0] < interval[1]


def test_concepts_that_differ_in_consistency_make_it_less_certain() -> None:
    def width(*counts: dict[str, int]) -> float:
        found = [
            occurrence(str(concept), OccurrenceStatus.ALLOWED, form)
            for concept, uses in enumerate(counts)
            for form, n in uses.items()
            for _ in range(n)
        ]
        interval = term_scores(found).overall.consistency_interval
        assert interval is not None
        return interval[1] - interval[0]

    # Both have 380 pairs of 760 alike, or nearly so.
    alike = {"x": 27, "y": 13}
    apart = {"x": 40}, {"x": 20, "y": 20}
    assert width(alike, alike) < 0.5 * width(*apart)


def test_the_order_of_concepts_changes_no_interval() -> None:
    uses = [(concept, 1 + concept**2 * 2 % 17, concept * 2 % 5) for concept in range(1, 7)]
    found = [
        occurrence(str(concept), OccurrenceStatus.ALLOWED, form)
        for concept, *counts in uses
        for form, n in zip("xy", counts, strict=True)
        for _ in range(n)
    ]
    forwards = term_scores(found).overall.consistency_interval
    assert forwards is not None
    assert forwards == term_scores(found[::-1]).overall.consistency_interval


def test_no_occurrences_give_no_scores() -> None:
    scores = term_scores([])
    assert scores.overall.n == 0
    assert scores.overall.adherence is None
    assert scores.concepts == ()


def test_wilson_interval_of_the_literature() -> None:
    # Newcombe (1998), Statistics in Medicine 17, table I: 81 of 263.
    assert wilson_interval(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert wilson_interval(0, 10)[0] == 0.0


@given(st.integers(1, 10_000), st.data())
def test_wilson_interval_holds_the_share(n: int, data: st.DataObject) -> None:
    successes = data.draw(st.integers(0, n))
    low, high = wilson_interval(successes, n)
    assert 0.0 <= low <= successes / n <= high <= 1.0
    # The other outcome has the mirrored interval.
    assert wilson_interval(n - successes, n) == pytest.approx((1 - high, 1 - low), abs=1e-9)


@given(OCCURRENCES)
def test_scores_are_shares_inside_their_intervals(found: list[TermOccurrence]) -> None:
    scores = term_scores(found)
    assert sum(s.n for s in scores.concepts) == scores.overall.n == len(found)
    for score in (scores.overall, *scores.concepts):
        assert 0 <= score.n_scored <= score.n
        pairs = (
            (score.adherence, score.adherence_interval),
            (score.consistency, score.consistency_interval),
            (score.dominant_share, score.dominant_interval),
        )
        for share, interval in pairs:
            assert (share is None) == (interval is None)
            assert share is None or 0.0 <= share <= 1.0
            if interval is not None:
                assert share is not None
                assert 0.0 <= interval[0] <= share <= interval[1] <= 1.0
                assert interval[0] < interval[1]


@given(OCCURRENCES)
def test_scores_do_not_depend_on_the_order_of_occurrences(found: list[TermOccurrence]) -> None:
    there, back = (
        {s.concept: (s.n, s.adherence, s.consistency, Counter(dict(s.renderings))) for s in made}
        for made in (term_scores(found).concepts, term_scores(found[::-1]).concepts)
    )
    assert there == back
