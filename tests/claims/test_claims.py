"""Claims find their places; those that cross give way to later ones."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from aligner.claims.claims import cuts_of, place, reviewed
from aligner.claims.passages import RunningText
from aligner.core.confirming import checked, span_of
from aligner.values import (
    Alignment,
    Bead,
    BeadClaim,
    BeadRuling,
    Bitext,
    Claim,
    Edit,
    EditAction,
    SegmentedDocument,
    TextClaim,
    standing_claims,
)

SOURCE = SegmentedDocument.from_lines("a", "zh", tuple(f"第{n}句话说完了。" for n in range(8)))
TARGET = SegmentedDocument.from_lines("b", "en", tuple(f"Line {n} ends here." for n in range(7)))
LADDER = Alignment((*(Bead(n, n + 1, n, n + 1) for n in range(7)), Bead(7, 8, 7, 7)), 8, 7)
TEXTS = RunningText(SOURCE), RunningText(TARGET)


def claim(
    span: tuple[int, int, int, int], ruling: BeadRuling | None = BeadRuling.CONFIRMED
) -> BeadClaim:
    return BeadClaim(TEXTS[0].passage(*span[:2]), TEXTS[1].passage(*span[2:]), ruling)


def edit(key: int, added: tuple[Claim, ...] = (), removed: tuple[Claim, ...] = ()) -> Edit:
    return Edit(key, "a", "b", EditAction.CONFIRM, "ann", "2024-05-01", removed, added)


@st.composite
def spans(draw: st.DrawFn) -> tuple[int, int, int, int]:
    a, c = draw(st.integers(0, 7)), draw(st.integers(0, 6))
    b, d = draw(st.integers(a, min(8, a + 2))), draw(st.integers(c, min(7, c + 2)))
    return (a, b, c, d) if a < b or c < d else (a, a + 1, c, d)


@given(st.lists(spans(), max_size=12, unique=True))
def test_what_is_placed_makes_a_ladder_and_nothing_is_forgotten(
    wanted: list[tuple[int, int, int, int]],
) -> None:
    claims = [claim(span) for span in wanted]
    placed = place(claims, TEXTS)
    beads = placed.confirmed
    assert checked(beads, (), 8, 7) == beads
    for one, two in pairwise(beads):
        assert one.source_stop <= two.source_start
        assert one.target_stop <= two.target_start
    assert {c for _, c in placed.beads} | {c for c, _ in placed.lost} == set(claims)
    for bead, said in placed.beads:
        assert TEXTS[0].passage(bead.source_start, bead.source_stop).text == said.source.text
        assert TEXTS[1].passage(bead.target_start, bead.target_stop).text == said.target.text


@given(spans(), st.lists(spans(), max_size=5))
def test_of_beads_with_text_on_both_sides_the_last_one_stands(
    last: tuple[int, int, int, int], others: list[tuple[int, int, int, int]]
) -> None:
    if last[0] == last[1] or last[2] == last[3]:
        return
    placed = place([*map(claim, others), claim(last)], TEXTS)
    assert last in map(span_of, placed.confirmed)


def test_beads_with_nothing_opposite_move_out_of_the_way() -> None:
    placed = place([claim((3, 4, 2, 2)), claim((4, 5, 3, 4))], TEXTS)
    assert list(map(span_of, placed.confirmed)) == [(3, 4, 2, 2), (4, 5, 3, 4)]
    placed = place([claim((3, 4, 2, 2)), claim((0, 2, 0, 5))], TEXTS)
    assert list(map(span_of, placed.confirmed)) == [(0, 2, 0, 5), (3, 4, 5, 5)]
    placed = place([claim((5, 5, 3, 4)), claim((1, 3, 4, 5))], TEXTS)
    assert list(map(span_of, placed.confirmed)) == [(1, 1, 3, 4), (1, 3, 4, 5)]


def test_what_stands_is_what_was_added_and_not_removed() -> None:
    one, two = claim((0, 1, 0, 1)), claim((1, 2, 1, 2))
    edits = [edit(1, (one,)), edit(2, (two,), (one,)), edit(3, (one,), (two,))]
    assert standing_claims(edits) == {one: edits[2]}
    assert standing_claims([]) == {}


def test_remarks_do_not_hold_the_ladder() -> None:
    placed = place([claim((0, 1, 0, 2), None)], TEXTS)
    assert placed.confirmed == ()
    assert [span_of(bead) for bead, _ in placed.remarks] == [(0, 1, 0, 2)]


def test_beads_that_were_ruled_on_cut_segments_of_another_splitter() -> None:
    whole = SegmentedDocument.from_lines("a", "zh", ("".join(SOURCE.texts[:3]), *SOURCE.texts[3:]))
    text = RunningText(whole)
    said = claim((1, 2, 1, 2))
    assert place([said], (text, TEXTS[1])).confirmed == ()
    size = len(SOURCE.texts[0])
    assert cuts_of([said], 0, text) == {size: True, 2 * size: True}
    assert cuts_of([claim((1, 2, 1, 2), None)], 0, text) == {}


def test_a_mended_text_and_marks_are_in_the_bitext() -> None:
    mended = TextClaim("target", TEXTS[1].passage(1, 2), "Line one ends here.")
    claims = standing_claims([edit(1, (mended,)), edit(2, (claim((2, 3, 2, 3)),))])
    bitext = reviewed(Bitext(SOURCE, TARGET, LADDER), claims)
    assert bitext.target_text(LADDER.beads[1]) == "Line one ends here."
    assert bitext.source_text(LADDER.beads[1]) == SOURCE.texts[1]
    ((span, mark),) = bitext.review.marks
    assert (span, mark.ruling) == ((2, 3, 2, 3), BeadRuling.CONFIRMED)
    assert [(change.span, change.author, change.made) for change in bitext.review.changes] == [
        ((2, 3, 2, 3), "ann", "2024-05-01"),
        ((0, 0, 1, 2), "ann", "2024-05-01"),
    ]
    assert reviewed(Bitext(SOURCE, TARGET, LADDER), {}) == Bitext(SOURCE, TARGET, LADDER)


def test_a_correction_of_a_text_that_is_gone_is_lost() -> None:
    elsewhere = SegmentedDocument.from_lines("b", "en", ("Nothing of all that is left.",))
    mended = TextClaim("target", TEXTS[1].passage(1, 2), "Mended.")
    placed = place([mended], (TEXTS[0], RunningText(elsewhere)))
    assert placed.texts == ({}, {})
    assert [c for c, _ in placed.lost] == [mended]
