"""TBX files: version 3 in both styles (DCA, DCT), version 2 as far as it is alike.

The file is data from outside: no entity is expanded, no address is opened, and
a file that declares entities of its own is refused.
"""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from lxml import etree

from aligner.errors import FormatError
from aligner.signature import digest_values
from aligner.terms.glossary import Glossary, GlossaryProblem, unique_id
from aligner.text import one_line
from aligner.values import ConceptEntry, Term, TermStatus

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["NOTE_PREFIX", "read_tbx"]

# TBX-Basic has no place for what we also know about a term; such facts stand in
# notes, as "x-aligner:key=value", which every reader of TBX may show.
NOTE_PREFIX = "x-aligner:"

_ENTRIES = ("conceptEntry", "termEntry")
_LANGUAGES = ("langSec", "langSet")
_TERMS = ("termSec", "tig", "ntig")
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_STATUSES = {
    "preferredTerm-admn-sts": TermStatus.PREFERRED,
    "admittedTerm-admn-sts": TermStatus.ALLOWED,
    "deprecatedTerm-admn-sts": TermStatus.FORBIDDEN,
    "supersededTerm-admn-sts": TermStatus.FORBIDDEN,
    # The same without the suffix, as normativeAuthorization has it.
    "preferredTerm": TermStatus.PREFERRED,
    "standardizedTerm": TermStatus.PREFERRED,
    "admittedTerm": TermStatus.ALLOWED,
    "deprecatedTerm": TermStatus.FORBIDDEN,
    "supersededTerm": TermStatus.FORBIDDEN,
}
_SHORT_TYPES = frozenset({"abbreviation", "acronym", "initialism", "shortForm"})


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the elements about an entry or a term say."""

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
    root = _parse(data, path)
    entries: dict[str, ConceptEntry] = {}
    lines: list[int] = []
    problems: list[GlossaryProblem] = []
    for element in _children(root, *_ENTRIES, deep=True):
        line = _line(element) or 0
        entry = _entry(element, path)
        if entry is None:
            message = "a concept entry without terms is left out"
            problems.append(GlossaryProblem("empty-term", message, "", path, line))
            continue
        name = unique_id(entry.id, entries)
        if name != entry.id:
            message = f"the id {entry.id!r} is taken; this entry is now {name!r}"
            problems.append(GlossaryProblem("duplicate-id", message, name, path, line))
            entry = ConceptEntry(
                name, entry.terms, entry.domain, entry.note, entry.reliability, entry.weak
            )
        entries[name] = entry
        lines.append(line)
    if not entries:
        raise FormatError("no concept entry found; is this a TBX file?", path, _line(root))
    return Glossary(
        tuple(entries.values()), path=path, lines=tuple(lines), problems=tuple(problems)
    )


def _parse(data: bytes, path: str) -> "etree._Element":
    """Root of the document, read without entities, external parts or network."""
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
        raise FormatError("the file declares XML entities; they are not read", path)
    return root


def _children(
    element: "etree._Element", *names: str, deep: bool = False
) -> "Iterator[etree._Element]":
    """Child elements (or all descendants) with one of the local names."""
    for child in element.iter() if deep else element:
        if isinstance(child.tag, str) and etree.QName(child).localname in names:
            yield child


def _entry(element: "etree._Element", path: str) -> ConceptEntry | None:
    """One concept entry, None when it holds no term."""
    terms: list[Term] = []
    for section in _children(element, *_LANGUAGES):
        language = section.get(_LANG) or section.get("lang") or "und"
        for place, item in enumerate(_children(section, *_TERMS)):
            term = _term(item, language, path, is_first=place == 0)
            if term is not None:
                terms.append(term)
    if not terms:
        return None
    facts = _facts(element)
    wanted = facts.extra.get("id") or element.get("id")
    return ConceptEntry(
        id=wanted or f"t-{digest_values(terms[0].text)[:10]}",
        terms=tuple(terms),
        domain=facts.values.get("subjectField", ""),
        note=one_line(" ".join(facts.notes)),
        reliability=facts.extra.get("reliability") or facts.values.get("reliabilityCode", ""),
        weak=facts.extra.get("weak") == "yes",
    )


def _term(element: "etree._Element", language: str, path: str, *, is_first: bool) -> Term | None:
    """One term with its rules, None when it has no text."""
    holders = [element, *_children(element, "termGrp")]
    texts = [one_line(_text(e)) for holder in holders for e in _children(holder, "term")]
    if not texts or not texts[0]:
        return None
    facts = _facts(*holders)
    status = facts.values.get("administrativeStatus") or facts.values.get("normativeAuthorization")
    usual = TermStatus.PREFERRED if is_first else TermStatus.ALLOWED
    line = _line(element)
    return Term(
        text=texts[0],
        language=language,
        status=_STATUSES.get(status or "", usual),
        abbreviation=facts.values.get("termType", "") in _SHORT_TYPES,
        case_sensitive=facts.extra.get("case") == "exact",
        valid_from=_day(facts.extra.get("valid-from"), path, line),
        valid_until=_day(facts.extra.get("valid-until"), path, line),
    )


def _facts(*elements: "etree._Element") -> _Facts:
    """What the elements right below say: by type in DCA, by element name in DCT."""
    values: dict[str, str] = {}
    notes: list[str] = []
    extra: dict[str, str] = {}
    for child in (c for element in elements for c in element if isinstance(c.tag, str)):
        name = etree.QName(child).localname
        text = one_line(_text(child))
        if name == "note" and text.startswith(NOTE_PREFIX):
            key, _, value = text.removeprefix(NOTE_PREFIX).partition("=")
            extra[key] = value
        elif name == "note":
            notes.append(text)
        elif name not in {*_LANGUAGES, *_TERMS, "term", "termGrp"}:
            values.setdefault(child.get("type") or name, text)
    return _Facts(values, tuple(notes), extra)


def _text(element: "etree._Element") -> str:
    """All text inside an element (a term may hold ``hi`` and the like)."""
    return "".join(str(piece) for piece in element.itertext())


def _line(element: "etree._Element") -> int | None:
    """Line of an element in the file."""
    return cast("int | None", element.sourceline)


def _day(value: str | None, path: str, line: int | None) -> date | None:
    """The day in a note, None when there is none."""
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as error:
        raise FormatError(f"not a day: {value!r}; write it as 2018-08-28", path, line) from error
