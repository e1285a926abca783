"""Ladder files: one bead a line, ``[0]:[0, 1]`` or ``[0]:[0, 1]:0.993``.

The form is Vecalign's, with the probability as a third field, and ``moved`` as a fourth of
text that stands elsewhere in the other document.  Gold files of
other projects may leave segments out, cross, or put a cost in the third field;
they are read as they are.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from aligner.errors import FormatError
from aligner.values import Alignment, Bead, MovedLink

_LINE = re.compile(r"\[([\d,\s]*)\]:\[([\d,\s]*)\](?::(\S*))?")


class GoldBead(NamedTuple):
    """Source and target segment indices of one bead, in order; one may be empty."""

    source: tuple[int, ...]
    target: tuple[int, ...]


def read_ladder(path: Path) -> tuple[GoldBead, ...]:
    """Beads of a ladder file; empty lines are skipped.

    Raises
    ------
    FormatError
        With the number of the line that is not a bead.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
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

    Raises
    ------
    FormatError
        If beads cross, overlap, have gaps inside, or point past the last segment.
    """
    ladder: list[Bead] = []
    i = j = 0
    for bead in beads:
        source, target = _run(bead.source, i, path), _run(bead.target, j, path)
        ladder += _nulls(i, source[0], j, target[0])
        ladder.append(Bead(*source, *target))
        i, j = source[1], target[1]
    if i > n_source or j > n_target:
        raise FormatError(f"the ladder goes past segment {n_source}, {n_target}", path)
    ladder += _nulls(i, n_source, j, n_target)
    return Alignment(tuple(ladder), n_source, n_target)


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
