"""``aligner evaluate``: results against gold."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from aligner.cli import options
from aligner.cli.console import show
from aligner.cli.evaluate_mt import mt
from aligner.cli.evaluate_reviews import reviews
from aligner.errors import FormatError, InputError
from aligner.evaluation import (
    AlignmentScore,
    PairScore,
    read_ladder,
    read_pairs,
    score_alignments,
    score_pairs,
)


@click.group(
    cls=options.Group,
    epilog=options.example(
        "aligner evaluate alignments gold/ladders found/ladders",
        "aligner evaluate pairs gold/pairs.tsv pairs.tsv",
        "aligner evaluate reviews li/review.jsonl wu/review.jsonl",
    ),
)
def evaluate() -> None:
    """Score results against gold data."""


@evaluate.command(epilog=options.example("aligner evaluate alignments gold.txt found.txt --json"))
@click.argument("gold", type=click.Path(path_type=Path))
@click.argument("auto", type=click.Path(path_type=Path))
@options.json_option
def alignments(*, gold: Path, auto: Path, as_json: bool) -> None:
    """Score alignments the way Vecalign's scorer does.

    GOLD and AUTO are two ladder files or two folders.  In folders, each file in
    GOLD is compared with the file of the same name in AUTO, ignoring the suffix
    if there is none.  Strict scores count beads that are exactly right, lax
    scores count beads that overlap on both sides.
    """
    ladders = [(read_ladder(left), read_ladder(right)) for left, right in _files(gold, auto)]
    score = score_alignments(ladders)
    show(_as_json(_alignment_figures(score), asdict(score)) if as_json else _alignment_text(score))


@evaluate.command(epilog=options.example("aligner evaluate pairs gold.tsv pairs.tsv"))
@click.argument("gold", type=click.Path(path_type=Path))
@click.argument("auto", type=click.Path(path_type=Path))
@options.json_option
def pairs(*, gold: Path, auto: Path, as_json: bool) -> None:
    """Score document pairs.

    GOLD and AUTO are tables (TSV) with the columns source and target.
    """
    score = score_pairs(read_pairs(gold), read_pairs(auto))
    show(_as_json(_pair_figures(score), asdict(score)) if as_json else _pair_text(score))


def _files(gold: Path, auto: Path) -> list[tuple[Path, Path]]:
    """Gold files with the automatic ones that belong to them."""
    if not gold.is_dir():
        return [(gold, auto)]
    files = sorted(path for path in gold.iterdir() if path.is_file() and path.name[0] != ".")
    if not files:
        message = f"{gold}: the folder has no ladder files"
        raise InputError(message)
    return [(path, _partner(path, auto)) for path in files]


def _partner(gold: Path, folder: Path) -> Path:
    """The file of a folder that belongs to a gold file."""
    same = folder / gold.name
    if same.is_file():
        return same
    beside = folder.iterdir() if folder.is_dir() else ()
    akin = sorted(path for path in beside if path.stem == gold.stem and path.is_file())
    if len(akin) != 1:
        message = (
            f"no ladder of this name in {folder}"
            if not akin
            else f"several of this name in {folder}"
        )
        raise FormatError(message, str(gold))
    return akin[0]


def _alignment_figures(score: AlignmentScore) -> dict[str, float]:
    return {
        "strict_precision": score.strict_precision.share,
        "strict_recall": score.strict_recall.share,
        "strict_f1": score.strict_f1,
        "lax_precision": score.lax_precision.share,
        "lax_recall": score.lax_recall.share,
        "lax_f1": score.lax_f1,
    }


def _pair_figures(score: PairScore) -> dict[str, float]:
    return {"precision": score.precision, "recall": score.recall, "f1": score.f1}


def _as_json(figures: dict[str, float], counts: dict[str, object]) -> str:
    rounded = {name: round(value, 6) for name, value in figures.items()}
    return json.dumps({**rounded, "counts": counts})


def _alignment_text(score: AlignmentScore) -> str:
    figures = _alignment_figures(score)
    lines = (
        f"{name:10}{figures[f'strict_{name}']:8.4f}{figures[f'lax_{name}']:8.4f}"
        for name in ("precision", "recall", "f1")
    )
    return "\n".join([f"{'':10}{'strict':>8}{'lax':>8}", *lines])


def _pair_text(score: PairScore) -> str:
    figures = "\n".join(f"{name:10}{value:8.4f}" for name, value in _pair_figures(score).items())
    return f"{figures}\n{score.right} right of {score.proposed} proposed, {score.gold} in the gold"


evaluate.add_command(mt)
evaluate.add_command(reviews)
