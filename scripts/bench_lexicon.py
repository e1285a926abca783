#!/usr/bin/env python3
"""How well bilingual lexicons tell a translation from the text beside it, register by register.

    scripts/bench_lexicon.py --gold gold --parallel parallel/news.tsv.xz honest.bin ...

Cover is the share of the words of a text that the other holds a rendering of: for each
word, the root of its best weight there, weighed by inverse document frequency (a word
that the lexicon does not know counts for a third); the mean of both sides.  Of every
text, the cover by its translation is set against that by the three texts before and
after it in the same document.  "area" is the area under the curve over all texts of a
set, "wins" the share of neighbours that the translation beats.  "found" is of single
words: the share of them, weighed alike, that is found in the translation where as strict
a bound finds a twentieth in the neighbours.  A lexicon must not have been learned from
what it is tested on: see the options of scripts/train_lexicon.py.
"""

import argparse
import sys
from collections.abc import Container, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from aligner.evaluation import read_ladder
from aligner.lexicon import BilingualTable, chinese_keys, english_keys, read_parallel

Floats = NDArray[np.floating]

_REACH = 3
_OF_UNKNOWN = 0.3
# Share of words found in neighbours that a bound allows.
_FALSE = 0.05


class Words(NamedTuple):
    """The words of a text pair, each once."""

    source: list[str]
    target: list[str]
    document: str


class Separation(NamedTuple):
    """How translations and neighbours compare in one set."""

    name: str
    area: float
    wins: float
    of_translations: float
    of_neighbours: float
    found: float

    def __str__(self) -> str:
        numbers = f"{self.area:8.4f}{self.wins:8.4f}"
        covers = f"{self.of_translations:9.3f}{self.of_neighbours:9.3f}"
        return f"{self.name:<24}{numbers}{covers}{self.found:8.3f}"


def words_of_gold(folder: Path) -> Iterator[Words]:
    """The beads of a gold set."""
    for ladder in sorted(folder.glob("*.gold")):
        source, target = (
            ladder.with_suffix(ending).read_text("utf-8").split("\n") for ending in (".zh", ".en")
        )
        for bead in read_ladder(ladder):
            texts = (
                "".join(source[i] for i in bead.source),
                " ".join(target[j] for j in bead.target),
            )
            yield _words(*texts, str(ladder))


def words_of_file(path: Path) -> Iterator[Words]:
    """The text pairs of a parallel file."""
    for text in read_parallel(path):
        yield _words(text.source, text.target, text.document)


def _words(source: str, target: str, document: str) -> Words:
    own, other = dict.fromkeys(chinese_keys(source)), dict.fromkeys(english_keys(target))
    return Words(list(own), list(other), document)


class Renderings:
    """What a lexicon makes of the words of some texts.

    Parameters
    ----------
    texts : sequence of Words
    table : BilingualTable
    """

    def __init__(self, texts: Sequence[Words], table: BilingualTable) -> None:
        sources = list(dict.fromkeys(word for text in texts for word in text.source))
        targets = list(dict.fromkeys(word for text in texts for word in text.target))
        self._weights = np.sqrt(table.submatrix(sources, targets).dense())
        self._rows = {word: row for row, word in enumerate(sources)}
        self._columns = {word: column for column, word in enumerate(targets)}
        self._worth = (
            _importance(sources, table.source_idf(sources), table.sources),
            _importance(targets, table.target_idf(targets), table.targets),
        )

    def found(self, source: Sequence[str], target: Sequence[str]) -> tuple[Floats, Floats]:
        """How far each word of two texts is found in the other: first the source's words."""
        rows, columns = self._places(source, target)
        weights = self._weights[np.ix_(rows, columns)]
        return weights.max(axis=1), weights.max(axis=0)

    def worth(self, source: Sequence[str], target: Sequence[str]) -> tuple[Floats, Floats]:
        """What each word of two texts counts."""
        rows, columns = self._places(source, target)
        return self._worth[0][rows], self._worth[1][columns]

    def _places(self, source: Sequence[str], target: Sequence[str]) -> tuple[list[int], list[int]]:
        return [self._rows[word] for word in source], [self._columns[word] for word in target]


def separation(name: str, texts: Sequence[Words], table: BilingualTable, most: int) -> Separation:
    """What a lexicon makes of a set; of long sets, `most` texts spread evenly."""
    texts = [text for text in texts if text.source and text.target]
    chosen = range(0, len(texts), max(1, len(texts) // most))
    near = [range(max(0, at - _REACH), min(len(texts), at + _REACH + 1)) for at in chosen]
    met = [texts[i] for i in sorted({i for window in near for i in window})]
    renderings = Renderings(met, table)
    translations, neighbours, wins = [], [], []
    words: list[tuple[Floats, Floats, Floats]] = []
    for at, window in zip(chosen, near, strict=True):
        own = texts[at]
        worth = renderings.worth(own.source, own.target)
        found = renderings.found(own.source, own.target)
        true = _cover(found, worth)
        translations.append(true)
        others = [texts[i] for i in window if i != at and texts[i].document == own.document]
        for other in others:
            source, _ = renderings.found(own.source, other.target)
            _, target = renderings.found(other.source, own.target)
            words.append(
                (
                    np.concatenate(found),
                    np.concatenate((source, target)),
                    np.concatenate(worth) / len(others),
                )
            )
            rival = _cover(
                renderings.found(own.source, other.target),
                renderings.worth(own.source, other.target),
            )
            neighbours.append(rival)
            wins.append((true > rival) + (true == rival) / 2)
    ranks = rankdata(translations + neighbours)[: len(translations)]
    least = len(ranks) * (len(ranks) + 1) / 2
    area = (ranks.sum() - least) / (len(ranks) * len(neighbours))
    here, there, worth_of_words = (np.concatenate(column) for column in zip(*words, strict=True))
    return Separation(
        name,
        float(area),
        float(np.mean(wins)),
        float(np.mean(translations)),
        float(np.mean(neighbours)),
        recall_of_words(here, there, worth_of_words),
    )


def recall_of_words(here: Floats, there: Floats, worth: Floats) -> float:
    """Share of the words found in translations, where a twentieth is found in neighbours.

    Parameters
    ----------
    here, there : array of float, shape (n_words,)
        How far each word is found in the translation, and in a neighbour.
    worth : array of float, shape (n_words,)
    """
    bounds = np.unique(np.concatenate([here, there, [2.0]]))[::-1]
    shares = []
    for values in (here, there):
        order = np.argsort(values)
        sums = np.concatenate([[0.0], np.cumsum(worth[order])])
        below = sums[np.searchsorted(values[order], bounds)]
        shares.append(1 - below / sums[-1])
    return float(np.interp(_FALSE, shares[1], shares[0]))


def _cover(found: tuple[Floats, Floats], worth: tuple[Floats, Floats]) -> float:
    """Share of the words of two texts that the other renders."""
    sides = zip(found, worth, strict=True)
    return float(np.mean([(own * best).sum() / max(own.sum(), 1e-9) for best, own in sides]))


def _importance(words: list[str], idf: Floats, known: Container[str]) -> Floats:
    """What each word counts."""
    is_sure = [word in known or word[0].isdigit() for word in words]
    return np.asarray(idf * np.where(is_sure, 1.0, _OF_UNKNOWN))


def main() -> None:
    """Print the figures of each lexicon, the worst register first."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("lexicons", nargs="+", type=Path)
    parser.add_argument("--gold", type=Path, help="folder of gold sets")
    parser.add_argument("--parallel", action="append", default=[], type=Path, metavar="FILE")
    parser.add_argument("--most", type=int, default=400, help="texts of a set [default: 400]")
    options = parser.parse_args()
    folders = sorted(f for f in options.gold.iterdir() if f.is_dir()) if options.gold else []
    sets = {folder.name: list(words_of_gold(folder)) for folder in folders}
    sets |= {path.name: list(words_of_file(path)) for path in options.parallel}
    for path in options.lexicons:
        table = BilingualTable.read(path)
        found = [separation(name, texts, table, options.most) for name, texts in sets.items()]
        found.sort(key=lambda made: made.area)
        sys.stdout.write(f"{path.name:<24}    area    wins    cover  by next   found\n")
        sys.stdout.write("".join(f"{made}\n" for made in found))
        means = np.mean([made[1:] for made in found], axis=0).tolist()
        sys.stdout.write(f"{Separation('mean', *means)}\n\n")


if __name__ == "__main__":
    main()
