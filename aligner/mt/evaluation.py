"""Outputs of translation systems held against an exported test set and a glossary."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from aligner.errors import ConfigError, FormatError
from aligner.glossary import Glossary
from aligner.mt.inputs import ReferenceSet
from aligner.mt.score import (
    SEED,
    MetricScore,
    corpus_scores,
    score_systems,
    share_p_value,
    unit_chrf,
)
from aligner.pipeline import Names, day_of, names_of, texts_of_units
from aligner.terms import TermScore, check_bitext, term_scores
from aligner.text import base_language, is_han
from aligner.values import OccurrenceStatus, TermOccurrence, TranslationUnit

# With fewer documents no swapping of whole ones gives p < 0.05.
_LEAST_DOCUMENTS = 6
_MOST_TRIALS = 10_000
_LEAST_TRIALS = 1000
# sacrebleu holds trials times units numbers at once.
_MOST_SWAPS = 30_000_000
_WORST = 20
# What the term check reads; of lines nobody may know the language.
_CHECKED = frozenset((source, target) for source in ("zh", "und") for target in ("en", "und"))


@dataclass(frozen=True, slots=True)
class DocumentScore:
    """Scores of one system on one pair of documents; both names empty where units name none."""

    source: str
    target: str
    units: int
    metrics: Mapping[str, float]
    accepted: int
    scored: int


@dataclass(frozen=True, slots=True)
class UnitScore:
    """One of the units of a system that are least like the reference.

    Parameters
    ----------
    line : int
        From 1.
    unit : TranslationUnit
        With the reference.
    output : str
    chrf : float
    faults : tuple of TermOccurrence
        The terms of the unit that are not rendered by an accepted form.
    """

    line: int
    unit: TranslationUnit
    output: str
    chrf: float
    faults: tuple[TermOccurrence, ...]


@dataclass(frozen=True, slots=True)
class SystemScore:
    """Scores of one system.

    Parameters
    ----------
    name : str
    metrics : mapping of str to MetricScore
        BLEU and chrF.
    empty : int
        Units without output.
    terms : TermScore or None
        None without a glossary.
    terms_p_value : float or None
        Of the difference in adherence from the first system.
    documents : tuple of DocumentScore
    worst : tuple of UnitScore
        Lowest chrF first.
    """

    name: str
    metrics: Mapping[str, MetricScore]
    empty: int
    terms: TermScore | None
    terms_p_value: float | None
    documents: tuple[DocumentScore, ...]
    worst: tuple[UnitScore, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All systems on one test set.

    Parameters
    ----------
    systems : tuple of SystemScore
        The first is what the others are compared with.
    reference_terms : TermScore or None
        Term scores of the human reference, judged as any system is.
    swapped : str
        What is swapped for the significance of adherence: ``"documents"`` or ``"units"``.
    n_swapped : int
        How many of them hold terms.
    trials, seed : int
    signatures : tuple of (str, str)
        Of the metrics.
    """

    systems: tuple[SystemScore, ...]
    reference_terms: TermScore | None
    swapped: str
    n_swapped: int
    trials: int
    seed: int
    signatures: tuple[tuple[str, str], ...]


def evaluate_systems(
    test_set: ReferenceSet,
    outputs: Mapping[str, Sequence[str]],
    glossary: Glossary | None,
    *,
    trials: int | None = None,
) -> Evaluation:
    """Scores of some systems, each compared with the first.

    Adherence is compared by swapping whole documents between two systems, where
    at least six of them hold terms, else units.

    Parameters
    ----------
    test_set : ReferenceSet
    outputs : mapping of str to sequence of str
        For each system, by name, one text a unit.
    glossary : Glossary or None
        None leaves the term scores out.
    trials : int, optional
        Random swaps for each p-value; 10000 if not given, fewer for more than
        3000 units, but at least 1000.

    Raises
    ------
    ConfigError
        If there is no output.
    FormatError
        If terms are to be checked in a test set that is not from Chinese into English.
    """
    if not outputs:
        raise ConfigError("name the output of at least one system")
    texts = list(outputs.values())
    if trials is None:
        trials = min(_MOST_TRIALS, max(_LEAST_TRIALS, _MOST_SWAPS // len(test_set.units)))
    checker = None if glossary is None else _Checker(test_set, glossary)
    metrics = score_systems(texts, test_set.references, language=test_set.language, trials=trials)
    checks = [checker.check(lines) if checker else _NO_TERMS for lines in texts]
    by_document = len(_items(checks[0], by_document=True)) >= _LEAST_DOCUMENTS
    items = [_items(check, by_document=by_document) for check in checks]
    # Items in one order whatever the order of the documents: the same swaps are drawn.
    names = sorted({name for item in items for name in item})
    counts = [[_counts(item.get(name, ())) for name in names] for item in items]
    systems = []
    for i, (name, lines) in enumerate(outputs.items()):
        p = share_p_value(counts[0], counts[i], trials=trials, seed=SEED) if i else None
        systems.append(
            SystemScore(
                name,
                metrics.systems[i],
                sum(not line.strip() for line in lines),
                _overall(checks[i]) if checker else None,
                p,
                _by_document(test_set, lines, checks[i]),
                _worst_units(test_set, lines, checks[i]),
            )
        )
    return Evaluation(
        tuple(systems),
        _overall(checker.check(test_set.references)) if checker else None,
        "documents" if by_document else "units",
        len(names),
        trials,
        SEED,
        metrics.signatures,
    )


# Occurrences by documents and place of the unit among all.
_Checked = Mapping[Names, Mapping[int, Sequence[TermOccurrence]]]
_NO_TERMS: _Checked = {}


class _Checker:
    """Term check of a test set with one output or another as its target side."""

    def __init__(self, test_set: ReferenceSet, glossary: Glossary) -> None:
        languages = {(u.source_language, u.target_language) for u in test_set.units}
        for source, target in sorted(languages):
            if (base_language(source), base_language(target)) not in _CHECKED:
                raise FormatError(
                    "terms are checked from Chinese to English, and this test set goes from "
                    f"{source} to {target}; without --glossary it gets BLEU and chrF",
                    str(test_set.path),
                )
        self._units = test_set.units
        self._glossary = glossary
        self._weak = {entry.id for entry in glossary.entries if entry.weak}

    def check(self, lines: Sequence[str]) -> _Checked:
        """Occurrences with these target texts."""
        return {
            names: self._check_document(names, places, lines)
            for names, places in texts_of_units(self._units).items()
        }

    def _check_document(
        self, names: Names, places: Sequence[int], lines: Sequence[str]
    ) -> dict[int, list[TermOccurrence]]:
        """Occurrences of one document by the place of their unit."""
        # Ids of their own: those of other programs need not be unique.  That an
        # output belongs to its source is certain, even where the reference was
        # aligned with doubt.
        units = [
            replace(self._units[i], id=str(i), target_text=lines[i], probability=1.0)
            for i in places
        ]
        check = check_bitext(
            units,
            self._glossary,
            published=day_of(units[0]),
            source_document=names[0],
            target_document=names[1],
        )
        found: dict[int, list[TermOccurrence]] = {}
        for occurrence in check.occurrences:
            place = int(occurrence.unit)
            found.setdefault(place, []).append(self._judged(occurrence, lines[place]))
        return found

    def _judged(self, occurrence: TermOccurrence, line: str) -> TermOccurrence:
        """The occurrence, missing where the check excuses it as if the text were not its own.

        The check blames the alignment for a unit that renders none of many
        terms, and asks nothing of an empty one.  A system must not gain by
        leaving text out, or untranslated.
        """
        status = occurrence.status
        left_open = (
            status is OccurrenceStatus.DOUBTFUL
            or (status is OccurrenceStatus.UNCHECKED and not any(map(str.isalnum, line)))
            or (status is OccurrenceStatus.UNCLEAR and not _has_words(line))
        )
        if not left_open:
            return occurrence
        is_weak = occurrence.concept in self._weak
        status = OccurrenceStatus.UNCHECKED if is_weak else OccurrenceStatus.OMITTED
        return replace(occurrence, status=status)


def _has_words(line: str) -> bool:
    """Whether a line has a letter or digit that is not Chinese."""
    return any(c.isalnum() and not is_han(c) for c in line)


def _overall(checked: _Checked) -> TermScore:
    return term_scores(
        occurrence
        for names in sorted(checked)
        for found in checked[names].values()
        for occurrence in found
    ).overall


def _items(
    checked: _Checked, *, by_document: bool
) -> dict[tuple[str, str, int], list[TermOccurrence]]:
    """Occurrences of each document, or each unit, that has any."""
    items: dict[tuple[str, str, int], list[TermOccurrence]] = {}
    for names, units in checked.items():
        for place, found in units.items():
            items.setdefault((*names, 0 if by_document else place), []).extend(found)
    return items


def _counts(occurrences: Sequence[TermOccurrence]) -> tuple[int, int]:
    """Accepted and scored occurrences."""
    return (
        sum(o.status.is_accepted for o in occurrences),
        sum(o.status.is_scored for o in occurrences),
    )


def _by_document(
    test_set: ReferenceSet, lines: Sequence[str], checked: _Checked
) -> tuple[DocumentScore, ...]:
    scores = []
    for names, places in texts_of_units(test_set.units).items():
        metrics = corpus_scores(
            [lines[i] for i in places],
            [test_set.units[i].target_text for i in places],
            language=test_set.language,
        )
        found = [o for unit in checked.get(names, {}).values() for o in unit]
        scores.append(DocumentScore(*names, len(places), metrics, *_counts(found)))
    return tuple(scores)


def _worst_units(
    test_set: ReferenceSet, lines: Sequence[str], checked: _Checked
) -> tuple[UnitScore, ...]:
    chrf = unit_chrf(lines, test_set.references)
    worst = sorted(range(len(lines)), key=lambda i: (chrf[i], i))[:_WORST]
    faults = []
    for i in worst:
        found = checked.get(names_of(test_set.units[i]), {}).get(i, ())
        faults.append(tuple(o for o in found if o.status.is_scored and not o.status.is_accepted))
    return tuple(
        UnitScore(i + 1, test_set.units[i], lines[i], chrf[i], wrong)
        for i, wrong in zip(worst, faults, strict=True)
    )
