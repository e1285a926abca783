#!/usr/bin/env python3
"""What a run costs, stage by stage, as the piles grow; and what nothing or little new costs.

    scripts/bench_scale.py --sizes 1000,4000,16000 --new 100 --jobs 2
    scripts/bench_scale.py --sizes 10000,100000 --jobs 2 --folder /big/disk

The releases are invented (`made_releases`).  Every run is a process of its own;
memory is the peak of its largest process.  ``processor`` is the time of all cores, which other
work on the machine hardly changes.  ``exponent`` is the slope of log time
against log size between the last two sizes: 1 is linear.  The last columns say
what a million and ten million sources would cost if it stayed so.  The second run finds
the piles as the first one left them; its share of the first one's time is what looking at
unchanged pages costs.  A hundred thousand sources take some 10 GB of disk.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Any

from made_releases import Counts, write_releases

_GLOSSARY = Path(__file__).resolve().parents[1] / "corpora" / "glossary" / "ip_terms.tsv"
_PROJECTED = (1_000_000, 10_000_000)


@dataclass(frozen=True)
class Measured:
    """One run: sources, seconds by stage, in all and of all cores, peak memory, what came out."""

    sources: int
    stages: dict[str, float]
    seconds: float
    processor: float
    megabytes: float
    summary: dict[str, Any]


def measure(folder: Path, sources: int, jobs: int) -> Measured:
    """Run the pipeline over a folder of releases."""
    command = [Path(sys.executable).with_name("aligner"), "run", folder / "source",
               folder / "target", "--workspace", folder / "work", "--glossary", _GLOSSARY,
               "--jobs", jobs, "--json"]  # fmt: skip
    started, before = time.monotonic(), _processor()
    done = subprocess.run(  # noqa: S603 - our own program
        [str(c) for c in command], capture_output=True, text=True, check=False
    )
    seconds = time.monotonic() - started
    if done.returncode:
        sys.exit(done.stderr)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    summary = json.loads(done.stdout)
    stages = {stage["stage"]: stage["seconds"] for stage in summary["stages"]}
    return Measured(sources, stages, seconds, _processor() - before, peak, summary)


def _processor() -> float:
    """Seconds of all cores that ended processes have taken."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def show(runs: list[Measured], title: str) -> None:
    """Print a table of stages by size, with exponents and projections."""
    print(f"\n{title}")
    head = "".join(f"{run.sources:>12,}" for run in runs)
    projected = "".join(f"{n:>14,}" for n in _PROJECTED)
    print(f"{'seconds':18}{head}{'exponent':>10}{projected}")
    rows = {stage: [run.stages.get(stage, 0.0) for run in runs] for stage in runs[-1].stages}
    rows |= {"all": [r.seconds for r in runs], "processor": [r.processor for r in runs]}
    for stage, values in rows.items():
        row = "".join(f"{value:12.1f}" for value in values)
        exponent = slope(runs, values)
        ahead = "".join(
            f"{hours(values[-1], runs[-1].sources, n, exponent):>14}" for n in _PROJECTED
        )
        print(f"{stage:18}{row}{exponent:>10.2f}{ahead}")
    print(f"{'megabytes':18}" + "".join(f"{run.megabytes:12.0f}" for run in runs))
    for name in ("pairs", "beads"):
        print(f"{name:18}" + "".join(f"{run.summary[name]:12,}" for run in runs), flush=True)


def slope(runs: list[Measured], values: list[float]) -> float:
    """Exponent of growth between the last two sizes, 0 for a single one."""
    if len(runs) < 2 or min(values[-2:]) <= 0:  # noqa: PLR2004 - a slope wants two points
        return 0.0
    return log(values[-1] / values[-2]) / log(runs[-1].sources / runs[-2].sources)


def hours(seconds: float, size: int, wanted: int, exponent: float) -> str:
    """A projected time in hours."""
    return f"{seconds * (wanted / size) ** max(exponent, 1.0) / 3600:.1f} h"


def main() -> None:
    """Measure sizes given on the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", default="500,2000", help="numbers of sources")
    parser.add_argument("--ratio", type=int, default=5, help="sources to one target")
    parser.add_argument("--new", type=int, default=100, help="sources to add afterwards")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--folder", type=Path, help="where piles and workspaces are made")
    options = parser.parse_args()
    first, second, again = [], [], []
    for size in map(int, options.sizes.split(",")):
        with tempfile.TemporaryDirectory(dir=options.folder) as name:
            folder = Path(name)
            write_releases(folder, Counts(size, options.ratio))
            first.append(measure(folder, size, options.jobs))
            second.append(measure(folder, size, options.jobs))
            write_releases(folder, Counts(options.new, options.ratio, first=size))
            again.append(measure(folder, size, options.jobs))
        show(first, "a first run")
        show(second, "a second run, nothing new")
        shares = [f"{b.seconds / a.seconds:.1%}" for a, b in zip(first, second, strict=True)]
        print(f"{'of the first run':18}" + "".join(f"{share:>12}" for share in shares))
        show(again, f"{options.new} sources more")


if __name__ == "__main__":
    main()
