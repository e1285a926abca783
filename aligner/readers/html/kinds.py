"""Classify the blocks of a page by wording, markup, links and position."""

from collections import Counter
from dataclasses import dataclass

from aligner.readers.captions import source_notes
from aligner.readers.html.elements import HEADING_TAGS, Region
from aligner.readers.html.extent import (
    behind_end,
    beyond_main,
    first_prose,
    first_text,
    mark_outside,
    outside_by_markup,
    prose_weight,
    second_copy,
    teasers,
    without_lone_headings,
)
from aligner.readers.html.headline import (
    LONGEST_HEADLINE,
    cut_title,
    headline_index,
    join_large_lines,
    join_lines_above,
    subtitle_indices,
)
from aligner.readers.html.page import Page, RawBlock
from aligner.readers.marks import (
    belongs_to_text,
    ends_sentence,
    is_prose,
    is_stamped,
    kinds_in_runs,
    plain_key,
    repeated_lead,
)
from aligner.values import BlockKind

_ROLE_KINDS = {
    "blockquote": BlockKind.QUOTATION,
    "caption": BlockKind.CAPTION,
    "dd": BlockKind.LIST_ITEM,
    "dt": BlockKind.LIST_ITEM,
    "figcaption": BlockKind.CAPTION,
    "li": BlockKind.LIST_ITEM,
    "td": BlockKind.TABLE_CELL,
    "th": BlockKind.TABLE_CELL,
}
# These regions count for short lines only: a class name like "info" may enclose a whole article,
# and then they count only above the text.
_LINES_ABOVE = frozenset({BlockKind.BYLINE, BlockKind.SUBTITLE})
_REGION_KINDS = {
    Region.SUBTITLE: BlockKind.SUBTITLE,
    Region.ABSTRACT: BlockKind.ABSTRACT,
    Region.BYLINE: BlockKind.BYLINE,
    Region.CAPTION: BlockKind.CAPTION,
    Region.ATTRIBUTION: BlockKind.ATTRIBUTION,
}
# Recognised by wording anywhere on the page.
_ANYWHERE = frozenset({BlockKind.BYLINE, BlockKind.ATTRIBUTION, BlockKind.BOILERPLATE})


@dataclass(frozen=True, slots=True)
class KindedPage:
    """Kinds of a page's blocks in order, with its headline."""

    kinds: tuple[BlockKind, ...]
    title: str


def kinds_of(page: Page) -> KindedPage:
    """Kind of each block of a page.

    Parameters
    ----------
    page : Page

    Notes
    -----
    The article extends from its headline to the first line of the matter after it (related
    links, copyright), inside the smallest element that holds most of the prose. Rules that
    would discard much of a page's prose are not applied to it.
    """
    wording = kinds_in_runs([block.text for block in page.blocks])
    furniture, outside, prose = _outside(page, wording)
    first = first_prose(prose, outside)
    title = headline_index(page, furniture, first)
    if title is not None and (join_lines_above(page, title) or join_large_lines(page, title)):
        return kinds_of(page)
    _mark_around(page, outside, prose, title)
    first = first_text(page, outside, first, title)
    if title is not None:
        # Bylines and dates below the headline are often outside the main element.
        for index in range(title + 1, first):
            if wording[index] is None and is_stamped(page.blocks[index].text):
                wording[index] = BlockKind.BYLINE
            outside[index] = outside[index] and (furniture[index] or wording[index] is None)
    kinds = _kinds(page, wording, outside, prose, first)
    for index in _abstracts(page, prose, kinds):
        kinds[index] = BlockKind.ABSTRACT
    if title is not None:
        for index in subtitle_indices(page, title, wording, furniture):
            kinds[index] = BlockKind.SUBTITLE
        _settle_title(page, kinds, title)
    _settle_by_neighbours([block.text for block in page.blocks], kinds)
    without_lone_headings(page, kinds)
    headline = page.blocks[title].text if title is not None else cut_title(page)
    return KindedPage(tuple(kinds), headline)


def _outside(
    page: Page, wording: list[BlockKind | None]
) -> tuple[list[bool], list[bool], list[int]]:
    """Which blocks are furniture, which are outside of the article, and the weights of the prose.

    Furniture is known by its markup; what is outside has no weight.
    """
    prose = [prose_weight(block, kind) for block, kind in zip(page.blocks, wording, strict=True)]
    furniture = outside_by_markup(page, prose)
    prose = [0 if out else weight for out, weight in zip(furniture, prose, strict=True)]
    outside = list(furniture)
    for more in (second_copy(page, prose, wording), teasers(page, prose, furniture)):
        outside = [a or b for a, b in zip(outside, more, strict=True)]
    prose = [0 if out else weight for out, weight in zip(outside, prose, strict=True)]
    mark_outside(outside, beyond_main(page, prose), prose)
    return furniture, outside, prose


def _kinds(
    page: Page,
    wording: list[BlockKind | None],
    outside: list[bool],
    prose: list[int],
    first: int,
) -> list[BlockKind]:
    """The kind of each block by itself and by where it stands; `first` is the first text."""
    last = max((index for index, weight in enumerate(prose) if weight), default=0)
    cells = Counter(block.frame for block in page.blocks)
    return [
        _kind(
            block,
            _without_doubt(
                block.text, kind, above=out or index <= first, prose_follows=index < last
            ),
            outside=out,
            behind_prose=index > first,
            alone=cells[block.frame] == 1,
        )
        for index, (block, kind, out) in enumerate(
            zip(page.blocks, wording, outside, strict=True),
        )
    ]


def _mark_around(page: Page, outside: list[bool], prose: list[int], title: int | None) -> None:
    """Mark everything before the headline and after the article as outside."""
    if title is not None and not page.is_from_office:
        mark_outside(outside, [index < title for index in range(len(outside))], prose)
    mark_outside(outside, behind_end(page, prose), prose)


def _abstracts(page: Page, prose: list[int], kinds: list[BlockKind]) -> list[int]:
    """Indices of the paragraphs marked as an abstract, unless they are the whole article."""
    named = [block.region is Region.ABSTRACT for block in page.blocks]
    believed = [False] * len(named)
    mark_outside(believed, named, prose)
    pairs = enumerate(zip(believed, kinds, strict=True))
    return [index for index, (abstract, kind) in pairs if abstract and kind.is_content]


def _settle_title(page: Page, kinds: list[BlockKind], title: int) -> None:
    """Mark one block as the title and its repetitions as boilerplate."""
    key = plain_key(page.blocks[title].text)
    for index, block in enumerate(page.blocks):
        if key and len(block.text) <= LONGEST_HEADLINE and plain_key(block.text) == key:
            kinds[index] = BlockKind.BOILERPLATE
    kinds[title] = BlockKind.TITLE


def _settle_by_neighbours(texts: list[str], kinds: list[BlockKind]) -> None:
    """Mark a lead that the text repeats as an abstract, and sources of figures as text."""
    lead = repeated_lead(texts, kinds)
    if lead is not None:
        kinds[lead] = BlockKind.ABSTRACT
    for index in source_notes(texts, kinds):
        kinds[index] = BlockKind.PARAGRAPH


def _without_doubt(
    text: str, wording: BlockKind | None, *, above: bool, prose_follows: bool
) -> BlockKind | None:
    """Kind by wording, unless the line may be part of the text that it follows."""
    is_text = not above and belongs_to_text(text, wording, prose_follows=prose_follows)
    return None if is_text else wording


def _kind(
    block: RawBlock,
    wording: BlockKind | None,
    *,
    outside: bool,
    behind_prose: bool,
    alone: bool,
) -> BlockKind:
    """Kind of one block other than headline and lead."""
    if wording in _ANYWHERE or (wording is not None and not outside):
        return wording
    if outside:
        return BlockKind.BOILERPLATE
    if block.region in _REGION_KINDS and not is_prose(block.text):
        kind = _REGION_KINDS[block.region]
        if kind not in _LINES_ABOVE or not (behind_prose or ends_sentence(block.text)):
            return kind
    if block.role in HEADING_TAGS and not ends_sentence(block.text):
        return BlockKind.SUBTITLE
    kind = _ROLE_KINDS.get(block.role, BlockKind.PARAGRAPH)
    # Old pages use tables for layout; cells of such tables hold paragraphs.
    is_layout = kind is BlockKind.TABLE_CELL and (not alone or is_prose(block.text))
    return BlockKind.PARAGRAPH if is_layout else kind
