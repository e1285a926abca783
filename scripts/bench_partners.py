#!/usr/bin/env python3
"""Tell right partners from wrong ones, of every length, inside sets of one genre and institution.

scripts/bench_partners.py GOLD_DIR... [--weights NAME] [--count N] [--seed N] [--most N]
                          [--fit FILE]

A right pair is a piece of a gold document, every second one with half of one side
removed; a wrong pair has about as much target text from another place of the same set.
Each set is judged by a model fitted to the others: "denied" are right pairs called no
translations, "unnoticed" wrong ones called translations, "over 0.5" are wrong pairs of
which a bead stays above 0.5.  Whoever changes the weights runs it with
``--fit aligner/core/data/partners.json``, which also fits the model to all sets.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from gold_options import trials_parser
from logistic_fit import expected_calibration_error, fit
from partner_trials import Partners, partners

from aligner.core import Ladders, Weights, load_weights
from aligner.core.partners import PARTNER_FEATURES, LogisticModel, partner_features
from aligner.pipeline.training import read_gold

if TYPE_CHECKING:
    from numpy.typing import NDArray

_HEAD = f"{'':<26}{'right':>6}{'denied':>8}{'wrong':>7}{'unnoticed':>11}{'ECE':>7}"


class Row(NamedTuple):
    """One pair with its evidence."""

    pair: Partners
    features: "NDArray[np.float64]"


def main() -> None:
    """Print the tables; fit the model if asked to."""
    options = trials_parser(__doc__, count=60, counted="right pairs").parse_args()
    weights = load_weights(options.weights)
    rows = []
    for folder in options.folders:
        documents = read_gold(folder, max_run=weights.max_run, most=options.most)
        pairs = partners(folder.name, documents, options.count, options.seed)
        rows += [Row(pair, _features(pair, weights)) for pair in pairs]
    found = _held_out(rows, weights)
    _print_table("set", [row.pair.gold_set for row in rows], rows, found)
    _print_table("kind", [row.pair.kind for row in rows], rows, found)
    _print_table("together", ["all"] * len(rows), rows, found)
    if options.fit is not None:
        options.fit.write_text(_fitted(rows, weights).text(), encoding="utf-8")


def _features(pair: Partners, weights: Weights) -> "NDArray[np.float64]":
    ladders = Ladders.of(pair.source, pair.target, weights)
    return partner_features(ladders.whole, ladders.whole_path)


def _fitted(rows: Sequence[Row], weights: Weights) -> LogisticModel:
    features = np.array([row.features for row in rows])
    labels = np.array([float(row.pair.is_right) for row in rows])
    return fit(PARTNER_FEATURES, features, labels, encoder=weights.encoder)


def _held_out(rows: Sequence[Row], weights: Weights) -> "NDArray[np.float64]":
    """Probability of each pair by a model fitted to the other sets."""
    found = np.zeros(len(rows))
    for name in {row.pair.gold_set for row in rows}:
        model = _fitted([row for row in rows if row.pair.gold_set != name], weights)
        for number, row in enumerate(rows):
            if row.pair.gold_set == name:
                found[number] = model.probability(row.features)
    return found


def _print_table(
    title: str, names: Sequence[str], rows: Sequence[Row], found: "NDArray[np.float64]"
) -> None:
    print(f"\n{title:<26}{_HEAD[26:]}")
    right = np.array([row.pair.is_right for row in rows])
    for name in dict.fromkeys(names):
        here = np.array([other == name for other in names])
        denied = int((here & right & (found < 0.5)).sum())  # noqa: PLR2004 - the limit of a denial
        unnoticed = int((here & ~right & (found >= 0.5)).sum())  # noqa: PLR2004
        error = expected_calibration_error(found[here], right[here].astype(float))
        print(
            f"{name:<26}{int((here & right).sum()):>6}{denied:>8}{int((here & ~right).sum()):>7}"
            f"{unnoticed:>11}{error:>7.3f}"
        )


if __name__ == "__main__":
    main()
