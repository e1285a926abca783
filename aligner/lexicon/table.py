"""A bilingual lexicon as a file: word pairs with their probabilities, ready to be used in place.

The file is mapped into memory and shared by all processes that read it.  It
begins with a line of JSON that says what it was learned from, and where its
arrays stand: the words of each side (sorted, in UTF-8, a line each), their
inverse document frequencies, and one row for each source word: numbers of
target words and two probabilities, each in one byte.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import as_file, files
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from aligner.errors import InputError
from aligner.inputs import open_input
from aligner.signature import digest_bytes

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]
Bytes = NDArray[np.uint8]

_FORMAT = "aligner-bilingual-table-1"
_SHIPPED = "data/words.v1.bin"
_ALIGNED = 8
# A probability p is kept as the nearest of 255 steps of log p, from this one to 1; 0 is none.
_SMALLEST = 1e-3
_STEPS = 255
# What a word that the table does not hold has from its parts.
_OF_A_PART = 0.7
_EQUAL = 1.0


def to_codes(probabilities: NDArray[np.floating]) -> Bytes:
    """Probabilities as bytes, to 3%; what is below a thousandth is none."""
    logs = np.log(np.maximum(probabilities, 1e-30)) / np.log(_SMALLEST)
    steps = np.rint(1 + (_STEPS - 1) * (1 - logs))
    return np.asarray(np.clip(steps, 0, _STEPS), np.uint8)


def from_codes(codes: NDArray[np.integer]) -> Floats:
    """The probabilities that bytes stand for."""
    return np.asarray(_scale()[2 * codes.astype(np.int64)])


@cache
def _scale() -> Floats:
    """The geometric mean of two probabilities, by the sum of their bytes."""
    logs = (np.arange(2 * _STEPS + 1) / 2 - 1) / (_STEPS - 1) - 1
    means: Floats = np.exp(-np.log(_SMALLEST) * logs).astype(np.float32)
    means[0] = 0.0
    return means


class SparseWeights(NamedTuple):
    """Weights of word pairs by rows: the three arrays of a CSR matrix, columns ascending.

    ``scipy.sparse.csr_array(weights[:3], weights.shape)`` shares them.
    """

    data: Floats
    indices: Integers
    indptr: Integers
    shape: tuple[int, int]

    def dense(self) -> Floats:
        """The same as a full matrix."""
        full = np.zeros(self.shape, np.float32)
        full[np.repeat(np.arange(self.shape[0]), np.diff(self.indptr)), self.indices] = self.data
        return full

    def transposed(self) -> "SparseWeights":
        """Columns as rows."""
        order = np.argsort(self.indices, kind="stable")
        rows = np.repeat(np.arange(self.shape[0]), np.diff(self.indptr))
        indptr = np.searchsorted(self.indices[order], np.arange(self.shape[1] + 1))
        return SparseWeights(self.data[order], rows[order], indptr, self.shape[::-1])


@dataclass(frozen=True, slots=True, eq=False)
class TableContent:
    """What a table is made of, checked when it is made.

    Parameters
    ----------
    sources, targets : sequence of str
        Words, sorted, each once.
    source_idf, target_idf : array of float
        Natural logarithm of all units over the units that hold the word.
    indptr, indices : array of int
        Target words of each source word, as in a CSR matrix.
    forward, backward : array of float
        Probability of the target word given the source word, and the reverse.
    """

    sources: Sequence[str]
    targets: Sequence[str]
    source_idf: NDArray[np.floating]
    target_idf: NDArray[np.floating]
    indptr: NDArray[np.integer]
    indices: NDArray[np.integer]
    forward: NDArray[np.floating]
    backward: NDArray[np.floating]

    def __post_init__(self) -> None:
        for words, idf in ((self.sources, self.source_idf), (self.targets, self.target_idf)):
            if len(words) != len(idf) or any("\n" in word for word in words):
                raise InputError("words of a lexicon do not fit its frequencies")
            if any(a >= b for a, b in pairwise(words)):
                raise InputError("words of a lexicon are not sorted")
        n_pairs = len(self.indices)
        is_whole = len(self.indptr) == len(self.sources) + 1 and self.indptr[-1] == n_pairs
        if not is_whole or not n_pairs == len(self.forward) == len(self.backward):
            raise InputError("pairs of a lexicon do not fit its words")

    def to_bytes(self, header: Mapping[str, object]) -> bytes:
        """The file of the table, the same for equal tables and headers."""
        narrow = np.uint16 if len(self.targets) <= np.iinfo(np.uint16).max else np.uint32
        arrays: dict[str, NDArray[np.generic]] = {
            "sources": np.frombuffer("\n".join(self.sources).encode(), np.uint8),
            "targets": np.frombuffer("\n".join(self.targets).encode(), np.uint8),
            "source_idf": np.asarray(self.source_idf, "<f2"),
            "target_idf": np.asarray(self.target_idf, "<f2"),
            "indptr": np.asarray(self.indptr, "<u4"),
            "indices": np.asarray(self.indices, np.dtype(narrow).newbyteorder("<")),
            "forward": to_codes(self.forward),
            "backward": to_codes(self.backward),
        }
        places: dict[str, list[object]] = {}
        blocks = []
        place = 0
        for name, array in arrays.items():
            block = array.tobytes()
            places[name] = [place, array.dtype.str, len(array)]
            blocks.append(block + b"\0" * (-len(block) % _ALIGNED))
            place += len(blocks[-1])
        content = {"format": _FORMAT, **header, "arrays": places}
        line = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
        line += b" " * (-(len(line) + 1) % _ALIGNED) + b"\n"
        return line + b"".join(blocks)


class BilingualTable:
    """A lexicon that was learned and saved: what renders what, and how likely.

    Words are those of `chinese_keys` and `english_keys`: folded, so that script,
    case, number and spelling do not count.

    Parameters
    ----------
    data : array of uint8
        A file as `TableContent.to_bytes` makes it.
    name : str
        Where it was read, for messages.
    """

    def __init__(self, data: Bytes, name: str = "<lexicon>") -> None:
        line = data[: 1 << 16].tobytes().partition(b"\n")[0]
        try:
            self.header: Mapping[str, object] = json.loads(line)
            is_known = self.header["format"] == _FORMAT
            places = self.header["arrays"] if is_known else {}
        except (ValueError, KeyError, TypeError) as error:
            message = f"{name}: not a bilingual lexicon"
            raise InputError(message) from error
        if not is_known or not isinstance(places, dict):
            message = f"{name}: a bilingual lexicon of another version"
            raise InputError(message)
        body = data[len(line) + 1 :]
        found = {}
        for key, (place, kind, length) in places.items():
            dtype = np.dtype(kind)
            piece = body[place : place + length * dtype.itemsize]
            if len(piece) != length * dtype.itemsize:
                message = f"{name}: a bilingual lexicon that is cut short"
                raise InputError(message)
            found[key] = piece.view(dtype)
        self._data, self._arrays = data, found
        self._indptr, self._indices = found["indptr"], found["indices"]
        self._forward, self._backward = found["forward"], found["backward"]

    @classmethod
    def read(cls, path: Path) -> Self:
        """The table of a file, mapped into memory.

        Raises
        ------
        InputError
            If the file cannot be read or is none of this version.
        """
        try:
            with open_input(path, takes_pipes=False) as stream:
                # The mapped bytes as a plain array, of which pieces are taken several times as
                # fast.
                data = np.memmap(stream, np.uint8, "r").view(np.ndarray)
            return cls(data, str(path))
        except (OSError, ValueError) as error:
            if isinstance(error, InputError):
                raise
            message = f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}"
            raise InputError(message) from error

    @cached_property
    def digest(self) -> str:
        """Digest of the file."""
        return digest_bytes(self._data.tobytes())

    @property
    def label(self) -> str:
        """Name and digest, for signatures."""
        return f"{self.header['name']}-{self.digest}"

    def content(self) -> TableContent:
        """What the table was made of, as far as it keeps it."""
        return TableContent(
            list(self.sources),
            list(self.targets),
            np.asarray(self._arrays["source_idf"], np.float64),
            np.asarray(self._arrays["target_idf"], np.float64),
            self._indptr,
            self._indices,
            from_codes(self._forward),
            from_codes(self._backward),
        )

    @cached_property
    def sources(self) -> Mapping[str, int]:
        """Source words with their numbers."""
        return _numbered(self._arrays["sources"])

    @cached_property
    def targets(self) -> Mapping[str, int]:
        """Target words with their numbers."""
        return _numbered(self._arrays["targets"])

    @cached_property
    def _target_words(self) -> list[str]:
        return list(self.targets)

    def source_idf(self, words: Iterable[str]) -> Floats:
        """Inverse document frequencies of source words; the highest of all for others."""
        return _idf(self.sources, self._arrays["source_idf"], words)

    def target_idf(self, words: Iterable[str]) -> Floats:
        """Inverse document frequencies of target words; the highest of all for others."""
        return _idf(self.targets, self._arrays["target_idf"], words)

    def row(self, source: str) -> dict[str, float]:
        """Target words that may render a source word, with their weights, 0 to 1.

        A word that the table does not hold has the weights of its parts, made smaller.
        """
        row: dict[str, float] = {}
        for number, share in self._parts(source):
            start, stop = int(self._indptr[number]), int(self._indptr[number + 1])
            weights = share * self._weights(np.arange(start, stop))
            for target, weight in zip(self._indices[start:stop], weights, strict=True):
                word = self._target_words[int(target)]
                row[word] = max(row.get(word, 0.0), float(weight))
        return row

    def weight(self, source: str, target: str) -> float:
        """How much two words belong together, 0 to 1; words written alike do wholly."""
        return _EQUAL if source == target else self.row(source).get(target, 0.0)

    def probabilities(self, source: str) -> dict[str, tuple[float, float]]:
        """For each rendering of a source word, its probability given the word, and the reverse.

        Empty for a word that the table does not hold.
        """
        number = self.sources.get(source)
        if number is None:
            return {}
        own = slice(int(self._indptr[number]), int(self._indptr[number + 1]))
        words = (self._target_words[i] for i in self._indices[own].tolist())
        pairs = zip(
            from_codes(self._forward[own]).tolist(),
            from_codes(self._backward[own]).tolist(),
            strict=True,
        )
        return dict(zip(words, pairs, strict=True))

    def submatrix(self, sources: Sequence[str], targets: Sequence[str]) -> SparseWeights:
        """Weights of all pairs of some source words and some target words.

        Parameters
        ----------
        sources, targets : sequence of str
            Words, each once on either side.

        Notes
        -----
        A word that the table does not hold has the weights of its parts, made
        smaller; words written alike (numbers, Latin names) have weight 1.  Time is
        that of reading the rows: about 2 ms for 1,000 by 1,500 words.
        """
        rows, numbers, factors = self._rows_of(sources)
        column_of = np.full(len(self.targets), -1, np.int64)
        places = {word: column for column, word in enumerate(targets)}
        known = [
            (self.targets[word], place) for word, place in places.items() if word in self.targets
        ]
        if known:
            ids, columns = np.array(known).T
            column_of[ids] = columns
        starts = self._indptr[numbers].astype(np.int64)
        lengths = self._indptr[numbers + 1] - starts
        entries = np.arange(lengths.sum()) + np.repeat(
            starts - (np.cumsum(lengths) - lengths), lengths
        )
        columns = column_of[self._indices[entries]]
        met = columns >= 0
        entries, columns = entries[met], columns[met]
        rows, factors = np.repeat(rows, lengths)[met], np.repeat(factors, lengths)[met]
        values = factors * self._weights(entries)
        alike = [(i, places[word]) for i, word in enumerate(sources) if word in places]
        own_rows, own_columns = np.array(alike, np.int64).reshape(-1, 2).T
        return _merged(
            np.concatenate([rows, own_rows]),
            np.concatenate([columns, own_columns]),
            np.concatenate([values, np.full(len(alike), _EQUAL)]),
            (len(sources), len(targets)),
        )

    def _rows_of(self, sources: Sequence[str]) -> tuple[Integers, Integers, Floats]:
        """Which rows of the table make up the row of each word, and with which factor."""
        found = [
            (i, number, share)
            for i, word in enumerate(sources)
            for number, share in self._parts(word)
        ]
        rows, numbers, factors = zip(*found, strict=True) if found else ((), (), ())
        return (
            np.array(rows, np.int64),
            np.array(numbers, np.int64),
            np.array(factors, np.float32),
        )

    def _parts(self, word: str) -> list[tuple[int, float]]:
        """Numbers of the rows that make up the row of a word, each with a factor."""
        number = self.sources.get(word)
        if number is not None:
            return [(number, 1.0)]
        if word.isascii():
            return []
        parts = (part for i in range(1, len(word)) for part in (word[:i], word[i:]))
        return [(self.sources[part], _OF_A_PART) for part in parts if part in self.sources]

    def _weights(self, entries: Integers) -> Floats:
        """Geometric means of both directions."""
        ahead, back = self._forward[entries], self._backward[entries]
        return np.where((ahead > 0) & (back > 0), _scale()[ahead.astype(np.int64) + back], 0.0)


def _numbered(words: NDArray[np.generic]) -> dict[str, int]:
    text = words.tobytes().decode()
    return {word: i for i, word in enumerate(text.split("\n"))} if text else {}


def _idf(known: Mapping[str, int], idf: NDArray[np.generic], words: Iterable[str]) -> Floats:
    extended = np.append(np.asarray(idf, np.float32), np.float32(idf.max() if len(idf) else 0))
    return np.asarray(extended[[known.get(word, -1) for word in words]], np.float32)


def _merged(
    rows: Integers, columns: Integers, values: Floats, shape: tuple[int, int]
) -> SparseWeights:
    """Entries in the order of rows and columns; of several at one place, the highest."""
    keys = rows * shape[1] + columns
    order = np.argsort(keys, kind="stable")
    keys, values = keys[order], values[order]
    firsts = np.flatnonzero(np.diff(keys, prepend=-1))
    if len(firsts):
        values = np.maximum.reduceat(values, firsts)
    keys = keys[firsts]
    indptr = np.searchsorted(keys, np.arange(shape[0] + 1) * shape[1])
    return SparseWeights(np.asarray(values, np.float32), keys % max(1, shape[1]), indptr, shape)


@cache
def shipped_table() -> BilingualTable:
    """The table that comes with the package."""
    with as_file(files("aligner.lexicon").joinpath(_SHIPPED)) as path:
        return BilingualTable.read(path)
