"""Confirmed and ruled-out beads: how they are checked and counted."""

import re
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.core.confirming import (
    Stretch,
    checked,
    claim,
    expected_errors,
    interleaved,
    named,
    ruled_out_beads,
    source_first,
    span_of,
    stretches_between,
)
from aligner.core.lattice import Lattice, bead_kinds
from aligner.errors import InputError
from aligner.values import Alignment, Bead

SIZES = st.tuples(st.integers(0, 4), st.integers(0, 4)).filter(any)


@st.composite
def ladders(draw: st.DrawFn) -> Alignment:
    """A ladder of beads of any size."""
    beads = []
    i = j = 0
    for a, b in draw(st.lists(SIZES, min_size=1, max_size=8)):
        beads.append(Bead(i, i + a, j, j + b, draw(st.floats(0, 1))))
        i, j = i + a, j + b
    return Alignment(tuple(beads), i, j)


@given(ladders(), st.data())
def test_beads_of_one_ladder_may_be_confirmed_in_any_order(
    ladder: Alignment, data: st.DataObject
) -> None:
    some = data.draw(st.lists(st.sampled_from(ladder.beads)))
    found = checked(some, (), ladder.n_source, ladder.n_target)
    assert found == tuple(bead for bead in ladder if bead in some)


@given(ladders(), st.data())
def test_stretches_and_confirmed_beads_make_up_the_documents(
    ladder: Alignment, data: st.DataObject
) -> None:
    """Each stretch is put in the place of the beads that it takes in."""
    sizes = ladder.n_source, ladder.n_target
    confirmed = checked(data.draw(st.lists(st.sampled_from(ladder.beads))), (), *sizes)
    stretches = stretches_between(confirmed, *sizes)
    parts = [(Bead(*stretch),) if any(_sizes(stretch)) else () for stretch in stretches]
    whole = Alignment(interleaved(confirmed, parts), *sizes)
    certain = {span_of(bead) for bead in whole if bead.probability == 1.0}
    assert set(map(span_of, confirmed)) <= certain


def _sizes(stretch: Stretch) -> tuple[int, int]:
    return stretch.n_source, stretch.n_target


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (Bead(0, 1, 2, 3), Bead(1, 2, 0, 1)),
        (Bead(0, 2, 0, 1), Bead(1, 3, 1, 2)),
        (Bead(0, 1, 0, 1), Bead(0, 1, 0, 2)),
        (Bead(1, 2, 1, 2), Bead(1, 2, 2, 2)),
        (Bead(2, 3, 1, 1), Bead(0, 1, 1, 2)),
    ],
)
def test_beads_that_cross_or_overlap_are_named(one: Bead, two: Bead) -> None:
    for beads in ((one, two), (two, one)):
        with pytest.raises(InputError) as caught:
            checked(beads, (), 4, 4)
        assert {named(one), named(two)} <= set(
            re.findall(r"\[[\d, ]*\]:\[[\d, ]*\]", str(caught.value))
        )


def test_a_bead_past_the_end_is_named() -> None:
    with pytest.raises(InputError, match=re.escape("[3, 4]:[1]")):
        checked([Bead(3, 5, 1, 2)], (), 4, 4)


def test_what_is_confirmed_is_not_ruled_out() -> None:
    bead = Bead(1, 2, 1, 3, 0.4)
    with pytest.raises(InputError, match="ruled out"):
        checked([bead], [Bead(1, 2, 1, 3)], 4, 4)
    with pytest.raises(InputError, match=re.escape("[2]:[]")):
        checked([Bead(2, 3, 1, 1)], [Bead(2, 3, 4, 4)], 4, 4)


def test_a_null_bead_is_ruled_out_wherever_it_stands() -> None:
    lattice = Lattice.full(2, 3, bead_kinds(2, 3, 3))
    ruled_out = lattice.only(ruled_out_beads(lattice, [Bead(1, 2, 0, 0), Bead(0, 1, 1, 2)]))
    beads = np.stack([ruled_out.source_start, ruled_out.target_start, ruled_out.target_size])
    assert sorted(map(tuple, beads.T.tolist())) == [(0, 1, 1), *((1, j, 0) for j in range(4))]


def test_a_null_bead_concerns_the_stretch_that_its_segments_are_in() -> None:
    stretch = Stretch(2, 4, 5, 7)
    inside = [Bead(2, 4, 5, 7), Bead(3, 4, 0, 0), Bead(9, 9, 6, 7)]
    outside = [Bead(1, 3, 5, 6), Bead(2, 3, 6, 8), Bead(1, 2, 5, 5), Bead(2, 2, 7, 8)]
    assert all(map(stretch.concerned_by, inside))
    assert not any(map(stretch.concerned_by, outside))


@given(ladders(), st.data())
def test_expected_errors_are_those_of_the_beads_that_nobody_confirmed(
    ladder: Alignment, data: st.DataObject
) -> None:
    confirmed = data.draw(st.lists(st.sampled_from(ladder.beads)))
    left = [bead for bead in ladder if bead not in confirmed]
    expected = len(left) - sum(bead.probability for bead in left)
    assert expected_errors(ladder, confirmed) == pytest.approx(expected)


@given(ladders())
def test_null_beads_in_a_row_stand_source_first_and_say_what_they_said(ladder: Alignment) -> None:
    ordered = source_first(ladder.beads)
    assert Alignment(ordered, ladder.n_source, ladder.n_target).beads == ordered
    assert sorted(map(repr, map(claim, ordered))) == sorted(map(repr, map(claim, ladder)))
    assert [b for b in ordered if not b.is_null] == [b for b in ladder if not b.is_null]
    for one, two in pairwise(ordered):
        assert not (one.is_null and two.is_null and one.n_target and two.n_source)
