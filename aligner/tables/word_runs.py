"""What the runs of Word's paragraphs show: text, breaks, results of fields."""

from dataclasses import dataclass, field

from lxml import etree

from aligner.tables.xml import attribute, local_name

# What was deleted, what is code or format and not text, and readings above characters.
DROPPED = frozenset(
    {
        *("del", "moveFrom", "delText", "delInstrText", "instrText", "fldData", "rt"),
        *("pPr", "rPr", "sectPr", "tblPr", "trPr", "tcPr", "sdtPr", "sdtEndPr", "tblGrid"),
        *("posOffset", "align", "pctWidth", "pctHeight", "docPr", "Fallback"),
    }
)
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_FALSE = frozenset({"0", "false", "off"})
_SPACE, _SURROGATES = 0x20, 0xD800
DEEPEST = 256


@dataclass(slots=True)
class Fields:
    """Which of the fields around a text show a result by now."""

    shown: list[bool] = field(default_factory=list)

    def step(self, element: etree._Element) -> None:
        """Pass a mark of a field: begin, separate, end."""
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            self.shown.append(False)
        elif self.shown and kind == "separate":
            self.shown[-1] = True
        elif self.shown and kind == "end":
            self.shown.pop()


def collect(
    parent: etree._Element,
    fields: Fields,
    pieces: list[str],
    boxes: list[etree._Element],
    depth: int = 0,
) -> None:
    """Text of the runs below an element."""
    if depth > DEEPEST:
        return
    for child in parent:
        name = local_name(child)
        if name == "fldChar":
            fields.step(child)
        elif name == "txbxContent":
            boxes.append(child)
        elif name == "AlternateContent":
            collect(choice(child), fields, pieces, boxes, depth + 1)
        elif name in DROPPED or (name == "r" and _is_hidden(child)):
            continue
        elif name in _CHARACTERS or name in {"t", "sym"}:
            if all(fields.shown):
                pieces.append(_characters(child, name))
        else:
            collect(child, fields, pieces, boxes, depth + 1)


def _characters(element: etree._Element, name: str) -> str:
    """What an element of a run shows."""
    if name == "t":
        return element.text or ""
    if name == "sym":
        # Signs of symbol fonts have no code of their own.
        try:
            code = int(attribute(element, "char"), 16)
        except ValueError:
            return ""
        return chr(code) if _SPACE < code < _SURROGATES else ""
    return _CHARACTERS[name]


def choice(element: etree._Element) -> etree._Element:
    """The one of several renderings that newer programs show."""
    choices = [child for child in element if local_name(child) == "Choice"]
    return (choices or [*element, element])[0]


def _is_hidden(run: etree._Element) -> bool:
    """Whether a run is formatted as hidden text."""
    mark = property_of(run, "rPr", "vanish")
    return mark is not None and attribute(mark, "val") not in _FALSE


def property_of(element: etree._Element, group: str, name: str) -> etree._Element | None:
    """A property of an element, None if it does not have it."""
    for child in element:
        if local_name(child) == group:
            return next((item for item in child if local_name(item) == name), None)
    return None
