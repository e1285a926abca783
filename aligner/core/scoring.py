"""Beads' scores: the weighted sum of their features."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np

from aligner.core.features import FeatureMaker
from aligner.core.lattice import Lattice

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["bead_scores", "feature_matrix"]


def bead_scores(maker: FeatureMaker, values: Mapping[str, float]) -> "NDArray[np.float64]":
    """Scores of all beads, shape (n_kinds, n_source + 1, width); -inf where none fits."""
    lattice = maker.grid.lattice
    scores = np.full((len(lattice.kinds), lattice.n_source + 1, lattice.width), -np.inf)
    for k, kind in enumerate(lattice.kinds):
        total = np.zeros(scores.shape[1:])
        for name, feature in maker.features(kind).items():
            total += values.get(name, 0.0) * feature
        inside = lattice.end_of(kind) >= 0
        scores[k][inside] = total[inside]
    return scores


def feature_matrix(
    maker: FeatureMaker,
    names: tuple[str, ...],
) -> "tuple[NDArray[np.float32], NDArray[np.int64]]":
    """Features of all beads of a lattice, one row a bead.

    Returns
    -------
    features : ndarray of shape (n_beads, n_features), float32
    places : ndarray of shape (n_beads,), int64
        Flat index of each bead in an array of shape (n_kinds, n_source + 1, width).
    """
    lattice = maker.grid.lattice
    blocks, places = [], []
    column = {name: index for index, name in enumerate(names)}
    for offset, values, inside in _by_kind(maker, lattice):
        block = np.zeros((len(inside), len(names)), dtype=np.float32)
        for name, feature in values.items():
            block[:, column[name]] = feature.ravel()[inside]
        blocks.append(block)
        places.append(offset + inside)
    return np.concatenate(blocks), np.concatenate(places)


def _by_kind(
    maker: FeatureMaker,
    lattice: Lattice,
) -> "Iterator[tuple[int, dict[str, NDArray[np.float64]], NDArray[np.int64]]]":
    nodes = (lattice.n_source + 1) * lattice.width
    for k, kind in enumerate(lattice.kinds):
        inside = np.flatnonzero(lattice.end_of(kind).ravel() >= 0)
        yield k * nodes, maker.features(kind), inside
