"""A glossary as TBX version 3, dialect TBX-Basic, style DCA."""

import re
from itertools import groupby
from pathlib import Path
from typing import Any, cast

from lxml import etree

from aligner.files import whole_file
from aligner.signature import digest_values
from aligner.terms.from_tbx import NOTE_PREFIX
from aligner.terms.glossary import Glossary
from aligner.text import strip_controls
from aligner.values import ConceptEntry, Term, TermStatus

__all__ = ["tbx_bytes", "write_tbx"]

_NAMESPACE = "urn:iso:std:iso:30042:ed-2"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_STATUSES = {
    TermStatus.PREFERRED: "preferredTerm-admn-sts",
    TermStatus.ALLOWED: "admittedTerm-admn-sts",
    TermStatus.FORBIDDEN: "deprecatedTerm-admn-sts",
}
# What an XML id may look like (letters beyond ASCII are left out on purpose).
_XML_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")


def write_tbx(glossary: Glossary, path: Path) -> None:
    """Write the glossary as a TBX file; the same glossary gives the same bytes."""
    with whole_file(path) as stream:
        stream.write(tbx_bytes(glossary))


def tbx_bytes(glossary: Glossary) -> bytes:
    """The glossary as a TBX document in UTF-8."""
    root = etree.Element(
        "tbx", type="TBX-Basic", style="dca", nsmap=cast("Any", {None: _NAMESPACE})
    )
    root.set(_LANG, "en")
    description = _child(_child(root, "tbxHeader"), "fileDesc")
    _child(_child(description, "titleStmt"), "title", "Glossary")
    summary = f"{len(glossary)} concept entries, digest {glossary.digest}"
    _child(_child(description, "sourceDesc"), "p", summary)
    body = _child(_child(root, "text"), "body")
    for entry in glossary.entries:
        _add_entry(body, entry)
    etree.indent(root)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def _add_entry(body: "etree._Element", entry: ConceptEntry) -> None:
    """One concept entry with its languages."""
    element = _child(body, "conceptEntry")
    is_xml_id = _XML_ID.fullmatch(entry.id) is not None
    element.set("id", entry.id if is_xml_id else f"c-{digest_values(entry.id)}")
    if entry.domain:
        _child(element, "descrip", entry.domain).set("type", "subjectField")
    if entry.note:
        _child(element, "note", entry.note)
    _add_note(element, "reliability", entry.reliability)
    _add_note(element, "weak", "yes" if entry.weak else "")
    _add_note(element, "id", "" if is_xml_id else entry.id)
    for language, terms in groupby(entry.terms, key=lambda term: term.language):
        section = _child(element, "langSec")
        section.set(_LANG, language)
        for term in terms:
            _add_term(section, term)


def _add_term(section: "etree._Element", term: Term) -> None:
    """One term with its status and rules."""
    element = _child(section, "termSec")
    _child(element, "term", term.text)
    if term.abbreviation:
        _child(element, "termNote", "abbreviation").set("type", "termType")
    _child(element, "termNote", _STATUSES[term.status]).set("type", "administrativeStatus")
    _add_note(element, "case", "exact" if term.case_sensitive else "")
    _add_note(element, "valid-from", term.valid_from.isoformat() if term.valid_from else "")
    _add_note(element, "valid-until", term.valid_until.isoformat() if term.valid_until else "")


def _add_note(element: "etree._Element", key: str, value: str) -> None:
    """A fact that TBX-Basic has no field for, as a note."""
    if value:
        _child(element, "note", f"{NOTE_PREFIX}{key}={value}")


def _child(parent: "etree._Element", name: str, text: str | None = None) -> "etree._Element":
    """A new element below another, with text XML can hold."""
    element = etree.SubElement(parent, f"{{{_NAMESPACE}}}{name}")
    if text is not None:
        element.text = strip_controls(text)
    return element
