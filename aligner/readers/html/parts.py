"""Blocks of a page before they are judged: insertions out, attributions apart."""

from dataclasses import replace

from aligner.readers.attributions import part_attribution
from aligner.readers.cleaning.mirrors import without_insertions
from aligner.readers.html.headline_lines import join_broken_headline
from aligner.readers.html.page import Page, RawBlock


def settle_blocks(page: Page) -> None:
    """Take out of the blocks what copying put in, part attributions, join a broken headline."""
    texts = without_insertions([block.traced for block in page.blocks])
    settled: list[RawBlock] = []
    for block, text in zip(page.blocks, texts, strict=True):
        block.traced = text
        settled.extend(_parted(block))
    page.blocks = settled
    join_broken_headline(page)


def _parted(block: RawBlock) -> list[RawBlock]:
    """The block, or its text and the attribution behind it."""
    texts = part_attribution(block.traced)
    if len(texts) == 1:
        return [block]
    return [replace(block, traced=text, link_length=0) for text in texts]
