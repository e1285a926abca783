"""Outputs of translation systems held against an exported test set and a glossary."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from aligner.errors import ConfigError, FormatError
from aligner.evaluation.mt_lines import first_slip
from aligner.evaluation.mt_score import (
    SEED,
    MetricScore,
    corpus_scores,
    score_systems,
    unit_chrf,
)
from aligner.evaluation.mt_significance import share_p_value
from aligner.exporters import read_units
from aligner.exporters.lines import numbered_lines
from aligner.exporters.text_language import is_language_tag
from aligner.signature import digest_values
from aligner.terms import Glossary, check_bitext, term_scores
from aligner.terms.scores import TermScore
from aligner.text import base_language, one_line
from aligner.values import OccurrenceStatus, TermOccurrence, TranslationUnit

__all__ = [
    "DocumentScore",
    "Evaluation",
    "ReferenceSet",
    "SystemScore",
    "UnitScore",
    "evaluate_systems",
    "read_output",
    "read_reference_set",
]

# Files of two texts side by side: of a system's output too, its targets are meant.
_BITEXTS = frozenset({".csv", ".docx", ".jsonl", ".tmx", ".tsv", ".xlf", ".xliff", ".xlsx"})
_READABLE = _BITEXTS | {".txt"}
# With fewer documents no swapping of whole ones gives p < 0.05.
_LEAST_DOCUMENTS = 6
_MOST_TRIALS = 10_000
_LEAST_TRIALS = 1000
# sacrebleu holds trials times units numbers at once.
_MOST_SWAPS = 30_000_000
_WORST = 20
# What the term check reads; of lines nobody may know the language.
_CHECKED = frozenset((source, target) for source in ("zh", "und") for target in ("en", "und"))

Names = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ReferenceSet:
    """A test set: sources with human translations, in order.

    Parameters
    ----------
    path : Path
    units : tuple of TranslationUnit
    """

    path: Path
    units: tuple[TranslationUnit, ...]

    @property
    def digest(self) -> str:
        """Digest of the texts, their languages and their documents."""
        return digest_values(
            *(
                [u.source_language, u.target_language, u.source_text, u.target_text, *_names(u)]
                for u in self.units
            )
        )

    @property
    def references(self) -> list[str]:
        """The human translations."""
        return [unit.target_text for unit in self.units]

    @property
    def language(self) -> str:
        """Language of the translations."""
        return Counter(unit.target_language for unit in self.units).most_common(1)[0][0]


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


def read_reference_set(path: Path, reference: Path | None = None) -> ReferenceSet:
    """Test set of a file of translation units, or of two text files with a unit a line.

    Parameters
    ----------
    path : Path
        A file of translation units; the source text if `reference` is given;
        else one of two text files called by their languages (``test.zh`` and
        ``test.en``), of which the Chinese one is the source, or what both are
        called without the language.
    reference : Path, optional

    Raises
    ------
    ConfigError
        If a reference is given for a file that has its own.
    FormatError
        If a file cannot be read, holds no unit, or the two files differ in length.
    """
    if reference is not None and path.suffix.lower() in _BITEXTS:
        raise ConfigError(
            f"{path} holds sources and translations; leave {reference} out, or name a text file "
            "of the sources"
        )
    pair = (path, reference) if reference is not None else _moses_pair(path)
    units = tuple(read_units(path)) if pair is None else tuple(_paired_lines(*pair))
    if not units:
        raise FormatError("no translation unit to score against", str(path))
    return ReferenceSet(path, units)


def _moses_pair(path: Path) -> tuple[Path, Path] | None:
    """The two text files that a name stands for, None for a file of units."""
    if path.suffix.lower() in _READABLE:
        return None
    stem = path.with_suffix("") if _language(path) in {"zh", "en"} else path
    sides: dict[str, list[Path]] = {"zh": [], "en": []}
    if stem.parent.is_dir():
        for file in sorted(stem.parent.iterdir()):
            if file.stem == stem.name and _language(file) in sides:
                sides[_language(file)].append(file)
    if path.is_file() and _language(path) in sides:
        sides[_language(path)] = [path]
    elif path.is_file():
        return None
    if not any(sides.values()) and not path.exists():
        raise FormatError(
            f"no such file, nor {stem.name}.zh and {stem.name}.en beside each other", str(path)
        )
    if not all(len(files) == 1 for files in sides.values()):
        raise FormatError(
            f"neither a file of translation units ({', '.join(sorted(_READABLE))}) nor one of two "
            f"text files like {stem.name}.zh and {stem.name}.en; name the other file with "
            "--reference",
            str(path),
        )
    return sides["zh"][0], sides["en"][0]


def _language(path: Path) -> str:
    """Language that the suffix of a file names, ``""`` for none."""
    tag = path.suffix[1:]
    return base_language(tag) if is_language_tag(tag) else ""


def _paired_lines(source: Path, target: Path) -> Iterator[TranslationUnit]:
    sources, targets = _lines(source), _lines(target)
    if len(sources) != len(targets):
        raise FormatError(
            f"{len(sources)} lines, but {target} has {len(targets)}; "
            "a test set has a line of each for every unit",
            str(source),
        )
    ours, theirs = (path.suffix[1:] if _language(path) else "und" for path in (source, target))
    for number, (text, translation) in enumerate(zip(sources, targets, strict=True), start=1):
        yield TranslationUnit(str(number), ours, theirs, text, translation, probability=1.0)


def _lines(path: Path) -> list[str]:
    return [line for _, line in numbered_lines(path)]


def read_output(path: Path, test_set: ReferenceSet) -> list[str]:
    """Output of a system for every unit: a line each, or the targets of a file of units.

    Raises
    ------
    FormatError
        If the file cannot be read or does not have one text a unit, with the
        line from which it does not, where that can be told.
    """
    if path.suffix.lower() not in _BITEXTS:
        return _checked(_lines(path), path, test_set)
    units = list(read_units(path))
    lines = _checked([unit.target_text for unit in units], path, test_set)
    for number, (own, unit) in enumerate(zip(units, test_set.units, strict=True), start=1):
        if one_line(own.source_text) != one_line(unit.source_text):
            raise FormatError(
                f"unit {number} has another source text than unit {number} of {test_set.path}; "
                "put the units in the order of the test set",
                str(path),
            )
    return lines


def _checked(lines: list[str], path: Path, test_set: ReferenceSet) -> list[str]:
    """The lines, if there are as many as units."""
    expected = len(test_set.units)
    if len(lines) == expected:
        return lines
    plural = "" if len(lines) == 1 else "s"
    counts = f"{len(lines)} line{plural} for the {expected} units of {test_set.path}"
    slip = None
    if not lines:
        counts, hint = "no lines", f"the system must give one for each of the {expected} units"
    elif len(lines) == expected + 1 and not lines[-1].strip():
        hint = "the last line is empty: delete it"
    else:
        slip = first_slip(lines, test_set.references)
        hint = _slip_hint(slip, lines, test_set)
    raise FormatError(f"{counts}; {hint}", str(path), None if slip is None else slip[0])


def _slip_hint(slip: tuple[int, bool] | None, lines: Sequence[str], test_set: ReferenceSet) -> str:
    if slip is None:
        return "give one line for each unit, an empty one where there is no output"
    number, surplus = slip
    if not surplus and number > len(lines):
        return f"the output seems to end before unit {number}"
    if not surplus:
        return f"the line for unit {number} seems to be missing before this one"
    if number > len(test_set.units):
        return "all lines from this one on seem to be too many"
    return "this line seems to be too many: was a unit split into two lines?"


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
            for names, places in _documents(self._units).items()
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
            published=_day(units[0]),
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
        leaving text out.
        """
        left_open = occurrence.status is OccurrenceStatus.DOUBTFUL or (
            occurrence.status is OccurrenceStatus.UNCHECKED
            and not any(character.isalnum() for character in line)
        )
        if not left_open:
            return occurrence
        is_weak = occurrence.concept in self._weak
        status = OccurrenceStatus.UNCHECKED if is_weak else OccurrenceStatus.MISSING
        return replace(occurrence, status=status)


def _documents(units: Sequence[TranslationUnit]) -> dict[Names, list[int]]:
    """Places of the units of every pair of documents."""
    found: dict[Names, list[int]] = {}
    for place, unit in enumerate(units):
        found.setdefault(_names(unit), []).append(place)
    return found


def _names(unit: TranslationUnit) -> Names:
    values = dict(unit.properties)
    return values.get("source-document", ""), values.get("target-document", "")


def _day(unit: TranslationUnit) -> date | None:
    """Date of the text that a unit is from, None when unknown or written in another way."""
    values = dict(unit.properties)
    try:
        return date.fromisoformat(values.get("target-date") or values.get("source-date") or "")
    except ValueError:
        return None


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
    for names, places in _documents(test_set.units).items():
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
        found = checked.get(_names(test_set.units[i]), {}).get(i, ())
        faults.append(tuple(o for o in found if o.status.is_scored and not o.status.is_accepted))
    return tuple(
        UnitScore(i + 1, test_set.units[i], lines[i], chrf[i], wrong)
        for i, wrong in zip(worst, faults, strict=True)
    )
