"""Moves of a reviewer on segments: cutting and joining them, and mending their texts."""

from aligner.errors import MoveOutdated, MoveRefused
from aligner.review.open_pair import OpenPair
from aligner.review.views import Move
from aligner.text import one_line
from aligner.values import (
    Claim,
    ClaimSide,
    CutClaim,
    EditAction,
    Segment,
    SegmentedDocument,
    TextClaim,
)

Change = tuple[tuple[Claim, ...], tuple[Claim, ...]]


def cut_change(action: EditAction, move: Move, pair: OpenPair) -> Change:
    """Claims of a cut in a segment, or of joining it to the next one of its block.

    Raises
    ------
    MoveOutdated
        If there is no such segment.
    MoveRefused
        If the place is at its edge, or the next one is in another block.
    """
    number, document, segment = _segment(move, pair)
    if action is EditAction.SPLIT_SEGMENT:
        left, right = segment.text[: move.place], segment.text[move.place :]
        if move.place < 0 or not left.strip() or not right.strip():
            raise MoveRefused("put the cursor between two words of the sentence")
        place = pair.texts[number].place(move.segment, move.place)
        is_cut = True
    else:
        following = document.segments[move.segment + 1 : move.segment + 2]
        if not following or following[0].block != segment.block:
            raise MoveRefused("the next sentence is in another paragraph")
        place = pair.texts[number].place(move.segment + 1, 0)
        is_cut = False
    side: ClaimSide = "target" if number else "source"
    same = [
        claim
        for claim in pair.claims
        if isinstance(claim, CutClaim) and claim.side == side and claim.place == place
    ]
    was_cut = same[0].was_cut if same else not is_cut
    added = () if was_cut == is_cut else (CutClaim(side, place, is_cut, was_cut),)
    return tuple(same), added


def correction(move: Move, pair: OpenPair) -> Change:
    """Claims of a text that is mended; its own text takes the correction back.

    Raises
    ------
    MoveOutdated
        If there is no such segment.
    MoveRefused
        If no text is left.
    """
    number, _, segment = _segment(move, pair)
    side: ClaimSide = "target" if number else "source"
    place = pair.texts[number].passage(move.segment, move.segment + 1)
    text = one_line(move.text)
    if not text:
        raise MoveRefused("a sentence cannot be empty; delete the pair instead")
    same = [
        claim
        for claim in pair.claims
        if isinstance(claim, TextClaim) and claim.side == side and claim.place == place
    ]
    added = () if text == one_line(segment.text) else (TextClaim(side, place, text),)
    return tuple(same), added


def _segment(move: Move, pair: OpenPair) -> tuple[int, SegmentedDocument, Segment]:
    """Side, document and segment that a move means."""
    if move.side not in {"source", "target"}:
        raise MoveRefused("say on which side: source or target")
    number = ("source", "target").index(move.side)
    document = pair.documents[number]
    if not 0 <= move.segment < len(document.segments):
        raise MoveOutdated("this sentence has changed since; look again")
    return number, document, document.segments[move.segment]
