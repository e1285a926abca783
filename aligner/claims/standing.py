"""Claims added one by one to those that stand, without placing all of them anew for each."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from aligner.claims.claims import cuts_of, ladder_index, place
from aligner.claims.passages import RunningText, recut
from aligner.values import (
    Bead,
    BeadClaim,
    Claim,
    CutClaim,
    MovedClaim,
    MovedLink,
    Passage,
    SegmentedDocument,
    TextClaim,
)

_ELSEWISE = "the same text was decided otherwise"


class StandingClaims:
    """The claims on a pair that stand, and those that were added and agree with them.

    Parameters
    ----------
    claims : iterable of Claim
        Oldest first.
    documents : (SegmentedDocument, SegmentedDocument)
    """

    def __init__(
        self, claims: Iterable[Claim], documents: tuple[SegmentedDocument, SegmentedDocument]
    ) -> None:
        self._documents = documents
        self._texts = _AnySegments(documents[0]), _AnySegments(documents[1])
        # Each with its number: of two, the later one has the higher.
        self._claims = {claim: number for number, claim in enumerate(claims)}
        self._n_ever = len(self._claims)
        runs = [claim for claim in self._claims if isinstance(claim, BeadClaim | MovedClaim)]
        placed = place(runs, self._texts)
        self._beads, self._links = placed.beads, placed.moved
        self._decided = {key for claim in self._claims if (key := _decided_place(claim))}

    def __contains__(self, claim: Claim) -> bool:
        return claim in self._claims

    def add(self, claim: Claim) -> str | None:
        """Add a claim; why it cannot stand beside the others, None if it can.

        Whether segments begin and end where it needs that is told by `lost`.
        """
        if (key := _decided_place(claim)) in self._decided:
            return "the same place was decided otherwise"
        if isinstance(claim, BeadClaim):
            why = self._add_bead(claim)
        elif isinstance(claim, MovedClaim):
            why = self._add_moved(claim)
        else:
            side = self._texts[claim.side == "target"]
            why = None if side.find(claim.place) else "the place is not there"
        if why is None:
            self._note(claim)
            if key is not None:
                self._decided.add(key)
        return why

    def put_together(self, claim: Claim) -> tuple[BeadClaim, BeadClaim] | None:
        """The claim that says the same of the same text, and what stands now in its place.

        That has the remarks of both.  None if no claim says the same.
        """
        placed = place([claim], self._texts).beads if isinstance(claim, BeadClaim) else []
        for bead, said in placed:
            for at in range(*self._near(bead)):
                other, here = self._beads[at]
                if _is_same_text(bead, other) and here.ruling is said.ruling:
                    both = _with_remarks(here, said)
                    if both != here:
                        self._beads[at] = other, both
                        self.drop(here)
                        self._note(both)
                    return here, both
        return None

    def drop(self, claim: Claim) -> None:
        """Leave a claim out of what `lost` looks at."""
        del self._claims[claim]

    def lost(self) -> list[tuple[Claim, str]]:
        """Claims that have no place when the documents are cut as all of them want it, and why."""
        source, target = (
            RunningText(recut(document, cuts_of(self._claims, side, self._texts[side])))
            for side, document in enumerate(self._documents)
        )
        return place(self._claims, (source, target)).lost

    def cuts_into(self, claim: Claim, other: Claim) -> bool:
        """Whether the first claim wants segments cut so that the second has no place."""
        return any(
            (start < at < stop) if is_cut else at in {start, stop}
            for side, passage in _passages(other)
            if (found := self._texts[side].find(passage)) is not None
            for start, stop in [found]
            for at, is_cut in cuts_of([claim], side, self._texts[side]).items()
        )

    def _note(self, claim: Claim) -> None:
        self._claims[claim] = self._n_ever
        self._n_ever += 1

    def _add_bead(self, claim: BeadClaim) -> str | None:
        alone = place([claim], self._texts)
        for bead, _ in alone.beads:
            start, stop = self._near(bead)
            near = sorted(
                (said for _, said in self._beads[start:stop]), key=self._claims.__getitem__
            )
            placed = place((*near, claim), self._texts)
            if placed.lost:
                return placed.lost[0][1]
            self._beads[start:stop] = placed.beads
        return alone.lost[0][1] if alone.lost else None

    def _near(self, bead: Bead) -> tuple[int, int]:
        """The run of beads that one touches: to the next with text on both sides, each way.

        Beads without a counterpart go where the others leave room, and may make way.
        """
        at = start = stop = ladder_index(self._beads, bead)
        while start and (start == at or self._beads[start][0].is_null):
            start -= 1
        while stop < len(self._beads) and (stop == at or self._beads[stop - 1][0].is_null):
            stop += 1
        return start, stop

    def _add_moved(self, claim: MovedClaim) -> str | None:
        alone = place([claim], self._texts)
        for link, _ in alone.moved:
            near = [said for other, said in self._links if _touches(link, other)]
            if any((said.source, said.target) == (claim.source, claim.target) for said in near):
                return _ELSEWISE
            if lost := place((*near, claim), self._texts).lost:
                return lost[0][1]
            self._links.append((link, claim))
        return alone.lost[0][1] if alone.lost else None


class _AnySegments(RunningText):
    """A running text in which segments begin and end anywhere, as rulings make them do.

    Where they do then says nothing against a claim.  Passages are sought once.
    """

    def __init__(self, document: SegmentedDocument) -> None:
        super().__init__(document)
        self._found: dict[Passage, tuple[int, int] | None] = {}

    def find(self, passage: Passage) -> tuple[int, int] | None:
        if passage not in self._found:
            self._found[passage] = super().find(passage)
        return self._found[passage]

    def segments(self, start: int, stop: int) -> tuple[int, int]:
        return start, stop

    def nearest(self, offset: int) -> int:
        return offset


def _decided_place(claim: Claim) -> tuple[type, str, Passage] | None:
    """What only one claim may be about, of those on one place."""
    if isinstance(claim, CutClaim | TextClaim):
        return type(claim), claim.side, claim.place
    return None


def _passages(claim: Claim) -> Iterator[tuple[int, Passage]]:
    """Sides and passages that a claim is about."""
    if isinstance(claim, BeadClaim | MovedClaim):
        yield from enumerate((claim.source, claim.target))
    else:
        yield int(claim.side == "target"), claim.place


def _is_same_text(one: Bead, other: Bead) -> bool:
    """Whether two beads hold the same text, wherever a side without any is."""
    sides = zip((one.span[:2], one.span[2:]), (other.span[:2], other.span[2:]), strict=True)
    return all(a == b or (a[0] == a[1] and b[0] == b[1]) for a, b in sides)


def _touches(link: MovedLink, other: MovedLink) -> bool:
    return link.span == other.span or any(link.shared(other.span))


def _with_remarks(here: BeadClaim, there: BeadClaim) -> BeadClaim:
    """A claim with the remarks of another one that agrees."""
    comments = dict.fromkeys(text for text in (here.comment, there.comment) if text)
    return replace(
        here,
        is_example=here.is_example or there.is_example,
        comment="\n".join(comments),
    )
