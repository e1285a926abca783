"""Segments are aligned with segments of their own kind only."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from aligner.core.lattice import Lattice, bead_kinds
from aligner.core.pruning import same_kind

KINDS = st.lists(st.integers(0, 2), min_size=1, max_size=6)


@given(source=KINDS, target=KINDS)
def test_beads_of_one_kind_are_recognised(source: list[int], target: list[int]) -> None:
    lattice = Lattice.full(len(source), len(target), bead_kinds(3, 4, 4))
    same = same_kind(lattice, np.array(source), np.array(target))
    rungs = zip(
        lattice.source_start, lattice.source_stop, lattice.target_start, lattice.target_stop,
        strict=True,
    )  # fmt: skip
    for (a, b, c, d), told in zip(rungs, same, strict=True):
        mixed = len({*source[a:b], *target[c:d]}) > 1
        assert told == (a == b or c == d or not mixed)
