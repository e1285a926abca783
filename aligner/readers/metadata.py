"""Metadata stated on the page: publication date, source, translation credit."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from aligner.languages import date_in_address, date_in_path, find_date, is_date_line
from aligner.readers import wording
from aligner.readers.marks import read_origin
from aligner.values import Block, BlockKind

_TRANSLATION = re.compile(
    r"translat|chinese version|english version|编译|編譯|翻译|翻譯|译自|譯自|译者|譯者",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"(?:发布|發布|发表|發表|Publish\w*|Release\w*|Posted)[^:：]{0,8}[:：]?\s*(?P<day>.{0,40})",
    re.IGNORECASE | re.DOTALL,
)
_SIGNED_AT_END = 3


def published_on(
    blocks: Sequence[Block], *, addresses: Sequence[str], meta: Iterable[str] = ()
) -> date | None:
    """Publication date; None if it cannot be determined.

    Tried in order of reliability: a dated path as publishing systems assign it; meta
    elements, which may give the date of the last change; 发布时间 in the byline, then any other
    date in the byline (更新时间); any date in the address, which may be that of a copy; a
    dateline; the date signed under a notice. Relative words such as 日前 and 近日 are ignored.

    Parameters
    ----------
    blocks : sequence of Block
    addresses : sequence of str
        Address and name of the page, most reliable first.
    meta : iterable of str
        Dates from its meta elements, most reliable first.
    """
    bylines = fields_of(blocks)
    stated = [match["day"] for text in bylines for match in _PUBLISHED.finditer(text)]
    datelines = [block.text for block in blocks if block.kind is BlockKind.DATELINE]
    days = (
        *map(date_in_path, addresses),
        *(find_date(text) or date_in_address(text) for text in meta),
        *map(find_date, stated),
        *map(find_date, bylines),
        *map(date_in_address, addresses),
        *map(find_date, datelines),
        *map(find_date, _signed(blocks)),
    )
    return next(filter(None, days), None)


def fields_of(blocks: Iterable[Block]) -> list[str]:
    """Bylines of a page; a label on its own line is joined with the value on the next line."""
    fields: list[str] = []
    label = ""
    for block in blocks:
        if block.kind is BlockKind.BYLINE:
            fields.append(label + block.text)
            label = block.text if wording.LABEL.fullmatch(block.text) else ""
        else:
            label = ""
    return fields


def _signed(blocks: Sequence[Block]) -> list[str]:
    """Date lines at the end of the text, as in an official notice."""
    content = [block.text for block in blocks if block.kind.is_content]
    return [text for text in content[-_SIGNED_AT_END:] if is_date_line(text)]


def origin_of(blocks: Sequence[Block]) -> str:
    """Stated source of the text, ``""`` if none is given."""
    texts = fields_of(blocks)
    texts += [block.text for block in blocks if block.kind is BlockKind.ATTRIBUTION]
    return next(filter(None, map(read_origin, texts)), "")


def attribution_of(blocks: Iterable[Block]) -> str:
    """Translation credit of the page, verbatim; ``""`` if none is given."""
    texts = (block.text for block in blocks if block.kind is BlockKind.ATTRIBUTION)
    return next((text for text in texts if _TRANSLATION.search(text)), "")
