"""What a glossary loses in a format, found by comparing it with what is read back."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from aligner.glossary.glossary import Glossary
from aligner.values import ConceptEntry, Term, TermStatus

ENTRY_FIELDS = ("domain", "definition", "note", "reliability", "weak")
TERM_FIELDS = (
    "status",
    "abbreviation",
    "case_sensitive",
    "valid_from",
    "valid_until",
    "match",
    "use_instead",
    "note",
)
_NAMES = {
    "entry": "concepts",
    "id": "ids of concepts",
    "grouping": "terms kept, but no longer as one concept of its own",
    "domain": "domains",
    "definition": "definitions",
    "note": "notes",
    "reliability": "reliability codes",
    "weak": "weak flags",
    "term": "terms",
    "deprecated": "deprecated forms",
    "language": "language tags",
    "term.status": "statuses",
    "term.abbreviation": "marks of abbreviations",
    "term.case_sensitive": "case rules",
    "term.valid_from": "first days of validity",
    "term.valid_until": "last days of validity",
    "term.match": "match modes",
    "term.use_instead": "forms to use instead",
    "term.note": "notes on terms",
}
_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Loss:
    """One fact of a glossary that a format did not keep.

    Parameters
    ----------
    field : str
        What is lost: a field of the entry (``"note"``), a term (``"term"``,
        ``"deprecated"``), a field of a term (``"term.match"``), the id, or
        that the terms are one concept (``"grouping"``).
    concept : str
        Id of the concept entry.
    term : Term or None
        The term it is about.
    """

    field: str
    concept: str
    term: Term | None = None

    def __str__(self) -> str:
        return f"{self.concept}: {self.term.text}" if self.term else self.concept


def find_losses(before: Glossary, after: Glossary) -> tuple[Loss, ...]:
    """Facts of a glossary that are not in the one read back, in order.

    The order of languages inside an entry and an id made by the reader are no
    facts.  An entry is looked for by its id, and by its terms where the format
    has no ids.
    """
    by_id = {entry.id: entry for entry in after.entries}
    by_term: defaultdict[tuple[str, str], list[ConceptEntry]] = defaultdict(list)
    for entry in after.entries:
        for term in entry.terms:
            by_term[_base(term), term.text].append(entry)
    losses: list[Loss] = []
    for entry in before.entries:
        same_id = by_id.get(entry.id)
        if same_id is not None and _overlap(entry, same_id):
            homes = [same_id]
        else:
            homes = _homes(entry, by_term)
        losses += _entry_losses(entry, homes)
    return tuple(losses)


def _base(term: Term) -> str:
    return term.language.split("-")[0].lower()


def _overlap(entry: ConceptEntry, other: ConceptEntry) -> bool:
    """Whether two entries share a term."""
    return not {t.text for t in entry.terms}.isdisjoint(t.text for t in other.terms)


def _homes(
    entry: ConceptEntry, by_term: dict[tuple[str, str], list[ConceptEntry]]
) -> list[ConceptEntry]:
    """The entry read back that holds all terms of an entry, else those that hold most of it.

    In a format of pairs these are the entries of each of its source terms.
    """
    keys = dict.fromkeys((_base(term), term.text) for term in entry.terms)
    # Many entries may share a term; few share the rarest.
    rarest = min((by_term.get(key, []) for key in keys), key=len, default=[])
    whole = [other for other in rarest if not _has_strangers(other, entry)]
    if whole:
        return [min(whole, key=lambda other: len(other.terms))]
    counts: Counter[str] = Counter()
    found: dict[str, ConceptEntry] = {}
    for key in keys:
        for other in by_term.get(key, ()):
            counts[other.id] += 1
            found[other.id] = other
    best = [name for name, count in counts.items() if count > 1] or list(counts)[:1]
    return [found[name] for name in best]


def _entry_losses(entry: ConceptEntry, homes: Sequence[ConceptEntry]) -> Iterator[Loss]:
    """Losses of one entry."""
    if not homes:
        yield Loss("entry", entry.id)
        return
    if all(home.id != entry.id for home in homes):
        yield Loss("id", entry.id)
    if len(homes) > 1 or _has_strangers(entry, homes[0]):
        yield Loss("grouping", entry.id)
    for field in ENTRY_FIELDS:
        value = getattr(entry, field)
        if any(getattr(home, field) != value for home in homes):
            yield Loss(field, entry.id)
    kept: defaultdict[tuple[str, str], list[Term]] = defaultdict(list)
    for home in homes:
        for term in home.terms:
            kept[_base(term), term.text].append(term)
    for term in entry.terms:
        yield from _term_losses(entry.id, term, kept[_base(term), term.text])


def _has_strangers(entry: ConceptEntry, home: ConceptEntry) -> bool:
    """Whether an entry read back has terms of another."""
    own = {(_base(term), term.text) for term in entry.terms}
    return any((_base(term), term.text) not in own for term in home.terms)


def _term_losses(concept: str, term: Term, same: Sequence[Term]) -> Iterator[Loss]:
    """Losses of one term: the term itself, or what is known about it.

    Parameters
    ----------
    concept : str
    term : Term
    same : sequence of Term
        Those read back with its text, in its language.
    """
    if not same:
        yield Loss("deprecated" if term.status is TermStatus.DEPRECATED else "term", concept, term)
        return
    best = min(same, key=lambda other: len(list(_changed(term, other))))
    for field in _changed(term, best):
        yield Loss(field, concept, term)


def _changed(term: Term, other: Term) -> Iterator[str]:
    """Fields in which two terms of one text differ."""
    if term.language != other.language:
        yield "language"
    for field in TERM_FIELDS:
        if getattr(term, field) != getattr(other, field):
            yield f"term.{field}"


def loss_lines(losses: Iterable[Loss]) -> list[str]:
    """What is lost, a line for each kind, with its count and examples."""
    by_field: defaultdict[str, list[Loss]] = defaultdict(list)
    for loss in losses:
        by_field[loss.field].append(loss)
    lines = []
    for field, name in _NAMES.items():
        found = by_field.get(field, [])
        if found:
            examples = "; ".join(str(loss) for loss in found[:_EXAMPLES])
            more = " ..." if len(found) > _EXAMPLES else ""
            lines.append(f"{name}: {len(found)} ({examples}{more})")
    return lines
