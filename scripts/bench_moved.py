#!/usr/bin/env python3
"""Move stretches of gold documents elsewhere, or delete some, and say which links are found.

scripts/bench_moved.py GOLD_DIR... [--weights NAME] [--count N] [--seed N] [--most N]
                       [--fit FILE]

Each trial takes a piece of a gold document and moves a stretch of 1 to 6 beads of one
side to another place ("moved"), or there into the place of another stretch, which is
deleted ("put for another"), deletes a stretch of either side, each at a place of its
own ("deleted"), or leaves it as it is ("intact").  A link is right if it is exactly a
moved bead; "near" counts those that share a segment with it on both sides.  Each set is
judged by a model fitted to the others.  Whoever changes the weights runs it with
``--fit aligner/core/data/moved.json``, which also fits the model to all sets.
"""

import random
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from gold_options import trials_parser
from logistic_fit import expected_calibration_error, fit

from aligner.core import Ladders, TrainingDocument, Weights, load_weights
from aligner.core.moved import MOVED_FEATURES, disjoint_links, link_probability, moved_candidates
from aligner.core.partners import LogisticModel
from aligner.encoders import load_encoder
from aligner.pipeline.training import read_gold
from aligner.values import Bead, EncodedText

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Beads of a piece, beads of a stretch, and least beads between the old place and the new.
_PIECES = (25, 120)
_STRETCHES = (1, 6)
_APART = 5
_KINDS = ("moved", "put for another", "moved", "deleted", "intact")
_MOVED = ("moved", "put for another")


class Trial(NamedTuple):
    """Two texts with the runs that were moved."""

    gold_set: str
    kind: str
    source: EncodedText
    target: EncodedText
    moved: frozenset[tuple[int, int, int, int]]


class Result(NamedTuple):
    """The candidates of a trial: runs, evidence, whether they are right."""

    trial: Trial
    beads: list[Bead]
    rows: "NDArray[np.float64]"
    labels: "NDArray[np.float64]"


def main() -> None:
    """Print the tables; fit the model if asked to."""
    options = trials_parser(__doc__, count=50).parse_args()
    weights = load_weights(options.weights)
    results = []
    for folder in options.folders:
        documents = read_gold(folder, max_run=weights.max_run, most=options.most)
        found = trials(folder.name, documents, options.count, options.seed)
        results += [result(trial, weights) for trial in found]
    print_tables(results, weights)
    if options.fit is not None:
        options.fit.write_text(fitted(results, weights).text(), encoding="utf-8")


def trials(
    name: str, documents: Sequence[TrainingDocument], count: int, seed: int
) -> Iterator[Trial]:
    """Trials of every kind in turn."""
    chance = random.Random(f"{seed} {name}")  # noqa: S311
    for number in range(count):
        document = chance.choice(documents)
        size = min(len(document.gold.beads), chance.randint(*_PIECES))
        low = chance.randint(0, len(document.gold.beads) - size)
        kind = _KINDS[number % len(_KINDS)]
        yield _trial(name, kind, document, document.gold.beads[low : low + size], chance)


def _trial(
    name: str,
    kind: str,
    document: TrainingDocument,
    beads: Sequence[Bead],
    chance: random.Random,
) -> Trial:
    n = len(beads)
    size = min(chance.randint(*_STRETCHES), n // 4)
    start = chance.randint(0, n - size)
    orders = [list(range(n)), list(range(n))]
    side = chance.randrange(2)
    stretch = range(start, start + size)
    if kind in _MOVED:
        kept = [k for k in orders[side] if k not in stretch]
        places = [p for p in range(len(kept) + 1) if abs(p - start) >= min(_APART, n // 3)]
        place = chance.choice(places)
        behind = place + size if kind == "put for another" else place
        orders[side] = [*kept[:place], *stretch, *kept[behind:]]
    elif kind == "deleted":
        orders[0] = [k for k in orders[0] if k not in stretch]
        places = [p for p in range(n - size + 1) if abs(p - start) >= size]
        other = chance.choice(places)
        orders[1] = [k for k in orders[1] if not other <= k < other + size]
    source, source_runs = rearranged(document.source, beads, orders[0], 0)
    target, target_runs = rearranged(document.target, beads, orders[1], 1)
    moved = set()
    if kind in _MOVED:
        for k in stretch:
            if not beads[k].is_null:
                moved.add((*source_runs[k], *target_runs[k]))
    return Trial(name, kind, source, target, frozenset(moved))


def rearranged(
    text: EncodedText, beads: Sequence[Bead], order: Sequence[int], side: int
) -> tuple[EncodedText, dict[int, tuple[int, int]]]:
    """The segments of some beads in another order, encoded anew, and the new run of each bead."""
    lines: list[str] = []
    runs = {}
    for k in order:
        bead = beads[k] if side == 0 else beads[k].swapped()
        begin = len(lines)
        lines += text.texts[bead.source_start : bead.source_stop]
        runs[k] = begin, len(lines)
    if list(order) == list(range(len(beads))):
        first, last = (b if side == 0 else b.swapped() for b in (beads[0], beads[-1]))
        return text.part(first.source_start, last.source_stop), runs
    encoder = load_encoder(text.vectors.encoder)
    vectors = encoder.encode_spans(lines, language=text.language, max_run=text.vectors.max_run)
    return EncodedText(tuple(lines), text.language, vectors), runs


def result(trial: Trial, weights: Weights) -> Result:
    """The candidates that the aligner has for a trial."""
    ladders = Ladders.of(trial.source, trial.target, weights)
    found = list(moved_candidates(trial.source, trial.target, ladders, ladders.whole_beads()))
    return Result(
        trial,
        [candidate.bead for candidate in found],
        np.array([c.features for c in found]).reshape(-1, len(MOVED_FEATURES)),
        np.array([float(c.bead.span in trial.moved) for c in found]),
    )


def fitted(results: Sequence[Result], weights: Weights) -> LogisticModel:
    """The model of all candidates together."""
    rows = np.concatenate([r.rows for r in results])
    labels = np.concatenate([r.labels for r in results])
    return fit(MOVED_FEATURES, rows, labels, encoder=weights.encoder)


def print_tables(results: Sequence[Result], weights: Weights) -> None:
    """Precision, recall and calibration by set, each judged by a model of the others."""
    print(
        f"{'set':<16}{'moved':>7}{'linked':>8}{'right':>7}{'near':>6}{'precision':>11}{'recall':>8}"
        f"{'ECE':>7}{'deleted: false':>16}{'of':>4}{'intact: false':>15}{'of':>4}"
    )
    totals = np.zeros(8, dtype=int)
    every: list[NDArray[np.float64]] = []
    for name in dict.fromkeys(r.trial.gold_set for r in results):
        model = fitted([r for r in results if r.trial.gold_set != name], weights)
        own = [r for r in results if r.trial.gold_set == name]
        counts, judged = _counts(own, model)
        totals += counts
        every.append(judged)
        print(_line(name, counts, judged))
    print(_line("together", totals, np.concatenate(every)))


def _counts(
    results: Sequence[Result], model: LogisticModel
) -> "tuple[NDArray[np.int64], NDArray[np.float64]]":
    """Moved, linked, right, near, and falsely linked trials; each candidate with its label."""
    counts = np.zeros(8, dtype=int)
    judged = []
    for r in results:
        rated = [
            (link_probability(model, row), bead) for row, bead in zip(r.rows, r.beads, strict=True)
        ]
        judged += [(p, label) for (p, _), label in zip(rated, r.labels, strict=True)]
        links = [link.bead for link in disjoint_links(rated)]
        counts[0] += len(r.trial.moved)
        if r.trial.kind in _MOVED:
            counts[1] += len(links)
            counts[2] += sum(link.span in r.trial.moved for link in links)
            counts[3] += sum(_is_near(link, r.trial.moved) for link in links)
        else:
            place = 4 if r.trial.kind == "deleted" else 6
            counts[place] += len(links)
            counts[place + 1] += 1
    return counts, np.array(judged).reshape(-1, 2)


def _is_near(link: Bead, moved: frozenset[tuple[int, int, int, int]]) -> bool:
    return any(
        link.source_start < b
        and a < link.source_stop
        and link.target_start < d
        and c < link.target_stop
        for a, b, c, d in moved
    )


def _line(name: str, counts: "NDArray[np.int64]", judged: "NDArray[np.float64]") -> str:
    moved, linked, right, near, deleted, n_deleted, intact, n_intact = counts.tolist()
    sure = judged[judged[:, 0] >= 0.05]  # noqa: PLR2004 - most candidates are plainly none
    error = expected_calibration_error(sure[:, 0], sure[:, 1]) if len(sure) else 0.0
    all_linked = linked + deleted + intact
    return (
        f"{name:<16}{moved:>7}{linked:>8}{right:>7}{near:>6}{right / max(1, all_linked):>11.3f}"
        f"{right / max(1, moved):>8.3f}{error:>7.3f}{deleted:>16}{n_deleted:>4}{intact:>15}"
        f"{n_intact:>4}"
    )


if __name__ == "__main__":
    main()
