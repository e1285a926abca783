"""The term check of one bilingual document, and the signature of its rules and weights."""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import chain

from aligner.errors import InputError
from aligner.glossary import Glossary
from aligner.languages import detect_language, in_script, profile_tag
from aligner.lexicon import LexicalModel
from aligner.offsets import Span
from aligner.terms.checking.condensed import sum_up_lists
from aligner.terms.checking.consistency import find_inconsistent
from aligner.terms.checking.evidence import Evidence
from aligner.terms.checking.figures import find_figures
from aligner.terms.checking.findings import (
    Documents,
    FindingPlace,
    add_elsewhere,
    make_finding,
    suspect,
)
from aligner.terms.checking.judge import Judge, find_left_over, find_unsourced
from aligner.terms.checking.own_ids import with_own_ids
from aligner.terms.checking.reverse import ReverseJudge
from aligner.terms.checking.verdict import TermVerdict
from aligner.terms.matching.index import TermIndex, index_of
from aligner.terms.matching.unit import ReadUnit, read_document
from aligner.text import base_language
from aligner.values import (
    LIKELY,
    Finding,
    FindingCode,
    OccurrenceStatus,
    TermOccurrence,
    TermStatus,
    TranslationUnit,
)

# A bead below this probability is more likely wrong than right.
_DOUBTFUL = 0.5
# If this many strict terms of a bead all lack a rendering, a wrong alignment is more
# likely than a translator who missed every one of them.
_MANY_MISSED = 3
# Two are enough if the source does not account for the target words either.
_SOME_MISSED = 2
# In so short a text, one word that is not accounted for means nothing.
_FEW = 8
# Whether the check is reversed, by the languages of source and target.
_WAYS = {False: ("zh", "en"), True: ("en", "zh")}
_MISSED = frozenset({FindingCode.OMITTED, FindingCode.OTHER_RENDERING, FindingCode.OTHER_CONCEPT})
# Of such a term nothing is there for sure, either: a word is only taken for it.
_NOT_MET = _MISSED | {FindingCode.SHORT_FORM, FindingCode.IMPLIED, FindingCode.UNCLEAR}
# Of 460 correct units, 1% had less than 0.75; of as many wrong ones, 1% had more than 0.44.
_LEAST_COVER = 0.5
# Where many terms are missed as well, a share that is rare in correct units is enough.
_LEAST_COVER_OF_MANY = 0.75


@dataclass(frozen=True, slots=True)
class TermCheck:
    """The result of the check of one document, in text order.

    Parameters
    ----------
    findings : tuple of Finding
    occurrences : tuple of TermOccurrence
        Every occurrence of a source term, with or without a finding.
    doubtful : tuple of Finding
        Findings in beads that may be misaligned; `findings` has one about the
        alignment instead.
    """

    findings: tuple[Finding, ...]
    occurrences: tuple[TermOccurrence, ...]
    doubtful: tuple[Finding, ...] = ()


@dataclass(slots=True)
class Known:
    """What the units of a document have made known to those behind them.

    Parameters
    ----------
    short_names : dict of str to tuple of int
        Concepts of the short names defined, by the names' keys.
    in_full : set of int
        Concepts named in full.
    introduced : dict of int to set of str
        Abbreviations that Chinese targets give beside the terms of a concept.
    """

    short_names: dict[str, tuple[int, ...]] = field(default_factory=dict)
    in_full: AbstractSet[int] = frozenset()
    introduced: dict[int, set[str]] = field(default_factory=dict)


def check_bitext(  # noqa: PLR0913 - all but the texts and the glossary by name
    bitext_units: Sequence[TranslationUnit],
    glossary: Glossary,
    *,
    published: date | None,
    source_document: str,
    target_document: str,
    lexicon: LexicalModel | None = None,
    known: Known | None = None,
) -> TermCheck:
    """Findings and term occurrences of the units of one document.

    Parameters
    ----------
    bitext_units : sequence of TranslationUnit
        Chinese sources with English targets or the reverse, in order and all of one
        document: short names defined and terms used in one unit count for the others.
        Of several with one id, the later ones are named as by `with_own_ids`.
    glossary : Glossary
    published : date or None
        Date of the release, for forms that were correct until some date; None
        applies the current rules.
    source_document, target_document : str
        Document ids, for the findings.
    lexicon : LexicalModel, optional
        Learned from these units or from more of their kind; by default the
        shipped table alone.
    known : Known, optional
        What units of the document before these have made known; what these do is added.

    Raises
    ------
    InputError
        If the languages are not Chinese and English, or both directions occur.
    """
    bitext_units = with_own_ids(bitext_units)
    index = index_of(glossary)
    model = LexicalModel.base() if lexicon is None else lexicon
    documents = Documents(source_document, target_document)
    known = Known() if known is None else known
    if _is_reversed(bitext_units):
        reverse = ReverseJudge(index, model, published, bitext_units, known.introduced)
        known.introduced = reverse.introduced
        return _check_reversed(bitext_units, index, reverse, published, documents)
    units, short_names = read_document(bitext_units, index, published, model, known.short_names)
    evidence = Evidence(index, units, model)
    judge = Judge(index, units, published, evidence, known.in_full)
    known.short_names, known.in_full = short_names, judge.in_full
    findings: list[Finding] = []
    doubtful: list[Finding] = []
    occurrences: list[TermOccurrence] = []
    for number, read in enumerate(units):
        verdicts = [*judge.judge(number), *find_unsourced(read, index, published)]
        verdicts += find_left_over(read, index, verdicts)
        doubt = _doubt(read, verdicts, partial(evidence.cover, number))
        verdicts = sum_up_lists(read.unit.source_text, verdicts)
        found = _findings(read.unit, verdicts, index, _expected_forms(index, published), documents)
        figures, excused = find_figures(read.unit, documents)
        found += figures
        if doubt and found:
            doubtful += found
            found = [suspect(read.unit, found, doubt)]
        findings += found + excused
        occurrences += _occurrences(read.unit, verdicts, index, is_doubtful=bool(doubt))
    by_id = {unit.id: unit for unit in bitext_units}
    findings += find_inconsistent(occurrences, index, by_id, documents, short_names)
    order = {unit.id: number for number, unit in enumerate(bitext_units)}
    findings.sort(key=lambda f: (order[f.unit], f.source_span or f.target_span or (0, 0), f.id))
    return TermCheck(
        add_elsewhere(findings, occurrences),
        tuple(occurrences),
        add_elsewhere(doubtful, occurrences),
    )


def _check_reversed(
    bitext_units: Sequence[TranslationUnit],
    index: TermIndex,
    judge: ReverseJudge,
    published: date | None,
    documents: Documents,
) -> TermCheck:
    """The check of units with English sources and Chinese targets."""
    findings: list[Finding] = []
    occurrences: list[TermOccurrence] = []
    script = _script(bitext_units)

    def expected(verdict: TermVerdict) -> tuple[str, ...]:
        accepted = (TermStatus.PREFERRED, TermStatus.ADMITTED)
        forms = index.entries[verdict.concept].forms("zh", *accepted)
        return tuple(in_script(t.text, script) for t in forms if t.valid_on(published))

    for unit in bitext_units:
        verdicts = judge.judge(unit)
        findings += _findings(unit, verdicts, index, expected, documents)
        findings += chain.from_iterable(find_figures(unit, documents))
        is_doubtful = unit.probability < _DOUBTFUL
        occurrences += _occurrences(unit, verdicts, index, is_doubtful=is_doubtful)
    return TermCheck(add_elsewhere(findings, occurrences), tuple(occurrences))


def _script(units: Sequence[TranslationUnit]) -> str:
    """The tag of the script in which the Chinese targets of a document are written."""
    written = detect_language("".join(unit.target_text for unit in units))
    tags = (unit.target_language for unit in units)
    # The tag of a region says more than the script that the characters show.
    return next((t for t in tags if profile_tag(t, "script") == written), written)


def _is_reversed(units: Sequence[TranslationUnit]) -> bool:
    """Whether English is the source and Chinese the target of all units, or the other way round.

    An undetermined language is accepted.

    Raises
    ------
    InputError
        If the languages are others, or both directions occur.
    """
    found = None
    for unit in units:
        pair = base_language(unit.source_language), base_language(unit.target_language)
        ways = [way for way, named in _WAYS.items() if all(map(_is_named, pair, named))]
        if not ways:
            message = (
                "the term check reads Chinese and English, "
                f"not {unit.source_language} and {unit.target_language} (unit {unit.id})"
            )
            raise InputError(message)
        if len(ways) > 1:
            continue
        if found is not None and ways[0] != found:
            message = f"unit {unit.id} is translated in the other direction than those before it"
            raise InputError(message)
        found = ways[0]
    return bool(found)


def _is_named(language: str, name: str) -> bool:
    return language in {name, "und"}


def _doubt(
    read: ReadUnit, verdicts: Sequence[TermVerdict], cover: Callable[[Sequence[Span]], float]
) -> str:
    """Why a unit may be misaligned; empty if there is no doubt."""
    if read.unit.probability < _DOUBTFUL:
        return f"probability {read.unit.probability:.2f}"
    missed = {
        v.concept
        for v in verdicts
        if v.code in _MISSED and v.confidence >= LIKELY and not v.exchanged_with
    }
    unmet = {v.concept for v in verdicts if v.code in _NOT_MET}
    # Words that only might stand for a term are no evidence that the texts correspond.
    met = any(v.target_span is not None and v.code not in _NOT_MET for v in verdicts)
    is_many = bool(missed) and len(unmet) >= _MANY_MISSED and not met
    is_alien = len(missed) >= _SOME_MISSED and not met
    is_telling = is_alien or (missed and len(read.target.keys) > _FEW)
    # A wrong term in a short sentence does not make a wrong sentence; many of them do.
    blamed = [v.target_span for v in verdicts if v.code in _MISSED and v.target_span]
    share = cover([] if is_alien else blamed) if is_telling else 1.0
    if is_many and share < _LEAST_COVER_OF_MANY:
        return f"none of {len(unmet)} terms is rendered"
    if share < _LEAST_COVER:
        return f"the source accounts for {share:.0%} of the words"
    return ""


def _findings(
    unit: TranslationUnit,
    verdicts: Sequence[TermVerdict],
    index: TermIndex,
    expected: Callable[[TermVerdict], tuple[str, ...]],
    documents: Documents,
) -> list[Finding]:
    """Findings of one unit."""
    return [
        make_finding(
            verdict.code,
            index.entries[verdict.concept].id,
            FindingPlace(unit, verdict.source_span, verdict.target_span),
            documents,
            expected=expected(verdict),
            confidence=verdict.confidence * unit.probability,
            exchanged_with=verdict.exchanged_with,
            wrong_when=verdict.wrong_when,
        )
        for verdict in verdicts
        if verdict.code is not None
    ]


def _expected_forms(index: TermIndex, day: date | None) -> Callable[[TermVerdict], tuple[str, ...]]:
    """Gives the accepted forms, with the one to use here first."""

    def expected(verdict: TermVerdict) -> tuple[str, ...]:
        forms = index.expected(verdict.concept, day)
        return tuple(dict.fromkeys((verdict.wanted, *forms) if verdict.wanted else forms))

    return expected


def _occurrences(
    unit: TranslationUnit, verdicts: Sequence[TermVerdict], index: TermIndex, *, is_doubtful: bool
) -> list[TermOccurrence]:
    """Occurrences of one unit; in a doubtful bead, those with findings are not judged."""
    occurrences = []
    for verdict in verdicts:
        if verdict.status is None or verdict.source_span is None:
            continue
        is_open = is_doubtful and not verdict.status.is_accepted
        target = verdict.target_span
        occurrences.append(
            TermOccurrence(
                concept=index.entries[verdict.concept].id,
                unit=unit.id,
                source_term=unit.source_text[slice(*verdict.source_span)],
                source_span=verdict.source_span,
                status=OccurrenceStatus.DOUBTFUL if is_open else verdict.status,
                rendering=unit.target_text[slice(*target)] if target else "",
                form=verdict.label,
                target_span=target,
            )
        )
    return occurrences
