"""Straight rules and links of a PDF page, which run in the extracting process."""

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from ctypes import byref, c_float, c_int
from itertools import islice
from typing import Any

# Left, top, right and bottom, in points from the left and upper edge of the page.
Box = tuple[float, float, float, float]
# Rules are no thicker than this, and no shorter than that.
_THICKEST, _SHORTEST = 3.0, 5.0
# More objects than these are a drawing, not tables.
_MOST_OBJECTS, _MOST_RULES, _MOST_SEGMENTS = 20_000, 3000, 64
_MOST_LINKS = 3000
_TOUCHING = 0.5


class Walls:
    """Vertical rules of a page, in the file's coordinates.

    Parameters
    ----------
    rules : sequence of Box
        From the upper left edge, as `rules_of` gives them.
    box : tuple of float
        Left, bottom, right and top of the page, in points.
    """

    def __init__(self, rules: Sequence[Box], box: tuple[float, ...]) -> None:
        upright = [rule for rule in rules if rule[2] - rule[0] <= _THICKEST < rule[3] - rule[1]]
        self._walls = sorted(
            ((left + right) / 2 + box[0], box[3] - bottom, box[3] - top)
            for left, top, right, bottom in upright
        )

    def part(self, right: float, left: float, base: float) -> bool:
        """Whether one of them is between the end of a character and the start of the next."""
        start = bisect_left(self._walls, (right - _TOUCHING, 0.0, 0.0))
        for place, bottom, top in islice(self._walls, start, None):
            if place > left + _TOUCHING:
                return False
            if bottom <= base <= top:
                return True
        return False


def rules_of(raw: Any, page: Any, box: tuple[float, ...]) -> list[Box]:  # noqa: ANN401
    """Horizontal and vertical rules of a page; none if there are too many for tables.

    Parameters
    ----------
    raw : module
        PDFium's C interface.
    page : page
    box : tuple of float
        Left, bottom, right and top of the page, in points.
    """
    count = raw.FPDFPage_CountObjects(page)
    if count > _MOST_OBJECTS:
        return []
    rules: list[Box] = []
    for index in range(count):
        shape = raw.FPDFPage_GetObject(page, index)
        if raw.FPDFPageObj_GetType(shape) == raw.FPDF_PAGEOBJ_PATH:
            rules += [_from_top(rule, box) for rule in _straight(raw, shape)]
        if len(rules) > _MOST_RULES:
            return []
    return rules


def _from_top(rule: Box, box: tuple[float, ...]) -> Box:
    """Left, bottom, right and top in the file's coordinates, measured from the upper edge."""
    left, bottom, right, top = rule
    places = (left - box[0], box[3] - top, right - box[0], box[3] - bottom)
    return (round(places[0], 1), round(places[1], 1), round(places[2], 1), round(places[3], 1))


def _straight(raw: Any, shape: Any) -> Iterator[Box]:  # noqa: ANN401
    """The rules that a path draws: thin shapes, and the straight lines of strokes."""
    edges = [c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(shape, *map(byref, edges)):
        return
    left, bottom, right, top = (edge.value for edge in edges)
    if _is_rule(right - left, top - bottom):
        yield left, bottom, right, top
        return
    fill, stroke = c_int(), c_int()
    raw.FPDFPath_GetDrawMode(shape, byref(fill), byref(stroke))
    if stroke.value:
        yield from _strokes(raw, shape)


def _is_rule(width: float, height: float) -> bool:
    return min(width, height) <= _THICKEST and max(width, height) >= _SHORTEST


def _strokes(raw: Any, shape: Any) -> Iterator[Box]:  # noqa: ANN401
    """The straight lines of a stroked path."""
    count = raw.FPDFPath_CountSegments(shape)
    if not 0 < count <= _MOST_SEGMENTS:
        return
    matrix, x, y = raw.FS_MATRIX(), c_float(), c_float()
    raw.FPDFPageObj_GetMatrix(shape, byref(matrix))
    first = last = (0.0, 0.0)
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(shape, index)
        raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        place = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = place
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield from _between(last, place)
        last = place
        if raw.FPDFPathSegment_GetClose(segment):
            yield from _between(last, first)
            last = first


def _between(start: tuple[float, float], stop: tuple[float, float]) -> Iterator[Box]:
    (left, right), (bottom, top) = (sorted(pair) for pair in zip(start, stop, strict=True))
    if _is_rule(right - left, top - bottom) and all(map(math.isfinite, (*start, *stop))):
        yield left, bottom, right, top


def links_of(raw: Any, page: Any, box: tuple[float, ...]) -> list[Box]:  # noqa: ANN401
    """Areas of a page that are links; arguments as those of `rules_of`."""
    links: list[Box] = []
    place, link, rect = c_int(0), raw.FPDF_LINK(), raw.FS_RECTF()
    while len(links) < _MOST_LINKS and raw.FPDFLink_Enumerate(page, byref(place), byref(link)):
        if raw.FPDFLink_GetAnnotRect(link, byref(rect)):
            edges = (rect.left, min(rect.bottom, rect.top), rect.right, max(rect.bottom, rect.top))
            links.append(_from_top(edges, box))
    return links
