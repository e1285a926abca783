"""Corrections of derived gold are beads in the place of other beads."""

import pytest
from gold_corrections import corrected, corrections

from aligner.values import Alignment, Bead


def _cells(beads: list[Bead]) -> tuple[list[int], list[int]]:
    return (
        [n for b in beads for n in range(b.source_start, b.source_stop)],
        [n for b in beads for n in range(b.target_start, b.target_stop)],
    )


def test_every_correction_covers_the_segments_it_replaces() -> None:
    places = [place for wrong in corrections().values() for place in wrong]
    assert len(places) > 30
    for old, new in places:
        assert _cells(old) == _cells(new)
        assert old != new


def test_beads_are_replaced_and_the_others_stay() -> None:
    one, two, three = (Bead(n, n + 1, n, n + 1, probability=1.0) for n in range(3))
    joined = Bead(1, 3, 1, 3, probability=1.0)
    gold = Alignment((one, joined), 3, 3)
    assert corrected(gold, [([joined], [two, three])]).beads == (one, two, three)
    assert corrected(gold, []) == gold


def test_a_correction_of_another_ladder_is_refused() -> None:
    gold = Alignment((Bead(0, 1, 0, 1, probability=1.0),), 1, 1)
    with pytest.raises(ValueError, match="has no bead"):
        corrected(gold, [([Bead(0, 1, 0, 0, probability=1.0)], [])])
