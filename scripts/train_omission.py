"""Fit what tells an error from a free translation, where a term has no known form.

    scripts/train_omission.py hkma/2015.jsonl hkma/2016.jsonl hkma/2017.jsonl \
        --choose hkma/2018.jsonl --save aligner/terms/data/omission.v1.json

The weights come from the first texts; the probabilities from which on a finding is
made, and the lines that calibrate them, from the other ones.  The clues below are
what was left of some forty when those were dropped, one after the other, whose loss
did not raise the log loss on other texts.
"""

import argparse
import json
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from terms_controls import put_pronoun
from terms_data import Text, content_words, load_reports
from terms_peers import count_occurrences
from terms_seeds import ERRORS, Maker, sites_of
from terms_spans import lexicon_of
from threadpoolctl import threadpool_limits

from aligner.lexicon.model import LexicalModel
from aligner.terms.checking.omission import OmissionModel, UnmatchedReading, survey
from aligner.terms.matching.index import index_of

CLUES = {
    "alone": (
        "constant", "named before", "least cover", "reworded", "words of form",
        "strangest join", "second strangest", "very strange near", "hole in region", "hole near",
        "torn in region",
        "pronoun near", "pronouns to spare", "unexplained near", "neighbours explained",
        "foreign form", "half form",
    ),
    "beside": (
        "constant", "cover", "short-form", "words of form", "strangest join", "second strangest",
        "strange close", "hole close", "hole in region", "torn in region", "torn close",
        "pronoun near", "pronouns",
        "pronoun close", "excess of pronouns", "pronoun between", "unexplained near",
        "neighbours touch", "neighbours near", "foreign form", "half form",
    ),
}  # fmt: skip
_ERRORS = ("deletion", "deletion of a second", "other concept's form", "changed content word")
# Pronouns in every place, not only where English has them: there are more to learn from.
_CONTROL = "pronoun on second mention"
_MAKERS: dict[str, Maker] = {**{name: ERRORS[name] for name in _ERRORS}, _CONTROL: put_pronoun}
_STRENGTH = 20.0
# Of the occurrences of human texts, and of seeded pronouns, so many may be reported.
# The check settles some of the former by other means: misspelt and short forms.
_MOST_HUMAN, _MOST_PRONOUNS = 0.07, 0.19
# What the confidence of a finding rests on: of the occurrences of a published human
# translation so many are mistranslated or left out by mistake, each kind of seeded
# error as often as the others.  It is an assumption: published texts are revised, and
# of what is open in them nearly all is free rendering when it is read.
_RATE = 0.01
_CUTS = tuple(round(0.01 * i, 2) for i in range(3, 60))

Groups = dict[str, list[UnmatchedReading]]
Floats = NDArray[np.float64]


def gather(texts: Sequence[Text], trials: int) -> Groups:
    """Readings of human texts, and of so many of each kind with one change."""
    model = lexicon_of(texts)
    groups = {"human": list(_human(texts, model))}
    for name in _MAKERS:
        groups[name] = list(_seeded(texts, model, name, trials))
        sys.stderr.write(f"{name}: {len(groups[name])}\n")
    return groups


def _human(texts: Sequence[Text], model: LexicalModel) -> Iterator[UnmatchedReading]:
    """Readings of the occurrences that human translations leave without a known form."""
    for text in texts:
        for _, _, reading in survey(text.units, index_of(text.glossary), model, text.day):
            yield reading


def _seeded(
    texts: Sequence[Text], model: LexicalModel, name: str, most: int
) -> Iterator[UnmatchedReading]:
    """Readings of the occurrences whose rendering was spoilt, or replaced by a pronoun."""
    chance = random.Random(name)  # noqa: S311 - a draw, no secret
    sites = [site for text in texts for site in sites_of(text)]
    chance.shuffle(sites)
    words = sorted({w.lower() for s in sites[:2000] for w in content_words(s.target)})
    count = 0
    for site in sites:
        trial = _MAKERS[name](site, chance, words)
        if trial is None:
            continue
        unit = trial.after.units[trial.unit]
        around = trial.after.units[max(0, trial.unit - 3) : trial.unit + 2]
        index = index_of(trial.after.glossary)
        for number, occurrence, reading in survey(around, index, model, trial.after.day):
            concepts = {index.entries[c].id for c in occurrence.concepts}
            if around[number].id == unit.id and trial.concept in concepts:
                yield reading
        count += 1
        if count == most:
            break


def fit(rows: Floats, truth: Floats, strength: float = _STRENGTH) -> Floats:
    """Weights of the greatest regularised likelihood, both classes counted alike.

    The first column is the constant; the others are penalised in their own scale.
    """
    share = np.where(truth > 0, 0.5 / truth.mean(), 0.5 / (1 - truth.mean()))
    scale = rows.std(axis=0) + 1e-9
    scale[0] = 1.0
    scaled = rows / scale

    def loss(w: Floats) -> tuple[float, Floats]:
        z = scaled @ w
        p = 1 / (1 + np.exp(-z))
        value = (share * (np.logaddexp(0, z) - truth * z)).sum() + strength / 2 * w[1:] @ w[1:]
        slope = scaled.T @ (share * (p - truth))
        slope[1:] += strength * w[1:]
        return float(value), slope

    start = np.zeros(rows.shape[1])
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B").x / scale)


def train(groups: Groups, name: str) -> dict[str, float]:
    """Weights of one of the two regressions."""
    clues = CLUES[name]
    chosen = [
        (reading, group)
        for group, readings in groups.items()
        for reading in readings
        if reading.is_beside == (name == "beside")
    ]
    rows = np.array([[reading.values[clue] for clue in clues] for reading, _ in chosen])
    truth = np.array([float(group in _ERRORS) for _, group in chosen])
    weights = fit(rows, truth)
    return {clue: round(float(w), 4) for clue, w in zip(clues, weights, strict=True)}


def choose(
    groups: Groups, weights: Mapping[str, Mapping[str, float]], n: int
) -> tuple[float, float]:
    """The two probabilities from which on a finding is made.

    The greatest mean recall that leaves human texts, of `n` occurrences, and
    pronouns alone.
    """
    alone, beside = (OmissionModel(weights[name], 0.0) for name in CLUES)
    scored = {
        group: np.array(
            [(r.is_beside, (beside if r.is_beside else alone).probability(r.values)) for r in found]
        )
        for group, found in groups.items()
    }
    best, chosen = -1.0, (0.5, 0.5)
    for cuts in product(_CUTS, _CUTS):
        hits = {
            group: (found[:, 1] >= np.where(found[:, 0] > 0, cuts[1], cuts[0]))
            for group, found in scored.items()
        }
        if hits["human"].sum() > _MOST_HUMAN * n or hits[_CONTROL].mean() > _MOST_PRONOUNS:
            continue
        recall = float(np.mean([hits[group].mean() for group in _ERRORS]))
        if recall > best:
            best, chosen = recall, cuts
    shares = {
        group: float((f[:, 1] >= np.where(f[:, 0] > 0, chosen[1], chosen[0])).mean())
        for group, f in scored.items()
    }
    sys.stderr.write(", ".join(f"{group}: {share:.3f}" for group, share in shares.items()) + "\n")
    return chosen


def calibrate(groups: Groups, name: str, weights: Mapping[str, float], n: int) -> Floats:
    """Slope and shift of the calibrated log odds of one regression.

    Of `n` human occurrences a share is in truth an error; what is left of the human
    readings speaks for free renderings, and the seeded errors stand for that share.
    """
    model = OmissionModel(weights, 0.0)
    rows, truth, counted = [], [], []
    n_human = len(groups["human"])
    for group in ("human", *_ERRORS):
        is_error = group in _ERRORS
        total = _RATE * n / len(_ERRORS) if is_error else n_human - _RATE * n
        for reading in groups[group]:
            if reading.is_beside == (name == "beside"):
                rows.append(model.log_odds(reading.values))
                truth.append(float(is_error))
                counted.append(total / len(groups[group]))
    odds, right, share = np.array(rows), np.array(truth), np.array(counted)

    def loss(line: Floats) -> tuple[float, Floats]:
        z = line[0] * odds + line[1]
        value = share @ (np.logaddexp(0, z) - right * z)
        off = share * (1 / (1 + np.exp(-z)) - right)
        return float(value), np.array([off @ odds, off.sum()])

    return np.asarray(minimize(loss, np.array([1.0, 0.0]), jac=True, method="L-BFGS-B").x)


def main() -> None:
    """Print or save the weights, and what they give."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("reports", nargs="+", type=Path)
    parser.add_argument("--choose", action="append", required=True, type=Path, metavar="JSONL")
    parser.add_argument("--trials", type=int, default=300)
    parser.add_argument("--save", type=Path)
    options = parser.parse_args()
    threadpool_limits(1)
    groups = gather([t for path in options.reports for t in load_reports(path)], options.trials)
    weights = {name: train(groups, name) for name in CLUES}
    others = [text for path in options.choose for text in load_reports(path)]
    n = sum(map(count_occurrences, others))
    seen = gather(others, options.trials // 2)
    models: dict[str, dict[str, object]] = {}
    for name, cut in zip(CLUES, choose(seen, weights, n), strict=True):
        slope, shift = (round(float(x), 4) for x in calibrate(seen, name, weights[name], n))
        models[name] = {"least": cut, "slope": slope, "shift": shift, "weights": weights[name]}
    text = json.dumps(models, indent=1, ensure_ascii=False) + "\n"
    if options.save:
        options.save.write_text(text, encoding="utf-8")
    else:
        print(text, end="")


if __name__ == "__main__":
    main()
