"""Pages that hold both languages: their two sides are documents, and a pair of their own.

One side takes the place of the page; the other stands in the other pile, under the name of
the page with its language behind it (``both.html#en``).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from aligner.pipeline.job import Job
from aligner.pipeline.options import chosen_segmentation
from aligner.pipeline.page_languages import UNKNOWN, main_language
from aligner.pipeline.tasks import SEVERAL
from aligner.readers import split_languages
from aligner.splitters import split_document
from aligner.text import base_language
from aligner.values import Document, DocumentPair
from aligner.workspace import DocumentHead, Side, Workspace

OWN_PAIR = "both sides are on one page"

# Behind the stage key of a page, that of its other side.
_OTHER_SIDE = "; other side"
_OTHER: Mapping[Side, Side] = {"source": "target", "target": "source"}
# Names given in one message.
_SHOWN = 3


def split_pages(job: Job) -> None:
    """Put the two sides of each page of two languages into the workspace.

    A page that is in both piles gives each pile its side.  One that has no Chinese, and
    one between piles that have none, stays as it is.

    Parameters
    ----------
    job : Job
    """
    for side in _OTHER:
        _drop_outdated(job.workspace, side)
    heads = {side: job.workspace.document_heads(side) for side in _OTHER}
    of_both = [
        (side, head.id) for side in _OTHER for head in heads[side] if head.language == SEVERAL
    ]
    if not of_both:
        return
    main = main_language(heads["source"]), main_language(heads["target"])
    is_chinese_first = _is_chinese_first(job.keys.options.languages or main)
    if is_chinese_first is None:
        return
    digests = {
        side: frozenset(
            h.digest for h in heads[side] if not is_other_side(job.workspace, side, h.id)
        )
        for side in _OTHER
    }
    for side, name in of_both:
        twins = digests[_OTHER[side]]
        _split(job, (side, name), twins, is_han=(side == "source") is is_chinese_first)


def _is_chinese_first(languages: tuple[str, str]) -> bool | None:
    """Whether the source is Chinese; None if neither side is."""
    source, target = map(base_language, languages)
    if "zh" in {source, target}:
        return source == "zh"
    if UNKNOWN in {source, target}:
        return source == UNKNOWN
    return None


def _split(job: Job, page: tuple[Side, str], twins: frozenset[str], *, is_han: bool) -> None:
    """Put the sides of a page in its place and into the other pile, if it is not there, too."""
    side, name = page
    whole = job.workspace.document(side, name).document
    sides = split_languages(whole)
    key = job.workspace.document_key(side, name)
    if sides is None or key is None:
        return
    first_is_han = base_language(sides[0].language) == "zh"
    here, there = sides if first_is_han is is_han else sides[::-1]
    if whole.digest not in twins:
        other = f"{name}#{base_language(there.language)}"
        if job.workspace.document_key(_OTHER[side], other) not in {None, key + _OTHER_SIDE}:
            # The other pile has a page of that very name.
            return
        _put(job, _OTHER[side], replace(there, id=other, doubts=whole.doubts), key + _OTHER_SIDE)
    _put(job, side, replace(here, doubts=whole.doubts), key)


def _put(job: Job, side: Side, document: Document, key: str) -> None:
    options = job.keys.options
    tag = options.source_language if side == "source" else options.target_language
    if tag is not None and base_language(tag) == base_language(document.language):
        document = replace(document, language=tag)
    segmented = split_document(document, chosen_segmentation(options))
    job.workspace.put_document(side, document, segmented, stage_key=key)


def _drop_outdated(workspace: Workspace, side: Side) -> None:
    """Remove the other sides of pages that are gone, or are not what they were."""
    for name, page in _other_sides(workspace, side):
        key = workspace.document_key(_OTHER[side], page)
        if key is None or workspace.document_key(side, name) != key + _OTHER_SIDE:
            workspace.remove_document(side, name)


def is_other_side(workspace: Workspace, side: Side, name: str) -> bool:
    """Whether a document is no page of its pile, but a side of one of the other pile."""
    return "#" in name and (workspace.document_key(side, name) or "").endswith(_OTHER_SIDE)


def _other_sides(workspace: Workspace, side: Side) -> Iterator[tuple[str, str]]:
    """Sides of pages of the other pile, with the names of these pages."""
    for name in workspace.document_ids(side):
        if is_other_side(workspace, side, name):
            yield name, name.rpartition("#")[0]


def own_pairs(
    workspace: Workspace, source: Iterable[DocumentHead], target: Iterable[DocumentHead]
) -> tuple[DocumentPair, ...]:
    """The pairs of the two sides of one page.

    Parameters
    ----------
    workspace : Workspace
    source, target : iterable of DocumentHead
        Documents that can have a partner and have none by decision.
    """
    pages: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for place, heads in enumerate((source, target)):
        for head in heads:
            pages[head.digest][place].append(head.id)
    return tuple(
        DocumentPair(first, second, 1.0, (OWN_PAIR,))
        for sources, targets in pages.values()
        # Copies of a page are all the same.
        for first, second in zip(sorted(sources), sorted(targets), strict=False)
        if _are_two_sides(workspace, first, second)
    )


def _are_two_sides(workspace: Workspace, source: str, target: str) -> bool:
    """Whether documents read from the same bytes are of different parts of them."""
    places = [
        {(block.start, block.stop) for block in workspace.document(side, name).document.blocks}
        for side, name in zip(_OTHER, (source, target), strict=True)
    ]
    return places[0].isdisjoint(places[1])


def own_pairs_note(pairs: Iterable[DocumentPair]) -> str:
    """Which pages are pairs of their own, in words; ``""`` if none is."""
    pages = [_page_of(pair) for pair in pairs]
    if not pages:
        return ""
    more = f" and {len(pages) - _SHOWN} more" if len(pages) > _SHOWN else ""
    shown = ", ".join(pages[:_SHOWN]) + more
    if len(pages) == 1:
        return f"{shown}: a page in two languages is split, and is a pair by itself"
    return f"{len(pages)} pages in two languages are split, and are pairs by themselves ({shown})"


def _page_of(pair: DocumentPair) -> str:
    """The page that a pair is on, with its side unless it is in both piles."""
    if pair.source == pair.target:
        return pair.source
    side, name = min(("source", pair.source), ("target", pair.target), key=lambda one: len(one[1]))
    return f"{side} {name}"
