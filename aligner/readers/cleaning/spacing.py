"""White space and line breaks of a page made into those of a text."""

import re

from aligner.offsets import Traced
from aligner.readers.cleaning.glyphs import (
    RADICALS,
    narrow_letters,
    plain_radicals,
    resolve_twice_escaped,
)
from aligner.text import HAN

# Characters of full width, as the inside of a character class.
_WIDE = HAN + "\u3000-\u303f\uff00-\uffef“”‘’…—"
_COUNTED = "年月日时分号条款项件个名家次元万亿％"
# A wrap between two characters of full width, or at a number that one of them counts (2023 年).
_WRAP = re.compile(
    rf"(?:(?<=[{_WIDE}])[^\S\r\n]*[\r\n]\s*(?=[{_WIDE}])"
    rf"|(?<=[{HAN}])[^\S\r\n]*[\r\n]\s*(?=\d{{1,9}}[{_COUNTED}])"
    rf"|(?<=\d)[^\S\r\n]*[\r\n]\s*(?=[{_COUNTED}]))"
)
# Controls, marks without width, and the soft hyphen, with the wrap it stands at.
_UNSEEN = re.compile(
    "\u00ad(?:[ \t]*[\r\n]\\s*)?"
    "|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
    "\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
_SPACES = re.compile(r"[^\S ]\s*| \s+")
# Most texts hold nothing of all that.
_UNCLEAN = re.compile(
    rf"{_SPACES.pattern}|{_UNSEEN.pattern}|[&０-９Ａ-Ｚａ-ｚ{RADICALS}]",
)
# What one step uncovers another may have to undo: a mark without width behind an entity.
_MOST_ROUNDS = 4
_OPEN_CHINESE = re.compile(r"[，、（《“]$")
_OPEN_LATIN = re.compile(r"[A-Za-z,]$")
_MARKS = "，。、；：？！“”‘’（）《》〈〉【】〔〕…—"
# One narrow space; a full-width one, or several, may part words.
_STRAY = "[ \xa0\u2002-\u200a]"
_GAP = re.compile(rf"(?<=[{HAN}]){_STRAY}(?=[{HAN}])")
_CLOSED = re.compile(
    rf"(?<=[{HAN}{_MARKS}]){_STRAY}(?=[{HAN}{_MARKS}\d])|(?<=\d){_STRAY}(?=[{HAN}{_MARKS}\d])"
)
# Text is spaced out when there are so many gaps and most of what stands between
# them is one character; names and headlines parted by spaces have longer pieces.
_LEAST_GAPS = 4
_LEAST_SINGLE = 0.6


def clean(text: Traced) -> Traced:
    r"""The text as a reader of the page takes it in, on one line.

    Without controls and marks of no width, with single spaces; a line feed
    between two characters of full width is a wrap and vanishes; what copying
    and converting did to the characters is undone.

    Examples
    --------
    >>> clean(Traced.of("  国务院\n发布 \u3000公报 on\nMay 5 ")).text
    '国务院发布 公报 on May 5'
    """
    if not text.text or text.text.isspace():
        return Traced("")
    text = text.strip()
    if not _UNCLEAN.search(text.text):
        return close_stray_spaces(text)
    for _ in range(_MOST_ROUNDS):
        before = text
        text = plain_radicals(narrow_letters(text.sub(_UNSEEN, "")))
        text = resolve_twice_escaped(text)
        if text is before:
            break
    text = close_stray_spaces(text.strip().sub(_WRAP, ""))
    return close_stray_spaces(text.strip().sub(_SPACES, " "))


def clean_text(text: str) -> str:
    """What `clean` makes of a text whose place does not matter."""
    return clean(Traced.of(text)).text


def joined_by_break(before: str, after: str) -> str | None:
    """What to put between two lines that are one paragraph, None when they are two.

    Parameters
    ----------
    before, after : str
        Clean texts of the two lines.
    """
    if _OPEN_CHINESE.search(before):
        return ""
    if _OPEN_LATIN.search(before) and after[:1].islower():
        return " "
    return None


def close_stray_spaces(text: Traced) -> Traced:
    """The text without the spaces between its characters, if it is spaced out throughout.

    Examples
    --------
    >>> close_stray_spaces(Traced.of("国 家 知 识 产 权 局 公 告")).text
    '国家知识产权局公告'
    >>> close_stray_spaces(Traced.of("出席者： 张三 李四 王 五 赵六")).text
    '出席者： 张三 李四 王 五 赵六'
    """
    gaps = sum(1 for _ in _GAP.finditer(text.text))
    if gaps < _LEAST_GAPS:
        return text
    pieces = text.text.split()
    single = sum(len(piece) == 1 for piece in pieces)
    if single < _LEAST_SINGLE * len(pieces):
        return text
    return text.sub(_CLOSED, "")
