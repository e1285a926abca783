"""Cells beside the two languages of a table: numbers of its rows, and remarks on them."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from aligner.languages import han_value
from aligner.readers.script_change import HAN_LETTER, LETTER, are_fitting

_LABEL = re.compile(
    r"(?:(?:No|Nos|Nr|Art|Article|Item|Row|Clause|Section|Sec)\b\.?|[第§#(（])?\s*"
    r"(?:(?P<digits>\d{1,4}(?:[.-]\d{1,3})*)|(?P<sign>[①-⑳])|(?P<han>[一二三四五六七八九十百]{1,4})"
    r"|(?P<letter>[A-Za-z]))\s*[条款项号章节行]?[.、．)）:：]?",
    re.IGNORECASE,
)
_HEADS = frozenset(
    "序号 编号 号 no no. nr. # item 项 项目 备注 备考 状态 审核 "  # noqa: SIM905 - read better
    "remark remarks note notes comment comments status".split()
)
_LONGEST_REMARK = 12
# The cells of the row of heads, in front of the first number.
_MOST_HEADS = 6
# What share of the rows are numbered, and what share of the numbers follow one another.
_MOST_NUMBERED, _IN_ORDER = 0.5, 0.8
# How many rows there are at least, and what share of the texts are a pair with a neighbour.
_LEAST_PAIRS, _MOST_PAIRED = 2, 0.5

_Cell = tuple[str, bool | None]


def row_margins(cells: Sequence[_Cell]) -> frozenset[int]:
    """Places of cells that only number or mark the rows of a table of two languages.

    A number stands in front of a text and its translation, and the next row has the next one.  A
    remark is a short text beside them that comes again.

    Parameters
    ----------
    cells : sequence of (str, bool or None)
        Texts in order, and whether each is Chinese, None if it has no letters.

    Examples
    --------
    >>> cells = [("1", None), ("图书馆", True), ("Library", False)]
    >>> cells += [("2", None), ("阅览室", True), ("Reading room", False)]
    >>> sorted(row_margins(cells))
    [0, 3]
    """
    firsts = max((_pairs(cells, order) for order in (True, False)), key=len)
    told = sum(is_han is not None for _, is_han in cells)
    if len(firsts) < max(_LEAST_PAIRS, _MOST_PAIRED * told / 2):
        return frozenset()
    paired = firsts | {place + 1 for place in firsts}
    beside = [place for place in range(len(cells)) if place not in paired]
    numbers = _numbers(cells, beside, firsts)
    remarks = _remarks(cells, [place for place in beside if place not in numbers])
    heads = _heads(cells, beside, numbers | remarks)
    return frozenset(numbers | remarks | heads)


def _pairs(cells: Sequence[_Cell], order: bool) -> set[int]:  # noqa: FBT001 - a side
    """Places of texts that their translations follow, Chinese or others first."""
    found: set[int] = set()
    for place, (before, behind) in enumerate(pairwise(cells)):
        in_order = before[1] is order and behind[1] is (not order)
        if in_order and place - 1 not in found and _are_fitting(before[0] + behind[0]):
            found.add(place)
    return found


def _are_fitting(both: str) -> bool:
    """Whether a text and its translation, put together, have the lengths of such."""
    han = len(HAN_LETTER.findall(both))
    return are_fitting(han, len(LETTER.findall(both)) - han)


def _numbers(cells: Sequence[_Cell], beside: Sequence[int], firsts: set[int]) -> set[int]:
    """The cells that number the rows."""
    keys = {
        place: key
        for place in beside
        if place + 1 in firsts and (key := _key(cells[place][0])) is not None
    }
    steps = [_is_next(before, behind) for before, behind in pairwise(keys.values())]
    if len(keys) < max(_LEAST_PAIRS, _MOST_NUMBERED * len(firsts)):
        return set()
    return set(keys) if sum(steps) >= _IN_ORDER * len(steps) else set()


def _key(text: str) -> tuple[int, ...] | None:
    """The number of a row, level by level; None if the cell holds something else."""
    found = _LABEL.fullmatch(text.strip())
    if found is None:
        return None
    if found["digits"]:
        return tuple(int(part) for part in re.split("[.-]", found["digits"]))
    if found["sign"]:
        return (int(unicodedata.numeric(found["sign"])),)
    if found["letter"]:
        return (ord(found["letter"].lower()),)
    value = han_value(found["han"])
    return None if value is None else (int(value),)


def _is_next(before: tuple[int, ...], behind: tuple[int, ...]) -> bool:
    """Whether a number follows another: 1.2 and 2 follow 1.1, and so does 1.1.1."""
    if len(behind) > len(before):
        return behind[: len(before)] == before and behind[-1] == 1
    *levels, last = behind
    return before[: len(levels)] == tuple(levels) and last == before[len(levels)] + 1


def _remarks(cells: Sequence[_Cell], beside: Sequence[int]) -> set[int]:
    """Short texts beside the pairs that come again; numbers are data."""
    counts = Counter(cells[place][0] for place in beside)
    often = {text for text, count in counts.items() if count > 1 and len(text) <= _LONGEST_REMARK}
    return {
        place
        for place in beside
        if cells[place][0] in often and not re.search(r"\d", cells[place][0])
    }


def _heads(cells: Sequence[_Cell], beside: Sequence[int], margins: set[int]) -> set[int]:
    """The heads of the columns of numbers and remarks."""
    return {
        place
        for place in beside
        if margins and place < _MOST_HEADS and cells[place][0].casefold() in _HEADS
    }
