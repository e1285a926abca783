"""Ladder files: one bead a line, ``[0]:[0, 1]`` or ``[0]:[0, 1]:0.993``.

The form is Vecalign's, with the probability as a third field, and ``moved`` as a fourth of
text that stands elsewhere in the other document.  Gold files of
other projects may leave segments out, cross, or put a cost in the third field;
they are read as they are.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, Self

from aligner.errors import FormatError
from aligner.inputs import read_input
from aligner.values import Alignment, Bead, MovedLink

# No text has more segments than nine digits can number.
_LINE = re.compile(r"\[((?:[0-9]{1,9}\b|[,\s])*)\]:\[((?:[0-9]{1,9}\b|[,\s])*)\](?::(\S*))?")


class GoldBead(NamedTuple):
    """Source and target segment indices of one bead, in order; one may be empty."""

    source: tuple[int, ...]
    target: tuple[int, ...]

    @classmethod
    def of(cls, bead: Bead) -> Self:
        """What a bead says.  Where among the segments opposite a null bead stands says nothing."""
        return cls(
            tuple(range(bead.source_start, bead.source_stop)),
            tuple(range(bead.target_start, bead.target_stop)),
        )


def read_ladder(path: Path) -> tuple[GoldBead, ...]:
    """Beads of a ladder file; empty lines are skipped.

    Raises
    ------
    FormatError
        With the number of the line that is not a bead.
    """
    try:
        text = read_input(path).decode("utf-8-sig")
    except OSError as error:
        raise FormatError(f"cannot read the ladder: {error.strerror}", str(path)) from error
    except UnicodeDecodeError as error:
        raise FormatError("a ladder file is UTF-8 text", str(path)) from error
    lines = enumerate(text.splitlines(), start=1)
    return tuple(_parse(line, str(path), number) for number, line in lines if line.strip())


def _parse(line: str, path: str, number: int) -> GoldBead:
    match = _LINE.fullmatch(line.strip())
    if match is None:
        raise FormatError(f"not a bead like [0]:[0, 1]: {line.strip()[:60]!r}", path, number)
    return GoldBead(_indices(match[1]), _indices(match[2]))


def _indices(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in text.replace(",", " ").split())


def ladder_lines(beads: Iterable[Bead], moved: Iterable[MovedLink] = ()) -> Iterator[str]:
    """Lines of a ladder file, without line ends, probabilities to three digits.

    Moved text comes last, with a fourth field that says so; readers of three fields
    take it for beads that cross the others.
    """
    for bead in beads:
        yield _line(bead)
    for link in moved:
        yield f"{_line(link.bead)}:moved"


def _line(bead: Bead) -> str:
    source = list(range(bead.source_start, bead.source_stop))
    target = list(range(bead.target_start, bead.target_stop))
    return f"{source}:{target}:{bead.probability:.3f}"


def to_alignment(
    beads: Iterable[GoldBead],
    n_source: int,
    n_target: int,
    path: str = "<ladder>",
) -> Alignment:
    """An `Alignment` of gold beads; segments that no bead holds become null beads.

    Of beads that cross, as many as possible stay in the ladder, and the others become
    moved links.  A gap inside a bead is filled with the segments that no other bead has.

    Parameters
    ----------
    beads : iterable of GoldBead
        In any order.
    n_source, n_target : int
        Numbers of segments of the two texts.
    path : str
        For messages.

    Raises
    ------
    FormatError
        If beads overlap, have segments of others inside, or point past the last segment.
    """
    beads = list(beads)
    last = [max((i for bead in beads for i in bead[side]), default=-1) for side in (0, 1)]
    if last[0] >= n_source or last[1] >= n_target:
        raise FormatError(f"the ladder goes past segment {n_source}, {n_target}", path)
    closed = _closed(beads)
    for side in (0, 1):
        held = Counter(i for bead in closed for i in bead[side])
        if shared := [i for i, n in held.items() if n > 1]:
            raise FormatError(f"two beads hold segment {shared[0]}", path)
    kept = _in_order(closed)
    moved = tuple(
        MovedLink(*_run(bead.source, 0, path), *_run(bead.target, 0, path), 1.0)
        for bead in closed
        if bead.source and bead.target and bead not in kept
    )
    ladder: list[Bead] = []
    i = j = 0
    for bead in kept:
        source, target = _run(bead.source, i, path), _run(bead.target, j, path)
        ladder += _nulls(i, source[0], j, target[0])
        ladder.append(Bead(*source, *target))
        i, j = source[1], target[1]
    ladder += _nulls(i, n_source, j, n_target)
    return Alignment(tuple(ladder), n_source, n_target, moved=moved)


def _closed(beads: Sequence[GoldBead]) -> list[GoldBead]:
    """The beads with their gaps filled by segments that no bead has."""
    used = [{i for bead in beads for i in bead[side]} for side in (0, 1)]

    def filled(indices: tuple[int, ...], side: int) -> tuple[int, ...]:
        if not indices:
            return indices
        inside = set(range(min(indices), max(indices) + 1)) - {*indices}
        return indices if inside & used[side] else tuple(sorted({*indices, *inside}))

    return [GoldBead(filled(bead.source, 0), filled(bead.target, 1)) for bead in beads]


def _in_order(beads: Sequence[GoldBead]) -> list[GoldBead]:
    """All beads if none cross; otherwise the most that do not, without null beads."""
    matches = [bead for bead in beads if bead.source and bead.target]
    if all(a.source < b.source and a.target < b.target for a, b in pairwise(matches)):
        return list(beads)
    tops: list[GoldBead] = []
    before: dict[GoldBead, GoldBead | None] = {}
    for bead in sorted(matches, key=lambda bead: (bead.source, bead.target[::-1])):
        place = bisect_left(tops, bead.target, key=lambda top: top.target)
        before[bead] = tops[place - 1] if place else None
        tops[place : place + 1] = [bead]
    chain: list[GoldBead] = []
    last = tops[-1] if tops else None
    while last is not None:
        chain.append(last)
        last = before[last]
    return chain[::-1]


def _run(indices: Sequence[int], position: int, path: str) -> tuple[int, int]:
    """Half-open run of consecutive indices, not before a position."""
    if not indices:
        return position, position
    if list(indices) != list(range(indices[0], indices[0] + len(indices))):
        raise FormatError(f"a bead with a gap inside: {list(indices)}", path)
    if indices[0] < position:
        raise FormatError(f"beads cross or overlap at segment {indices[0]}", path)
    return indices[0], indices[-1] + 1


def _nulls(i: int, next_i: int, j: int, next_j: int) -> list[Bead]:
    beads = [Bead(k, k + 1, j, j) for k in range(i, next_i)]
    return beads + [Bead(next_i, next_i, k, k + 1) for k in range(j, next_j)]
