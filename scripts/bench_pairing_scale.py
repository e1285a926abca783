#!/usr/bin/env python3
"""How time and memory of pairing grow with the piles, and what the candidates miss.

    scripts/bench_pairing_scale.py --sizes 2000,8000,32000 --ratio 5

The piles are made up: each document is a dozen sentence pairs of the sample
corpus with two of its own, which name a date, a place, a person and a number;
its vectors are those of the sentences, moved by what is its own in both
languages, and by noise in each.  One source in `ratio` has a translation, four
targets in five are one.  Every size runs in a process of its own; memory is its
peak, above what it held before it saw a document.  Seconds are those of the
processor.  ``cells`` and ``all`` are the shares of the translations among the 8
nearest bodies, found through cells and by all products.
"""

import argparse
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from math import log
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from parallel_texts import as_document, load_parallel
from threadpoolctl import threadpool_limits

from aligner.pairing import PairingInput, pair_documents, pair_signature
from aligner.pairing.neighbours import nearest_by_cells, nearest_of_all
from aligner.values import BlockKind

if TYPE_CHECKING:
    from numpy.typing import NDArray

_GOLD = Path(__file__).resolve().parents[1] / "corpora" / "gold" / "alignments"
_SENTENCES = 12
_TRANSLATED = 0.8
# Lengths of what is a document's own and of the noise of each language; sentences have 1.
_OWN, _NOISE = 0.7, 0.7
_CITIES = ("长沙 Changsha", "沈阳 Shenyang", "成都 Chengdu", "杭州 Hangzhou", "武汉 Wuhan")
_SURNAMES = ("王 Wang", "李 Li", "张 Zhang", "陈 Chen", "赵 Zhao", "周 Zhou", "吴 Wu", "郑 Zheng")
_GIVEN = ("伟 wei", "芳 fang", "敏 min", "静 jing", "强 qiang", "磊 lei", "洋 yang", "艳 yan")
_EPOCH, _DAYS = date(2010, 1, 4), 5000
# Beyond so many pairs of documents, all products take too long to compare with.
_MOST_PRODUCTS = 400_000_000
_KINDS = (BlockKind.TITLE, *[BlockKind.PARAGRAPH] * (_SENTENCES + 1))

# Text and vector.
_Sentence = tuple[str, "NDArray[np.float32]"]


@dataclass(frozen=True)
class Maker:
    """Makes documents by number, the same number always the same document.

    Parameters
    ----------
    n_sources, n_targets : int
    """

    n_sources: int
    n_targets: int

    @cached_property
    def sentences(self) -> list[tuple[_Sentence, _Sentence]]:
        """Sentences of the sample corpus in both languages."""
        return [
            ((source[1], left[0]), (target[1], right[0]))
            for text in load_parallel(_GOLD)
            for source, target, left, right in zip(
                text.source.blocks,
                text.target.blocks,
                text.source.rows,
                text.target.rows,
                strict=True,
            )
            if len(left) == len(right) == 1
        ]

    def pile(self, side: int) -> Iterator[PairingInput]:
        """Documents of side 0 or 1; those with equal names translate each other."""
        count = (self.n_sources, self.n_targets)[side]
        n_pairs = min(self.n_sources, round(_TRANSLATED * self.n_targets))
        for number in range(count):
            # Documents without partner have numbers of their own.
            story = number if number < n_pairs or not side else number + self.n_sources
            yield self._document(story, side)

    @property
    def gold(self) -> set[tuple[str, str]]:
        """Names of the pairs."""
        n_pairs = min(self.n_sources, round(_TRANSLATED * self.n_targets))
        return {(f"s{number:07}", f"t{number:07}") for number in range(n_pairs)}

    def _document(self, story: int, side: int) -> PairingInput:
        """One story told in one of the languages."""
        chance = random.Random(story)  # noqa: S311 - experiments, not secrets
        chosen = chance.choices(self.sentences, k=_SENTENCES)
        city, surname, given = (
            chance.choice(words).split() for words in (_CITIES, _SURNAMES, _GIVEN)
        )
        day = _EPOCH + timedelta(days=chance.randrange(_DAYS))
        figure = chance.randrange(100, 100_000)
        if side:
            lead = f"Meeting on {day:%B} {day.day} in {city[1]}"
            person = f"{surname[1]} {given[1].capitalize()} met {figure:,} guests."
        else:
            lead = f"{day.month}月{day.day}日{city[0]}会议"
            person = f"{surname[0]}{given[0]}会见{figure}名来宾。"
        texts = [lead, *(sentence[side][0] for sentence in chosen), person]
        generator = np.random.default_rng([story, side])
        own = np.random.default_rng(story).normal(size=(_SENTENCES + 2, 512))
        vectors = _OWN * _unit(own) + _NOISE * _unit(generator.normal(size=own.shape))
        vectors[1:-1] += np.stack([sentence[side][1] for sentence in chosen])
        document = as_document(
            f"{'st'[side]}{story:07}",
            ("zh-Hans", "en")[side],
            tuple(zip(_KINDS, texts, strict=True)),
            day + timedelta(days=2 * side),
        )
        return PairingInput(document, _unit(vectors).astype(np.float32))


def _unit(rows: "NDArray[np.float64]") -> "NDArray[np.float64]":
    unit: NDArray[np.float64] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


def run_one(n_sources: int, n_targets: int) -> None:
    """Pair two piles; print seconds to make them, seconds to pair, megabytes, F1."""
    maker = Maker(n_sources, n_targets)
    _ = maker.sentences
    before = _megabytes()
    made = 0.0

    def timed(side: int) -> Iterator[PairingInput]:
        nonlocal made
        started = time.process_time()
        for item in maker.pile(side):
            made += time.process_time() - started
            yield item
            started = time.process_time()

    started = time.process_time()
    pairing = pair_documents(timed(0), timed(1))
    seconds = time.process_time() - started - made
    found, gold = {(pair.source, pair.target) for pair in pairing.pairs}, maker.gold
    f1 = 2 * len(found & gold) / (len(found) + len(gold))
    print(made, seconds, before, _megabytes(), f1)


def recall(n_sources: int, n_targets: int) -> tuple[float, float]:
    """Share of the translations whose source is among the 8 nearest, through cells and by all."""
    maker = Maker(n_sources, n_targets)
    bodies = [
        _unit(np.stack([item.vectors.mean(axis=0, dtype=np.float64) for item in maker.pile(side)]))
        for side in (0, 1)
    ]
    centred = [_unit(rows - rows.mean(axis=0)).astype(np.float32) for rows in bodies]
    n_pairs = len(maker.gold)
    shares = [
        float(
            np.mean(
                [n in row for n, row in enumerate(search(centred[1], centred[0], 8)[0][:n_pairs])]
            )
        )
        for search in (nearest_by_cells, nearest_of_all)
    ]
    return shares[0], shares[1]


def _megabytes() -> float:
    """Peak memory of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Measure all sizes, one process each."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", default="1000,4000,16000", help="numbers of sources")
    parser.add_argument("--ratio", type=int, default=5, help="sources for each target")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    threadpool_limits(1)
    if options.one:
        run_one(options.one, max(1, options.one // options.ratio))
        return
    print("sources targets  making  pairing  growth  memory MB  above start      F1  cells    all")
    done: list[tuple[int, float]] = []
    for size in map(int, options.sizes.split(",")):
        targets = max(1, size // options.ratio)
        command = [sys.executable, __file__, "--one", str(size), "--ratio", str(options.ratio)]
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 - our own
        made, seconds, before, peak, f1 = map(float, output.split())
        done.append((size, seconds))
        row = f"{size:7} {targets:7} {made:7.1f} {seconds:8.1f} {_growth(done)} {peak:10.0f}"
        row += f" {peak - before:12.0f} {f1:7.4f}"
        if size * targets <= _MOST_PRODUCTS:
            row += "{:7.4f}{:7.4f}".format(*recall(size, targets))
        print(row, flush=True)
    print(f"pair:{pair_signature()}")


def _growth(done: list[tuple[int, float]]) -> str:
    """Exponent of the time by the last two sizes."""
    exponents = [log(b[1] / a[1]) / log(b[0] / a[0]) for a, b in pairwise(done[-2:])]
    return f"{exponents[0]:7.2f}" if exponents else " " * 7


if __name__ == "__main__":
    main()
