"""How surely the text of documents was read, which no bead can be surer than."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from aligner.text import is_copy
from aligner.values import Bead, MovedLink, SegmentedDocument

_OF_A_COPY = 0.05


@dataclass(frozen=True, slots=True)
class ReadingCertainty:
    """How surely the segments of one document were read.

    Parameters
    ----------
    segments : tuple of float
        Of each segment, 0 to 1; empty where all are sure.
    doubts : tuple of str
        What is doubtful about the reading.
    """

    segments: tuple[float, ...] = ()
    doubts: tuple[str, ...] = ()

    @classmethod
    def of(cls, document: SegmentedDocument) -> "ReadingCertainty":
        """That of a document as it was read."""
        blocks = document.document.blocks
        sure = tuple(blocks[segment.block].certainty for segment in document.segments)
        return cls(sure if any(one < 1.0 for one in sure) else (), document.document.doubts)

    def least(self, start: int, stop: int) -> float:
        """The certainty of the least certain segment of a run; 1 of an empty run."""
        return min(self.segments[start:stop], default=1.0)


Certainties = tuple[ReadingCertainty, ReadingCertainty]


def capped(beads: Iterable[Bead], certainties: Certainties) -> tuple[Bead, ...]:
    """The beads, none surer than that its segments were read rightly.

    A bead that would have been surer has the doubts about the reading as its first reasons.

    Parameters
    ----------
    beads : iterable of Bead
    certainties : pair of ReadingCertainty
        Of the source and of the target document.
    """
    return tuple(_capped(bead, certainties) for bead in beads)


def _capped(bead: Bead, certainties: Certainties) -> Bead:
    source, target = certainties
    sides = (
        ("source", source.least(bead.source_start, bead.source_stop), source.doubts),
        ("target", target.least(bead.target_start, bead.target_stop), target.doubts),
    )
    lower = [side for side in sides if side[1] < bead.probability]
    if not lower:
        return bead
    said = tuple(
        f"the {name} was read with doubt" + "".join(f": {doubt}" for doubt in doubts)
        for name, _, doubts in lower
    )
    return replace(bead, probability=min(sure for _, sure, _ in lower), reasons=said + bead.reasons)


def doubting_copies(
    beads: Iterable[Bead], source: Sequence[str], target: Sequence[str]
) -> tuple[Bead, ...]:
    """The beads, but for those of the same text twice hardly sure: a copy is no translation.

    Parameters
    ----------
    beads : iterable of Bead
    source, target : sequence of str
        The texts of all segments.  Names and numbers alone may well be the same.
    """
    return tuple(
        replace(
            bead,
            probability=min(bead.probability, _OF_A_COPY),
            reasons=("both sides are the same text, which is no translation", *bead.reasons),
        )
        if is_copy(
            " ".join(source[bead.source_start : bead.source_stop]),
            " ".join(target[bead.target_start : bead.target_stop]),
        )
        else bead
        for bead in beads
    )


def capped_link(link: MovedLink, certainties: Certainties) -> MovedLink:
    """The link, no surer than that both its runs were read rightly."""
    source, target = certainties
    sure = min(
        source.least(link.source_start, link.source_stop),
        target.least(link.target_start, link.target_stop),
    )
    return replace(link, probability=sure) if sure < link.probability else link
