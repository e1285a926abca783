"""TBX files: version 3 in both styles (DCA, DCT), version 2 as far as it is alike.

The names are those of ISO 30042:2019 (version 3) and of TBX-Basic in version 2.  Data
categories stand in attributes (style DCA, and version 2) or are elements of the modules
``min`` and ``basic`` (style DCT).  What is written is in dialect TBX-Basic.

A file read is data from outside: no entity is expanded, no address is opened, and
a file that declares its own entities is rejected.
"""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, cast

from lxml import etree

from aligner.errors import FormatError
from aligner.glossary.collecting import Collector, made_id
from aligner.glossary.glossary import Glossary
from aligner.glossary.table_entries import day_in
from aligner.glossary.wording import ban_in
from aligner.text import one_line
from aligner.values import ConceptEntry, MatchMode, Term, TermStatus, compiles

if TYPE_CHECKING:
    from collections.abc import Iterator
from aligner.signature import digest_values
from aligner.text import strip_controls

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


class TbxStyle(StrEnum):
    """Version and style of a TBX document."""

    DCA = "dca"
    DCT = "dct"
    VERSION_2 = "version-2"


_ENTRIES = ("conceptEntry", "termEntry")
_LANGUAGES = frozenset({"langSec", "langSet", "langGroup"})
_TERMS = frozenset({"termSec", "tig", "ntig", "termGroup"})
_TERM, _TERM_GROUPS = frozenset({"term"}), frozenset({"termGrp"})
_GROUPS = frozenset({"termGrp", "descripGrp", "termNoteGrp", "adminGrp"})
_SKIPPED = _LANGUAGES | _TERMS | _TERM
_SHORT_TYPES = frozenset({"abbreviation", "acronym", "initialism", "shortForm"})
_STATUS_KEYS = ("administrativeStatus", "normativeAuthorization", "termStatus")
_READ = frozenset({"subjectField", "definition", "termType", "reliabilityCode", *_STATUS_KEYS})
_ENTITY = re.compile(rb"<!ENTITY")
_ENTITIES = "the file declares XML entities; they are not read: save it without them"
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


def parse_term_file(data: bytes, path: str) -> "etree._Element":
    """Root of an XML file, read without entities, external parts or network.

    Raises
    ------
    FormatError
        If it is not well-formed, or declares entities.
    """
    # UTF-16 has zero bytes between the letters.
    if _ENTITY.search(data.replace(b"\x00", b"")):
        raise FormatError(_ENTITIES, path)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or None
        raise FormatError(f"not well-formed XML: {error.msg}", path, line) from error
    # The stubs of lxml do not know all of a DTD.
    declared = cast("Any", root.getroottree().docinfo.internalDTD)
    if declared is not None and any(True for _ in declared.iterentities()):
        raise FormatError(_ENTITIES, path)
    return root


def _children(element: "etree._Element", names: frozenset[str]) -> "Iterator[etree._Element]":
    """Child elements with one of the local names."""
    for child in element:
        if _local(child) in names:
            yield child


def _local(element: "etree._Element") -> str:
    """Name of an element without its namespace, ``""`` for what is none."""
    tag = element.tag
    # This is the inner loop of reading; `etree.QName` takes three times as long.
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _entry(element: "etree._Element", collector: Collector) -> tuple[ConceptEntry | None, bool]:
    """One concept entry, None when it holds no term; whether the file has an id for it."""
    terms: list[Term] = []
    facts = _facts(collector.unread, element)
    definition = facts.values.get("definition", "")
    for section in _children(element, _LANGUAGES):
        language = section.get(LANG) or section.get("lang") or "und"
        if not definition and any(_local(child) not in _TERMS for child in section):
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
        name = _local(child)
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
            name = _local(child)
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


# What an XML id may look like (letters beyond ASCII are left out on purpose).
_XML_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_DOCTYPE_2 = '<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">'
_CONSTRAINTS_2 = "TBXBasicXCSV02.xcs"
_DIALECT = "TBX-Basic"
_DECLARATION = "<?xml version='1.0' encoding='UTF-8'?>"


def tbx_bytes(glossary: Glossary, style: str = TbxStyle.DCA) -> bytes:
    """The glossary as a TBX document in UTF-8; the same glossary gives the same bytes.

    Parameters
    ----------
    glossary : Glossary
    style : str
        One of `TbxStyle`.
    """
    return _Writer(TbxStyle(style)).document(glossary)


class _Writer:
    """Makes the elements of one style."""

    def __init__(self, style: TbxStyle) -> None:
        self.style = style
        self.is_2 = style is TbxStyle.VERSION_2

    def document(self, glossary: Glossary) -> bytes:
        """The whole document."""
        root = self._root()
        self._header(root, f"{len(glossary)} concept entries, digest {glossary.digest}")
        body = self._child(self._child(root, "text"), "body")
        for entry in glossary.entries:
            self._entry(body, entry)
        etree.indent(root)
        data = etree.tostring(root, encoding="UTF-8")
        start = f"{_DECLARATION}\n{_DOCTYPE_2}\n" if self.is_2 else f"{_DECLARATION}\n"
        return start.encode() + data.removeprefix(_DECLARATION.encode()).lstrip() + b"\n"

    def _root(self) -> "etree._Element":
        if self.is_2:
            root = etree.Element("martif", type=_DIALECT)
        else:
            names: dict[str | None, str] = {None: NAMESPACE}
            if self.style is TbxStyle.DCT:
                names.update(NAMESPACES)
            root = etree.Element(
                f"{{{NAMESPACE}}}tbx",
                type=_DIALECT,
                style=self.style.value,
                nsmap=cast("dict[str, str]", names),
            )
        root.set(LANG, "en")
        return root

    def _header(self, root: "etree._Element", summary: str) -> None:
        header = self._child(root, "martifHeader" if self.is_2 else "tbxHeader")
        description = self._child(header, "fileDesc")
        self._child(self._child(description, "titleStmt"), "title", "Glossary")
        self._child(self._child(description, "sourceDesc"), "p", summary)
        if self.is_2:
            constraints = self._child(self._child(header, "encodingDesc"), "p", _CONSTRAINTS_2)
            constraints.set("type", "XCSURI")

    def _entry(self, body: "etree._Element", entry: ConceptEntry) -> None:
        """One concept entry with its languages, each once."""
        element = self._child(body, "termEntry" if self.is_2 else "conceptEntry")
        is_xml_id = _XML_ID.fullmatch(entry.id) is not None
        element.set("id", entry.id if is_xml_id else f"c-{digest_values(entry.id)}")
        self._category(element, "subjectField", entry.domain)
        self._category(element, "definition", entry.definition)
        if entry.note:
            self._child(element, "note", entry.note)
        self._fact(element, "reliability", entry.reliability)
        self._fact(element, "weak", "yes" if entry.weak else "")
        self._fact(element, "id", "" if is_xml_id else entry.id)
        for language in dict.fromkeys(term.language for term in entry.terms):
            section = self._child(element, "langSet" if self.is_2 else "langSec")
            section.set(LANG, language)
            for term in entry.terms:
                if term.language == language:
                    self._term(section, term)

    def _term(self, section: "etree._Element", term: Term) -> None:
        """One term with its status and rules."""
        element = self._child(section, "tig" if self.is_2 else "termSec")
        self._child(element, "term", term.text)
        self._category(element, "termType", "abbreviation" if term.abbreviation else "")
        self._category(element, "administrativeStatus", STATUS_NAMES[term.status])
        if term.note:
            self._child(element, "note", term.note)
        self._fact(element, "case", "exact" if term.case_sensitive else "")
        self._fact(element, "match", "" if term.match is MatchMode.NOUN else term.match.value)
        self._fact(element, "use-instead", term.use_instead)
        self._fact(element, "valid-from", term.valid_from.isoformat() if term.valid_from else "")
        self._fact(element, "valid-until", term.valid_until.isoformat() if term.valid_until else "")

    def _category(self, element: "etree._Element", name: str, value: str) -> None:
        """A data category, in the way of the style."""
        if not value:
            return
        carrier, module = CATEGORIES[name]
        if self.style is TbxStyle.DCT:
            child = etree.SubElement(element, f"{{{NAMESPACES[module]}}}{name}")
            child.text = strip_controls(value)
        else:
            self._child(element, carrier, value).set("type", name)

    def _fact(self, element: "etree._Element", key: str, value: str) -> None:
        """A fact that TBX-Basic has no field for, as a note."""
        if value:
            self._child(element, "note", f"{NOTE_PREFIX}{key}={value}")

    def _child(
        self, parent: "etree._Element", name: str, text: str | None = None
    ) -> "etree._Element":
        """A new element of the core below another, with text XML can hold."""
        child = etree.SubElement(parent, name if self.is_2 else f"{{{NAMESPACE}}}{name}")
        if text is not None:
            child.text = strip_controls(text)
        return child
