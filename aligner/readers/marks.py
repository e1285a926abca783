"""What a line of a page is, by its wording alone."""

import re

from aligner.languages import is_date_line
from aligner.readers import wording
from aligner.text import has_han
from aligner.values import BlockKind

_WHOLE = (
    (BlockKind.ATTRIBUTION, (wording.BRACKETED, wording.TRANSLATED, wording.SIGNED)),
    (BlockKind.BOILERPLATE, (wording.TEXT_SIZE, wording.FURNITURE)),
    (BlockKind.BYLINE, (wording.BY_NAME,)),
    (BlockKind.DATELINE, (wording.DATELINE,)),
    (BlockKind.CAPTION, (wording.PHOTO_CREDIT,)),
)
_FIELD_LINES = (wording.BYLINE, wording.DATED_BYLINE, wording.UNMARKED_FIELD)
_SENTENCE_END = re.compile(r"[。！？!?.；;…][”’」』）)\]\"']*$")
_NOT_KEY = re.compile(r"[\W_]+")
_LONGEST_FIELD_LINE = 160
_SHORTEST_PROSE_HAN, _SHORTEST_PROSE_LATIN = 18, 60


def line_kind(text: str) -> BlockKind | None:
    """Kind of a block that its wording gives away, None for ordinary text.

    Parameters
    ----------
    text : str
        Clean text of one block.
    """
    if len(text) > _LONGEST_FIELD_LINE:
        return BlockKind.ABSTRACT if wording.ABSTRACT.match(text) else None
    for kind, patterns in _WHOLE:
        if any(pattern.fullmatch(text) for pattern in patterns):
            return kind
    if is_date_line(text):
        return BlockKind.DATELINE
    if wording.ABSTRACT.match(text):
        return BlockKind.ABSTRACT
    if not ends_sentence(text) and any(p.match(text) for p in _FIELD_LINES):
        return BlockKind.BYLINE
    return BlockKind.CAPTION if wording.CAPTION.match(text) else None


def belongs_to_text(text: str, kind: BlockKind | None, *, prose_follows: bool = True) -> bool:
    """Whether a line that looks like a date or byline is text where it follows text.

    A date under a notice is the date of the notice, and its ``时间：`` is that
    of the event; above the text they would be those of the page.

    Parameters
    ----------
    text : str
    kind : BlockKind or None
        What `line_kind` says.
    prose_follows : bool
        Behind the last paragraph a line that names a person is a credit.
    """
    if kind is BlockKind.BYLINE:
        if not prose_follows and wording.CREDIT.match(text):
            return False
        return wording.AMBIGUOUS.match(text) is not None
    return kind is BlockKind.DATELINE


def ends_page(text: str) -> bool:
    """Whether a line opens what follows an article: related links, copyright ..."""
    return len(text) <= _LONGEST_FIELD_LINE and wording.ENDS_PAGE.match(text) is not None


def is_stamped(text: str) -> bool:
    """Whether a line under a headline holds day and time, and no sentence."""
    return len(text) <= _LONGEST_FIELD_LINE and wording.STAMPED.fullmatch(text) is not None


def opens_links(text: str) -> bool:
    """Whether a line is the heading of links to other articles."""
    return wording.RELATED.match(text) is not None


def ends_sentence(text: str) -> bool:
    """Whether a text ends with the mark of a finished sentence."""
    return _SENTENCE_END.search(text) is not None


def is_prose(text: str) -> bool:
    """Whether a text is long enough and ends as a paragraph does."""
    shortest = _SHORTEST_PROSE_HAN if has_han(text) else _SHORTEST_PROSE_LATIN
    return len(text) >= shortest and (ends_sentence(text) or text[-1] in ":：")


def plain_key(text: str) -> str:
    """Letters and digits of a text in one case, to compare titles and leads."""
    return _NOT_KEY.sub("", text).casefold()


def read_origin(text: str) -> str:
    """Where a byline says a text is from, ``""`` when it does not.

    Examples
    --------
    >>> read_origin("发布时间：2023-04-28 来源：中国知识产权报 字号：大 中 小")
    '中国知识产权报'
    """
    match = wording.ORIGIN.search(text[:_LONGEST_FIELD_LINE])
    if not match:
        return ""
    return wording.NEXT_FIELD.sub("", match["name"]).strip(' "”》“.。,，;；')
