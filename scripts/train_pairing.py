"""Train the weights of pairing on parallel text, and write them with their recipe.

    scripts/train_pairing.py hkma/2015.jsonl hkma/2016.jsonl ... gold/mac_dev -o WEIGHTS.json

The texts are cut into pieces of several lengths and dealt to two piles many
times over, with different shares of documents without partner and with dates
and titles hidden now and then.  The weights maximise the likelihood of every
document's partner (or of its having none) among its candidates.
"""

import argparse
import json
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from pairing_piles import Hidden, Piles, deal
from parallel_texts import Parallel, cut, distinct, load_parallel
from scipy.optimize import minimize
from threadpoolctl import threadpool_limits

from aligner.pairing.collection import collect, find_candidates
from aligner.pairing.evidence import FEATURES, measure
from aligner.pairing.model import prior_shift
from aligner.pairing.profiles import profile_documents
from aligner.signature import digest_bytes

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SEED = 20240
_ROUNDS = 120
_SIZES = (3, 5, 8, 12, 20, 40, 400)
_ALONE = (0.0, 0.3, 0.5, 0.7, 0.9)
_LARGEST, _SMALLEST = 120, 1
_STRENGTH = 5.0
# Features that speak against a pair, and those that only shift the bias; all others speak for it.
_AGAINST = frozenset({"published.apart", "length.distance"})
_SHIFTS = frozenset({"published.known", "title.known"})


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
    """

    features: "NDArray[np.float64]"
    labels: "NDArray[np.float64]"
    groups: "tuple[NDArray[np.intp], NDArray[np.intp]]"
    offsets: "NDArray[np.float64]"


def rounds(texts: Sequence[Parallel]) -> Iterator[Piles]:
    """Piles of all rounds, the same in every run."""
    chance = random.Random(_SEED)  # noqa: S311 - experiments, not secrets
    for number in range(_ROUNDS):
        size = _SIZES[number % len(_SIZES)]
        pieces = distinct([piece for text in texts for piece in cut(text, size)])
        chance.shuffle(pieces)
        count = min(len(pieces), int(_LARGEST ** chance.random() * 4) + _SMALLEST)
        hidden = Hidden(dates=chance.random() < 0.5, titles=chance.random() < 0.5)  # noqa: PLR2004
        alone = chance.choice(_ALONE)
        yield deal(pieces[:count], alone=alone, hidden=hidden, seed=number, noise=number % 3 > 0)


def examples(texts: Sequence[Parallel], priors: "dict[str, NDArray[np.float32]]") -> Examples:
    """Measured candidates of all rounds."""
    features: list[NDArray[np.float64]] = []
    labels: list[float] = []
    lefts: list[int] = []
    rights: list[int] = []
    offsets: list[float] = []
    offset = 0
    for piles in rounds(texts):
        profiles = profile_documents([*piles.sources, *piles.targets])
        sources, targets = profiles[: len(piles.sources)], profiles[len(piles.sources) :]
        if not sources or not targets:
            continue
        collection = collect(sources, targets, priors)
        evidence = measure(collection, find_candidates(collection))
        ids = [(sources[i].document.id, targets[j].document.id) for i, j in evidence.pairs]
        features.append(evidence.features)
        labels.extend(float(pair in piles.gold) for pair in ids)
        lefts.extend(offset + i for i, _ in evidence.pairs)
        rights.extend(offset + j for _, j in evidence.pairs)
        offset += len(profiles)
        shift = prior_shift(len(piles.gold), len(sources), len(targets))
        offsets.extend([shift] * len(ids))
    groups = np.array(lefts, dtype=np.intp), np.array(rights, dtype=np.intp)
    return Examples(np.concatenate(features), np.array(labels), groups, np.array(offsets))


def fit(data: Examples) -> "tuple[float, NDArray[np.float64]]":
    """Bias and weights, by penalised likelihood of all rows and columns."""
    scale = np.maximum(data.features.std(axis=0), 1e-9)
    inputs = np.column_stack([data.features / scale, np.ones(len(data.labels))])

    def loss(theta: "NDArray[np.float64]") -> "tuple[float, NDArray[np.float64]]":
        scores = inputs @ theta + data.offsets
        value, slope = 0.0, np.zeros(len(scores))
        for groups in data.groups:
            odds = np.exp(np.clip(scores, -40, 40))
            totals = 1.0 + np.bincount(groups, weights=odds)
            value += float(np.log(totals).sum() - (scores * data.labels).sum())
            slope += odds / totals[groups] - data.labels
        penalty = _STRENGTH * float(theta[:-1] @ theta[:-1])
        gradient = inputs.T @ slope + 2 * _STRENGTH * np.append(theta[:-1], 0.0)
        return value + penalty, gradient

    found = minimize(
        loss,
        np.zeros(inputs.shape[1]),
        jac=True,
        method="L-BFGS-B",
        bounds=[*map(_bounds, FEATURES), (None, None)],
        options={"maxiter": 2000},
    )
    return float(found.x[-1]), found.x[:-1] / scale


def _bounds(feature: str) -> tuple[float | None, float | None]:
    """Sign a weight may have: evidence never speaks against common sense."""
    if feature in _SHIFTS:
        return None, None
    return (None, 0.0) if feature in _AGAINST or feature.endswith(".loss") else (0.0, None)


def means(texts: Sequence[Parallel]) -> "dict[str, NDArray[np.float32]]":
    """Mean segment vector by script."""
    sides = {"han": [text.source for text in texts], "en": [text.target for text in texts]}
    return {
        script: np.mean([np.concatenate(s.rows).mean(axis=0) for s in group], axis=0)
        for script, group in sides.items()
    }


def write(
    path: Path,
    fitted: "tuple[float, NDArray[np.float64]]",
    data: Examples,
    priors: "dict[str, NDArray[np.float32]]",
    files: dict[str, str],
) -> None:
    """Write weights and recipe, all or nothing."""
    baseline = data.features[data.labels == 0].mean(axis=0)
    content = {
        "name": "pairing.v1",
        "recipe": {
            "script": "scripts/train_pairing.py",
            "data": files,
            "rounds": _ROUNDS,
            "seed": _SEED,
            "strength": _STRENGTH,
            "candidates": len(data.labels),
            "pairs": int(data.labels.sum()),
        },
        "bias": round(fitted[0], 4),
        "weights": {n: round(v, 4) for n, v in zip(FEATURES, fitted[1].tolist(), strict=True)},
        "baseline": {n: round(v, 4) for n, v in zip(FEATURES, baseline.tolist(), strict=True)},
        "priors": {
            script: [round(float(value), 4) for value in vector]
            for script, vector in priors.items()
        },
    }
    temporary = path.with_name(path.name + ".part")
    temporary.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")
    temporary.replace(path)


def main() -> None:
    """Read, train, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("data", nargs="+", type=Path, help="JSON lines or folders of gold")
    parser.add_argument("-o", "--output", required=True, type=Path)
    options = parser.parse_args()
    threadpool_limits(1)
    texts = [text for path in options.data for text in load_parallel(path)]
    priors = means(texts)
    data = examples(texts, priors)
    fitted = fit(data)
    write(options.output, fitted, data, priors, {path.name: _digest(path) for path in options.data})
    for name, value in zip(FEATURES, fitted[1], strict=True):
        print(f"{name:24} {value:8.3f}")
    print(f"{'bias':24} {fitted[0]:8.3f}", file=sys.stdout)


def _digest(path: Path) -> str:
    """Digest of a file or of all files of a folder."""
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return digest_bytes(b"".join(file.read_bytes() for file in files))


if __name__ == "__main__":
    main()
