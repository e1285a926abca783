#!/usr/bin/env python3
"""Count which classes of English words follow each other, for telling where words are missing.

    scripts/train_joins.py parallel/ms_biz_ht_cn.tsv.xz parallel/twlaw.tsv.xz \
        parallel/news.tsv.xz -o aligner/lexicon/data/joins.v1.json

Each file counts alike, whatever its size.  Classes are function words, marks and
endings, so that no text can be read back.
"""

import argparse
import json
from collections import Counter
from pathlib import Path

from aligner.lexicon import learn_joins, read_parallel

# Pairs of classes that are rarer say nothing.
_LEAST = 20


def main() -> None:
    """Write the counts."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--texts", type=int, default=40_000, help="of each file")
    parser.add_argument("-o", "--output", required=True, type=Path)
    options = parser.parse_args()
    counts: Counter[str] = Counter()
    for path in sorted(options.files):
        texts = [pair.target for pair in read_parallel(path)]
        step = max(1, len(texts) // options.texts)
        counts.update(learn_joins(texts[::step]))
    kept = {name: n for name, n in sorted(counts.items()) if n >= _LEAST}
    text = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
    options.output.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
