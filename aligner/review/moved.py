"""Moves on text that stands elsewhere in the other document."""

from collections.abc import Sequence
from dataclasses import replace

from aligner.core import BeadSpan
from aligner.errors import MoveOutdated, MoveRefused
from aligner.review.moves import Change, place_of
from aligner.review.open_pair import OpenPair
from aligner.review.views import Move
from aligner.values import Bead, BeadClaim, BeadRuling, Claim, EditAction, MovedClaim, MovedLink


def moved_change(action: EditAction, move: Move, pair: OpenPair) -> Change:
    """Claims of a link accepted, made by hand, or rejected.

    A link that is accepted has each of its two sides as a confirmed bead without a
    counterpart in the ladder, so that neither is aligned with its neighbours any more.

    Parameters
    ----------
    action : EditAction
        ``MOVED`` or ``NOT_MOVED``.
    move : Move
        Its ``bead`` names the link, in the way of `OpenPair.bead_ids`.
    pair : OpenPair

    Raises
    ------
    MoveOutdated
        If no segments begin and end there.
    MoveRefused
        If one of the two sides was decided otherwise.
    """
    link = _link(move.bead, pair)
    claim = MovedClaim(
        pair.texts[0].passage(link.source_start, link.source_stop),
        pair.texts[1].passage(link.target_start, link.target_stop),
        is_moved=action is EditAction.MOVED,
    )
    links = [
        said
        for other, said in pair.placed.moved
        if other.span == link.span or (said.is_moved and any(link.shared(other.span)))
    ]
    if not claim.is_moved:
        removed, remarks = _undone(pair, links, ())
        return removed, (claim, *remarks)
    spans = _null_spans(link, pair.alignment.beads)
    removed, remarks = _undone(pair, links, spans)
    confirmed = []
    for span in spans:
        _require_open(pair, span, removed)
        before = pair.claims_on(span)
        removed = (*removed, *(said for said in before if said not in removed))
        confirmed.append(
            BeadClaim(
                pair.texts[0].passage(*span[:2]),
                pair.texts[1].passage(*span[2:]),
                BeadRuling.CONFIRMED,
                any(said.is_example for said in before),
                "\n".join(dict.fromkeys(said.comment for said in before if said.comment)),
            )
        )
    return removed, (claim, *confirmed, *remarks)


def released_links(
    pair: OpenPair, released: Sequence[BeadSpan], kept: Sequence[BeadSpan]
) -> Change:
    """What goes when beads do: links made on them, and the rulings on their other sides.

    Parameters
    ----------
    pair : OpenPair
    released, kept : sequence of BeadSpan
        Beads whose claims are withdrawn, and those of them that stay confirmed.
    """
    gone = [span for span in released if span not in kept]
    links = [
        claim
        for link, claim in pair.placed.moved
        if claim.is_moved and any(any(link.shared(span)) for span in gone)
    ]
    return _undone(pair, links, released)


def _undone(pair: OpenPair, links: Sequence[MovedClaim], handled: Sequence[BeadSpan]) -> Change:
    """Links withdrawn with the rulings on their sides; remarks stay, of beads not handled yet."""
    spans = [link.span for link, claim in pair.placed.moved if claim.is_moved and claim in links]
    sides = {span[:2] for span in spans}, {span[2:] for span in spans}
    rulings = [
        (bead, claim)
        for bead, claim in pair.placed.beads
        if bead.is_null and (bead.span[:2] in sides[0] or bead.span[2:] in sides[1])
    ]
    remarks = (
        replace(claim, ruling=None)
        for bead, claim in rulings
        if bead.span not in handled and (claim.is_example or claim.comment)
    )
    return (*links, *(claim for _, claim in rulings)), tuple(remarks)


def _link(name: str, pair: OpenPair) -> MovedLink:
    """The link of a name."""
    source, target = (list(text.edges) for text in pair.texts)
    sides = (source, source, target, target)
    try:
        edges = [int(part) for part in name.split("-")]
        runs = [side.index(edge) for side, edge in zip(sides, edges, strict=True)]
    except ValueError:
        message = "the text has changed since; look again"
        raise MoveOutdated(message) from None
    start, stop, first, last = runs
    if start >= stop or first >= last:
        raise MoveRefused("link text of the source with text of the target")
    return MovedLink(start, stop, first, last, 1.0)


def _null_spans(link: MovedLink, beads: Sequence[Bead]) -> tuple[BeadSpan, BeadSpan]:
    """The two sides of a link as beads without counterpart, where the ladder has them."""
    source = _place(link.source_start, link.source_stop, beads)
    target = _place(link.target_start, link.target_stop, [bead.swapped() for bead in beads])
    return (
        (link.source_start, link.source_stop, source, source),
        (target, target, link.target_start, link.target_stop),
    )


def _place(start: int, stop: int, beads: Sequence[Bead]) -> int:
    """Where on the other side a run of source segments stands in the ladder."""
    bead = next(bead for bead in beads if bead.source_start <= start < bead.source_stop)
    if bead.n_target and start == bead.source_start and stop < bead.source_stop:
        return bead.target_start
    return bead.target_stop


def _require_open(pair: OpenPair, span: BeadSpan, removed: Sequence[Claim]) -> None:
    """Refuse to take text from a bead that a reviewer decided on."""
    axis = 0 if span[0] < span[1] else 2
    start, stop = span[axis : axis + 2]
    for bead, claim in pair.placed.beads:
        run = bead.span[axis : axis + 2]
        is_same = bead.is_null and run == (start, stop)
        if run[0] < stop and start < run[1] and not is_same and claim not in removed:
            message = f"{place_of(bead.span)} was decided otherwise: reopen that pair first"
            raise MoveRefused(message)
