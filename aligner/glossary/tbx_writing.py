"""Glossaries to TBX files, in dialect TBX-Basic: version 3 in both styles (DCA, DCT), version 2."""

import re
from enum import StrEnum
from typing import cast

from lxml import etree

from aligner.glossary.glossary import Glossary
from aligner.glossary.tbx import CATEGORIES, LANG, NAMESPACE, NAMESPACES, NOTE_PREFIX, STATUS_NAMES
from aligner.signature import digest_values
from aligner.text import strip_controls
from aligner.values import ConceptEntry, MatchMode, Term


class TbxStyle(StrEnum):
    """Version and style of a TBX document."""

    DCA = "dca"
    DCT = "dct"
    VERSION_2 = "version-2"


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
