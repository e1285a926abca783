"""Classify the paragraphs of plain text and e-mail by wording and position."""

import re
from collections.abc import Sequence

from aligner.readers.captions import source_notes
from aligner.readers.document_numbers import is_number_line
from aligner.readers.marks import (
    belongs_to_text,
    ends_sentence,
    is_prose,
    kinds_in_runs,
    plain_key,
    repeated_lead,
)
from aligner.text import has_han
from aligner.values import BlockKind

_FIELD = re.compile(
    r"(?:From|To|Cc|Bcc|Date|Sent|Subject|Reply-To|发件人|收件人|抄送|发送时间|时间|日期|主题|主旨)\s*[:：]\s*(?P<value>.*)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"(?:Subject|主题|主旨)\s*[:：]\s*(?:(?:Re|Fwd?|回复|转发)\s*[:：]\s*)*(?P<value>.+)",
    re.IGNORECASE,
)
_SENDER = re.compile(r"(?:From|发件人)\s*[:：]", re.IGNORECASE)
_FEWEST_FIELDS = 2
_SIGNATURE = "--"
_MOST_SIGNED = 10


def mark_mail(texts: Sequence[str], kinds: list[BlockKind | None]) -> None:
    """Mark the header fields of an e-mail as bylines and its signature as boilerplate.

    Parameters
    ----------
    texts : sequence of str
    kinds : list of BlockKind or None
        Of the texts; changed in place.
    """
    fields = _fields(texts)
    kinds[:fields] = [BlockKind.BYLINE] * fields
    for index in range(max(0, len(texts) - _MOST_SIGNED), len(texts)):
        if texts[index] == _SIGNATURE:
            kinds[index:] = [BlockKind.BOILERPLATE] * (len(texts) - index)
            return


def mail_subject(texts: Sequence[str]) -> str:
    """Subject of an e-mail, ``""`` if the text is not an e-mail."""
    matches = map(_SUBJECT.fullmatch, texts[: _fields(texts)])
    return next((match["value"] for match in matches if match), "")


def _fields(texts: Sequence[str]) -> int:
    """How many lines at the start are e-mail header fields."""
    count = next((i for i, text in enumerate(texts) if not _FIELD.fullmatch(text)), len(texts))
    has_sender = any(_SENDER.match(text) for text in texts[:count])
    return count if count >= _FEWEST_FIELDS and has_sender else 0


ADDRESS_LINE = re.compile(
    r"(?:URL|网址|Link|原文链接)?\s*[:：]?\s*(https?://[^\s<>\"]+)", re.IGNORECASE
)
_LONGEST_TITLE = 120
_LIST_MARK = re.compile(r"[-*•·●■◆]\s")


def kinds_of_texts(texts: list[str]) -> list[BlockKind]:
    """Classify paragraphs; the first line without final punctuation is the title.

    Parameters
    ----------
    texts : list of str
        Clean and not empty, in order.
    """
    wording = [
        BlockKind.BYLINE if ADDRESS_LINE.fullmatch(text) else kind
        for text, kind in zip(texts, kinds_in_runs(texts), strict=True)
    ]
    mark_mail(texts, wording)
    first_prose = next((index for index, text in enumerate(texts) if is_prose(text)), len(texts))
    last_prose = max((index for index, text in enumerate(texts) if is_prose(text)), default=0)
    for index in range(first_prose, len(texts)):
        if belongs_to_text(texts[index], wording[index], prose_follows=index < last_prose):
            wording[index] = None
    kinds = [kind or _plain_kind(text) for kind, text in zip(wording, texts, strict=True)]
    title = next((index for index, kind in enumerate(wording) if kind is None), None)
    # A single paragraph is content, not a headline without content.
    if title is not None and len(texts) > 1 and _is_headline(texts[title]):
        _settle_title(texts, kinds, title, first_prose)
    lead = repeated_lead(texts, kinds)
    if lead is not None:
        kinds[lead] = BlockKind.ABSTRACT
    for index in source_notes(texts, kinds):
        kinds[index] = BlockKind.PARAGRAPH
    return kinds


def _settle_title(texts: list[str], kinds: list[BlockKind], title: int, prose: int) -> None:
    """Mark the title, its repetitions as boilerplate, and a dash or number line as subtitle.

    Below the first prose, a line like the title is the heading of a part.
    """
    key = plain_key(texts[title])
    for index, text in enumerate(texts[:prose]):
        if key and plain_key(text) == key:
            kinds[index] = BlockKind.BOILERPLATE
    kinds[title] = BlockKind.TITLE
    if title + 1 < len(texts) and kinds[title + 1] is BlockKind.PARAGRAPH:
        below = texts[title + 1]
        if re.match("[-—–]{1,2}", below) or is_number_line(below):
            kinds[title + 1] = BlockKind.SUBTITLE


def _is_headline(text: str) -> bool:
    """Whether a first line is a headline."""
    longest = _LONGEST_TITLE // 2 if has_han(text) else _LONGEST_TITLE
    return len(text) <= longest and (not ends_sentence(text) or text[-1] in '？！?!”"')


def _plain_kind(text: str) -> BlockKind:
    """Kind of an ordinary paragraph."""
    return BlockKind.LIST_ITEM if _LIST_MARK.match(text) else BlockKind.PARAGRAPH
