"""Spaces between the characters of a Chinese text that mean nothing."""

import re

from aligner.offsets import Traced
from aligner.text import HAN

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
