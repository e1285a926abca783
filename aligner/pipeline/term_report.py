"""What term checks found, gathered document by document into one report."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain, repeat

from aligner.glossary import Glossary
from aligner.reports import (
    Context,
    DriftNote,
    FindingStore,
    InconsistencyNote,
    MixtureNote,
    RenderingUse,
    ScoreRow,
    TermPage,
    TermReport,
    WaivedFinding,
)
from aligner.terms import (
    COMPARED,
    InconsistentTerm,
    TermCheck,
    TermScore,
    find_drift,
    find_mixture,
    term_scores,
)
from aligner.values import (
    LIKELY,
    ConceptEntry,
    Finding,
    FindingCode,
    OccurrenceStatus,
    Severity,
    TermOccurrence,
    TermStatus,
    TranslationUnit,
    Waiver,
)

_CONTEXTS = 3
# Of a report in all; what a larger one has besides is counted.
_MOST_CONTEXTS = 30_000
_ALL = "all"
_NO_DOMAIN = "no domain"
_UNDATED = "undated"
# Up to so many years a plot by months is readable.
_MONTHLY_UP_TO = 3
# How much a sure finding of each severity weighs in the risk of its term.
_RISKS = {
    Severity.ERROR: 1.0,
    Severity.WARNING: 0.5,
    Severity.NOTE: 0.1,
    Severity.SUGGESTION: 0.05,
}
_ACCEPTED = (TermStatus.PREFERRED, TermStatus.ADMITTED)
# Statuses that say how a term was rendered, so that a change of them is a drift.
_RENDERED = frozenset(
    {
        OccurrenceStatus.PREFERRED,
        OccurrenceStatus.ALLOWED,
        OccurrenceStatus.ABBREVIATION,
        OccurrenceStatus.FORBIDDEN,
        OccurrenceStatus.OUTDATED,
        OccurrenceStatus.ALTERED,
    }
)


@dataclass(frozen=True, slots=True)
class CheckedText:
    """The term check of one pair of documents.

    Parameters
    ----------
    source, target : str
        Document ids.
    published : datetime.date or None
    check : TermCheck
    units : callable
        Gives the units by id; called only where examples are wanted.
    n_units : int
        How many units were checked, 0 if that is of no interest.
    """

    source: str
    target: str
    published: date | None
    check: TermCheck
    units: Callable[[], Mapping[str, TranslationUnit]]
    n_units: int = 0


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
class _Use:
    """What is kept of one rendering of one concept; `form` is what it counts as."""

    form: str
    count: int = 0
    days: Counter[date | None] = field(default_factory=Counter)
    contexts: list[Context] = field(default_factory=list)


@dataclass(slots=True)
class _Document:
    """The occurrences of one document; one stands for all that the scores cannot tell apart."""

    names: tuple[str, str]
    alike: Counter[TermOccurrence] = field(default_factory=Counter)


@dataclass(slots=True)
class _Chosen:
    """Numbers of the findings of each part of a report; ids of all and of those known."""

    ids: set[str]
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
    """

    def __init__(
        self, glossary: Glossary, waivers: Sequence[Waiver] = (), view: View | None = None
    ) -> None:
        # The last of several waivers of a finding counts.
        self._waivers = {waiver.finding: waiver for waiver in waivers}
        self._view = view or View()
        self._entries = {entry.id: entry for entry in glossary.entries}
        self._findings = FindingStore()
        # The numbers of those that are doubtful.
        self._doubtful: set[int] = set()
        self._document: _Document | None = None
        self._documents: list[ScoreRow] = []
        # One occurrence represents all that the scores cannot tell apart.
        self._alike: Counter[tuple[int | None, TermOccurrence]] = Counter()
        self._uses: dict[str, dict[tuple[str, OccurrenceStatus], _Use]] = {}
        self._n_contexts = 0

    def add(self, text: CheckedText) -> None:
        """Take in one pair of documents."""
        for finding in filter(self._view.checks, text.check.findings):
            self._findings.append(finding)
        for finding in filter(self._view.checks, text.check.doubtful):
            self._doubtful.add(len(self._findings))
            self._findings.append(finding)
        occurrences = self._with_waivers(text.check)
        self._score(text, occurrences)
        year = None if text.published is None else text.published.year
        units: Mapping[str, TranslationUnit] | None = None
        for occurrence in occurrences:
            self._alike[year, _kernel(occurrence)] += 1
            uses = self._uses.setdefault(occurrence.concept, {})
            shown = _shown(occurrence)
            use = uses.get(shown)
            if use is None:
                use = uses[shown] = _Use(occurrence.form)
            use.count += 1
            use.days[text.published] += 1
            if len(use.contexts) < _CONTEXTS and self._n_contexts < _MOST_CONTEXTS:
                units = text.units() if units is None else units
                use.contexts.append(_context(text, occurrence, units[occurrence.unit]))
                self._n_contexts += 1

    def _score(self, text: CheckedText, occurrences: Sequence[TermOccurrence]) -> None:
        """Count the occurrences for the scores of their document, which may come in parts."""
        names = text.source, text.target
        if self._document is None or self._document.names != names:
            self._close_document()
            self._document = _Document(names)
        self._document.alike.update(map(_kernel, occurrences))

    def _close_document(self) -> None:
        """Add the scores of the last document."""
        if self._document is not None and self._document.alike:
            source, target = self._document.names
            scores = term_scores(_repeated(self._document.alike.items()))
            self._documents.append(_row(target or source or "text", scores.overall))
        self._document = None

    def _with_waivers(self, check: TermCheck) -> Sequence[TermOccurrence]:
        """The occurrences, accepted where their finding is waived."""
        waived = {
            (f.unit, f.concept, f.source_span)
            for f in (*check.findings, *check.doubtful)
            if f.id in self._waivers
        }
        return [
            replace(o, status=OccurrenceStatus.ALLOWED)
            if (o.unit, o.concept, o.source_span) in waived
            else o
            for o in check.occurrences
        ]

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
                WaivedFinding(self._findings[n], self._waivers[self._findings.ids[n]])
                for n in chosen.waived
            ),
            stale=tuple(
                waiver for finding, waiver in self._waivers.items() if finding not in chosen.ids
            ),
            known=None if baseline is None else tuple(sorted(chosen.known)),
            overall=self._overall(),
            by_document=tuple(self._documents),
            by_domain=self._rows(lambda _, o: self._domain(o.concept)),
            by_year=self._rows(lambda year, _: _UNDATED if year is None else str(year)),
            terms=self._pages(findings),
            inconsistent_terms=tuple(
                InconsistencyNote(t.term, t.n, t.renderings, t.dominant_share, t.dominant_interval)
                for t in inconsistent_terms
            ),
            n_documents=len(self._documents),
            glossary=glossary,
            signature=signature,
        )

    def _choose(self, baseline: frozenset[str] | None) -> "_Chosen":
        """Which findings are shown where, those that are not doubtful first."""
        ids, doubtful = self._findings.ids, self._doubtful
        doubtful_ids = {ids[n] for n in doubtful}
        chosen = _Chosen(set(ids))
        for number in (*(n for n in range(len(ids)) if n not in doubtful), *sorted(doubtful)):
            identifier = ids[number]
            if identifier in self._waivers:
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
        return _row(_ALL, term_scores(self._everything()).overall)

    def _rows(self, name_of: Callable[[int | None, TermOccurrence], str]) -> tuple[ScoreRow, ...]:
        """The scores of each group, by its name."""
        groups: dict[str, list[tuple[TermOccurrence, int]]] = {}
        for (year, occurrence), n in self._alike.items():
            groups.setdefault(name_of(year, occurrence), []).append((occurrence, n))
        return tuple(
            _row(name, term_scores(_repeated(groups[name])).overall) for name in sorted(groups)
        )

    def _domain(self, concept: str) -> str:
        entry = self._entries.get(concept)
        return (entry.domain if entry else "") or _NO_DOMAIN

    def _pages(self, findings: Sequence[Finding]) -> tuple[TermPage, ...]:
        """A page for each concept that occurs, those with the riskiest findings first."""
        risks: dict[str, float] = dict.fromkeys(self._uses, 0.0)
        counts: Counter[str] = Counter()
        for finding in findings:
            risks[finding.concept] = (
                risks.get(finding.concept, 0.0) + _RISKS[finding.severity] * finding.confidence
            )
            counts[finding.concept] += 1
        scores = term_scores(self._everything()).concepts
        pages = [self._page(score, counts[score.concept]) for score in scores]
        return tuple(sorted(pages, key=lambda p: (-risks[p.concept], -p.n_findings, p.concept)))

    def _page(self, score: TermScore, n_findings: int) -> TermPage:
        """All there is to say of one concept."""
        entry = self._entries.get(score.concept) or ConceptEntry(score.concept, ())
        uses = self._uses[score.concept]
        ordered = sorted(uses.items(), key=lambda item: (-item[1].count, item[0]))
        sources = tuple(dict.fromkeys(t.text for t in entry.forms("zh", *_ACCEPTED)))
        rendered = [
            (day, use.form)
            for (_, status), use in uses.items()
            if status in _RENDERED
            for day in sorted(d for d in use.days.elements() if d is not None)
        ]
        drift = find_drift(rendered)
        mixture = (
            None
            if drift
            else find_mixture(
                (day, use.form)
                for (_, status), use in uses.items()
                if status.is_accepted
                for day in use.days.elements()
            )
        )
        return TermPage(
            concept=score.concept,
            source_terms=sources,
            expected=_texts(entry, *_ACCEPTED),
            score=_row(sources[0] if sources else score.concept, score),
            forbidden=_texts(entry, TermStatus.DEPRECATED),
            domain=entry.domain,
            note=entry.note,
            renderings=tuple(_rendering(*key, use) for key, use in ordered),
            periods=_periods(rendered),
            drift=None
            if drift is None
            else DriftNote(
                drift.last_before,
                drift.first_since,
                drift.before,
                drift.since,
                drift.n_before,
                drift.n_since,
                drift.p_value,
            ),
            mixture=None if mixture is None else MixtureNote(mixture.kind, mixture.renderings),
            n_findings=n_findings,
        )


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


def _shown(occurrence: TermOccurrence) -> tuple[str, OccurrenceStatus]:
    """What a reader calls the rendering: its form, or the words where they are no form."""
    is_form = occurrence.form and occurrence.status is not OccurrenceStatus.ABBREVIATION
    text = occurrence.form if is_form else occurrence.rendering
    return (text if occurrence.status.is_accepted else text.lower()), occurrence.status


def _context(text: CheckedText, occurrence: TermOccurrence, unit: TranslationUnit) -> Context:
    return Context(
        text.source,
        text.target,
        text.published,
        unit.source_text,
        unit.target_text,
        occurrence.source_span,
        occurrence.target_span,
    )


def _row(name: str, score: TermScore) -> ScoreRow:
    return ScoreRow(
        name,
        score.n,
        score.n_scored,
        score.adherence,
        score.adherence_interval,
        score.consistency,
        score.consistency_interval,
        score.dominant_share,
        score.dominant_interval,
    )


def _rendering(label: str, status: OccurrenceStatus, use: _Use) -> RenderingUse:
    days = sorted(day for day in use.days if day is not None)
    return RenderingUse(
        label,
        status,
        use.count,
        days[0] if days else None,
        days[-1] if days else None,
        tuple(use.contexts),
    )


def _texts(entry: ConceptEntry, *statuses: TermStatus) -> tuple[str, ...]:
    """English forms of some statuses that are not out of date, in the order of the statuses."""
    return tuple(
        dict.fromkeys(t.text for s in statuses for t in entry.forms("en", s) if t.valid_on(None))
    )


def _periods(rendered: Iterable[tuple[date, str]]) -> tuple[tuple[str, Mapping[str, int]], ...]:
    """Counts of renderings by month, or by year where there are many years."""
    dated = list(rendered)
    is_long = len({day.year for day, _ in dated}) > _MONTHLY_UP_TO
    periods: dict[str, Counter[str]] = {}
    for day, label in dated:
        name = f"{day:%Y}" if is_long else f"{day:%Y-%m}"
        periods.setdefault(name, Counter())[label] += 1
    return tuple((name, dict(sorted(periods[name].items()))) for name in sorted(periods))
