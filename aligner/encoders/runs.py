"""Vectors of runs from any model of texts, by encoding every joined run anew.

This is about k (k + 1) / 2 times the work of encoding the sentences alone,
for runs of up to k; it asks nothing of the model but vectors of texts.
"""

from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, Protocol, cast

import numpy as np

from aligner.text import clause_spans, join_segments
from aligner.values import SpanVectors

if TYPE_CHECKING:
    from numpy.typing import NDArray


class TextModel(Protocol):
    """What a model must be able to do to become an encoder."""

    def vectors(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """Vectors of at least one text, shape (n_texts, dim), of any length."""
        ...


def encode_runs(
    model: TextModel,
    texts: Sequence[str],
    *,
    language: str,
    max_run: int,
    encoder: str,
) -> SpanVectors:
    """Unit vectors of the runs of 1 to `max_run` segments of one document.

    Parameters
    ----------
    model : TextModel
    texts : sequence of str, length n
    language : str
        Decides what joins two segments.
    max_run : int
        At least 1.
    encoder : str
        Name of the encoder, for the result.

    Returns
    -------
    vectors : SpanVectors
        ``runs`` has shape (max_run, n, dim).  The model knows no context:
        ``clauses`` and ``clauses_in_context`` are the same array.

    Notes
    -----
    The model sees each distinct string once, in the order of first appearance
    by length of the run, then the clauses, so that the same document makes the
    same batches.
    """
    n = len(texts)
    joined = [
        [join_segments(tuple(texts[i : i + size]), language) for i in range(n - size + 1)]
        for size in range(1, max_run + 1)
    ]
    cut = [[text[start:stop] for start, stop in clause_spans(text)] for text in texts]
    strings = dict.fromkeys(chain(*joined, *cut))
    rows = {string: row for row, string in enumerate(strings)}
    # Even an empty document has vectors of a certain width: any text tells it.
    vectors = _units(model.vectors(list(rows) or [""]))
    runs = np.zeros((max_run, n, vectors.shape[1]), dtype=np.float32)
    for level, run_strings in enumerate(joined):
        runs[level, : len(run_strings)] = vectors[[rows[string] for string in run_strings]]
    order = np.array([rows[string] for string in chain(*cut)], dtype=np.int64)
    clauses = vectors[order]
    offsets = np.cumsum([0, *map(len, cut)], dtype=np.int64)
    return SpanVectors(runs, encoder, clauses, clauses, offsets)


def _units(vectors: "NDArray[np.float32]") -> "NDArray[np.float32]":
    """Rows of length one; a row of zeros stays one."""
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return cast("NDArray[np.float32]", (vectors / np.maximum(norms, 1e-12)).astype(np.float32))
