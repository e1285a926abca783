#!/usr/bin/env python3
"""Which word model makes the best bilingual lexicon of the same text pairs.

    scripts/bench_word_models.py parallel/*.tsv.xz --gold gold --without umtest,news_tw

Of every file an even sample is taken, so that all together are about `--pairs` text
pairs; rows that a gold set holds are left out.  All models get the same texts and links
that are possible, and the same words are kept of each.  Files left out are tested on
besides the gold sets.  For what is measured see scripts/bench_lexicon.py: "area", of
whole texts, and "found", of single words.
"""

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from bench_lexicon import Separation, Words, separation, words_of_file, words_of_gold
from hidden_markov import markov_counts
from numpy.typing import NDArray
from peer_word_models import eflomal, fast_align, peer_counts
from thot.alignment import SymmetrizationHeuristic
from threadpoolctl import threadpool_limits
from train_lexicon import stem_of

import aligner
from aligner.lexicon import BilingualTable, ParallelText, ParallelWords, WordTexts, read_parallel
from aligner.lexicon.agreement import agreed_counts
from aligner.pipeline.training import gold_digest
from aligner.signature import Signature, digest_bytes, digest_values

Counts = NDArray[np.floating]

FIGURES = ("area", "found")
_ROUNDS = 3
_BOTH = SymmetrizationHeuristic.INTERSECTION
_GROWN = SymmetrizationHeuristic.GROW_DIAG_FINAL_AND


def agreement(texts: WordTexts) -> Counts:
    """IBM Model 1 in both directions, agreeing: how the shipped lexicon is made."""
    return agreed_counts(texts.source, texts.target, texts.cells, texts.weights)


def markov_agreement(texts: WordTexts) -> Counts:
    """Hidden Markov models in both directions, agreeing, that begin with the former."""
    return markov_counts(texts, agreement(texts), _ROUNDS)


MODELS: dict[str, Callable[[WordTexts], Counts]] = {
    "ibm1-agree": agreement,
    "hmm-agree": markov_agreement,
    "fast-both": lambda texts: peer_counts(texts, fast_align, _BOTH),
    "fast-grown": lambda texts: peer_counts(texts, fast_align, _GROWN),
    "eflomal-both": lambda texts: peer_counts(texts, eflomal, _BOTH),
    "eflomal-grown": lambda texts: peer_counts(texts, eflomal, _GROWN),
}


def sample(files: Sequence[Sequence[ParallelText]], most: int) -> list[list[ParallelText]]:
    """An even sample of every file: small ones whole, the others equally much."""
    sizes = sorted(map(len, files))
    left, share = most, 0
    for n_before, size in enumerate(sizes):
        share = left // (len(sizes) - n_before)
        if size > share:
            break
        left, share = left - size, size
    return [
        [texts[i * len(texts) // share] for i in range(share)] if len(texts) > share else [*texts]
        for texts in files
    ]


def gathered(paths: Sequence[Path], most: int) -> WordTexts:
    """Words of a sample of files."""
    rows = [[text for text in read_parallel(path) if text.gold_set is None] for path in paths]
    words = ParallelWords()
    for path, texts in zip(paths, sample(rows, most), strict=True):
        for text in texts:
            words.add(text.source, text.target, document=text.document, register=path.name)
    return words.texts()


def tested_on(gold: Path, files: Sequence[Path]) -> dict[str, list[Words]]:
    """Sets to test on: the gold ones, and files that nothing was learned from."""
    folders = sorted(folder for folder in gold.iterdir() if folder.is_dir())
    sets = {folder.name: list(words_of_gold(folder)) for folder in folders}
    return sets | {stem_of(path): list(words_of_file(path)) for path in files}


def table_of(texts: WordTexts, counts: Counts) -> BilingualTable:
    """The lexicon that counts make."""
    return BilingualTable(np.frombuffer(texts.table(counts).to_bytes({}), np.uint8))


def figures(made: dict[str, list[Separation]], figure: str) -> str:
    """A table of one figure: a row for each set, a column for each model."""
    names = [one.name for one in next(iter(made.values()))]
    columns = [[getattr(one, figure) for one in found] for found in made.values()]
    rows = [(name, [column[i] for column in columns]) for i, name in enumerate(names)]
    rows.append(("mean", [float(np.mean(column)) for column in columns]))
    lines = [f"{figure:<16}" + "".join(f"{model:>14}" for model in made)]
    lines += [f"{name:<16}" + "".join(f"{value:14.4f}" for value in row) for name, row in rows]
    return "\n".join(lines)


def _signature(options: argparse.Namespace, learned: Sequence[Path]) -> Signature:
    files = [digest_bytes(path.read_bytes()) for path in learned]
    gold = [gold_digest(f) for f in sorted(options.gold.iterdir()) if f.is_dir()]
    return Signature.of(
        {
            "models": options.models.replace(",", "+"),
            "pairs": options.pairs,
            "tested": options.most,
            "without": options.without.replace(",", "+") or "nothing",
            "files": f"{len(files)}-{digest_values(files)}",
            "gold": f"{options.gold.resolve().name}-{digest_values(gold)}",
            "version": aligner.__version__,
        }
    )


def main() -> None:
    """Print both figures of every model and set, and the signature of the run."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("files", nargs="+", type=Path, help=".tsv or .tsv.xz")
    parser.add_argument("--gold", required=True, type=Path, help="folder of gold sets")
    parser.add_argument("--without", default="", help="files to test on, without endings")
    parser.add_argument("--pairs", type=int, default=60_000)
    parser.add_argument("--models", default=",".join(MODELS))
    parser.add_argument("--most", type=int, default=250, help="texts of a set [default: 250]")
    options = parser.parse_args()
    threadpool_limits(1)
    left_out = options.without.split(",")
    paths = sorted(options.files, key=lambda path: path.name)
    learned = [path for path in paths if stem_of(path) not in left_out]
    texts = gathered(learned, options.pairs)
    sets = tested_on(options.gold, [path for path in paths if stem_of(path) in left_out])
    made = {}
    for model in options.models.split(","):
        begun = time.process_time()
        table = table_of(texts, MODELS[model](texts))
        spent = time.process_time() - begun
        own = [separation(name, words, table, options.most) for name, words in sets.items()]
        made[model] = own
        means = (f"{f} {np.mean([getattr(one, f) for one in own]):.4f}" for f in FIGURES)
        print(f"{model}: {len(table.sources)} words, {spent:.0f} s, {', '.join(means)}", flush=True)
    for figure in FIGURES:
        print(f"\n{figures(made, figure)}")
    print(f"\n{_signature(options, learned)}")


if __name__ == "__main__":
    main()
