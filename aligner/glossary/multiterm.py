"""MultiTerm XML: the export of SDL and Trados term bases.

Languages and their names, and the names of all descriptive fields, are those that the
owner of the term base chose; status, part of speech and notes are told by the usual ones.
A file read is data from outside: no entity is expanded and no address is opened.
"""

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, cast

from aligner.glossary.bans import obey_note
from aligner.glossary.cells import Guess
from aligner.glossary.collecting import Collector, made_id
from aligner.glossary.columns import column_of, language_of
from aligner.glossary.glossary import Glossary
from aligner.glossary.term_xml import parse_term_file
from aligner.glossary.wording import ban_in, status_of
from aligner.tables import local_name
from aligner.text import base_language, one_line
from aligner.values import ConceptEntry, Term, TermStatus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_WAY_OUT = "give each concept a term; is this a MultiTerm XML file?"
# What an entry or term has that nobody wrote: who made it, and when.
_ADMINISTRATIVE = frozenset({"transacGrp", "system", "concept", "term", "language"})
_NESTED = frozenset({"languageGrp", "termGrp"})


@dataclass(slots=True)
class _Said:
    """What descriptive fields say, by what `column_of` takes their names for."""

    values: dict[str, str] = field(default_factory=dict)

    def add(self, role: str, text: str) -> None:
        known = self.values.get(role)
        self.values[role] = f"{known}; {text}" if known else text


def read_multiterm(data: bytes, path: str) -> Glossary:
    """The glossary in the bytes of a MultiTerm XML file.

    Raises
    ------
    FormatError
        If it is not well-formed XML, declares entities, or holds no concept.
    """
    root = parse_term_file(data, path)
    collector = Collector(path, way_out=_WAY_OUT)
    for element in root.iter("{*}conceptGrp"):
        line = cast("int | None", element.sourceline) or 0
        guesses: list[Guess] = []
        entry, own_id = _entry(element, collector, guesses)
        if entry is None:
            message = "a concept without terms is left out"
            collector.report("empty-term", message, line)
            continue
        for guess in guesses:
            collector.report(guess.code, guess.message, line, concept=entry.id)
        collector.add(entry, line, own_id=own_id)
    return collector.glossary()


def _entry(
    element: "etree._Element", collector: Collector, guesses: list[Guess]
) -> tuple[ConceptEntry | None, bool]:
    """One concept, None when it holds no term; whether the file has a number for it."""
    said = _said(element, collector)
    terms: list[Term] = []
    for group in _children(element, "languageGrp"):
        language = _language(group)
        for item in _children(group, "termGrp"):
            term = _term(item, language, terms, collector, guesses)
            if term is not None:
                terms.append(term)
    if not terms:
        return None, False
    number = next((_text(child) for child in _children(element, "concept")), "")
    entry = ConceptEntry(
        id=number or made_id(terms[0]),
        terms=tuple(terms),
        domain=said.values.get("domain", ""),
        note=said.values.get("note", ""),
        definition=said.values.get("definition", ""),
        reliability=said.values.get("reliability", ""),
    )
    tags = tuple(dict.fromkeys(term.language for term in terms))
    target = [tag for tag in tags if base_language(tag) == "en"] or list(tags[-1:])
    return obey_note(entry, (tags[0], target[0]), guesses.append), bool(number)


def _language(group: "etree._Element") -> str:
    """The language of a group: by its code, or by its name."""
    for element in _children(group, "language"):
        code, name = element.get("lang") or "", element.get("type") or ""
        column = column_of(name)
        named = column.language if column and column.role == "preferred" else ""
        return language_of(code) or named or code or "und"
    return "und"


def _term(
    element: "etree._Element",
    language: str,
    before: list[Term],
    collector: Collector,
    guesses: list[Guess],
) -> Term | None:
    """One term with its status, None when it has no text or a status that is not known."""
    text = next((_text(e) for e in _children(element, "term")), "")
    if not text:
        return None
    said = _said(element, collector)
    stated = said.values.get("status", "")
    status = status_of(stated) if stated else None
    if stated and status is None:
        message = f"{text}: the status {stated!r} is not known; the term is left out"
        guesses.append(Guess("bad-term", message))
        return None
    has_leader = any(t.language == language and t.status is TermStatus.PREFERRED for t in before)
    usual = TermStatus.ADMITTED if has_leader else TermStatus.PREFERRED
    note = said.values.get("note", "")
    notes = [said.values.get("word_class", ""), note]
    term = Term(text, language, status or usual, note="; ".join(filter(None, notes)))
    ban = ban_in(note) if note else None
    if ban is not None and ban.is_clear and not ban.forms:
        guesses.append(Guess("ban-in-note", f"the note {note!r} forbids {text}"))
        return replace(term, status=TermStatus.DEPRECATED)
    return term


def _said(element: "etree._Element", collector: Collector) -> _Said:
    """What the descriptive fields of an element say; those without a place are counted."""
    said = _Said()
    for child in _fields(element):
        name, text = child.get("type") or local_name(child), _text(child)
        column = column_of(name)
        role = column.role if column is not None else ""
        if role in {"status", "word_class", "note", "domain", "definition", "reliability"}:
            said.add(role, text)
        elif text:
            collector.unread[name] += 1
    return said


def _fields(element: "etree._Element") -> "Iterator[etree._Element]":
    """Descriptive fields of an element, those in groups among them, not those of its terms."""
    for child in element:
        name = local_name(child)
        if name == "descripGrp":
            yield from _fields(child)
        elif name and name not in _NESTED and name not in _ADMINISTRATIVE:
            yield child


def _children(element: "etree._Element", name: str) -> "Iterator[etree._Element]":
    """Child elements of a local name."""
    for child in element:
        if local_name(child) == name:
            yield child


def _text(element: "etree._Element") -> str:
    """All text inside an element, on one line."""
    return one_line("".join(str(piece) for piece in element.itertext()))
