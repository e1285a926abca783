#!/usr/bin/env python3
"""What a reviewer gains by confirming beads, and how long each answer takes.

scripts/bench_realign.py GOLD_DIR... [--weights NAME] [--beads N] [--json FILE]

A reviewer who knows the gold looks at the most doubtful bead, confirms the gold
beads that share segments with it, and the rest is aligned again; then at the
bead that is the most doubtful now, and so on.  "looked at" is the share of the
beads of each document that were looked at so far, "expected" the number of
errors that the probabilities still expect, "wrong" the number there are.

Of the times, the first line is a document of gold, the second all of them one
behind the other, again and again, up to N beads.  "open" is reading the documents
with the encoder and scoring all beads, once; "one bead" is what one more confirmed
bead takes where nothing was confirmed before, "in a stretch" the same where
every 25th bead was: median and slowest of some places.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from itertools import cycle
from pathlib import Path

from gold_options import gold_parser

import aligner
from aligner.core import TrainingDocument, Weights, load_weights
from aligner.core.confirming import (
    checked,
    expected_errors,
    interleaved,
    span_of,
    stretches_between,
)
from aligner.core.ladders import Ladders
from aligner.evaluation import score_alignments
from aligner.pipeline import RunOptions
from aligner.pipeline.realign import Realigner
from aligner.pipeline.training import gold_digest, read_gold
from aligner.signature import Signature
from aligner.values import Alignment, Bead, SegmentedDocument

SHARES = (0.0, 0.05, 0.1, 0.25, 0.5)
# Beads between two confirmed ones where the reviewer was before, and places that are timed.
_APART = 25
_PLACES = 21
_TIMES_HEAD = (
    "\n  beads  segments    open   whole         one bead     in a stretch"
    "       unexpected    worst  (seconds)"
)

Texts = tuple[tuple[str, tuple[str, ...]], tuple[str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Gain:
    """How good the alignments are once a share of their beads was looked at.

    Parameters
    ----------
    share : float
    strict_f1 : float
    expected, wrong : float and int
        Errors left: as the probabilities expect, and as gold knows.
    worse : int
        Documents that are worse than at the share before.
    """

    share: float
    strict_f1: float
    expected: float
    wrong: int
    worse: int


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds that answers took for one pair of texts."""

    beads: int
    segments: int
    opened: float
    whole: float
    one_bead: tuple[float, float]
    in_a_stretch: tuple[float, float]
    unexpected: tuple[float, float]
    worst: float


def main() -> None:
    """Print both tables and the signature of the run."""
    options = _options()
    weights = load_weights(options.weights)
    documents = [d for path in options.folders for d in read_gold(path, max_run=weights.max_run)]
    rows = gains(documents, weights)
    print("looked at  strict F1  expected  wrong  documents worse than before")
    for row in rows:
        counts = f"{row.expected:>10.1f}{row.wrong:>7}{row.worse:>7}"
        print(f"{row.share:>9.0%}{row.strict_f1:>11.4f}{counts}")
    print(_TIMES_HEAD)
    typical = min(documents, key=lambda d: abs(len(d.source.texts) - 300))
    sizes = len(typical.gold), options.beads
    every = []
    for texts, gold in (joined([typical], sizes[0]), joined(documents, sizes[1])):
        every.append(timed(texts, gold, options.weights))
        print(_times_row(every[-1]))
    signature = _signature(options.folders, weights)
    if options.json:
        values: dict[str, object] = {
            "gains": [asdict(row) for row in rows],
            "times": [asdict(t) for t in every],
        }
        values["signature"] = str(signature)
        options.json.write_text(json.dumps(values, indent=1) + "\n", "utf-8")
    print(f"\n{signature}")


def _options() -> argparse.Namespace:
    parser = gold_parser(__doc__)
    parser.add_argument("--beads", type=int, default=5000, help="of the long text; default 5000")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures")
    return parser.parse_args()


def gains(
    documents: Sequence[TrainingDocument],
    weights: Weights,
    shares: Sequence[float] = SHARES,
) -> list[Gain]:
    """What looking at ever larger shares of the beads gains, over all documents together."""
    reviews = [list(_review(document, weights, shares)) for document in documents]
    rows: list[Gain] = []
    before = [0.0] * len(documents)
    for share, states in zip(shares, zip(*reviews, strict=True), strict=True):
        ladders = [(d.gold, found) for d, (found, _) in zip(documents, states, strict=True)]
        each = [score_alignments([pair]).strict_f1 for pair in ladders]
        rows.append(
            Gain(
                share,
                score_alignments(ladders).strict_f1,
                sum(expected for _, expected in states),
                sum(_wrong(*pair) for pair in ladders),
                sum(now < then for now, then in zip(each, before, strict=True)),
            )
        )
        before = each
    return rows


def _wrong(gold: Alignment, found: Alignment) -> int:
    """Beads found that gold does not have."""
    right = set(map(span_of, gold))
    return sum(span_of(bead) not in right for bead in found)


def _review(
    document: TrainingDocument, weights: Weights, shares: Sequence[float]
) -> Iterator[tuple[Alignment, float]]:
    """The alignment and the errors expected, once each share of the beads was looked at."""
    ladders = Ladders.of(document.source, document.target, weights)
    confirmed: dict[tuple[int, ...], Bead] = {}

    def answer() -> Alignment:
        sizes = document.gold.n_source, document.gold.n_target
        beads = checked(confirmed.values(), (), *sizes)
        parts = ladders.beads(stretches_between(beads, *sizes))
        return Alignment(interleaved(beads, parts), *sizes)

    found = answer()
    total, looked_at = len(found), 0
    for share in shares:
        while looked_at < share * total:
            doubtful = min(found, key=lambda bead: (span_of(bead) in confirmed, bead.probability))
            looked_at += 1
            right = [bead for bead in document.gold if _share_segments(bead, doubtful)]
            confirmed |= {span_of(bead): bead for bead in right}
            found = answer()
        yield found, expected_errors(found, confirmed.values())


def _share_segments(one: Bead, two: Bead) -> bool:
    """Whether two beads hold a segment together."""
    source = one.source_start < two.source_stop and two.source_start < one.source_stop
    target = one.target_start < two.target_stop and two.target_start < one.target_stop
    return source or target


def joined(documents: Sequence[TrainingDocument], n_beads: int) -> tuple[Texts, tuple[Bead, ...]]:
    """Texts of so many gold beads, documents put one behind the other, and those beads."""
    beads: list[Bead] = []
    source: list[str] = []
    target: list[str] = []
    for document in cycle(documents):
        i, j = len(source), len(target)
        for bead in document.gold.beads[: n_beads - len(beads)]:
            begin, end, start, stop = span_of(bead)
            beads.append(Bead(begin + i, end + i, start + j, stop + j))
            source += document.source.texts[begin:end]
            target += document.target.texts[start:stop]
        if len(beads) >= n_beads:
            break
    languages = documents[0].source.language, documents[0].target.language
    return ((languages[0], tuple(source)), (languages[1], tuple(target))), tuple(beads)


def timed(
    texts: Texts, gold: Sequence[Bead], weights: str, *, places: int = _PLACES, apart: int = _APART
) -> Times:
    """How long a Realigner takes to open two texts and to answer."""
    source, target = (
        SegmentedDocument.from_lines(name, language, lines)
        for name, (language, lines) in zip(("source", "target"), texts, strict=True)
    )
    started = time.perf_counter()
    realigner = Realigner(source, target, RunOptions(weights=weights))
    opened = time.perf_counter() - started
    whole = _seconds(realigner.realign)
    step = max(len(gold) // places, 1)
    one_bead: list[float] = []
    in_a_stretch: list[float] = []
    unexpected: list[float] = []
    for bead in gold[step // 2 :: step]:
        realigner.realign()
        one_bead.append(_seconds(partial(realigner.realign, [bead])))
    known = gold[::apart]
    for place in range(apart // 2, len(gold) - apart // 2, max(step // apart, 1) * apart):
        wrong = _mispaired(gold[place], gold[place + apart // 4])
        for bead, seconds in ((gold[place], in_a_stretch), (wrong, unexpected)):
            realigner.realign(known)
            seconds.append(_seconds(partial(realigner.realign, [*known, bead])))
    realigner.realign()
    worst = _seconds(partial(realigner.realign, [wrong]))
    return Times(
        len(gold),
        len(source.segments) + len(target.segments),
        opened,
        whole,
        _median_and_slowest(one_bead),
        _median_and_slowest(in_a_stretch),
        _median_and_slowest(unexpected),
        worst,
    )


def _median_and_slowest(seconds: Sequence[float]) -> tuple[float, float]:
    return statistics.median(seconds), max(seconds)


def _mispaired(one: Bead, two: Bead) -> Bead:
    """The source run of one bead with the target run of another."""
    source, target = span_of(one)[:2], span_of(two)[2:]
    return Bead(*source, *target) if source[0] < source[1] or target[0] < target[1] else two


def _seconds(function: Callable[[], object]) -> float:
    """How long a call takes."""
    started = time.perf_counter()
    function()
    return time.perf_counter() - started


def _times_row(times: Times) -> str:
    measured = times.one_bead, times.in_a_stretch, times.unexpected
    pairs = (f"{median:.3f}, {slowest:.3f}" for median, slowest in measured)
    return (
        f"{times.beads:>7}{times.segments:>10}{times.opened:>8.1f}{times.whole:>8.3f}"
        f"{''.join(f'{pair:>17}' for pair in pairs)}{times.worst:>9.3f}"
    )


def _signature(folders: Sequence[Path], weights: Weights) -> Signature:
    return Signature.of(
        {
            "encode": weights.encoder,
            "align": f"{weights.name}-{weights.digest()}",
            "gold": "+".join(f"{f.resolve().name}-{gold_digest(f)}" for f in folders),
            "version": aligner.__version__,
        }
    )


if __name__ == "__main__":
    main()
