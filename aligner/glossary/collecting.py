"""Entries as they are read, put together into a glossary: ids, repeated rows, problems."""

from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass, field, replace

from aligner.errors import FormatError
from aligner.glossary.glossary import Glossary, GlossaryProblem, unique_id
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
    _entries: dict[str, ConceptEntry] = field(default_factory=dict)
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
        known = self._entries.get(entry.id)
        if known is None:
            self._entries[entry.id] = entry
            self._places[entry.id] = (line, sheet)
        elif _is_same_concept(known, entry):
            self._merge(known, entry, line, sheet)
        else:
            name = unique_id(entry.id, self._entries)
            if own_id:
                message = f"the id {entry.id!r} is taken; this entry is now {name!r}"
                self.report("duplicate-id", message, line, sheet, name)
            self._entries[name] = replace(entry, id=name)
            self._places[name] = (line, sheet)

    def gather(self, entry: ConceptEntry, line: int) -> None:
        """Take one pair of terms of a concept that may go on over several rows."""
        entry = _visible(entry)
        known = self._entries.get(entry.id)
        if known is None:
            self.add(entry, line, own_id=True)
        else:
            self._entries[entry.id] = _merged(known, entry)

    def _merge(self, known: ConceptEntry, entry: ConceptEntry, line: int, sheet: str) -> None:
        self._entries[known.id] = _merged(known, entry)
        first = self._places[known.id][0]
        message = f"{entry.terms[0].text} stands in line {first} too; the two are put together"
        self.report("repeated-source", message, line, sheet, known.id)

    def glossary(self, columns: tuple[tuple[str, str], ...] = ()) -> Glossary:
        """The glossary.

        Raises
        ------
        FormatError
            If there is no entry; with the first problem and advice.
        """
        if not self._entries:
            first = f" ({self._problems[0].message})" if self._problems else ""
            line = self._problems[0].line if self._problems else None
            message = f"no usable entry{first}: {self.way_out}"
            raise FormatError(message, self.path, line)
        places = [self._places[name] for name in self._entries]
        sheets = tuple(sheet for _, sheet in places)
        return Glossary(
            tuple(self._entries.values()),
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


def _is_same_concept(known: ConceptEntry, entry: ConceptEntry) -> bool:
    """Whether two entries with one id are one concept: same first term, no other domain."""
    is_other_domain = known.domain and entry.domain and known.domain != entry.domain
    return known.terms[0].text == entry.terms[0].text and not is_other_domain


def _merged(known: ConceptEntry, entry: ConceptEntry) -> ConceptEntry:
    """One entry of two: terms of the second that the first lacks are admitted in it.

    The terms of one language stay together.
    """
    have = {_kind(term) for term in known.terms}
    led = {term.language for term in known.terms if term.status is TermStatus.PREFERRED}
    more = [
        replace(term, status=TermStatus.ADMITTED)
        if term.status is TermStatus.PREFERRED and term.language in led
        else term
        for term in entry.terms
        if _kind(term) not in have
    ]
    terms = (*known.terms, *more)
    order = list(dict.fromkeys(term.language for term in terms))
    notes = [known.note, entry.note] if entry.note != known.note else [known.note]
    return replace(
        known,
        terms=tuple(sorted(terms, key=lambda term: order.index(term.language))),
        domain=known.domain or entry.domain,
        note="; ".join(filter(None, notes)),
        reliability=known.reliability or entry.reliability,
        definition=known.definition or entry.definition,
        weak=known.weak or entry.weak,
    )


def _kind(term: Term) -> tuple[str, str, bool]:
    """What makes a term another one: a form may be accepted and deprecated, which lint reports."""
    return term.language, term.text, term.status is TermStatus.DEPRECATED
