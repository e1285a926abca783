"""Parallel texts: blocks that translate each other one for one, with their vectors."""

import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from aligner.encoders import load_encoder
from aligner.signature import digest_bytes
from aligner.splitters import split_document
from aligner.values import Block, BlockKind, Document

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Parallel", "Side", "as_document", "cut", "distinct", "load_parallel"]

_NUMBER = re.compile(r"\d+")
# Pieces that share more than a fifth of their runs of 10 characters repeat each other.
_SHINGLE, _REPEATED = 10, 0.2


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a parallel text: blocks with the vectors of their segments."""

    language: str
    blocks: tuple[tuple[BlockKind, str], ...]
    rows: "tuple[NDArray[np.float32], ...]"

    def take(self, indices: Sequence[int]) -> "Side":
        """The side with some of its blocks only."""
        return Side(
            self.language,
            tuple(self.blocks[index] for index in indices),
            tuple(self.rows[index] for index in indices),
        )

    def with_block(self, text: str) -> "Side":
        """The side with one more paragraph."""
        return replace(
            self,
            blocks=(*self.blocks, (BlockKind.PARAGRAPH, text)),
            rows=(*self.rows, _rows(self.language, text)),
        )

    def rewritten(self, change: Callable[[str], str]) -> "Side":
        """The side with other words, and their vectors."""
        blocks = tuple((kind, change(text)) for kind, text in self.blocks)
        rows = tuple(
            _rows(self.language, text) if text != old else kept
            for (_, old), (_, text), kept in zip(self.blocks, blocks, self.rows, strict=True)
        )
        return replace(self, blocks=blocks, rows=rows)

    def blurred(self, spread: float, chance: random.Random) -> "Side":
        """The side with vectors moved at random, `spread` in each dimension."""
        generator = np.random.default_rng(chance.randrange(2**32))
        moved = []
        if not spread:
            return self
        for rows in self.rows:
            noisy = rows + generator.normal(0.0, spread, rows.shape)
            moved.append((noisy / np.linalg.norm(noisy, axis=1, keepdims=True)).astype(np.float32))
        return replace(self, rows=tuple(moved))


@dataclass(frozen=True, slots=True)
class Parallel:
    """Two sides whose blocks translate each other one for one."""

    name: str
    source: Side
    target: Side

    def take(self, indices: Sequence[int], name: str) -> "Parallel":
        """The text with some of its blocks only, the same on both sides."""
        return Parallel(name, self.source.take(indices), self.target.take(indices))


def load_parallel(path: Path) -> list[Parallel]:
    """Parallel texts of a file (JSON lines with two texts of equal lines) or of a gold folder."""
    if path.is_dir():
        return [_from_gold(ladder) for ladder in sorted(path.glob("*.gold"))]
    lines = path.read_text("utf-8").splitlines()
    return [_from_json(json.loads(line)) for line in lines if line.strip()]


def _from_json(row: dict[str, str]) -> Parallel:
    """Parallel text of two texts with equal numbers of lines; ``#`` marks headings."""
    pairs = zip(row["zh"].split("\n"), row["en"].split("\n"), strict=True)
    kept = [(a.strip(), b.strip()) for a, b in pairs if a.strip(" #") and b.strip(" #")]
    source = _encoded("zh-Hant", [text for text, _ in kept])
    target = _encoded("en", [text for _, text in kept])
    return Parallel(row["id"], source, target)


def _from_gold(ladder: Path) -> Parallel:
    """Parallel text of a gold alignment: one block a bead."""
    texts = [ladder.with_suffix(s).read_text("utf-8").split("\n") for s in (".zh", ".en")]
    blocks: list[list[str]] = [[], []]
    for line in ladder.read_text("utf-8").splitlines():
        runs = [[int(number) for number in _NUMBER.findall(half)] for half in line.split("]:[")[:2]]
        if all(runs):
            blocks[0].append("".join(texts[0][index] for index in runs[0]))
            blocks[1].append(" ".join(texts[1][index] for index in runs[1]))
    name = f"{ladder.parent.name}-{ladder.stem}"
    return Parallel(name, _encoded("zh-Hans", blocks[0]), _encoded("en", blocks[1]))


def _encoded(language: str, lines: list[str]) -> Side:
    """Side of the lines, split and encoded."""
    blocks = tuple(
        (BlockKind.SUBTITLE if line.startswith("#") else BlockKind.PARAGRAPH, line.lstrip("# -"))
        for line in lines
    )
    return Side(language, blocks, _vectors(language, blocks))


@lru_cache(4096)
def _rows(language: str, text: str) -> "NDArray[np.float32]":
    """Vectors of the segments of one paragraph."""
    return _vectors(language, ((BlockKind.PARAGRAPH, text),))[0]


def _vectors(
    language: str, blocks: tuple[tuple[BlockKind, str], ...]
) -> "tuple[NDArray[np.float32], ...]":
    """Vectors of the segments of each block."""
    segmented = split_document(as_document("x", language, blocks, None))
    vectors = load_encoder().encode_spans(segmented.texts, language=language, max_run=1).singles
    owners = np.array([segment.block for segment in segmented.segments])
    return tuple(np.asarray(vectors[owners == index]) for index in range(len(blocks)))


def cut(text: Parallel, size: int) -> Iterator[Parallel]:
    """Pieces of about `size` blocks that begin at a heading where there is one."""
    kinds = [kind for kind, _ in text.source.blocks]
    start = 0
    for stop in range(1, len(kinds) + 1):
        at_end = stop == len(kinds)
        at_heading = not at_end and kinds[stop] is BlockKind.SUBTITLE
        length = stop - start
        if at_end or length >= 2 * size or (at_heading and length >= size):
            if length > 1:
                yield text.take(range(start, stop), f"{text.name}-{start:03}")
            start = stop


def distinct(pieces: Sequence[Parallel]) -> list[Parallel]:
    """The pieces without those that repeat an earlier one, wholly or in large part.

    Annual reports repeat whole passages; the translation of last year's is a
    translation of this year's, and no error.
    """
    seen: set[str] = set()
    kept = []
    for piece in pieces:
        text = "".join(text for _, text in piece.source.blocks)
        shingles = {text[i : i + _SHINGLE] for i in range(max(1, len(text) - _SHINGLE))}
        if len(shingles & seen) <= _REPEATED * len(shingles):
            kept.append(piece)
            seen |= shingles
    return kept


def as_document(
    name: str,
    language: str,
    blocks: tuple[tuple[BlockKind, str], ...],
    published: date | None,
) -> Document:
    """Document of those blocks."""
    made, position = [], 0
    for kind, text in blocks:
        made.append(Block(kind, text, position, position + len(text)))
        position += len(text) + 1
    digest = digest_bytes("\n".join(text for _, text in blocks).encode())
    return Document(name, language, tuple(made), digest, published=published)
