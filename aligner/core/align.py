"""Two sequences of segments to an alignment with a probability on every bead."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from threadpoolctl import threadpool_limits

from aligner.core.band import alignment_band
from aligner.core.decoding import expected_f1_path
from aligner.core.features import FeatureMaker
from aligner.core.grid import Grid
from aligner.core.inference import best_path, posterior
from aligner.core.lattice import Lattice
from aligner.core.scoring import bead_scores
from aligner.core.weights import Weights
from aligner.errors import AlignmentImpossible, ConfigError
from aligner.values import Alignment, Bead, EncodedText, SpanVectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Decoding", "align"]

Decoding = Literal["viterbi", "expected-f1"]


def align(
    source: EncodedText,
    target: EncodedText,
    *,
    weights: Weights,
    decoding: Decoding = "expected-f1",
) -> Alignment:
    """Alignment of two segmented documents.

    Parameters
    ----------
    source, target : EncodedText
        At least one segment together; vectors of the encoder that the weights
        name, runs up to ``weights.max_run``.
    weights : Weights
    decoding : {"expected-f1", "viterbi"}
        The ladder with the best expected F1, or the single most probable one.

    Raises
    ------
    ConfigError
        If the vectors are not those of the weights' encoder.
    AlignmentImpossible
        If both documents are empty.

    Notes
    -----
    Time and memory are linear in the length: the lattice is a band around a
    coarse path.
    """
    _check(weights, source.vectors, target.vectors)
    if not source.texts or not target.texts:
        return _one_sided(len(source.texts), len(target.texts))
    with threadpool_limits(limits=1, user_api="blas"):
        lattice = alignment_band(source.vectors.singles, target.vectors.singles, weights.kinds)
        grid = Grid.of(lattice, source, target)
        scores = bead_scores(FeatureMaker(grid, weights.groups), weights.values)
        probabilities = posterior(lattice, scores).beads
        path = _DECODERS[decoding](lattice, scores, probabilities)
    return _alignment(lattice, path, probabilities)


def _check(weights: Weights, *sides: SpanVectors) -> None:
    for vectors in sides:
        if vectors.encoder != weights.encoder or vectors.max_run != weights.max_run:
            raise ConfigError(
                f"weights {weights.name} need vectors of {weights.encoder}, runs up to "
                f"{weights.max_run}; got {vectors.encoder}, runs up to {vectors.max_run}",
            )


def _one_sided(n_source: int, n_target: int) -> Alignment:
    """Null beads only: there is nothing to align with."""
    if n_source + n_target == 0:
        raise AlignmentImpossible("both documents are empty")
    beads = [Bead(i, i + 1, 0, 0) for i in range(n_source)]
    beads += [Bead(0, 0, j, j + 1) for j in range(n_target)]
    return Alignment(tuple(beads), n_source, n_target)


Path = list[tuple[int, int, int]]


def _viterbi(lattice: Lattice, scores: "NDArray[np.float64]", _: "NDArray[np.float64]") -> Path:
    return best_path(lattice, scores)


def _expected_f1(lattice: Lattice, _: "NDArray[np.float64]", beads: "NDArray[np.float64]") -> Path:
    return expected_f1_path(lattice, beads)


_DECODERS: dict[
    Decoding,
    Callable[[Lattice, "NDArray[np.float64]", "NDArray[np.float64]"], Path],
] = {"viterbi": _viterbi, "expected-f1": _expected_f1}


def _alignment(lattice: Lattice, path: Path, probabilities: "NDArray[np.float64]") -> Alignment:
    beads = []
    for k, i, j in path:
        kind = lattice.kinds[k]
        probability = float(probabilities[k, i, j - lattice.low[i]])
        beads.append(Bead(i, i + kind.source, j, j + kind.target, round(probability, 6)))
    return Alignment(tuple(beads), lattice.n_source, lattice.n_target)
