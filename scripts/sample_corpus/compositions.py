"""Composition files: one release pair, or one release without partner, in one text file.

The format is described in ``corpora/README.md``.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from aligner.errors import FormatError
from aligner.text import join_segments

__all__ = ["MARK", "Bead", "Composition", "Sentence", "Side", "TermLine", "load_compositions"]

MARK = "Composed for this project; events and persons are invented."

_HEADER = re.compile(r"([a-z-]+): (\S.*)")
_MARKER = re.compile(r"\[(title|subtitle|p|li|caption|quote)(?: (zh|en))?\]")
_SENTENCE = re.compile(r"(zh|en)\| (\S.*)")
_TERM = re.compile(r"term\| (\S.*?) => (\S.*)")


class Side(StrEnum):
    """One side of a pair; source is Chinese, target English."""

    SOURCE = "source"
    TARGET = "target"

    @property
    def language(self) -> str:
        """Language of the side, as composition lines write it."""
        return "zh" if self is Side.SOURCE else "en"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One segment: its text, the index of its block, its line in the composition."""

    text: str
    block: int
    line: int


@dataclass(frozen=True, slots=True)
class TermLine:
    """One occurrence of a source term with what it became; ``"-"`` is nothing."""

    source_term: str
    rendering: str
    line: int


@dataclass(frozen=True, slots=True)
class Bead:
    """Sentences that translate each other, with the terms annotated in them."""

    source: tuple[Sentence, ...]
    target: tuple[Sentence, ...]
    terms: tuple[TermLine, ...]
    line: int

    def sentences(self, side: Side) -> tuple[Sentence, ...]:
        """The sentences of one side."""
        return self.source if side is Side.SOURCE else self.target

    def text(self, side: Side) -> str:
        """Text of one side, joined the way its language joins sentences."""
        return join_segments([s.text for s in self.sentences(side)], side.language)


@dataclass(frozen=True, slots=True)
class Composition:
    """One composition file.

    Parameters
    ----------
    path : Path
    headers : mapping of str to str
    kinds : mapping of Side to tuple of str
        Kinds of the blocks of either side, in order.
    beads : tuple of Bead
    """

    path: Path
    headers: Mapping[str, str]
    kinds: Mapping[Side, tuple[str, ...]]
    beads: tuple[Bead, ...]

    @property
    def name(self) -> str:
        """Name of the composition, as the header gives it."""
        return self.headers["name"]

    @property
    def sides(self) -> tuple[Side, ...]:
        """The sides that have a page."""
        return tuple(side for side in Side if f"{side}-file" in self.headers)

    @property
    def is_pair(self) -> bool:
        """Whether both sides have a page."""
        return len(self.sides) == len(Side)

    def header(self, side: Side, key: str) -> str:
        """Value of a header of one side, such as ``file`` or ``origin``."""
        return self.headers[f"{side}-{key}"]

    def published(self, side: Side) -> date:
        """Date of publication of one side."""
        return date.fromisoformat(self.header(side, "date"))

    def sentences(self, side: Side) -> tuple[Sentence, ...]:
        """All sentences of one side, in order."""
        return tuple(s for bead in self.beads for s in bead.sentences(side))

    def blocks(self, side: Side) -> tuple[tuple[str, str], ...]:
        """Kind and text of each block of one side, in order."""
        texts: list[list[str]] = [[] for _ in self.kinds[side]]
        for sentence in self.sentences(side):
            texts[sentence.block].append(sentence.text)
        joined = (join_segments(t, side.language) for t in texts)
        return tuple(zip(self.kinds[side], joined, strict=True))


def load_compositions(folder: Path) -> tuple[tuple[Composition, ...], tuple[FormatError, ...]]:
    """Every composition of a folder in order of name, and the errors of those that do not parse."""
    compositions = []
    errors = []
    for path in sorted(folder.glob("*.txt")):
        try:
            compositions.append(_parse(path))
        except FormatError as error:
            errors.append(error)
    return tuple(compositions), tuple(errors)


def _parse(path: Path) -> Composition:
    """One file as a composition; FormatError at the first line that is none of the format's."""
    lines = list(enumerate(_read(path).split("\n"), start=1))
    if lines[0][1] != f"# {MARK}":
        raise FormatError(f"the first line must be '# {MARK}'", str(path), 1)
    body_start = next((i for i, (_, text) in enumerate(lines) if text.startswith("[")), len(lines))
    headers = _parse_headers(lines[1:body_start], path)
    body = _Body(path)
    for number, text in lines[body_start:]:
        body.take(number, text)
    body.close_bead()
    return Composition(path, headers, body.block_kinds(), tuple(body.beads))


def _read(path: Path) -> str:
    """Text of the file, or FormatError when it is not UTF-8 with Unix line ends."""
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise FormatError("not UTF-8; save the composition as UTF-8", str(path)) from error
    if "\r" in text:
        raise FormatError("carriage returns; save with Unix line ends", str(path))
    return text


def _parse_headers(lines: list[tuple[int, str]], path: Path) -> dict[str, str]:
    """The ``key: value`` lines in front of the first block."""
    headers: dict[str, str] = {}
    for number, text in lines:
        if not text or text.startswith("#"):
            continue
        match = _HEADER.fullmatch(text)
        if match is None:
            raise FormatError(f"expected 'key: value', found {text!r}", str(path), number)
        if match[1] in headers:
            raise FormatError(f"header {match[1]!r} is given twice", str(path), number)
        headers[match[1]] = match[2]
    return headers


class _Body:
    """The blocks and beads read so far."""

    def __init__(self, path: Path) -> None:
        self._path = str(path)
        self._kinds: dict[Side, list[str]] = {side: [] for side in Side}
        self._opening: dict[Side, str | None] = dict.fromkeys(Side)
        self._sentences: dict[Side, list[Sentence]] = {side: [] for side in Side}
        self._terms: list[TermLine] = []
        self._line = 0
        self.beads: list[Bead] = []

    def block_kinds(self) -> dict[Side, tuple[str, ...]]:
        """Kinds of the blocks of either side."""
        return {side: tuple(kinds) for side, kinds in self._kinds.items()}

    def take(self, number: int, text: str) -> None:
        """Add one line."""
        if not text:
            self.close_bead()
        elif match := _MARKER.fullmatch(text):
            self._open_block(match[1], match[2])
        elif match := _SENTENCE.fullmatch(text):
            self._add_sentence(match[1], match[2], number)
        elif match := _TERM.fullmatch(text):
            self._terms.append(TermLine(match[1], match[2], number))
        else:
            raise FormatError(
                f"expected a [block], 'zh| ', 'en| ' or 'term| zh => en' line, found {text!r}",
                self._path,
                number,
            )

    def close_bead(self) -> None:
        """End the bead, if one is open."""
        source, target = (tuple(self._sentences[side]) for side in Side)
        if not source and not target:
            if self._terms:
                raise FormatError("term without a sentence", self._path, self._terms[0].line)
            return
        self.beads.append(Bead(source, target, tuple(self._terms), self._line))
        self._sentences = {side: [] for side in Side}
        self._terms = []

    def _open_block(self, kind: str, language: str | None) -> None:
        """The next sentence of the language, or of each, starts a block."""
        for side in _sides(language):
            self._opening[side] = kind

    def _add_sentence(self, language: str, text: str, number: int) -> None:
        """Put a sentence into the open block of its side."""
        (side,) = _sides(language)
        kind = self._opening[side]
        if kind is not None:
            self._kinds[side].append(kind)
            self._opening[side] = None
        if not self._kinds[side]:
            raise FormatError("sentence before the first [block]", self._path, number)
        if not any(self._sentences.values()):
            self._line = number
        self._sentences[side].append(Sentence(text, len(self._kinds[side]) - 1, number))


def _sides(language: str | None) -> Iterator[Side]:
    """Sides of a language; both when none is named."""
    return (side for side in Side if language in {None, side.language})
