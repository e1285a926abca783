"""Reviewers' decisions on alignments: claims about passages, and the edits that made them.

A claim refers to passages by their words and not by segment numbers, so that it stays
valid after another run and another segmentation.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from aligner.values.invariants import require

ClaimSide = Literal["source", "target"]


class BeadRuling(StrEnum):
    """A reviewer's decision on a bead.

    The two texts of a bead marked as not a translation say different things; the
    text of a deleted bead should not be in the corpus at all.  Neither is exported.
    """

    CONFIRMED = "confirmed"
    NOT_TRANSLATION = "not-a-translation"
    DELETED = "deleted"

    @property
    def is_exported(self) -> bool:
        """Whether such beads are exported as translation units."""
        return self is BeadRuling.CONFIRMED


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in the text of a document, identified by its words.

    White space is ignored throughout.

    Parameters
    ----------
    text : str
        The words; ``""`` for a position between two words.
    before, after : str
        Some characters before and after it.
    offset : int
        Number of characters before it, not counting white space; distinguishes
        passages with the same words.
    """

    text: str
    before: str
    after: str
    offset: int

    def __post_init__(self) -> None:
        require(self.offset >= 0, "an offset is not negative")


@dataclass(frozen=True, slots=True)
class BeadClaim:
    """A reviewer's decision that two passages form a bead, with remarks.

    Parameters
    ----------
    source, target : Passage
        One of the two may be empty.
    ruling : BeadRuling or None
        None for a remark that does not judge the alignment.
    is_example : bool
        Whether the bead is a good example.
    comment : str
    """

    source: Passage
    target: Passage
    ruling: BeadRuling | None = None
    is_example: bool = False
    comment: str = ""

    def __post_init__(self) -> None:
        require(bool(self.source.text or self.target.text), "a bead holds text")


@dataclass(frozen=True, slots=True)
class CutClaim:
    """A reviewer's decision on a segment boundary.

    Parameters
    ----------
    side : {"source", "target"}
    place : Passage
        An empty passage.
    is_cut, was_cut : bool
        Whether a segment ends there, and whether one did before.
    """

    side: ClaimSide
    place: Passage
    is_cut: bool
    was_cut: bool

    def __post_init__(self) -> None:
        require(not self.place.text, "segments are cut between words")


@dataclass(frozen=True, slots=True)
class TextClaim:
    """A correction of a segment's text.

    Parameters
    ----------
    side : {"source", "target"}
    place : Passage
        The segment as it is on the page.
    text : str
    """

    side: ClaimSide
    place: Passage
    text: str

    def __post_init__(self) -> None:
        require(bool(self.place.text and self.text.strip()), "a correction has text")


@dataclass(frozen=True, slots=True)
class MovedClaim:
    """A reviewer's decision on text that stands elsewhere in the other document.

    Parameters
    ----------
    source, target : Passage
        Neither of them empty.
    is_moved : bool
        Whether the two translate each other.
    """

    source: Passage
    target: Passage
    is_moved: bool

    def __post_init__(self) -> None:
        require(bool(self.source.text and self.target.text), "moved text has two sides")


Claim = BeadClaim | CutClaim | TextClaim | MovedClaim


class EditAction(StrEnum):
    """The kinds of edits."""

    CONFIRM = "confirm"
    REOPEN = "reopen"
    NOT_TRANSLATION = "not-a-translation"
    DELETE = "delete"
    EXAMPLE = "example"
    COMMENT = "comment"
    MERGE = "merge"
    SHIFT = "shift"
    SPLIT = "split"
    SPLIT_SEGMENT = "split-segment"
    JOIN_SEGMENT = "join-segment"
    CORRECT = "correct"
    REPLACE = "replace"
    ANCHOR = "anchor"
    MOVED = "moved"
    NOT_MOVED = "not-moved"
    IMPORT = "import"
    UNDO = "undo"
    REDO = "redo"


@dataclass(frozen=True, slots=True)
class Edit:
    """One entry of the journal: claims withdrawn and claims made, by whom and when.

    Parameters
    ----------
    key : int
        Its number in the workspace; later edits have higher numbers.
    source, target : str
        Ids of the two documents.
    action : EditAction
    author : str
    made : str
        ISO 8601, UTC.
    removed, added : tuple of Claim
    undone : int or None
        The edit that is undone or redone.
    """

    key: int
    source: str
    target: str
    action: EditAction
    author: str
    made: str
    removed: tuple[Claim, ...] = ()
    added: tuple[Claim, ...] = ()
    undone: int | None = None


def standing_claims(edits: Iterable[Edit]) -> dict[Claim, Edit]:
    """The claims in force after some edits, oldest first, each with the edit that made it."""
    claims: dict[Claim, Edit] = {}
    for edit in edits:
        for claim in edit.removed:
            claims.pop(claim, None)
        for claim in edit.added:
            claims[claim] = edit
    return claims


@dataclass(frozen=True, slots=True)
class BeadMark:
    """A reviewer's decision on a bead of an alignment, with remarks."""

    ruling: BeadRuling | None = None
    is_example: bool = False
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """Who decided something on some segments of a bitext, and when.

    Parameters
    ----------
    span : (int, int, int, int)
        Source start and stop, target start and stop; one of the two runs may be empty.
    author : str
    made : str
        ISO 8601, UTC.
    """

    span: tuple[int, int, int, int]
    author: str
    made: str


@dataclass(frozen=True, slots=True)
class Review:
    """Reviewers' decisions on a bitext, by its segment numbers.

    Parameters
    ----------
    marks : tuple of ((int, int, int, int), BeadMark)
        By the bead's source start, source stop, target start and target stop.
    source_texts, target_texts : tuple of (int, str)
        Corrected texts by segment.
    moved : tuple of ((int, int, int, int), bool)
        Source start, source stop, target start and target stop of text that may stand
        elsewhere in the other document, and whether the two translate each other.
    changes : tuple of Change
        Who made the decisions, and when.
    """

    marks: tuple[tuple[tuple[int, int, int, int], BeadMark], ...] = ()
    source_texts: tuple[tuple[int, str], ...] = ()
    target_texts: tuple[tuple[int, str], ...] = ()
    moved: tuple[tuple[tuple[int, int, int, int], bool], ...] = ()
    # Who and when says nothing about the texts, which digests of reviews are about.
    changes: tuple[Change, ...] = field(default=(), repr=False)
    # Sought for every bead: the corrected texts of each side, and the last change, by segment.
    _texts: tuple[dict[int, str], dict[int, str]] = field(init=False, repr=False, compare=False)
    _last: dict[tuple[int, int], Change] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_texts", (dict(self.source_texts), dict(self.target_texts)))
        last: dict[tuple[int, int], Change] = {}
        for change in sorted(self.changes, key=_age):
            last |= dict.fromkeys(_segments(change.span), change)
        object.__setattr__(self, "_last", last)

    @property
    def corrected(self) -> tuple[Mapping[int, str], Mapping[int, str]]:
        """The corrected texts of each side, by segment."""
        return self._texts

    def last_change(self, span: tuple[int, int, int, int]) -> Change | None:
        """The last of the changes on segments of a bead, None if there was none."""
        made = (self._last[place] for place in _segments(span) if place in self._last)
        return max(made, key=_age, default=None)


def _age(change: Change) -> tuple[str, str]:
    """What changes are ordered by: when they were made, and by whom."""
    return change.made, change.author


def _segments(span: tuple[int, int, int, int]) -> Iterator[tuple[int, int]]:
    """The side and the number of each segment of a span."""
    for side in (0, 1):
        for segment in range(*span[2 * side : 2 * side + 2]):
            yield side, segment
