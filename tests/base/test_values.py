"""Values check their invariants when they are created."""

from dataclasses import replace
from datetime import date

import pytest

from aligner.errors import FormatError, InternalError
from aligner.signature import Signature, digest_values
from aligner.values import (
    Alignment,
    Bead,
    Bitext,
    Block,
    BlockKind,
    Document,
    MovedLink,
    Segment,
    SegmentedDocument,
    Term,
)


def document(*texts: str, kind: BlockKind = BlockKind.PARAGRAPH) -> Document:
    blocks = tuple(Block(kind, text, 0, len(text)) for text in texts)
    return Document("a", "en", blocks, "0")


@pytest.mark.parametrize(
    "beads",
    [
        (Bead(0, 1, 0, 1),),
        (Bead(0, 1, 0, 1), Bead(0, 2, 1, 2)),
        (Bead(1, 2, 0, 1), Bead(0, 1, 1, 2)),
        (Bead(0, 2, 0, 1), Bead(2, 2, 2, 2 + 1)),
        (Bead(0, 3, 0, 2),),
    ],
)
def test_a_ladder_with_a_missing_rung_is_refused(beads: tuple[Bead, ...]) -> None:
    with pytest.raises(InternalError):
        Alignment(beads, 2, 2)


def test_a_whole_ladder_is_taken_and_swaps() -> None:
    alignment = Alignment((Bead(0, 1, 0, 2), Bead(1, 2, 2, 2)), 2, 2)
    assert [bead.kind for bead in alignment.swapped()] == ["2-1", "0-1"]
    assert alignment.swapped().swapped() == alignment


def test_beads_of_what_is_no_translation_are_at_most_as_probable_as_that_it_is_one() -> None:
    whole = Alignment((Bead(0, 1, 0, 1, 0.9), Bead(1, 2, 1, 2, 0.5)), 2, 2)
    moved = (MovedLink(0, 1, 1, 2, 0.9),)
    denied = replace(whole, pair_probability=0.4, moved=moved).discounted()
    assert [bead.probability for bead in denied] == [0.36, 0.2]
    assert (denied.is_denied, denied.moved) == (True, ())
    likely = replace(whole, pair_probability=0.6, moved=moved)
    assert likely.discounted() == likely
    assert whole.discounted() == whole
    assert likely.swapped().moved == (MovedLink(1, 2, 0, 1, 0.9),)


def test_moved_text_outside_the_documents_is_refused() -> None:
    with pytest.raises(InternalError, match="moved"):
        Alignment((Bead(0, 1, 0, 1),), 1, 1, moved=(MovedLink(0, 1, 1, 2, 0.9),))


def test_a_bead_without_segments_or_with_an_odd_probability_is_refused() -> None:
    for values in ((1, 1, 2, 2, 1.0), (0, 1, 0, 1, 1.1), (2, 1, 0, 1, 1.0)):
        with pytest.raises(InternalError):
            Bead(*values)


def test_segments_that_lose_text_are_refused() -> None:
    page = document("One. Two.")
    with pytest.raises(InternalError, match="lose text"):
        SegmentedDocument(page, (Segment(0, 0, 4, "One."),))
    both = (Segment(0, 0, 4, "One."), Segment(0, 5, 9, "Two."))
    assert SegmentedDocument(page, both).texts == ("One.", "Two.")
    with pytest.raises(InternalError):
        SegmentedDocument(page, both[::-1])


def test_boilerplate_has_no_segments() -> None:
    page = document("Home", kind=BlockKind.BOILERPLATE)
    with pytest.raises(InternalError, match="not content"):
        SegmentedDocument(page, (Segment(0, 0, 4, "Home"),))


def test_lines_keep_their_numbers() -> None:
    lines = ("one", "", "  three ", "\t")
    segmented = SegmentedDocument.from_lines("a", "en", lines)
    assert segmented.texts == ("one", "", "three", "")
    assert [segment.block for segment in segmented.segments] == [0, 1, 2, 3]


def test_a_bitext_needs_an_alignment_of_its_size() -> None:
    side = SegmentedDocument.from_lines("a", "en", ("x",))
    with pytest.raises(InternalError):
        Bitext(side, side, Alignment((Bead(0, 2, 0, 1),), 2, 1))


def test_a_term_holds_between_its_days() -> None:
    term = Term("SIPO", "en", valid_until=date(2018, 8, 28))
    assert term.valid_on(date(2018, 8, 27))
    assert not term.valid_on(date(2018, 8, 28))
    assert not term.valid_on(None)


def test_a_signature_reads_back() -> None:
    signature = Signature.of({"split": "zh.v1+en.v1", "version": "0.1.0"})
    assert Signature.parse(str(signature)) == signature
    assert str(signature) == "split:zh.v1+en.v1|version:0.1.0"


@pytest.mark.parametrize("line", ["", "split", "a:b|a:c", "Split:x", "a:b c", "a:"])
def test_what_is_no_signature_is_refused(line: str) -> None:
    with pytest.raises(FormatError):
        Signature.parse(line)


def test_digests_tell_values_apart_and_ignore_the_order_of_keys() -> None:
    assert digest_values({"a": 1, "b": 2}) == digest_values({"b": 2, "a": 1})
    assert digest_values("ab", "c") != digest_values("a", "bc")
