"""A reviewer's moves on segments: cuts, and corrections of their texts."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from aligner.claims import RunningText, recut
from aligner.errors import MoveOutdated, MoveRefused
from aligner.review.moves import Change
from aligner.review.open_pair import OpenPair
from aligner.review.views import Move, Replacement
from aligner.text import join_segments, one_line
from aligner.values import (
    Claim,
    ClaimSide,
    CutClaim,
    EditAction,
    SegmentedDocument,
    TextClaim,
)

_SIDES: tuple[ClaimSide, ClaimSide] = ("source", "target")
# Changed stretches longer than this are not compared character by character.
_MOST_COMPARED = 2000


def cut_change(action: EditAction, move: Move, pair: OpenPair) -> Change:
    """Claims of a cut in a segment, or of joining it to the next one of its block.

    What was corrected, or typed and not kept yet, goes with its part.

    Raises
    ------
    MoveOutdated
        If there is no such segment, or it has another text by now.
    MoveRefused
        If the place is at its edge, or the next one is in another block.
    """
    side, document = _segment(move, pair)
    if action is EditAction.SPLIT_SEGMENT:
        return _split(side, document, move, pair)
    return _joined(side, document, move, pair)


def correction(move: Move, pair: OpenPair) -> Change:
    """Claims of a corrected text; the original text takes the correction back.

    Raises
    ------
    MoveOutdated
        If there is no such segment, or it has another text by now.
    MoveRefused
        If no text is left.
    """
    side, document = _segment(move, pair)
    added = _corrections(pair.texts[side], side, document, {move.segment: move.text})
    return _corrections_of(pair, side, [move.segment]), added


def replacements(wanted: Replacement, pair: OpenPair) -> Change:
    """Claims of words replaced in several segments.

    Raises
    ------
    MoveOutdated
        If the words are not in one of them.
    MoveRefused
        If there are no words, or nothing would be left of a segment.
    """
    if not wanted.found or not wanted.segments:
        raise MoveRefused("say which words to replace")
    texts = {}
    for segment in wanted.segments:
        side, document = _segment(Move("", side=wanted.side, segment=segment), pair)
        before = _shown(pair, side, segment)
        if wanted.found not in before:
            raise MoveOutdated("this sentence has changed in the meantime; look again")
        texts[segment] = before.replace(wanted.found, wanted.text)
    added = _corrections(pair.texts[side], side, document, texts)
    return _corrections_of(pair, side, wanted.segments), added


def _split(side: int, document: SegmentedDocument, move: Move, pair: OpenPair) -> Change:
    segment = document.segments[move.segment]
    typed = move.text or _shown(pair, side, move.segment)
    place = _same_place(segment.text, typed, move.place)
    parts = typed[: max(move.place, 0)], typed[max(move.place, 0) :]
    if not all(map(str.strip, (*parts, segment.text[:place], segment.text[place:]))):
        raise MoveRefused("put the cursor between two words of the sentence")
    position = pair.texts[side].place(move.segment, place)
    removed, added = _cut(pair, CutClaim(_SIDES[side], position, is_cut=True, was_cut=False))
    after = recut(document, {position.offset: True})
    texts = dict(enumerate(parts, start=move.segment))
    corrections = _corrections(RunningText(after), side, after, texts)
    return (*removed, *_corrections_of(pair, side, [move.segment])), (*added, *corrections)


def _joined(side: int, document: SegmentedDocument, move: Move, pair: OpenPair) -> Change:
    segment = document.segments[move.segment]
    following = document.segments[move.segment + 1 : move.segment + 2]
    if not following or following[0].block != segment.block:
        raise MoveRefused("the next sentence is in another paragraph")
    position = pair.texts[side].place(move.segment + 1, 0)
    removed, added = _cut(pair, CutClaim(_SIDES[side], position, is_cut=False, was_cut=True))
    both = [move.segment, move.segment + 1]
    texts = [move.text or _shown(pair, side, both[0]), _shown(pair, side, both[1])]
    originals = [segment.text, following[0].text]
    if texts != originals:
        after = recut(document, {position.offset: False})
        text = join_segments(texts, document.document.language)
        added += _corrections(RunningText(after), side, after, {move.segment: text})
    return (*removed, *_corrections_of(pair, side, both)), added


def _cut(pair: OpenPair, claim: CutClaim) -> tuple[tuple[Claim, ...], tuple[Claim, ...]]:
    """Claims on a cut withdrawn and made; one that is as the splitter had it needs none."""
    same = tuple(
        other
        for other in pair.claims
        if isinstance(other, CutClaim) and (other.side, other.place) == (claim.side, claim.place)
    )
    is_back = bool(same) and same[0].was_cut == claim.is_cut
    return same, () if is_back else (claim,)


def _corrections(
    running: RunningText, side: int, document: SegmentedDocument, texts: dict[int, str]
) -> tuple[Claim, ...]:
    """Corrections of segments to texts, none where the text is as on the page."""
    made = []
    for segment, text in texts.items():
        line = one_line(text)
        if not line:
            raise MoveRefused("a sentence cannot be empty; delete the pair instead")
        if line != one_line(document.segments[segment].text):
            made.append(TextClaim(_SIDES[side], running.passage(segment, segment + 1), line))
    return tuple(made)


def _corrections_of(pair: OpenPair, side: int, segments: Sequence[int]) -> tuple[Claim, ...]:
    """The corrections of segments that stand."""
    places = {pair.texts[side].passage(segment, segment + 1) for segment in segments}
    return tuple(
        claim
        for claim in pair.claims
        if isinstance(claim, TextClaim) and claim.side == _SIDES[side] and claim.place in places
    )


def _shown(pair: OpenPair, side: int, segment: int) -> str:
    """The text of a segment as reviewers see it."""
    return pair.placed.texts[side].get(segment, pair.documents[side].segments[segment].text)


def _same_place(original: str, typed: str, place: int) -> int:
    """Where a place of a typed text is in the original."""
    start = _n_shared(original, typed)
    if place <= start:
        return place
    end = _n_shared(original[start:][::-1], typed[start:][::-1])
    if place >= len(typed) - end:
        return place + len(original) - len(typed)
    before, after = original[start : len(original) - end], typed[start : len(typed) - end]
    inside = place - start
    if max(len(before), len(after)) <= _MOST_COMPARED:
        blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
        for block in blocks:
            if block.b <= inside <= block.b + block.size:
                return start + block.a + inside - block.b
    return start + round(inside / len(after) * len(before))


def _n_shared(one: str, other: str) -> int:
    """Number of characters with which both begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _segment(move: Move, pair: OpenPair) -> tuple[int, SegmentedDocument]:
    """Side and document of the segment that a move means."""
    if move.side not in _SIDES:
        raise MoveRefused("say on which side: source or target")
    side = _SIDES.index(move.side)
    document = pair.documents[side]
    is_there = 0 <= move.segment < len(document.segments)
    if not is_there or (move.seen is not None and move.seen != _shown(pair, side, move.segment)):
        raise MoveOutdated("this sentence has changed in the meantime; look again")
    return side, document
