"""What a page says of itself: date, source, number, whose translation it is."""

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
    """Date of publication, None where nothing gives one.

    Asked in turn, the surest first: the address in the form that publishing
    systems give it, once and for all; meta data, which are made for this but
    may be of the last change; the byline's 发布时间, then any date of the byline
    (更新时间); any date in the address, which may be that of a copy; a dateline,
    and the date under a notice.  Words like 日前 and 近日 are no dates.

    Parameters
    ----------
    blocks : sequence of Block
    addresses : sequence of str
        Address and name of the page, the surest first.
    meta : iterable of str
        What its meta elements give as date, the surest first.
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
    """Bylines of a page, each label that stands alone with the value on the next line."""
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
    """Date lines that end the text, as those of a notice do."""
    content = [block.text for block in blocks if block.kind.is_content]
    return [text for text in content[-_SIGNED_AT_END:] if is_date_line(text)]


def origin_of(blocks: Sequence[Block]) -> str:
    """Where a page says its text is from, ``""`` when it does not."""
    texts = fields_of(blocks)
    texts += [block.text for block in blocks if block.kind is BlockKind.ATTRIBUTION]
    return next(filter(None, map(read_origin, texts)), "")


def attribution_of(blocks: Iterable[Block]) -> str:
    """What a page says it was translated from or by, as it stands there."""
    texts = (block.text for block in blocks if block.kind is BlockKind.ATTRIBUTION)
    return next((text for text in texts if _TRANSLATION.search(text)), "")
