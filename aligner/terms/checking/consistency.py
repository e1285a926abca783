"""Inconsistent renderings: within a document, and of frequent terms without a glossary."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aligner.languages import FUNCTION_WORDS, EnglishText, read_english
from aligner.lexicon import LexicalModel, align_words, learn_phrases
from aligner.terms.checking.findings import Documents, FindingPlace, make_finding
from aligner.terms.checking.scores import wilson_interval
from aligner.terms.lexicon.renderings import find_rendering
from aligner.terms.matching.capitals import ends_joined, is_cut, is_heading
from aligner.terms.matching.index import TermIndex
from aligner.terms.mining.candidates import Occurrence, ReadPair, find_candidates, read_pair
from aligner.terms.mining.termhood import Termhood
from aligner.text import is_han
from aligner.values import (
    Finding,
    FindingCode,
    TermOccurrence,
    TranslationUnit,
    chinese_first,
)

# With fewer occurrences, no form counts as the usual one.
_LEAST_OF_USUAL = 3
_USUAL_SHARE = 2 / 3
_CONFIDENCE = 0.5
_LEAST_UNITS = 5
_LEAST_OF_RENDERING = 0.5
# Words of two characters have many meanings, and so many renderings.
_SHORTEST, _LONGEST = 3, 12
# A rendering found once may be a search error, and so may one in ten.
_LEAST_TIMES = 2
_LEAST_SHARE = 0.1
# The words on either side of a term vary; those beside a fragment of one do not.
_LEAST_BRANCHING = 0.6
_MOST_CONTAINED, _MOST_TORN = 0.7, 0.3
_NO_TERM = (
    "first number",
    "last number",
    "particle inside",
    "conjunction inside",
    "preposition inside",
    "vague first",
    "vague last",
    "broken title",
)
_NOMINAL = ("last noun", "last verbal noun", "named head")
_PERSONS = frozenset({"nr", "nrt"})


def find_inconsistent(
    occurrences: Sequence[TermOccurrence],
    index: TermIndex,
    units: Mapping[str, TranslationUnit],
    documents: Documents,
    short_names: Mapping[str, tuple[int, ...]],
) -> list[Finding]:
    """Findings where an accepted form differs from the usual form of the document.

    A form that contains the usual one, or is contained in it (``patent right`` and
    ``patent``), is natural variation and not a finding; nor is a short name that
    the document defines.
    """
    by_concept: dict[str, list[TermOccurrence]] = {}
    for occurrence in occurrences:
        if occurrence.status.is_accepted:
            by_concept.setdefault(occurrence.concept, []).append(occurrence)
    strict = index.strict
    findings = []
    for concept, group in by_concept.items():
        if concept not in strict:
            continue
        own = {name for name, owners in short_names.items() if strict[concept] in owners}
        full = [o for o in group if not own & {_joined(o.form), _joined(o.rendering)}]
        # A short name counts as its full name.
        usual = _usual_form([o.form for o in group if _joined(o.form) not in own])
        if usual is None:
            continue
        details = (("usual", usual), ("times", str(sum(o.form == usual for o in group))))
        findings += [
            make_finding(
                FindingCode.INCONSISTENT,
                concept,
                FindingPlace(units[o.unit], o.source_span, o.target_span),
                documents,
                expected=(usual,),
                confidence=_CONFIDENCE,
                details=details,
            )
            for o in full
            if not _is_variation(o.form, usual) and not _defines(units[o.unit], o)
        ]
    return findings


def _usual_form(forms: Sequence[str]) -> str | None:
    """The form that most occurrences have; None if there is none."""
    if len(forms) < _LEAST_OF_USUAL:
        return None
    form, count = Counter(forms).most_common(1)[0]
    return form if count >= _USUAL_SHARE * len(forms) else None


def _joined(text: str) -> str:
    """A form written like the keys of the short names."""
    return read_english(text).joined


def _is_variation(form: str, usual: str) -> bool:
    """Whether one form is part of the other, or abbreviates it."""
    left, right = read_english(form).keys, read_english(usual).keys
    return _is_akin(left, right)


def _defines(unit: TranslationUnit, occurrence: TermOccurrence) -> bool:
    """Whether a rendering has a short name in brackets, inside or behind it."""
    _, stop = occurrence.target_span or (0, 0)
    behind = unit.target_text[stop:].lstrip("\"”’' ")
    return "(" in occurrence.rendering or behind.startswith("(")


@dataclass(frozen=True, slots=True)
class InconsistentTerm:
    """A Chinese term with the renderings found for it.

    Parameters
    ----------
    term : str
        Folded.
    n : int
        Occurrences whose rendering was found.
    renderings : tuple of (str, int)
        Folded renderings found at least twice, most frequent first; an initialism
        or a shortened rendering counts as the fullest one of its group.
    dominant_share : float
        Share of the most frequent rendering.
    dominant_interval : tuple of float
        Its Wilson interval at 95%.
    """

    term: str
    n: int
    renderings: tuple[tuple[str, int], ...]
    dominant_share: float
    dominant_interval: tuple[float, float]


def find_inconsistent_terms(
    units: Sequence[TranslationUnit], model: LexicalModel, *, most: int = 200
) -> tuple[InconsistentTerm, ...]:
    """Frequent terms that are rendered in several ways, the least consistent first.

    Parameters
    ----------
    units : sequence of TranslationUnit
        Chinese with English or English with Chinese.
    model : LexicalModel
        Learned from these units or from more of their kind.
    most : int
        Number of the most frequent terms that are examined.
    """
    pairs = [read_pair(chinese_first(unit)) for unit in units]
    terms = _terms(pairs, most)
    by_unit: list[dict[str, Occurrence]] = [{} for _ in pairs]
    for term, places in terms.items():
        for place in places:
            by_unit[place.unit].setdefault(term, place)
    phrases = learn_phrases(
        [(sorted(found), pair.english.keys) for found, pair in zip(by_unit, pairs, strict=True)]
    )
    renderings: dict[str, Counter[str]] = {}
    for pair, found in zip(pairs, by_unit, strict=True):
        if not found:
            continue
        alignment = align_words(pair.chinese, pair.english, model)
        for term, place in sorted(found.items()):
            rendering = find_rendering(alignment, pair.span(place), phrases.get(term, {}))
            if rendering is not None and rendering.confidence >= _LEAST_OF_RENDERING:
                key = _key(pair.english, rendering.span)
                renderings.setdefault(term, Counter()).update([key] if key else [])
    made = [_inconsistent_term(term, counts) for term, counts in sorted(renderings.items())]
    return tuple(sorted((w for w in made if w), key=lambda w: (w.dominant_share, w.term)))


def _terms(pairs: Sequence[ReadPair], most: int) -> dict[str, Sequence[Occurrence]]:
    """The most frequent terms with their occurrences."""
    # What occurs once is neither frequent nor counted as a longer term.
    candidates = find_candidates(pairs, least=2)
    termhood = Termhood(pairs, candidates)
    frequent = {
        term: places
        for term, places in candidates.items()
        if len({place.unit for place in places}) >= _LEAST_UNITS
        if _SHORTEST <= len(term) <= _LONGEST and all(map(is_han, term))
        if not _is_person(pairs[places[0].unit], places[0])
    }
    chosen: dict[str, Sequence[Occurrence]] = {}
    for term in sorted(frequent, key=lambda t: (-len(frequent[t]), t)):
        if len(chosen) == most:
            break
        if _is_term(termhood.features(term)):
            chosen[term] = frequent[term]
    return chosen


def _is_term(features: dict[str, float]) -> bool:
    """Whether a candidate is a noun phrase and not a fragment of a longer one."""
    is_whole = (
        features["branching"] >= _LEAST_BRANCHING
        and features["contained"] <= _MOST_CONTAINED
        and features["torn word beside"] <= _MOST_TORN
    )
    is_nominal = any(features[name] for name in _NOMINAL)
    return is_whole and is_nominal and not any(features[name] for name in _NO_TERM)


def _is_person(pair: ReadPair, place: Occurrence) -> bool:
    """Whether a run is a person's name, which is often written in several ways in English."""
    return not _PERSONS.isdisjoint(pair.tags[place.first : place.last])


def _key(english: EnglishText, span: tuple[int, int]) -> str:
    """Folded words of a rendering; empty if it is a fragment of a longer name."""
    inside = [i for i, (a, b) in enumerate(english.spans) if b > span[0] and a < span[1]]
    first, last = inside[0], inside[-1] + 1
    if is_cut(english, first) or is_cut(english, last) or ends_joined(english, first, last):
        return ""
    # In a heading, capitals do not show where a name ends.
    beside = (*english.keys[max(0, first - 1) : first], *english.keys[last : last + 1])
    if "of" in beside and is_heading(english.text):
        return ""
    return " ".join(k for k in english.keys[first:last] if k not in FUNCTION_WORDS)


def _inconsistent_term(term: str, counts: Counter[str]) -> InconsistentTerm | None:
    """The term, if it has two established renderings that differ in more than length."""
    n = counts.total()
    groups: dict[str, int] = {}
    # A short rendering is counted with the most frequent fuller one.
    fullest = sorted(counts, key=lambda r: (-len(r.split()), -counts[r], r))
    heads = [r for r in fullest if counts[r] >= _LEAST_TIMES]
    for rendering in fullest:
        akin = [head for head in groups if _is_akin(rendering.split(), head.split())]
        head = max(akin, key=lambda h: (counts[h], h), default=rendering)
        if head in groups or head in heads:
            groups[head] = groups.get(head, 0) + counts[rendering]
    settled = sorted((-c, r) for r, c in groups.items() if c >= _LEAST_TIMES)
    if len(settled) < 2 or wilson_interval(-settled[1][0], n)[0] < _LEAST_SHARE:  # noqa: PLR2004
        return None
    top = -settled[0][0]
    return InconsistentTerm(
        term, n, tuple((r, -c) for c, r in settled), top / n, wilson_interval(top, n)
    )


def _is_akin(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether the words of one are among the other's, possibly as initials."""
    short, full = sorted((left, right), key=len)
    return set(short) <= set(full) or _abbreviates(short, full)


def _abbreviates(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether words abbreviate others, with some replaced by their initials.

    Examples
    --------
    >>> _abbreviates(["ip", "system"], ["intellectual", "property", "system"])
    True
    """
    if not short or not full:
        return not short and not full
    word = short[0]
    if word == full[0] and _abbreviates(short[1:], full[1:]):
        return True
    initials = "".join(w[0] for w in full[: len(word)])
    return len(word) > 1 and word == initials and _abbreviates(short[1:], full[len(word) :])
