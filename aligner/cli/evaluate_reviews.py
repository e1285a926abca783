"""``aligner evaluate reviews``: how far two reviewers agree."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from aligner.cli import options
from aligner.cli.console import show
from aligner.evaluation import Agreement, agreement
from aligner.values import Claim
from aligner.workspace import read_review

_SHOWN = 40


@click.command(epilog=options.example("aligner evaluate reviews li/review.jsonl wu/review.jsonl"))
@click.argument("one", type=click.Path(path_type=Path))
@click.argument("other", type=click.Path(path_type=Path))
@options.json_option
def reviews(*, one: Path, other: Path, as_json: bool) -> None:
    """Measure the agreement of two reviewers and list their conflicts.

    ONE and OTHER are review.jsonl files of `aligner workspace export-decisions`.
    Only text that both reviewed is counted.
    """
    found = agreement(_by_pair(one), _by_pair(other))
    if as_json:
        show(json.dumps({"kappa": found.kappa, **asdict(found)}, ensure_ascii=False))
    else:
        show("\n".join(_lines(found)))


def _by_pair(path: Path) -> dict[tuple[str, str], list[Claim]]:
    found: dict[tuple[str, str], list[Claim]] = {}
    for signed in read_review(path):
        found.setdefault((signed.source, signed.target), []).append(signed.claim)
    return found


def _lines(found: Agreement) -> list[str]:
    """The agreement as readable lines."""
    kappa = "nothing to compare" if found.kappa is None else f"{found.kappa:.3f}"
    lines = [
        f"{'pairs of pages':20}{found.pairs:8}",
        f"{'beads alike':20}{found.same:8}",
        f"{'beads that differ':20}{found.different:8}",
        f"{'kappa of links':20}{kappa:>8}",
    ]
    for source, target, *texts in found.conflicts:
        lines.append(f"{source} - {target}: {' | '.join(map(_short, texts))}")
    return lines


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
