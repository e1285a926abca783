"""Make the base lexicon: counts of aligned words from official reports and other texts.

    scripts/train_base_lexicon.py --reports hkma/2015.jsonl --reports hkma/2016.jsonl \
        --reports hkma/2017.jsonl --ladders gold/academic --ladders gold/mac_dev \
        --ladders gold/magazine -o aligner/lexicon/data/lexicon.v1.bin

Pairs of words that were aligned less often than twice are left out, so that no
text can be read back from it.
"""

import argparse
import json
import lzma
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from terms_data import load_ladder, load_reports
from threadpoolctl import threadpool_limits

from aligner.lexicon.counting import Counts, learn_counts, unit_pairs
from aligner.values import TranslationUnit

_LEAST = 2


def packed(counts: Mapping[str, Mapping[str, int]], least: int = _LEAST) -> bytes:
    """The frequent pairs as bytes, the same for equal counts."""
    kept: Counts = {}
    for source in sorted(counts):
        row = {target: n for target, n in sorted(counts[source].items()) if n >= least}
        if row:
            kept[source] = row
    text = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
    return lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME)


def units_of(reports: list[Path], ladders: list[Path]) -> Iterator[TranslationUnit]:
    """The units of all texts, in order."""
    for path in sorted(reports):
        for text in load_reports(path):
            yield from text.units
    for folder in sorted(ladders):
        for ladder in sorted(folder.glob("*.gold")):
            yield from load_ladder(ladder, folder.name)


def main() -> None:
    """Write the lexicon."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--reports", action="append", default=[], type=Path, metavar="JSONL")
    parser.add_argument("--ladders", action="append", default=[], type=Path, metavar="FOLDER")
    parser.add_argument("-o", "--output", required=True, type=Path)
    options = parser.parse_args()
    threadpool_limits(1)
    units = list(units_of(options.reports, options.ladders))
    data = packed(learn_counts(unit_pairs(units)))
    options.output.write_bytes(data)
    sys.stderr.write(f"{len(units)} units, {len(data)} bytes\n")


if __name__ == "__main__":
    main()
