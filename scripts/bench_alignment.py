#!/usr/bin/env python3
"""Score the aligner on folders of gold alignments, and say how fast it is.

scripts/bench_alignment.py GOLD_DIR... [--weights NAME] [--leave-one-out [--with-others]]
                           [--ablation] [--html FILE] [--json FILE]

ECE is the expected calibration error of all proposed beads.  The columns
behind it say which matches are kept for an expected precision of 0.99, which
precision they have, and which share of the gold matches is among them.  Recall
by kind is that of exactly the gold bead; "null P" is the precision of null beads.
"""

import argparse
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from bench_ablation import RECIPE, Ablation, ablations, folds_of
from bench_figures import KINDS, TARGET, Figures, figures_of
from gold_options import gold_parser
from reliability_page import reliability_page

import aligner
from aligner.core import DECODER, Recipe, TrainingDocument, Weights, load_weights
from aligner.encoders import load_encoder
from aligner.evaluation import Counts
from aligner.lexicon import shipped_table
from aligner.pipeline.training import align_gold, gold_digest, leave_one_out, read_gold
from aligner.signature import Signature
from aligner.values import Alignment

_HEAD = "gold         beads  strict P      R     F1   lax P      R     F1"
_TRUST_HEAD = (
    f"gold            ECE  p >= for {TARGET:g}  precision    kept"
    + "".join(f"{'R ' + kind:>15}" for kind in KINDS)
    + f"{'null P':>15}"
)
_ABLATION_HEAD = "without        strict F1  difference  log-likelihood  difference"

Gold = dict[Path, list[TrainingDocument]]
Ladders = list[tuple[Alignment, Alignment]]


def main() -> None:
    """Print tables of scores, a line of speeds and the signature of the run."""
    options = _options()
    max_run = max(Recipe().max_run, load_weights(options.weights).max_run)
    gold = {folder: read_gold(folder, max_run=max_run) for folder in options.folders}
    documents = [d for group in gold.values() for d in group]
    if len(documents) == 1 and (options.leave_one_out or options.ablation):
        raise SystemExit("one document alone: nothing is left to train on")
    figures = list(_figures(gold, options))
    print("\n".join([_HEAD, *map(_row, figures), "", _TRUST_HEAD, *map(_trust_row, figures)]))
    rows = ablations(documents) if options.ablation else []
    if rows:
        print("\n".join(["", _ABLATION_HEAD, *map(_ablation_row, rows)]))
    signature = str(_signature(options, documents))
    _write(options, figures, rows, signature)
    print(f"\n{_speed(documents, options.weights)}\n{signature}")


def _options() -> argparse.Namespace:
    parser = gold_parser(__doc__)
    parser.add_argument(
        "--leave-one-out",
        action="store_true",
        help="train on all other documents of the folder for each document;\n"
        "for one alone in its folder, on those of the other folders",
    )
    parser.add_argument(
        "--with-others",
        action="store_true",
        help="with --leave-one-out: train on the other folders in any case",
    )
    parser.add_argument(
        "--ablation",
        action="store_true",
        help="align without each feature group in turn, all documents being held out in turn",
    )
    parser.add_argument("--html", type=Path, metavar="FILE", help="write a page with diagrams")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures")
    options = parser.parse_args()
    names = [folder.resolve().name for folder in options.folders]
    if len(set(names)) < len(names):
        # Documents are known by folder and file name.
        parser.error("two folders of one name")
    if options.with_others and not options.leave_one_out:
        parser.error("--with-others goes with --leave-one-out")
    return options


def _figures(gold: Gold, options: argparse.Namespace) -> Iterator[Figures]:
    """Figures of each folder, and of all together."""
    ladders = {folder: _ladders(folder, gold, options) for folder in gold}
    weights = None if options.leave_one_out else load_weights(options.weights)
    seen = {folder: _is_seen(documents, weights) for folder, documents in gold.items()}
    for folder, found in ladders.items():
        yield figures_of(folder.resolve().name, found, seen=seen[folder])
    if len(gold) > 1:
        together = [pair for found in ladders.values() for pair in found]
        yield figures_of("together", together, seen=any(seen.values()))


def _ladders(folder: Path, gold: Gold, options: argparse.Namespace) -> Ladders:
    """Gold and automatic ladders of one folder."""
    documents = gold[folder]
    if not options.leave_one_out:
        weights = load_weights(options.weights)
        return [(d.gold, align_gold(d, weights)) for d in documents]
    others = [d for path, group in gold.items() if path != folder for d in group]
    is_alone = len(documents) == 1
    return leave_one_out(documents, others=others if options.with_others or is_alone else ())


def _is_seen(documents: Sequence[TrainingDocument], weights: Weights | None) -> bool:
    """Whether the weights were trained on one of the documents."""
    trained = weights.header.get("documents") if weights else None
    return isinstance(trained, dict) and any(d.name in trained for d in documents)


def _row(figures: Figures) -> str:
    score = figures.score
    return (
        f"{figures.name:<12}{score.strict_recall.total:>6}  "
        f"{score.strict_precision.share:>8.4f} {score.strict_recall.share:>6.4f} "
        f"{score.strict_f1:>6.4f}  {score.lax_precision.share:>6.4f} "
        f"{score.lax_recall.share:>6.4f} {score.lax_f1:>6.4f}"
        f"{'  (seen in training)' if figures.seen else ''}"
    )


def _trust_row(figures: Figures) -> str:
    promise = figures.promises[TARGET]
    threshold = "-" if promise.threshold is None else f"{promise.threshold:.3f}"
    precision = "-" if promise.precision is None else f"{promise.precision:.4f}"
    counts = [*figures.recall.values(), figures.null_precision]
    return (
        f"{figures.name:<12}{figures.calibration_error:>7.4f}{threshold:>15}{precision:>11}"
        f"{promise.kept:>8.4f}{''.join(f'{_of(c):>15}' for c in counts)}"
    )


def _of(counts: Counts) -> str:
    """A share and what it is a share of."""
    return f"{counts.share:.3f} of {counts.total}" if counts.total else "-"


def _ablation_row(row: Ablation) -> str:
    if not row.group:
        return f"{'(none)':<15}{row.strict_f1:>9.4f}{'':>12}{row.log_likelihood:>16.4f}"
    return (
        f"{row.group:<15}{row.strict_f1:>9.4f}{row.f1_change:>+12.4f}"
        f"{row.log_likelihood:>16.4f}{row.likelihood_change:>+12.4f}"
    )


def _write(
    options: argparse.Namespace,
    figures: Sequence[Figures],
    rows: Sequence[Ablation],
    signature: str,
) -> None:
    """The files that were asked for."""
    if options.html:
        options.html.write_text(reliability_page(figures, rows, signature), "utf-8")
    if options.json:
        values = {
            "gold": [group.as_json() for group in figures],
            "ablation": [asdict(row) for row in rows],
            "signature": signature,
        }
        options.json.write_text(json.dumps(values, ensure_ascii=False, indent=1) + "\n", "utf-8")


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


def _signature(options: argparse.Namespace, documents: Sequence[TrainingDocument]) -> Signature:
    weights = load_weights(options.weights)
    held_out = "leave-one-out-with-others" if options.with_others else "leave-one-out"
    fields = {
        "encode": weights.encoder,
        "align": held_out if options.leave_one_out else f"{weights.name}-{weights.digest()}",
        "decode": DECODER,
        **({"lexicon": shipped_table().label} if weights.reads_words else {}),
        "gold": "+".join(f"{f.resolve().name}-{gold_digest(f)}" for f in options.folders),
    }
    if options.ablation:
        fields["ablation"] = f"networks-{RECIPE.networks}+folds-{folds_of(documents)}"
    return Signature.of({**fields, "version": aligner.__version__})


if __name__ == "__main__":
    main()
