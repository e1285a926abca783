"""Texts that know where in their source each character came from."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from sys import maxsize

# Start and stop of a run of characters.
Span = tuple[int, int]
# text start, source start, source stop
_Run = tuple[int, int, int]
# A text put together from more pieces is no release; its map would fill the memory.
_MOST_EDITS = 100_000


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Way back from a text to the source it was taken from.

    Parameters
    ----------
    runs : tuple of (int, int, int)
        Where a run starts in the text, and its span in the source; it ends in
        the text where the next one starts.  A run as long in the text as in
        the source maps character by character; any other (an entity, a line
        wrap made a space) maps as a whole.  Source between runs was left out.
    length : int
        Of the text.
    """

    runs: tuple[_Run, ...]
    length: int

    def span(self, start: int, stop: int) -> tuple[int, int]:
        """Smallest span of the source that gave ``text[start:stop]``, ``start < stop``.

        Examples
        --------
        >>> OffsetMap(((0, 10, 13), (3, 20, 26), (4, 26, 28)), 6).span(1, 4)
        (11, 26)
        """
        first, last = (_source_of(self.runs, self.length, at) for at in (start, stop - 1))
        return first[0], last[1]

    @property
    def is_plain(self) -> bool:
        """Whether the text stands in the source as one stretch of the same length."""
        return len(self.runs) == 1 and self.runs[0][2] - self.runs[0][1] == self.length


@dataclass(frozen=True, slots=True)
class Traced:
    """A text with its way back; every change gives a new one.

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
        """A stretch of a source as it stands."""
        stop = len(source) if stop is None else stop
        return cls(source[start:stop], ((0, start, stop),) if stop > start else ())

    @classmethod
    def joined(cls, parts: Iterable["Traced"]) -> "Traced":
        """The parts one behind the other.

        Of a great many parts only the span in the source is kept.
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
        """From the first to the last place of the source that is in the text."""
        return (self.runs[0][1], self.runs[-1][2]) if self.runs else (0, 0)

    def __getitem__(self, span: slice) -> "Traced":
        """The stretch ``[start:stop]`` of the text."""
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
        """Every match replaced; a string replacement is taken as it stands.

        What replaces a match comes from all of its source, character by
        character where it is as long.  Of a text with a great many matches only
        the span in the source is kept.
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
        """Every match replaced, with the span of the whole for all of the text."""
        literal = (lambda _: replacement) if isinstance(replacement, str) else replacement
        text = pattern.sub(literal, self.text)
        return Traced(text, tuple(_whole(len(text), *self.span)) if text else ())

    def replace(self, old: str, new: str) -> "Traced":
        """Every occurrence of one string, which is not empty, replaced by another."""
        return self.sub(re.compile(re.escape(old)), new) if old in self.text else self

    def edited(self, edits: Iterable[tuple[int, int, str]]) -> "Traced":
        """Spans replaced by new texts; in order, without overlap.

        A text put where nothing stood comes from the character before it, at
        the very start from the first one.
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
        """Without white space at both ends."""
        stripped = self.text.strip()
        start = self.text.find(stripped) if stripped else 0
        return self[start : start + len(stripped)]

    def offsets(self) -> OffsetMap:
        """The way back from the text as it stands now."""
        return OffsetMap(self.runs, len(self.text))

    def _source(self, start: int, stop: int) -> tuple[int, int]:
        """Span in the source of a stretch, which may be empty."""
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
    """Span in the source of one character of a text."""
    index = bisect_right(runs, (position, maxsize, maxsize))
    start, source, source_stop = runs[index - 1]
    end = runs[index][0] if index < len(runs) else length
    if end - start != source_stop - source:
        return source, source_stop
    return source + position - start, source + position - start + 1


def _whole(length: int, source: int, source_stop: int, place: int = 0) -> list[_Run]:
    """Runs of a text that maps as a whole, also where it is as long as its source."""
    first = (place, source, source_stop)
    if length != source_stop - source or length == 1:
        return [first]
    return [first, (place + 1, source, source_stop)]


def _copy(text: Traced, start: int, stop: int, to: list[_Run], place: int) -> None:
    """Append the runs of a stretch, not empty, to those of a text that has reached `place`.

    A run goes on with the last one where both are plain and meet in the source.
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
