#!/usr/bin/env python3
"""Feeds what comes from outside, damaged, to what reads it, and keeps what it does not survive.

scripts/fuzz_inputs.py [--seconds N] [--seed N] [--limit N] [--save FOLDER] [TARGET]...

Targets are glossaries, decisions, tables of pages, weights, workspaces, and requests to
the server of the review; pages have `fuzz_readers.py`.  A case is made from the seed and
its number alone.  It may be read or refused with an error of the program's own; anything
else is a crash, which is made smaller while it stays the same and saved.  At the end the
slowest cases that were read are tried at twice their size: the table tells the worst ratio
of times.  The exit status is 1 if anything crashed, hung or died.
"""

import argparse
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import NamedTuple

import fuzz_review
import fuzz_workspaces
from fuzz_growth import worst_growth
from fuzz_readers import BUSY, STARTING, next_line, pump
from fuzz_targets import TARGETS, Target

from aligner.errors import AlignerError, InternalError

# Bytes of a case, unless the samples are larger themselves.
_LARGEST = 200_000
_MOST_CHANGES = 4
_TRIALS_OF_SMALLER = 200
_SLOWEST = 5
ALL = {**TARGETS, "workspace": fuzz_workspaces.TARGET, "review": fuzz_review.TARGET}


class Outcome(NamedTuple):
    """What came of a case."""

    number: int
    result: str
    seconds: float
    message: str


def main(arguments: list[str] | None = None) -> int:
    """Fuzz each target for a while and tell what happened."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("target", nargs="*", default=list(ALL))
    parser.add_argument("--seconds", type=float, default=60.0, help="for each target")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--limit", type=float, default=60.0, help="seconds a case may take")
    parser.add_argument("--save", type=Path, default=Path("out/fuzz"), help="folder for failures")
    parser.add_argument("--worker", type=int, default=-1, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if unknown := sorted(set(options.target) - set(ALL)):
        parser.error(f"unknown targets: {', '.join(unknown)}; known: {', '.join(ALL)}")
    if options.worker >= 0:
        work(options.target[0], options.seed, options.worker)
        return 0
    print("target\tcases\tread\trefused\tcrashes\tslowest s\tratio at twice the size", flush=True)
    return int(sum(watch(options, name) for name in options.target) > 0)


def case(target: Target, sources: list[bytes], seed: int, number: int) -> bytes:
    """The bytes of one case."""
    chance = random.Random(f"{seed}-{number}")  # noqa: S311 - not for secrets
    data = chance.choice(sources)
    largest = max(_LARGEST, 2 * len(data))
    for _ in range(chance.randint(1, _MOST_CHANGES)):
        data = target.change(data, chance, sources)[:largest] or data
    return data


def attempt(target: Target, data: bytes) -> tuple[str, str]:
    """Whether a case was read, refused, or crashed, and why."""
    try:
        target.attempt(data)
    except InternalError as error:
        return "crashed", f"InternalError: {' '.join(str(error).split())[:200]}"
    except AlignerError:
        return "refused", ""
    except Exception as error:  # noqa: BLE001 - whatever it is, it is to be told
        return "crashed", f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
    return "read", ""


def work(name: str, seed: int, first: int) -> None:
    """Try cases one after the other, and say of each what came of it."""
    target = ALL[name]
    sources = target.samples()
    number = first
    print("ready", flush=True)
    while True:
        data = case(target, sources, seed, number)
        start = sum(os.times()[:4])
        result, message = attempt(target, data)
        seconds = sum(os.times()[:4]) - start
        message = message.encode("ascii", "backslashreplace").decode()
        print(number, result, f"{seconds:.3f}", message, sep="\t", flush=True)
        number += 1


def watch(options: argparse.Namespace, name: str) -> int:
    """Start workers until the time is over, save what failed; the number of failures."""
    target, seed = ALL[name], options.seed
    sources = target.samples()
    left = options.seconds
    outcomes: list[Outcome] = []
    kinds: Counter[str] = Counter()
    while left > 0:
        begun = time.monotonic()
        for outcome in _told(name, seed, len(outcomes), options.limit, left):
            outcomes.append(outcome)
            if outcome.result in {"read", "refused"}:
                continue
            kinds[outcome.message] += 1
            if kinds[outcome.message] == 1:
                data = case(target, sources, seed, outcome.number)
                _save(options.save, f"{name}-{seed}-{outcome.number}", outcome, data, target)
        left -= time.monotonic() - begun
    counts = Counter(outcome.result for outcome in outcomes)
    failures = len(outcomes) - counts["read"] - counts["refused"]
    slowest = sorted((o for o in outcomes if o.result == "read"), key=lambda o: -o.seconds)
    growth = worst_growth(
        partial(attempt, target),
        [case(target, sources, seed, o.number) for o in slowest[:_SLOWEST]],
    )
    most = max((outcome.seconds for outcome in outcomes), default=0.0)
    counted = (len(outcomes), counts["read"], counts["refused"], failures)
    print(name, *counted, f"{most:.2f}", growth, sep="\t", flush=True)
    return failures


def _told(name: str, seed: int, first: int, limit: float, seconds: float) -> Iterator[Outcome]:
    """What a worker says until it dies, falls silent or its time is over."""
    command = [sys.executable, __file__, name, "--seed", str(seed), "--worker", str(first)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, errors="replace") as worker:  # noqa: S603
        lines: Queue[str] = Queue()
        Thread(target=pump, args=(worker.stdout, lines), daemon=True).start()
        number = first
        try:
            next_line(lines, STARTING)
            end = time.monotonic() + seconds
            while time.monotonic() < end:
                line = next_line(lines, limit * BUSY)
                if not line:
                    result = "hung" if worker.poll() is None else "died"
                    yield Outcome(number, result, limit, result)
                    return
                fields = line.rstrip("\n").split("\t", 3)
                yield Outcome(int(fields[0]), fields[1], float(fields[2]), fields[3])
                number = int(fields[0]) + 1
        finally:
            worker.kill()


def _save(folder: Path, stem: str, outcome: Outcome, data: bytes, target: Target) -> None:
    """Write a case, as small as it gets, and what happened to it."""
    if outcome.result == "crashed":
        kind = outcome.message.partition(":")[0]
        data = smaller(
            data, lambda some: attempt(target, some)[1].startswith(f"{kind}:"), _TRIALS_OF_SMALLER
        )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{stem}.bin").write_bytes(data)
    (folder / f"{stem}.why").write_text(f"{outcome.result} {outcome.message}\n", encoding="utf-8")
    print(f"# {stem}\t{len(data)} bytes\t{outcome.result}\t{outcome.message}", flush=True)


def smaller(data: bytes, still_fails: Callable[[bytes], bool], trials: int) -> bytes:
    """A shorter input that fails as well: stretches are left out, halves first."""
    size = len(data) // 2
    while size and trials:
        start = 0
        while start < len(data) and trials:
            shorter = data[:start] + data[start + size :]
            trials -= 1
            if still_fails(shorter):
                data = shorter
            else:
                start += size
        size //= 2
    return data


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        raise SystemExit(main())
