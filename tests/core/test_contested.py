"""Beads that a passage elsewhere fits better are doubted, and no others are touched."""

from hypothesis import given
from hypothesis import strategies as st

from aligner.core import outdone
from aligner.values import Alignment, Bead, MovedLink

SIZE = 6
PROBABILITIES = st.integers(0, 100).map(lambda percent: percent / 100)


@st.composite
def alignments(draw: st.DrawFn) -> Alignment:
    """Ladders of one segment to one, or to none."""
    beads: list[Bead] = []
    i = j = 0
    while i < SIZE or j < SIZE:
        steps = [(a, b) for a, b in ((1, 1), (1, 0), (0, 1)) if i + a <= SIZE and j + b <= SIZE]
        a, b = draw(st.sampled_from(steps))
        beads.append(Bead(i, i + a, j, j + b, draw(PROBABILITIES)))
        i, j = i + a, j + b
    return Alignment(tuple(beads), SIZE, SIZE)


links = st.builds(
    lambda i, j, p: MovedLink(i, i + 1, j, j + 1, p),
    st.integers(0, SIZE - 1),
    st.integers(0, SIZE - 1),
    PROBABILITIES,
)


@given(alignments(), links)
def test_a_bead_is_left_what_a_link_of_its_text_leaves(
    alignment: Alignment, link: MovedLink
) -> None:
    changed = outdone(alignment, [link])
    assert changed.moved == (link,)
    for before, after in zip(alignment, changed, strict=True):
        assert before.span == after.span
        shares = any(link.shared(before.span)) and link.span != before.span
        if before.is_null or before.probability == 1.0 or not shares:
            assert after == before
        else:
            assert after.probability <= min(before.probability, 1.0 - link.probability + 1e-6)
            assert bool(after.reasons) == (after.probability < before.probability)


@given(alignments())
def test_without_links_nothing_changes(alignment: Alignment) -> None:
    assert outdone(alignment, []) == alignment
