"""What term checks found, gathered document by document into one report."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, repeat

from aligner.glossary import Glossary
from aligner.pipeline.checked_text import CheckedText
from aligner.pipeline.term_pages import Place, TermPages, place_of, score_row
from aligner.pipeline.waiver_book import WaiverBook
from aligner.reports import FindingStore, InconsistencyNote, ScoreRow, TermReport, WaivedFinding
from aligner.terms import COMPARED, InconsistentTerm, TermCheck, term_scores
from aligner.values import (
    LIKELY,
    Finding,
    FindingCode,
    OccurrenceStatus,
    TermOccurrence,
    Waiver,
)

_ALL = "all"
_NO_DOMAIN = "no domain"
_UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class View:
    """Which findings a report shows.

    Parameters
    ----------
    least : float
        Least confidence of a finding that is shown.
    strict : bool
        Whether every occurrence without an accepted form is shown, however likely it
        is harmless.
    classes : frozenset of FindingCode or None
        Classes that are checked at all; None for all.
    """

    least: float = LIKELY
    strict: bool = False
    classes: frozenset[FindingCode] | None = None

    def checks(self, finding: Finding) -> bool:
        """Whether the class of a finding is checked."""
        return self.classes is None or finding.code in self.classes

    def shows(self, confidence: float) -> bool:
        """Whether a finding of some confidence is shown without being asked for."""
        return self.strict or confidence >= self.least


@dataclass(slots=True)
class _Document:
    """The occurrences of one document; one stands for all that the scores cannot tell apart."""

    names: tuple[str, str]
    alike: Counter[TermOccurrence] = field(default_factory=Counter)


@dataclass(slots=True)
class _Chosen:
    """Numbers of the findings of each part of a report, and ids of those known."""

    shown: list[int] = field(default_factory=list)
    further: list[int] = field(default_factory=list)
    doubtful: list[int] = field(default_factory=list)
    waived: list[int] = field(default_factory=list)
    known: set[str] = field(default_factory=set)


class ReportBuilder:
    """Takes checked texts one by one; only findings, counts and a few examples are kept.

    Parameters
    ----------
    glossary : Glossary
        What the texts were checked against.
    waivers : sequence of Waiver
        An occurrence whose finding is waived counts as accepted in the scores.
    view : View, optional
        Which findings are shown.
    elsewhere : sequence of Waiver
        Waivers made on other texts, or of findings that this check does not look for.  They
        hold here too, but it is no news if they are about nothing here.
    """

    def __init__(
        self,
        glossary: Glossary,
        waivers: Sequence[Waiver] = (),
        view: View | None = None,
        elsewhere: Sequence[Waiver] = (),
    ) -> None:
        self._waivers = WaiverBook((*elsewhere, *waivers))
        self._own_waivers = WaiverBook(waivers)
        self._view = view or View()
        self._entries = {entry.id: entry for entry in glossary.entries}
        self._findings = FindingStore()
        # Ids of findings of classes that are not checked.
        self._unchecked: set[str] = set()
        # The numbers of those that are doubtful.
        self._doubtful: set[int] = set()
        self._document: _Document | None = None
        self._documents: list[ScoreRow] = []
        self._n_documents = 0
        # One occurrence represents all that the scores cannot tell apart.
        self._alike: Counter[tuple[int | None, TermOccurrence]] = Counter()
        self._pages = TermPages(self._entries)

    def add(self, text: CheckedText) -> None:
        """Take in one pair of documents."""
        self._keep(text.check.findings, doubtful=False)
        self._keep(text.check.doubtful, doubtful=True)
        waived = self._waived_places(text.check)
        occurrences = [_accepted(o) if place_of(o) in waived else o for o in text.check.occurrences]
        self._score(text, occurrences)
        year = None if text.published is None else text.published.year
        for occurrence in occurrences:
            self._alike[year, _kernel(occurrence)] += 1
        self._pages.add(text, text.check.occurrences, waived)

    def _keep(self, findings: Iterable[Finding], *, doubtful: bool) -> None:
        """Keep the findings of the classes that are checked, and the ids of the others."""
        for finding in findings:
            if not self._view.checks(finding):
                self._unchecked.add(finding.id)
                continue
            if doubtful:
                self._doubtful.add(len(self._findings))
            self._findings.append(finding)

    def _score(self, text: CheckedText, occurrences: Sequence[TermOccurrence]) -> None:
        """Count the occurrences for the scores of their document, which may come in parts."""
        names = text.source, text.target
        if self._document is None or self._document.names != names:
            self._close_document()
            self._document = _Document(names)
            self._n_documents += 1
        self._document.alike.update(map(_kernel, occurrences))

    def _close_document(self) -> None:
        """Add the scores of the last document."""
        if self._document is not None and self._document.alike:
            source, target = self._document.names
            scores = term_scores(_repeated(self._document.alike.items()))
            self._documents.append(score_row(target or source or "text", scores.overall))
        self._document = None

    def _waived_places(self, check: TermCheck) -> frozenset[Place]:
        """The places of the occurrences whose findings are waived."""
        return frozenset(
            (f.unit, f.concept, f.source_span)
            for f in (*check.findings, *check.doubtful)
            if self._waivers.of(f.id) is not None
        )

    def build(
        self,
        *,
        glossary: str,
        signature: str,
        baseline: frozenset[str] | None = None,
        inconsistent_terms: Sequence[InconsistentTerm] = (),
    ) -> TermReport:
        """The report of all texts taken in.

        Parameters
        ----------
        glossary : str
            What the reader calls the glossary.
        signature : str
        baseline : frozenset of str, optional
            Ids of findings that are known and not to be shown.
        inconsistent_terms : sequence of InconsistentTerm
        """
        self._close_document()
        chosen = self._choose(baseline)
        findings = self._findings.choose(chosen.shown)
        return TermReport(
            findings=findings,
            further=self._findings.choose(chosen.further),
            doubtful=self._findings.choose(chosen.doubtful),
            waived=tuple(
                WaivedFinding(self._findings[n], waiver)
                for n in chosen.waived
                if (waiver := self._waivers.of(self._findings.ids[n])) is not None
            ),
            stale=self._own_waivers.unused(chain(self._findings.ids, self._unchecked)),
            known=None if baseline is None else tuple(sorted(chosen.known)),
            passed_over=tuple(sorted(self._passed_over(baseline or frozenset()) - chosen.known)),
            overall=self._overall(),
            by_document=tuple(self._documents),
            by_domain=self._rows(lambda _, o: self._domain(o.concept)),
            by_year=self._rows(lambda year, _: _UNDATED if year is None else str(year)),
            terms=self._pages.made(term_scores(self._everything()).concepts, findings),
            inconsistent_terms=tuple(
                InconsistencyNote(t.term, t.n, t.renderings, t.dominant_share, t.dominant_interval)
                for t in inconsistent_terms
            ),
            n_documents=self._n_documents,
            glossary=glossary,
            signature=signature,
        )

    def _passed_over(self, baseline: frozenset[str]) -> frozenset[str]:
        """What the baseline has and this check does not look for.

        Without a glossary, that may be anything.
        """
        return baseline & self._unchecked if self._entries else baseline

    def _choose(self, baseline: frozenset[str] | None) -> "_Chosen":
        """Which findings are shown where, those that are not doubtful first."""
        ids, doubtful = self._findings.ids, self._doubtful
        doubtful_ids = {ids[n] for n in doubtful}
        chosen = _Chosen()
        for number in (*(n for n in range(len(ids)) if n not in doubtful), *sorted(doubtful)):
            identifier = ids[number]
            if self._waivers.of(identifier) is not None:
                chosen.waived.append(number)
            elif baseline is not None and identifier in baseline:
                chosen.known.add(identifier)
            elif identifier in doubtful_ids:
                chosen.doubtful.append(number)
            elif self._view.shows(self._findings.confidence(number)):
                chosen.shown.append(number)
            else:
                chosen.further.append(number)
        return chosen

    def _everything(self) -> Iterator[TermOccurrence]:
        """All occurrences, reduced to what the scores depend on."""
        return _repeated((o, n) for (_, o), n in self._alike.items())

    def _overall(self) -> ScoreRow | None:
        if not self._alike:
            return None
        return score_row(_ALL, term_scores(self._everything()).overall)

    def _rows(self, name_of: Callable[[int | None, TermOccurrence], str]) -> tuple[ScoreRow, ...]:
        """The scores of each group, by its name."""
        groups: dict[str, list[tuple[TermOccurrence, int]]] = {}
        for (year, occurrence), n in self._alike.items():
            groups.setdefault(name_of(year, occurrence), []).append((occurrence, n))
        return tuple(
            score_row(name, term_scores(_repeated(groups[name])).overall) for name in sorted(groups)
        )

    def _domain(self, concept: str) -> str:
        entry = self._entries.get(concept)
        return (entry.domain if entry else "") or _NO_DOMAIN


def _accepted(occurrence: TermOccurrence) -> TermOccurrence:
    """The occurrence as the scores count it once its finding is waived.

    One with an accepted form has only a note on it: it stays what it is.
    """
    if occurrence.status.is_accepted:
        return occurrence
    return replace(occurrence, status=OccurrenceStatus.ALLOWED)


def _repeated(counted: Iterable[tuple[TermOccurrence, int]]) -> Iterator[TermOccurrence]:
    """Each occurrence as often as it was counted."""
    return chain.from_iterable(repeat(occurrence, n) for occurrence, n in counted)


def _kernel(occurrence: TermOccurrence) -> TermOccurrence:
    """The occurrence reduced to what the scores depend on."""
    form = occurrence.form if occurrence.status in COMPARED else ""
    return TermOccurrence(
        concept=occurrence.concept,
        unit="",
        source_term="",
        source_span=(0, 0),
        status=occurrence.status,
        form=form,
    )
