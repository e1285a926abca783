#!/usr/bin/env python3
"""Make the shipped bilingual lexicon from parallel files.

    scripts/train_lexicon.py parallel/*.tsv.xz -o aligner/lexicon/data/words.v1.bin
    scripts/train_lexicon.py parallel/*.tsv.xz --without-set all -o honest.bin
    scripts/train_lexicon.py parallel/*.tsv.xz --without-file twlaw --without-set laws -o x.bin

The same files and options give the same lexicon, to the byte.
"""

import argparse
import sys
from pathlib import Path

from threadpoolctl import threadpool_limits

from aligner.files import whole_file
from aligner.lexicon import ParallelWords, read_parallel
from aligner.signature import digest_bytes

# What the rows of the parallel files call the gold sets.
_NAMES = {
    "government": ("mzprt_gov",),
    "profiles": ("mzprt_profile",),
    "webfiction": ("mzprt_webfiction",),
    "laws": ("twlaw_derived", "twlaw_ip_coarse"),
}
_ALL = "all"


def stem_of(path: Path) -> str:
    """Name of a file without its endings."""
    return path.name.partition(".")[0]


def main() -> None:
    """Write the lexicon."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("files", nargs="+", type=Path, help=".tsv, .tsv.xz or .jsonl")
    parser.add_argument(
        "--without-set",
        action="append",
        default=[],
        metavar="SET",
        help="leave out rows that stand in a gold set; 'all' for every set",
    )
    parser.add_argument(
        "--without-file",
        action="append",
        default=[],
        metavar="NAME",
        help="leave out a file, named without its endings",
    )
    parser.add_argument("-o", "--output", required=True, type=Path)
    options = parser.parse_args()
    threadpool_limits(1)
    unwanted = {own for name in options.without_set for own in _NAMES.get(name, (name,))}
    words = ParallelWords()
    files = []
    for path in sorted(options.files, key=lambda path: path.name):
        if stem_of(path) in options.without_file:
            continue
        n_before = len(words)
        for text in read_parallel(path):
            if text.gold_set and (_ALL in unwanted or text.gold_set in unwanted):
                continue
            words.add(text.source, text.target, document=text.document, register=path.name)
        digest = digest_bytes(path.read_bytes())
        files.append({"name": path.name, "digest": digest, "pairs": len(words) - n_before})
    header = {"name": stem_of(options.output), "without_sets": sorted(unwanted), "files": files}
    table = words.learn()
    data = table.to_bytes(header)
    with whole_file(options.output) as stream:
        stream.write(data)
    sys.stderr.write(
        f"{len(words)} text pairs, {len(table.indices)} word pairs, {len(data)} bytes\n"
    )


if __name__ == "__main__":
    main()
