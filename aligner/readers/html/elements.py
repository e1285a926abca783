"""HTML elements: which end a block, which are hidden, which region of a page they mark."""

import re
from enum import Enum


def words(text: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(text.split())


BLOCK_TAGS = words(
    "address article aside blockquote body caption center col colgroup dd details dialog dir div "
    "dl dt fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr "
    "html legend li listing main menu nav ol optgroup option p plaintext pre search section select "
    "summary table tbody td textarea tfoot th thead tr ul xmp",
)
VOID_TAGS = words(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source "
    "track wbr",
)
HIDDEN_TAGS = words(
    "audio canvas datalist head iframe noembed noframes noscript object rp rt rtc script style svg "
    "template title video",
)
# Readings above characters: their end tags are often left out.
RUBY_TAGS = words("rp rt rtc ruby")
HEADING_TAGS = words("h1 h2 h3 h4 h5 h6")
# Tags that tell the kind of their text.
ROLE_TAGS = HEADING_TAGS | words("blockquote caption dd dt figcaption li td th")
# A start tag on the left implicitly ends an open element on the right, up to the nearest of
# `SCOPE_TAGS`.
ENDED_BY = {
    "dd": ("dd", "dt"),
    "dt": ("dd", "dt"),
    "li": ("li",),
    "option": ("option",),
    "rp": ("rp", "rt"),
    "rt": ("rp", "rt"),
    "rtc": ("rp", "rt", "rtc"),
    "td": ("td", "th"),
    "th": ("td", "th"),
    "tr": ("tr",),
}
SCOPE_TAGS = words("button caption dl menu object ol ruby select table ul")


class Region(Enum):
    """Part of a page, as named by its markup."""

    NONE = "none"
    CONTENT = "content"
    BOILERPLATE = "boilerplate"
    CONTROL = "control"
    TITLE = "title"
    SUBTITLE = "subtitle"
    BYLINE = "byline"
    ABSTRACT = "abstract"
    CAPTION = "caption"
    ATTRIBUTION = "attribution"


_BY_TAG = {
    "article": Region.CONTENT,
    "aside": Region.BOILERPLATE,
    "button": Region.CONTROL,
    "caption": Region.CAPTION,
    "datalist": Region.CONTROL,
    "figcaption": Region.CAPTION,
    "footer": Region.BOILERPLATE,
    "header": Region.BOILERPLATE,
    "legend": Region.CONTROL,
    "main": Region.CONTENT,
    "menu": Region.BOILERPLATE,
    "nav": Region.BOILERPLATE,
    "option": Region.CONTROL,
    "search": Region.CONTROL,
    "select": Region.CONTROL,
    "textarea": Region.CONTROL,
}
_BY_ROLE = {
    "doc-endnote": Region.CONTENT,
    "doc-footnote": Region.CONTENT,
    "banner": Region.BOILERPLATE,
    "complementary": Region.BOILERPLATE,
    "contentinfo": Region.BOILERPLATE,
    "main": Region.CONTENT,
    "navigation": Region.BOILERPLATE,
    "search": Region.CONTROL,
}
# What books call their notes, and what leads to them and back, which no reader reads out.
_NOTES = frozenset({"endnote", "footnote", "note", "rearnote"})
_NOTE_LINKS = frozenset({"backlink", "doc-backlink", "doc-noteref", "noteref"})
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Za-z][a-z]*")
_BOILERPLATE_WORDS = words(
    "ad ads advert aside banner breadcrumb breadcrumbs comment comments cookie copyright "
    "crumb crumbs ewm foot footer friendlink header hot login menu nav navbar navi navigation "
    "pager pagination promo qr qrcode recommend recommended relate related search share "
    "sharing side sidebar sitemap social teaser teasers toolbar tools topbar weizhi widget",
)
_CONTENT_WORDS = words(
    "artical article body content contents detail details editor entry main news story text trs "
    "xilan xl zhengwen zoom zw",
)
_TYPED_WORDS = (
    (Region.SUBTITLE, words("fbt futitle subhead subtitle")),
    (Region.TITLE, words("biaoti bt headline tit title")),
    # Not "lead": many pages so mark the first paragraph of the text itself.
    (Region.ABSTRACT, words("abstract daodu summary zhaiyao zy")),
    (
        Region.BYLINE,
        words("author byline date from info laiyuan ly meta pubtime source time wzxx"),
    ),
    (Region.CAPTION, words("caption imgtext picinfo pictext tushuo")),
    (Region.ATTRIBUTION, words("attribution editor translator zebian")),
)
_OUTER = frozenset({"html", "body"})


def region_of(name: str, attributes: dict[str, str], outer: Region) -> Region:
    """Region of an element's content.

    The innermost markup wins, except that everything inside boilerplate and controls stays
    such, up to an ``article`` or ``main`` element.

    Parameters
    ----------
    name : str
        Tag in lower case.
    attributes : dict of str to str
    outer : Region
        Region of the element's parent.
    """
    own = _own(name, attributes)
    if outer is Region.CONTENT and name == "header":
        own = Region.NONE
    if outer in {Region.BOILERPLATE, Region.CONTROL}:
        return own if name in {"article", "main"} else outer
    return outer if own is Region.NONE else own


def _own(name: str, attributes: dict[str, str]) -> Region:
    """Region declared by the element itself."""
    if name in _OUTER:
        return Region.NONE
    role = _BY_ROLE.get(attributes.get("role", "").lower())
    if role is not None:
        return role
    if _NOTES.intersection(attributes.get("epub:type", "").lower().split()):
        return Region.CONTENT
    if name == "div" and _is_page_margin(attributes):
        return Region.BOILERPLATE
    if name in _BY_TAG:
        return _BY_TAG[name]
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}"
    named = {word.lower() for word in _WORD.findall(names[:500])}
    return _by_words(named) if named else Region.NONE


def _by_words(named: set[str]) -> Region:
    """Region named by the words of class and id."""
    is_content = bool(named & _CONTENT_WORDS)
    if named & _BOILERPLATE_WORDS:
        return Region.NONE if is_content else Region.BOILERPLATE
    for region, typed in _TYPED_WORDS:
        if named & typed:
            return region
    return Region.CONTENT if is_content else Region.NONE


def is_note_link(attributes: dict[str, str]) -> bool:
    """Whether an element is the mark of a note, or the way back from it, as books say so."""
    stated = f"{attributes.get('epub:type', '')} {attributes.get('role', '')}"
    return bool(_NOTE_LINKS.intersection(stated.lower().split()))


def _is_page_margin(attributes: dict[str, str]) -> bool:
    """Whether an office program marks an element as header or footer of its pages."""
    marked = attributes.get("title", "").lower() in {"header", "footer"}
    return marked or _MARGIN_STYLE.search(attributes.get("style", "")) is not None


_MARGIN_STYLE = re.compile(r"mso-element\s*:\s*(?:header|footer)\b", re.IGNORECASE)
_FONT_SIZE = re.compile(
    r"(?:^|[;\s])font-size\s*:\s*(?P<number>\d{1,4}(?:\.\d{1,4})?)\s*(?P<unit>pt|px|em|rem|%)",
    re.IGNORECASE,
)
_POINTS = {"pt": 1.0, "px": 0.75, "em": 12.0, "rem": 12.0, "%": 0.12}
# Of ``<font size=N>``.
_FONT_STEPS = {"1": 7.5, "2": 10.0, "3": 12.0, "4": 13.5, "5": 18.0, "6": 24.0, "7": 36.0}


def stated_size(name: str, attributes: dict[str, str]) -> float:
    """Font size that an element states, in points; 0 if it states none.

    Examples
    --------
    >>> stated_size("font", {"size": "5"}), stated_size("p", {"style": "font-size: 16px"})
    (18.0, 12.0)
    """
    style = _FONT_SIZE.search(attributes.get("style", ""))
    if style is not None:
        return float(style["number"]) * _POINTS[style["unit"].lower()]
    return _FONT_STEPS.get(attributes.get("size", "").strip(), 0.0) if name == "font" else 0.0
