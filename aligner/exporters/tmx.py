"""TMX 1.4b, the format that translation tools exchange memories in.

A file written here is valid against ``tmx14.dtd`` but names no DTD: many readers try
to fetch the one that is named, and fail.  XML cannot hold control characters other
than tab, line feed and carriage return; they are removed, and a unit that lost some
says how many in its property ``removed-controls``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path
from typing import IO

from lxml import etree

from aligner import __version__
from aligner.errors import FormatError
from aligner.exporters.choosing import Chooser, Notice, Pair, ignore
from aligner.exporters.xml_units import PROBABILITY, clean, extra_values
from aligner.signature import digest_values
from aligner.tables import checked_probability, opened
from aligner.values import TranslationUnit

_TOOL = "aligner"
# What a unit is dated by, the best first: all of it is stored, so that the same workspace
# gives the same bytes at any time.
_DATED_BY = ("created", "target-date", "source-date", "changed")
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class TmxExporter:
    """Units as TMX ``tu`` elements with provenance in ``prop``.

    The header's ``srclang`` is the source language of the first unit; a unit
    of another source language carries its own.  A unit is created by this program
    (or whom it names) on the day that the translation was published, or the original
    where that is not known, and changed by the reviewer who decided on it last.  Where
    nothing has a date but that decision, it is what made the unit.
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
            "creationtool": _TOOL,
            "creationtoolversion": __version__,
            "segtype": "sentence",
            "o-tmf": _TOOL,
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
    for name, value in _history(unit):
        element.set(name, value)
    for name, value in extra_values(unit):
        _property(element, name, value)
    _add_variant(element, unit.source_language, unit.source_text)
    _add_variant(element, unit.target_language, unit.target_text)
    element.text = element.tail = "\n"
    return element


def _history(unit: TranslationUnit) -> Iterator[tuple[str, str]]:
    """When a unit was made and changed, and by whom, as attributes."""
    values = {name: value for name, value in unit.properties if value}
    days = (values.get(name, "") for name in _DATED_BY)
    history = {
        "creationid": values.get("created-by", _TOOL),
        "creationdate": next(filter(None, map(_moment, days)), ""),
        "changeid": values.get("changed-by", ""),
        "changedate": _moment(values.get("changed", "")),
    }
    return ((name, clean(value)) for name, value in history.items() if clean(value))


def _moment(stated: str) -> str:
    """A date or time of ISO 8601 in the form of TMX, in UTC; ``""`` if it is none."""
    try:
        moment = datetime.fromisoformat(stated)
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return ""
    return f"{moment.year:04}{moment:%m%dT%H%M%SZ}"


def _property(element: etree._Element, name: str, value: str) -> None:
    """Add a ``prop``; names of our own begin with ``x-``, as TMX asks."""
    prop = etree.SubElement(element, "prop", type=f"x-{name}")
    prop.text = value
    prop.tail = "\n"


def _add_variant(element: etree._Element, language: str, text: str) -> None:
    """Add the text of one language."""
    variant = etree.SubElement(element, "tuv", {XML_LANG: language})
    variant.tail = "\n"
    etree.SubElement(variant, "seg").text = clean(text)


# Attributes of a unit and the properties that they become.
_HISTORY = {
    "creationdate": "created",
    "creationid": "created-by",
    "changedate": "changed",
    "changeid": "changed-by",
}
# Their content is code of the original format, not text.
_CODE_TAGS = frozenset({"bpt", "ept", "it", "ph", "ut"})


def read_tmx(
    path: Path, languages: tuple[str, str] | None = None, notice: Notice = ignore
) -> Iterator[TranslationUnit]:
    """Units of a TMX file, one after the other; memory stays flat.

    Parameters
    ----------
    path : Path
        Entities that the file declares itself are refused, its DTD is not
        loaded, nothing is fetched.
    languages : (str, str) or None
        Those to take of units in several; without them, Chinese and English.
    notice : callable
        Told in the end which units were passed over because they lack them.

    Yields
    ------
    unit : TranslationUnit
        Of one with several varieties of Chinese, one for each.  The text of inline codes
        is dropped, that of highlights kept.  A unit without ``tuid`` gets an id from its
        place and content.  When and by whom it was created and changed become properties.

    Raises
    ------
    FormatError
        With file and line: not well-formed, or not TMX.
    """
    with opened(path) as stream:
        context = etree.iterparse(
            stream,
            events=("end",),
            tag=("header", "tu"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        )
        chooser = Chooser(languages)
        try:
            yield from _units(context, path, chooser)
        except etree.XMLSyntaxError as error:
            raise FormatError(error.msg or "not XML", str(path), error.lineno or None) from error
        if context.root.tag != "tmx":
            message = f"not TMX: the root element is <{context.root.tag}>"
            raise _fault(message, context.root, path)
        for message in chooser.notices():
            notice(f"{path}: {message}")


def _units(
    context: "etree.iterparse[etree._Element]", path: Path, chooser: Chooser
) -> Iterator[TranslationUnit]:
    """Units of the elements as the parser meets them; each is freed at once."""
    language = "*all*"
    count = 0
    for _, element in context:
        if element.tag == "header":
            language = element.get("srclang", language)
        else:
            count += 1
            yield from _chosen(element, language, count, path, chooser)
        element.clear()
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]


def _chosen(
    element: etree._Element, language: str, count: int, path: Path, chooser: Chooser
) -> Iterator[TranslationUnit]:
    """The units of one ``tu``."""
    variants = [_variant(variant, path) for variant in element.iterfind("tuv")]
    place = f"line {_line(element)}"
    pairs = chooser.pairs(variants, element.get("srclang", language), place)
    identifier = element.get("tuid") or ""
    for number, pair in enumerate(pairs):
        # The first keeps the id of the unit, which another program may know.
        own = identifier if number == 0 else digest_values(identifier, pair)
        yield _unit(element, pair, (own or digest_values(count, *pair)), path)


def _unit(element: etree._Element, pair: Pair, identifier: str, path: Path) -> TranslationUnit:
    """One ``tu`` as a unit of two of its texts."""
    source, target = pair
    properties = [
        (prop.get("type", "").removeprefix("x-"), _text(prop, path))
        for prop in element.iterfind("prop")
    ]
    names = [name for name, _ in properties]
    if element.get("creationid") != _TOOL:
        told = ((name, element.get(attribute, "")) for attribute, name in _HISTORY.items())
        properties += [item for item in told if item[1] and item[0] not in names]
    probability = "1.0"
    if PROBABILITY in names:
        _, probability = properties.pop(names.index(PROBABILITY))
    return TranslationUnit(
        id=identifier,
        source_language=source[0],
        target_language=target[0],
        source_text=source[1],
        target_text=target[1],
        probability=checked_probability(probability, path, _line(element)),
        properties=tuple(properties),
    )


def _variant(variant: etree._Element, path: Path) -> tuple[str, str]:
    """Language and text of one ``tuv``; the attribute ``lang`` is TMX 1.1."""
    language = variant.get(XML_LANG) or variant.get("lang")
    segment = variant.find("seg")
    if not language or segment is None:
        message = "a <tuv> needs xml:lang and <seg>"
        raise _fault(message, variant, path)
    return language, _text(segment, path)


def _text(element: etree._Element, path: Path) -> str:
    """Text of an element without the content of inline codes."""
    pieces = [element.text or ""]
    for child in element:
        if child.tag is etree.Entity:
            message = f"entity {child.text} is not one of XML's own"
            raise _fault(message, element, path)
        if child.tag not in _CODE_TAGS:
            pieces.append(_text(child, path))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _line(element: etree._Element) -> int | None:
    """Line of the file that an element begins on."""
    line = element.sourceline
    return line if isinstance(line, int) else None


def _fault(message: str, element: etree._Element, path: Path) -> FormatError:
    """What is wrong with an element, with its place."""
    return FormatError(message, str(path), _line(element))
