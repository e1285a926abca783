"""Entries as they are read, put together into a glossary: ids, repeated rows, problems."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from aligner.errors import FormatError
from aligner.glossary.glossary import Glossary, GlossaryProblem
from aligner.signature import digest_values
from aligner.text import strip_widthless
from aligner.values import ConceptEntry, Severity, Term, TermStatus

_WAY_OUT = (
    "name the columns in the first row, for instance zh and en, and give each row a term in both"
)

# How a table was understood, where there is nothing to mend.
_NOTES = frozenset({"listed-terms", "maybe-several-terms", "section-row", "two-row-heading"})


def made_id(term: Term) -> str:
    """The id of a concept that has none of its own, by its first term."""
    return f"t-{digest_values(term.text)[:10]}"


class _Concept:
    """A concept whose terms stand in several rows, perhaps in very many.

    Terms of a further row that are not there yet are admitted.

    Parameters
    ----------
    entry : ConceptEntry
        The first row.
    """

    def __init__(self, entry: ConceptEntry) -> None:
        self.entry = entry
        self._terms = list(entry.terms)
        self._kinds = set(map(_kind, entry.terms))
        self._led = set(_led(entry.terms))
        self._notes = dict.fromkeys(filter(None, [entry.note]))

    def is_also(self, entry: ConceptEntry) -> bool:
        """Whether an entry of the same id is of this concept: same first term, no other domain."""
        known = self.entry
        is_other_domain = known.domain and entry.domain and known.domain != entry.domain
        return known.terms[0].text == entry.terms[0].text and not is_other_domain

    def add(self, entry: ConceptEntry) -> None:
        """Take a further row."""
        more = [
            replace(term, status=TermStatus.ADMITTED)
            if term.status is TermStatus.PREFERRED and term.language in self._led
            else term
            for term in entry.terms
            if _kind(term) not in self._kinds
        ]
        self._terms += more
        self._kinds.update(map(_kind, more))
        self._led.update(_led(more))
        if entry.note:
            self._notes[entry.note] = None
        self.entry = replace(
            self.entry,
            domain=self.entry.domain or entry.domain,
            reliability=self.entry.reliability or entry.reliability,
            definition=self.entry.definition or entry.definition,
            weak=self.entry.weak or entry.weak,
        )

    def whole(self) -> ConceptEntry:
        """The entry of all rows; the terms of one language stay together."""
        by_language: dict[str, list[Term]] = {}
        for term in self._terms:
            by_language.setdefault(term.language, []).append(term)
        terms = tuple(term for terms in by_language.values() for term in terms)
        return replace(self.entry, terms=terms, note="; ".join(self._notes))


@dataclass(slots=True)
class Collector:
    """Entries and problems in the order they are met.

    Parameters
    ----------
    path : str
        File read, for messages.
    way_out : str
        What a file without usable entries should look like.
    """

    path: str
    way_out: str = _WAY_OUT
    _concepts: dict[str, _Concept] = field(default_factory=dict)
    _numbers: Counter[str] = field(default_factory=Counter)
    _places: dict[str, tuple[int, str]] = field(default_factory=dict)
    _seen: dict[Hashable, int] = field(default_factory=dict)
    _problems: list[GlossaryProblem] = field(default_factory=list)
    unread: Counter[str] = field(default_factory=Counter)

    def report(
        self, code: str, message: str, line: int, sheet: str = "", concept: str = ""
    ) -> None:
        """Note a problem and where it was met."""
        path = f"{self.path}[{sheet}]" if sheet else self.path
        severity = Severity.NOTE if code in _NOTES else Severity.WARNING
        self._problems.append(GlossaryProblem(code, message, concept, path, line, severity))

    def add(self, entry: ConceptEntry, line: int, sheet: str = "", *, own_id: bool) -> None:
        """Take an entry; one that repeats another is merged with it, with a note.

        Parameters
        ----------
        entry : ConceptEntry
        line : int
        sheet : str
        own_id : bool
            Whether the id was in the file: then two entries with one id are
            one concept only if they share their first term.
        """
        entry = _visible(entry)
        identity = replace(entry, id=entry.id if own_id else "")
        if identity in self._seen:
            message = f"same as line {self._seen[identity]}; this one is left out"
            self.report("duplicate-row", message, line, sheet, entry.id)
            return
        self._seen[identity] = line
        known = self._concepts.get(entry.id)
        if known is None:
            self._concepts[entry.id] = _Concept(entry)
            self._places[entry.id] = (line, sheet)
        elif known.is_also(entry):
            known.add(entry)
            first = self._places[entry.id][0]
            message = f"{entry.terms[0].text} stands in line {first} too; the two are put together"
            self.report("repeated-source", message, line, sheet, entry.id)
        else:
            name = self._free_id(entry.id)
            if own_id:
                message = f"the id {entry.id!r} is taken; this entry is now {name!r}"
                self.report("duplicate-id", message, line, sheet, name)
            self._concepts[name] = _Concept(replace(entry, id=name))
            self._places[name] = (line, sheet)

    def _free_id(self, taken: str) -> str:
        """An id like one that is taken, with the next number."""
        while True:
            self._numbers[taken] += 1
            name = f"{taken}-{self._numbers[taken] + 1}"
            if name not in self._concepts:
                return name

    def gather(self, entry: ConceptEntry, line: int) -> None:
        """Take one pair of terms of a concept that may go on over several rows."""
        entry = _visible(entry)
        known = self._concepts.get(entry.id)
        if known is None:
            self.add(entry, line, own_id=True)
        else:
            known.add(entry)

    def glossary(self, columns: tuple[tuple[str, str], ...] = ()) -> Glossary:
        """The glossary.

        Raises
        ------
        FormatError
            If there is no entry; with the first problem and advice.
        """
        if not self._concepts:
            first = f" ({self._problems[0].message})" if self._problems else ""
            line = self._problems[0].line if self._problems else None
            message = f"no usable entry{first}: {self.way_out}"
            raise FormatError(message, self.path, line)
        places = [self._places[name] for name in self._concepts]
        sheets = tuple(sheet for _, sheet in places)
        return Glossary(
            tuple(concept.whole() for concept in self._concepts.values()),
            path=self.path,
            lines=tuple(line for line, _ in places),
            sheets=sheets if any(sheets) else (),
            problems=tuple(self._problems),
            columns=columns,
            unread=tuple(sorted(self.unread.items())),
        )


def _visible(entry: ConceptEntry) -> ConceptEntry:
    """The entry, its terms without what cannot be seen: no text would match them."""
    if all(strip_widthless(term.text) == term.text for term in entry.terms):
        return entry
    terms = ((term, strip_widthless(term.text).strip()) for term in entry.terms)
    return replace(
        entry, terms=tuple(replace(term, text=text or term.text) for term, text in terms)
    )


def _led(terms: Iterable[Term]) -> Iterator[str]:
    """The languages in which a term is preferred."""
    return (term.language for term in terms if term.status is TermStatus.PREFERRED)


def _kind(term: Term) -> tuple[str, str, bool]:
    """What makes a term another one: a form may be accepted and deprecated, which lint reports."""
    return term.language, term.text, term.status is TermStatus.DEPRECATED
