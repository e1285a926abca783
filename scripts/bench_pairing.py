"""Precision, recall and F1 of pairing, with documents without partner and evidence hidden.

    scripts/bench_pairing.py --parallel 2019.jsonl --parallel 2020.jsonl --releases corpora

Parallel texts are paired whole (documents of different years under the same
headings are the distractors), in pieces of some 8 blocks, and in pieces with
near misses: abridged and free translations, halves of one event, and texts
that differ in figures and dates only.
"""

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pairing_piles import Hidden, Piles, deal, load_releases, thin_out
from parallel_texts import cut, distinct, load_parallel
from threadpoolctl import threadpool_limits

from aligner import __version__
from aligner.encoders import load_encoder
from aligner.pairing import pair_documents, pair_signature
from aligner.signature import Signature, digest_bytes
from aligner.splitters import split_signature

_HIDDEN = (Hidden(), Hidden(dates=True), Hidden(titles=True), Hidden(dates=True, titles=True))
# Share of documents without partner, and over how many draws it is measured:
# the fewer pairs a draw has, the more draws.
_ALONE = {0.0: 2, 0.5: 4, 0.9: 12}
_PIECE = 8
_BINS = 10

Draw = Callable[[float, Hidden, int], Piles]


@dataclass(slots=True)
class Count:
    """Right, wrong and missed pairs, and the probabilities said with the truth."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    said: list[tuple[float, bool]] = field(default_factory=list)

    def add(self, piles: Piles) -> None:
        """Pair two piles and count."""
        pairing = pair_documents(piles.sources, piles.targets)
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
        """Precision, recall, F1, pairs, and the error of the probabilities."""
        precision = self.right / max(1, self.right + self.wrong)
        recall = self.right / max(1, self.right + self.missed)
        f1 = 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)
        return (
            f"{precision:9.4f} {recall:9.4f} {f1:9.4f} {self.right + self.missed:6}"
            f" {self._calibration_error():8.4f}"
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


def measure(name: str, draw: Draw) -> None:
    """Print the rows of one corpus."""
    for hidden in _HIDDEN:
        for alone, draws in _ALONE.items():
            counts = Count(), Count()
            for seed in range(draws):
                piles = draw(alone, hidden, seed)
                counts[0].add(piles)
                counts[1].add(piles.swapped())
            for direction, count in zip(("forward", "swapped"), counts, strict=True):
                print(
                    f"{name:12} {hidden!s:11} {alone:5.0%} {direction:8} {count.row()}", flush=True
                )


def signature(parallel: Sequence[Path], releases: Path | None) -> Signature:
    """What the figures depend on."""
    files = [*parallel]
    if releases is not None:
        files += sorted(path for path in releases.glob("[rg]*/**/*") if path.is_file())
    return Signature.of(
        {
            "split": split_signature(),
            "encode": load_encoder().name,
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
    options = parser.parse_args()
    threadpool_limits(1)
    print("corpus       hidden      alone direction precision  recall        F1  pairs  cal.err")
    for name, draw in corpora(options.parallel, options.releases):
        measure(name, draw)
    print(signature(options.parallel, options.releases))


if __name__ == "__main__":
    main()
