#!/usr/bin/env python3
"""How fast documents are encoded and aligned, and how time and memory grow with their length.

scripts/bench_speed.py GOLD_DIR... [--weights NAME] [--peer NAME]... [--sizes N,N...] [--json FILE]

Segments are those of both sides.  On one core, processor time counts, so that other
programs hardly disturb the figures; two processes with one thread each share the documents,
by the clock.  Peers get the same segments and the same vectors, on one core; "ratio" is our
speed over theirs.  For the growth the documents are put one
behind the other, again and again, up to each size; what is fitted is the exponent
of the length, so that 1 is linear and 2 is quadratic.  Memory is the peak of a
process of its own, above what it held before it saw the text.  Last come the goals: the
command from start to exit on two pages of the sample corpus, and work on one core.  How fast
the core multiplies matrices tells a slow machine, or a busy one, from slow work: two
programs on the two threads of one core have about half each.
"""

import argparse
import json
import multiprocessing
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import count, cycle
from pathlib import Path
from typing import NamedTuple

import numpy as np
from gold_options import gold_parser
from peer_aligners import PEER_RUN, PEERS, PeerAligner
from threadpoolctl import threadpool_limits

import aligner
from aligner.core import TrainingDocument, Weights, align, load_weights
from aligner.encoders import load_encoder
from aligner.pipeline.training import gold_digest, read_gold
from aligner.signature import Signature
from aligner.values import EncodedText

_RELEASES = Path(__file__).resolve().parent.parent / "corpora/releases"
# Two pages of about thirty sentences.
_PAGES = (
    _RELEASES / "source/2024/art_2024-05-22_192418.html",
    _RELEASES / "target/2024/col_3166_193004.html",
)
# What a release should take, in seconds by the clock, and segments per second of a core.
_SECONDS_OF_A_RELEASE = 1.0
_GOALS = {"encoding": 1_500, "aligning": 8_000}
# Rows and columns of the matrices that the core multiplies.
_MATRIX = 1024
# Times each figure is taken: the fastest counts, of the command the median.
_TIMES = 3
_COMMAND_TIMES = 5
_SIZES = "1000,2000,4000,8000,16000"

Texts = tuple[tuple[str, tuple[str, ...]], tuple[str, tuple[str, ...]]]


class Speed(NamedTuple):
    """Segments per second of one piece of work."""

    name: str
    cores: int
    per_second: float
    ratio: float | None


class Command(NamedTuple):
    """Seconds from start to exit: by the clock, and of the processor."""

    clock: float
    processor: float


class Size(NamedTuple):
    """Seconds and megabytes that a text of so many segments took."""

    segments: int
    encoding: float
    aligning: float
    megabytes: float


def main() -> None:
    """Print the tables and the signature of the run."""
    options = _options()
    weights = load_weights(options.weights)
    max_run = max(PEER_RUN, weights.max_run) if options.peer else weights.max_run
    documents = [d for folder in options.folders for d in read_gold(folder, max_run=max_run)]
    speeds = [*_own_speeds(documents, weights), *_peer_speeds(documents, weights, options.peer)]
    print(f"{_segments(documents)} segments in {len(documents)} documents\n")
    print(f"{'work':<24}{'cores':>6}{'segments/s':>12}{'ratio':>8}")
    for speed in speeds:
        ratio = "" if speed.ratio is None else f"{speed.ratio:.2f}"
        print(f"{speed.name:<24}{speed.cores:>6}{speed.per_second:>12,.0f}{ratio:>8}")
    sizes = [_size(documents, size, options.weights) for size in options.sizes]
    growth = _growth(sizes)
    print(f"\n{'segments':>10}{'encoding s':>12}{'aligning s':>12}{'memory MB':>12}")
    for row in sizes:
        print(f"{row.segments:>10}{row.encoding:>12.2f}{row.aligning:>12.2f}{row.megabytes:>12.0f}")
    if growth:
        print(f"{'exponent':>10}" + "".join(f"{value:>12.2f}" for value in growth.values()))
    command = _command(options.weights)
    print(f"\n{'goal':<44}{'measured':>10}{'wanted':>10}")
    print(f"{'align two pages of thirty sentences, s':<44}", end="")
    print(f"{command.clock:>10.2f}{_SECONDS_OF_A_RELEASE:>10.2f}")
    for speed in speeds:
        if speed.cores == 1 and speed.name in _GOALS:
            name = f"{speed.name}, segments/s and core"
            print(f"{name:<44}{speed.per_second:>10,.0f}{_GOALS[speed.name]:>10,}")
    print(f"{'(processor time of the command, s)':<44}{command.processor:>10.2f}")
    print(f"{'(matrix products of the core, GFLOP/s)':<44}{_matrix_speed():>10.0f}")
    signature = str(_signature(options, weights))
    print(f"\n{signature}")
    if options.json:
        data = {
            "speeds": [speed._asdict() for speed in speeds],
            "sizes": [size._asdict() for size in sizes],
            "growth": growth,
            "command": command._asdict(),
            "signature": signature,
        }
        options.json.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = gold_parser(__doc__)
    parser.add_argument(
        "--peer", choices=sorted(PEERS), action="append", default=[], help="another aligner"
    )
    parser.add_argument(
        "--sizes",
        type=_numbers,
        default=_SIZES,
        metavar="N,N...",
        help=f"segments of the growing text, or nothing; default {_SIZES}",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    return parser.parse_args()


def _numbers(text: str) -> list[int]:
    return [int(number) for number in text.split(",") if number]


def _own_speeds(documents: Sequence[TrainingDocument], weights: Weights) -> list[Speed]:
    """Speeds of encoding and of aligning, on one core and on two."""
    encoder = load_encoder(weights.encoder)

    turns = count()

    def encoded(document: TrainingDocument) -> None:
        # From another segment each time: the encoder knows again what it has just encoded.
        first = next(turns)
        for text in (document.source, document.target):
            at = first % len(text.texts)
            texts = (*text.texts[at:], *text.texts[:at])
            encoder.encode_spans(texts, language=text.language, max_run=weights.max_run)

    def aligned(document: TrainingDocument) -> None:
        align(document.source, document.target, weights=weights)

    works = {"encoding": encoded, "aligning": aligned}
    return [
        Speed(name, cores, _per_second(documents, work, cores), None)
        for name, work in works.items()
        for cores in (1, 2)
    ]


def _peer_speeds(
    documents: Sequence[TrainingDocument],
    weights: Weights,
    names: Sequence[str],
) -> list[Speed]:
    """Speeds of other aligners, and how many times as fast we are."""

    def ours(document: TrainingDocument) -> None:
        align(document.source, document.target, weights=weights)

    speeds = []
    for name in names:
        peer = PEERS[name]()

        def theirs_on(document: TrainingDocument, peer: PeerAligner = peer) -> None:
            peer(document.source, document.target)

        theirs = _per_second(documents, theirs_on, 1)
        speeds.append(Speed(name, 1, theirs, _per_second(documents, ours, 1) / theirs))
    return speeds


def _per_second(
    documents: Sequence[TrainingDocument],
    work: Callable[[TrainingDocument], object],
    cores: int,
) -> float:
    """Segments a second; what is loaded once is loaded before."""
    with threadpool_limits(limits=1):
        work(documents[0])
        seconds = [_seconds(documents, work, cores) for _ in range(_TIMES)]
    return _segments(documents) / min(seconds)


def _seconds(
    documents: Sequence[TrainingDocument],
    work: Callable[[TrainingDocument], object],
    cores: int,
) -> float:
    """Processor time for all documents; of several processes, the time by the clock.

    They take the longest ones first.
    """
    context = multiprocessing.get_context("fork")
    waiting = context.SimpleQueue()
    order = sorted(documents, key=lambda d: -_segments([d]))
    for number in [*range(len(order)), *[None] * cores]:
        waiting.put(number)

    def run() -> None:
        while (number := waiting.get()) is not None:
            work(order[number])

    clock = time.process_time if cores == 1 else time.perf_counter
    start = clock()
    others = [context.Process(target=run) for _ in range(cores - 1)]
    for process in others:
        process.start()
    run()
    for process in others:
        process.join()
    return clock() - start


def _size(documents: Sequence[TrainingDocument], size: int, weights: str) -> Size:
    """What a text of about so many segments costs, in a process of its own."""
    source: list[str] = []
    target: list[str] = []
    for document in cycle(documents):
        room = size - len(source) - len(target)
        if room <= 0:
            break
        share = min(room / _segments([document]), 1.0)
        source += document.source.texts[: round(share * len(document.source.texts)) or 1]
        target += document.target.texts[: round(share * len(document.target.texts)) or 1]
    first = documents[0]
    texts = (first.source.language, tuple(source)), (first.target.language, tuple(target))
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(_measured, texts, weights).result()


def _measured(texts: Texts, weights_name: str) -> Size:
    """Encode and align a text, everything that is loaded once being loaded before."""
    weights = load_weights(weights_name)
    encoder = load_encoder(weights.encoder)

    def encoded(language: str, lines: tuple[str, ...]) -> EncodedText:
        vectors = encoder.encode_spans(lines, language=language, max_run=weights.max_run)
        return EncodedText(lines, language, vectors)

    with threadpool_limits(limits=1):
        few = [encoded(language, lines[:50]) for language, lines in texts]
        align(*few, weights=weights)
        # Linux forgets the peak so far: that of loading the encoder.
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
        before, start = _memory("VmRSS"), time.perf_counter()
        both = [encoded(*text) for text in texts]
        middle = time.perf_counter()
        align(*both, weights=weights)
        end = time.perf_counter()
    segments = sum(len(lines) for _, lines in texts)
    return Size(segments, middle - start, end - middle, _memory("VmHWM") - before)


def _memory(field: str) -> float:
    """Megabytes that this process holds, ``VmRSS``, or held at most, ``VmHWM``."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    kilobytes = next(line.split()[1] for line in lines if line.startswith(f"{field}:"))
    return int(kilobytes) / 1024


def _growth(sizes: Sequence[Size]) -> dict[str, float]:
    """Exponents of the length, by least squares on logarithms."""
    if len(sizes) < 2:  # noqa: PLR2004 - of a line
        return {}
    length = np.log([size.segments for size in sizes])
    columns = {name: [getattr(size, name) for size in sizes] for name in Size._fields[1:]}
    return {
        name: float(np.polyfit(length, np.log(np.maximum(values, 1e-9)), 1)[0])
        for name, values in columns.items()
    }


def _command(weights: str) -> Command:
    """Median times of the whole command, the first run left out."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "ladder.txt"
        command = [
            *(str(Path(sys.executable).with_name("aligner")), "align", *map(str, _PAGES)),
            *("--weights", weights, "-o", str(output)),
        ]
        # As installed: compiled modules are kept.
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        environment["PYTHONPYCACHEPREFIX"] = folder
        taken = []
        for _ in range(_COMMAND_TIMES + 1):
            start = os.times()
            subprocess.run(command, check=True, capture_output=True, env=environment)  # noqa: S603
            end = os.times()
            children = end.children_user + end.children_system
            before = start.children_user + start.children_system
            taken.append(Command(end.elapsed - start.elapsed, children - before))
            output.unlink()
    return Command(*map(statistics.median, zip(*taken[1:], strict=True)))


def _matrix_speed() -> float:
    """Billions of multiplications and additions per second of processor time."""
    matrix = np.ones((_MATRIX, _MATRIX), dtype=np.float32)
    seconds = []
    with threadpool_limits(limits=1):
        for _ in range(_COMMAND_TIMES):
            start = time.process_time()
            matrix @ matrix
            seconds.append(time.process_time() - start)
    return 2 * _MATRIX**3 / statistics.median(seconds) / 1e9


def _segments(documents: Sequence[TrainingDocument]) -> int:
    return sum(len(d.source.texts) + len(d.target.texts) for d in documents)


def _signature(options: argparse.Namespace, weights: Weights) -> Signature:
    return Signature.of(
        {
            "encode": weights.encoder,
            "align": f"{weights.name}-{weights.digest()}",
            "peers": "+".join(options.peer) or "none",
            "gold": "+".join(f"{f.name}-{gold_digest(f)}" for f in options.folders),
            "version": aligner.__version__,
        },
    )


if __name__ == "__main__":
    main()
