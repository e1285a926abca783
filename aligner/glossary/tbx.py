"""TBX files to glossaries: version 3 in both styles (DCA, DCT), version 2 as far as it is alike.

The names are those of ISO 30042:2019 (version 3) and of TBX-Basic in version 2.  Data
categories stand in attributes (style DCA, and version 2) or are elements of the modules
``min`` and ``basic`` (style DCT).

A file read is data from outside: no entity is expanded, no address is opened, and
a file that declares its own entities is rejected.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, cast

from aligner.errors import FormatError
from aligner.glossary.collecting import Collector, made_id
from aligner.glossary.glossary import Glossary
from aligner.glossary.table_entries import day_in
from aligner.glossary.term_xml import parse_term_file
from aligner.glossary.wording import ban_in
from aligner.tables import local_name
from aligner.text import one_line
from aligner.values import ConceptEntry, MatchMode, Term, TermStatus, compiles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
NAMESPACES = {
    "min": "http://www.tbxinfo.net/ns/min",
    "basic": "http://www.tbxinfo.net/ns/basic",
}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# TBX-Basic has no place for what we also know about a term; such facts stand in
# notes, as "x-aligner:key=value", which every reader of TBX may show.
NOTE_PREFIX = "x-aligner:"
FACTS = frozenset(
    {"case", "id", "match", "reliability", "use-instead", "valid-from", "valid-until", "weak"}
)
# Data category: element that carries it in style DCA, module in style DCT.
CATEGORIES = {
    "subjectField": ("descrip", "min"),
    "definition": ("descrip", "basic"),
    "administrativeStatus": ("termNote", "min"),
    "termType": ("termNote", "basic"),
}
STATUS_NAMES = {
    TermStatus.PREFERRED: "preferredTerm-admn-sts",
    TermStatus.ADMITTED: "admittedTerm-admn-sts",
    TermStatus.DEPRECATED: "deprecatedTerm-admn-sts",
}
STATUS_VALUES = {
    **{name: status for status, name in STATUS_NAMES.items()},
    "supersededTerm-admn-sts": TermStatus.DEPRECATED,
    # The same without the suffix, as normativeAuthorization has it.
    "preferredTerm": TermStatus.PREFERRED,
    "standardizedTerm": TermStatus.PREFERRED,
    "admittedTerm": TermStatus.ADMITTED,
    "deprecatedTerm": TermStatus.DEPRECATED,
    "supersededTerm": TermStatus.DEPRECATED,
    # TBX-Min and the exports of term bases.
    "preferred": TermStatus.PREFERRED,
    "admitted": TermStatus.ADMITTED,
    "notRecommended": TermStatus.DEPRECATED,
    "obsolete": TermStatus.DEPRECATED,
    "deprecated": TermStatus.DEPRECATED,
    "forbidden": TermStatus.DEPRECATED,
}
_ENTRIES = ("conceptEntry", "termEntry")
_LANGUAGES = frozenset({"langSec", "langSet", "langGroup"})
_TERMS = frozenset({"termSec", "tig", "ntig", "termGroup"})
_TERM, _TERM_GROUPS = frozenset({"term"}), frozenset({"termGrp"})
_GROUPS = frozenset({"termGrp", "descripGrp", "termNoteGrp", "adminGrp"})
_SKIPPED = _LANGUAGES | _TERMS | _TERM
_SHORT_TYPES = frozenset({"abbreviation", "acronym", "initialism", "shortForm"})
_STATUS_KEYS = ("administrativeStatus", "normativeAuthorization", "termStatus")
_READ = frozenset({"subjectField", "definition", "termType", "reliabilityCode", *_STATUS_KEYS})
_WAY_OUT = "give each concept entry a term; is this a TBX file?"


@dataclass(frozen=True, slots=True)
class _Facts:
    """Facts about an entry or a term."""

    values: dict[str, str]
    notes: tuple[str, ...]
    extra: dict[str, str]


def read_tbx(data: bytes, path: str) -> Glossary:
    """The glossary in the bytes of a TBX file.

    Raises
    ------
    FormatError
        If it is not well-formed XML, declares entities, or holds no concept
        entry; with the line.
    """
    root = parse_term_file(data, path)
    collector = Collector(path, way_out=_WAY_OUT)
    for element in root.iter(*(f"{{*}}{name}" for name in _ENTRIES)):
        line = _line(element) or 0
        entry, own_id = _entry(element, collector)
        if entry is None:
            message = "a concept entry without terms is left out"
            collector.report("empty-term", message, line)
        else:
            collector.add(entry, line, own_id=own_id)
    return collector.glossary()


def _children(element: "etree._Element", names: frozenset[str]) -> "Iterator[etree._Element]":
    """Child elements with one of the local names."""
    for child in element:
        if local_name(child) in names:
            yield child


def _entry(element: "etree._Element", collector: Collector) -> tuple[ConceptEntry | None, bool]:
    """One concept entry, None when it holds no term; whether the file has an id for it."""
    terms: list[Term] = []
    facts = _facts(collector.unread, element)
    definition = facts.values.get("definition", "")
    for section in _children(element, _LANGUAGES):
        language = section.get(LANG) or section.get("lang") or "und"
        if not definition and any(local_name(child) not in _TERMS for child in section):
            definition = _facts(collector.unread, section).values.get("definition", "")
        for item in _children(section, _TERMS):
            is_first = all(term.language != language for term in terms)
            term = _term(item, language, collector, is_first=is_first)
            if term is not None:
                terms.append(term)
    if not terms:
        return None, False
    wanted = facts.extra.get("id") or element.get("id")
    entry = ConceptEntry(
        id=wanted or made_id(terms[0]),
        terms=tuple(terms),
        domain=facts.values.get("subjectField", ""),
        note=one_line(" ".join(facts.notes)),
        reliability=facts.extra.get("reliability") or facts.values.get("reliabilityCode", ""),
        weak=facts.extra.get("weak") == "yes",
        definition=definition,
    )
    return entry, bool(wanted)


def _term(
    element: "etree._Element", language: str, collector: Collector, *, is_first: bool
) -> Term | None:
    """One term with its rules, None when it has no text or a rule cannot be read."""
    holders = [element, *_children(element, _TERM_GROUPS)]
    texts = [one_line(_text(e)) for holder in holders for e in _children(holder, _TERM)]
    if not texts or not texts[0]:
        return None
    facts = _facts(collector.unread, element)
    status = next((facts.values[key] for key in _STATUS_KEYS if key in facts.values), "")
    usual = TermStatus.PREFERRED if is_first else TermStatus.ADMITTED
    line = _line(element)
    note = one_line(" ".join(facts.notes))
    ban = ban_in(note) if note and not status else None
    if ban is not None and ban.is_clear and not ban.forms:
        usual = TermStatus.DEPRECATED
        message = f"the note {note!r} forbids {texts[0]}"
        collector.report("ban-in-note", message, line or 0)
    try:
        return Term(
            text=texts[0],
            language=language,
            status=STATUS_VALUES.get(status, usual),
            abbreviation=facts.values.get("termType", "") in _SHORT_TYPES,
            case_sensitive=facts.extra.get("case") == "exact",
            valid_from=_day(facts, "valid-from", collector.path, line),
            valid_until=_day(facts, "valid-until", collector.path, line),
            match=_match_mode(facts, texts[0], collector.path, line),
            use_instead=facts.extra.get("use-instead", ""),
            note=note,
        )
    except FormatError as error:
        message = f"{texts[0]}: {error.message}; the term is left out"
        collector.report("bad-term", message, line or 0)
        return None


def _day(facts: _Facts, key: str, path: str, line: int | None) -> date | None:
    return day_in(facts.extra.get(key, ""), path, line)


def _match_mode(facts: _Facts, text: str, path: str, line: int | None) -> MatchMode:
    value = facts.extra.get("match")
    if value is None:
        return MatchMode.NOUN
    if value not in {mode.value for mode in MatchMode}:
        raise FormatError(f"not a match mode: {value!r}", path, line)
    if value == MatchMode.REGEX.value and not compiles(text):
        raise FormatError("not a regular expression, or too large a one", path, line)
    return MatchMode(value)


def _facts(unread: Counter[str], *elements: "etree._Element") -> _Facts:
    """Facts in the child elements: by type in DCA, by element name in DCT.

    Elements of groups count as if they stood alone; what we have no place for
    is counted.
    """
    values: dict[str, str] = {}
    notes: list[str] = []
    extra: dict[str, str] = {}
    for child in _said(elements):
        name = local_name(child)
        text = one_line(_text(child))
        key, sign, value = text.removeprefix(NOTE_PREFIX).partition("=")
        if name == "note" and text.startswith(NOTE_PREFIX) and sign and key in FACTS:
            extra[key] = value
        elif name == "note":
            notes.append(text)
        else:
            kind = child.get("type") or name
            if kind not in _READ:
                unread[kind] += 1
            values.setdefault(kind, text)
    return _Facts(values, tuple(notes), extra)


def _said(elements: "tuple[etree._Element, ...]") -> "Iterator[etree._Element]":
    """The elements below that say something, those of groups among them."""
    for element in elements:
        for child in element:
            name = local_name(child)
            if name in _GROUPS:
                yield from _said((child,))
            elif name and name not in _SKIPPED:
                yield child


def _text(element: "etree._Element") -> str:
    """All text inside an element (a term may hold ``hi`` and the like)."""
    if not len(element):
        return element.text or ""
    return "".join(str(piece) for piece in element.itertext())


def _line(element: "etree._Element") -> int | None:
    """Line of an element in the file."""
    return cast("int | None", element.sourceline)
