"""Ruling lines of PDF pages as grids, followed over the pages that a table goes on on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from aligner.readers.pdf.drawing import Box
from aligner.readers.pdf.pages import PdfLine, PdfPage

# Rules that come this close to one another meet, in points.
_MEETING = 3.0
_THICK = 3.0
# A page with more is a drawing.
_MOST_RULES = 1500
# Level rules of a table whose last row none closes.
_FEWEST_RULES = 3
# Upright rules that begin so far above the first level one have a row between them.
_LEAST_ROW = 8.0
# Upright rules of a table of two columns.
_FEWEST_UPRIGHT = 3


@dataclass(slots=True)
class _Levels:
    """Where the rows of a table are parted, on that of its pages that has most of them."""

    most: int = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """Rules that meet one another, or that part the columns of a row which fills its page.

    Parameters
    ----------
    rules : tuple of Box
    goes_on : bool
        Whether it has the columns of the one that ends the page before.
    levels : _Levels
        Of all pages that its table is on.
    """

    rules: tuple[Box, ...]
    goes_on: bool = False
    levels: _Levels = field(default_factory=_Levels)

    def __post_init__(self) -> None:
        # The row that a page break cuts ends at a level of its own.
        own = len({round(rule[1]) for rule in self.level}) + (self.goes_on and self._is_open_above)
        self.levels.most = max(self.levels.most, own)

    @property
    def level(self) -> list[Box]:
        """The rules between rows."""
        return [rule for rule in self.rules if not _is_upright(rule)]

    @property
    def upright(self) -> list[Box]:
        """The rules between columns."""
        return [rule for rule in self.rules if _is_upright(rule)]

    @property
    def columns(self) -> list[float]:
        """Where columns begin or end, in points."""
        return _apart(rule[0] for rule in self.upright)

    @property
    def bottom(self) -> float:
        """Where the last of its rules ends, in points."""
        return max(rule[3] for rule in self.rules)

    @property
    def _top(self) -> float:
        return min(rule[1] for rule in self.upright)

    @property
    def _is_open_above(self) -> bool:
        return all(rule[1] > self._top + _LEAST_ROW for rule in self.level)

    @property
    def last_columns(self) -> list[float]:
        """Where columns of its last row begin or end, in points."""
        end = max(rule[3] for rule in self.upright)
        return _apart(rule[0] for rule in self.upright if rule[3] >= end - _MEETING)

    def cell_of(self, line: PdfLine) -> tuple[float, float] | None:
        """Upper and left edge of the cell that a line is in; the left one is -1 at an open side."""
        x = (line.left + min(line.right, line.left + line.size)) / 2
        y = line.top - line.size / 3
        over = [rule for rule in self.level if rule[0] - 1 <= x <= rule[2] + 1]
        beside = [rule for rule in self.upright if rule[1] - 1 <= y <= rule[3] + 1]
        above = max((rule[1] for rule in over if rule[1] <= y), default=None)
        below = any(rule[1] > y for rule in over)
        left = max((rule[0] for rule in beside if rule[0] <= x), default=None)
        right = any(rule[0] > x for rule in beside)
        if left is not None and right:
            above, below = self._with_ends(above, is_closed=below)
        edges = max(rule[2] for rule in self.rules), min(rule[0] for rule in self.rules)
        if above is None or not below or not edges[1] - 1 <= x <= edges[0] + 1:
            return None
        # A table may be open at its sides.
        if left is None and not right:
            return None
        return round(above), round(-1.0 if left is None else left)

    def _with_ends(self, above: float | None, *, is_closed: bool) -> tuple[float | None, bool]:
        """What closes a cell above, and whether something does below, if a page break may.

        A row that goes on on the next page has upright rules to its end. A table with one row
        under its heading and nothing below it is not known to have rows, unless a page on which
        it goes on says so.
        """
        has_rows = self.levels.most >= _FEWEST_RULES
        if above is None and (is_closed or has_rows):
            return self._top, True
        return above, is_closed or has_rows


def grids_of(pages: Iterable[PdfPage]) -> list[list[Grid]]:
    """The grids of each page; those of a table on several pages know of one another.

    Parameters
    ----------
    pages : iterable of PdfPage
        In their order.
    """
    found: list[list[Grid]] = []
    before: Grid | None = None
    for page in pages:
        groups = _groups(page.rules) if len(page.rules) <= _MOST_RULES else []
        grids = []
        if before is not None and (going_on := _going_on(before.last_columns, groups)):
            groups = [group for group in groups if group not in going_on]
            rules = tuple(rule for group in going_on for rule in group)
            grids.append(Grid(rules, goes_on=True, levels=before.levels))
        grids += [
            Grid(tuple(group))
            for group in groups
            if any(map(_is_upright, group)) and not all(map(_is_upright, group))
        ]
        before = max(grids, key=lambda grid: grid.bottom, default=None)
        found.append(grids)
    return found


def _going_on(columns: Sequence[float], groups: Sequence[list[Box]]) -> list[list[Box]]:
    """The groups whose upright rules take up the columns that a page ends with."""
    if len(columns) < _FEWEST_UPRIGHT:
        return []
    found = {column: _uppermost(column, groups) for column in columns}
    tops = [rule[1] for rule in found.values() if rule is not None]
    if len(tops) < len(columns) or max(tops) - min(tops) > _MEETING:
        return []
    return [group for group in groups if any(rule in group for rule in found.values())]


def _uppermost(column: float, groups: Sequence[list[Box]]) -> Box | None:
    """The first upright rule at the place of a column."""
    at_place = (
        rule
        for group in groups
        for rule in group
        if _is_upright(rule) and abs(rule[0] - column) <= _MEETING
    )
    return min(at_place, key=lambda rule: rule[1], default=None)


def _groups(rules: Sequence[Box]) -> list[list[Box]]:
    """Groups of rules that meet."""
    groups: list[list[Box]] = []
    for rule in sorted(rules, key=lambda rule: (rule[1], rule[0])):
        met = [group for group in groups if any(_meet(rule, other) for other in group)]
        joined = [rule, *(other for group in met for other in group)]
        groups = [group for group in groups if all(group is not one for one in met)]
        groups.append(joined)
    return groups


def _meet(rule: Box, other: Box) -> bool:
    return (
        rule[0] <= other[2] + _MEETING
        and other[0] <= rule[2] + _MEETING
        and rule[1] <= other[3] + _MEETING
        and other[1] <= rule[3] + _MEETING
    )


def _is_upright(rule: Box) -> bool:
    return rule[2] - rule[0] <= _THICK < rule[3] - rule[1]


def _apart(places: Iterable[float]) -> list[float]:
    """Places in order, without those that a double rule has beside one."""
    apart: list[float] = []
    for place in sorted(places):
        if not apart or place - apart[-1] > _MEETING:
            apart.append(place)
    return apart
