"""What persons say of alignments: claims about places in texts, and the edits that made them.

A claim names its places by their words and not by the numbers of segments, so that
it holds over another run and another segmentation.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from aligner.values.promises import require

ClaimSide = Literal["source", "target"]


class BeadRuling(StrEnum):
    """What a person says of a bead.

    The texts of a bead that is not a translation stand side by side and say
    different things; a deleted one should not have been read at all.  Neither
    is exported.
    """

    CONFIRMED = "confirmed"
    NOT_TRANSLATION = "not-a-translation"
    DELETED = "deleted"

    @property
    def is_exported(self) -> bool:
        """Whether units are made of such beads."""
        return self is BeadRuling.CONFIRMED


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in the text of a document, known again by its words.

    White space makes no difference anywhere in it.

    Parameters
    ----------
    text : str
        The words; ``""`` for a place between two of them.
    before, after : str
        Some characters around it.
    offset : int
        How many characters stand before it, white space not counted: tells
        places apart that read alike.
    """

    text: str
    before: str
    after: str
    offset: int

    def __post_init__(self) -> None:
        require(self.offset >= 0, "an offset is not negative")


@dataclass(frozen=True, slots=True)
class BeadClaim:
    """A person's word on a bead: that it is one, and what of it.

    Parameters
    ----------
    source, target : Passage
        One of the two may be empty.
    ruling : BeadRuling or None
        None says nothing of the alignment: there is a remark, no more.
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
    """A person's word on the edge of a segment.

    Parameters
    ----------
    side : {"source", "target"}
    place : Passage
        An empty one.
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
    """A typing error mended: what the segment should read.

    Parameters
    ----------
    side : {"source", "target"}
    place : Passage
        The segment as it stands on the page.
    text : str
    """

    side: ClaimSide
    place: Passage
    text: str

    def __post_init__(self) -> None:
        require(bool(self.place.text and self.text.strip()), "a correction has text")


Claim = BeadClaim | CutClaim | TextClaim


class EditAction(StrEnum):
    """What a person did."""

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
    IMPORT = "import"
    UNDO = "undo"
    REDO = "redo"


@dataclass(frozen=True, slots=True)
class Edit:
    """One entry of the journal: claims taken back and claims made, by whom and when.

    Parameters
    ----------
    key : int
        Its number in the workspace; later ones have higher numbers.
    source, target : str
        Ids of the two documents.
    action : EditAction
    author : str
    made : str
        ISO 8601, UTC.
    removed, added : tuple of Claim
    undone : int or None
        The edit that is undone or done again.
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
    """The claims that stand after some edits, oldest first, each with the edit that made it."""
    claims: dict[Claim, Edit] = {}
    for edit in edits:
        for claim in edit.removed:
            claims.pop(claim, None)
        for claim in edit.added:
            claims[claim] = edit
    return claims


@dataclass(frozen=True, slots=True)
class BeadMark:
    """What a person said of a bead of an alignment."""

    ruling: BeadRuling | None = None
    is_example: bool = False
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """What persons said of a bitext, in the numbers of its segments.

    Parameters
    ----------
    marks : tuple of ((int, int, int, int), BeadMark)
        By the bead's source start and stop, target start and stop.
    source_texts, target_texts : tuple of (int, str)
        Corrected texts by segment.
    """

    marks: tuple[tuple[tuple[int, int, int, int], BeadMark], ...] = ()
    source_texts: tuple[tuple[int, str], ...] = ()
    target_texts: tuple[tuple[int, str], ...] = ()
