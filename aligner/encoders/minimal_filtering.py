"""Convolution by minimal filtering (Toom-Cook, Winograd).

Four outputs of a window of `r` tokens need `r + 3` matrix products instead of `4 r`:
inputs and weights are evaluated as polynomials at `r + 3` points, multiplied pointwise,
and interpolated.
"""

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]


# Neighbouring outputs that are computed together.
TILE = 4
# Interpolation points, besides infinity.
_POINTS = (0.0, 1.0, -1.0, 0.5, -0.5, 2.0, -2.0)


def transformed_kernel(weights: "Floats") -> "Floats":
    """The weights of a convolution at the points: (order, n, m) to (order + 3, n, m)."""
    order = len(weights)
    _, peak = _input_transform(order + TILE - 1)
    kernel = np.tensordot(_evaluation(order + TILE - 1, order) * peak, weights, axes=1)
    return kernel.astype(np.float32)


class TiledConvolution:
    """One convolution, for tiles of four neighbouring outputs.

    Parameters
    ----------
    kernel : ndarray of shape (order + 3, n, m), float32
        Of `transformed_kernel`.
    bias : ndarray of shape (m,), float32
    first : int
        Row of the hidden states that is the first in the window of a tile's first output.
    """

    def __init__(self, kernel: "Floats", bias: "Floats", first: int) -> None:
        size = len(kernel)
        inputs, peak = _input_transform(size)
        self._inputs = (inputs / peak).astype(np.float32)
        self._kernel = kernel
        self._outputs = _evaluation(size, TILE).T.astype(np.float32)
        self._bias = bias
        self._offsets = first + np.arange(size)[:, None]

    def __call__(self, hidden: "Floats", tiles: "NDArray[np.int64]") -> "Floats":
        """Outputs for some tiles of `hidden`, shape (4, n_tiles, m), position first."""
        size, width, _ = self._kernel.shape
        # Several times as fast as indexing; "clip" saves a bounds check.
        windows = np.take(hidden, self._offsets + TILE * tiles, axis=0, mode="clip")
        values: Floats = self._inputs @ windows.reshape(size, -1)
        products: Floats = values.reshape(size, -1, width) @ self._kernel
        # A value added at the point 1 is in every output.
        products[_POINTS.index(1.0)] += self._bias
        outputs: Floats = self._outputs @ products.reshape(size, -1)
        return outputs.reshape(TILE, len(tiles), -1)


def _input_transform(size: int) -> "tuple[NDArray[np.float64], NDArray[np.float64]]":
    """Inputs at the points, shape (size, size), and the largest magnitude in each row.

    Either factor of a product may be scaled: with inputs of magnitude one, sums stay small.
    """
    inputs = np.linalg.inv(_evaluation(size, size)).T.astype(np.float64)
    return inputs, np.abs(inputs).max(axis=1, keepdims=True)


def _evaluation(size: int, terms: int) -> "NDArray[np.float64]":
    """Powers of `size` points, the last at infinity: shape (size, terms)."""
    finite = np.vander(np.array(_POINTS[: size - 1]), terms, increasing=True)
    return np.vstack([finite, np.eye(terms)[-1]])
