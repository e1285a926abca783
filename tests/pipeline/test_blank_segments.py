"""Blank lines keep their numbers and never join a bead with text at its edge."""

from hypothesis import given
from hypothesis import strategies as st

from aligner.pipeline.blank_segments import filled, put_back
from aligner.values import Alignment, Bead

LINES = st.lists(st.sampled_from(["x", "", " "]), max_size=8)


def test_blank_lines_pair_off_or_stand_alone() -> None:
    alignment = Alignment((Bead(0, 1, 0, 1, 0.9), Bead(1, 2, 1, 2, 0.8)), 2, 2)
    whole = put_back(alignment, filled(["A", "", "", "B"]), filled(["a", "", "b", ""]), (4, 4))
    assert [(b.source_start, b.target_start, b.kind) for b in whole] == [
        (0, 0, "1-1"),
        (1, 1, "1-1"),
        (2, 2, "1-0"),
        (3, 2, "1-1"),
        (4, 3, "0-1"),
    ]
    assert [b.probability for b in whole] == [0.9, 1.0, 1.0, 0.8, 1.0]


@given(LINES, LINES)
def test_every_line_is_used_once(source: list[str], target: list[str]) -> None:
    """`Alignment` refuses a broken ladder; here every filled line also keeps its partner."""
    kept = filled(source), filled(target)
    shared = min(map(len, kept))
    beads = [Bead(k, k + 1, k, k + 1) for k in range(shared)]
    beads += [Bead(k, k + 1, shared, shared) for k in range(shared, len(kept[0]))]
    beads += [Bead(len(kept[0]), len(kept[0]), k, k + 1) for k in range(shared, len(kept[1]))]
    small = Alignment(tuple(beads), len(kept[0]), len(kept[1]))
    whole = put_back(small, *kept, (len(source), len(target)))
    partners = {b.source_start: b.target_start for b in whole if b.kind == "1-1"}
    assert all(partners[i] == j for i, j in zip(*kept, strict=False))
