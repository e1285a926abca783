"""Very long documents, aligned window by window: memory does not grow with their length."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from aligner.core import checked
from aligner.errors import AlignmentImpossible
from aligner.pipeline.alignment_task import AlignTask
from aligner.values import Alignment, Bead, MovedLink

# Segments of a side that are aligned at once; a third more is not worth a window of its own.
WINDOW = 6000
_WHOLE = 1.34
# How much further a window reaches on the side that may have more text than the other.
_SLACK = 1.25
# A window is left behind a bead that is this sure, at most so far from its beginning, and behind
# the surest that is so far from it.
_SURE = 0.9
_FURTHEST = 0.8
_NEAREST = 0.7
_LARGEST = 1_000_000
# A place between segments of the source, and one between those of the target.
_Place = tuple[int, int]


def is_long(task: AlignTask) -> bool:
    """Whether a task is aligned window by window."""
    return is_longer(max(len(task.source_texts), len(task.target_texts)))


def is_longer(n_segments: int) -> bool:
    """Whether a side has more segments than are worked on at once."""
    return n_segments > _WHOLE * WINDOW


def windows_of(n_segments: int) -> Iterator[slice]:
    """Windows one behind the other, for work of which no segment concerns another."""
    for start in range(0, n_segments, WINDOW):
        yield slice(start, min(start + WINDOW, n_segments))


def align_by_windows(
    task: AlignTask,
    align: Callable[[AlignTask], Alignment],
    advance: Callable[[int], None] = lambda _: None,
) -> Alignment:
    """The alignment of two long documents.

    Each window begins where the one before was left, behind a sure bead well before its
    end; it ends before a confirmed bead that it cannot hold whole.  Text that is moved from one
    window to another is not found.

    Parameters
    ----------
    task : AlignTask
    align : callable
        Aligns a window.
    advance : callable
        Is told of how many segments more the beads are known.

    Raises
    ------
    AlignmentImpossible
        If the documents are longer than anything that is a document.
    InputError
        If confirmed beads cross or overlap.
    """
    sizes = len(task.source_texts), len(task.target_texts)
    if max(sizes) > _LARGEST:
        message = f"{task.name}: more than {_LARGEST:,} segments: split the files, and align parts"
        raise AlignmentImpossible(message)
    confirmed = checked(task.confirmed, (), *sizes)
    at = 0, 0
    beads: list[Bead] = []
    moved: list[MovedLink] = []
    weights: list[tuple[float, int]] = []
    while at != sizes:
        stop, is_cut = _window_end(at, sizes, confirmed)
        found = align(_part(task, at, stop))
        kept = found.beads[: _cut(found.beads)] if is_cut else found.beads
        end = kept[-1].source_stop, kept[-1].target_stop
        beads += (_shifted(bead, at) for bead in kept)
        inside = (m for m in found.moved if m.source_stop <= end[0] and m.target_stop <= end[1])
        moved += (_shifted_link(link, at) for link in inside)
        if found.pair_probability is not None:
            weights.append((found.pair_probability, sum(end)))
        at = at[0] + end[0], at[1] + end[1]
        advance(sum(end))
    is_known = any(bead.n_source and bead.n_target for bead in confirmed)
    pair = None if is_known else _mean(weights)
    return Alignment(tuple(beads), *sizes, pair, tuple(moved))


def _mean(weighted: Sequence[tuple[float, int]]) -> float | None:
    """The mean of numbers that have weights, None if there are none."""
    total = sum(weight for _, weight in weighted)
    return sum(number * weight for number, weight in weighted) / total if total else None


def _window_end(at: _Place, sizes: _Place, confirmed: Sequence[Bead]) -> tuple[_Place, bool]:
    """Where a window ends, and whether that cuts through text that nobody has confirmed."""
    left = sizes[0] - at[0], sizes[1] - at[1]
    if max(left) <= _WHOLE * WINDOW or min(left) == 0:
        # Text that has no other side costs nothing.
        return sizes, False
    share = WINDOW / max(left)
    reach = [min(n, max(WINDOW // 4, round(_SLACK * share * n))) for n in left]
    stop = at[0] + reach[0], at[1] + reach[1]
    beyond = next((bead for bead in confirmed if not _is_within(_end(bead), stop)), None)
    if beyond is None:
        return stop, True
    start = _start(beyond)
    if start == at:
        # It is longer than a window.
        return _end(beyond), False
    before = min(stop[0], start[0]), min(stop[1], start[1])
    return before, before != start


def _start(bead: Bead) -> _Place:
    return bead.source_start, bead.target_start


def _end(bead: Bead) -> _Place:
    return bead.source_stop, bead.target_stop


def _is_within(place: _Place, limit: _Place) -> bool:
    return place[0] <= limit[0] and place[1] <= limit[1]


def _cut(beads: Sequence[Bead]) -> int:
    """How many beads of a window are kept.

    The next window takes for certain that it begins in the right place.
    """
    n_source, n_target = beads[-1].source_stop, beads[-1].target_stop
    early = [
        number
        for number, bead in enumerate(beads, start=1)
        if bead.source_stop <= _FURTHEST * n_source and bead.target_stop <= _FURTHEST * n_target
    ]
    sure = [
        number
        for number in early
        if not beads[number - 1].is_null and beads[number - 1].probability >= _SURE
    ]
    late = [n for n in sure if beads[n - 1].source_stop >= _NEAREST * n_source]
    if late:
        return max(late, key=lambda n: (beads[n - 1].probability, n))
    return (sure or early or [len(beads)])[-1]


def _part(task: AlignTask, start: _Place, stop: _Place) -> AlignTask:
    """The task of a window."""
    source, target = slice(start[0], stop[0]), slice(start[1], stop[1])
    back = -start[0], -start[1]
    certainties = tuple(
        replace(certainty, segments=certainty.segments[side])
        for certainty, side in zip(task.certainties, (source, target), strict=True)
    )
    return replace(
        task,
        source_texts=task.source_texts[source],
        target_texts=task.target_texts[target],
        kinds=(task.kinds[0][source], task.kinds[1][target]),
        certainties=(certainties[0], certainties[1]),
        confirmed=tuple(
            _shifted(bead, back)
            for bead in task.confirmed
            if _is_within(start, _start(bead)) and _is_within(_end(bead), stop)
        ),
    )


def _shifted(bead: Bead, at: _Place) -> Bead:
    return replace(
        bead,
        source_start=bead.source_start + at[0],
        source_stop=bead.source_stop + at[0],
        target_start=bead.target_start + at[1],
        target_stop=bead.target_stop + at[1],
    )


def _shifted_link(link: MovedLink, at: _Place) -> MovedLink:
    return replace(
        link,
        source_start=link.source_start + at[0],
        source_stop=link.source_stop + at[0],
        target_start=link.target_start + at[1],
        target_stop=link.target_stop + at[1],
    )
