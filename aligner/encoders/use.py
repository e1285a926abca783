"""The embedded encoder: vectors of all runs of sentences at the cost of one pass."""

from collections import OrderedDict
from collections.abc import Sequence
from functools import partial
from threading import Lock

import numpy as np
from threadpoolctl import threadpool_limits

from aligner.encoders.background import InBackground
from aligner.encoders.pieces import PieceTokenizer
from aligner.encoders.use_document import DocumentEncoder
from aligner.encoders.use_network import DIM, UseNetwork
from aligner.encoders.use_weights import resource
from aligner.text import joiner
from aligner.values import SpanVectors

# Clauses of the documents kept for longer runs of the same text, 12 to 16 KB each.
_KEPT_CLAUSES = 4_000


class UseEncoder:
    """Universal Sentence Encoder, multilingual version 3: 16 languages, 512 dimensions.

    The vectors of runs equal those of the joined text up to rounding, except where
    joining or cutting into clauses changes the pieces next to the seam.
    """

    name = "use.v1"

    def __init__(self) -> None:
        # Takes ten times as long as the rest, and does not need the interpreter.
        self._tokenizer = InBackground(
            partial(PieceTokenizer, resource("sp.model")), "the vocabulary of the encoder"
        )
        self._network = UseNetwork()
        self._lock = Lock()
        self._kept: OrderedDict[tuple[tuple[str, ...], str], DocumentEncoder] = OrderedDict()

    def encode_spans(
        self,
        texts: Sequence[str],
        *,
        language: str,
        max_run: int,
    ) -> SpanVectors:
        """Unit vectors of the runs of 1 to `max_run` segments of one document.

        Parameters
        ----------
        texts : sequence of str, length n
        language : str
            Decides what joins two segments: nothing for Chinese, else a space.
        max_run : int
            At least 1.

        Returns
        -------
        vectors : SpanVectors
            ``runs`` has shape (max_run, n, 512), the clauses (n_clauses, 512).

        Notes
        -----
        Time is linear in the length of the text, and memory beyond the result and the
        pieces is bounded.  The same document gives the same bytes whatever was encoded
        before.  A single BLAS thread is used: on shared cores more are slower, and
        the result would depend on their number.
        """
        if texts:
            with self._lock, threadpool_limits(limits=1, user_api="blas"):
                return self._document(tuple(texts), language).encode(max_run, self.name)
        runs = np.zeros((max_run, 0, DIM), dtype=np.float32)
        none = np.zeros((0, DIM), dtype=np.float32)
        return SpanVectors(runs, self.name, none, none, np.zeros(1, dtype=np.int64))

    def _document(self, texts: tuple[str, ...], language: str) -> DocumentEncoder:
        """The encoder of a document, kept: first its segments are wanted, then their runs."""
        key = texts, joiner(language)
        document = self._kept.pop(key, None)
        if document is None:
            document = DocumentEncoder(self._network, self._tokenizer.result(), texts, language)
        self._kept[key] = document
        while sum(map(len, self._kept.values())) > _KEPT_CLAUSES:
            self._kept.popitem(last=False)
        return document
