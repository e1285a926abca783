"""Classify lines of a page by their wording alone."""

import re
from collections.abc import Sequence

from aligner.languages import is_date_line
from aligner.readers import wording
from aligner.readers.captions import is_caption
from aligner.readers.events import event_times
from aligner.text import has_han, is_han
from aligner.values import BlockKind

# The letterhead of the issuing office, which is above the title in larger type.
LETTERHEAD = re.compile(r"[^。，,.]{2,40}(?:文件|公报|简报|会议纪要)")
# A lead has at least this many letters; a Han character counts for as many as its translation.
_SHORTEST_LEAD, _LETTERS_PER_HAN = 24.0, 3.0
_CUT_OFF = re.compile(r"(?:…|\.{3})[”’」』\"')）\]]*$")
_STOP = re.compile("[。！？!?.；;…]")


def repeated_lead(texts: Sequence[str], kinds: Sequence[BlockKind]) -> int | None:
    """Index of the lead under the headline that the text below begins with again, if any.

    Only the first paragraph of all can be one, and only if the next begins with its whole
    sentences word for word; a lead that ends in dots may break off within one.  What is
    repeated elsewhere, or goes on as another sentence, is text.

    Parameters
    ----------
    texts : sequence of str
    kinds : sequence of BlockKind
        Kind of each text.
    """
    content = [index for index, kind in enumerate(kinds) if kind.is_content]
    below = [index for index in content if kinds[index] not in _HEADINGS]
    if not below or BlockKind.TITLE not in kinds[: below[0]]:
        return None
    lead, *behind = content[content.index(below[0]) :][:2]
    if not behind or any(kinds[index] not in _RUNNING_TEXT for index in (lead, *behind)):
        return None
    return lead if _opens_with(texts[behind[0]], texts[lead]) else None


_HEADINGS = frozenset({BlockKind.TITLE, BlockKind.SUBTITLE})
_RUNNING_TEXT = frozenset({BlockKind.PARAGRAPH, BlockKind.QUOTATION})


def _opens_with(text: str, lead: str) -> bool:
    """Whether a text begins with the sentences of a lead, and goes on."""
    key = plain_key(lead)
    letters = sum(_LETTERS_PER_HAN if is_han(character) else 1.0 for character in key)
    if letters < _SHORTEST_LEAD or not ends_sentence(lead):
        return False
    if _CUT_OFF.search(lead):
        return plain_key(text).startswith(key)
    opening = re.match(rf"(?:[\W_]*[^\W_]){{{len(key)}}}(?P<marks>[\W_]*)", text)
    return (
        opening is not None
        and plain_key(opening.group()) == key
        and _STOP.search(opening["marks"]) is not None
    )


_LONGEST_VALUE = 40
_LONGEST_RUN = 5
_LONGEST_CHOICE = 12


def kinds_in_runs(texts: Sequence[str]) -> list[BlockKind | None]:
    """Kind of each line by `line_kind`, and of lines recognisable only by their neighbours.

    Parameters
    ----------
    texts : sequence of str
        All lines of the page, in order.

    Examples
    --------
    >>> [str(kind) for kind in kinds_in_runs(["来源：", "某报", "字号", "大", "中", "小"])]
    ['byline', 'byline', 'boilerplate', 'boilerplate', 'boilerplate', 'boilerplate']
    """
    kinds = [line_kind(text) for text in texts]
    for index in list(event_times(texts, kinds)):
        kinds[index] = None
    first_prose = next((index for index, text in enumerate(texts) if is_prose(text)), len(texts))
    for index, text in enumerate(texts):
        if kinds[index] is BlockKind.BYLINE and _is_label(text, above=index < first_prose):
            _mark_value(texts, kinds, index + 1)
        elif len(text) <= _LONGEST_CHOICE and _opens_sizes(text):
            for other in range(index, _end_of_sizes(texts, index)):
                kinds[other] = BlockKind.BOILERPLATE
    return kinds


def _is_label(text: str, *, above: bool) -> bool:
    """Whether a line consists only of a byline field name.

    Below the start of the text, 时间： introduces the time of an event and is content.
    """
    if not wording.LABEL.fullmatch(text):
        return False
    return above or wording.AMBIGUOUS.match(text) is None


def _mark_value(texts: Sequence[str], kinds: list[BlockKind | None], index: int) -> None:
    """Mark the line after a label as byline too, if it looks like a value."""
    if index >= len(texts) or kinds[index] not in {None, BlockKind.DATELINE}:
        return
    if len(texts[index]) <= _LONGEST_VALUE and not ends_sentence(texts[index]):
        kinds[index] = BlockKind.BYLINE


def _opens_sizes(text: str) -> bool:
    """Whether a line opens a font-size selector."""
    return (
        wording.SIZE_LABEL.fullmatch(text) is not None or wording.SIZES.fullmatch(text) is not None
    )


def _end_of_sizes(texts: Sequence[str], start: int) -> int:
    """End of a font-size selector (exclusive); `start` if there is none."""
    stop = start + 1
    while stop < min(len(texts), start + _LONGEST_RUN) and wording.SIZES.fullmatch(texts[stop]):
        stop += 1
    return stop if stop - start > 1 else start


_WHOLE = (
    (
        BlockKind.ATTRIBUTION,
        (wording.BRACKETED, wording.TRANSLATED, wording.SIGNED, wording.PICTURED),
    ),
    (BlockKind.BOILERPLATE, (wording.TEXT_SIZE, wording.FURNITURE)),
    (BlockKind.BYLINE, (wording.BY_NAME,)),
    (BlockKind.DATELINE, (wording.DATELINE,)),
    (BlockKind.CAPTION, (wording.PHOTO_CREDIT,)),
)
_FIELD_LINES = (wording.BYLINE, wording.DATED_BYLINE, wording.UNMARKED_FIELD)
_NOT_KEY = re.compile(r"[\W_]+")
_LONGEST_FIELD_LINE = 160
_SHORTEST_PROSE_HAN, _SHORTEST_PROSE_LATIN = 18, 60


def line_kind(text: str) -> BlockKind | None:
    """Kind of a block recognisable by its wording; None for ordinary text.

    Parameters
    ----------
    text : str
        Clean text of one block.
    """
    kind = None if len(text) > _LONGEST_FIELD_LINE else _short_kind(text)
    if kind is not None:
        return kind
    if wording.ABSTRACT.match(text):
        return BlockKind.ABSTRACT
    return BlockKind.CAPTION if is_caption(text) else None


def _short_kind(text: str) -> BlockKind | None:
    """Kind of a line of credits, furniture, or a date."""
    for kind, patterns in _WHOLE:
        if any(pattern.fullmatch(text) for pattern in patterns):
            return kind
    if is_date_line(text):
        return BlockKind.DATELINE
    is_field = not ends_sentence(text) and any(p.match(text) for p in _FIELD_LINES)
    return BlockKind.BYLINE if is_field and not wording.ABSTRACT.match(text) else None


def belongs_to_text(text: str, kind: BlockKind | None, *, prose_follows: bool = True) -> bool:
    """Whether a line that looks like a date or byline counts as content after running text.

    Below the text, a date is the date of the notice and ``时间：`` the time of an event; within
    it, ``来源：`` is the source of a figure. Above it, they describe the page.

    Parameters
    ----------
    text : str
    kind : BlockKind or None
        Result of `line_kind`.
    prose_follows : bool
        Whether more prose follows; if not, a line that names somebody is a credit.
    """
    if kind is BlockKind.BYLINE:
        if not prose_follows and wording.CREDIT.match(text):
            return False
        if prose_follows and wording.SOURCE.match(text):
            return True
        return wording.AMBIGUOUS.match(text) is not None
    return kind is BlockKind.DATELINE


def ends_page(text: str) -> bool:
    """Whether a line opens the matter after an article: related links, copyright ..."""
    return len(text) <= _LONGEST_FIELD_LINE and wording.ENDS_PAGE.match(text) is not None


def may_end_page(text: str) -> bool:
    """Whether a line opens the matter after an article if no text of the article follows."""
    return len(text) <= _LONGEST_FIELD_LINE and wording.MAY_END_PAGE.match(text) is not None


def is_stamped(text: str) -> bool:
    """Whether a line under a headline is a timestamp, not a sentence."""
    is_short = len(text) <= _LONGEST_FIELD_LINE and wording.AMBIGUOUS.match(text) is None
    return is_short and wording.STAMPED.fullmatch(text) is not None


def opens_links(text: str) -> bool:
    """Whether a line is the heading of a list of related links."""
    return wording.RELATED.match(text) is not None


def ends_sentence(text: str) -> bool:
    """Whether a text ends with sentence-final punctuation."""
    return wording.SENTENCE_END.search(text) is not None


def is_prose(text: str) -> bool:
    """Whether a text is long enough for a paragraph and ends like one."""
    shortest = _SHORTEST_PROSE_HAN if has_han(text) else _SHORTEST_PROSE_LATIN
    return len(text) >= shortest and (ends_sentence(text) or text[-1] in ":：")


def plain_key(text: str) -> str:
    """Case-folded letters and digits of a text, for comparing titles and leads."""
    return _NOT_KEY.sub("", text).casefold()


def read_origin(text: str) -> str:
    """Source named in a byline, ``""`` if there is none.

    Examples
    --------
    >>> read_origin("发布时间：2023-04-28 来源：中国知识产权报 字号：大 中 小")
    '中国知识产权报'
    """
    match = wording.ORIGIN.search(text[:_LONGEST_FIELD_LINE])
    if not match:
        return ""
    return wording.NEXT_FIELD.sub("", match["name"]).strip(' "”》“.。,，;；')
