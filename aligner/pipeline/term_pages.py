"""The page of each term in a report: how it was rendered, when, and in which words around it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date

from aligner.pipeline.checked_text import CheckedText
from aligner.reports import Context, DriftNote, MixtureNote, RenderingUse, ScoreRow, TermPage
from aligner.terms import TermScore, find_drift, find_mixture
from aligner.values import (
    ConceptEntry,
    Finding,
    OccurrenceStatus,
    Severity,
    TermOccurrence,
    TermStatus,
    TranslationUnit,
)

_CONTEXTS = 3
# Of a report in all; what a larger one has besides is counted.
_MOST_CONTEXTS = 30_000
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


@dataclass(slots=True)
class _Use:
    """What is kept of one rendering of one concept; `form` is what it counts as."""

    form: str
    count: int = 0
    days: Counter[date | None] = field(default_factory=Counter)
    contexts: list[Context] = field(default_factory=list)


# Where an occurrence stands: its unit, concept and span in the source.
Place = tuple[str, str, tuple[int, int] | None]


def place_of(occurrence: TermOccurrence) -> Place:
    """Where an occurrence stands."""
    return occurrence.unit, occurrence.concept, occurrence.source_span


class TermPages:
    """Takes the occurrences of checked texts; only counts and a few examples are kept.

    Parameters
    ----------
    entries : mapping of str to ConceptEntry
        By the id of the concept.
    """

    def __init__(self, entries: Mapping[str, ConceptEntry]) -> None:
        self._entries = entries
        self._uses: dict[str, dict[tuple[str, OccurrenceStatus], _Use]] = {}
        self._n_contexts = 0

    def add(
        self,
        text: CheckedText,
        occurrences: Iterable[TermOccurrence],
        waived: AbstractSet[Place] = frozenset(),
    ) -> None:
        """Take in the occurrences of one pair of documents.

        Parameters
        ----------
        text : CheckedText
        occurrences : iterable of TermOccurrence
        waived : set of Place, optional
            Where the finding on an occurrence is waived: what the text has there is allowed.
        """
        units: Mapping[str, TranslationUnit] | None = None
        for occurrence in occurrences:
            uses = self._uses.setdefault(occurrence.concept, {})
            shown = _shown(occurrence)
            is_there = bool(shown[0]) and not occurrence.status.is_accepted
            if is_there and waived and place_of(occurrence) in waived:
                shown = shown[0], OccurrenceStatus.ALLOWED
            use = uses.get(shown)
            if use is None:
                use = uses[shown] = _Use(occurrence.form)
            use.count += 1
            use.days[text.published] += 1
            if len(use.contexts) < _CONTEXTS and self._n_contexts < _MOST_CONTEXTS:
                units = text.units() if units is None else units
                use.contexts.append(_context(text, occurrence, units[occurrence.unit]))
                self._n_contexts += 1

    def made(
        self, scores: Sequence[TermScore], findings: Sequence[Finding]
    ) -> tuple[TermPage, ...]:
        """A page for each concept that occurs, those with the riskiest findings first.

        Parameters
        ----------
        scores : sequence of TermScore
            Of every concept that was added.
        findings : sequence of Finding
            Those that the report shows.
        """
        risks: dict[str, float] = dict.fromkeys(self._uses, 0.0)
        counts: Counter[str] = Counter()
        for finding in findings:
            risks[finding.concept] = (
                risks.get(finding.concept, 0.0) + _RISKS[finding.severity] * finding.confidence
            )
            counts[finding.concept] += 1
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
            score=score_row(sources[0] if sources else score.concept, score),
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


def _shown(occurrence: TermOccurrence) -> tuple[str, OccurrenceStatus]:
    """What a reader calls the rendering: its accepted form, or the words as the text has them.

    A form that is not accepted may name a body by its new name where the text has the old one.
    """
    status = occurrence.status
    if not status.is_accepted:
        return (occurrence.rendering or occurrence.form).lower(), status
    is_form = occurrence.form and status is not OccurrenceStatus.ABBREVIATION
    return (occurrence.form if is_form else occurrence.rendering), status


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


def score_row(name: str, score: TermScore) -> ScoreRow:
    """The scores of some occurrences under a name."""
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
