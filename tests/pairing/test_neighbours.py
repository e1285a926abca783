import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from aligner.pairing.neighbours import Neighbours, nearest_by_cells, nearest_of_all


def clustered(size: int, seed: int) -> NDArray[np.float32]:
    """Unit rows around some topics."""
    generator = np.random.default_rng(seed)
    topics = np.random.default_rng(0).normal(size=(60, 24))
    rows = topics[generator.integers(60, size=size)] + 0.7 * generator.normal(size=(size, 24))
    unit: NDArray[np.float32] = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(
        np.float32
    )
    return unit


@given(st.integers(0, 9), st.integers(1, 9), st.integers(1, 5))
def test_nearest_agrees_with_sorting(n: int, m: int, count: int) -> None:
    generator = np.random.default_rng(n * 100 + m)
    left = generator.normal(size=(n, 3)).astype(np.float32)
    right = generator.normal(size=(m, 3)).astype(np.float32)
    rows, cosines = nearest_of_all(left, right, count)
    expected = np.sort(left @ right.T, axis=1)[:, ::-1][:, :count]
    np.testing.assert_allclose(cosines, expected, rtol=1e-5, atol=1e-6)
    assert rows.shape == (n, min(count, m))


def test_cells_miss_few_neighbours() -> None:
    left, right = clustered(700, 1), clustered(3000, 2)
    exact, near = nearest_of_all(left, right, 5)[0], nearest_by_cells(left, right, 5)[0]
    assert np.mean([len(set(a) & set(b)) for a, b in zip(exact, near, strict=True)]) > 4.9
    assert np.mean(exact[:, 0] == near[:, 0]) > 0.99


def test_cells_are_the_same_in_every_run() -> None:
    left, right = clustered(50, 1), clustered(500, 2)
    first, second = nearest_by_cells(left, right, 5), nearest_by_cells(left, right, 5)
    assert np.array_equal(first[0], second[0])
    assert np.array_equal(first[1], second[1])


@given(st.integers(1, 4), st.integers(1, 40))
def test_few_rows_are_enough_for_cells(n: int, m: int) -> None:
    rows, cosines = nearest_by_cells(clustered(n, 3), clustered(m, 4), 8)
    assert rows.shape == cosines.shape == (n, min(8, m))
    assert all(len(set(row[row >= 0])) == (row >= 0).sum() for row in rows)
    assert np.all(np.diff(cosines, axis=1) <= 0) or np.any(rows < 0)


def test_a_level_leaves_the_other_document_out() -> None:
    rows = np.array([[3, 1, 2, 0, 4]])
    found = Neighbours(rows, np.array([[0.9, 0.8, 0.4, 0.2, -0.1]], dtype=np.float32))
    assert found.level_without(0, 3) == pytest.approx((0.8 + 0.4 + 0.2) / 4)
    assert found.level_without(0, 9) == pytest.approx((0.9 + 0.8 + 0.4 + 0.2) / 4)
