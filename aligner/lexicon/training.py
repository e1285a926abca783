"""A bilingual table learned from parallel texts."""

from array import array
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from aligner.errors import InputError
from aligner.lexicon.agreement import Cells, Floats, Integers, agreed_counts, possible_links
from aligner.lexicon.table import TableContent
from aligner.lexicon.words import chinese_keys, english_keys

if TYPE_CHECKING:
    from scipy.sparse import csr_array

# A word or pair of words that fewer documents hold might tell what one of them says.
LEAST_DOCUMENTS = 3
# Longer texts say little of single words and cost the square of their length.
_MOST_WORDS = 60
# A pair of words whose two probabilities have a lower geometric mean is left out,
# and so often each word is taken to have been linked with another than those met.
_LEAST_WEIGHT, _DOUBT = 0.01, 0.5


class ParallelWords:
    """Text pairs as numbers of words, gathered one by one."""

    def __init__(self) -> None:
        self._sides = (_Side(), _Side())
        self._documents = array("i")
        self._document_numbers: dict[str, int] = {}
        self._registers = array("i")
        self._register_numbers: dict[str, int] = {}
        self._seen: set[bytes] = set()

    def __len__(self) -> int:
        return len(self._documents)

    def add(self, source: str, target: str, *, document: str, register: str) -> None:
        """Take a Chinese text with its English translation; one that was met counts once."""
        content = blake2b(f"{source}\n{target}".encode(), digest_size=12).digest()
        if content in self._seen:
            return
        self._seen.add(content)
        words = chinese_keys(source), english_keys(target)
        if all(0 < len(own) <= _MOST_WORDS for own in words):
            for side, own in zip(self._sides, words, strict=True):
                side.add(own)
            numbers = self._document_numbers
            self._documents.append(numbers.setdefault(document, len(numbers)))
            numbers = self._register_numbers
            self._registers.append(numbers.setdefault(register, len(numbers)))

    def learn(self) -> TableContent:
        """The table of what was gathered.

        Small registers count for more than their size and large ones for less: by
        the root of their number of text pairs.

        Raises
        ------
        InputError
            If there is nothing, or no pair of words stands in as many documents as needed.
        """
        if not len(self):
            message = "no text pairs to learn from"
            raise InputError(message)
        documents, registers = np.array(self._documents), np.array(self._registers)
        weights = np.bincount(registers)[registers] ** -0.5
        weights *= len(weights) / weights.sum()
        (sources, source), (targets, target) = (s.matrix(documents) for s in self._sides)
        cells = possible_links(source, target)
        counts = agreed_counts(source, target, cells, weights)
        ahead, back = _shares(cells.sources, counts), _shares(cells.targets, counts)
        kept = ahead * back >= _LEAST_WEIGHT**2
        rows = np.repeat(np.arange(target.shape[0]), np.diff(target.indptr))
        kept &= _documents_of(cells, documents[rows], kept) >= LEAST_DOCUMENTS
        if not kept.any():
            message = f"no two words stand together in {LEAST_DOCUMENTS} documents"
            raise InputError(message)
        idf = [_rarity(matrix, weights) for matrix in (source, target)]
        return _content(
            (sources, targets),
            idf,
            (cells.sources[kept], cells.targets[kept]),
            (ahead[kept], back[kept]),
        )


class _Side:
    """Words of one language, text by text."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._words, self._ends = array("i"), array("q", [0])

    def add(self, words: Iterable[str]) -> None:
        """Take the words of one more text."""
        numbers = self._numbers
        self._words.extend(numbers.setdefault(word, len(numbers)) for word in words)
        self._ends.append(len(self._words))

    def matrix(self, documents: Integers) -> tuple[list[str], "csr_array"]:
        """The words that enough documents hold, sorted, and which texts hold them."""
        from scipy.sparse import csr_array  # noqa: PLC0415 - only training needs it

        ones = np.ones(len(self._words), np.float32)
        shape = (len(documents), len(self._numbers))
        texts = csr_array((ones, np.array(self._words), np.array(self._ends)), shape=shape)
        texts.sum_duplicates()
        texts.data[:] = 1
        every = np.ones(len(documents), np.float32)
        held = csr_array((every, (documents, np.arange(len(documents)))))
        n_documents = np.bincount((held @ texts).tocsr().indices, minlength=shape[1])
        words = list(self._numbers)
        kept = np.flatnonzero(n_documents >= LEAST_DOCUMENTS)
        kept = np.array(sorted(kept.tolist(), key=words.__getitem__), np.int64)
        chosen = texts[:, kept].tocsr()
        chosen.sort_indices()
        return [words[i] for i in kept], chosen


def _shares(given: Integers, counts: Floats) -> Floats:
    """Share of each pair among those of one of its words."""
    return np.asarray(counts / (np.bincount(given, counts)[given] + _DOUBT))


def _documents_of(cells: Cells, documents: Integers, wanted: NDArray[np.bool_]) -> Integers:
    """How many documents hold each pair of words that is wanted."""
    linked = np.flatnonzero(wanted[cells.pair])
    n_documents = int(documents.max(initial=0)) + 1
    places = cells.pair[linked].astype(np.int64) * n_documents
    places = np.unique(places + documents[cells.target_place[linked]])
    return np.bincount(places // n_documents, minlength=len(wanted))


def _rarity(texts: "csr_array", weights: Floats) -> Floats:
    """Inverse document frequencies, texts being the documents."""
    mass = np.bincount(
        texts.indices, np.repeat(weights, np.diff(texts.indptr)), minlength=texts.shape[1]
    )
    return np.asarray(np.log(weights.sum() / np.maximum(mass, 1e-9)))


def _content(
    words: tuple[Sequence[str], Sequence[str]],
    idf: Sequence[Floats],
    pairs: tuple[Integers, Integers],
    probabilities: tuple[Floats, Floats],
) -> TableContent:
    """The table of some pairs, with the words that they hold and no others."""
    (sources, rows), (targets, columns) = (np.unique(own, return_inverse=True) for own in pairs)
    order = np.lexsort((columns, rows))
    return TableContent(
        [words[0][i] for i in sources],
        [words[1][i] for i in targets],
        idf[0][sources],
        idf[1][targets],
        np.searchsorted(rows[order], np.arange(len(sources) + 1)),
        columns[order],
        probabilities[0][order],
        probabilities[1][order],
    )
