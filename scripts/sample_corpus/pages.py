"""Releases drawn as the pages they would be found as."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby, takewhile
from pathlib import Path
from textwrap import fill

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from sample_corpus.compositions import MARK, Composition, Side

__all__ = ["draw_page"]

_TEMPLATES = Path(__file__).resolve().parent.parent / "sample_templates"
_HEAD_KINDS = {"title", "subtitle"}
# The office was renamed on this day; older pages sign with the old name.
_RENAMED = date(2018, 8, 28)
_TEXT_WIDTH = 76
# The portal's editor writes these as named entities.
_ENTITIES = str.maketrans(
    {"“": "&ldquo;", "”": "&rdquo;", "’": "&rsquo;", "—": "&mdash;", "·": "&middot;"},
)


def draw_page(composition: Composition, side: Side, related: Sequence[str]) -> bytes:
    """The bytes of one release as a page of its layout, in its encoding.

    Parameters
    ----------
    composition : Composition
    side : Side
    related : sequence of str
        Titles that the page lists as related links.
    """
    template = _environment().get_template(_template_name(composition, side))
    page = template.render(_fields(composition, side), related=related)
    if composition.header(side, "layout") == "portal":
        page = page.translate(_ENTITIES)
    encoding = composition.header(side, "encoding")
    if encoding == "gb18030":
        page = page.replace("\n", "\r\n")  # the old publishing system ran on Windows
    return page.encode(encoding)


def _environment() -> Environment:
    """The templates, with escaping on in HTML."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["fold"] = _fold
    return environment


def _template_name(composition: Composition, side: Side) -> str:
    """File name of the template; a GB18030 portal page has the layout of the old site."""
    layout = composition.header(side, "layout")
    if layout == "text":
        return f"{side}-text.txt"
    is_old = layout == "portal" and composition.header(side, "encoding") == "gb18030"
    return f"{side}-{'legacy' if is_old else layout}.html"


def _fields(composition: Composition, side: Side) -> dict[str, object]:
    """What the templates may show of one side."""
    blocks = composition.blocks(side)
    head = list(takewhile(lambda block: block[0] in _HEAD_KINDS, blocks))
    published = composition.published(side)
    name = "CNIPA" if published >= _RENAMED else "SIPO"
    attributed = side is Side.TARGET and composition.headers.get("attribution") == "yes"
    return {
        "mark": MARK,
        "title": head[0][1],
        "subtitles": [text for _, text in head[1:]],
        "groups": list(_grouped(blocks[len(head) :])),
        "published": published,
        "published_long": f"{published:%B} {published.day}, {published.year}",
        "origin": composition.header(side, "origin"),
        "abstract": _abstract(composition, side, blocks),
        "attribution": f"(Translated from {name} Website Chinese Version)" if attributed else "",
        "office": name,
        "file": composition.header(side, "file"),
        "encoding": composition.header(side, "encoding"),
    }


def _grouped(blocks: Sequence[tuple[str, str]]) -> Iterator[tuple[str, list[str]]]:
    """Blocks with neighbours of one kind together, so that list items share a list."""
    for kind, group in groupby(blocks, key=lambda block: block[0]):
        yield kind, [text for _, text in group]


def _abstract(composition: Composition, side: Side, blocks: Sequence[tuple[str, str]]) -> str:
    """The first paragraph again, when the page opens with an abstract."""
    if composition.headers.get(f"{side}-abstract") != "yes":
        return ""
    return next(text for kind, text in blocks if kind == "p")


def _fold(text: str) -> str:
    """The text wrapped at word ends only."""
    return fill(text, _TEXT_WIDTH, break_long_words=False, break_on_hyphens=False)
