"""Translation units with their words, term occurrences and renderings."""

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from types import MappingProxyType

from aligner.languages import EnglishText, read_chinese, read_english
from aligner.lexicon import LexicalModel, expected_places
from aligner.terms.matching.abbreviations import learn_short_names
from aligner.terms.matching.assign import Candidate, Slot, assign
from aligner.terms.matching.forms import Form
from aligner.terms.matching.index import TermIndex
from aligner.terms.matching.searching import TargetMatch
from aligner.terms.matching.validity import is_accepted, is_forbidden
from aligner.values import Term, TermStatus, TranslationUnit

# Ranks: an accepted form outweighs one that is forbidden or not valid on the day, a strict
# concept a general one; positions differ by at most 1.
_STRICT, _GENERAL = 1000.0, 10.0
_PARTING = re.compile("[,;:]")
_FORBIDDEN_SHARE, _OUTDATED_SHARE = 0.3, 0.2


class ReadUnit:
    """A unit with the terms found in it; `render` fills in `renderings`.

    The words of the target and the forms among them are found lazily: for a unit
    without source terms they are often not needed.

    Parameters
    ----------
    unit : TranslationUnit
    index : TermIndex

    Attributes
    ----------
    source : ChineseText
    occurrences : tuple of SourceMatch
    renderings : dict of int to TargetMatch
        By index of the occurrence.
    """

    __slots__ = (
        "_added",
        "_index",
        "_matches",
        "_target",
        "occurrences",
        "renderings",
        "source",
        "unit",
    )

    def __init__(self, unit: TranslationUnit, index: TermIndex) -> None:
        self.unit = unit
        self.source = read_chinese(unit.source_text)
        self.occurrences = index.find_source(self.source, with_doubtful=True)
        self.renderings: dict[int, TargetMatch] = {}
        self._index = index
        self._target: EnglishText | None = None
        self._matches: tuple[TargetMatch, ...] | None = None
        self._added: tuple[TargetMatch, ...] = ()

    @property
    def target(self) -> EnglishText:
        """The words of the target."""
        if self._target is None:
            self._target = read_english(self.unit.target_text)
        return self._target

    @property
    def matches(self) -> tuple[TargetMatch, ...]:
        """All target forms, accepted or not, including nested ones, then short names."""
        if self._matches is None:
            self._matches = self._index.find_target(self.target)
        return (*self._matches, *self._added) if self._added else self._matches

    def matches_of(self, concepts: AbstractSet[int]) -> list[TargetMatch]:
        """The target forms of some concepts, without searching for others."""
        if self._matches is not None:
            return [m for m in self.matches if m.form.concept in concepts]
        added = (m for m in self._added if m.form.concept in concepts)
        return [*self._index.find_target(self.target, concepts), *added]

    def add_matches(self, matches: Iterable[TargetMatch]) -> None:
        """Add forms that are not in the index, except those already added."""
        new = tuple(m for m in matches if m not in self._added)
        self._added = (*self._added, *new)

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
    """A unit with its source terms found."""
    return ReadUnit(unit, index)


def render(
    read: ReadUnit,
    index: TermIndex,
    day: date | None,
    short_names: Mapping[str, tuple[int, ...]],
    places: Sequence[float] | None = None,
) -> None:
    """Fill in which target span renders which occurrence.

    If a term occurs several times, the nearest spans are assigned: nearest to the
    expected places of the renderings, 0 to 1, or else to the diagonal.
    """
    if not read.occurrences:
        return
    wanted = {concept for o in read.occurrences for concept in o.concepts}
    if short_names:
        # A second call finds the same matches again.
        read.add_matches(_short_matches(read.target, short_names, wanted, index))
    matches = read.matches_of(wanted)
    candidates = _candidates(read, matches, index, day)
    length = max(1, len(read.unit.source_text))
    if places:
        pairs = zip(read.occurrences, places, strict=True)
        slots = [Slot(o.concepts, place) for o, place in pairs]
    else:
        slots = [Slot(o.concepts, o.start / length) for o in read.occurrences]
    doubtful = [i for i, o in enumerate(read.occurrences) if o.is_doubtful]
    sure = [i for i, o in enumerate(read.occurrences) if not o.is_doubtful]
    read.renderings = _assign(slots, candidates, sure)
    if doubtful:
        # They take what the others leave.
        used = read.used_words()
        left = [c for c in candidates if used.isdisjoint(range(c.match.first, c.match.last))]
        read.renderings |= _assign(slots, left, doubtful)


def _assign(
    slots: Sequence[Slot], candidates: Sequence[Candidate], numbers: Sequence[int]
) -> dict[int, TargetMatch]:
    """What renders the slots of these numbers."""
    chosen = assign([slots[i] for i in numbers], candidates)
    return {numbers[i]: candidate.match for i, candidate in chosen.items()}


def _candidates(
    read: ReadUnit, matches: Sequence[TargetMatch], index: TermIndex, day: date | None
) -> list[Candidate]:
    """Matches that may render an occurrence on that date, with their ranks."""
    n_words = max(1, len(read.target.keys))
    misspelt = {
        (m.form.concept, m.first, m.last)
        for m in matches
        if m.form.exact_words and is_forbidden(m.form.term, day)
    }
    candidates = []
    for match in matches:
        first, last, form = match
        is_exact = bool(form.exact_words)
        if misspelt and not is_exact and (form.concept, first, last) in misspelt:
            continue
        if last - first > 1 and _is_parted(read.target, match):
            continue
        rank = _GENERAL if index.entries[form.concept].weak else _STRICT
        if not is_exact and not is_accepted(form.term, day):
            rank *= _FORBIDDEN_SHARE if is_forbidden(form.term, day) else _OUTDATED_SHARE
        candidates.append(Candidate(match, rank, first / n_words))
    return candidates


def _is_parted(target: EnglishText, match: TargetMatch) -> bool:
    """Whether a mark not in the form parts the words: "for trademarks, registration"."""
    start, stop = target.span(match.first, match.last)
    marks = _PARTING.findall(target.text, start, stop)
    return any(mark not in match.form.term.text for mark in marks)


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
                    if concept in concepts and concept in index.forms_by_concept
                ]
            place = target.joined.find(name, place + 1)
    return matches


def _learned(index: TermIndex, concept: int, name: str) -> Form:
    """The form of a short name that the document itself defines."""
    entry = index.entries[concept]
    forms = index.forms_by_concept[concept]
    # A regular expression has no words and is not the label of a group.
    label = next((form for form in forms if form.words), forms[0]).label
    language = entry.forms("en")[0].language
    return Form(
        concept, Term(name, language, TermStatus.ADMITTED, abbreviation=True), (name,), label
    )


def read_document(
    units: Sequence[TranslationUnit],
    index: TermIndex,
    day: date | None,
    model: LexicalModel | None = None,
    known_names: Mapping[str, tuple[int, ...]] = MappingProxyType({}),
) -> tuple[list[ReadUnit], dict[str, tuple[int, ...]]]:
    """Units of one document with their renderings, and the short names it defines.

    To those that earlier units define it adds its own.
    """
    reads = [read_unit(unit, index) for unit in units]
    known = [[m for m in read.matches if is_accepted(m.form.term, day)] for read in reads]
    names = learn_short_names([read.target for read in reads], known, known_names)
    for read in reads:
        render(read, index, day, names)
        if model is not None and _is_ambiguous(read):
            render(read, index, day, names, _places(read, model))
    return reads, names


def _is_ambiguous(read: ReadUnit) -> bool:
    """Whether some, but not all, occurrences of a term have a rendering."""
    rendered = {m.form.concept for m in read.renderings.values()}
    return any(
        i not in read.renderings and not o.is_doubtful and rendered.intersection(o.concepts)
        for i, o in enumerate(read.occurrences)
    )


def _places(read: ReadUnit, model: LexicalModel) -> list[float]:
    """Expected places of the renderings of the occurrences, 0 to 1."""
    spans = [(o.start, o.stop) for o in read.occurrences]
    left = {c for i, o in enumerate(read.occurrences) if i not in read.renderings
            for c in o.concepts}  # fmt: skip
    anchors = {
        spans[i]: (m.first, m.last)
        for i, m in read.renderings.items()
        if m.form.concept not in left
    }
    return expected_places(read.source, read.target, model, spans, anchors)
