"""What the page shows of a workspace, and what a reviewer can request, as plain values."""

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Move:
    """What a reviewer asks for.

    Parameters
    ----------
    kind : str
        A value of `aligner.values.EditAction` but for import, undo, redo.
    bead : str
        Id of the bead that is meant; moves of segments need none.  Of moved text, the
        ends of both sides as they stand in the ids of beads.
    side : str
        ``"source"`` or ``"target"``; for a merge also ``"both"``.
    direction : str
        ``"next"`` or ``"previous"``: which neighbour, or which end of the bead.
    segment, place : int
        See `aligner.review.moves`.
    text : str
        Of a comment or a correction; of a sentence to be split or joined, as it is
        after what was typed.
    seen : str or None
        The text of the sentence before, as the reviewer saw it.  If it is another one
        by now, nothing is done.
    """

    kind: str
    bead: str = ""
    side: str = "both"
    direction: str = "next"
    segment: int = -1
    place: int = -1
    text: str = ""
    seen: str | None = None


@dataclass(frozen=True, slots=True)
class Replacement:
    """Words to be replaced in several sentences.

    Parameters
    ----------
    side : str
        ``"source"`` or ``"target"``.
    segments : tuple of int
        In which sentences.
    found, text : str
        The words, and those that come in their place.
    """

    side: str
    segments: tuple[int, ...]
    found: str
    text: str


@dataclass(frozen=True, slots=True)
class QueueItem:
    """A pair of documents in the queue, with its size and progress."""

    source: str
    target: str
    source_title: str
    target_title: str
    published: str
    beads: int
    decided: int
    doubtful: int
    errors: float
    alarms: int
    findings: int
    gain: float


@dataclass(frozen=True, slots=True)
class Progress:
    """The progress of the review.

    Parameters
    ----------
    beads, decided : int
    errors : float
        Wrong beads expected among those not ruled on yet.
    seconds_per_bead : float or None
        Of those decided so far; None before the second.
    """

    beads: int
    decided: int
    errors: float
    seconds_per_bead: float | None


@dataclass(frozen=True, slots=True)
class Queue:
    """Pairs of documents, those most in need of review first.

    Parameters
    ----------
    documents : tuple of QueueItem
        The first of them.
    found : int
        How many there are of the kind that was asked for.
    progress : Progress
        Of all pairs.
    """

    documents: tuple[QueueItem, ...]
    found: int
    progress: Progress


class SegmentView(NamedTuple):
    """A segment: its current text, the text on the page, and its block there."""

    text: str
    original: str
    block: int
    kind: str


class MovedView(NamedTuple):
    """Text of a bead whose counterpart stands elsewhere.

    Its id is what a move calls the link; `bead` is the bead that has the counterpart.
    """

    id: str
    bead: str
    probability: float
    linked: bool


class BeadView(NamedTuple):
    """A bead with the reviewers' decisions on it.

    A tuple, for every answer makes and compares thousands of them.
    """

    id: str
    source_start: int
    source_stop: int
    target_start: int
    target_stop: int
    probability: float
    reasons: tuple[str, ...]
    ruling: str
    example: bool
    comment: str
    author: str
    alarm: bool
    moved: tuple[MovedView, ...]


@dataclass(frozen=True, slots=True)
class AlarmView:
    """A stretch that looks damaged."""

    kind: str
    source_start: int
    source_stop: int
    target_start: int
    target_stop: int
    reason: str


@dataclass(frozen=True, slots=True)
class LostClaim:
    """A decision that no longer applies, and why."""

    what: str
    source_text: str
    target_text: str
    author: str
    made: str
    why: str


@dataclass(frozen=True, slots=True)
class EditView:
    """An entry of the history."""

    key: int
    action: str
    author: str
    made: str
    what: str
    is_undone: bool


@dataclass(frozen=True, slots=True)
class ReviewSheet:
    """One pair of documents as it stands.

    Parameters
    ----------
    version : int
        Grows with every edit of the pair.
    are_translations : bool
        Whether the two look like translations of each other at all.
    undo, redo : str
        What would be undone or redone; ``""`` for nothing.
    """

    source: str
    target: str
    source_title: str
    target_title: str
    source_language: str
    target_language: str
    published: str
    version: int
    source_segments: tuple[SegmentView, ...]
    target_segments: tuple[SegmentView, ...]
    beads: tuple[BeadView, ...]
    alarms: tuple[AlarmView, ...]
    are_translations: bool
    errors: float
    decided: int
    seconds_per_bead: float | None
    undo: str
    redo: str
    lost: tuple[LostClaim, ...]


@dataclass(frozen=True, slots=True)
class TermMark:
    """An occurrence of a term, or its rendering: characters of a segment's text."""

    side: str
    segment: int
    start: int
    stop: int
    verdict: str
    concept: str
    finding: str


@dataclass(frozen=True, slots=True)
class FindingView:
    """A term finding, and the bead it is in."""

    id: str
    code: str
    severity: str
    message: str
    concept: str
    source_term: str
    expected: tuple[str, ...]
    found: str
    bead: str
    confidence: float
    doubtful: bool


@dataclass(frozen=True, slots=True)
class Terms:
    """Terms and findings of a pair; whether there is a glossary at all."""

    marks: tuple[TermMark, ...]
    findings: tuple[FindingView, ...]
    glossary: bool
