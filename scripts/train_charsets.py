#!/usr/bin/env python3
"""Count how often characters occur in Chinese text, for telling charsets apart.

    scripts/train_charsets.py TEXTS.tsv.xz ... -o aligner/tables/data/characters.txt

The first column of each file is Chinese text. Each text counts in simplified and in
traditional script, each file as much as any other. The table has one line for each step of
improbability: its negative natural logarithm in half nats, then its characters.
"""

import argparse
import lzma
import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path

from opencc import OpenCC

from aligner.files import whole_file
from aligner.text import is_han

_MOST_LINES = 40_000
_STEPS_PER_NAT = 2
_RAREST = 13.0
_MARKS = "，。、：；？！“”‘’（）《》〈〉【】「」『』〔〕—…·～％　－／０１２３４５６７８９"


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("texts", nargs="+", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    shares: defaultdict[str, float] = defaultdict(float)
    for path in options.texts:
        text = _sample(path)
        for script in ("t2s", "s2t"):
            counts = Counter(c for c in OpenCC(script).convert(text) if is_han(c) or c in _MARKS)
            total = 2 * len(options.texts) * counts.total()
            for character, count in counts.items():
                shares[character] += count / total
    with whole_file(options.output) as stream:
        stream.write("".join(f"{line}\n" for line in _lines(shares)).encode())


def _sample(path: Path) -> str:
    """The first column of lines taken evenly from a whole file."""
    with lzma.open(path, "rt", encoding="utf-8") as stream:
        lines = [line.partition("\t")[0] for line in stream]
    return "\n".join(lines[:: max(1, len(lines) // _MOST_LINES)])


def _lines(shares: Mapping[str, float]) -> list[str]:
    """Characters by the step of their improbability."""
    steps: dict[int, list[str]] = {}
    for character in sorted(shares):
        nats = -math.log(shares[character])
        if nats <= _RAREST:
            steps.setdefault(round(nats * _STEPS_PER_NAT), []).append(character)
    return [f"{step / _STEPS_PER_NAT} {''.join(steps[step])}" for step in sorted(steps)]


if __name__ == "__main__":
    main()
