"""TMX 1.4b, the format that translation tools exchange memories in.

The file is valid against ``tmx14.dtd`` but names no DTD: many readers try to
fetch the one that is named, and fail.  XML cannot hold control characters
other than tab, line feed and carriage return; they are removed, and a unit
that lost some says how many in its property ``removed-controls``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, islice
from typing import IO

from lxml import etree

from aligner import __version__
from aligner.exporters.xml_units import clean, extra_values
from aligner.values import TranslationUnit

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class TmxExporter:
    """Units as TMX ``tu`` elements with provenance in ``prop``.

    The header's ``srclang`` is the source language of the first unit; a unit
    of another source language carries its own.  There is no creation date.
    """

    name: str = "tmx.v1"

    def write(self, units: Iterable[TranslationUnit], stream: IO[bytes]) -> int:
        """Write all units, streaming; gives the number written."""
        remaining = iter(units)
        leading = list(islice(remaining, 1))
        language = leading[0].source_language if leading else "*all*"
        count = 0
        with etree.xmlfile(stream, encoding="utf-8") as xml:
            xml.write_declaration()
            with xml.element("tmx", version="1.4"):
                xml.write("\n", _header(language), "\n")
                with xml.element("body"):
                    xml.write("\n")
                    for unit in chain(leading, remaining):
                        xml.write(_element(unit, language))
                        count += 1
                xml.write("\n")
        stream.write(b"\n")
        return count


def _header(language: str) -> etree._Element:
    """The header, with every attribute that TMX requires."""
    return etree.Element(
        "header",
        {
            "creationtool": "aligner",
            "creationtoolversion": __version__,
            "segtype": "sentence",
            "o-tmf": "aligner",
            "adminlang": "en",
            "srclang": language,
            "datatype": "plaintext",
        },
    )


def _element(unit: TranslationUnit, language: str) -> etree._Element:
    """One unit as a ``tu`` element, a line feed behind it."""
    element = etree.Element("tu", tuid=clean(unit.id))
    if unit.source_language != language:
        element.set("srclang", unit.source_language)
    for name, value in extra_values(unit):
        _property(element, name, value)
    _variant(element, unit.source_language, unit.source_text)
    _variant(element, unit.target_language, unit.target_text)
    element.text = element.tail = "\n"
    return element


def _property(element: etree._Element, name: str, value: str) -> None:
    """Add a ``prop``; names of our own begin with ``x-``, as TMX asks."""
    prop = etree.SubElement(element, "prop", type=f"x-{name}")
    prop.text = value
    prop.tail = "\n"


def _variant(element: etree._Element, language: str, text: str) -> None:
    """Add the text of one language."""
    variant = etree.SubElement(element, "tuv", {XML_LANG: language})
    variant.tail = "\n"
    etree.SubElement(variant, "seg").text = clean(text)
