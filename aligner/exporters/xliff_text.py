"""Text of XLIFF's source and target elements without inline codes."""

from collections.abc import Iterator

from lxml import etree

from aligner.tables import attribute, local_name

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
