"""Text that stands elsewhere in the other document, found after the ladder.

A ladder cannot cross itself: a paragraph that a translator moved leaves segments
without a counterpart at one place of the source and at another of the target.  Such
segments, and those of doubtful beads, are compared with each other wherever they
stand.  Chains of runs that fit are aligned like a document of their own, and a
logistic model says how probable each link is.  `scripts/bench_moved.py --fit` fits
it; it has to be fitted again whenever the aligner's weights change.  Sentences that have
changed places leave nothing alone; see `exchanged`.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import exp, log, log1p
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from aligner.core.contested import contested_beads
from aligner.core.exchanged import exchanged_beads
from aligner.core.ladders import Ladders
from aligner.core.partners import LogisticModel, shipped_model
from aligner.values import Bead, EncodedText, MovedLink

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aligner.core.view import PairView

# A segment may be moved if its bead is less sure than this, or holds nothing else.
_DOUBTFUL = 0.85
# How free the segments of a bead are that something elsewhere fits far better.
_CONTESTED = 0.5
# A chain of text that was moved crosses beads at least this sure.
_SURE = 0.5
# Cosine from which on two runs may be counterparts.
_ALIKE = 0.15
# What a segment without a counterpart costs inside a chain.
_SKIPPED = 0.15
# Least sum of a chain, each cosine counting by how far it is above `_ALIKE`.
_LEAST = 0.1
_KINDS = ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (2, 2))
# Segments beside a chain that are aligned with it.
_BESIDE = 2
# Free segments of one side that are compared; of more, those that fit best.
_MOST_FREE = 400
# Alike runs that are chained, the best, and chains that are looked at.
_MOST_RUNS = 8000
_MOST_CHAINS = 30
# Logarithm of the number of comparisons that the model was fitted to.  Each doubling
# beyond it makes links by chance twice as frequent, and moved text no more frequent.
_USUAL_CHOICES = 5.5
# Links below this probability are not reported.
_REPORTED = 0.5
# Keys beyond this number add nothing.
_MOST_KEYS = 4

MOVED_FEATURES = (
    "chain",
    "links",
    "cosine",
    "margin",
    "bead",
    "freedom, less",
    "freedom, more",
    "shared keys",
    "other keys",
    "length",
    "text",
    "choices",
    "crossed",
)
_CHOICES = MOVED_FEATURES.index("choices")


class _Run(NamedTuple):
    """A source run with a target run, and how far their cosine is above chance."""

    source_start: int
    source_stop: int
    target_start: int
    target_stop: int
    score: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A link that may be moved text, with the evidence that `MOVED_FEATURES` names."""

    bead: Bead
    features: "NDArray[np.float64]"


def find_moved(
    source: EncodedText, target: EncodedText, ladders: Ladders, beads: Sequence[Bead]
) -> tuple[MovedLink, ...]:
    """Links between segments that the ladder leaves alone or is in doubt about.

    Parameters
    ----------
    source, target : EncodedText
    ladders : Ladders
        Of these texts.
    beads : sequence of Bead
        The ladder.

    Returns
    -------
    links : tuple of MovedLink
        In the order of the source, no segment in two of them; none for vectors of
        an encoder that the model was not fitted to.
    """
    model = shipped_model("moved")
    if model.encoder != ladders.weights.encoder:
        return ()
    rated = [
        (link_probability(model, candidate.features), candidate.bead)
        for candidate in moved_candidates(source, target, ladders, beads)
    ]
    exchanged = shipped_model("exchanged")
    rated += (
        (exchanged.probability(found.features), found.bead)
        for found in exchanged_beads(ladders.whole.scored.view, beads)
    )
    return disjoint_links(rated)


def link_probability(model: LogisticModel, features: "NDArray[np.float64]") -> float:
    """Probability of a link, given how many others there were to choose from."""
    chance = model.probability(features)
    excess = max(0.0, float(features[_CHOICES]) - _USUAL_CHOICES)
    return chance / (chance + (1.0 - chance) * exp(excess))


def disjoint_links(rated: Iterable[tuple[float, Bead]]) -> tuple[MovedLink, ...]:
    """The most probable links that share no segment."""
    used: tuple[set[int], set[int]] = set(), set()
    links = []
    for probability, bead in sorted(rated, key=lambda item: (-item[0], item[1].span)):
        runs = (
            range(bead.source_start, bead.source_stop),
            range(bead.target_start, bead.target_stop),
        )
        if probability >= _REPORTED and used[0].isdisjoint(runs[0]) and used[1].isdisjoint(runs[1]):
            links.append(MovedLink(*bead.span, round(probability, 6)))
            used[0].update(runs[0])
            used[1].update(runs[1])
    return tuple(sorted(links, key=lambda link: link.source_start))


def moved_candidates(
    source: EncodedText, target: EncodedText, ladders: Ladders, beads: Sequence[Bead]
) -> Iterator[Candidate]:
    """Links that may be moved text, whatever their probability."""
    view = ladders.whole.scored.view
    contested = {bead.span for bead in contested_beads(view, beads)}
    freedom = _freedom(beads, contested, len(source.texts), len(target.texts))
    free = tuple(np.flatnonzero(side > 1.0 - _DOUBTFUL) for side in freedom)
    if not len(free[0]) or not len(free[1]):
        return
    choices = log(len(free[0]) * len(free[1]))
    free = _best_fitting(view, free[0], free[1])
    for chain in _chains(_alike_runs(view, free)):
        crossed = _crossed(chain, beads)
        if not crossed:
            continue
        corners = _with_neighbours(chain, freedom)
        part = (source.part(*corners[:2]), target.part(*corners[2:]))
        inner = Ladders.of(*part, ladders.weights).whole_beads()
        links = [
            Bead(
                bead.source_start + corners[0],
                bead.source_stop + corners[0],
                bead.target_start + corners[2],
                bead.target_stop + corners[2],
                bead.probability,
            )
            for bead in inner
            if not bead.is_null
        ]
        score = sum(run.score for run in chain)
        for bead in links:
            features = [
                log1p(score),
                log(len(links)),
                *_likeness(view, bead),
                _logit(bead.probability),
                *sorted(
                    (
                        float(freedom[0][bead.source_start : bead.source_stop].mean()),
                        float(freedom[1][bead.target_start : bead.target_stop].mean()),
                    )
                ),
                *_keys(view, bead),
                *_extent(view, bead),
                choices,
                log1p(crossed),
            ]
            yield Candidate(bead, np.array(features))


def _freedom(
    beads: Sequence[Bead], contested: Collection[tuple[int, ...]], n_source: int, n_target: int
) -> "tuple[NDArray[np.float64], NDArray[np.float64]]":
    """How far each segment of either side is free to have its counterpart elsewhere, 0 to 1."""
    source, target = np.zeros(n_source), np.zeros(n_target)
    for bead in beads:
        value = 1.0 if bead.is_null else 1.0 - bead.probability
        if bead.span in contested:
            value = max(value, _CONTESTED)
        source[bead.source_start : bead.source_stop] = value
        target[bead.target_start : bead.target_stop] = value
    return source, target


def _best_fitting(
    view: "PairView", source: "NDArray[np.int64]", target: "NDArray[np.int64]"
) -> "tuple[NDArray[np.int64], NDArray[np.int64]]":
    """The free segments, at most `_MOST_FREE` of either side."""
    if max(len(source), len(target)) <= _MOST_FREE:
        return source, target
    best = np.zeros(len(source)), np.full(len(target), -1.0)
    opposite = view.target.singles[target].T
    for begin in range(0, len(source), _MOST_FREE):
        rows = slice(begin, begin + _MOST_FREE)
        cosines = view.source.singles[source[rows]] @ opposite
        best[0][rows] = cosines.max(axis=1)
        np.maximum(best[1], cosines.max(axis=0), out=best[1])
    kept = (
        np.sort(segments[np.argsort(-values, kind="stable")[:_MOST_FREE]])
        for segments, values in zip((source, target), best, strict=True)
    )
    return next(kept), next(kept)


def _alike_runs(
    view: "PairView", free: "tuple[NDArray[np.int64], NDArray[np.int64]]"
) -> list[_Run]:
    """Pairs of runs of free segments that are alike, in the order of their ends."""
    found = []
    for a, b in _KINDS:
        sources, targets = _starts(free[0], a), _starts(free[1], b)
        if not len(sources) or not len(targets):
            continue
        cosines = view.source.runs[a - 1, sources] @ view.target.runs[b - 1, targets].T
        rows, columns = np.nonzero(cosines > _ALIKE)
        # Longer runs are alike more easily: they count by their length only once.
        scores = (cosines[rows, columns] - _ALIKE) * (a + b) / 2
        for i, j, score in zip(
            sources[rows].tolist(), targets[columns].tolist(), scores.tolist(), strict=True
        ):
            found.append(_Run(i, i + a, j, j + b, score))
    best = sorted(found, key=lambda run: -run.score)[:_MOST_RUNS]
    return sorted(best, key=lambda run: (run.source_stop, run.target_stop))


def _starts(free: "NDArray[np.int64]", size: int) -> "NDArray[np.int64]":
    """First segments of the runs of so many neighbouring free segments."""
    if size == 1:
        return free
    starts: NDArray[np.int64] = free[: 1 - size][free[size - 1 :] - free[: 1 - size] == size - 1]
    return starts


def _chains(runs: Sequence[_Run]) -> Iterator[list[_Run]]:
    """Chains of neighbouring runs, the best first, no segment in two of them."""
    used: tuple[set[int], set[int]] = set(), set()
    left = list(runs)
    for _ in range(_MOST_CHAINS):
        if not left:
            return
        chain = _best_chain(left)
        if sum(run.score for run in chain) < _LEAST:
            return
        yield chain
        for run in chain:
            used[0].update(range(run.source_start, run.source_stop))
            used[1].update(range(run.target_start, run.target_stop))
        left = [
            run
            for run in left
            if used[0].isdisjoint(range(run.source_start, run.source_stop))
            and used[1].isdisjoint(range(run.target_start, run.target_stop))
        ]


def _best_chain(runs: Sequence[_Run]) -> list[_Run]:
    """The chain with the greatest sum; a segment may be skipped between two of its runs."""
    best: dict[tuple[int, int], tuple[float, int]] = {}
    previous: list[int] = []
    top = (-1.0, -1)
    for number, run in enumerate(runs):
        before = (0.0, -1)
        for skipped_source, skipped_target in ((0, 0), (1, 0), (0, 1)):
            place = run.source_start - skipped_source, run.target_start - skipped_target
            value, index = best.get(place, (0.0, -1))
            value -= _SKIPPED * (skipped_source + skipped_target)
            if value > before[0]:
                before = value, index
        previous.append(before[1])
        total = before[0] + run.score
        place = run.source_stop, run.target_stop
        if total > best.get(place, (0.0, -1))[0]:
            best[place] = total, number
        if total > top[0]:
            top = total, number
    chain = []
    number = top[1]
    while number >= 0:
        chain.append(runs[number])
        number = previous[number]
    return chain[::-1]


def _crossed(chain: Sequence[_Run], beads: Sequence[Bead]) -> int:
    """How many sure beads of the ladder the chain crosses."""
    first, last = chain[0], chain[-1]
    return sum(
        (bead.source_stop <= first.source_start and bead.target_start >= last.target_stop)
        or (bead.source_start >= last.source_stop and bead.target_stop <= first.target_start)
        for bead in beads
        if not bead.is_null and bead.probability >= _SURE
    )


def _with_neighbours(
    chain: Sequence[_Run], freedom: "tuple[NDArray[np.float64], NDArray[np.float64]]"
) -> tuple[int, int, int, int]:
    """The ends of a chain with the free segments beside it."""
    first, last = chain[0], chain[-1]
    corners = []
    for side, start, stop in (
        (freedom[0], first.source_start, last.source_stop),
        (freedom[1], first.target_start, last.target_stop),
    ):
        low, high = start, stop
        while low > max(0, start - _BESIDE) and side[low - 1] > 1.0 - _DOUBTFUL:
            low -= 1
        while high < min(len(side), stop + _BESIDE) and side[high] > 1.0 - _DOUBTFUL:
            high += 1
        corners += [low, high]
    return corners[0], corners[1], corners[2], corners[3]


def _likeness(view: "PairView", bead: Bead) -> tuple[float, float]:
    """Cosine of a link, and how far it is above what either run has elsewhere."""
    source = view.source.runs[bead.n_source - 1, bead.source_start]
    target = view.target.runs[bead.n_target - 1, bead.target_start]
    own = float(source @ target)
    elsewhere = []
    for vector, other, start, stop in (
        (source, view.target, bead.target_start, bead.target_stop),
        (target, view.source, bead.source_start, bead.source_stop),
    ):
        for size in range(min(2, len(other.runs))):
            cosines = other.runs[size] @ vector
            cosines[max(0, start - size) : stop] = -1.0
            elsewhere.append(float(cosines.max()))
    return own, own - max(elsewhere)


def _keys(view: "PairView", bead: Bead) -> tuple[float, float]:
    """Numbers and names of a link: those that both sides have, and those that one lacks."""
    source = frozenset().union(*view.keys[0][bead.source_start : bead.source_stop])
    target = frozenset().union(*view.keys[1][bead.target_start : bead.target_stop])
    shared = source & target
    lacking = (source ^ target) & view.shared_keys
    return log1p(min(_MOST_KEYS, len(shared))), log1p(min(_MOST_KEYS, len(lacking)))


def _extent(view: "PairView", bead: Bead) -> tuple[float, float]:
    """How far the lengths are from the usual ratio, and how much text there is."""
    source = view.source.surface.lengths[bead.source_start : bead.source_stop].sum() * view.ratio
    target = view.target.surface.lengths[bead.target_start : bead.target_stop].sum()
    return abs(log((target + 5.0) / (source + 5.0))), log(min(source, target) + 5.0)


def _logit(probability: float) -> float:
    bounded = min(max(probability, 1e-3), 1.0 - 1e-3)
    return log(bounded / (1.0 - bounded))
