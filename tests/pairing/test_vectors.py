import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.pairing import vectors
from aligner.pairing.vectors import VectorStore


@settings(max_examples=20)
@given(st.lists(st.integers(1, 400), min_size=1, max_size=6))
def test_segments_come_back_in_any_order(lengths: list[int]) -> None:
    generator = np.random.default_rng(len(lengths))
    rows = [generator.uniform(-1, 1, size=(n, 8)).astype(np.float32) for n in lengths]
    with VectorStore() as store:
        kept = [store.put(row) for row in rows]
        for index in reversed(range(len(rows))):
            expected = vectors.shorten(rows[index])
            np.testing.assert_allclose(store.rows(kept[index]), expected, atol=1e-3)
            assert kept[index].n_rows == len(expected) <= 160
            np.testing.assert_allclose(kept[index].body, rows[index].mean(axis=0), atol=1e-3)


def test_what_exceeds_memory_is_read_back_from_a_file() -> None:
    rows = np.random.default_rng(0).uniform(-1, 1, size=(150, 512)).astype(np.float32)
    with VectorStore() as store:
        kept = [store.put(rows + index) for index in range(500)]
        np.testing.assert_allclose(store.rows(kept[7]), rows + 7, atol=0.01)
        np.testing.assert_allclose(store.rows(kept[499]), rows + 499, atol=0.3)
