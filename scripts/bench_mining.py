#!/usr/bin/env python3
"""How many of the first proposals a glossary's keepers would have listed themselves.

    scripts/bench_mining.py hkma/2019.jsonl hkma/2020.jsonl [--together] [--union] [--show wrong]
    scripts/bench_mining.py hkma/2015.jsonl hkma/2016.jsonl ... --fit --save TREES

Each file of reports has the term list of its year beside it.  A proposal is
right if the list has its Chinese term (script, width and title marks do not
count) with an English form equal to the proposed one (number, case, articles,
hyphens, British or American spelling do not count).  Nothing of the list is
shown to the miner.  Lists are not complete, so that a good many of the wrong
ones would do: the shares are a lower bound.  Give years that nothing was
chosen on: 2015 to 2017 were fitted, and 2018 was looked at.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from boosted_trees import Boosting, fit_trees
from numpy.typing import NDArray
from scipy.optimize import minimize
from terms_data import Text, load_reports
from threadpoolctl import threadpool_limits

from aligner.glossary import Glossary
from aligner.terms.checking.scores import wilson_interval
from aligner.terms.lexicon.learning import learn_lexicon
from aligner.terms.lexicon.trees import Tree
from aligner.terms.mining.candidates import find_candidates, read_pair
from aligner.terms.mining.likelihood import DOUBTFUL, FIRST
from aligner.terms.mining.mine import mine_terms
from aligner.terms.mining.proposals import english_key, source_key
from aligner.terms.mining.readings import read_renderings
from aligner.terms.mining.renderings import Renderings
from aligner.terms.mining.termhood import Termhood
from aligner.values import Proposal, TranslationUnit

Keys = Mapping[str, frozenset[str]]
Floats = NDArray[np.float64]

_CUTS = (50, 100, 200, 300)
_STRENGTH = 30.0
_BOOSTING = Boosting(rounds=80, depth=3, rate=0.08)


def keys_of(glossaries: Sequence[Glossary]) -> Keys:
    """Folded English forms by folded Chinese term, of all lists together."""
    forms: dict[str, set[str]] = {}
    for glossary in glossaries:
        for entry in glossary.entries:
            for source in entry.forms("zh"):
                own = forms.setdefault(source_key(source.text), set())
                own.update(english_key(form.text) for form in entry.forms("en"))
    return {term: frozenset(own) for term, own in forms.items()}


def judge(proposal: Proposal, listed: Keys) -> tuple[bool, bool]:
    """Whether the Chinese term is listed, and whether it is with this English form."""
    forms = listed.get(source_key(proposal.source_term))
    return forms is not None, forms is not None and english_key(proposal.target_term) in forms


def measure(name: str, proposals: Sequence[Proposal], listed: Keys) -> list[str]:
    """Lines of the table for one corpus."""
    verdicts = [judge(proposal, listed) for proposal in proposals]
    lines = []
    for cut in _CUTS:
        first = verdicts[:cut]
        terms, right = sum(t for t, _ in first), sum(r for _, r in first)
        n = max(1, len(first))
        low, high = wilson_interval(right, n)
        expected = sum(proposal.probability for proposal in proposals[:cut]) / n
        lines.append(
            f"{name:12} {len(first):4} {right / n:6.2f} ({low:.2f}-{high:.2f}) {terms / n:7.2f} "
            f"{right / max(1, terms):10.2f} {expected:9.2f}"
        )
    return lines


def cases(texts: Sequence[Text]) -> Iterator[tuple[dict[str, float], bool]]:
    """Features of all pairs of one corpus, and whether each is listed."""
    units = sorted(units_of(texts), key=lambda u: (u.source_text, u.target_text, u.id))
    listed = keys_of([texts[0].glossary])
    pairs = [read_pair(unit) for unit in units]
    candidates = find_candidates(pairs)
    readings, _ = read_renderings(pairs, candidates, learn_lexicon(units))
    termhood, renderings = Termhood(pairs, candidates), Renderings(pairs, candidates, readings)
    for term in readings:
        features = termhood.features(term)
        forms = listed.get(source_key(term), frozenset())
        for key, own in renderings.best(term):
            yield {**features, **own}, english_key(key) in forms


def units_of(texts: Sequence[Text]) -> list[TranslationUnit]:
    """All units of some documents."""
    return [unit for text in texts for unit in text.units]


def fit(values: Floats, right: Floats) -> tuple[Floats, float]:
    """Weights and bias of the greatest regularised likelihood."""
    mean, spread = values.mean(axis=0), values.std(axis=0) + 1e-9
    scaled = np.column_stack([(values - mean) / spread, np.ones(len(values))])

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = scaled @ weights
        total = np.logaddexp(0.0, scores).sum() - right @ scores
        slope = scaled.T @ (1.0 / (1.0 + np.exp(-scores)) - right)
        penalty = np.append(weights[:-1], 0.0)
        return float(total + _STRENGTH / 2 * penalty @ penalty), slope + _STRENGTH * penalty

    found = minimize(loss, np.zeros(scaled.shape[1]), jac=True, method="L-BFGS-B").x
    weights = found[:-1] / spread
    return weights, float(found[-1] - weights @ mean)


def fit_second(names: Sequence[str], values: Floats, right: Floats, odds: Floats) -> list[Tree]:
    """Trees that look again at the pairs to which the log odds of the first fit give a chance."""
    kept = odds > DOUBTFUL
    rows = np.column_stack([values[kept], odds[kept]])
    return list(fit_trees([*names, FIRST], rows, right[kept], np.ones(kept.sum()), _BOOSTING))


def print_fit(corpora: Sequence[Sequence[Text]], save: Path | None) -> None:
    """Print the constants of `aligner.terms.mining.likelihood`; save its trees."""
    found = [case for texts in corpora for case in cases(texts)]
    names = list(found[0][0])
    values = np.array([[float(features[name]) for name in names] for features, _ in found])
    right = np.array([float(is_right) for _, is_right in found])
    sys.stderr.write(f"{len(found)} pairs, {int(right.sum())} of them listed\n")
    weights, bias = fit(values, right)
    weights, bias = np.round(weights, 4), round(bias, 4)
    print(f"_BIAS = {bias:.4f}\n_WEIGHTS = {{")
    for name, weight in zip(names, weights, strict=True):
        print(f'    "{name}": {weight:.4f},')
    print("}")
    if save:
        trees = fit_second(names, values, right, values @ weights + bias)
        save.write_text(json.dumps(trees, separators=(",", ":")) + "\n", encoding="utf-8")


def main() -> None:
    """Measure, or fit."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("reports", nargs="+", type=Path, metavar="JSONL")
    parser.add_argument("--together", action="store_true", help="also all years as one corpus")
    parser.add_argument("--union", action="store_true", help="judge each by all lists given")
    parser.add_argument("--fit", action="store_true", help="fit the weights instead")
    parser.add_argument("--save", type=Path, help="where the trees of the fit go")
    parser.add_argument("--show", choices=("right", "wrong", "all"), help="list proposals")
    options = parser.parse_args()
    threadpool_limits(1)
    corpora = [load_reports(path) for path in options.reports]
    if options.fit:
        print_fit(corpora, options.save)
        return
    runs = [(path.stem, texts) for path, texts in zip(options.reports, corpora, strict=True)]
    if options.together:
        runs.append(("together", [text for texts in corpora for text in texts]))
    print(
        f"{'':12} {'n':>4} {'right':>6} {'':11} {'Chinese':>7} {'then Engl.':>10} {'expected':>9}"
    )
    for name, texts in runs:
        judges = [text for corpus in corpora for text in corpus] if options.union else texts
        listed = keys_of([text.glossary for text in judges])
        proposals = mine_terms(units_of(texts), most=max(_CUTS))
        print("\n".join(measure(name, proposals, listed)), flush=True)
        for number, proposal in enumerate(proposals, start=1):
            is_right = judge(proposal, listed)[1]
            if options.show in ("all", "right" if is_right else "wrong"):
                pair = f"{proposal.source_term} | {proposal.target_term}"
                sign = "+" if is_right else "-"
                print(f"  {number} {sign} {pair} | {proposal.count} {proposal.probability}")


if __name__ == "__main__":
    main()
