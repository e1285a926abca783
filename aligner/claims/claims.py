"""Reviewers' decisions on a pair, located in the documents as they are now."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from aligner.claims.passages import RunningText
from aligner.core import span_of
from aligner.values import (
    Bead,
    BeadClaim,
    BeadMark,
    Bitext,
    Change,
    Claim,
    CutClaim,
    Edit,
    MovedClaim,
    MovedLink,
    Passage,
    Review,
    TextClaim,
)

_NOT_THERE = "its text is no longer in the document"
_TORN = "a current segment crosses its boundary"
_CROSSED = "a later decision contradicts it"

Texts = tuple[RunningText, RunningText]


@dataclass(slots=True)
class Placed:
    """Claims located in a pair of documents, by segment numbers.

    Parameters
    ----------
    beads : list of (Bead, BeadClaim)
        Claims with a ruling, in text order, without conflicts.
    remarks : list of (Bead, BeadClaim)
        Claims without a ruling.
    texts : (dict of int to str, dict of int to str)
        Corrected texts of each side, by segment.
    mended : list of (int, TextClaim)
        The segments with a corrected text.
    moved : list of (MovedLink, MovedClaim)
        Text that stands elsewhere in the other document, or that a reviewer said does not.
    lost : list of (Claim, str)
        Claims that no longer apply, with the reason.
    """

    beads: list[tuple[Bead, BeadClaim]] = field(default_factory=list)
    remarks: list[tuple[Bead, BeadClaim]] = field(default_factory=list)
    texts: tuple[dict[int, str], dict[int, str]] = field(default_factory=lambda: ({}, {}))
    mended: list[tuple[int, TextClaim]] = field(default_factory=list)
    moved: list[tuple[MovedLink, MovedClaim]] = field(default_factory=list)
    lost: list[tuple[Claim, str]] = field(default_factory=list)

    @property
    def confirmed(self) -> tuple[Bead, ...]:
        """The beads that are fixed regardless of the aligner."""
        return tuple(bead for bead, _ in self.beads)


def cuts_of(claims: Iterable[Claim], side: int, text: RunningText) -> dict[int, bool]:
    """Offsets where segments of a side must or must not end, not counting white space.

    Beads that a reviewer decided on start and end at segment boundaries, overriding the
    splitter.
    """
    cuts: dict[int, bool] = {}
    edges: dict[int, bool] = {}
    name = ("source", "target")[side]
    for claim in claims:
        if isinstance(claim, CutClaim) and claim.side == name:
            if (found := text.find(claim.place)) is not None:
                cuts[found[0]] = claim.is_cut
        elif isinstance(claim, BeadClaim) and claim.ruling is not None:
            passage = (claim.source, claim.target)[side]
            if passage.text and (found := text.find(passage)) is not None:
                edges |= dict.fromkeys(found, True)
    return cuts | edges


def place(claims: Iterable[Claim], texts: Texts) -> Placed:
    """Locate claims in two documents; of two conflicting claims, the later one counts.

    Parameters
    ----------
    claims : iterable of Claim
        Oldest first.
    texts : (RunningText, RunningText)
        Texts of the two documents, re-segmented by `cuts_of`.
    """
    placed = Placed()
    pinned: list[tuple[Bead, BeadClaim]] = []
    links: list[MovedClaim] = []
    for claim in claims:
        if isinstance(claim, TextClaim):
            _place_text(claim, texts, placed)
        elif isinstance(claim, MovedClaim):
            links.append(claim)
        elif isinstance(claim, BeadClaim):
            try:
                bead = Bead(*_run(texts[0], claim.source), *_run(texts[1], claim.target))
            except LookupError as why:
                placed.lost.append((claim, str(why)))
            else:
                (placed.remarks if claim.ruling is None else pinned).append((bead, claim))
    # Beads with text on both sides come first; null beads go where these leave room.
    pinned.reverse()
    for bead, claim in sorted(pinned, key=lambda item: item[0].is_null):
        _pin(bead, claim, placed)
    for link in reversed(links):
        _place_moved(link, texts, placed)
    return placed


def reviewed(bitext: Bitext, claims: Mapping[Claim, Edit]) -> Bitext:
    """Apply reviewers' decisions, each with the edit that made it, to a bitext."""
    if not claims:
        return bitext
    placed = place(claims, (RunningText(bitext.source), RunningText(bitext.target)))
    marks = {
        span_of(bead): BeadMark(claim.ruling, claim.is_example, claim.comment)
        for bead, claim in (*placed.remarks, *placed.beads)
    }
    source, target = (tuple(sorted(side.items())) for side in placed.texts)
    moved = tuple(sorted((link.span, claim.is_moved) for link, claim in placed.moved))
    review = Review(
        tuple(sorted(marks.items())), source, target, moved, tuple(_changes(placed, claims))
    )
    return replace(bitext, review=review)


def _changes(placed: Placed, claims: Mapping[Claim, Edit]) -> Iterator[Change]:
    """Who decided on which segments."""
    decided: list[tuple[tuple[int, int, int, int], Claim]] = [
        *((span_of(bead), claim) for bead, claim in (*placed.remarks, *placed.beads)),
        *((link.span, claim) for link, claim in placed.moved),
        *((_alone(claim, run), claim) for run, claim in placed.mended),
    ]
    for span, claim in decided:
        yield Change(span, claims[claim].author, claims[claim].made)


def _alone(claim: TextClaim, segment: int) -> tuple[int, int, int, int]:
    """The span of one segment without counterpart."""
    run = segment, segment + 1
    return (*run, 0, 0) if claim.side == "source" else (0, 0, *run)


def _place_text(claim: TextClaim, texts: Texts, placed: Placed) -> None:
    side = ("source", "target").index(claim.side)
    try:
        start, stop = _run(texts[side], claim.place)
    except LookupError as why:
        placed.lost.append((claim, str(why)))
        return
    if stop - start == 1:
        placed.texts[side][start] = claim.text
        placed.mended.append((start, claim))
    else:
        placed.lost.append((claim, _TORN))


def _place_moved(claim: MovedClaim, texts: Texts, placed: Placed) -> None:
    """Locate moved text; no segment is linked twice."""
    try:
        link = MovedLink(*_run(texts[0], claim.source), *_run(texts[1], claim.target), 1.0)
    except LookupError as why:
        placed.lost.append((claim, str(why)))
        return
    if any(_contradict(link, claim, other, said) for other, said in placed.moved):
        placed.lost.append((claim, _CROSSED))
    else:
        placed.moved.append((link, claim))


def _contradict(one: MovedLink, claim: MovedClaim, other: MovedLink, said: MovedClaim) -> bool:
    """Whether two decisions are about the same text, or link a segment to two places."""
    if claim.is_moved and said.is_moved:
        return any(one.shared(other.span))
    return one.span == other.span


def _run(text: RunningText, passage: Passage) -> tuple[int, int]:
    """Find the segments of a passage; raises LookupError with the reason if there are none."""
    found = text.find(passage)
    if found is None:
        raise LookupError(_NOT_THERE)
    run = text.segments(*found)
    if run is None and not passage.text:
        # Without a counterpart, any nearby position will do.
        return text.nearest(found[0]), text.nearest(found[0])
    if run is None:
        raise LookupError(_TORN)
    return run


def ladder_index(beads: Sequence[tuple[Bead, BeadClaim]], bead: Bead) -> int:
    """Where a bead goes among others in text order."""
    return bisect_left(beads, x=True, key=lambda item: not _is_before(item[0], bead))


def _pin(bead: Bead, claim: BeadClaim, placed: Placed) -> None:
    """Insert a bead among the present ones, unless it crosses one of them."""
    at = ladder_index(placed.beads, bead)
    before = placed.beads[at - 1][0] if at else None
    behind = placed.beads[at][0] if at < len(placed.beads) else None
    bead = _moved(bead, before, behind)
    if (before and _crosses(before, bead)) or (behind and _crosses(bead, behind)):
        placed.lost.append((claim, _CROSSED))
    else:
        placed.beads.insert(at, (bead, claim))


def _is_before(other: Bead, bead: Bead) -> bool:
    """Whether a bead comes before one to be inserted."""
    if not bead.n_source:
        other, bead = other.swapped(), bead.swapped()
    if other.source_stop > bead.source_start:
        return False
    return other.source_start < bead.source_start or other.target_stop <= bead.target_start


def _moved(bead: Bead, before: Bead | None, behind: Bead | None) -> Bead:
    """Move the empty side of a null bead between its neighbours; other beads are unchanged."""
    if not bead.is_null:
        return bead
    if not bead.n_source:
        others = [other and other.swapped() for other in (before, behind)]
        return _moved(bead.swapped(), *others).swapped()
    place = bead.target_start
    if behind is not None:
        place = min(place, behind.target_start)
    if before is not None:
        place = max(place, before.target_stop)
    return Bead(bead.source_start, bead.source_stop, place, place)


def _crosses(first: Bead, second: Bead) -> bool:
    """Whether a bead overlaps the start of the next one."""
    return second.source_start < first.source_stop or second.target_start < first.target_stop
