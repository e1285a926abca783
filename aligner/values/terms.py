"""Concepts and their terms, occurrences and findings."""

import re
import warnings
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from aligner.text import base_language
from aligner.values.invariants import require

# A pattern takes memory for each of its repetitions as soon as it is compiled.
_LONGEST_PATTERN = 1_000
_MOST_REPETITIONS = 10_000
_COUNTS = re.compile(r"\{(\d*)(?:,(\d*))?\}")


def compiles(pattern: str) -> bool:
    """Whether a text is a regular expression of Python's ``re``, and of moderate size.

    >>> compiles("[1-9][0-9]{1,3} patents?"), compiles("a{99999999}"), compiles("(a{999}){999}")
    (True, False, False)
    """
    if len(pattern) > _LONGEST_PATTERN:
        return False
    repetitions = 1
    for counts in _COUNTS.findall(pattern):
        repetitions *= max(1, *(int(count) for count in counts if count), 1)
    if repetitions > _MOST_REPETITIONS:
        return False
    with warnings.catch_warnings():
        # Python warns of patterns whose meaning may change in a future version.
        warnings.simplefilter("ignore")
        try:
            re.compile(pattern)
        except (re.error, RecursionError, OverflowError):
            return False
    return True


class TermStatus(StrEnum):
    """Administrative status of a term in its concept entry: the picklist of ISO 30042 (TBX)."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    DEPRECATED = "deprecated"


class MatchMode(StrEnum):
    """How a form of the glossary is compared with a text.

    ``NOUN`` is the usual mode: number, hyphens and British or American spelling are
    ignored.  ``EXACT`` matches the words as written.  ``LEMMA`` matches every
    inflection, of verbs as well.  ``REGEX`` treats the form as a regular expression.
    """

    EXACT = "exact"
    NOUN = "noun"
    LEMMA = "lemma"
    REGEX = "regex"


@dataclass(frozen=True, slots=True)
class Term:
    """One form of a concept in one language, with the rules for matching it.

    Parameters
    ----------
    text : str
    language : str
        BCP 47 tag.
    status : TermStatus
    abbreviation : bool
        Whether the form is a short form of a full name.
    case_sensitive : bool
        Whether the same letters in another case are a different form.
    valid_from, valid_until : datetime.date or None
        First date on which the status is valid, and first on which it no longer is;
        None for no limit.
    match : MatchMode
        How the form is compared with a text.
    use_instead : str
        For a deprecated term, the form to use instead; ``""`` for the accepted forms
        of the concept.
    note : str
        A note on this form only.

    Raises
    ------
    InternalError
        If the text is empty, or is a regular expression that does not compile.
    """

    text: str
    language: str
    status: TermStatus = TermStatus.PREFERRED
    abbreviation: bool = False
    case_sensitive: bool = False
    valid_from: date | None = None
    valid_until: date | None = None
    match: MatchMode = MatchMode.NOUN
    use_instead: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        require(bool(self.text.strip()), "a term needs text")
        is_pattern = self.match is MatchMode.REGEX
        require(
            not is_pattern or compiles(self.text),
            "a pattern must be a regular expression of moderate size",
        )

    def valid_on(self, day: date | None) -> bool:
        """Whether the status is valid on a date; None stands for the current usage."""
        if day is None:
            return self.valid_until is None
        starts = self.valid_from is None or self.valid_from <= day
        return starts and (self.valid_until is None or day < self.valid_until)


@dataclass(frozen=True, slots=True)
class ConceptEntry:
    """One concept with its terms by language and status: TBX ``conceptEntry``.

    Parameters
    ----------
    id : str
    terms : tuple of Term
        Terms of all languages; the first preferred term of a language is its main term.
    domain : str
    note : str
    reliability : str
        The glossary's own reliability code (such as ``"A"``), ``""`` if none.
    weak : bool
        Whether the source term is too general to require a fixed rendering.
    definition : str
        Definition of the concept, in any language.
    """

    id: str
    terms: tuple[Term, ...]
    domain: str = ""
    note: str = ""
    reliability: str = ""
    weak: bool = False
    definition: str = ""

    def forms(self, language: str, *statuses: TermStatus) -> tuple[Term, ...]:
        """Terms of one base language, in order, with one of the statuses (by default any)."""
        wanted = statuses or tuple(TermStatus)
        base = base_language(language)
        return tuple(
            t for t in self.terms if base_language(t.language) == base and t.status in wanted
        )


class OccurrenceStatus(StrEnum):
    """How one occurrence of a source term is rendered in the target.

    The first three are kept: the target has a form that the glossary accepts.
    Each of the others but the last two is a class of findings with the same name.
    ``DOUBTFUL`` is an occurrence in a bead that may be misaligned, ``UNCHECKED`` one of
    which the glossary requires nothing.
    """

    PREFERRED = "preferred"
    ALLOWED = "allowed"
    ABBREVIATION = "abbreviation"
    FORBIDDEN = "forbidden"
    OUTDATED = "outdated"
    UNTRANSLATED = "untranslated"
    TRANSLITERATED = "transliterated"
    OTHER_CONCEPT = "other-concept"
    ALTERED = "altered"
    SPELLING = "spelling"
    OTHER_RENDERING = "other-rendering"
    OMITTED = "omitted"
    SHORT_FORM = "short-form"
    IMPLIED = "implied"
    UNCLEAR = "unclear"
    DOUBTFUL = "doubtful"
    UNCHECKED = "unchecked"

    @property
    def is_accepted(self) -> bool:
        """Whether the target has a form that the glossary accepts."""
        return self in {self.PREFERRED, self.ALLOWED, self.ABBREVIATION}

    @property
    def is_scored(self) -> bool:
        """Whether the occurrence has a verdict: kept, or a departure that could be judged."""
        return self not in {self.UNCLEAR, self.DOUBTFUL, self.UNCHECKED}


@dataclass(frozen=True, slots=True)
class TermOccurrence:
    """One occurrence of a concept's source term, and its rendering.

    Parameters
    ----------
    concept, unit : str
        Ids of the concept entry and of the translation unit.
    source_term : str
        The term as it appears in the source text.
    source_span : tuple of int
        Its position in the source text.
    status : OccurrenceStatus
    rendering : str
        The rendering as it appears in the target text, ``""`` if none was found.
    form : str
        The glossary form that the rendering is an inflection or spelling of,
        the same for all renderings that count as equal; ``""`` when none.
    target_span : tuple of int or None
        Position of the rendering in the target text.
    """

    concept: str
    unit: str
    source_term: str
    source_span: tuple[int, int]
    status: OccurrenceStatus
    rendering: str = ""
    form: str = ""
    target_span: tuple[int, int] | None = None


class Severity(StrEnum):
    """How much a finding matters, worst first."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    SUGGESTION = "suggestion"


class FindingCode(StrEnum):
    """Classes of term findings, and of those on numbers."""

    FORBIDDEN = "forbidden"
    OUTDATED = "outdated"
    UNTRANSLATED = "untranslated"
    TRANSLITERATED = "transliterated"
    OTHER_CONCEPT = "other-concept"
    ALTERED = "altered"
    OTHER_RENDERING = "other-rendering"
    OMITTED = "omitted"
    NUMBER = "number"
    INCONSISTENT = "inconsistent"
    FORBIDDEN_WITHOUT_SOURCE = "forbidden-without-source"
    SHORT_FORM = "short-form"
    UNDEFINED_ABBREVIATION = "undefined-abbreviation"
    CASE = "case"
    SPELLING = "spelling"
    IMPLIED = "implied"
    UNCLEAR = "unclear"
    GLOSSARY_GAP = "glossary-gap"
    SUSPECT_ALIGNMENT = "suspect-alignment"


# A finding that is at least as likely as not to be a problem is shown without being asked for.
LIKELY = 0.5


@dataclass(frozen=True, slots=True)
class Finding:
    """One terminology problem: code, severity, place, message, evidence.

    Parameters
    ----------
    id : str
        Stable digest of code, concept, place and wording.
    code : FindingCode
    severity : Severity
    message : str
        One sentence that says what is wrong and what was expected.
    concept : str
        Id of the concept entry.
    source_term : str
        The term as it appears in the source text, ``""`` if none.
    expected : tuple of str
        Accepted forms, preferred first.
    found : str
        What the target has instead, ``""`` if nothing was found.
    unit : str
        Id of the translation unit.
    source_document, target_document : str
        Document ids.
    source_text, target_text : str
        The bead's two texts.
    source_span, target_span : tuple of int or None
        Positions of the term and of its rendering in the two texts.
    confidence : float
        Probability, 0 to 1, that this is a real problem of the translation.
    """

    id: str
    code: FindingCode
    severity: Severity
    message: str
    concept: str
    source_term: str
    expected: tuple[str, ...]
    found: str
    unit: str
    source_document: str
    target_document: str
    source_text: str
    target_text: str
    source_span: tuple[int, int] | None = None
    target_span: tuple[int, int] | None = None
    confidence: float = 1.0
    details: tuple[tuple[str, str], ...] = field(default=())

    @property
    def is_likely(self) -> bool:
        """Whether it is more likely than not to be a problem."""
        return self.confidence >= LIKELY
