"""Claims that are added one by one stand or fall as if all had been placed each time."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from aligner.claims import RunningText, StandingClaims, cuts_of, place, recut
from aligner.values import (
    BeadClaim,
    BeadRuling,
    Claim,
    CutClaim,
    MovedClaim,
    SegmentedDocument,
    TextClaim,
)
from tests.claims.test_claims import SOURCE, TARGET, TEXTS, claim, spans
from tests.growth import assert_linear

DOCUMENTS = (SOURCE, TARGET)


def lost_of(claims: Sequence[Claim]) -> set[Claim]:
    source, target = (
        RunningText(recut(document, cuts_of(claims, side, text)))
        for side, (document, text) in enumerate(zip(DOCUMENTS, TEXTS, strict=True))
    )
    return {lost for lost, _ in place(claims, (source, target)).lost}


@given(st.lists(spans(), max_size=10, unique=True), st.integers(0, 5))
def test_beads_are_judged_as_by_placing_all_of_them(
    wanted: list[tuple[int, int, int, int]], n_before: int
) -> None:
    claims: list[Claim] = [claim(span) for span in wanted]
    gone = lost_of(claims[:n_before])
    stand = [old for old in claims[:n_before] if old not in gone]
    standing = StandingClaims(stand, DOCUMENTS)
    for new in claims[n_before:]:
        fits = lost_of([*stand, new]) <= lost_of(stand)
        assert (standing.add(new) is None) is fits
        if fits:
            stand.append(new)
    assert {lost for lost, _ in standing.lost()} == lost_of(stand)


@given(st.lists(st.tuples(spans(), st.booleans()), max_size=6, unique=True))
def test_moved_text_is_judged_as_by_placing_all_of_it(
    wanted: list[tuple[tuple[int, int, int, int], bool]],
) -> None:
    claims = [
        MovedClaim(TEXTS[0].passage(a, b), TEXTS[1].passage(c, d), is_moved)
        for (a, b, c, d), is_moved in wanted
        if a < b and c < d
    ]
    standing = StandingClaims((), DOCUMENTS)
    stand: list[Claim] = []
    for new in claims:
        is_known = any(
            isinstance(old, MovedClaim) and (old.source, old.target) == (new.source, new.target)
            for old in stand
        )
        fits = not is_known and not lost_of([*stand, new])
        assert (standing.add(new) is None) is fits
        if fits:
            stand.append(new)


def test_remarks_of_claims_that_agree_are_put_together() -> None:
    here, other = claim((1, 2, 1, 2)), claim((2, 3, 3, 3))
    standing = StandingClaims([here, other], DOCUMENTS)
    remark = BeadClaim(here.source, here.target, here.ruling, is_example=True, comment="so")
    assert standing.add(remark) is not None
    assert standing.put_together(remark) == (here, remark)
    assert remark in standing
    assert here not in standing
    # Without text on a side it is the same bead wherever that side is.
    alike = claim((2, 3, 1, 1))
    assert standing.add(alike) is not None
    assert standing.put_together(alike) == (other, other)
    assert standing.put_together(claim((1, 2, 1, 2), BeadRuling.DELETED)) is None
    assert standing.put_together(claim((1, 3, 1, 2))) is None


def test_what_cuts_into_a_corrected_text_is_found() -> None:
    mended = TextClaim("source", TEXTS[0].passage(1, 2), "第一句。")
    cut = CutClaim("source", TEXTS[0].place(1, 3), is_cut=True, was_cut=False)
    join = CutClaim("source", TEXTS[0].place(2, 0), is_cut=False, was_cut=True)
    far = CutClaim("source", TEXTS[0].place(5, 3), is_cut=True, was_cut=False)
    standing = StandingClaims([mended], DOCUMENTS)
    assert [standing.add(new) for new in (cut, join, far)] == [None] * 3
    assert [lost for lost, _ in standing.lost()] == [mended]
    assert [standing.cuts_into(new, mended) for new in (cut, join, far)] == [True, True, False]
    assert standing.add(CutClaim("source", cut.place, is_cut=False, was_cut=False)) is not None


def test_adding_many_claims_takes_no_more_than_their_number() -> None:
    def make(n: int) -> tuple[StandingClaims, list[BeadClaim]]:
        lines = [f"第{k}句话说完了。" for k in range(n)], [f"Line {k} ends." for k in range(n)]
        source = SegmentedDocument.from_lines("a", "zh", tuple(lines[0]))
        target = SegmentedDocument.from_lines("b", "en", tuple(lines[1]))
        texts = RunningText(source), RunningText(target)
        claims = [
            BeadClaim(texts[0].passage(k, k + 1), texts[1].passage(k, k + 1), BeadRuling.CONFIRMED)
            for k in range(n)
        ]
        return StandingClaims(claims[::2], (source, target)), claims[1::2]

    def add(given: tuple[StandingClaims, list[BeadClaim]]) -> None:
        standing, claims = given
        assert all(standing.add(claim) is None for claim in claims)
        # Once more they are in the way of themselves.
        assert all(standing.put_together(claim) for claim in claims)

    assert_linear(add, make, 400)
