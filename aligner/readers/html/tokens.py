"""Tokenise HTML source into tags and text, each with its offsets in the source.

Follows the HTML standard as far as it matters for telling text from markup. Every step
moves forward, so time is linear in the length of any source.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from aligner.readers.cleaning import unescape_html

_MARKUP = re.compile(
    r"<(?:(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*)|(?P<comment>!--)|[!?]|/(?=.))", re.DOTALL
)
_ATTRIBUTE = re.compile(
    r"""[\s/]*(?:(?P<close>>)|(?P<name>[^\s/>][^\s/>=]*)"""
    r"""(?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s>]*)))?)""",
)
# A document type with declarations of its own, as XML has them, and where these end.
_SUBSET = re.compile(r"<!DOCTYPE\b[^<>\[]*\[", re.IGNORECASE)
_SUBSET_END = "]>"
# Elements whose content is not markup.
_RAW = ("iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp")
_RAW_END = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in _RAW}


@dataclass(frozen=True, slots=True)
class Text:
    """A run of character data; entities are still as written."""

    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Tag:
    """A start or end tag; names are in lower case, attribute values without entities.

    `stop` is where the tag ends, and where raw content (of a script, a title)
    begins; that content ends at `raw_stop`.  `is_empty` says that an element of
    an XML page has no content.
    """

    name: str
    is_end: bool
    start: int
    stop: int
    attributes: dict[str, str] = field(default_factory=dict)
    is_empty: bool = False
    raw_stop: int | None = None


def tokens(source: str) -> Iterator[Tag | Text]:
    """Tags and runs of text in order; comments and declarations are left out.

    Parameters
    ----------
    source : str
    """
    position = text_start = 0
    last_close = source.rfind(">")
    last_subset = source.rfind(_SUBSET_END)
    is_xml = source.lstrip()[:5] == "<?xml"
    while (match := _MARKUP.search(source, position)) and match.start() < last_close:
        if match.start() > text_start:
            yield Text(text_start, match.start())
        if match["name"] is None:
            position = text_start = _comment_end(source, match, last_subset)
            continue
        tag = _tag(source, match, is_xml=is_xml)
        yield tag
        position = text_start = tag.stop if tag.raw_stop is None else tag.raw_stop
    if text_start < len(source):
        yield Text(text_start, len(source))


def _comment_end(source: str, match: re.Match[str], last_subset: int) -> int:
    """End of a comment or declaration; an unterminated one takes the rest of the source."""
    if match.end() <= last_subset and _SUBSET.match(source, match.start()):
        return source.find(_SUBSET_END, match.end()) + len(_SUBSET_END)
    mark = "-->" if match["comment"] else ">"
    # ``<!-->`` is a complete comment: the end mark may reuse the dashes of the start.
    end = source.find(mark, match.start() + 2)
    return len(source) if end < 0 else end + len(mark)


def _tag(source: str, match: re.Match[str], *, is_xml: bool) -> Tag:
    """The tag that begins at a match, with its attributes."""
    name, is_end = match["name"].lower(), bool(match["end"])
    attributes: dict[str, str] = {}
    position = match.end()
    while (part := _ATTRIBUTE.match(source, position)) and not part["close"]:
        position = part.end()
        value = next((v for v in part.group("double", "single", "bare") if v is not None), "")
        attributes.setdefault(part["name"].lower(), unescape_html(value))
    stop = part.end() if part else len(source)
    is_empty = is_xml and source[stop - 2 : stop] == "/>"
    raw_stop = None
    if name in _RAW_END and not is_end and not is_empty:
        end = _RAW_END[name].search(source, stop)
        raw_stop = end.start() if end else len(source)
    return Tag(name, is_end, match.start(), stop, attributes, is_empty, raw_stop)
