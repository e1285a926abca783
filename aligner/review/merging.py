"""Another reviewer's decisions merged into a workspace; contradictions are reported."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import attrgetter

from aligner.claims import RunningText, claim_words, cuts_of, place, recut
from aligner.core import span_of
from aligner.pipeline import RunOptions, StageKeys
from aligner.review.open_pair import OpenPair
from aligner.values import BeadClaim, Claim, CutClaim, EditAction, MovedClaim, TextClaim
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
    workspace: Workspace, claims: Iterable[SignedClaim], options: RunOptions | None = None
) -> Merged:
    """Take another reviewer's claims into a workspace.

    What was decided here stays: a claim that contradicts it is a conflict, and
    so is one whose words are not in the documents.  Remarks on a bead on which
    both agree are put together.  Each pair is aligned again around what it has
    gained.

    Parameters
    ----------
    workspace : Workspace
    claims : iterable of SignedClaim
    options : RunOptions or None
        Those of the run.
    """
    merged = Merged()
    keys = StageKeys(options or RunOptions())
    pairs = {(pair.source, pair.target) for pair in workspace.pairs()}
    of_pair = attrgetter("source", "target")
    for names, group in groupby(sorted(claims, key=of_pair), key=of_pair):
        if names in pairs:
            _merge_pair(OpenPair(workspace, keys, *names), tuple(group), merged)
        else:
            for signed in group:
                merged.conflicts.append(_conflict(signed, "the two pages are no pair here"))
    return merged


def _merge_pair(pair: OpenPair, claims: Sequence[SignedClaim], merged: Merged) -> None:
    """Take the claims on one pair, each author's in one edit."""
    for author, group in groupby(claims, key=attrgetter("author")):
        added: list[Claim] = []
        removed: list[Claim] = []
        for signed in group:
            if signed.claim in pair.claims:
                merged.known += 1
                continue
            stand = [claim for claim in pair.claims if claim not in removed] + added
            why = _contradiction(pair, stand, signed.claim)
            if why is None:
                added.append(signed.claim)
            elif (twin := _twin(pair, stand, signed.claim)) is not None:
                merged.known += 1
                _put_together(twin, signed.claim, added, removed)
                continue
            else:
                merged.conflicts.append(_conflict(signed, why))
                continue
            merged.taken += 1
        if added or removed:
            pair.edit(EditAction.IMPORT, author, removed=removed, added=added)
            pair.settle()


def _contradiction(pair: OpenPair, stand: Sequence[Claim], claim: Claim) -> str | None:
    """Why a claim cannot stand beside others, None if it can."""
    if isinstance(claim, CutClaim | TextClaim):
        same = [
            other
            for other in stand
            if isinstance(other, type(claim))
            and (other.side, other.place) == (claim.side, claim.place)
        ]
        if same:
            return "the same place was decided otherwise"
        if isinstance(claim, CutClaim):
            number = 0 if claim.side == "source" else 1
            return None if pair.texts[number].find(claim.place) else "the place is not there"
    if isinstance(claim, MovedClaim) and any(_is_about(claim, other) for other in stand):
        return "the same text was decided otherwise"
    placed = place((*stand, claim), _texts(pair, (*stand, claim)))
    # The later of two claims that cross is kept: look which one had to go.
    known = {other for other, _ in place(stand, _texts(pair, stand)).lost}
    return next((why for lost, why in placed.lost if lost not in known), None)


def _is_about(claim: MovedClaim, other: Claim) -> bool:
    """Whether another decision is about the same moved text."""
    same = (claim.source, claim.target)
    return isinstance(other, MovedClaim) and (other.source, other.target) == same


def _texts(pair: OpenPair, claims: Sequence[Claim]) -> tuple[RunningText, RunningText]:
    """The texts of a pair, cut as some claims want it."""
    source, target = (
        RunningText(recut(document, cuts_of(claims, number, pair.texts[number])))
        for number, document in enumerate(pair.documents)
    )
    return source, target


def _twin(pair: OpenPair, stand: Sequence[Claim], claim: Claim) -> BeadClaim | None:
    """The claim that says the same of the same bead, but for remarks."""
    if not isinstance(claim, BeadClaim):
        return None
    texts = _texts(pair, stand)
    alone = place([claim], texts)
    spans = {span_of(bead) for bead, _ in (*alone.beads, *alone.remarks)}
    for bead, other in place(stand, texts).beads:
        if span_of(bead) in spans and other.ruling is claim.ruling:
            return other
    return None


def _put_together(here: BeadClaim, there: Claim, added: list[Claim], removed: list[Claim]) -> None:
    """One claim of two that agree, with the remarks of both."""
    if not isinstance(there, BeadClaim):
        return
    comments = dict.fromkeys(text for text in (here.comment, there.comment) if text)
    both = replace(
        here,
        is_example=here.is_example or there.is_example,
        comment="\n".join(comments),
    )
    if both == here:
        return
    if here in added:
        added.remove(here)
    else:
        removed.append(here)
    added.append(both)


def _conflict(signed: SignedClaim, why: str) -> Conflict:
    return Conflict(signed.source, signed.target, claim_words(signed.claim), signed.author, why)
