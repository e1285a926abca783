#!/usr/bin/env python3
"""How fast each format is written and how much memory that takes.

    PYTHONPATH=. python scripts/bench_export.py [--units 100000] [--format tmx ...]

Each format is written by a process of its own, since the peak of a process
never falls.  Units are generated while they are written.
"""

import argparse
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

from aligner.corpus import CORPUS_FORMATS, export_corpus
from aligner.values import TranslationUnit

__all__ = ["made_units", "main"]

_KIB_IN_MIB = 1024
_HAN = [chr(0x4E00 + 7 * number) + chr(0x6E00 + 5 * number) for number in range(256)]
_LATIN = [
    f"{'bcdfghjklmnpqrst'[n // 16]}{'aeio'[n % 4]}{'lmnprstv'[n // 4 % 8]}um" for n in range(256)
]


def made_units(count: int) -> Iterator[TranslationUnit]:
    """Units of usual length and provenance, all different in more than their numbers."""
    for number in range(count):
        words = blake2b(number.to_bytes(8), digest_size=16).digest()
        yield TranslationUnit(
            f"{number:016x}",
            "zh-Hans",
            "en",
            f"第{number}号：{''.join(_HAN[word] for word in words)}。",
            f"No. {number}: {' '.join(_LATIN[word] for word in words)}.",
            0.987654,
            (
                ("source-document", f"2023/{number // 20}.html"),
                ("target-document", f"2023/en/{number // 20}.html"),
                ("source-date", "2023-05-04"),
                ("kind", "1-1"),
                ("source-span", "2:0-2:26"),
                ("signature", "split:zh.v1|encode:use.v1"),
            ),
        )


def measure(format_name: str, count: int) -> tuple[float, float, int]:
    """Seconds, peak memory in MiB and bytes of one format."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        export_corpus(made_units(count), Path(folder) / "units", format_name=format_name)
        seconds = time.perf_counter() - start
        size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KIB_IN_MIB
    return seconds, peak, size


def main(arguments: list[str] | None = None) -> None:
    """Print a line a format."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=100_000)
    parser.add_argument("--format", nargs="+", choices=[*CORPUS_FORMATS], default=[*CORPUS_FORMATS])
    options = parser.parse_args(arguments)
    print("format\tunits/s\tpeak MiB\tMB")
    context = multiprocessing.get_context("spawn")
    for name in options.format:
        with context.Pool(1) as pool:
            seconds, peak, size = pool.apply(measure, (name, options.units))
        print(f"{name}\t{options.units / seconds:.0f}\t{peak:.0f}\t{size / 1e6:.1f}", flush=True)


if __name__ == "__main__":
    main()
