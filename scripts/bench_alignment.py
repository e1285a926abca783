#!/usr/bin/env python3
"""Score the aligner on folders of gold alignments, and say how fast it is.

scripts/bench_alignment.py GOLD_DIR... [--weights NAME] [--leave-one-out]
"""

import argparse
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import aligner
from aligner.core import Recipe, TrainingDocument, load_weights
from aligner.encoders import load_encoder
from aligner.evaluation import AlignmentScore, score_alignments
from aligner.pipeline.training import align_gold, gold_digest, leave_one_out, read_gold
from aligner.signature import Signature

_HEAD = "gold         beads  strict P      R     F1   lax P      R     F1"


def main() -> None:
    """Print a table of scores, a line of speeds and the signature of the run."""
    options = _parser().parse_args()
    max_run = Recipe().max_side + 1
    documents = {folder: read_gold(folder, max_run=max_run) for folder in options.folders}
    print(_HEAD)
    for folder, scores in _scores(documents, options):
        print(_row(folder, scores))
    print(_speed([d for group in documents.values() for d in group], options.weights))
    print(_signature(options))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=Path, metavar="GOLD_DIR")
    parser.add_argument(
        "--weights", default="literary.v1", help="name or file; default literary.v1"
    )
    parser.add_argument(
        "--leave-one-out",
        action="store_true",
        help="train on all other documents of the folder for each document",
    )
    return parser


def _scores(
    documents: dict[Path, list[TrainingDocument]],
    options: argparse.Namespace,
) -> Iterator[tuple[str, AlignmentScore]]:
    """Score of each folder, and of all together."""
    ladders = []
    for folder, group in documents.items():
        if options.leave_one_out:
            results = leave_one_out(group)
        else:
            weights = load_weights(options.weights)
            results = [(d.gold, align_gold(d, weights)) for d in group]
        ladders += results
        yield folder.name, score_alignments(results)
    if len(documents) > 1:
        yield "together", score_alignments(ladders)


def _row(name: str, score: AlignmentScore) -> str:
    return (
        f"{name:<12}{score.strict_recall.total:>6}  "
        f"{score.strict_precision.share:>8.4f} {score.strict_recall.share:>6.4f} "
        f"{score.strict_f1:>6.4f}  {score.lax_precision.share:>6.4f} "
        f"{score.lax_recall.share:>6.4f} {score.lax_f1:>6.4f}"
    )


def _speed(documents: Sequence[TrainingDocument], weights_name: str) -> str:
    """Segments of both sides per second, encoding and aligning timed apart."""
    weights = load_weights(weights_name)
    encoder = load_encoder(weights.encoder)
    segments = sum(len(d.source.texts) + len(d.target.texts) for d in documents)
    start = time.perf_counter()
    for text in (side for d in documents for side in (d.source, d.target)):
        encoder.encode_spans(text.texts, language=text.language, max_run=weights.max_run)
    encoded = time.perf_counter()
    for document in documents:
        align_gold(document, weights)
    aligned = time.perf_counter()
    return (
        f"{segments} segments: encoding {segments / (encoded - start):,.0f} a second, "
        f"aligning {segments / (aligned - encoded):,.0f} a second (one core)"
    )


def _signature(options: argparse.Namespace) -> Signature:
    weights = load_weights(options.weights)
    trained = "leave-one-out" if options.leave_one_out else f"{weights.name}-{weights.digest()}"
    return Signature.of(
        {
            "encode": weights.encoder,
            "align": trained,
            "gold": "+".join(f"{f.name}-{gold_digest(f)}" for f in options.folders),
            "version": aligner.__version__,
        },
    )


if __name__ == "__main__":
    main()
