#!/usr/bin/env python3
"""Train the weights of pairing on parallel text, and write them with their recipe.

    scripts/train_pairing.py hkma/2015.jsonl hkma/2016.jsonl ... gold/mac_dev -o WEIGHTS.json

The texts are cut into pieces of several lengths and dealt to two piles many
times over, with different shares of documents without partner, with dates and
titles hidden now and then, and with near misses.  The weights maximise the
likelihood of every document's partner (or of its having none) among its
candidates: first by what can be measured without an alignment, then, for those
candidates whose fate that leaves open, with what the real aligner says.
"""

import argparse
import json
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from pairing_judge import AligningJudge, Memory
from pairing_piles import Hidden, Piles, deal
from parallel_texts import Parallel, cut, distinct, load_parallel
from scipy.optimize import minimize
from threadpoolctl import threadpool_limits

from aligner.core import load_weights
from aligner.lexicon import shipped_table
from aligner.pairing.evidence import FEATURES
from aligner.pairing.ladder import LADDER_FEATURES, ladder_features
from aligner.pairing.model import LinearScore, PairWeights, Scores, prior_shift
from aligner.pairing.profiles import profile_documents, sketch_document
from aligner.pairing.vectors import VectorStore
from aligner.pairing.weighing import Weighed, open_candidates, weigh
from aligner.signature import digest_bytes

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SEED = 20240
_ROUNDS = 210
# Rounds are dealt to so many processes.
_PARTS = 2
_SIZES = (3, 5, 8, 12, 20, 40, 400)
_ALONE = (0.0, 0.3, 0.5, 0.7, 0.9)
_LARGEST, _SMALLEST = 120, 1
# Penalties, chosen on years not trained on; there are hundreds of times fewer aligned candidates.
_STRENGTH, _LAST_STRENGTH = 1.0, 5.0
_NAME = "pairing.v4"
# Rounds with more segments are not aligned; the others wider than in use, so that
# the last weights know what lies beyond.
_MOST_SEGMENTS, _HOPELESS, _BEHIND = 1000, -9.0, 9.0
# Features that speak against a pair, and those that only shift the bias; all others speak for it.
_AGAINST = frozenset(
    {"published.apart", "length.distance", "cover.gap", "cover.unevenness"},
)
_SHIFTS = frozenset({"published.known", "title.known"})

# Piles and first look of the rounds that are small enough to be aligned, of this process.
_kept: "dict[int, tuple[Piles, Weighed]]" = {}


@dataclass(frozen=True, slots=True)
class Examples:
    """Candidates of all rounds with what is right.

    Parameters
    ----------
    features : ndarray of shape (n, n_features)
    labels : ndarray of shape (n,), 1.0 for pairs
    groups : two ndarrays of shape (n,)
        Number of the source and of the target, over all rounds.
    offsets : ndarray of shape (n,)
        Log odds that a document has a partner at all, in the round.
    fixed : ndarray of shape (n,)
        Scores that are not to be learned; nan for those that are.
    """

    features: "NDArray[np.float64]"
    labels: "NDArray[np.float64]"
    groups: "tuple[NDArray[np.intp], NDArray[np.intp]]"
    offsets: "NDArray[np.float64]"
    fixed: "NDArray[np.float64]"

    @property
    def learned(self) -> "NDArray[np.bool_]":
        """Which scores are to be learned."""
        return np.isnan(self.fixed)

    @classmethod
    def together(cls, parts: "Sequence[Examples]") -> "Examples":
        """All examples as one."""
        groups: tuple[list[NDArray[np.intp]], list[NDArray[np.intp]]] = ([], [])
        last = 0
        for part in parts:
            for side in (0, 1):
                groups[side].append(part.groups[side] + last)
            last += 1 + max((int(group.max(initial=-1)) for group in part.groups), default=-1)
        return cls(
            np.concatenate([part.features for part in parts]),
            np.concatenate([part.labels for part in parts]),
            (np.concatenate(groups[0]), np.concatenate(groups[1])),
            np.concatenate([part.offsets for part in parts]),
            np.concatenate([part.fixed for part in parts]),
        )


def rounds(texts: Sequence[Parallel], part: int) -> Iterator[tuple[int, Piles]]:
    """Numbers and piles of the rounds of a part, the same in every run."""
    chance = random.Random(_SEED)  # noqa: S311 - experiments, not secrets
    cuts = {
        size: distinct([piece for text in texts for piece in cut(text, size)]) for size in _SIZES
    }
    for number in range(_ROUNDS):
        pieces = list(cuts[_SIZES[number % len(_SIZES)]])
        chance.shuffle(pieces)
        count = min(len(pieces), int(_LARGEST ** chance.random() * 4) + _SMALLEST)
        hidden = Hidden(dates=chance.random() < 0.5, titles=chance.random() < 0.5)  # noqa: PLR2004
        alone, noise = chance.choice(_ALONE), number % 3 > 0
        if number % _PARTS == part:
            piles = deal(pieces[:count], alone=alone, hidden=hidden, seed=number, noise=noise)
            yield number, piles


def _weighed(piles: Piles, weights: PairWeights, store: VectorStore) -> Weighed | None:
    """A first look at two piles; None if one is empty."""
    sketches = [
        sketch_document(item, store, shipped_table()) for item in (*piles.sources, *piles.targets)
    ]
    profiles = profile_documents(sketches)
    count = len(piles.sources)
    if not 0 < count < len(profiles):
        return None
    return weigh(profiles[:count], profiles[count:], weights, store, shipped_table())


def _examples(piles: Piles, weighed: Weighed, features: "NDArray[np.float64]") -> Examples:
    """All candidates of a round, nothing fixed."""
    pairs = weighed.evidence.pairs
    sides = weighed.collection.sources, weighed.collection.targets
    ids = [(sides[0][i].id, sides[1][j].id) for i, j in pairs]
    shift = prior_shift(len(piles.gold), len(sides[0]), len(sides[1]))
    return Examples(
        features,
        np.array([float(pair in piles.gold) for pair in ids]),
        (
            np.array([i for i, _ in pairs], dtype=np.intp),
            np.array([j for _, j in pairs], dtype=np.intp),
        ),
        np.full(len(pairs), shift),
        np.full(len(pairs), np.nan),
    )


def first_examples(
    texts: Sequence[Parallel], weights: PairWeights, part: int
) -> dict[int, Examples]:
    """Measured candidates of the rounds of a part, by number; the process keeps small rounds."""
    found = {}
    for number, piles in rounds(texts, part):
        with VectorStore() as store:
            weighed = _weighed(piles, weights, store)
        if weighed is None:
            continue
        found[number] = _examples(piles, weighed, weighed.evidence.features)
        if sum(len(item.vectors) for item in (*piles.sources, *piles.targets)) <= _MOST_SEGMENTS:
            _kept[number] = piles, weighed
    return found


def last_examples(weights: PairWeights) -> dict[int, Examples]:
    """Candidates of the kept rounds, aligned where the first look leaves their fate open.

    The scores of all others are fixed to what the first look says.
    """
    memory = Memory()
    found = {}
    for number, (piles, first) in _kept.items():
        weighed = replace(first, weights=weights).weighed()
        judge = AligningJudge(piles.sources, piles.targets, memory)
        sides = weighed.collection.sources, weighed.collection.targets
        asked = sorted(set(open_candidates(weighed, hopeless=_HOPELESS, behind=_BEHIND)))
        pairs = [weighed.evidence.pairs[candidate] for candidate in asked]
        ladders = judge([(sides[0][i].id, sides[1][j].id) for i, j in pairs])
        plain = weighed.evidence.features
        features = np.hstack([plain, np.zeros((len(plain), len(LADDER_FEATURES)))])
        fixed = weights.with_words.first.scores(plain)
        for candidate, ladder in zip(asked, ladders, strict=True):
            if ladder is not None:
                features[candidate, plain.shape[1] :] = ladder_features(ladder)
                fixed[candidate] = np.nan
        found[number] = replace(_examples(piles, weighed, features), fixed=fixed)
        print(f"round {number}: {len(asked)} aligned", file=sys.stderr)
    return found


def together(parts: "Iterable[Future[dict[int, Examples]]]") -> Examples:
    """Examples of all parts, in the order of the rounds."""
    found = {number: made for part in parts for number, made in part.result().items()}
    return Examples.together([found[number] for number in sorted(found)])


def fit(
    data: Examples,
    names: Sequence[str],
    strength: float,
    *,
    words: bool = True,
) -> LinearScore:
    """Bias and weights, by penalised likelihood of all rows and columns.

    Parameters
    ----------
    data : Examples
    names : sequence of str
    strength : float
        Of the penalty.
    words : bool, default=True
        Whether words may have weight.
    """
    learned = data.learned
    scale = np.maximum(data.features[learned].std(axis=0), 1e-9)
    inputs = np.column_stack([data.features / scale, np.ones(len(data.labels))])
    inputs[~learned] = 0.0
    known = np.where(learned, 0.0, data.fixed) + data.offsets

    def loss(theta: "NDArray[np.float64]") -> "tuple[float, NDArray[np.float64]]":
        scores = inputs @ theta + known
        value, slope = 0.0, np.zeros(len(scores))
        for groups in data.groups:
            odds = np.exp(np.clip(scores, -40, 40))
            totals = 1.0 + np.bincount(groups, weights=odds)
            value += float(np.log(totals).sum() - (scores * data.labels).sum())
            slope += odds / totals[groups] - data.labels
        penalty = strength * float(theta[:-1] @ theta[:-1])
        gradient = inputs.T @ slope + 2 * strength * np.append(theta[:-1], 0.0)
        return value + penalty, gradient

    found = minimize(
        loss,
        np.zeros(inputs.shape[1]),
        jac=True,
        method="L-BFGS-B",
        bounds=[
            *((0.0, 0.0) if not words and n.startswith("words.") else _bounds(n) for n in names),
            (None, None),
        ],
        options={"maxiter": 2000},
    )
    baseline = data.features[learned & (data.labels == 0)].mean(axis=0)
    # Those that are aligned in vain differ in figures mostly; that is no excuse for others.
    baseline[[name.endswith((".opposed", ".answered")) for name in names]] = 0.0
    return LinearScore(tuple(names), float(found.x[-1]), found.x[:-1] / scale, baseline)


def _bounds(feature: str) -> tuple[float | None, float | None]:
    """Sign a weight may have: evidence never speaks against common sense."""
    if feature in _SHIFTS:
        return None, None
    against = feature in _AGAINST or feature.endswith((".loss", ".opposed"))
    return (None, 0.0) if against else (0.0, None)


def means(texts: Sequence[Parallel]) -> "dict[str, NDArray[np.float32]]":
    """Mean segment vector by script."""
    sides = {"han": [text.source for text in texts], "en": [text.target for text in texts]}
    return {
        script: np.mean([np.concatenate(s.rows).mean(axis=0) for s in group], axis=0)
        for script, group in sides.items()
    }


def write(
    path: Path,
    weights: PairWeights,
    data: tuple[Examples, Examples],
    files: dict[str, str],
) -> None:
    """Write weights and recipe, all or nothing."""
    content = {
        "name": _NAME,
        "recipe": {
            "script": "scripts/train_pairing.py",
            "data": files,
            "aligner": load_weights().name,
            "rounds": _ROUNDS,
            "seed": _SEED,
            "strength": [_STRENGTH, _LAST_STRENGTH],
            "candidates": len(data[0].labels),
            "pairs": int(data[0].labels.sum()),
            "aligned": int(data[1].learned.sum()),
            "aligned_pairs": int(data[1].labels[data[1].learned].sum()),
        },
        "with_words": _described(weights.with_words),
        "without_words": _described(weights.without_words),
        "priors": {
            script: [round(float(value), 4) for value in vector]
            for script, vector in weights.priors.items()
        },
    }
    temporary = path.with_name(path.name + ".part")
    temporary.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")
    temporary.replace(path)


def _described(scores: Scores) -> dict[str, object]:
    """Scores as a weights file holds them."""
    return {"first": _written(scores.first), "last": _written(scores.last)}


def _written(score: LinearScore) -> dict[str, object]:
    """A score as a weights file holds it."""
    weights, baseline = (
        {name: round(value, 4) for name, value in zip(score.names, values.tolist(), strict=True)}
        for values in (score.weights, score.baseline)
    )
    return {"bias": round(score.bias, 4), "weights": weights, "baseline": baseline}


def _unlearned(names: tuple[str, ...]) -> LinearScore:
    """A score that knows nothing."""
    return LinearScore(names, 0.0, np.zeros(len(names)), np.zeros(len(names)))


def train(
    texts: Sequence[Parallel],
) -> "tuple[PairWeights, tuple[Examples, Examples]]":
    """Weights, and the examples that they were trained on."""
    names = (*FEATURES, *LADDER_FEATURES)
    nothing = Scores(_unlearned(FEATURES), _unlearned(names))
    start = PairWeights(_NAME, "", nothing, nothing, means(texts))
    with ExitStack() as stack:
        # A process for each part, which finds in its second task what it kept in its first.
        pools = [
            stack.enter_context(ProcessPoolExecutor(1, mp_context=get_context("fork")))
            for _ in range(_PARTS)
        ]
        first = together(
            [pool.submit(first_examples, texts, start, n) for n, pool in enumerate(pools)]
        )
        after_first = replace(
            start, with_words=replace(nothing, first=fit(first, FEATURES, _STRENGTH))
        )
        last = together([pool.submit(last_examples, after_first) for pool in pools])
    scores = [scores_of((first, last), words=words) for words in (True, False)]
    return replace(start, with_words=scores[0], without_words=scores[1]), (first, last)


def scores_of(data: tuple[Examples, Examples], *, words: bool) -> Scores:
    """The scores that fit the examples, perhaps without words."""
    first = fit(data[0], FEATURES, _STRENGTH, words=words)
    names = (*FEATURES, *LADDER_FEATURES)
    return Scores(first, fit(data[1], names, _LAST_STRENGTH, words=words))


def main() -> None:
    """Read, train, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("data", nargs="+", type=Path, help="JSON lines or folders of gold")
    parser.add_argument("-o", "--output", required=True, type=Path)
    options = parser.parse_args()
    threadpool_limits(1)
    weights, data = train([text for path in options.data for text in load_parallel(path)])
    files = {path.name: _digest(path) for path in options.data}
    write(options.output, weights, data, files)
    for title, score in (
        ("first look", weights.with_words.first),
        ("with the alignment", weights.with_words.last),
    ):
        print(title)
        for name, value in zip(score.names, score.weights, strict=True):
            print(f"  {name:24} {value:8.3f}")
        print(f"  {'bias':24} {score.bias:8.3f}")


def _digest(path: Path) -> str:
    """Digest of a file or of all files of a folder."""
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return digest_bytes(b"".join(file.read_bytes() for file in files))


if __name__ == "__main__":
    main()
