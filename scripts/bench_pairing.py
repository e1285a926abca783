#!/usr/bin/env python3
"""Precision, recall and F1 of pairing, with documents without partner and evidence hidden.

    scripts/bench_pairing.py --parallel 2019.jsonl --parallel 2020.jsonl --releases corpora

Parallel texts are paired whole (documents of different years under the same
headings are the distractors), in pieces of some 8 blocks, and in pieces with
near misses: abridged and free translations, halves of one event, and texts
that differ in figures and dates only.  Everything is measured both ways round,
with and without the alignment as the last judge.  The last table tells how
often pairs of known relation are called what they are.  Give texts that the
weights have not seen: the weights file names those it was trained on.
"""

import argparse
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pairing_judge import AligningJudge, Memory
from pairing_piles import Hidden, Piles, deal, deal_relations, load_releases, thin_out
from parallel_texts import cut, distinct, load_parallel
from threadpoolctl import threadpool_limits

from aligner import __version__
from aligner.encoders import load_encoder
from aligner.pairing import pair_documents, pair_signature
from aligner.signature import Signature, digest_bytes
from aligner.splitters import split_signature
from aligner.values import Relation

_HIDDEN = (
    Hidden(),
    Hidden(metadata=True),
    Hidden(dates=True),
    Hidden(titles=True),
    Hidden(dates=True, titles=True, metadata=True),
)
# Share of documents without partner, and over how many draws it is measured:
# the fewer pairs a draw has, the more draws.
_ALONE = {0.0: 2, 0.5: 4, 0.9: 12}
_QUICK_HIDDEN = (Hidden(), Hidden(dates=True, titles=True, metadata=True))
_QUICK_ALONE = {0.5: 2, 0.9: 3}
_PIECE, _LONGER_PIECE = 8, 12
_BINS = 10

Draw = Callable[[float, Hidden, int], Piles]


@dataclass(slots=True)
class Count:
    """Right, wrong and missed pairs, and the probabilities said with the truth."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    asked: int = 0
    seconds: float = 0.0
    said: list[tuple[float, bool]] = field(default_factory=list)

    def add(self, piles: Piles, memory: Memory | None) -> None:
        """Pair two piles and count; with the aligner as a judge if there is a memory for it."""
        judge = None if memory is None else AligningJudge(piles.sources, piles.targets, memory)
        started = time.perf_counter()
        pairing = pair_documents(piles.sources, piles.targets, judge=judge)
        self.seconds += time.perf_counter() - started
        self.asked += judge.asked if judge is not None else 0
        found = {(pair.source, pair.target): pair.probability for pair in pairing.pairs}
        self.right += len(found.keys() & piles.gold)
        self.wrong += len(found.keys() - piles.gold)
        self.missed += len(piles.gold - found.keys())
        self.said += [(p, pair in piles.gold) for pair, p in found.items()]
        self.said += [
            (left.best.probability, (left.best.source, left.best.target) in piles.gold)
            for left in pairing.unpaired_sources
            if left.best is not None
        ]

    def row(self) -> str:
        """Precision, recall, F1, pairs, the error of the probabilities, alignments, seconds."""
        precision = self.right / max(1, self.right + self.wrong)
        recall = self.right / max(1, self.right + self.missed)
        f1 = 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)
        return (
            f"{precision:9.4f} {recall:9.4f} {f1:9.4f} {self.right + self.missed:6}"
            f" {self._calibration_error():8.4f} {self.asked:7} {self.seconds:7.1f}"
        )

    def _calibration_error(self) -> float:
        """Expected calibration error over ten bins of equal width."""
        bins: list[list[tuple[float, bool]]] = [[] for _ in range(_BINS)]
        for probability, is_right in self.said:
            bins[min(int(probability * _BINS), _BINS - 1)].append((probability, is_right))
        gaps = (abs(sum(p for p, _ in b) - sum(right for _, right in b)) for b in bins)
        return sum(gaps) / max(1, len(self.said))


def corpora(parallel: Sequence[Path], releases: Path | None) -> Iterator[tuple[str, Draw]]:
    """Names of what is measured, each with its way to draw two piles."""
    if releases is not None:
        piles = load_releases(releases)
        yield (
            "releases",
            lambda alone, hidden, seed: thin_out(piles, alone=alone, hidden=hidden, seed=seed),
        )
    texts = [text for path in parallel for text in load_parallel(path)]
    if not texts:
        return
    pieces = distinct([piece for text in texts for piece in cut(text, _PIECE)])
    yield "whole", lambda alone, hidden, seed: deal(texts, alone=alone, hidden=hidden, seed=seed)
    yield "pieces", lambda alone, hidden, seed: deal(pieces, alone=alone, hidden=hidden, seed=seed)
    yield (
        "near-misses",
        lambda alone, hidden, seed: deal(pieces, alone=alone, hidden=hidden, seed=seed, noise=True),
    )


def measure(name: str, draw: Draw, *, quick: bool) -> None:
    """Print the rows of one corpus."""
    memory = Memory()
    for hidden in _QUICK_HIDDEN if quick else _HIDDEN:
        # Parallel texts have no metadata to be hidden.
        if name != "releases" and hidden == Hidden(metadata=True):
            continue
        for alone, draws in (_QUICK_ALONE if quick else _ALONE).items():
            counts = {(way, judge): Count() for judge in ("no", "yes") for way in (0, 1)}
            for seed in range(draws):
                piles = draw(alone, hidden, seed)
                for (way, judge), count in counts.items():
                    turned = piles.swapped() if way else piles
                    count.add(turned, memory if judge == "yes" else None)
            for (way, judge), count in counts.items():
                direction = ("forward", "swapped")[way]
                label = f"{name:12} {hidden!s:11} {alone:5.0%} {direction:8} {judge:5}"
                print(label, count.row(), flush=True)


def measure_relations(parallel: Sequence[Path], *, quick: bool) -> None:
    """Print how often pairs of known relation were found and called what they are."""
    texts = [text for path in parallel for text in load_parallel(path)]
    pieces = distinct([piece for text in texts for piece in cut(text, _LONGER_PIECE)])
    memory = Memory()
    called: dict[Relation, Counter[str]] = {relation: Counter() for relation in Relation}
    for seed in range(1 if quick else 4):
        piles, relations = deal_relations(pieces, seed=seed)
        judge = AligningJudge(piles.sources, piles.targets, memory)
        pairing = pair_documents(piles.sources, piles.targets, judge=judge)
        left_over = (*pairing.unpaired_sources, *pairing.unpaired_targets)
        best = [left.best for left in left_over if left.best is not None]
        said = {(pair.source, pair.target): pair.relation.value for pair in (*best, *pairing.pairs)}
        sharing = {target for (_, target), r in said.items() if r == Relation.SHARED.value}
        for pair, relation in relations.items():
            # Either of two sources may be the partner, the other one shares it.
            shares = relation is Relation.SHARED and pair[1] in sharing
            called[relation][relation.value if shares else said.get(pair, "not found")] += 1
    print(f"\n{'relation':26} {'right':>6} {'of':>4}  called otherwise")
    for relation, counts in called.items():
        others = ", ".join(f"{n} {name}" for name, n in counts.most_common() if name != relation)
        print(f"{relation.value:26} {counts[relation.value]:6} {counts.total():4}  {others}")


def signature(parallel: Sequence[Path], releases: Path | None) -> Signature:
    """What the figures depend on."""
    files = [*parallel]
    if releases is not None:
        files += sorted(path for path in releases.glob("[rg]*/**/*") if path.is_file())
    weights = Memory().weights
    return Signature.of(
        {
            "split": split_signature(),
            "encode": load_encoder().name,
            "align": f"{weights.name}-{weights.digest()}",
            "pair": pair_signature(),
            "data": digest_bytes(b"".join(file.read_bytes() for file in files)),
            "version": __version__,
        },
    )


def main() -> None:
    """Measure all corpora given."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--parallel", action="append", default=[], type=Path, metavar="JSONL")
    parser.add_argument("--releases", type=Path, metavar="FOLDER")
    parser.add_argument("--quick", action="store_true", help="fewer draws, less hidden")
    parser.add_argument("--only", metavar="CORPUS", help="one corpus, or relations")
    options = parser.parse_args()
    threadpool_limits(1)
    print(
        "corpus       hidden      alone direction judge precision  recall        F1  pairs"
        "  cal.err  aligned seconds"
    )
    for name, draw in corpora(options.parallel, options.releases):
        if options.only in {None, name}:
            measure(name, draw, quick=options.quick)
    if options.parallel and options.only in {None, "relations"}:
        measure_relations(options.parallel, quick=options.quick)
    print(signature(options.parallel, options.releases))


if __name__ == "__main__":
    main()
