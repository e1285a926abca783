"""The probability that two texts are translations of each other at all.

An aligner finds a ladder between any two texts.  If they are translations, the runs
that a bead joins fit each other better than they fit the runs of other beads, and the
numbers and names in them agree; of two unrelated texts on one topic, neither is so.  A
small logistic model weighs this evidence.  `scripts/bench_partners.py --fit` fits it;
it has to be fitted again whenever the aligner's weights change.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, log
from typing import TYPE_CHECKING, Self

import numpy as np

from aligner.core.windows import RunPairs
from aligner.signature import digest_values

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aligner.core.ladders import Part
    from aligner.core.view import PairView

_SHIPPED = "aligner.core.data"
# Beads that are compared with each other; of more, as many are taken at equal distances.
_MOST_BEADS = 300
# Cosines of other runs that a bead has to beat, counted before any was seen.
_PRIOR = 4
# Shared keys expected by chance, counted before any was seen.
_KEY_PRIOR = 2.0

PARTNER_FEATURES = (
    "matched, side with more",
    "matched, side with less",
    "probability",
    "cosine",
    "stands out",
    "best of all",
    "keys",
    "belief",
    "size",
)


@dataclass(frozen=True, slots=True)
class LogisticModel:
    """A logistic regression over named features.

    Parameters
    ----------
    names : tuple of str
    coefficients : ndarray of shape (n_features,)
    intercept : float
    encoder : str
        That of the vectors that the features were computed from.
    """

    names: tuple[str, ...]
    coefficients: "NDArray[np.float64]"
    intercept: float
    encoder: str

    @classmethod
    def read(cls, text: str) -> Self:
        """A model from the JSON text that `text` gives."""
        data = json.loads(text)
        values = data["coefficients"]
        return cls(tuple(values), np.array([*values.values()]), data["intercept"], data["encoder"])

    def text(self) -> str:
        """The model as JSON text."""
        rounded = {
            n: round(float(c), 4) for n, c in zip(self.names, self.coefficients, strict=True)
        }
        content = {
            "encoder": self.encoder,
            "intercept": round(self.intercept, 4),
            "coefficients": rounded,
        }
        return json.dumps(content, ensure_ascii=False, indent=1) + "\n"

    def probability(self, features: "NDArray[np.float64]") -> float:
        """Probability of one row of features, of shape (n_features,)."""
        score = float(features @ self.coefficients) + self.intercept
        return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, score))))


@cache
def shipped_model(name: str) -> LogisticModel:
    """The shipped model of a name."""
    path = files(_SHIPPED).joinpath(f"{name}.json")
    return LogisticModel.read(path.read_text(encoding="utf-8"))


@cache
def models_digest() -> str:
    """Digest of the shipped models, of pairs, of moved text and of exchanged text."""
    return digest_values(
        *(shipped_model(name).text() for name in ("partners", "moved", "exchanged"))
    )


def translation_probability(whole: "Part", path: "NDArray[np.int64]", encoder: str) -> float | None:
    """Probability that the two texts of a lattice are translations of each other.

    Parameters
    ----------
    whole : Part
        All beads of the two texts.
    path : ndarray of shape (n_path,)
        Beads of the ladder.
    encoder : str
        That of the vectors.

    Returns
    -------
    probability : float or None
        None if the model was fitted to vectors of another encoder.
    """
    model = shipped_model("partners")
    return model.probability(partner_features(whole, path)) if model.encoder == encoder else None


def partner_features(whole: "Part", path: "NDArray[np.int64]") -> "NDArray[np.float64]":
    """Evidence that two texts are translations of each other, as `PARTNER_FEATURES` names it.

    Parameters
    ----------
    whole : Part
        All of the two texts.
    path : ndarray of shape (n_path,), int64
        The beads of their ladder.

    Returns
    -------
    features : ndarray of shape (len(PARTNER_FEATURES),), float64
    """
    view, lattice = whole.scored.view, whole.lattice
    beads = whole.inferred.beads
    shares = sorted(
        float((beads * sizes)[~lattice.null].sum()) / n
        for sizes, n in (
            (np.minimum(lattice.source_size, 2 * lattice.target_size), lattice.n_source),
            (np.minimum(lattice.target_size, 2 * lattice.source_size), lattice.n_target),
        )
    )
    matches = path[~lattice.null[path]]
    if not len(matches):
        return np.zeros(len(PARTNER_FEATURES))
    if len(matches) > _MOST_BEADS:
        matches = matches[np.linspace(0, len(matches) - 1, _MOST_BEADS).astype(np.int64)]
    pairs = view.pairs.only(matches)
    contrast = _Contrast.of(view, pairs, beads[matches])
    return np.array(
        [
            shares[1],
            shares[0],
            contrast.probability,
            contrast.cosine,
            contrast.deviation,
            contrast.best,
            _shared_keys(view, pairs),
            sum(view.usual_belief) / 2,
            log(min(lattice.n_source, lattice.n_target)),
        ]
    )


@dataclass(frozen=True, slots=True)
class _Contrast:
    """How beads fit, compared with runs of other beads that nobody takes for counterparts.

    Parameters
    ----------
    probability, cosine : float
        Means over the beads.
    deviation : float
        Mean cosine of a bead less that of its runs with those of other beads, in
        standard deviations.
    best : float
        Share of beads whose runs fit each other better than either fits any other.
    """

    probability: float
    cosine: float
    deviation: float
    best: float

    @classmethod
    def of(cls, view: "PairView", pairs: RunPairs, probabilities: "NDArray[np.float64]") -> Self:
        """The contrast of some beads, weighted by the lengths of their text."""
        i, a, j, b = pairs
        source = view.source.runs[np.minimum(a, len(view.source.runs)) - 1, i]
        target = view.target.runs[np.minimum(b, len(view.target.runs)) - 1, j]
        cosines = (source @ target.T).astype(np.float64)
        own = np.diagonal(cosines).copy()
        n = len(own)
        ends = np.concatenate([[0.0], np.cumsum(view.source.surface.lengths)])
        lengths = np.sqrt(ends[i + a] - ends[i]) + 1.0
        weights = lengths / lengths.sum()
        others = (cosines.sum() - own.sum()) / max(1, n * (n - 1))
        spread = float(np.sqrt(((cosines - others) ** 2).sum() / (n * n))) + 1.0 / (_PRIOR * n)
        np.fill_diagonal(cosines, -1.0)
        rivals = np.maximum(cosines.max(axis=0), cosines.max(axis=1))
        return cls(
            float(weights @ probabilities),
            float(weights @ own),
            (float(weights @ own) - float(others)) / spread,
            float(weights @ (own > rivals)),
        )


def _shared_keys(view: "PairView", pairs: RunPairs) -> float:
    """Share of the keys that are found opposite, less the share found in the next bead."""
    source, target = view.keys
    i, a, j, b = pairs
    here, there = (
        [
            frozenset().union(*side[start : start + size])
            for start, size in zip(starts.tolist(), sizes.tolist(), strict=True)
        ]
        for side, starts, sizes in ((source, i, a), (target, j, b))
    )
    held = sum(len(k & view.shared_keys) for k in here) + _KEY_PRIOR
    found = sum(len(k & other) for k, other in zip(here, there, strict=True))
    moved = [*there[1:], *there[:1]]
    chance = sum(len(k & other) for k, other in zip(here, moved, strict=True))
    return (found - chance if len(here) > 1 else found) / held
