"""One-to-one assignment over the whole collection, in which documents may stay unpaired."""

from collections.abc import Iterator, Sequence

import numpy as np


def assign(gains: Sequence[tuple[int, int, float]]) -> list[tuple[int, int]]:
    """Find the assignment with the greatest total gain; each document is used at most once.

    Parameters
    ----------
    gains : sequence of (source, target, gain)
        Candidates, each pair at most once; those with a gain of 0 or less are never chosen.

    Returns
    -------
    pairs : list of (int, int)
        In order of sources.

    Notes
    -----
    Each connected component of the candidates is solved separately by the Hungarian method,
    in time cubic in its size.

    Examples
    --------
    >>> assign([(0, 0, 3.0), (0, 1, 2.0), (1, 0, 2.0), (1, 1, -1.0)])
    [(0, 1), (1, 0)]
    """
    worthwhile = sorted(item for item in gains if item[2] > 0.0)
    pairs: list[tuple[int, int]] = []
    for component in _components(worthwhile):
        pairs.extend(_solve(component))
    return sorted(pairs)


def _components(
    gains: Sequence[tuple[int, int, float]],
) -> Iterator[list[tuple[int, int, float]]]:
    """Candidates that compete with each other, directly or through others."""
    if not gains:
        return
    # scipy loads slowly, and commands that pair nothing do not need it.
    from scipy.sparse import coo_array  # noqa: PLC0415
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415

    sources = np.array([item[0] for item in gains])
    targets = np.array([item[1] for item in gains]) + sources.max() + 1
    size = int(targets.max()) + 1
    graph = coo_array((np.ones(len(gains)), (sources, targets)), shape=(size, size))
    labels = connected_components(graph, directed=False)[1][sources]
    groups: dict[int, list[tuple[int, int, float]]] = {}
    for label, item in zip(labels.tolist(), gains, strict=True):
        groups.setdefault(label, []).append(item)
    yield from groups.values()


def _solve(gains: Sequence[tuple[int, int, float]]) -> list[tuple[int, int]]:
    """Best assignment within one component."""
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - as above

    sources = sorted({item[0] for item in gains})
    targets = sorted({item[1] for item in gains})
    rows = {source: row for row, source in enumerate(sources)}
    columns = {target: column for column, target in enumerate(targets)}
    # A non-candidate has gain 0, like staying unpaired.
    matrix = np.zeros((len(sources), len(targets)))
    for source, target, gain in gains:
        matrix[rows[source], columns[target]] = gain
    chosen = linear_sum_assignment(matrix, maximize=True)
    return [
        (sources[row], targets[column])
        for row, column in zip(*(part.tolist() for part in chosen), strict=True)
        if matrix[row, column] > 0.0
    ]
