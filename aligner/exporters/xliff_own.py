"""Units of XLIFF files that this program wrote, exactly as they were."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from aligner.exporters.to_xliff import CATEGORY, CONTEXT, SOURCE_LANGUAGE, TARGET_LANGUAGE
from aligner.exporters.xml_units import PROBABILITY
from aligner.tables import attribute, checked_probability
from aligner.values import TranslationUnit


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
