"""Two bilingual tables made one."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from aligner.lexicon.table import BilingualTable, TableContent

Integers = NDArray[np.integer]
Floats = NDArray[np.floating]


def merge_tables(own: BilingualTable, base: BilingualTable, *, share: float = 0.5) -> TableContent:
    """All words and pairs of two tables.

    Parameters
    ----------
    own, base : BilingualTable
    share : float, 0 to 1
        Weight of the first table where both know the word that a probability is
        given; where one alone knows it, its probability stands.
    """
    tables = own.content(), base.content()
    sources = _words([table.sources for table in tables])
    targets = _words([table.targets for table in tables])
    places = [_places(table, sources, targets) for table in tables]
    keys = np.unique(np.concatenate(places))
    shares = (share, 1.0 - share)
    ahead = _known([table.sources for table in tables], sources, shares)
    back = _known([table.targets for table in tables], targets, shares)
    rows, columns = keys // len(targets), keys % len(targets)
    forward, backward = np.zeros(len(keys)), np.zeros(len(keys))
    for number, (table, place) in enumerate(zip(tables, places, strict=True)):
        at = np.searchsorted(keys, place)
        forward[at] += table.forward * ahead[number][rows[at]]
        backward[at] += table.backward * back[number][columns[at]]
    return TableContent(
        list(sources),
        list(targets),
        _idf([(table.sources, table.source_idf) for table in tables], sources, ahead),
        _idf([(table.targets, table.target_idf) for table in tables], targets, back),
        np.searchsorted(rows, np.arange(len(sources) + 1)),
        columns,
        forward,
        backward,
    )


def _words(sides: Sequence[Sequence[str]]) -> dict[str, int]:
    """Words of both tables, sorted, with their numbers."""
    return {word: i for i, word in enumerate(sorted({word for side in sides for word in side}))}


def _places(
    table: TableContent, sources: Mapping[str, int], targets: Mapping[str, int]
) -> Integers:
    """Numbers of the pairs of a table among all pairs of all words."""
    rows = np.array([sources[word] for word in table.sources], np.int64)
    columns = np.array([targets[word] for word in table.targets], np.int64)
    pair_rows = np.repeat(rows, np.diff(table.indptr))
    return np.asarray(pair_rows * len(targets) + columns[table.indices])


def _known(
    sides: Sequence[Sequence[str]], words: Mapping[str, int], shares: Sequence[float]
) -> Floats:
    """Weight of each table for each word; together 1."""
    known = np.zeros((len(sides), len(words)))
    for row, side, share in zip(known, sides, shares, strict=True):
        row[[words[word] for word in side]] = share
    return np.asarray(known / np.maximum(known.sum(axis=0), 1e-9))


def _idf(
    sides: Sequence[tuple[Sequence[str], Floats]], words: Mapping[str, int], known: Floats
) -> Floats:
    """Inverse document frequencies of all words."""
    idf = np.zeros(len(words))
    for (side, own), weights in zip(sides, known, strict=True):
        at = [words[word] for word in side]
        idf[at] += own * weights[at]
    return idf
