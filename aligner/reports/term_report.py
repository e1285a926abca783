"""What a report of a term check holds, whatever it is written as."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from aligner.offsets import Span
from aligner.values import Finding, OccurrenceStatus, Waiver

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """Scores of one group of term occurrences; never blended into one number.

    Parameters
    ----------
    name : str
        The concept's source term, a document, a domain, a year; ``"all"``.
    n, n_scored : int
        Occurrences, and those that could be judged.
    adherence, consistency, dominant_share : float or None
        0 to 1; None where nothing can be said.
    adherence_interval, consistency_interval, dominant_interval : (float, float) or None
        At 95%.
    """

    name: str
    n: int
    n_scored: int
    adherence: float | None = None
    adherence_interval: Interval | None = None
    consistency: float | None = None
    consistency_interval: Interval | None = None
    dominant_share: float | None = None
    dominant_interval: Interval | None = None

    @property
    def coverage(self) -> float:
        """Share of the occurrences that could be judged."""
        return self.n_scored / self.n if self.n else 0.0


@dataclass(frozen=True, slots=True)
class Context:
    """One occurrence of a term with the two texts it stands in."""

    source_document: str
    target_document: str
    published: date | None
    source_text: str
    target_text: str
    source_span: Span
    target_span: Span | None


@dataclass(frozen=True, slots=True)
class RenderingUse:
    """One rendering of a term: how often, when, and where for example.

    Parameters
    ----------
    text : str
        ``""`` where nothing was found.
    status : OccurrenceStatus
    count : int
    first_used, last_used : datetime.date or None
        Days of the earliest and latest dated text.
    contexts : tuple of Context
        A few examples.
    """

    text: str
    status: OccurrenceStatus
    count: int
    first_used: date | None = None
    last_used: date | None = None
    contexts: tuple[Context, ...] = ()

    @property
    def name(self) -> str:
        """The rendering, or why there is none, in words."""
        return self.text or _WITHOUT_TEXT.get(self.status, "not judged")


_WITHOUT_TEXT = {
    OccurrenceStatus.MISSING: "nothing found",
    OccurrenceStatus.MENTION: "left unsaid",
    OccurrenceStatus.DOUBTFUL: "in a doubtful pair",
}


@dataclass(frozen=True, slots=True)
class DriftNote:
    """The usual rendering changed between two days."""

    last_before: date
    first_since: date
    before: str
    since: str
    n_before: int
    n_since: int
    p_value: float


@dataclass(frozen=True, slots=True)
class TermPage:
    """All there is to say of one concept.

    Parameters
    ----------
    concept : str
        Id of the entry.
    source_terms : tuple of str
        Chinese terms of the glossary.
    expected : tuple of str
        Accepted forms today, preferred first.
    forbidden : tuple of str
    domain, note : str
    score : ScoreRow
    renderings : tuple of RenderingUse
        The most frequent first.
    periods : tuple of (str, mapping of str to int)
        Year or year and month, with the count of each rendering in it.
    drift : DriftNote or None
    n_findings : int
        Open findings on this concept.
    """

    concept: str
    source_terms: tuple[str, ...]
    expected: tuple[str, ...]
    score: ScoreRow
    forbidden: tuple[str, ...] = ()
    domain: str = ""
    note: str = ""
    renderings: tuple[RenderingUse, ...] = ()
    periods: tuple[tuple[str, Mapping[str, int]], ...] = ()
    drift: DriftNote | None = None
    n_findings: int = 0


@dataclass(frozen=True, slots=True)
class InconsistencyNote:
    """A frequent Chinese term, in the glossary or not, whose English wavers."""

    term: str
    n: int
    renderings: tuple[tuple[str, int], ...]
    dominant_share: float
    dominant_interval: Interval


@dataclass(frozen=True, slots=True)
class WaiveredFinding:
    """A finding with what a person said of it."""

    finding: Finding
    waiver: Waiver


@dataclass(frozen=True, slots=True, repr=False)
class TermReport:
    """Everything a report shows.

    Parameters
    ----------
    findings : tuple of Finding
        Open ones in sure beads; of a baseline's, only new ones.
    doubtful : tuple of Finding
        In beads whose two texts may not belong together.
    waived : tuple of WaiveredFinding
    stale : tuple of Waiver
        Waivers of findings that are there no more.
    known : tuple of str or None
        Ids of the findings that a baseline holds back, so that this report can be
        a baseline in its turn; None without a baseline.
    overall : ScoreRow or None
        None when no occurrence was found.
    by_document, by_domain, by_year : tuple of ScoreRow
    terms : tuple of TermPage
        Concepts that occur, those of the greatest risk first.
    wavering : tuple of InconsistencyNote
        The least settled first.
    n_documents : int
        Pairs of documents checked.
    glossary : str
        What the glossary is called.
    signature : str
        What reproduces the report.
    """

    findings: tuple[Finding, ...] = ()
    doubtful: tuple[Finding, ...] = ()
    waived: tuple[WaiveredFinding, ...] = ()
    stale: tuple[Waiver, ...] = ()
    known: tuple[str, ...] | None = None
    overall: ScoreRow | None = None
    by_document: tuple[ScoreRow, ...] = ()
    by_domain: tuple[ScoreRow, ...] = ()
    by_year: tuple[ScoreRow, ...] = ()
    terms: tuple[TermPage, ...] = ()
    wavering: tuple[InconsistencyNote, ...] = ()
    n_documents: int = 0
    glossary: str = ""
    signature: str = ""

    def __repr__(self) -> str:
        counts = f"{len(self.findings)} findings, {len(self.doubtful)} doubtful, "
        return f"<TermReport on {self.n_documents} documents: {counts}{len(self.waived)} waived>"

    @property
    def n_known(self) -> int | None:
        """How many findings a baseline holds back; None without one."""
        return None if self.known is None else len(self.known)
