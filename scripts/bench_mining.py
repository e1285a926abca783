#!/usr/bin/env python3
"""How many of the first proposals a glossary's keepers would have listed themselves.

    scripts/bench_mining.py hkma/2019.jsonl hkma/2020.jsonl [--together] [--union] [--show wrong]
    scripts/bench_mining.py hkma/2015.jsonl hkma/2016.jsonl hkma/2017.jsonl hkma/2018.jsonl \
        --fit aligner/terms/data/termhood.v2.json

Each file of reports has the term list of its year beside it.  A proposal is
right if the list has its Chinese term (script, width and title marks do not
count) with an English form equal to the proposed one (number, case, articles,
hyphens, British or American spelling do not count).  Nothing of the list is
shown to the miner.  Lists are not complete, so that a good many of the wrong
ones would do: the shares are a lower bound.  The last line of each year says
how low: which share its list has of the pairs in its text that the list of
another year given has.  Give years that nothing was
chosen on: 2015 to 2018 were fitted.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from boosted_trees import Boosting, fit_trees
from numpy.typing import NDArray
from scipy.optimize import minimize
from terms_data import Text, load_reports
from threadpoolctl import threadpool_limits

from aligner.glossary import Glossary
from aligner.terms.checking.scores import wilson_interval
from aligner.terms.lexicon.learning import learn_lexicon
from aligner.terms.mining.candidates import Occurrence, ReadPair, find_candidates, read_pair
from aligner.terms.mining.likelihood import DOUBTFUL, FIRST, Regression
from aligner.terms.mining.mine import mine_terms
from aligner.terms.mining.proposals import english_key, source_key
from aligner.terms.mining.readings import read_renderings
from aligner.terms.mining.relations import Look
from aligner.terms.mining.renderings import Renderings
from aligner.terms.mining.scoring import Features, described_pairs, relations_of
from aligner.terms.mining.termhood import Termhood
from aligner.values import Proposal, TranslationUnit

Keys = Mapping[str, frozenset[str]]
Floats = NDArray[np.float64]

_TOGETHER = "together"
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


def completeness(texts: Sequence[Text], listed: Keys, others: Keys) -> tuple[int, int]:
    """How many pairs of other lists the text has in one unit, and how many are listed."""
    units = [
        (source_key(unit.source_text), english_key(unit.target_text)) for unit in units_of(texts)
    ]
    found = {
        (term, form)
        for term, forms in others.items()
        for source, target in units
        if term in source
        for form in forms
        if form in target
    }
    return len(found), sum(form in listed.get(term, ()) for term, form in found)


@dataclass(frozen=True, slots=True)
class Case:
    """The pairs of one corpus, their features, an array of a row each, and which are listed."""

    units: Sequence[ReadPair]
    candidates: Mapping[str, Sequence[Occurrence]]
    pairs: Sequence[tuple[str, str]]
    names: Sequence[str]
    values: Floats
    right: Floats


def case_of(texts: Sequence[Text]) -> Case:
    """The pairs of some documents, judged by their list."""
    ordered = sorted(units_of(texts), key=lambda u: (u.source_text, u.target_text, u.id))
    listed = keys_of([texts[0].glossary])
    units = [read_pair(unit) for unit in ordered]
    candidates = find_candidates(units)
    readings, _ = read_renderings(units, candidates, learn_lexicon(ordered))
    termhood, renderings = Termhood(units, candidates), Renderings(units, candidates, readings)
    pairs, names, values = [], [], []
    for term, key, features in described_pairs(readings, termhood, renderings):
        pairs.append((term, key))
        names = list(features)
        values.append(np.fromiter(features.values(), dtype=float))
    right = [english_key(key) in listed.get(source_key(term), ()) for term, key in pairs]
    return Case(units, candidates, pairs, names, np.array(values), np.array(right, dtype=float))


def units_of(texts: Sequence[Text]) -> list[TranslationUnit]:
    """All units of some documents."""
    return [unit for text in texts for unit in text.units]


def fit(names: Sequence[str], values: Floats, right: Floats) -> Regression:
    """The regression of the greatest regularised likelihood."""
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
    bias = round(float(found[-1] - weights @ mean), 4)
    return Regression(bias, dict(zip(names, np.round(weights, 4).tolist(), strict=True)))


def second_looks(case: Case, first: Regression) -> tuple[list[Features], Floats]:
    """The pairs that have a chance, with their relations, and whether they are listed."""
    weights = np.array([first.weights[name] for name in case.names])
    odds = case.values @ weights + first.bias
    looks = [Look(*pair, float(own)) for pair, own in zip(case.pairs, odds, strict=True)]
    relations = relations_of(looks, case.units, case.candidates)
    kept = np.flatnonzero(odds > DOUBTFUL)
    rows = [
        {
            **dict(zip(case.names, case.values[row].tolist(), strict=True)),
            **relations.features(looks[row]),
            FIRST: looks[row].odds,
        }
        for row in kept
    ]
    return rows, case.right[kept]


def fit_model(cases: Sequence[Case]) -> dict[str, Any]:
    """The content of the data file of `aligner.terms.mining.likelihood`."""
    right = np.concatenate([case.right for case in cases])
    sys.stderr.write(f"{len(right)} pairs, {int(right.sum())} of them listed\n")
    first = fit(cases[0].names, np.vstack([case.values for case in cases]), right)
    again = [second_looks(case, first) for case in cases]
    rows = [row for own, _ in again for row in own]
    truth = np.concatenate([own for _, own in again])
    names = list(rows[0])
    values = np.array([list(row.values()) for row in rows])
    second = fit(names, values, truth)
    trees = fit_trees(names, values, truth, np.ones(len(rows)), _BOOSTING)
    return {"first": asdict(first), "second": asdict(second), "trees": trees}


def main() -> None:
    """Measure, or fit."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("reports", nargs="+", type=Path, metavar="JSONL")
    parser.add_argument("--together", action="store_true", help="also all years as one corpus")
    parser.add_argument("--union", action="store_true", help="judge each by all lists given")
    parser.add_argument("--fit", type=Path, metavar="JSON", help="fit the model instead")
    parser.add_argument("--show", choices=("right", "wrong", "all"), help="list proposals")
    options = parser.parse_args()
    threadpool_limits(1)
    corpora = [load_reports(path) for path in options.reports]
    if options.fit:
        model = fit_model([case_of(texts) for texts in corpora])
        content = json.dumps(model, separators=(",", ":"))
        options.fit.write_text(content + "\n", encoding="utf-8")
        return
    runs = [(path.stem, texts) for path, texts in zip(options.reports, corpora, strict=True)]
    if options.together:
        runs.append((_TOGETHER, [text for texts in corpora for text in texts]))
    print(
        f"{'':12} {'n':>4} {'right':>6} {'':11} {'Chinese':>7} {'then Engl.':>10} {'expected':>9}"
    )
    for name, texts in runs:
        judges = [text for corpus in corpora for text in corpus] if options.union else texts
        listed = keys_of([text.glossary for text in judges])
        proposals = mine_terms(units_of(texts), most=max(_CUTS))
        print("\n".join(measure(name, proposals, listed)), flush=True)
        lists = [
            corpus[0].glossary for corpus in corpora if corpus[0].glossary != texts[0].glossary
        ]
        if lists and not options.union and name != _TOGETHER:
            found, kept = completeness(texts, listed, keys_of(lists))
            print(f"{name:12} lists {kept / max(1, found):.2f} of {found} pairs of other lists")
        for number, proposal in enumerate(proposals, start=1):
            is_right = judge(proposal, listed)[1]
            if options.show in ("all", "right" if is_right else "wrong"):
                pair = f"{proposal.source_term} | {proposal.target_term}"
                sign = "+" if is_right else "-"
                print(f"  {number} {sign} {pair} | {proposal.count} {proposal.probability}")


if __name__ == "__main__":
    main()
