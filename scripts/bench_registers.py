#!/usr/bin/env python3
"""Score the aligner on registers it was not trained on: each gold set is left out in turn.

scripts/bench_registers.py GOLD_DIR... [--only NAME ...] [--together NAME,NAME]
                           [--networks N] [--without GROUP ...] [--tested NAME,NAME]
                           [--evidence best]

GOLD_DIR are the folders of gold sets.  Weights are trained on all sets but one, with the
shipped recipe, and that one is aligned; sets that are named as `--tested` are never trained
on.  `--together` names sets of one register, whose
documents are left out in four parts instead, so that some of the register is trained on.
The last lines give the mean and the worst register, which counts as much as the mean.
ECE is the expected calibration error; `by chance` is what as many beads of the same
probabilities stay below in 95 draws of 100 if the probabilities are exactly true.
A second line, its name with a star, is that of gold with the mistakes that are known
(`gold_corrections`) put right.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bench_figures import Ladders, figures_of
from gold_corrections import corrected, corrections

import aligner
from aligner.core import DECODER, Recipe, Resources, TrainingDocument, Weights, align, train_weights
from aligner.encoders import load_token_encoder
from aligner.evaluation import score_alignments
from aligner.evaluation.calibration import calibration_error_by_chance, judged_beads
from aligner.lexicon import shipped_table
from aligner.pipeline.training import damaged_documents, gold_digest, read_gold
from aligner.signature import Signature

if TYPE_CHECKING:
    from aligner.values import Alignment

_HEAD = (
    "register      beads  strict F1     ECE  by chance  at 0.99 or more  right of them"
    "   null P   null R"
)
# What beads of this probability and more promise.
_SURE = 0.99
_PARTS = 4


def main() -> None:
    """Print a line for each register, the mean, the worst one, and the signature of the run."""
    options = _options()
    recipe = Recipe(networks=options.networks)
    recipe = replace(recipe, groups=tuple(g for g in recipe.groups if g not in options.without))
    gold = {folder.name: read_gold(folder, max_run=recipe.max_run) for folder in options.folders}
    tested = [name for name in options.tested.split(",") if name]
    documents = [d for name, group in gold.items() if name not in tested for d in group]
    copies = damaged_documents(documents)
    print(_HEAD, flush=True)
    scores = []
    best = options.evidence == "best"
    states = load_token_encoder() if best else None
    trained: dict[frozenset[str], Weights] = {}
    for name, folds in _registers(gold, options.together.split(",") if options.together else []):
        if options.only and name not in options.only:
            continue
        ladders: list[tuple[Alignment, Alignment]] = []
        for held_out in folds:
            unseen = frozenset({d.name for d in documents} & {d.name for d in held_out})
            if unseen not in trained:
                trained[unseen] = train_weights(
                    [d for d in documents if d.name not in unseen],
                    damaged=[c for c in copies if c.name.rpartition("-")[0] not in unseen],
                    name="without-register",
                    recipe=recipe,
                    tokens=states,
                )
            weights = trained[unseen]
            ladders += [
                (
                    d.gold,
                    align(d.source, d.target, weights=weights, resources=Resources(tokens=states)),
                )
                for d in held_out
            ]
        scores.append(score_alignments(ladders).strict_f1)
        print(_row(name, ladders), flush=True)
        better = _with_corrected_gold(ladders, [d.name for fold in folds for d in fold])
        if better != ladders:
            print(_row(f"{name}*", better), flush=True)
    print(f"mean {sum(scores) / len(scores):.4f}, worst {min(scores):.4f}")
    print(_signature(options, recipe))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=Path, metavar="GOLD_DIR")
    parser.add_argument("--only", nargs="*", default=[], metavar="NAME")
    parser.add_argument("--together", default="", metavar="NAME,NAME")
    parser.add_argument("--networks", type=int, default=Recipe().networks)
    parser.add_argument("--without", nargs="*", default=[], metavar="GROUP")
    parser.add_argument("--tested", default="", metavar="NAME,NAME")
    parser.add_argument("--evidence", choices=["fast", "best"], default="fast")
    return parser.parse_args()


def _registers(
    gold: dict[str, list[TrainingDocument]], together: Sequence[str]
) -> Iterator[tuple[str, list[list[TrainingDocument]]]]:
    """Each register with the lists of its documents that are left out at once."""
    for name, documents in gold.items():
        if name not in together:
            yield name, [documents]
    joined = [document for name in together for document in gold[name]]
    if joined:
        yield "+".join(together), [joined[part::_PARTS] for part in range(_PARTS)]


def _with_corrected_gold(ladders: Ladders, names: Sequence[str]) -> Ladders:
    wrong = corrections()
    return [
        (corrected(gold, wrong.get(name, [])), ladder)
        for name, (gold, ladder) in zip(names, ladders, strict=True)
    ]


def _row(name: str, ladders: Ladders) -> str:
    figures = figures_of(name, ladders, seen=False)
    score = figures.score.strict_precision
    beads = judged_beads(ladders)
    sure = [judged for judged in beads if judged.probability >= _SURE]
    right = sum(judged.right for judged in sure) / max(len(sure), 1)
    null_precision, null_recall = figures.null_precision, figures.recall["null"]
    return (
        f"{figures.name:<12}{figures.score.strict_recall.total:>7}"
        f"{figures.score.strict_f1:>11.4f}{figures.calibration_error:>8.4f}"
        f"{calibration_error_by_chance(beads):>11.4f}"
        f"{len(sure) / score.total:>17.3f}{right:>15.4f}"
        f"{null_precision.share:>9.2f}{null_recall.share:>9.2f}"
    )


def _signature(options: argparse.Namespace, recipe: Recipe) -> Signature:
    names = ("networks", "linear_strength", "hidden_strength", "iterations")
    return Signature.of(
        {
            "align": "leave-one-register-out",
            "decode": DECODER,
            "recipe": "+".join(f"{name}-{getattr(recipe, name)}" for name in names),
            "lexicon": shipped_table().label,
            "without": "+".join(options.without) or "nothing",
            "evidence": options.evidence,
            "tested": options.tested.replace(",", "+") or "each",
            "gold": "+".join(f"{f.resolve().name}-{gold_digest(f)}" for f in options.folders),
            "version": aligner.__version__,
        }
    )


if __name__ == "__main__":
    main()
