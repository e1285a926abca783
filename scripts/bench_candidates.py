#!/usr/bin/env python3
"""How often the candidate search of pairing finds the partner among the nearest documents.

    scripts/bench_candidates.py hkma/2018.jsonl gold/government gold/medicine ...

Parallel texts are cut into short pieces that no date or title tells apart; each English
block stands with a chance of a half, and vectors are moved at random as those of free
translations are.  The shares are of partners among the 1 and the 8 nearest documents of
the other pile, from the English to the Chinese and back: by vectors alone, and by vectors
and words as `pair_documents` ranks them.
"""

import argparse
import random
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from parallel_texts import Parallel, Side, cut, distinct, load_parallel
from threadpoolctl import threadpool_limits

from aligner.lexicon import BilingualTable, shipped_table
from aligner.pairing.geometry import Pile
from aligner.pairing.likeness import Likeness
from aligner.pairing.model import load_pair_weights
from aligner.pairing.neighbours import Neighbours
from aligner.pairing.renderings import Renderings
from aligner.pairing.vectors import VectorStore
from aligner.pairing.words import DocumentWords

if TYPE_CHECKING:
    from numpy.typing import NDArray

_KEPT, _SEED, _NEAREST = 0.5, 1, 8


def thinned(pieces: Sequence[Parallel], spread: float) -> list[Side]:
    """English sides with some of their blocks, none the same as before."""
    chance = random.Random(_SEED)  # noqa: S311 - experiments, not secrets
    sides = []
    for piece in pieces:
        kept = [i for i in range(len(piece.target.blocks)) if chance.random() < _KEPT]
        sides.append(piece.target.take(kept or [0]).blurred(spread, chance))
    return sides


def bodies(sides: Sequence[Side], script: str) -> "NDArray[np.float32]":
    """Mean vectors of documents, as pairing compares them."""
    with VectorStore() as store:
        documents = [store.put(np.concatenate(side.rows)) for side in sides]
        prior = load_pair_weights().priors[script]
        return Pile.of(documents, [False] * len(sides), prior, store).bodies


def words(sides: Sequence[Side], script: str, table: BilingualTable) -> list[DocumentWords]:
    """The words of documents."""
    texts = ("\n".join(text for _, text in side.blocks) for side in sides)
    return [DocumentWords.of(text, script, table) for text in texts]


def recalls(neighbours: Neighbours) -> str:
    """Shares of documents whose partner, of the same number, is nearest and among the nearest."""
    partners = np.arange(len(neighbours.rows))[:, None]
    shares = [(neighbours.rows[:, :count] == partners).any(axis=1).mean() for count in (1, 8)]
    return f"{shares[0]:8.4f}{shares[1]:8.4f}"


def main() -> None:
    """Print a row for each way to rank."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("data", nargs="+", type=Path, help="JSON lines or folders of gold")
    parser.add_argument("--size", type=int, default=3, help="blocks of a piece; default 3")
    parser.add_argument("--spread", type=float, default=0.05, help="of vectors; default 0.05")
    parser.add_argument("--lexicon", type=Path, help="in place of the shipped one")
    options = parser.parse_args()
    threadpool_limits(1)
    texts = [text for path in options.data for text in load_parallel(path)]
    pieces = distinct([piece for text in texts for piece in cut(text, options.size)])
    sides = [piece.source for piece in pieces], thinned(pieces, options.spread)
    rows = bodies(sides[0], "han"), bodies(sides[1], "en")
    table = shipped_table() if options.lexicon is None else BilingualTable.read(options.lexicon)
    read = words(sides[0], "han", table), words(sides[1], "en", table)
    found = Likeness.of(rows, read, Renderings.of(table, [*read[0], *read[1]]), _NEAREST)
    ranked = {
        "vectors": (
            Neighbours.of(rows[0], rows[1], _NEAREST),
            Neighbours.of(rows[1], rows[0], _NEAREST),
        ),
        "vectors and words": found.bodies,
    }
    print(f"{len(pieces)} pieces      to Chinese: 1       8   to English: 1       8")
    for name, (to_english, to_chinese) in ranked.items():
        print(f"{name:20}{recalls(to_chinese):>18}{recalls(to_english):>20}")


if __name__ == "__main__":
    main()
