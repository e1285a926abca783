"""XLIFF 2.1 and 1.2 (OASIS), the formats that translation tools exchange jobs in.

Probability and provenance stand where each version keeps such things: the
metadata module of 2.1, the context groups of 1.2.  The states say how far a unit
can be trusted, and notes why not.  What XML cannot hold is removed and counted, as in
TMX.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from typing import IO, cast
from urllib.parse import quote

from lxml import etree

from aligner.exporters.states import Standing, notes, standing
from aligner.exporters.xml_units import clean, extra_values
from aligner.values import TranslationUnit

CATEGORY = "aligner"
CONTEXT = "x-aligner."
METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
SOURCE_LANGUAGE = "source-language"
TARGET_LANGUAGE = "target-language"
_CORE_2 = "urn:oasis:names:tc:xliff:document:2.0"
_CORE_1 = "urn:oasis:names:tc:xliff:document:1.2"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_UNKNOWN = ("und", "und")
# XLIFF 2 has no state between "not translated" and "translated": what must be looked at
# again is in its initial one, with a word of ours beside it.
_NEW_STATES = {
    Standing.CONFIRMED: {"state": "reviewed"},
    Standing.SURE: {"state": "translated"},
    Standing.DOUBTFUL: {"state": "initial", "subState": "aligner:needs-review-translation"},
    Standing.UNTRANSLATED: {"state": "initial"},
}
_OLD_STATES = {
    Standing.CONFIRMED: "final",
    Standing.SURE: "translated",
    Standing.DOUBTFUL: "needs-review-translation",
    Standing.UNTRANSLATED: "needs-translation",
}
# What tools count as translated in XLIFF 1.2; the others are fuzzy.
_APPROVED = frozenset({Standing.CONFIRMED, Standing.SURE})
# lxml's stubs know of no default namespace.
_NAMES_2 = cast("Mapping[str, str]", {None: _CORE_2, "mda": METADATA})
_NAMES_1 = cast("Mapping[str, str]", {None: _CORE_1})


@dataclass(frozen=True, slots=True)
class Xliff21Exporter:
    """Units as XLIFF 2.1: one ``unit`` with one ``segment`` each.

    The file has the languages of its first unit; a unit of others says so in
    its metadata.
    """

    name: str = "xliff.v1"

    def write(self, units: Iterable[TranslationUnit], stream: IO[bytes]) -> int:
        """Write all units, streaming; gives the number written."""
        languages, all_units = _languages(units)
        count = 0
        with etree.xmlfile(stream, encoding="utf-8") as xml:
            xml.write_declaration()
            root = {"version": "2.1", "srcLang": languages[0], "trgLang": languages[1]}
            with (
                xml.element(f"{{{_CORE_2}}}xliff", root, nsmap=_NAMES_2),
                xml.element(f"{{{_CORE_2}}}file", id="f1", original=CATEGORY),
            ):
                xml.write("\n")
                for count, unit in enumerate(all_units, start=1):
                    xml.write(_new_unit(unit, count, languages), with_tail=True)
                if not count:
                    # The schema lets a group be empty, but not a file.
                    xml.write(etree.Element(f"{{{_CORE_2}}}group", id="g1"))
        stream.write(b"\n")
        return count


@dataclass(frozen=True, slots=True)
class Xliff12Exporter:
    """Units as XLIFF 1.2: one ``trans-unit`` each, for tools that do not know 2.1."""

    name: str = "xliff12.v1"

    def write(self, units: Iterable[TranslationUnit], stream: IO[bytes]) -> int:
        """Write all units, streaming; gives the number written."""
        languages, all_units = _languages(units)
        count = 0
        with etree.xmlfile(stream, encoding="utf-8") as xml:
            xml.write_declaration()
            head = {
                "original": CATEGORY,
                "datatype": "plaintext",
                "source-language": languages[0],
                "target-language": languages[1],
            }
            with (
                xml.element(f"{{{_CORE_1}}}xliff", {"version": "1.2"}, nsmap=_NAMES_1),
                xml.element(f"{{{_CORE_1}}}file", head),
                xml.element(f"{{{_CORE_1}}}body"),
            ):
                xml.write("\n")
                for count, unit in enumerate(all_units, start=1):
                    xml.write(_old_unit(unit, count, languages), with_tail=True)
        stream.write(b"\n")
        return count


def _languages(
    units: Iterable[TranslationUnit],
) -> tuple[tuple[str, str], Iterable[TranslationUnit]]:
    """Languages of the first unit, and all units."""
    remaining = iter(units)
    leading = list(islice(remaining, 1))
    languages = [(unit.source_language, unit.target_language) for unit in leading] or [_UNKNOWN]
    return languages[0], chain(leading, remaining)


def _values(unit: TranslationUnit, languages: tuple[str, str]) -> list[tuple[str, str]]:
    """Metadata of a unit: its languages first if they differ from the file's."""
    own = (SOURCE_LANGUAGE, unit.source_language), (TARGET_LANGUAGE, unit.target_language)
    others = [item for item, tag in zip(own, languages, strict=True) if item[1] != tag]
    return [*others, *extra_values(unit)]


def _new_unit(unit: TranslationUnit, count: int, languages: tuple[str, str]) -> etree._Element:
    """A ``unit`` of XLIFF 2.1; its id must be a name token, ours goes to ``name``."""
    element = etree.Element(
        f"{{{_CORE_2}}}unit", {"id": f"u{count}", "name": clean(unit.id)}, nsmap=_NAMES_2
    )
    metadata = etree.SubElement(element, f"{{{METADATA}}}metadata")
    group = etree.SubElement(metadata, f"{{{METADATA}}}metaGroup", category=CATEGORY)
    for name, value in _values(unit, languages):
        etree.SubElement(group, f"{{{METADATA}}}meta", type=name).text = value
    if said := notes(unit):
        group = etree.SubElement(element, f"{{{_CORE_2}}}notes")
        for text in said:
            etree.SubElement(group, f"{{{_CORE_2}}}note", category=CATEGORY).text = clean(text)
    segment = etree.SubElement(element, f"{{{_CORE_2}}}segment", _NEW_STATES[standing(unit)])
    _sides(segment, unit, _CORE_2)
    element.tail = "\n"
    return element


def _old_unit(unit: TranslationUnit, count: int, languages: tuple[str, str]) -> etree._Element:
    """A ``trans-unit`` of XLIFF 1.2; a context type holds no spaces, so names are quoted.

    The name of a context group must be the only one in its file.
    """
    element = etree.Element(
        f"{{{_CORE_1}}}trans-unit",
        {"id": f"u{count}", "resname": clean(unit.id)},
        nsmap=_NAMES_1,
    )
    state = standing(unit)
    element.set("approved", "yes" if state in _APPROVED else "no")
    _sides(element, unit, _CORE_1).set("state", _OLD_STATES[state])
    group = etree.SubElement(element, f"{{{_CORE_1}}}context-group", name=f"{CATEGORY}-{count}")
    for name, value in _values(unit, languages):
        context = etree.SubElement(group, f"{{{_CORE_1}}}context")
        context.set("context-type", f"{CONTEXT}{quote(name)}")
        context.text = value
    for text in notes(unit):
        note = etree.SubElement(element, f"{{{_CORE_1}}}note")
        note.set("from", CATEGORY)
        note.text = clean(text)
    element.tail = "\n"
    return element


def _sides(parent: etree._Element, unit: TranslationUnit, core: str) -> etree._Element:
    """Add both texts, their white space to be kept; gives the target."""
    for name, text in (("source", unit.source_text), ("target", unit.target_text)):
        side = etree.SubElement(parent, f"{{{core}}}{name}")
        # In 1.2 the attribute stands at the unit.
        (side if core == _CORE_2 else parent).set(_SPACE, "preserve")
        side.text = clean(text)
    return side
