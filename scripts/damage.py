"""Gold documents damaged as pages are in the wild, the ladder carried along.

Every damage is done to one side, at places drawn by a seeded generator, and
says which beads it left untouched, numbered as before and as after, and which
stretches of the damaged document an alarm should point to.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from aligner.evaluation import GoldBead
from aligner.text import base_language, has_han, join_segments
from aligner.values import Alignment, Bead

__all__ = ["DAMAGES", "Damaged", "SideName", "Stretch", "Texts", "halves", "pieces"]

SideName = Literal["source", "target"]

_MERGES_EVERY = 25
_MOVED, _MOVED_BY = 5, 20
_HEADS_EVERY = 20
_NOISE = 0.03
_ABRIDGED = 0.3
_MOST_OMITTED = 3
# What a page scanner makes of Latin letters.
_LOOKALIKES = {"a": "o", "b": "h", "c": "e", "d": "cl", "e": "c", "g": "q", "h": "b", "i": "l"}
_LOOKALIKES |= {"l": "1", "m": "rn", "n": "u", "o": "0", "r": "n", "s": "5", "t": "f", "u": "n"}


class Stretch(NamedTuple):
    """Half-open runs of source and of target segments; one may be empty."""

    source_start: int
    source_stop: int
    target_start: int
    target_stop: int

    def segments(self) -> set[tuple[SideName, int]]:
        """The segments of both sides."""
        source: set[tuple[SideName, int]]
        source = {("source", i) for i in range(self.source_start, self.source_stop)}
        return source | {("target", j) for j in range(self.target_start, self.target_stop)}

    def swapped(self) -> "Stretch":
        """The same seen from the other side."""
        return Stretch(self.target_start, self.target_stop, self.source_start, self.source_stop)


@dataclass(frozen=True, slots=True)
class Texts:
    """The segments of both sides with their gold ladder."""

    source: tuple[str, ...]
    target: tuple[str, ...]
    source_language: str
    target_language: str
    gold: Alignment

    def swapped(self) -> "Texts":
        """The same seen from the other side."""
        return Texts(
            self.target,
            self.source,
            self.target_language,
            self.source_language,
            self.gold.swapped(),
        )


@dataclass(frozen=True, slots=True)
class Damaged:
    """A document after the damage.

    Parameters
    ----------
    source, target : tuple of str
        The segments as they are now.
    before, after : tuple of GoldBead
        The beads left untouched, in the old and in the new numbers.
    stretches : tuple of Stretch
        Where segments lost their counterpart or their place, in the new numbers.
    """

    source: tuple[str, ...]
    target: tuple[str, ...]
    before: tuple[GoldBead, ...]
    after: tuple[GoldBead, ...]
    stretches: tuple[Stretch, ...] = ()

    def swapped(self) -> "Damaged":
        """The same seen from the other side."""
        return Damaged(
            self.target,
            self.source,
            tuple(GoldBead(b.target, b.source) for b in self.before),
            tuple(GoldBead(b.target, b.source) for b in self.after),
            tuple(stretch.swapped() for stretch in self.stretches),
        )


Damage = Callable[[Texts, random.Random], Damaged | None]


def _on(side: SideName, damage: Damage) -> Damage:
    """The damage to the source side done to the side named."""

    def damaged(texts: Texts, chance: random.Random) -> Damaged | None:
        if side == "source":
            return damage(texts, chance)
        result = damage(texts.swapped(), chance)
        return None if result is None else result.swapped()

    return damaged


def _carried(
    texts: Texts,
    lines: Sequence[str],
    kept: Mapping[int, int],
    stretches: Sequence[Stretch] = (),
) -> Damaged:
    """The document with other source lines.

    Parameters
    ----------
    texts : Texts
    lines : sequence of str
    kept : mapping of int to int
        New numbers of the source segments left untouched, by their old ones.
    stretches : sequence of Stretch
    """
    before, after = [], []
    for bead in texts.gold:
        old = tuple(range(bead.source_start, bead.source_stop))
        new = tuple(kept[i] for i in old if i in kept)
        # Whole, and nothing has come between.
        if len(new) == len(old) and new == tuple(range(new[0], new[0] + len(new)) if new else ()):
            target = tuple(range(bead.target_start, bead.target_stop))
            before.append(GoldBead(old, target))
            after.append(GoldBead(new, target))
    return Damaged(tuple(lines), texts.target, tuple(before), tuple(after), tuple(stretches))


def _counterpart(gold: Alignment, start: int, stop: int) -> tuple[int, int] | None:
    """Run of target segments whose beads lie wholly inside a run of source segments."""
    inside = [b for b in gold if _inside(b, start, stop) and not b.is_null]
    return (inside[0].target_start, inside[-1].target_stop) if inside else None


def _inside(bead: Bead, start: int, stop: int) -> bool:
    return start <= bead.source_start and bead.source_stop <= stop


def _without(texts: Texts, start: int, stop: int) -> Damaged:
    """The document without a stretch of its source segments."""
    lines = texts.source[:start] + texts.source[stop:]
    kept = {i: i for i in range(start)}
    kept |= {i: i - (stop - start) for i in range(stop, len(texts.source))}
    left = _counterpart(texts.gold, start, stop)
    stretches = [] if left is None else [Stretch(start, start, *left)]
    return _carried(texts, lines, kept, stretches)


def _deleted(length: int) -> Damage:
    """A stretch of segments missing, somewhere; at least as many must remain."""

    def damage(texts: Texts, chance: random.Random) -> Damaged | None:
        n = len(texts.source)
        if n < 2 * length + 2:
            return None
        start = chance.randrange(1, n - length)
        return _without(texts, start, start + length)

    return damage


def _first_half_missing(texts: Texts, _: random.Random) -> Damaged | None:
    return _without(texts, 0, len(texts.source) // 2)


def _second_half_missing(texts: Texts, _: random.Random) -> Damaged | None:
    return _without(texts, len(texts.source) // 2, len(texts.source))


def _merged(texts: Texts, chance: random.Random) -> Damaged | None:
    """Two or three neighbouring segments on one line, every so often."""
    joints = range(_MERGES_EVERY // 2, len(texts.source) - 2, _MERGES_EVERY)
    if not joints:
        return None
    runs = {place: chance.choice((2, 3)) for place in joints}
    lines: list[str] = []
    kept = {}
    i = 0
    while i < len(texts.source):
        length = runs.get(i, 1)
        if length == 1:
            kept[i] = len(lines)
        lines.append(join_segments(texts.source[i : i + length], texts.source_language))
        i += length
    return _carried(texts, lines, kept)


def _moved(texts: Texts, chance: random.Random) -> Damaged | None:
    """A stretch of segments some way further on."""
    n = len(texts.source)
    if n < 2 * (_MOVED + _MOVED_BY):
        return None
    start = chance.randrange(n - _MOVED - _MOVED_BY)
    stop, end = start + _MOVED, start + _MOVED + _MOVED_BY
    lines = texts.source[:start] + texts.source[stop:end] + texts.source[start:stop]
    kept = {i: i for i in (*range(start), *range(end, n))}
    kept |= {i: i - _MOVED for i in range(stop, end)}
    target = next(b.target_start for b in texts.gold if b.source_stop >= end)
    stretches = [Stretch(end - _MOVED, end, target, target)]
    left = _counterpart(texts.gold, start, stop)
    if left is not None:
        stretches.insert(0, Stretch(start, start, *left))
    return _carried(texts, lines + texts.source[end:], kept, stretches)


def _with_heads(texts: Texts, chance: random.Random) -> Damaged | None:
    """A running head with the page number every so many lines."""
    first = chance.randrange(1, _HEADS_EVERY)
    is_chinese = base_language(texts.source_language) == "zh"
    lines: list[str] = []
    kept = {}
    for i, line in enumerate(texts.source):
        if i % _HEADS_EVERY == first:
            page = 1 + i // _HEADS_EVERY
            lines.append(f"海州文丛·第{page}页" if is_chinese else f"{page}   Haizhou Collection")
        kept[i] = len(lines)
        lines.append(line)
    return _carried(texts, lines, kept)


def _noisy(texts: Texts, chance: random.Random) -> Damaged | None:
    """Characters misread or lost all over, as by a page scanner."""
    seen = sorted({c for line in texts.source for c in line if has_han(c)})
    lines = ["".join(_misread(c, seen, chance) for c in line) or line for line in texts.source]
    return _carried(texts, lines, {i: i for i in range(len(lines))})


def _misread(character: str, seen: Sequence[str], chance: random.Random) -> str:
    if character.isspace() or chance.random() >= _NOISE:
        return character
    if has_han(character) and chance.random() < 0.5:  # noqa: PLR2004 - half of them is lost
        return chance.choice(seen)
    return _LOOKALIKES.get(character, "")


def _abridged(texts: Texts, chance: random.Random) -> Damaged | None:
    """A translation that leaves out a third of the sentences, one to three in a row."""
    n = len(texts.source)
    lost: set[int] = set()
    while len(lost) < _ABRIDGED * n:
        start = chance.randrange(n)
        lost |= set(range(start, min(n, start + chance.randint(1, _MOST_OMITTED))))
    left = [i for i in range(n) if i not in lost]
    if not left:
        return None
    return _carried(texts, [texts.source[i] for i in left], {i: k for k, i in enumerate(left)})


_KINDS: dict[str, Damage] = {
    "1 deleted": _deleted(1),
    "5 deleted": _deleted(5),
    "20 deleted": _deleted(20),
    "100 deleted": _deleted(100),
    "first half missing": _first_half_missing,
    "second half missing": _second_half_missing,
    "5 moved by 20": _moved,
    "lines merged": _merged,
    "page heads": _with_heads,
    "3% misread": _noisy,
    "30% left out": _abridged,
}

DAMAGES: dict[tuple[str, SideName], Damage] = {
    (name, side): _on(side, damage)
    for name, damage in _KINDS.items()
    for side in ("source", "target")
}


def pieces(texts: Texts, beads: int) -> list[Texts]:
    """The document cut into short ones of so many beads each; a shorter rest is dropped."""
    starts = range(0, len(texts.gold) - beads + 1, beads)
    cut = [_piece(texts, texts.gold.beads[start : start + beads]) for start in starts]
    return [piece for piece in cut if piece.source and piece.target]


def halves(texts: Texts) -> tuple[Texts, Texts]:
    """The document cut in two between beads."""
    beads = texts.gold.beads
    middle = len(beads) // 2
    return _piece(texts, beads[:middle]), _piece(texts, beads[middle:])


def _piece(texts: Texts, beads: Sequence[Bead]) -> Texts:
    first, last = beads[0], beads[-1]
    i, j = first.source_start, first.target_start
    ladder = tuple(
        Bead(b.source_start - i, b.source_stop - i, b.target_start - j, b.target_stop - j)
        for b in beads
    )
    return replace(
        texts,
        source=texts.source[i : last.source_stop],
        target=texts.target[j : last.target_stop],
        gold=Alignment(ladder, last.source_stop - i, last.target_stop - j),
    )
