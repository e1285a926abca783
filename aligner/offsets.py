"""Texts that know where in their source each character came from."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass

__all__ = ["OffsetMap", "Traced"]

# text start, source start, source stop
_Run = tuple[int, int, int]


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
        starts = [run[0] for run in self.runs]
        first = bisect_right(starts, start) - 1
        last = bisect_right(starts, stop - 1) - 1
        return self._source(first, start)[0], self._source(last, stop - 1)[1]

    def _source(self, index: int, position: int) -> tuple[int, int]:
        """Span in the source of one character, given the run that holds it."""
        text_start, start, stop = self.runs[index]
        text_stop = self.runs[index + 1][0] if index + 1 < len(self.runs) else self.length
        if text_stop - text_start != stop - start:
            return start, stop
        return start + position - text_start, start + position - text_start + 1


@dataclass(frozen=True, slots=True)
class Traced:
    """A text with its way back; every change gives a new one.

    Parameters
    ----------
    text : str
    runs : tuple of (int, int, int)
        As in `OffsetMap`; none for an empty text.

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
        """The parts one behind the other."""
        text: list[str] = []
        runs: list[_Run] = []
        length = 0
        for part in parts:
            stops = [*(run[0] for run in part.runs[1:]), len(part.text)]
            for (start, source, source_stop), stop in zip(part.runs, stops, strict=False):
                _append(runs, (length + start, source, source_stop), length + stop)
            text.append(part.text)
            length += len(part.text)
        return cls("".join(text), tuple(runs))

    def __getitem__(self, span: slice) -> "Traced":
        """The stretch ``[start:stop]`` of the text."""
        start, stop, _ = span.indices(len(self.text))
        if stop <= start:
            return Traced("")
        if (start, stop) == (0, len(self.text)):
            return self
        starts = [run[0] for run in self.runs]
        first = bisect_right(starts, start) - 1
        last = bisect_right(starts, stop - 1) - 1
        ends = [*starts[1:], len(self.text)]
        runs: list[_Run] = []
        for index in range(first, last + 1):
            left, right = max(starts[index], start), min(ends[index], stop)
            runs.append((left - start, *self._part(index, ends[index], left, right)))
        return Traced(self.text[start:stop], tuple(runs))

    def _part(self, index: int, end: int, left: int, right: int) -> tuple[int, int]:
        """Span in the source of a part of one run."""
        start, source, source_stop = self.runs[index]
        if end - start != source_stop - source:
            return source, source_stop
        return source + left - start, source + right - start

    def sub(
        self, pattern: re.Pattern[str], replacement: str | Callable[[re.Match[str]], str]
    ) -> "Traced":
        """Every match replaced; a string replacement is taken as it stands.

        What replaces a match comes from all of its source.
        """
        edits = []
        for match in pattern.finditer(self.text):
            new = replacement if isinstance(replacement, str) else replacement(match)
            if new != match.group():
                edits.append((match.start(), match.end(), new))
        return self.edited(edits) if edits else self

    def replace(self, old: str, new: str) -> "Traced":
        """Every occurrence of one string replaced by another."""
        return self.sub(re.compile(re.escape(old)), new) if old in self.text else self

    def edited(self, edits: Iterable[tuple[int, int, str]]) -> "Traced":
        """Spans replaced by new texts; in order, without overlap.

        A text put where nothing stood comes from the character before it.
        """
        parts: list[Traced] = []
        position = 0
        for start, stop, new in edits:
            parts.append(self[position:start])
            if new:
                parts.append(Traced(new, ((0, *self._source(start, stop)),)))
            position = stop
        return Traced.joined([*parts, self[position:]])

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
        if stop > start:
            return self.offsets().span(start, stop)
        left, right = self.offsets().span(max(start - 1, 0), max(start, 1))
        return left, right


def _append(runs: list[_Run], run: _Run, stop: int) -> None:
    """Add a run that ends at `stop` in the text; it goes on with the last where both are plain."""
    start, source, source_stop = run
    if runs:
        last_start, last_source, last_stop = runs[-1]
        plain = start - last_start == last_stop - last_source
        if plain and last_stop == source and stop - start == source_stop - source:
            runs[-1] = (last_start, last_source, source_stop)
            return
    runs.append(run)
