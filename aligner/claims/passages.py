"""Passages of documents, identified by their text, independently of segmentation."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import accumulate

from aligner.text import join_segments, one_line
from aligner.values import Passage, Segment, SegmentedDocument

# Characters of context stored with a passage.
_AROUND = 24
# Passages this long hardly occur twice by chance.
_TELLING = 12


class RunningText:
    """The text of a document without white space, with the starts of its segments.

    This text does not depend on the segmentation.

    Parameters
    ----------
    document : SegmentedDocument
    """

    def __init__(self, document: SegmentedDocument) -> None:
        self._document = document
        squeezed = [_squeezed(segment.text) for segment in document.segments]
        self._text = "".join(squeezed)
        self._edges = [0, *accumulate(map(len, squeezed))]

    @cached_property
    def _inner(self) -> frozenset[int]:
        return frozenset(self._edges)

    def passage(self, start: int, stop: int) -> Passage:
        """The passage of a run of segments; for an empty run, the position before `start`."""
        first, last = self._edges[start], self._edges[stop]
        run = self._document.segments[start:stop]
        words = join_segments([s.text for s in run], self._document.document.language)
        return self._around(one_line(words), first, last)

    def place(self, segment: int, offset: int) -> Passage:
        """The position before a character of a segment's text."""
        inside = _squeezed(self._document.segments[segment].text[:offset])
        at = self._edges[segment] + len(inside)
        return self._around("", at, at)

    @property
    def edges(self) -> Sequence[int]:
        """Start of each segment and the end of the text, not counting white space."""
        return self._edges

    def find(self, passage: Passage) -> tuple[int, int] | None:
        """Find a passage; returns offsets not counting white space, or None.

        Of several matches, the one with the most context in common wins, then the one
        nearest to the old position. Short passages, which may occur anywhere, must have
        half of their context in common.
        """
        wanted = _squeezed(passage.text)
        before, after = _squeezed(passage.before), _squeezed(passage.after)
        start, stop = passage.offset, passage.offset + len(wanted)
        surroundings = self._text[max(0, start - len(before)) : stop + len(after)]
        if before + wanted + after == surroundings and len(before) <= start:
            return start, stop
        least = 0 if len(wanted) >= _TELLING else (len(before) + len(after)) / 2
        found = []
        for at in self._candidates(wanted, before, after):
            shared = self._shared(before, after, at, at + len(wanted))
            if shared >= least:
                found.append((-shared, abs(at - passage.offset), at))
        if not found:
            return None
        _, _, at = min(found)
        return at, at + len(wanted)

    def segments(self, start: int, stop: int) -> tuple[int, int] | None:
        """The run of segments of a span; None if its ends are not segment boundaries."""
        if start not in self._inner or stop not in self._inner:
            return None
        if start == stop:
            place = bisect_right(self._edges, start) - 1
            return place, place
        # Blank segments at the ends are not part of the run.
        first = bisect_right(self._edges, start, hi=len(self._edges) - 1) - 1
        return first, bisect_left(self._edges, stop)

    def nearest(self, offset: int) -> int:
        """The segment that contains an offset; the number of segments at the end of the text."""
        if offset >= len(self._text):
            return len(self._document.segments)
        return bisect_right(self._edges, offset, hi=len(self._edges) - 1) - 1

    def is_edge(self, offset: int) -> bool:
        """Whether an offset is a segment boundary."""
        return offset in self._inner

    def _around(self, text: str, start: int, stop: int) -> Passage:
        before = self._text[max(0, start - _AROUND) : start]
        return Passage(text, before, self._text[stop : stop + _AROUND], start)

    def _candidates(self, wanted: str, before: str, after: str) -> Iterator[int]:
        """Positions where a passage matches."""
        if wanted:
            yield from _occurrences(wanted, self._text)
            return
        places = {at + len(before) for at in _occurrences(before, self._text)} if before else {0}
        places |= set(_occurrences(after, self._text)) if after else {len(self._text)}
        yield from sorted(places)

    def _shared(self, before: str, after: str, start: int, stop: int) -> int:
        """How many characters of context agree."""
        left = self._text[max(0, start - len(before)) : start]
        right = self._text[stop : stop + len(after)]
        return _common(before[::-1], left[::-1]) + _common(after, right)


def recut(document: SegmentedDocument, cuts: Mapping[int, bool]) -> SegmentedDocument:
    """Split or join segments of a document at given offsets.

    Parameters
    ----------
    document : SegmentedDocument
    cuts : mapping of int to bool
        Whether a segment must end there, by offset not counting white space. Segments of
        different blocks are never joined.
    """
    if not cuts:
        return document
    made: list[Segment] = []
    offset = 0
    for segment in document.segments:
        is_joined = cuts.get(offset) is False and made and made[-1].block == segment.block
        whole = _joined(made.pop(), segment, document) if is_joined else segment
        done = len(_squeezed(whole.text)) - len(_squeezed(segment.text)) if is_joined else 0
        made += _parts(whole, {at - offset + done for at, is_cut in cuts.items() if is_cut})
        offset += len(_squeezed(segment.text))
    return replace(document, segments=tuple(made))


def _joined(one: Segment, other: Segment, document: SegmentedDocument) -> Segment:
    text = document.document.blocks[one.block].text[one.start : other.stop]
    return Segment(one.block, one.start, other.stop, text)


def _parts(segment: Segment, places: set[int]) -> Iterator[Segment]:
    """The parts of a segment between offsets that do not count white space."""
    start = seen = 0
    for at, character in enumerate(segment.text):
        if character.isspace():
            continue
        if seen in places and seen:
            yield _part(segment, start, at)
            start = at
        seen += 1
    yield _part(segment, start, len(segment.text))


def _part(segment: Segment, start: int, stop: int) -> Segment:
    text = segment.text[start:stop].rstrip()
    if stop == len(segment.text):
        text = segment.text[start:stop]
    return Segment(segment.block, segment.start + start, segment.start + start + len(text), text)


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _occurrences(wanted: str, text: str) -> Iterator[int]:
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1)


def _common(one: str, other: str) -> int:
    """Length of the common prefix."""
    n = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        n += 1
    return n
