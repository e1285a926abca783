"""How much of the words of one document is rendered in another, by the bilingual lexicon.

A word is worth what it tells: nothing if all documents of its language hold it.  Every
document is a vector in the space of English words, a Chinese one of the words that render
its own.  Made short by random signs [1]_, these vectors find the nearest among any number
of documents; what is found is compared word by word.

References
----------
.. [1] D. Achlioptas (2003). Database-friendly random projections. JCSS 66(4).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from aligner.lexicon import BilingualTable
from aligner.pairing.words import DocumentWords

if TYPE_CHECKING:
    from numpy.typing import NDArray

_DIMENSIONS, _SEED = 512, 1
# The frequencies of the lexicon count as much as this many documents; they are those of
# sentences, of which a document has so many.
_PRIOR_DOCUMENTS, _SENTENCES = 20.0, 20
_TINY = 1e-6


class _Entries(NamedTuple):
    """English words that render each Chinese one, as in a CSR matrix, with how well they do."""

    indptr: "NDArray[np.int64]"
    indices: "NDArray[np.int64]"
    weights: "NDArray[np.float32]"


class WordVector(NamedTuple):
    """A document in the space of English words, of length 1; words ascending."""

    words: "NDArray[np.int64]"
    values: "NDArray[np.float32]"

    def cosine(self, other: "WordVector") -> float:
        """Cosine of two documents."""
        if not len(self.words) or not len(other.words):
            return 0.0
        places = np.minimum(np.searchsorted(self.words, other.words), len(self.words) - 1)
        met = self.words[places] == other.words
        return float(self.values[places[met]] @ other.values[met])


@dataclass(frozen=True, slots=True, eq=False)
class Renderings:
    """The lexicon, and what its words are worth in a collection.

    Parameters
    ----------
    entries : _Entries
    han_nats, latin_nats : ndarray of float32
        What each Chinese and each English word tells.
    """

    entries: _Entries
    han_nats: "NDArray[np.float32]"
    latin_nats: "NDArray[np.float32]"

    @classmethod
    def of(cls, table: BilingualTable, documents: Sequence[DocumentWords]) -> "Renderings":
        """The lexicon for a collection of documents."""
        entries, idfs = _read(table)
        han, latin = (
            [document.numbers for document in documents if document.script == script]
            for script in ("han", "en")
        )
        return cls(entries, _nats(han, idfs[0]), _nats(latin, idfs[1]))

    def vector(self, document: DocumentWords) -> WordVector:
        """A document in the space of English words; without words that of another language."""
        if document.script == "han":
            _, found, weights = self._translated(document.numbers)
            words, places = np.unique(found, return_inverse=True)
            values = np.zeros(len(words), np.float32)
            np.maximum.at(values, places, weights)
        else:
            words = document.numbers.astype(np.int64)
            values = np.ones(len(words), np.float32)
        values = values * self.latin_nats[words]
        return WordVector(words, values / max(float(np.linalg.norm(values)), _TINY))

    def short_vectors(self, documents: Sequence[DocumentWords]) -> "NDArray[np.float32]":
        """A short vector of every document, (n, dim), of length 1, or zeros without words.

        Their cosines are those of `vector`, give or take 0.04.
        """
        signs = _signs(len(self.latin_nats))
        rows = np.zeros((len(documents), _DIMENSIONS), np.float32)
        for row, document in zip(rows, documents, strict=True):
            words, values = self.vector(document)
            made = values @ signs[words].astype(np.float32)
            row[:] = made / max(float(np.linalg.norm(made)), _TINY)
        return rows

    def shares(self, han: "NDArray[np.int32]", latin: "NDArray[np.int32]") -> tuple[float, float]:
        """Share of the worth of some Chinese words that is rendered by some English ones.

        Returns
        -------
        shares : (float, float)
            Of the Chinese words, and of the English ones; 0 without words.
        """
        if not len(han) or not len(latin):
            return 0.0, 0.0
        owners, words, weights = self._translated(han)
        is_there = np.zeros(len(self.latin_nats), np.bool_)
        is_there[latin] = True
        met = is_there[words]
        best = np.zeros(len(han), np.float32), np.zeros(len(is_there), np.float32)
        np.maximum.at(best[0], owners[met], weights[met])
        np.maximum.at(best[1], words[met], weights[met])
        return _share(self.han_nats[han], best[0]), _share(self.latin_nats[latin], best[1][latin])

    def _translated(
        self, words: "NDArray[np.int32]"
    ) -> "tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]":
        """English words that render some Chinese ones, with the place of each of these."""
        indptr, indices, weights = self.entries
        starts = indptr[words]
        counts = indptr[words + 1] - starts
        owners = np.repeat(np.arange(len(words)), counts)
        entries = np.arange(len(owners)) + np.repeat(starts - (np.cumsum(counts) - counts), counts)
        return owners, indices[entries], weights[entries]


def _share(nats: "NDArray[np.float32]", found: "NDArray[np.float32]") -> float:
    """Share of the nats that is found, each as well as it is."""
    return float(nats @ found) / max(float(nats.sum()), _TINY)


def _nats(
    documents: "Sequence[NDArray[np.int32]]", idf: "NDArray[np.float64]"
) -> "NDArray[np.float32]":
    """What each word tells: minus the logarithm of the share of documents that hold it."""
    counts = np.zeros(len(idf))
    for words in documents:
        counts[words] += 1.0
    prior = 1.0 - (1.0 - np.minimum(np.exp(-idf), 1.0)) ** _SENTENCES
    shares = (counts + _PRIOR_DOCUMENTS * prior) / (len(documents) + _PRIOR_DOCUMENTS)
    return np.asarray(-np.log(np.clip(shares, 1e-9, 1.0)), np.float32)


@lru_cache(maxsize=2)
def _read(
    table: BilingualTable,
) -> "tuple[_Entries, tuple[NDArray[np.float64], NDArray[np.float64]]]":
    """The entries of a lexicon, and its inverse document frequencies of both languages.

    Weights are roots of the geometric mean of both directions: between a rare and a
    frequent rendering there is less difference than between any and none.
    """
    content = table.content()
    weights = (content.forward * content.backward) ** 0.25
    entries = _Entries(
        np.asarray(content.indptr, np.int64),
        np.asarray(content.indices, np.int64),
        np.asarray(weights, np.float32),
    )
    source_idf, target_idf = (
        np.asarray(idf, np.float64) for idf in (content.source_idf, content.target_idf)
    )
    return entries, (source_idf, target_idf)


@lru_cache(maxsize=2)
def _signs(n_words: int) -> "NDArray[np.int8]":
    """A row of random signs for every English word, the same in every run."""
    bits = np.random.default_rng(_SEED).integers(0, 2, (n_words, _DIMENSIONS), np.int8)
    return (2 * bits - 1).astype(np.int8)
