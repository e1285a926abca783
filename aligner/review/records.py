"""Values of the desk as JSON, and what has changed between two of them."""

from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from aligner.review.views import BeadView, ReviewSheet, SegmentView

# Long lists of a sheet, of which an edit changes a few items.
_LISTS = ("beads", "source_segments", "target_segments")


def record(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """A value of the desk as JSON holds it."""
    if is_dataclass(value) and not isinstance(value, type):
        return {name: record(getattr(value, name)) for name in _names(type(value))}
    if isinstance(value, BeadView | SegmentView):
        return {name: record(item) for name, item in value._asdict().items()}
    if isinstance(value, tuple | list):
        return [record(item) for item in value]
    return value


def sheet_patch(before: ReviewSheet | None, after: ReviewSheet) -> dict[str, Any]:
    """What a page needs that shows the sheet before; all of it if there is none.

    Of every long list the items from ``start`` to ``stop`` are replaced by ``items``.
    """
    names = [name for name in _names(ReviewSheet) if name not in _LISTS]
    patch: dict[str, Any] = {name: record(getattr(after, name)) for name in names}
    for name in _LISTS:
        old: Sequence[object] = () if before is None else getattr(before, name)
        patch[name] = _splice(old, getattr(after, name))
    patch["whole"] = before is None
    return patch


def _splice(old: Sequence[object], new: Sequence[object]) -> dict[str, object]:
    """The shortest run to replace."""
    if old is new:
        return {"start": 0, "stop": 0, "items": []}
    most = min(len(old), len(new))
    start = 0
    while start < most and old[start] == new[start]:
        start += 1
    end = 0
    while end < most - start and old[-1 - end] == new[-1 - end]:
        end += 1
    items = [record(item) for item in new[start : len(new) - end]]
    return {"start": start, "stop": len(old) - end, "items": items}


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
