#!/usr/bin/env python3
"""Fit how likely a departure from the glossary is a problem, and test it on kinds left out.

    scripts/terms_registers.py parallel/twlaw.tsv.xz -o twlaw.terms.tsv
    scripts/train_departures.py --reports hkma/2015.jsonl --reports hkma/2016.jsonl \
        --reports hkma/2017.jsonl --register parallel/twlaw.tsv.xz twlaw.terms.tsv \
        --register parallel/ms_biz_ht_cn.tsv.xz ms_biz.terms.tsv \
        --register parallel/oceanbase.tsv.xz oceanbase.terms.tsv \
        --register parallel/gov_mzprt.tsv.xz gov_mzprt.terms.tsv \
        --trials 60 --cache readings.json --save departures.json

Each kind of error and of harmless change is put alone into a document.  The test
leaves out one kind after the other, errors and harmless ones, and scores its trials
by a model that has not seen the kind; then it leaves out one register after the other.
``--shipped`` tests the shipped model instead, and what a curve on top of it would bring
on what the curve has not seen.  What comes out is shipped only if the
trials of others and human text say that it is better than what is there.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from boosted_trees import fit_trees
from departure_curve import bent_without, log_loss
from departure_report import HUMAN_SHARE, population, reliability, report, report_registers
from departure_trials import HUMAN, Reading, Values, exchanges, gather, human
from numpy.typing import NDArray
from scipy.optimize import minimize
from terms_data import load_reports
from terms_registers import load_register
from terms_spans import lexicon_of
from threadpoolctl import threadpool_limits

from aligner.signature import digest_bytes
from aligner.terms import term_signature
from aligner.terms.checking.confidence import Bounds, ConfidenceModel, shipped_model
from aligner.terms.lexicon.trees import Tree
from aligner.values import LIKELY

Floats = NDArray[np.float64]


def fit_exchange(found: Sequence[tuple[bool, Values]]) -> dict[str, float]:
    """Weights of the evidence of exchanges, both classes counted alike."""
    names = list(found[0][1])
    rows = np.array([[values[name] for name in names] for _, values in found])
    truth = np.array([float(is_error) for is_error, _ in found])
    share = np.where(truth > 0, 0.5 / truth.mean(), 0.5 / (1 - truth.mean()))
    signs = 2 * truth - 1

    def loss(weights: Floats) -> float:
        return float(
            share @ np.logaddexp(0, -signs * (rows @ weights)) + 0.5 * (weights[1:] @ weights[1:])
        )

    weights = minimize(loss, np.zeros(len(names)), method="L-BFGS-B").x
    return {name: round(float(w), 4) for name, w in zip(names, weights, strict=True)}


def fit(readings: Sequence[Reading]) -> tuple[list[str], tuple[Tree, ...]]:
    """The trees of some readings; each kind counts alike, errors as much as the harmless."""
    known = [r for r in readings if r.confidence is None]
    names = sorted(known[0].values)
    rows = np.array([[r.values[name] for name in names] for r in known])
    truth = np.array([float(r.is_error) for r in known])
    return names, fit_trees(names, rows, truth, weights_of(known))


def weights_of(readings: Sequence[Reading]) -> Floats:
    """What each reading counts."""
    sizes: dict[str, int] = {}
    for r in readings:
        sizes[r.kind] = sizes.get(r.kind, 0) + 1
    own = np.array([sizes[r.kind] ** -0.5 for r in readings])
    errors = np.array([r.is_error for r in readings])
    humans = np.array([r.kind == HUMAN for r in readings])
    for mask, share in (
        (errors, 1.0),
        (humans, HUMAN_SHARE),
        (~errors & ~humans, 1 - HUMAN_SHARE),
    ):
        if mask.any():
            own[mask] *= share / own[mask].sum()
    return own


def score(trees: Sequence[Tree], readings: Sequence[Reading]) -> Floats:
    """Log odds of each reading before calibration; 0 where a rule decides."""
    model = ConfidenceModel(tuple(trees))
    return np.array([model.log_odds(r.values) if r.confidence is None else 0.0 for r in readings])


def without(readings: Sequence[Reading], groups: Sequence[str]) -> Floats:
    """Scores of each group by trees that were fitted without it."""
    scores = np.zeros(len(readings))
    names = np.array(groups)
    for name in sorted(set(groups)):
        own = names == name
        mine = [r for r, is_own in zip(readings, own, strict=True) if is_own]
        if any(r.confidence is None for r in mine):
            others = [r for r, is_own in zip(readings, own, strict=True) if not is_own]
            scores[own] = score(fit(others)[1], mine)
    return scores


def left_out(readings: Sequence[Reading]) -> tuple[Floats, Floats]:
    """Scores of each kind by trees fitted without it, and of each register.

    Human text is no kind that a text can be without: in both, it is scored by trees that
    have not seen its register.
    """
    by_register = without(readings, [r.register for r in readings])
    made = [r for r in readings if r.kind != HUMAN]
    by_kind = by_register.copy()
    humans = np.array([r.kind == HUMAN for r in readings])
    by_kind[~humans] = without_kinds(made, [r for r in readings if r.kind == HUMAN])
    return by_kind, by_register


def without_kinds(made: Sequence[Reading], human_text: Sequence[Reading]) -> Floats:
    """Scores of each kind of changes by trees fitted on the others and on human text."""
    readings = [*made, *human_text]
    return without(readings, [r.kind for r in readings])[: len(made)]


def calibrate(scores: Floats, readings: Sequence[Reading]) -> tuple[float, float]:
    """Slope and shift from scores of what was left out, by Platt scaling.

    Where a rule has excused a departure, its probability is the rule's.  What is left has
    far fewer harmless changes than errors: each reading counts as in a whole text.
    """
    is_open = np.array([r.is_open for r in readings])
    truth = np.array([float(r.is_error) for r in readings])[is_open]
    s, w = scores[is_open], population(readings)[is_open]

    def loss(line: Floats) -> float:
        z = line[0] * s + line[1]
        return float(w @ (np.logaddexp(0, z) - truth * z) / w.sum())

    found = minimize(loss, np.array([1.0, 0.0]), method="Nelder-Mead").x
    return round(float(found[0]), 4), round(float(found[1]), 4)


def settle(scores: Floats, readings: Sequence[Reading], line: tuple[float, float]) -> Floats:
    """The confidence of each reading: of its score, within what rules leave, or of a rule."""
    chances = 1 / (1 + np.exp(-(line[0] * scores + line[1])))
    return np.array(
        [
            Bounds(*r.bounds).of(float(chance)) if r.confidence is None else r.confidence
            for chance, r in zip(chances, readings, strict=True)
        ]
    )


def read_cache(path: Path) -> tuple[list[Reading], dict[str, float]]:
    """Readings and weights of exchanges kept by an earlier run."""
    content = json.loads(path.read_text("utf-8"))
    return [Reading(**row) for row in content["readings"]], content["exchange"]


def write_cache(path: Path, readings: Sequence[Reading], exchange: Values) -> None:
    """Keep readings and weights of exchanges for a later run."""
    rows = [{name: getattr(r, name) for name in Reading.__slots__} for r in readings]
    path.write_text(json.dumps({"readings": rows, "exchange": exchange}), encoding="utf-8")


def look(options: argparse.Namespace) -> tuple[list[Reading], dict[str, float]]:
    """Readings of all texts, and weights of exchanges."""
    bare = [text for path in options.reports for text in load_reports(path)]
    lexicon = lexicon_of(bare) if bare else None
    # As in a workspace, and as single documents.
    texts = [replace(t, lexicon=lexicon if i % 2 else None) for i, t in enumerate(bare)]
    sets = {"reports": texts} if texts else {}
    for path, terms in options.register:
        sets[path.name.partition(".")[0]] = load_register(path, terms, options.documents)
    readings = [r for name, own in sets.items() for r in gather(name, own, options.trials)]
    readings += [r for name, own in sets.items() for r in human(name, own)]
    return readings, fit_exchange(
        [pair for own in sets.values() for pair in exchanges(own, options.trials)]
    )


def report_shipped(readings: Sequence[Reading]) -> None:
    """Print what the confidences that the shipped model gives are worth."""
    model = shipped_model()
    line = model.slope, model.shift
    chances = settle(score(model.trees, readings), readings, line)
    report(chances, readings)
    report_registers(chances, readings)
    report_curve(line[0] * score(model.trees, readings) + line[1], readings)


def report_curve(log_odds: Floats, readings: Sequence[Reading]) -> None:
    """Print how well log odds tell the open readings, as they are and bent by curves.

    Human text is no kind that a text can be without: its curve has not seen its register.
    """
    registers = bent_without(log_odds, readings, [r.register for r in readings])
    kinds = bent_without(log_odds, readings, [r.kind for r in readings])
    humans = np.array([r.kind == HUMAN for r in readings])
    kinds[humans] = registers[humans]
    ways = {"as it is": log_odds, "registers left out": registers, "kinds left out": kinds}
    for name, said in ways.items():
        chances = settle(said, readings, (1.0, 0.0))
        rows = reliability(chances, readings, population(readings))
        right = ", ".join(f"{p:.2f} {share:.2f}" for p, share, _ in rows if p >= LIKELY)
        print(f"curve, {name}: loss {log_loss(said, readings):.4f}; said, right: {right}")


def main() -> None:
    """Test, then fit on everything; print or save the trees."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--reports", action="append", default=[], type=Path, metavar="JSONL")
    parser.add_argument("--register", action="append", default=[], nargs=2, type=Path)
    parser.add_argument("--trials", type=int, default=100, help="of each kind and register")
    parser.add_argument("--documents", type=int, default=60, help="of each register")
    parser.add_argument("--cache", type=Path, help="keep the readings in this file")
    parser.add_argument("--shipped", action="store_true", help="test the shipped model, fit none")
    parser.add_argument("--save", type=Path)
    options = parser.parse_args()
    threadpool_limits(1)
    if options.cache and options.cache.exists():
        readings, exchange = read_cache(options.cache)
    else:
        readings, exchange = look(options)
        if options.cache:
            write_cache(options.cache, readings, exchange)
    if options.shipped:
        report_shipped(readings)
        return
    by_kind, by_register = left_out(readings)
    slope, shift = line = calibrate(by_kind, readings)
    print("kinds left out")
    report(settle(by_kind, readings, line), readings)
    print("registers left out")
    report_registers(settle(by_register, readings, line), readings)
    _, trees = fit(readings)
    content = {"slope": slope, "shift": shift, "exchange": exchange, "trees": trees}
    text = json.dumps(content, separators=(",", ":")) + "\n"
    print(f"{len(readings)} readings, trees {digest_bytes(text.encode())}, {term_signature()}")
    if options.save:
        options.save.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
