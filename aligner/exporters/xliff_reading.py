"""XLIFF 1.2 and 2.x files (OASIS) to translation units."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, cast
from urllib.parse import unquote

from lxml import etree

from aligner.errors import FormatError
from aligner.exporters.choosing import Notice, Untranslated, ignore
from aligner.exporters.xliff_writing import CATEGORY, CONTEXT, SOURCE_LANGUAGE, TARGET_LANGUAGE
from aligner.exporters.xml_units import PROBABILITY
from aligner.signature import digest_values
from aligner.tables import GuardedStream, attribute, checked_probability, local_name, opened
from aligner.values import TranslationUnit

_UNITS = frozenset({"trans-unit", "unit"})


@dataclass(frozen=True, slots=True)
class _File:
    """What a ``file`` element says of its units."""

    id: str
    original: str
    source_language: str
    target_language: str


@dataclass(frozen=True, slots=True)
class _Pair:
    """A text with its translation, and how far the translation is."""

    id: str
    source: str
    target: str
    state: str


def read_xliff(path: Path, notice: Notice = ignore) -> Iterator[TranslationUnit]:
    """Units of an XLIFF file, one after the other; memory stays flat.

    Parameters
    ----------
    path : Path
        A document type declaration is refused, nothing is fetched.
    notice : callable
        Told in the end how many segments have no translation.

    Yields
    ------
    unit : TranslationUnit
        As it was written by this program; of others, one for each segment
        that has a translation; inline codes are dropped, a line break among
        them becomes a line feed.  Properties:
        ``source-document`` (the original file), ``unit`` (its id there),
        ``state``, ``note``.

    Raises
    ------
    FormatError
        With file and line: not well-formed, not XLIFF, or without languages.
    """
    with opened(path) as stream:
        guarded = cast("IO[bytes]", GuardedStream(stream, str(path)))
        context = etree.iterparse(
            guarded,
            events=("start", "end"),
            tag=("{*}xliff", "{*}file", "{*}trans-unit", "{*}unit"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            untranslated = Untranslated()
            yield from _units(context, path, untranslated)
            untranslated.tell(notice)
        except etree.XMLSyntaxError as error:
            raise FormatError(error.msg or "not XML", str(path), error.lineno or None) from error
        if local_name(context.root) != "xliff":
            message = f"not XLIFF: the root element is <{local_name(context.root)}>"
            raise FormatError(message, str(path), _line(context.root))


def _units(
    context: "etree.iterparse[etree._Element]", path: Path, untranslated: Untranslated
) -> Iterator[TranslationUnit]:
    """Units of the elements as the parser meets them; each is freed at once."""
    languages = "", ""
    file: _File | None = None
    for event, element in context:
        name = local_name(element)
        if event == "start":
            if name == "xliff":
                languages = attribute(element, "srcLang"), attribute(element, "trgLang")
            elif name == "file":
                file = _file(element, languages)
        elif name in _UNITS:
            if file is not None:
                yield from _of_unit(element, file, path, untranslated)
            _free(element)
        elif name == "file":
            _free(element)


def _file(element: etree._Element, languages: tuple[str, str]) -> _File:
    """What a ``file`` element says; in XLIFF 2 the root names the languages."""
    return _File(
        attribute(element, "id"),
        attribute(element, "original"),
        attribute(element, "source-language") or languages[0],
        attribute(element, "target-language") or languages[1],
    )


def _of_unit(
    element: etree._Element, file: _File, path: Path, untranslated: Untranslated
) -> Iterator[TranslationUnit]:
    """Translation units of one unit of the file."""
    own = own_unit(element, (file.source_language, file.target_language), path)
    if own is not None:
        yield own
        return
    is_old = local_name(element) == "trans-unit"
    pairs = map(_without_marks(element), _old_pairs(element)) if is_old else _new_pairs(element)
    identifier = attribute(element, "id")
    notes = [text_of(note).strip() for note in element.iter("{*}note")]
    for pair in pairs:
        if not pair.source or not pair.target:
            if pair.source or pair.target:
                untranslated.pass_over(f"line {_line(element)}")
            continue
        if not file.source_language or not file.target_language:
            message = "the file does not say its source and target language"
            raise FormatError(message, str(path), _line(element))
        properties = (
            ("source-document", file.original),
            ("unit", "/".join(filter(None, (identifier, pair.id)))),
            ("state", pair.state),
            ("note", "\n".join(filter(None, notes))),
        )
        yield TranslationUnit(
            digest_values(file.id, file.original, identifier, pair.id, pair.source, pair.target),
            file.source_language,
            file.target_language,
            pair.source,
            pair.target,
            1.0,
            tuple(item for item in properties if item[1]),
        )


def _old_pairs(element: etree._Element) -> Iterator[_Pair]:
    """Pairs of a ``trans-unit`` of XLIFF 1.2, by its segments where both sides have the same."""
    source, segmented, target = (_child(element, n) for n in ("source", "seg-source", "target"))
    if source is None:
        return
    if target is None:
        yield _Pair("", text_of(source).strip(), "", "")
        return
    state = attribute(target, "state") or _status(element)
    confirmed = {attribute(e, "id"): attribute(e, "conf") for e in element.iter("{*}seg")}
    sources = segment_texts(segmented) if segmented is not None else {}
    targets = segment_texts(target)
    if sources and sources.keys() == targets.keys():
        for key, text in sources.items():
            stated = confirmed.get(key) or state
            yield _Pair(key, text.strip(), targets[key].strip(), stated)
    else:
        yield _Pair("", text_of(source).strip(), text_of(target).strip(), state)


def _status(element: etree._Element) -> str:
    """How far a translation is, as memoQ, Phrase and Wordfast say it of the unit."""
    confirmed = attribute(element, "confirmed")
    if confirmed:
        return "confirmed" if confirmed == "1" else "unconfirmed"
    return attribute(element, "status") or attribute(element, "editStatus")


def _without_marks(element: etree._Element) -> Callable[[_Pair], _Pair]:
    """What drops the inline codes that Phrase writes as text, ``{1}`` and ``{b>word<b}``."""
    names = {attribute(mark, "id") for mark in element.iter("{*}mark")} - {""}
    if not names:
        return lambda pair: pair
    listed = "|".join(map(re.escape, sorted(names)))
    code = re.compile(rf"\{{(?:{listed})[}}>]|<(?:{listed})\}}")

    def bare(pair: _Pair) -> _Pair:
        return replace(pair, source=code.sub("", pair.source), target=code.sub("", pair.target))

    return bare


def _new_pairs(element: etree._Element) -> Iterator[_Pair]:
    """Pairs of a ``unit`` of XLIFF 2, one for each segment."""
    for segment in element:
        if local_name(segment) != "segment":
            continue
        source, target = _child(segment, "source"), _child(segment, "target")
        if source is not None:
            yield _Pair(
                attribute(segment, "id"),
                text_of(source).strip(),
                "" if target is None else text_of(target).strip(),
                attribute(segment, "state"),
            )


def _child(element: etree._Element, name: str) -> etree._Element | None:
    """First child of a name."""
    return next((child for child in element if local_name(child) == name), None)


def _free(element: etree._Element) -> None:
    """Drop an element's content and all that stands before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _line(element: etree._Element) -> int | None:
    """Line of the file that an element begins on."""
    line = element.sourceline
    return line if isinstance(line, int) else None


def own_unit(
    element: etree._Element, languages: tuple[str, str], path: Path
) -> TranslationUnit | None:
    """The unit of a ``unit`` or ``trans-unit`` of this program, None for that of another."""
    values = list(_values(element))
    if PROBABILITY not in dict(values):
        return None
    tags = list(languages)
    for side, name in enumerate((SOURCE_LANGUAGE, TARGET_LANGUAGE)):
        # Only what stands before the probability is not a property of the unit.
        if values[0][0] == name:
            tags[side] = values.pop(0)[1]
    probability = values.pop(0)[1]
    source, target = (element.findtext(f".//{{*}}{name}", "") for name in ("source", "target"))
    return TranslationUnit(
        attribute(element, "name") or attribute(element, "resname"),
        tags[0],
        tags[1],
        source,
        target,
        checked_probability(probability, path, None),
        tuple(values),
    )


def _values(element: etree._Element) -> Iterator[tuple[str, str]]:
    """Names and values of the metadata of this program."""
    for group in element.iter("{*}metaGroup"):
        if attribute(group, "category") == CATEGORY:
            yield from ((attribute(item, "type"), item.text or "") for item in group)
    for group in element.iter("{*}context-group"):
        if attribute(group, "name").startswith(f"{CATEGORY}-"):
            for item in group:
                name = attribute(item, "context-type").removeprefix(CONTEXT)
                yield unquote(name), item.text or ""


# Their content is code of the original format, not text (bpt, ept, it, ph of 1.2); of 2.x,
# ph, sc, ec, sm and em are empty.
_CODE = frozenset({"bpt", "ept", "it", "ph", "sc", "ec", "sm", "em", "x", "bx", "ex"})
_LOWEST = 0x20


def text_of(element: etree._Element) -> str:
    """Text of an element; codes are dropped, a line break among them becomes a line feed."""
    return "".join(_pieces(element))


def segment_texts(element: etree._Element) -> dict[str, str]:
    """Texts of the segments that XLIFF 1.2 marks, by their ids in order."""
    return {
        attribute(mark, "mid"): text_of(mark)
        for mark in element.iter("{*}mrk")
        if attribute(mark, "mtype") == "seg"
    }


def _pieces(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        name = local_name(child)
        if name == "cp":
            yield _character(attribute(child, "hex"))
        elif name in _CODE:
            if attribute(child, "ctype") == "lb" or attribute(child, "subType") == "xlf:lb":
                yield "\n"
        elif name:
            yield from _pieces(child)
        yield child.tail or ""


def _character(code: str) -> str:
    """The character that XML cannot hold, unless it is a control."""
    try:
        value = int(code, 16)
        return chr(value) if value >= _LOWEST and not 0xD800 <= value < 0xE000 else ""  # noqa: PLR2004
    except (ValueError, OverflowError):
        return ""
