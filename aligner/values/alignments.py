"""Beads, the alignments that they make up, and aligned documents."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from aligner.text import join_segments
from aligner.values.documents import SegmentedDocument
from aligner.values.invariants import require
from aligner.values.reviews import Review

# Beads with a lower probability are worth reviewing.
DOUBTFUL_BELOW = 0.9
# Two documents are called no translations of each other below this probability.
_DENIED = 0.5


@dataclass(frozen=True, slots=True)
class Bead:
    """A run of source segments with the run of target segments that translates it.

    Parameters
    ----------
    source_start, source_stop, target_start, target_stop : int
        Half-open runs of segment indices; one of the two may be empty.
    probability : float
        Posterior probability of exactly this bead, 0 to 1.
    reasons : tuple of str
        Why the bead is doubtful, in words, the most important reason first.
    """

    source_start: int
    source_stop: int
    target_start: int
    target_stop: int
    probability: float = 1.0
    reasons: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        require(0 <= self.source_start <= self.source_stop, "source run is in order")
        require(0 <= self.target_start <= self.target_stop, "target run is in order")
        require(self.n_source + self.n_target > 0, "a bead holds at least one segment")
        require(0.0 <= self.probability <= 1.0, "a probability lies between 0 and 1")

    def swapped(self) -> "Bead":
        """The same bead seen from the other side."""
        source, target = (
            (self.source_start, self.source_stop),
            (self.target_start, self.target_stop),
        )
        return Bead(*target, *source, self.probability, self.reasons)

    @property
    def span(self) -> tuple[int, int, int, int]:
        """Source start and stop, target start and stop, which identify a bead."""
        return self.source_start, self.source_stop, self.target_start, self.target_stop

    @property
    def n_source(self) -> int:
        """Number of source segments."""
        return self.source_stop - self.source_start

    @property
    def n_target(self) -> int:
        """Number of target segments."""
        return self.target_stop - self.target_start

    @property
    def kind(self) -> str:
        """Kind of the bead: ``"1-1"``, ``"2-1"``, ``"1-0"`` ..."""
        return f"{self.n_source}-{self.n_target}"

    @property
    def is_null(self) -> bool:
        """Whether one side is empty."""
        return self.n_source == 0 or self.n_target == 0


@dataclass(frozen=True, slots=True)
class MovedLink:
    """Text that stands elsewhere in the other document, out of the order of the ladder.

    Parameters
    ----------
    source_start, source_stop, target_start, target_stop : int
        Half-open runs of segment indices, neither of them empty.
    probability : float
        That the two runs translate each other, 0 to 1.
    """

    source_start: int
    source_stop: int
    target_start: int
    target_stop: int
    probability: float

    def __post_init__(self) -> None:
        require(0 <= self.source_start < self.source_stop, "moved text has a source")
        require(0 <= self.target_start < self.target_stop, "moved text has a target")
        require(0.0 <= self.probability <= 1.0, "a probability lies between 0 and 1")

    def swapped(self) -> "MovedLink":
        """The same link seen from the other side."""
        source = self.source_start, self.source_stop
        return MovedLink(self.target_start, self.target_stop, *source, self.probability)

    @property
    def span(self) -> tuple[int, int, int, int]:
        """Source start and stop, target start and stop, which identify a link."""
        return self.source_start, self.source_stop, self.target_start, self.target_stop

    def shared(self, span: tuple[int, int, int, int]) -> tuple[bool, bool]:
        """Whether a bead or another link has one of the source segments, and of the target's."""
        return (
            span[0] < self.source_stop and self.source_start < span[1],
            span[2] < self.target_stop and self.target_start < span[3],
        )

    @property
    def bead(self) -> Bead:
        """The two runs as a bead, which is none of the ladder's."""
        return Bead(*self.span, self.probability)


@dataclass(frozen=True, slots=True, repr=False)
class Alignment:
    """Beads in order that use every segment of both sides exactly once.

    Parameters
    ----------
    beads : tuple of Bead
    n_source, n_target : int
    pair_probability : float or None
        That the two documents are translations of each other at all; None where it
        was not estimated.
    moved : tuple of MovedLink
        Counterparts that the ladder cannot hold because they stand out of order.  The
        ladder has other beads for their segments, mostly null beads.

    Raises
    ------
    InternalError
        If a bead overlaps another, leaves a gap, or the ends are not reached.
    """

    beads: tuple[Bead, ...]
    n_source: int
    n_target: int
    pair_probability: float | None = None
    moved: tuple[MovedLink, ...] = ()

    def __post_init__(self) -> None:
        rung = (0, 0)
        for bead in self.beads:
            start = (bead.source_start, bead.target_start)
            require(start == rung, f"the ladder is broken at {rung}: next bead starts at {start}")
            rung = (bead.source_stop, bead.target_stop)
        end = (self.n_source, self.n_target)
        require(rung == end, f"the ladder ends at {rung}, not at {end}")
        ends = [(link.source_stop, link.target_stop) for link in self.moved]
        fits = all(i <= self.n_source and j <= self.n_target for i, j in ends)
        require(fits, "moved text lies inside the documents")

    def __iter__(self) -> Iterator[Bead]:
        return iter(self.beads)

    def __len__(self) -> int:
        return len(self.beads)

    def __repr__(self) -> str:
        return f"<Alignment of {self.n_source} and {self.n_target} segments: {len(self)} beads>"

    def swapped(self) -> "Alignment":
        """The same ladder seen from the other side."""
        beads = tuple(bead.swapped() for bead in self.beads)
        moved = tuple(link.swapped() for link in self.moved)
        return Alignment(beads, self.n_target, self.n_source, self.pair_probability, moved)

    @property
    def is_denied(self) -> bool:
        """Whether the two documents are probably no translations of each other."""
        return self.pair_probability is not None and self.pair_probability < _DENIED

    def discounted(self) -> "Alignment":
        """The same, beads of what is no translation being at most as sure as that it is one."""
        if self.pair_probability is None or not self.is_denied:
            return self
        beads = tuple(
            replace(bead, probability=round(bead.probability * self.pair_probability, 6))
            for bead in self.beads
        )
        return replace(self, beads=beads, moved=())


@dataclass(frozen=True, slots=True, repr=False)
class Bitext:
    """Two segmented documents with their alignment and the signature of the run.

    Parameters
    ----------
    source, target : SegmentedDocument
    alignment : Alignment
    signature : str
    review : Review
        Reviewers' decisions.
    """

    source: SegmentedDocument
    target: SegmentedDocument
    alignment: Alignment
    signature: str = ""
    review: Review = field(default_factory=Review)

    def __post_init__(self) -> None:
        require(self.alignment.n_source == len(self.source.segments), "source sizes agree")
        require(self.alignment.n_target == len(self.target.segments), "target sizes agree")

    def __repr__(self) -> str:
        sides = f"{_label(self.source)} and {_label(self.target)}"
        return f"<Bitext of {sides}: {len(self.alignment)} beads>"

    @property
    def moved(self) -> tuple[MovedLink, ...]:
        """Text that stands elsewhere in the other document, in the order of the source.

        What reviewers linked has probability 1; of what the aligner found, all that
        they have not rejected, or linked otherwise.
        """
        accepted = [span for span, is_moved in self.review.moved if is_moved]
        rejected = [span for span, is_moved in self.review.moved if not is_moved]
        found = (
            link
            for link in self.alignment.moved
            if not any(any(link.shared(span)) for span in accepted)
            and not any(all(link.shared(span)) for span in rejected)
        )
        links = (*(MovedLink(*span, 1.0) for span in accepted), *found)
        return tuple(sorted(links, key=lambda link: link.span))

    def source_text(self, bead: Bead) -> str:
        """Text of the bead's source run, corrected, and joined as its language requires."""
        run = range(bead.source_start, bead.source_stop)
        return _text(self.source, run, self.review.corrected[0])

    def target_text(self, bead: Bead) -> str:
        """Text of the bead's target run, corrected, and joined as its language requires."""
        run = range(bead.target_start, bead.target_stop)
        return _text(self.target, run, self.review.corrected[1])


def _label(side: SegmentedDocument) -> str:
    """A document for a `repr`: ``'a.html' (zh-Hans, 12 segments)``."""
    document = side.document
    return f"{document.id!r} ({document.language}, {len(side.segments)} segments)"


def _text(document: SegmentedDocument, run: range, corrected: Mapping[int, str]) -> str:
    texts = [corrected.get(i, document.segments[i].text) for i in run]
    return join_segments(texts, document.document.language)


@dataclass(frozen=True, slots=True)
class TranslationUnit:
    """A bead as text with its languages and provenance: TMX ``tu``, XLIFF ``unit``.

    Parameters
    ----------
    id : str
        Stable over re-runs of unchanged input; unique in the corpus.
    source_language, target_language : str
        BCP 47 tags.
    source_text, target_text : str
    probability : float
    properties : tuple of (str, str)
        Provenance in a fixed order: document ids, dates, offsets, kind ...
    """

    id: str
    source_language: str
    target_language: str
    source_text: str
    target_text: str
    probability: float
    properties: tuple[tuple[str, str], ...] = ()
