"""Texts that track where in their source each character came from."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from sys import maxsize

# Start and stop offsets.
Span = tuple[int, int]
# start in the text, start and stop in the source
_Run = tuple[int, int, int]
# Texts with more edits than this keep only their overall span, to bound memory.
_MOST_EDITS = 100_000


def is_free(span: Span, used: Iterable[Span]) -> bool:
    """Whether a span shares nothing with any of others."""
    return all(stop <= span[0] or span[1] <= start for start, stop in used)


def covered(spans: Iterable[Span]) -> set[int]:
    """All places within some spans: where many spans are asked for, each is then looked up."""
    return {place for start, stop in spans for place in range(start, stop)}


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Maps offsets in a text back to the source it was taken from.

    Parameters
    ----------
    runs : tuple of (int, int, int)
        Start of a run in the text, and its span in the source; a run ends where the next
        one starts. A run of equal length in text and source maps character by character;
        any other (an entity, a line wrap turned into a space) maps as a whole. Source text
        between runs was removed.
    length : int
        Length of the text.
    """

    runs: tuple[_Run, ...]
    length: int

    def span(self, start: int, stop: int) -> tuple[int, int]:
        """Smallest source span that covers ``text[start:stop]``, where ``start < stop``.

        Examples
        --------
        >>> OffsetMap(((0, 10, 13), (3, 20, 26), (4, 26, 28)), 6).span(1, 4)
        (11, 26)
        """
        first, last = (_source_of(self.runs, self.length, at) for at in (start, stop - 1))
        return first[0], last[1]

    @property
    def is_plain(self) -> bool:
        """Whether the text maps to one source span of the same length."""
        return len(self.runs) == 1 and self.runs[0][2] - self.runs[0][1] == self.length


@dataclass(frozen=True, slots=True)
class Traced:
    """An immutable text with its offset map; edits return a new one.

    Parameters
    ----------
    text : str
    runs : tuple of (int, int, int)
        As in `OffsetMap`; the first starts at 0.  None for an empty text.

    Examples
    --------
    >>> page = Traced.of("A&amp;B")
    >>> clean = page.replace("&amp;", "&")
    >>> clean.text, clean.offsets().span(1, 2)
    ('A&B', (1, 6))
    """

    text: str
    runs: tuple[_Run, ...] = ()

    @classmethod
    def of(cls, source: str, start: int = 0, stop: int | None = None) -> "Traced":
        """A slice of a source."""
        stop = len(source) if stop is None else stop
        return cls(source[start:stop], ((0, start, stop),) if stop > start else ())

    @classmethod
    def joined(cls, parts: Iterable["Traced"]) -> "Traced":
        """Concatenate parts.

        If there are very many parts, only their overall span is kept.
        """
        parts = list(parts)
        text = "".join([part.text for part in parts])
        if len(parts) > _MOST_EDITS:
            spans = [part.span for part in parts if part.text]
            return cls(text, tuple(_whole(len(text), spans[0][0], spans[-1][1])) if spans else ())
        runs: list[_Run] = []
        place = 0
        for part in parts:
            if part.text:
                _copy(part, 0, len(part.text), runs, place)
                place += len(part.text)
        return cls(text, tuple(runs))

    @property
    def span(self) -> tuple[int, int]:
        """Source span from the first to the last character of the text."""
        return (self.runs[0][1], self.runs[-1][2]) if self.runs else (0, 0)

    def __getitem__(self, span: slice) -> "Traced":
        """The slice ``[start:stop]`` of the text."""
        start, stop, _ = span.indices(len(self.text))
        if stop <= start:
            return Traced("")
        if (start, stop) == (0, len(self.text)):
            return self
        runs: list[_Run] = []
        _copy(self, start, stop, runs, 0)
        return Traced(self.text[start:stop], tuple(runs))

    def sub(
        self, pattern: re.Pattern[str], replacement: str | Callable[[re.Match[str]], str]
    ) -> "Traced":
        """Replace every match; a string replacement is taken literally.

        A replacement maps to the whole source span of its match, or character by character
        if it has the same length. If there are very many matches, only the overall span is
        kept.
        """
        edits: list[tuple[int, int, str]] = []
        for match in pattern.finditer(self.text):
            new = replacement if isinstance(replacement, str) else replacement(match)
            if new != match.group():
                edits.append((match.start(), match.end(), new))
                if len(edits) > _MOST_EDITS:
                    return self._coarse(pattern, replacement)
        return self.edited(edits) if edits else self

    def _coarse(
        self, pattern: re.Pattern[str], replacement: str | Callable[[re.Match[str]], str]
    ) -> "Traced":
        """Replace every match and map the whole text to its overall span."""
        literal = (lambda _: replacement) if isinstance(replacement, str) else replacement
        text = pattern.sub(literal, self.text)
        return Traced(text, tuple(_whole(len(text), *self.span)) if text else ())

    def replace(self, old: str, new: str) -> "Traced":
        """Replace every occurrence of a non-empty string by another."""
        return self.sub(re.compile(re.escape(old)), new) if old in self.text else self

    def edited(self, edits: Iterable[tuple[int, int, str]]) -> "Traced":
        """Replace spans by new texts; spans are sorted and disjoint.

        An insertion maps to the character before it, or, at the start, to the first one.
        """
        text: list[str] = []
        runs: list[_Run] = []
        place = position = 0
        for start, stop, new in edits:
            if start > position:
                _copy(self, position, start, runs, place)
                text.append(self.text[position:start])
                place += start - position
            if new:
                text.append(new)
                runs.append((place, *self._source(start, stop)))
                place += len(new)
            position = stop
        if position < len(self.text):
            _copy(self, position, len(self.text), runs, place)
            text.append(self.text[position:])
        return Traced("".join(text), tuple(runs))

    def strip(self) -> "Traced":
        """The text without leading and trailing white space."""
        stripped = self.text.strip()
        start = self.text.find(stripped) if stripped else 0
        return self[start : start + len(stripped)]

    def offsets(self) -> OffsetMap:
        """The offset map of the text."""
        return OffsetMap(self.runs, len(self.text))

    def _source(self, start: int, stop: int) -> tuple[int, int]:
        """Source span of a slice, which may be empty."""
        if not self.runs:
            return 0, 0
        if start == stop:
            start, stop = max(start - 1, 0), max(start, 1)
        length = len(self.text)
        return (
            _source_of(self.runs, length, start)[0],
            _source_of(self.runs, length, stop - 1)[1],
        )


def _source_of(runs: tuple[_Run, ...], length: int, position: int) -> tuple[int, int]:
    """Source span of one character of a text."""
    index = bisect_right(runs, (position, maxsize, maxsize))
    start, source, source_stop = runs[index - 1]
    end = runs[index][0] if index < len(runs) else length
    if end - start != source_stop - source:
        return source, source_stop
    return source + position - start, source + position - start + 1


def _whole(length: int, source: int, source_stop: int, place: int = 0) -> list[_Run]:
    """Runs of a text that maps as a whole, even if it is as long as its source."""
    first = (place, source, source_stop)
    if length != source_stop - source or length == 1:
        return [first]
    return [first, (place + 1, source, source_stop)]


def _copy(text: Traced, start: int, stop: int, to: list[_Run], place: int) -> None:
    """Append the runs of a non-empty slice to those of a text of length `place`.

    A run is merged with the last one if both are plain and adjacent in the source.
    """
    runs, shift = text.runs, place - start
    count = len(runs)
    index = bisect_right(runs, (start, maxsize, maxsize)) if start else 1
    end = start
    while end < stop:
        left, source, source_stop = runs[index - 1]
        end = runs[index][0] if index < count else len(text.text)
        index += 1
        if end - left != source_stop - source:
            size = min(end, stop) - max(left, start)
            to.extend(_whole(size, source, source_stop, max(left, start) + shift))
            continue
        if left < start:
            source, left = source + start - left, start
        if end > stop:
            source_stop -= end - stop
        if to and to[-1][2] == source:
            last, last_source, _ = to[-1]
            if left + shift - last == source - last_source:
                to[-1] = (last, last_source, source_stop)
                continue
        to.append((left + shift, source, source_stop))
