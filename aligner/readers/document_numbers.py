"""Official document numbers (国发〔2008〕18号, Announcement No. 344) in both languages."""

import re
from collections.abc import Iterable

from aligner.languages import HAN_DIGITS
from aligner.patterns import lazy_pattern
from aligner.readers.marks import ends_sentence
from aligner.readers.metadata import fields_of
from aligner.text import HAN
from aligner.values import Block, BlockKind

_YEAR = r"[〔\[（(【［﹝]\s?(?:19|20)\d\d\s?年?\s?[〕\]）)】］﹞]"
_DIGITS = rf"(?:\d{{1,5}}|[○{HAN_DIGITS}十百千]{{1,8}})"
_OF_YEAR = r"(?:(?:19|20)\d\d\s?年\s?)?"
_ACT = "(?:公告|通告|局令|令|决定|決定|通报)"
_PAPER = "(?:Announcement|Order|Notice|Decree|Circular|Bulletin|Decision|Document)"
_NO = r"No\.?\s?\d{1,5}(?:\s?[\[〔(]\d{4}[\]〕)]|\s+of\s+\d{4}|/\d{4})?"
# 国知办函规字〔2018〕597号, 国发[2008]18号
_CODED = rf"[{HAN}]{{1,12}}\s?{_YEAR}\s?第?\s?\d{{1,5}}\s?号"
# Guo Zhi Fa [2018] No. 5
_SPELLED = r"(?:[A-Z][a-z]{1,6}\s?){1,6}\s?[\[〔(（](?:19|20)\d\d[\]〕)）]\s?No\.?\s?\d{1,5}"
# 第七十五号公告, 2023年第5号公告; 公告第344号, 令（第75号）
_ORDINAL = rf"{_OF_YEAR}第\s?{_DIGITS}\s?[号號]"
_COUNTED = rf"{_ORDINAL}\s?{_ACT}|{_ACT}\s?[（(]?\s?{_ORDINAL}\s?[）)]?"
# Announcement No. 344, Order (No. 75), Notice of the State Council No. 5, No. 75 Order
_ENGLISH = rf"{_PAPER}\s+(?:of\s+[A-Z][\w ]{{2,80}}?\s+)?[(（]?\s?{_NO}\s?[)）]?|{_NO}\s+{_PAPER}\b"
_BARE = f"{_ORDINAL}|{_NO}"
_NAMED_FIELD = lazy_pattern(
    r"(?:文\s?号|发文字号|发文文号|公告号|(?:Document|Reference) (?:No\.|number))\s*[:：]\s*"
    rf"(?P<number>[\w ]{{0,14}}(?:{_YEAR})?\s?(?:第|No\.)?\s?\d{{1,5}}\s?号?)",
    re.IGNORECASE,
)
_ANY = f"{_CODED}|{_SPELLED}|{_COUNTED}|{_ENGLISH}|{_BARE}"
_LINE = lazy_pattern(_ANY)
_BRACKETED = lazy_pattern(rf"[（(]\s?(?P<number>{_ANY})\s?[)）]$")
# A headline may name other documents too: 关于执行国发〔2008〕18号文件的通知.
_OPENING = lazy_pattern(
    rf"(?:[{HAN}、]{{0,30}}?|(?:[A-Z][\w&.'-]*\s+(?:of\s+(?:the\s+)?)?){{0,10}}?)"
    rf"(?P<number>{_COUNTED}|{_ENGLISH}|(?<![{HAN}]){_CODED})(?!\w)"
)
_REFERRING = lazy_pattern("关于|执行|贯彻|落实|根据|解读|废止|修改|修订")
_HEAD_LINES = 24
_LONGEST_LINE, _LONGEST_TITLE = 60, 200


def find_number(line: str) -> str:
    """Find the document number in a line above the text; ``""`` if there is none.

    The line is the number, labels it, or is a headline that begins or ends with it; a
    number mentioned in running text belongs to another document.

    Examples
    --------
    >>> find_number("国家知识产权局公告 第七十五号"), find_number("文号：国知发〔2018〕5号")
    ('公告 第七十五号', '国知发〔2018〕5号')
    >>> find_number("关于执行国发〔2008〕18号文件的通知")
    ''
    """
    field = _NAMED_FIELD.search(line)
    if field:
        return field["number"].strip()
    if _LINE.fullmatch(line):
        return line
    bracketed = _BRACKETED.search(line)
    if bracketed:
        return bracketed["number"].strip()
    opening = _OPENING.match(line)
    if opening and not _REFERRING.search(line[: opening.start("number")]):
        return opening["number"].strip()
    return ""


def is_number_line(line: str) -> bool:
    """Whether a line is a document number and nothing else."""
    return _LINE.fullmatch(line.strip("（）() ")) is not None


def number_of(blocks: Iterable[Block]) -> str:
    """Find a document's number in its byline, its headline or the lines below it.

    Parameters
    ----------
    blocks : iterable of Block
        All blocks of the page; boilerplate is ignored.
    """
    head = [block for block in blocks if block.kind is not BlockKind.BOILERPLATE][:_HEAD_LINES]
    named = filter(None, map(_NAMED_FIELD.search, fields_of(head)))
    field = next(named, None)
    if field:
        return field["number"].strip()
    for block in head:
        is_line = len(block.text) <= _LONGEST_LINE and not ends_sentence(block.text)
        if is_line or block.kind is BlockKind.TITLE:
            number = find_number(block.text[:_LONGEST_TITLE])
            if number:
                return number
    return ""
