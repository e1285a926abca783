"""Headings in two rows: groups above, which may be merged cells, and their columns below."""

from collections.abc import Sequence
from dataclasses import replace

from aligner.glossary.columns import Column, column_of, named_column
from aligner.tables import Row

_Headings = tuple[tuple[str, ...], tuple[Column | None, ...]]


def two_row_columns(rows: Sequence[Row], place: int) -> _Headings | None:
    """Headings and columns where the row below the headings holds headings too, else None."""
    if place + 1 >= len(rows):
        return None
    above, below = rows[place].cells, rows[place + 1].cells
    width = max(len(above), len(below))
    tops = [*above, *("",) * (width - len(above))]
    subs = [*below, *("",) * (width - len(below))]
    named = [sub for sub in subs if sub]
    usual = [sub for sub in named if named_column(sub)]
    if len(usual) < 2 or not all(map(column_of, named)):  # noqa: PLR2004 - one is a term
        return None
    groups = _groups(tops, subs)
    columns = [_composed(group, sub) for group, sub in zip(groups, subs, strict=True)]
    if not (_is_spread(tops, subs) or _says_the_same(tops, subs)):
        return None
    headings = [" ".join(filter(None, pair)) for pair in zip(groups, subs, strict=True)]
    return tuple(headings), tuple(columns)


def _groups(tops: Sequence[str], subs: Sequence[str]) -> list[str]:
    """The heading above each column; a merged cell has it only above its first."""
    groups: list[str] = []
    for top, sub in zip(tops, subs, strict=True):
        is_merged = not top and sub and groups
        groups.append(groups[-1] if is_merged else top)
    return groups


def _composed(group: str, sub: str) -> Column | None:
    """What a column holds by the headings above it."""
    if not (group and sub):
        return column_of(group or sub)
    upper, lower = column_of(group), column_of(sub)
    if upper is not None and lower is not None and upper.language and lower.language:
        return column_of(f"{group} {sub}") or replace(lower, language=upper.language)
    return lower if lower is not None and not lower.language else column_of(f"{group} {sub}")


def _is_spread(tops: Sequence[str], subs: Sequence[str]) -> bool:
    """Whether some heading of the upper row has several columns below."""
    return any(sub and not top for top, sub in zip(tops, subs, strict=True))


def _says_the_same(tops: Sequence[str], subs: Sequence[str]) -> bool:
    """Whether both rows hold the same headings, in two languages."""
    pairs = [(top, sub) for top, sub in zip(tops, subs, strict=True) if sub]
    return all(column_of(top) == column_of(sub) for top, sub in pairs)
