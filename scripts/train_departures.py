#!/usr/bin/env python3
"""Fit how likely a departure from the glossary is a problem, and test it on kinds left out.

    scripts/train_departures.py --reports hkma/2015.jsonl --reports hkma/2016.jsonl \
        --reports hkma/2017.jsonl --register parallel/twlaw.tsv.xz twlaw.terms.tsv \
        --register parallel/ms_biz_ht_cn.tsv.xz ms_biz.terms.tsv \
        --save aligner/terms/data/departures.v1.json

Each kind of error and of harmless change is put alone into a document.  The test
leaves out one kind after the other, errors and harmless ones, and scores its trials
by a model that has not seen the kind.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from boosted_trees import fit_trees
from departure_trials import HUMAN, Reading, Values, exchanges, gather, human
from numpy.typing import NDArray
from scipy.optimize import minimize
from terms_data import load_reports
from terms_registers import load_register
from terms_spans import lexicon_of
from threadpoolctl import threadpool_limits

from aligner.signature import digest_bytes
from aligner.terms import term_signature
from aligner.terms.checking.confidence import ConfidenceModel
from aligner.terms.lexicon.trees import Tree
from aligner.values import LIKELY

Floats = NDArray[np.float64]

# Of the harmless, human text counts this share; what it leaves open are often departures
# from the list in earnest.
_HUMAN_SHARE = 0.2
_STEPS = 10


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
        (humans, _HUMAN_SHARE),
        (~errors & ~humans, 1 - _HUMAN_SHARE),
    ):
        if mask.any():
            own[mask] *= share / own[mask].sum()
    return own


def score(model: ConfidenceModel, readings: Sequence[Reading]) -> Floats:
    """Log odds of each reading; those of a rule by its confidence."""
    return np.array(
        [
            model.log_odds(r.values)
            if r.confidence is None
            else np.log((r.confidence + 1e-3) / (1 - r.confidence + 1e-3))
            for r in readings
        ]
    )


def auc(scores: Floats, truth: NDArray[np.bool_], weights: Floats) -> float:
    """Chance that an error has a higher score than a harmless change."""
    order = np.argsort(scores, kind="stable")
    s, t, w = scores[order], truth[order], weights[order]
    below = np.concatenate([[0.0], np.cumsum(np.where(t, 0.0, w))])
    first, last = np.searchsorted(s, s, "left"), np.searchsorted(s, s, "right")
    wins = (below[first] + below[last]) / 2
    return float((wins[t] * w[t]).sum() / (w[t].sum() * below[-1]))


def left_out(readings: Sequence[Reading]) -> Floats:
    """Scores of each kind by a model fitted without it."""
    scores = np.zeros(len(readings))
    kinds = np.array([r.kind for r in readings])
    for kind in sorted(set(kinds)):
        own = kinds == kind
        mine = [r for r in readings if r.kind == kind]
        if kind != HUMAN and any(r.confidence is None for r in mine):
            _, trees = fit([r for r in readings if r.kind != kind])
            scores[own] = score(ConfidenceModel(trees), mine)
    _, trees = fit([r for r in readings if r.kind != HUMAN])
    humans = [r for r in readings if r.kind == HUMAN]
    scores[kinds == HUMAN] = score(ConfidenceModel(trees), humans)
    return scores


def calibrate(scores: Floats, readings: Sequence[Reading]) -> tuple[float, float]:
    """Slope and shift from scores of kinds left out, by Platt scaling."""
    known = np.array([r.confidence is None and r.kind != HUMAN for r in readings])
    s = scores[known]
    chosen = [r for r in readings if r.confidence is None and r.kind != HUMAN]
    t, w = np.array([float(r.is_error) for r in chosen]), weights_of(chosen)

    def loss(line: Floats) -> float:
        z = line[0] * s + line[1]
        return float(w @ (np.logaddexp(0, z) - t * z))

    found = minimize(loss, np.array([1.0, 0.0]), method="Nelder-Mead").x
    return round(float(found[0]), 4), round(float(found[1]), 4)


def report(scores: Floats, readings: Sequence[Reading], line: tuple[float, float]) -> None:
    """Print what the scores of kinds left out are worth."""
    truth = np.array([r.is_error for r in readings])
    kinds = np.array([r.kind for r in readings])
    chance = 1 / (1 + np.exp(-(line[0] * scores + line[1])))
    by_rule = np.array([r.confidence is not None for r in readings])
    chance[by_rule] = [r.confidence for r in readings if r.confidence is not None]
    sizes = {kind: int((kinds == kind).sum()) for kind in set(kinds)}
    weights = np.array([1.0 / sizes[k] for k in kinds])
    seeded = kinds != HUMAN
    print(f"{'kind left out':28} {'n':>5} {'shown':>6} {'auc':>6}")
    for kind in sorted(sizes, key=lambda k: (not truth[kinds == k][0], k)):
        own = kinds == kind
        area = ""
        if truth[own][0]:
            against = own | (~truth & seeded)
            area = f"{auc(chance[against], truth[against], weights[against]):.3f}"
        print(f"{kind:28} {sizes[kind]:5} {(chance[own] >= LIKELY).mean():6.3f} {area:>6}")
    for name, mask in (("all trials", seeded), ("where the model decides", seeded & ~by_rule)):
        found, alarms = (
            np.average(chance[part] >= LIKELY, weights=weights[part])
            for part in (mask & truth, mask & ~truth)
        )
        area = f"{auc(chance[mask], truth[mask], weights[mask]):.3f}"
        print(f"{name}: auc {area}, found {found:.3f}, alarms {alarms:.3f}")
    print_reliability(chance[seeded], truth[seeded], weights[seeded])


def print_reliability(chance: Floats, truth: NDArray[np.bool_], weights: Floats) -> None:
    """Print how often what is said to be so likely is right, errors as frequent as the harmless."""
    print("reliability: said, right, share of trials with a departure")
    totals = np.where(truth, weights[truth].sum(), weights[~truth].sum())
    share = weights / totals / 2
    steps = np.minimum((chance * _STEPS).astype(int), _STEPS - 1)
    for step in range(_STEPS):
        inside = (steps == step) & (chance > 0)
        if inside.any():
            said = np.average(chance[inside], weights=share[inside])
            right = np.average(truth[inside], weights=share[inside])
            print(f"  {said:.2f} {right:.2f} {share[inside].sum():.3f}")


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
    readings += human("reports", texts)
    return readings, fit_exchange(
        [pair for own in sets.values() for pair in exchanges(own, options.trials)]
    )


def main() -> None:
    """Test, then fit on everything; print or save the trees."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--reports", action="append", default=[], type=Path, metavar="JSONL")
    parser.add_argument("--register", action="append", default=[], nargs=2, type=Path)
    parser.add_argument("--trials", type=int, default=100, help="of each kind and register")
    parser.add_argument("--documents", type=int, default=60, help="of each register")
    parser.add_argument("--cache", type=Path, help="keep the readings in this file")
    parser.add_argument("--save", type=Path)
    options = parser.parse_args()
    threadpool_limits(1)
    if options.cache and options.cache.exists():
        readings, exchange = read_cache(options.cache)
    else:
        readings, exchange = look(options)
        if options.cache:
            write_cache(options.cache, readings, exchange)
    scores = left_out(readings)
    slope, shift = calibrate(scores, readings)
    report(scores, readings, (slope, shift))
    _, trees = fit(readings)
    model = ConfidenceModel(trees, slope, shift)
    humans = [model.probability(r.values) for r in readings if r.kind == HUMAN]
    shown = sum(chance >= LIKELY for chance in humans)
    print(f"of {len(humans)} departures of human text {shown} are shown by the model of all kinds")
    content = {"slope": slope, "shift": shift, "exchange": exchange, "trees": trees}
    text = json.dumps(content, separators=(",", ":")) + "\n"
    print(f"{len(readings)} readings, trees {digest_bytes(text.encode())}, {term_signature()}")
    if options.save:
        options.save.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
