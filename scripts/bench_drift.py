#!/usr/bin/env python3
"""Damage gold documents, align them, and say what was lost beside the damage, and what was noticed.

scripts/bench_drift.py GOLD_DIR... [--weights NAME] [--seed N] [--peer NAME] [--json FILE]
                       [--choose]

Strict F1 is that of the beads the damage left untouched: of the document as it
was, of the damaged one, and the difference.  "found" are the damaged stretches
with an alarm that shares half of its segments with them; "stray" are alarms
elsewhere, a document (of what is left out sentence by sentence, no stretch is
noted, so that alarms there are stray, too).  "denied" are documents called no
translation.  Whoever changes the weights runs it with --choose, and puts the
limits into `aligner.core.alarm_detection.AlarmLimits`.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from itertools import permutations, product
from pathlib import Path
from typing import NamedTuple

from damage import DAMAGES
from drift_trials import Bench, Ladders, Pair, Trial, place
from peer_aligners import PEER_RUN, PEERS

import aligner
from aligner.core import Weights, load_weights
from aligner.core.alarm_detection import AlarmLimits
from aligner.evaluation import score_alignments
from aligner.pipeline.training import gold_digest, read_gold
from aligner.signature import Signature

_GRID_ALARM = tuple(product((2.0, 3.0, 4.0, 5.0, 6.0, 8.0), (1.0, 2.0, 3.0, 4.0)))
_GRID_VERDICT = tuple(product((0.35, 0.4, 0.45, 0.5), (0.0, 0.4, 0.6, 0.8, 1.2)))
_HEAD = (
    f"{'damage':<30}{'docs':>5}{'beads':>7}{'before':>8}{'after':>8}{'fall':>8}"
    f"{'found':>10}{'stray':>7}{'denied':>8}"
)
_PEER_HEAD = f"{'before':>9}{'after':>8}{'fall':>8}"


class Row(NamedTuple):
    """What one damage did to the documents of one folder."""

    gold: str
    damage: str
    documents: int
    beads: int
    before: float
    after: float
    stretches: int
    found: int
    stray: float
    denied: int
    peer_before: float | None
    peer_after: float | None

    def line(self) -> str:
        """The row of the table."""
        found = f"{self.found}/{self.stretches}" if self.stretches else "-"
        text = (
            f"{self.damage:<30}{self.documents:>5}{self.beads:>7}{self.before:>8.4f}"
            f"{self.after:>8.4f}{self.after - self.before:>+8.4f}"
            f"{found:>10}{self.stray:>7.2f}{self.denied:>8}"
        )
        if self.peer_before is None or self.peer_after is None:
            return text
        fall = self.peer_after - self.peer_before
        return f"{text}{self.peer_before:>9.4f}{self.peer_after:>8.4f}{fall:>+8.4f}"


def main() -> None:
    """Print the tables and the signature of the run."""
    options = _parser().parse_args()
    weights = load_weights(options.weights)
    benches = [_bench(folder, weights, options.peer) for folder in options.folders]
    trials = [trial for bench in benches for trial in _trials(bench, options.seed)]
    pairs = [pair for bench in benches for pair in bench.pairs()]
    for one, other in permutations(benches, 2):
        pairs += one.wrong_pairs(other)
    _print_tables(benches, trials, pairs, options)
    if options.choose:
        _print_choice(benches, trials, pairs)
    print(_signature(options, weights))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=Path, metavar="GOLD_DIR")
    parser.add_argument(
        "--weights", default="literary.v2", help="name or file; default literary.v2"
    )
    parser.add_argument("--seed", type=int, default=1, help="of the places; default 1")
    parser.add_argument("--peer", choices=sorted(PEERS), help="another aligner, on our vectors")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument(
        "--choose", action="store_true", help="compare limits for alarms and for verdicts as well"
    )
    return parser


def _bench(folder: Path, weights: Weights, peer: str | None) -> Bench:
    max_run = weights.max_run if peer is None else max(PEER_RUN, weights.max_run)
    documents = read_gold(folder, max_run=max_run)
    return Bench(folder.name, documents, weights, None if peer is None else PEERS[peer]())


def _trials(bench: Bench, seed: int) -> Iterator[Trial]:
    """The trials of a folder; documents too short for one are named."""
    short: dict[str, int] = {}
    for trial in bench.trials(seed):
        if isinstance(trial, Trial):
            yield trial
        else:
            short[trial[0]] = short.get(trial[0], 0) + 1
    for damage, count in short.items():
        print(f"{bench.name}: {count} of {len(bench.documents)} too short for: {damage}")


def _print_tables(
    benches: Sequence[Bench],
    trials: Sequence[Trial],
    pairs: Sequence[Pair],
    options: argparse.Namespace,
) -> None:
    names = [bench.name for bench in benches]
    groups = [*names, "together"] if len(names) > 1 else names
    rows = [row for name in groups for row in _rows(name, trials)]
    for name in groups:
        print(
            f"\n{name}{_seen(name, benches)}\n{_HEAD}"
            + (f"  {options.peer:>6}{_PEER_HEAD}" if options.peer else "")
        )
        print("\n".join(row.line() for row in rows if row.gold == name))
    print()
    print(_false_alarms_table(benches))
    verdicts = list(_verdicts(pairs, AlarmLimits()))
    print(f"\n{'partners':<16}{'of':<14}{'right':>7}{'denied':>8}{'wrong':>7}{'denied':>8}")
    for gold, kind, right, right_denied, wrong, wrong_denied in verdicts:
        print(f"{gold:<16}{kind:<14}{right:>7}{right_denied:>8}{wrong:>7}{wrong_denied:>8}")
    if options.json is not None:
        figures = {
            "damages": [row._asdict() for row in rows],
            "undamaged": {b.name: _undamaged_alarms(b, AlarmLimits()) for b in benches},
            "partners": verdicts,
            "seen": [bench.name for bench in benches if bench.seen],
        }
        options.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1), "utf-8")


def _seen(name: str, benches: Sequence[Bench]) -> str:
    """A remark on figures of documents that the weights were trained on."""
    is_seen = any(bench.seen for bench in benches if name in (bench.name, "together"))
    return " (seen in training)" if is_seen else ""


def _rows(name: str, trials: Sequence[Trial]) -> Iterator[Row]:
    limits = AlarmLimits()
    for damage, side in DAMAGES:
        group = [
            t
            for t in trials
            if t.damage == f"{damage}, {side}" and name in (t.gold_set, "together")
        ]
        if group:
            yield _row(name, f"{damage}, {side}", group, limits)


def _row(name: str, damage: str, trials: Sequence[Trial], limits: AlarmLimits) -> Row:
    return Row(
        gold=name,
        damage=damage,
        documents=len(trials),
        beads=sum(len(trial.after[0]) for trial in trials),
        before=_strict_f1([trial.before for trial in trials]) or 0.0,
        after=_strict_f1([trial.after for trial in trials]) or 0.0,
        stretches=sum(len(trial.stretches) for trial in trials),
        found=sum(trial.found(limits) for trial in trials),
        stray=sum(trial.stray(limits) for trial in trials) / len(trials),
        denied=sum(trial.aligned.is_denied(limits) for trial in trials),
        peer_before=_strict_f1([trial.peer_before for trial in trials]),
        peer_after=_strict_f1([trial.peer_after for trial in trials]),
    )


def _strict_f1(ladders: Sequence[Ladders | None]) -> float | None:
    """Strict F1 over documents together; None when they were not aligned."""
    known = [ladder for ladder in ladders if ladder is not None]
    return score_alignments(known).strict_f1 if known else None


def _false_alarms_table(benches: Sequence[Bench]) -> str:
    lines = [f"{'undamaged':<16}{'docs':>5}{'alarms':>8}{'false':>7}{'a document':>12}"]
    for bench in benches:
        alarms, false = _undamaged_alarms(bench, AlarmLimits())
        n = len(bench.documents)
        lines.append(f"{bench.name:<16}{n:>5}{alarms:>8}{false:>7}{false / n:>12.2f}")
    return "\n".join(lines)


def _undamaged_alarms(bench: Bench, limits: AlarmLimits) -> tuple[int, int]:
    """Alarms in documents as they are; and those where gold has most segments in matches."""
    alarms = false = 0
    for document, aligned in zip(bench.documents, bench.undamaged, strict=True):
        nulls = {("source", b.source_start) for b in document.gold if b.kind == "1-0"}
        nulls |= {("target", b.target_start) for b in document.gold if b.kind == "0-1"}
        for alarm in aligned.alarms(limits):
            segments = place(alarm).segments()
            alarms += 1
            false += 2 * len(segments & nulls) < len(segments)
    return alarms, false


def _verdicts(
    pairs: Sequence[Pair], limits: AlarmLimits
) -> Iterator[tuple[str, str, int, int, int, int]]:
    """Of each folder and kind: right pairs, those denied; wrong pairs, those denied."""
    for gold, kind in dict.fromkeys((pair.gold_set, pair.kind) for pair in pairs):
        group = [p for p in pairs if (p.gold_set, p.kind) == (gold, kind)]
        right = [p for p in group if p.is_right]
        wrong = [p for p in group if not p.is_right]
        yield gold, kind, len(right), _denied(right, limits), len(wrong), _denied(wrong, limits)


def _denied(pairs: Sequence[Pair], limits: AlarmLimits) -> int:
    return sum(pair.aligned.is_denied(limits) for pair in pairs)


def _print_choice(benches: Sequence[Bench], trials: Sequence[Trial], pairs: Sequence[Pair]) -> None:
    """Tables of limits against what they find and what they cry wolf at."""
    damages = [d for d in dict.fromkeys(t.damage for t in trials) if _stretches(trials, d)]
    shown = [d for d in damages if d.endswith("source")]
    print(
        f"\n{'alarm':>6}{'patience':>9}"
        + "".join(f"{d.removesuffix(', source'):>21}" for d in shown)
        + f"{'stray':>8}{'false':>7}"
    )
    for alarm, patience in _GRID_ALARM:
        limits = AlarmLimits(alarm=alarm, patience=patience)
        found = [_found(trials, d.removesuffix(", source"), limits) for d in shown]
        stray = sum(trial.stray(limits) for trial in trials) / len(trials)
        false = sum(_undamaged_alarms(bench, limits)[1] for bench in benches)
        cells = "".join(f"{share:>21.3f}" for share in found)
        print(f"{alarm:>6.1f}{patience:>9.1f}{cells}{stray:>8.3f}{false:>7}")
    kinds = list(dict.fromkeys(pair.kind for pair in pairs))
    heads = "".join(f"{kind + ' r/w':>24}" for kind in kinds)
    print(f"\n{'share':>6}{'chance':>9}{heads}{'damaged r':>11}")
    for share, chance in _GRID_VERDICT:
        limits = AlarmLimits(share=share, chance=chance)
        cells = "".join(f"{_denied_shares(pairs, kind, limits):>24}" for kind in kinds)
        damaged = sum(t.aligned.is_denied(limits) for t in trials) / len(trials)
        print(f"{share:>6.2f}{chance:>9.1f}{cells}{damaged:>11.3f}")


def _stretches(trials: Sequence[Trial], damage: str) -> int:
    return sum(len(trial.stretches) for trial in trials if trial.damage == damage)


def _found(trials: Sequence[Trial], damage: str, limits: AlarmLimits) -> float:
    """Share of the stretches of one damage, on either side, that have their alarm."""
    group = [t for t in trials if t.damage.rpartition(",")[0] == damage]
    return sum(t.found(limits) for t in group) / max(1, sum(len(t.stretches) for t in group))


def _denied_shares(pairs: Sequence[Pair], kind: str, limits: AlarmLimits) -> str:
    """Shares of right and of wrong pairs that are denied."""
    group = [pair for pair in pairs if pair.kind == kind]
    right = [pair for pair in group if pair.is_right]
    wrong = [pair for pair in group if not pair.is_right]
    shares = [_denied(some, limits) / max(1, len(some)) for some in (right, wrong)]
    return f"{shares[0]:.3f} / {shares[1]:.3f}"


def _signature(options: argparse.Namespace, weights: Weights) -> Signature:
    limits = AlarmLimits()
    return Signature.of(
        {
            "encode": weights.encoder,
            "align": f"{weights.name}-{weights.digest()}",
            "alarms": f"{limits.alarm}-{limits.patience}-{limits.share}-{limits.chance}",
            "gold": "+".join(f"{f.name}-{gold_digest(f)}" for f in options.folders),
            "seed": str(options.seed),
            "version": aligner.__version__,
        },
    )


if __name__ == "__main__":
    main()
