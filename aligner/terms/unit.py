"""One translation unit as the term check sees it: words, occurrences, candidates."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from aligner.terms.assign import Candidate, Slot, assign
from aligner.terms.chinese import ChineseText, read_chinese
from aligner.terms.english import EnglishText, read_english
from aligner.terms.forms import Form
from aligner.terms.index import SourceMatch, TargetMatch, TermIndex
from aligner.values import Term, TermStatus, TranslationUnit

__all__ = ["ReadUnit", "is_accepted", "is_forbidden", "read_unit", "render"]

# Ranks: an accepted form outweighs a forbidden one, a strict concept a general
# one; positions differ by at most 1.
_STRICT, _GENERAL = 1000.0, 10.0
_FORBIDDEN_SHARE = 0.3


@dataclass(slots=True)
class ReadUnit:
    """A unit with what was found in it; `renderings` is filled by `render`.

    Parameters
    ----------
    unit : TranslationUnit
    source : ChineseText
    target : EnglishText
    occurrences : tuple of SourceMatch
    matches : tuple of TargetMatch
        All target forms, accepted or not, nested ones too.
    renderings : dict of int to TargetMatch
        By index of the occurrence.
    """

    unit: TranslationUnit
    source: ChineseText
    target: EnglishText
    occurrences: tuple[SourceMatch, ...]
    matches: tuple[TargetMatch, ...]
    renderings: dict[int, TargetMatch] = field(default_factory=dict)

    def used_words(self) -> frozenset[int]:
        """Words that render an occurrence."""
        return frozenset(
            word for match in self.renderings.values() for word in range(match.first, match.last)
        )

    def open_matches(self) -> list[TargetMatch]:
        """Matches that share no word with a rendering."""
        used = self.used_words()
        return [m for m in self.matches if not used & set(range(m.first, m.last))]


def read_unit(unit: TranslationUnit, index: TermIndex) -> ReadUnit:
    """A unit with its source terms and target forms found."""
    source = read_chinese(unit.source_text)
    target = read_english(unit.target_text)
    return ReadUnit(unit, source, target, index.find_source(source), index.find_target(target))


def is_accepted(term: Term, day: date | None) -> bool:
    """Whether a form is right on a day: accepted, or not forbidden yet."""
    if term.status is not TermStatus.FORBIDDEN:
        return term.valid_on(day)
    return day is not None and term.valid_from is not None and day < term.valid_from


def is_forbidden(term: Term, day: date | None) -> bool:
    """Whether a form is forbidden on a day."""
    return term.status is TermStatus.FORBIDDEN and term.valid_on(day)


def render(
    read: ReadUnit,
    index: TermIndex,
    day: date | None,
    short_names: Mapping[str, tuple[int, ...]],
) -> None:
    """Fill in which target span renders which occurrence."""
    if not read.occurrences:
        return
    wanted = {concept for o in read.occurrences for concept in o.concepts}
    matches = [m for m in read.matches if m.form.concept in wanted]
    matches += _short_matches(read.target, short_names, wanted, index)
    read.matches = (*read.matches, *(m for m in matches if m not in read.matches))
    candidates = _candidates(read, matches, index, day)
    slots = [
        Slot(o.concepts, o.start / max(1, len(read.unit.source_text))) for o in read.occurrences
    ]
    read.renderings = {i: c.match for i, c in assign(slots, candidates).items()}


def _candidates(
    read: ReadUnit, matches: Sequence[TargetMatch], index: TermIndex, day: date | None
) -> list[Candidate]:
    """Matches that may render something on that day, with their ranks."""
    n_words = max(1, len(read.target.keys))
    misspelt = {
        (m.form.concept, m.first, m.last)
        for m in matches
        if m.form.exact_words and is_forbidden(m.form.term, day)
    }
    candidates = []
    for match in matches:
        is_exact = bool(match.form.exact_words)
        if not is_exact and (match.form.concept, match.first, match.last) in misspelt:
            continue
        term = match.form.term
        rank = _GENERAL if index.entries[match.form.concept].weak else _STRICT
        if is_forbidden(term, day) and not is_exact:
            rank *= _FORBIDDEN_SHARE
        elif not is_exact and not is_accepted(term, day):
            continue
        candidates.append(Candidate(match, rank, match.first / n_words))
    return candidates


def _short_matches(
    target: EnglishText,
    short_names: Mapping[str, tuple[int, ...]],
    wanted: Iterable[int],
    index: TermIndex,
) -> list[TargetMatch]:
    """Short names that the document has defined, as matches of their concept."""
    concepts = set(wanted)
    matches = []
    for name, owners in short_names.items():
        place = target.joined.find(name) if concepts.intersection(owners) else -1
        while place >= 0:
            first, last = target.starts.get(place), target.stops.get(place + len(name))
            if first is not None and last is not None and target.surface(first, last)[0].isupper():
                matches += [
                    TargetMatch(first, last, _learned(index, concept, target.surface(first, last)))
                    for concept in owners
                    if concept in concepts
                ]
            place = target.joined.find(name, place + 1)
    return matches


def _learned(index: TermIndex, concept: int, name: str) -> Form:
    """The form of a short name that the document itself defines."""
    entry = index.entries[concept]
    label = index.forms_by_concept[concept][0].label
    language = entry.forms("en")[0].language
    return Form(
        concept, Term(name, language, TermStatus.ALLOWED, abbreviation=True), (name,), label
    )
