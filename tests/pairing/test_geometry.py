import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from aligner.pairing.geometry import Pile, cover, levels_of, monotone_score
from aligner.pairing.vectors import VectorStore, shorten

MATRICES = st.tuples(st.integers(1, 5), st.integers(1, 5)).flatmap(
    lambda shape: arrays(np.float64, shape, elements=st.integers(-8, 8).map(lambda n: n / 8))
)


def _slow_score(cosines: NDArray[np.float64]) -> float:
    """The recurrence, cell by cell."""
    rows, columns = cosines.shape
    best = np.zeros((rows + 1, columns + 1))
    for i in range(1, rows + 1):
        for j in range(1, columns + 1):
            matched = best[i - 1, j - 1] + cosines[i - 1, j - 1]
            best[i, j] = max(best[i - 1, j], best[i, j - 1], matched)
    return float(best[-1, -1])


@given(MATRICES)
def test_the_fast_path_agrees_with_the_slow_one(cosines: NDArray[np.float64]) -> None:
    assert monotone_score(cosines.astype(np.float32)) == _slow_score(cosines)


def test_order_counts() -> None:
    same = np.eye(4, dtype=np.float32)
    levels = np.zeros(4, dtype=np.float32), np.zeros(4, dtype=np.float32)
    assert cover(same, same, levels).monotone == 1.0
    assert cover(same, same[::-1], levels).monotone == 0.25


def test_an_abridged_text_covers_a_part() -> None:
    rows = np.eye(4, dtype=np.float32)
    found = cover(rows, rows[:2], (np.zeros(4, dtype=np.float32), np.zeros(2, dtype=np.float32)))
    assert (found.source_share, found.target_share, found.monotone) == (0.5, 1.0, 1.0)


def test_long_documents_are_shortened_evenly() -> None:
    rows = np.arange(1000, dtype=np.float32)[:, None]
    short = shorten(rows)
    assert len(short) <= 160
    assert np.all(np.diff(short[:, 0]) > 0)
    assert abs(float(short.mean()) - 499.5) < 1.0


def test_a_pile_of_one_document_is_centred_around_the_prior() -> None:
    rows = np.array([[1.0, 0.0], [0.0, 1.0]], dtype=np.float32)
    with VectorStore() as store:
        pile = Pile.of([store.put(rows)], [True], np.zeros(2, dtype=np.float32), store)
        assert np.linalg.norm(pile.bodies[0]) > 0.99
        assert pile.segments(0).shape == (2, 2)
        assert levels_of(pile.segments(0), np.zeros((0, 2), dtype=np.float32)).tolist() == [0, 0]


def test_the_sample_of_a_pile_is_spread_over_all_documents() -> None:
    generator = np.random.default_rng(1)
    with VectorStore() as store:
        documents = [
            store.put(generator.normal(size=(n % 7, 4)).astype(np.float32)) for n in range(1500)
        ]
        prior = np.zeros(4, dtype=np.float32)
        pile = Pile.of(documents, [False] * 1500, prior, store)
        every = np.concatenate([pile.segments(n) for n in range(1500)])
        step = -(-len(every) // 2000)
        assert np.array_equal(pile.sample(), every[::step])
