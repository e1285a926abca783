"""Another reviewer's decisions merged into a workspace; contradictions are reported."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter

from aligner.claims import StandingClaims, claim_words
from aligner.errors import AlignmentImpossible
from aligner.glossary import Glossary
from aligner.pipeline import RunOptions, StageKeys
from aligner.review.open_pair import OpenPair
from aligner.values import BeadClaim, Claim, Edit, EditAction
from aligner.workspace import SignedClaim, Workspace


@dataclass(frozen=True, slots=True)
class Conflict:
    """A decision that was not taken over, and why."""

    source: str
    target: str
    what: str
    author: str
    why: str


@dataclass(slots=True)
class Merged:
    """What became of another reviewer's decisions.

    Parameters
    ----------
    taken, known : int
        Decisions that are new here, and those that were made here too.
    conflicts : list of Conflict
    """

    taken: int = 0
    known: int = 0
    conflicts: list[Conflict] = field(default_factory=list)


def merge_review(
    workspace: Workspace,
    claims: Iterable[SignedClaim],
    options: RunOptions | None = None,
    glossary: Glossary | None = None,
) -> Merged:
    """Take another reviewer's claims into a workspace.

    What was decided here stays: a claim that contradicts it is a conflict, and
    so is one whose words are not in the documents.  Remarks on a bead on which
    both agree are put together.  Each pair is aligned again around what it has
    gained, once; decisions keep their authors and times.

    Parameters
    ----------
    workspace : Workspace
    claims : iterable of SignedClaim
    options : RunOptions or None
    glossary : Glossary or None
        Those of the run.
    """
    merged = Merged()
    keys = StageKeys(options or RunOptions(), glossary)
    pairs = {(pair.source, pair.target) for pair in workspace.pairs()}
    of_pair = attrgetter("source", "target")
    for names, group in groupby(sorted(claims, key=of_pair), key=of_pair):
        if names not in pairs:
            merged.conflicts += [_conflict(s, "the two pages are no pair here") for s in group]
            continue
        try:
            opened = OpenPair(workspace, keys, *names)
        except AlignmentImpossible as error:
            merged.conflicts += [_conflict(signed, str(error)) for signed in group]
            continue
        merging = _Merging(opened, merged)
        for signed in group:
            merging.take(signed)
        merging.finish()
    return merged


class _Merging:
    """Decisions on one pair, taken one by one and then stored together."""

    def __init__(self, pair: OpenPair, merged: Merged) -> None:
        self._pair = pair
        self._merged = merged
        self._stand = StandingClaims(pair.claims, pair.documents)
        self._lost_before = {claim for claim, _ in pair.placed.lost}
        # What is new and what goes, by who said so when.
        self._added: dict[Claim, SignedClaim] = {}
        self._removed: dict[Claim, SignedClaim] = {}

    def take(self, signed: SignedClaim) -> None:
        """Take a decision that agrees with all there are; others are conflicts."""
        if signed.claim in self._stand:
            self._merged.known += 1
        elif (why := self._stand.add(signed.claim)) is None:
            self._merged.taken += 1
            self._added[signed.claim] = signed
        elif (found := self._stand.put_together(signed.claim)) is not None:
            self._merged.known += 1
            self._exchange(*found, signed)
        else:
            self._merged.conflicts.append(_conflict(signed, why))

    def finish(self) -> None:
        """Store what was taken, each decision as made by whom and when it was."""
        while dropped := self._without_place():
            for claim, why in dropped.items():
                self._stand.drop(claim)
                self._merged.taken -= 1
                self._merged.conflicts.append(_conflict(self._added.pop(claim), why))
        edits = tuple(self._edits())
        if edits:
            self._pair.adopt(*edits)
            self._pair.settle()

    def _exchange(self, here: BeadClaim, both: BeadClaim, signed: SignedClaim) -> None:
        """Put a claim with the remarks of two in the place of the one that was here."""
        if both == here:
            return
        if self._added.pop(here, None) is None:
            self._removed[here] = signed
        self._added[both] = signed

    def _without_place(self) -> dict[Claim, str]:
        """What was added and has no place, or leaves none to what was decided here; and why."""
        dropped: dict[Claim, str] = {}
        for lost, why in self._stand.lost():
            if lost in self._added:
                dropped[lost] = why
            elif lost not in self._lost_before:
                culprits = (new for new in self._added if self._stand.cuts_into(new, lost))
                dropped |= dict.fromkeys(culprits, "it cuts into text that was decided otherwise")
        return dropped

    def _edits(self) -> Iterator[Edit]:
        """One edit for all that somebody decided at one time."""
        names = self._pair.pair.source, self._pair.pair.target
        gone, new = _by_edit(self._removed), _by_edit(self._added)
        for author, made in dict.fromkeys((*gone, *new)):
            out, into = (tuple(side.get((author, made), ())) for side in (gone, new))
            yield Edit(0, *names, EditAction.IMPORT, author, made, out, into)


def _by_edit(claims: Mapping[Claim, SignedClaim]) -> dict[tuple[str, str], list[Claim]]:
    """Claims by who made them, and when."""
    found: dict[tuple[str, str], list[Claim]] = {}
    for claim, signed in claims.items():
        found.setdefault((signed.author, signed.made), []).append(claim)
    return found


def _conflict(signed: SignedClaim, why: str) -> Conflict:
    return Conflict(signed.source, signed.target, claim_words(signed.claim), signed.author, why)
