"""The contents of a term report, independent of its format."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from aligner.offsets import Span
from aligner.values import Finding, OccurrenceStatus, Waiver

Interval = tuple[float, float]


# Digits of the id of a finding.
_ID_LENGTH = 16


def is_whole_id(text: str) -> bool:
    """Whether a text may be the id of a finding, of which texts since changed may know nothing.

    Units without an id of their own have one of this kind.
    """
    return len(text) == _ID_LENGTH and all(c in "0123456789abcdef" for c in text)


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """Scores of one group of term occurrences; never combined into one number.

    Parameters
    ----------
    name : str
        The concept's source term, a document, a domain, a year; ``"all"``.
    n, n_scored : int
        Occurrences, and those that could be judged.
    adherence, consistency, dominant_share : float or None
        0 to 1; None if there are too few occurrences.
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
    """One occurrence of a term, with the source and target text around it."""

    source_document: str
    target_document: str
    published: date | None
    source_text: str
    target_text: str
    source_span: Span
    target_span: Span | None


@dataclass(frozen=True, slots=True)
class RenderingUse:
    """One rendering of a term, with its frequency, dates and examples.

    Parameters
    ----------
    text : str
        ``""`` if none was found.
    status : OccurrenceStatus
    count : int
    first_used, last_used : datetime.date or None
        Dates of the earliest and latest dated text.
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
        """The rendering, or a phrase that says why there is none."""
        return self.text or _WITHOUT_TEXT.get(self.status, "not judged")


_WITHOUT_TEXT = {
    OccurrenceStatus.OMITTED: "not found",
    OccurrenceStatus.UNCLEAR: "not to be judged",
    OccurrenceStatus.IMPLIED: "implied",
    OccurrenceStatus.DOUBTFUL: "doubtful alignment",
}


@dataclass(frozen=True, slots=True)
class DriftNote:
    """A change of the usual rendering between two dates."""

    last_before: date
    first_since: date
    before: str
    since: str
    n_before: int
    n_since: int
    p_value: float


@dataclass(frozen=True, slots=True)
class MixtureNote:
    """Accepted renderings that are used side by side, with no lasting change from one to another.

    Parameters
    ----------
    kind : str
        ``"there and back"``, ``"alternating"``, or ``"mixed"`` where there are no dates.
    renderings : tuple of (str, int)
        Most frequent first.
    """

    kind: str
    renderings: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class TermPage:
    """Everything about one concept.

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
        Year, or year and month, with the count of each rendering.
    drift : DriftNote or None
    mixture : MixtureNote or None
    n_findings : int
        Number of open findings on this concept.
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
    mixture: MixtureNote | None = None
    n_findings: int = 0


@dataclass(frozen=True, slots=True)
class InconsistencyNote:
    """A frequent Chinese term, in the glossary or not, that is rendered in several ways."""

    term: str
    n: int
    renderings: tuple[tuple[str, int], ...]
    dominant_share: float
    dominant_interval: Interval


@dataclass(frozen=True, slots=True)
class WaivedFinding:
    """A finding with its waiver."""

    finding: Finding
    waiver: Waiver


@dataclass(frozen=True, slots=True, repr=False)
class TermReport:
    """Everything a report shows.

    Parameters
    ----------
    findings : sequence of Finding
        Open findings in reliable beads that are likely a problem; with a baseline, only
        new ones.
    further : sequence of Finding
        Departures from the glossary that are likely harmless; counted, and listed
        when asked for.
    doubtful : sequence of Finding
        Findings in beads that may be misaligned.  These three are tuples, but for more
        than fit into memory, which are read from a temporary file when asked for.
    waived : tuple of WaivedFinding
    stale : tuple of Waiver
        Waivers whose findings are not found under their ids.
    known : tuple of str or None
        Ids of the findings hidden by the baseline, so that this report can serve as
        a baseline in turn; None without a baseline.
    passed_over : tuple of str
        Ids of the baseline that this check did not look for: they stay known to the next.
    overall : ScoreRow or None
        None when no occurrence was found.
    by_document, by_domain, by_year : tuple of ScoreRow
    terms : tuple of TermPage
        Concepts that occur, the riskiest first.
    inconsistent_terms : tuple of InconsistencyNote
        The least consistent first.
    n_documents : int
        Number of document pairs checked.
    glossary : str
        Name of the glossary.
    signature : str
        Everything needed to reproduce the report.
    workspace : str
        Name of the workspace for commands that a reader may copy; empty without one.
    file : str
        Name of the file of translation units that was checked; empty for a workspace.
    unit_numbers : mapping of str to int
        Of units without an id of their own, which of the file they are, from 1; those of
        the riskiest findings.
    """

    findings: Sequence[Finding] = ()
    further: Sequence[Finding] = ()
    doubtful: Sequence[Finding] = ()
    waived: tuple[WaivedFinding, ...] = ()
    stale: tuple[Waiver, ...] = ()
    known: tuple[str, ...] | None = None
    passed_over: tuple[str, ...] = ()
    overall: ScoreRow | None = None
    by_document: tuple[ScoreRow, ...] = ()
    by_domain: tuple[ScoreRow, ...] = ()
    by_year: tuple[ScoreRow, ...] = ()
    terms: tuple[TermPage, ...] = ()
    inconsistent_terms: tuple[InconsistencyNote, ...] = ()
    n_documents: int = 0
    glossary: str = ""
    signature: str = ""
    workspace: str = ""
    file: str = ""
    unit_numbers: Mapping[str, int] = field(default_factory=dict)

    def __repr__(self) -> str:
        counts = f"{len(self.findings)} findings, {len(self.doubtful)} doubtful, "
        return f"<TermReport on {self.n_documents} documents: {counts}{len(self.waived)} waived>"

    @property
    def n_known(self) -> int | None:
        """Number of findings hidden by the baseline; None without one."""
        return None if self.known is None else len(self.known)

    def place_of(self, finding: Finding) -> str:
        """Where a finding is: its document, or else the checked file; and its unit."""
        document = finding.target_document or finding.source_document
        number = self.unit_numbers.get(finding.unit)
        if number is not None:
            unit = f"unit no. {number}"
        else:
            # A digest tells a reader no more than the document.
            is_named = finding.unit and not (document and is_whole_id(finding.unit))
            unit = f"unit {finding.unit}" if is_named else ""
        return ", ".join(filter(None, (document or self.file, unit)))
