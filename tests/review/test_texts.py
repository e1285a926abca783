"""Texts under review: cut after they were corrected, replaced, and never overwritten unseen."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from on_desk import NAMES

from aligner.errors import MoveOutdated, MoveRefused
from aligner.review.desk import Desk
from aligner.review.segment_moves import _same_place
from aligner.review.views import Move, Replacement, ReviewSheet


def do(desk: Desk, kind: str, **more: Any) -> ReviewSheet:  # noqa: ANN401 - whatever a move takes
    return desk.move(*NAMES, Move(kind, **more), "ann")


def texts(sheet: ReviewSheet) -> list[str]:
    return [segment.text for segment in sheet.target_segments]


def test_a_cut_behind_typing_keeps_what_was_typed(desk: Desk) -> None:
    before = texts(desk.sheet(*NAMES))
    typed = "The commissioner, Ms Li, attended the meeting and spoke at length."
    place = typed.index(" and spoke")
    sheet = do(desk, "split-segment", side="target", segment=2, text=typed, place=place)
    parts = ["The commissioner, Ms Li, attended the meeting", "and spoke at length."]
    assert texts(sheet) == [*before[:2], *parts, *before[3:]]
    assert sheet.target_segments[2].original == "The commissioner attended the meeting"
    assert texts(desk.undo(*NAMES, "ann")) == before


def test_a_corrected_sentence_can_be_cut_and_joined_again(desk: Desk) -> None:
    before = texts(desk.sheet(*NAMES))
    typed = "The head attended the meeting and then spoke."
    do(desk, "correct", side="target", segment=2, text=typed)
    place = typed.index(" and then")
    cut = do(desk, "split-segment", side="target", segment=2, place=place)
    assert texts(cut)[2:4] == ["The head attended the meeting", "and then spoke."]
    joined = do(desk, "join-segment", side="target", segment=2, text="The head sat")
    assert texts(joined) == [*before[:2], "The head sat and then spoke.", *before[3:]]


def test_a_cut_of_a_text_that_was_not_corrected_corrects_nothing(desk: Desk) -> None:
    sheet = do(desk, "split-segment", side="target", segment=2, place=16)
    assert all(segment.text == segment.original for segment in sheet.target_segments)
    sheet = do(desk, "join-segment", side="target", segment=2)
    assert all(segment.text == segment.original for segment in sheet.target_segments)


@pytest.mark.parametrize("place", [-1, 0, 4, 99])
def test_cuts_at_the_edge_are_refused(desk: Desk, place: int) -> None:
    with pytest.raises(MoveRefused, match="between two words"):
        do(desk, "split-segment", side="target", segment=2, text="Done", place=place)


@pytest.mark.parametrize("kind", ["correct", "split-segment", "join-segment"])
def test_what_others_have_typed_is_not_overwritten(desk: Desk, kind: str) -> None:
    seen = texts(desk.sheet(*NAMES))[2]
    do(desk, "correct", side="target", segment=2, text="Theirs was here.", seen=seen)
    with pytest.raises(MoveOutdated, match="in the meantime"):
        do(desk, kind, side="target", segment=2, text="Ours comes late.", seen=seen, place=4)
    assert texts(desk.sheet(*NAMES))[2] == "Theirs was here."


def test_words_are_replaced_in_many_sentences_by_one_edit(desk: Desk) -> None:
    before = texts(desk.sheet(*NAMES))
    numbers = tuple(n for n, text in enumerate(before) if "The" in text)
    wanted = Replacement("target", numbers, "The", "This")
    sheet = desk.replace(*NAMES, wanted, "ann")
    assert texts(sheet) == [text.replace("The", "This") for text in before]
    assert sheet.undo.startswith("replace: ")
    assert texts(desk.undo(*NAMES, "ann")) == before


def test_replacing_says_what_cannot_be_done(desk: Desk) -> None:
    with pytest.raises(MoveOutdated):
        desk.replace(*NAMES, Replacement("target", (0,), "no such words", "x"), "ann")
    with pytest.raises(MoveOutdated):
        desk.replace(*NAMES, Replacement("target", (99,), "The", "x"), "ann")
    with pytest.raises(MoveRefused, match="which words"):
        desk.replace(*NAMES, Replacement("target", (0,), "", "x"), "ann")
    whole = texts(desk.sheet(*NAMES))[0]
    with pytest.raises(MoveRefused, match="cannot be empty"):
        desk.replace(*NAMES, Replacement("target", (0,), whole, ""), "ann")
    assert desk.sheet(*NAMES).version == 0


def test_a_dragged_sentence_takes_what_lies_between(desk: Desk) -> None:
    bead = desk.sheet(*NAMES).beads[2]
    sheet = do(desk, "shift", bead=bead.id, side="target", segment=4)
    (found,) = (b for b in sheet.beads if b.ruling)
    assert (found.source_start, found.source_stop) == (2, 3)
    assert (found.target_start, found.target_stop) == (2, 5)
    with pytest.raises(MoveRefused, match="already"):
        do(desk, "shift", bead=found.id, side="target", segment=3)
    with pytest.raises(MoveRefused, match="no such sentence"):
        do(desk, "shift", bead=found.id, side="target", segment=99)


def test_a_dragged_sentence_is_not_taken_from_a_decided_pair(desk: Desk) -> None:
    do(desk, "confirm", bead=desk.sheet(*NAMES).beads[4].id)
    bead = desk.sheet(*NAMES).beads[2]
    with pytest.raises(MoveRefused, match="source 4 was decided otherwise"):
        do(desk, "shift", bead=bead.id, side="target", segment=5)


def test_anchors_stay_whatever_is_done_around_them(folder: Path) -> None:
    with Desk.open(folder) as desk:
        sheet = do(desk, "anchor", bead=desk.sheet(*NAMES).beads[2].id, segment=2, place=3)
        (anchor,) = (bead for bead in sheet.beads if bead.ruling)
        assert anchor[1:5] == (2, 3, 3, 4)
        others = [bead for bead in sheet.beads if bead.source_start > 4]
        do(desk, "merge", bead=others[0].id, direction="next")
        with pytest.raises(MoveRefused, match="decided otherwise"):
            do(desk, "anchor", bead=anchor.id, segment=2, place=4)
        with pytest.raises(MoveRefused, match="contradicts"):
            do(desk, "anchor", bead=desk.sheet(*NAMES).beads[1].id, segment=1, place=4)
        with pytest.raises(MoveRefused, match="no such sentence"):
            do(desk, "anchor", bead=anchor.id, segment=2, place=99)
    with Desk.open(folder) as desk:
        assert anchor in desk.sheet(*NAMES).beads


@given(st.text(max_size=12), st.text(max_size=12), st.integers(0, 12))
def test_places_of_typed_texts_are_places_of_the_original(
    original: str, typed: str, place: int
) -> None:
    place = min(place, len(typed))
    assert 0 <= _same_place(original, typed, place) <= len(original)
    assert _same_place(typed, typed, place) == place


@pytest.mark.parametrize(
    ("original", "typed", "rest"),
    [
        ("他强调要加强保护，并指出问题。", "他多次强调加强保护，并且指出了问题。", "，并"),
        ("One two. Three four.", "One and two. Three, four!", " Three"),
        ("abc", "xyzabc", "abc"),
    ],
)
def test_a_place_beside_words_that_stayed_is_found(original: str, typed: str, rest: str) -> None:
    assert _same_place(original, typed, typed.index(rest)) == original.index(rest)
