#!/usr/bin/env python3
"""Let beads of gold documents change places, and say whether the aligner notices.

scripts/bench_exchanged.py GOLD_DIR... [--weights NAME] [--count N] [--most N] [--seed N]
                           [--fit FILE]

In a third of the trials, all drawn from pieces of gold documents, nothing is changed; in the
others one bead or two change places with another of the same text that is not next to it, either
any or the one that is most alike in its characters.  "wrong" are beads of these that pair text
with what stands in its place, at 0.9 or more; "noticed" those of them that links leave
at most 0.5.  A link is right if its two sides share text of one gold bead.  Each set is
judged by a model fitted to the others.  Whoever changes the weights runs it with
``--fit aligner/core/data/exchanged.json``, which also fits the model to all sets.
"""

import random
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from bench_moved import rearranged
from gold_options import trials_parser
from logistic_fit import expected_calibration_error, fit

from aligner.core import Ladders, TrainingDocument, Weights, load_weights
from aligner.core.exchanged import EXCHANGED_FEATURES, exchanged_beads
from aligner.core.moved import disjoint_links
from aligner.core.partners import LogisticModel
from aligner.pipeline.training import read_gold
from aligner.values import Bead, EncodedText

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Beads of a piece, and least steps between two that change places.
_PIECES = (12, 50)
_APART = 2
_SURE = 0.9
# False links are few, and a text without exchanges is far more usual than here: each counts for
# so many.
_WEIGHT_OF_FALSE = 3

_Span = tuple[int, int, int, int]


class Trial(NamedTuple):
    """Two texts, the places of all gold beads in them, and which have changed places."""

    gold_set: str
    source: EncodedText
    target: EncodedText
    gold: list[_Span]
    exchanged: frozenset[int]


class Result(NamedTuple):
    """The links of a trial with their evidence, whether they are right, and wrong sure beads."""

    trial: Trial
    links: list[Bead]
    rows: "NDArray[np.float64]"
    labels: "NDArray[np.float64]"
    wrong: list[Bead]


def main() -> None:
    """Print the table; fit the model if asked to."""
    options = trials_parser(__doc__, count=60).parse_args()
    weights = load_weights(options.weights)
    results = []
    for folder in options.folders:
        documents = read_gold(folder, max_run=weights.max_run, most=options.most)
        chance = random.Random(f"{options.seed} {folder.name}")  # noqa: S311
        for number in range(options.count):
            trial = _trial(folder.name, number, chance.choice(documents), chance)
            results.append(_result(trial, weights))
    _print_table(results, weights)
    if options.fit is not None:
        options.fit.write_text(_fitted(results, weights).text(), encoding="utf-8")


def _trial(name: str, number: int, document: TrainingDocument, chance: random.Random) -> Trial:
    size = min(len(document.gold.beads), chance.randint(*_PIECES))
    low = chance.randint(0, len(document.gold.beads) - size)
    beads = document.gold.beads[low : low + size]
    orders = [list(range(size)), list(range(size))]
    exchanged: set[int] = set()
    for _ in range(number % 3):
        pair = _pair(document, beads, exchanged, chance)
        if pair is not None:
            one, other = pair
            orders[1][one], orders[1][other] = orders[1][other], orders[1][one]
            exchanged.update(pair)
    if not all(any(b.n_source for b in side) for side in (beads, [b.swapped() for b in beads])):
        # A piece of one side only.
        return _trial(name, number, document, chance)
    source, source_runs = rearranged(document.source, beads, orders[0], 0)
    target, target_runs = rearranged(document.target, beads, orders[1], 1)
    gold = [(*source_runs[k], *target_runs[k]) for k in range(size)]
    return Trial(name, source, target, gold, frozenset(exchanged))


def _pair(
    document: TrainingDocument, beads: Sequence[Bead], taken: set[int], chance: random.Random
) -> tuple[int, int] | None:
    """Two beads that may change places."""
    free = [k for k, bead in enumerate(beads) if not bead.is_null and k not in taken]
    if not free:
        return None
    one = chance.choice(free)
    others = [k for k in free if abs(k - one) >= _APART]
    if not others:
        return None
    if chance.random() < 0.5:  # noqa: PLR2004 - as often as not
        return one, chance.choice(others)
    return one, max(others, key=lambda k: _likeness(document, beads[one], beads[k]))


def _likeness(document: TrainingDocument, one: Bead, other: Bead) -> float:
    """Share of characters that two beads have in common."""
    sets = [
        set("".join(document.source.texts[bead.source_start : bead.source_stop]))
        for bead in (one, other)
    ]
    return len(sets[0] & sets[1]) / len(sets[0] | sets[1])


def _result(trial: Trial, weights: Weights) -> Result:
    ladders = Ladders.of(trial.source, trial.target, weights)
    beads = ladders.whole_beads()
    found = list(exchanged_beads(ladders.whole.scored.view, beads))
    changed = [trial.gold[k] for k in trial.exchanged]
    return Result(
        trial,
        [link.bead for link in found],
        np.array([link.features for link in found]).reshape(-1, len(EXCHANGED_FEATURES)),
        np.array([float(any(_shares(link.bead, span) for span in trial.gold)) for link in found]),
        [
            bead
            for bead in beads
            if bead.probability >= _SURE
            and not bead.is_null
            and any(_is_within_source(bead, span) for span in changed)
            and not any(_shares(bead, span) for span in trial.gold)
        ],
    )


def _shares(bead: Bead, span: _Span) -> bool:
    """Whether a bead has text of a gold bead on both sides."""
    return (
        bead.source_start < span[1]
        and span[0] < bead.source_stop
        and bead.target_start < span[3]
        and span[2] < bead.target_stop
    )


def _is_within_source(bead: Bead, span: _Span) -> bool:
    return span[0] <= bead.source_start and bead.source_stop <= span[1]


def _fitted(results: Sequence[Result], weights: Weights) -> LogisticModel:
    """The model of all links together."""
    rows = np.concatenate([r.rows for r in results])
    labels = np.concatenate([r.labels for r in results])
    times = np.where(labels > 0, 1, _WEIGHT_OF_FALSE)
    return fit(
        EXCHANGED_FEATURES,
        np.repeat(rows, times, axis=0),
        np.repeat(labels, times),
        encoder=weights.encoder,
    )


def _print_table(results: Sequence[Result], weights: Weights) -> None:
    """Wrong sure beads noticed, links right, and calibration; each set judged by the others."""
    print(
        f"{'set':<16}{'beads':>7}{'exchanged':>11}{'wrong':>7}{'noticed':>9}{'links':>7}"
        f"{'right':>7}{'unchanged texts: links':>24}{'of':>4}{'ECE':>7}"
    )
    total = np.zeros(8, dtype=int)
    every = []
    for name in dict.fromkeys(r.trial.gold_set for r in results):
        model = _fitted([r for r in results if r.trial.gold_set != name], weights)
        own = [r for r in results if r.trial.gold_set == name]
        judged = [_judged(r, model) for r in own]
        counts = np.array([count for count, _ in judged]).sum(axis=0)
        total += counts
        every += [pair for _, pairs in judged for pair in pairs]
        print(_line(name, counts, [pair for _, pairs in judged for pair in pairs]), flush=True)
    print(_line("together", total, every))


def _judged(r: Result, model: LogisticModel) -> tuple[list[int], list[tuple[float, float]]]:
    """Counts of a trial, and each link's probability with its label."""
    rated = [(model.probability(row), link) for row, link in zip(r.rows, r.links, strict=True)]
    links = disjoint_links(rated)
    right = sum(any(_shares(link.bead, span) for span in r.trial.gold) for link in links)
    noticed = sum(any(any(link.shared(bead.span)) for link in links) for bead in r.wrong)
    is_same = not r.trial.exchanged
    counts = [
        len(r.trial.gold),
        len(r.trial.exchanged),
        len(r.wrong),
        noticed,
        len(links),
        right,
        len(links) * is_same,
        int(is_same),
    ]
    return counts, [(p, label) for (p, _), label in zip(rated, r.labels, strict=True)]


def _line(name: str, counts: "NDArray[np.int64]", judged: Sequence[tuple[float, float]]) -> str:
    beads, exchanged, wrong, noticed, links, right, false, same = counts.tolist()
    pairs = np.array(judged).reshape(-1, 2)
    error = expected_calibration_error(pairs[:, 0], pairs[:, 1]) if len(pairs) else 0.0
    return (
        f"{name:<16}{beads:>7}{exchanged:>11}{wrong:>7}{noticed:>9}{links:>7}{right:>7}"
        f"{false:>24}{same:>4}{error:>7.3f}"
    )


if __name__ == "__main__":
    main()
