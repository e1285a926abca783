"""A bilingual table learned from parallel texts."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

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

        Raises
        ------
        InputError
            If there is nothing, or no pair of words stands in as many documents as needed.
        """
        texts = self.texts()
        return texts.table(agreed_counts(texts.source, texts.target, texts.cells, texts.weights))

    def texts(self) -> "WordTexts":
        """What was gathered, as matrices and runs of word numbers.

        Small registers count for more than their size and large ones for less: by
        the root of their number of text pairs.

        Raises
        ------
        InputError
            If there is nothing.
        """
        if not len(self):
            message = "no text pairs to learn from"
            raise InputError(message)
        documents, registers = np.array(self._documents), np.array(self._registers)
        weights = np.bincount(registers)[registers] ** -0.5
        weights *= len(weights) / weights.sum()
        (sources, source, source_runs), (targets, target, target_runs) = (
            side.texts(documents) for side in self._sides
        )
        return WordTexts(
            (sources, targets),
            (source_runs, target_runs),
            source,
            target,
            possible_links(source, target),
            documents,
            weights,
        )


@dataclass(frozen=True, slots=True, eq=False)
class WordTexts:
    """Text pairs as numbers of words, and the links that are possible in them.

    Parameters
    ----------
    words : (sequence of str, sequence of str)
        The words of both sides that enough documents hold, sorted.
    runs : (WordRuns, WordRuns)
        The texts of both sides, word by word.
    source, target : csr_array of shape (n_text_pairs, n_words)
        Which words stand in which text.
    cells : Cells
    documents : array of int, shape (n_text_pairs,)
    weights : array of float, shape (n_text_pairs,)
        What each text pair counts.
    """

    words: tuple[list[str], list[str]]
    runs: "tuple[WordRuns, WordRuns]"
    source: "csr_array"
    target: "csr_array"
    cells: Cells
    documents: Integers
    weights: Floats

    def table(self, counts: Floats) -> TableContent:
        """The table of some counts of links.

        Parameters
        ----------
        counts : array of float, shape (n_pairs,)
            How often the words of each pair of `cells` render each other.

        Raises
        ------
        InputError
            If no pair of words stands in as many documents as needed.
        """
        cells = self.cells
        ahead, back = _shares(cells.sources, counts), _shares(cells.targets, counts)
        kept = ahead * back >= _LEAST_WEIGHT**2
        rows = np.repeat(np.arange(self.target.shape[0]), np.diff(self.target.indptr))
        kept &= _documents_of(cells, self.documents[rows], kept) >= LEAST_DOCUMENTS
        if not kept.any():
            message = f"no two words stand together in {LEAST_DOCUMENTS} documents"
            raise InputError(message)
        idf = [_rarity(matrix, self.weights) for matrix in (self.source, self.target)]
        return _content(
            self.words,
            idf,
            (cells.sources[kept], cells.targets[kept]),
            (ahead[kept], back[kept]),
        )


class WordRuns(NamedTuple):
    """Texts word by word.

    Parameters
    ----------
    numbers : array of int, shape (n_words,)
        Places of the words in the vocabulary, text after text; -1 for a word that is not there.
    ends : array of int, shape (n_texts + 1,)
        Words of text `i` are ``ends[i] .. ends[i + 1]``.
    """

    numbers: Integers
    ends: Integers


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

    def texts(self, documents: Integers) -> tuple[list[str], "csr_array", WordRuns]:
        """The words that enough documents hold, sorted, and the texts that hold them."""
        from scipy.sparse import csr_array  # noqa: PLC0415 - only training needs it

        numbers, ends = np.array(self._words), np.array(self._ends)
        ones = np.ones(len(numbers), np.float32)
        shape = (len(documents), len(self._numbers))
        texts = csr_array((ones, numbers, ends), shape=shape, copy=True)
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
        places = np.full(len(words), -1, np.int32)
        places[kept] = np.arange(len(kept))
        return [words[i] for i in kept], chosen, WordRuns(places[numbers], ends)


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
