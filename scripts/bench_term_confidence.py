#!/usr/bin/env python3
"""How often findings are right that are called so sure, by how many errors a text has.

    scripts/bench_term_confidence.py --sample corpora

Errors are those of the trials; harmless are the departures of human translations, of
which one person judged whether they are worth a change of the text or of the list.  How
sure a finding is depends on how frequent errors are, which no single sentence shows:
the same evidence is right more often in a draft than in a revised text.
"""

import argparse
import csv
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from bench_term_trials import TRIALS, UNSEEN, load_trials, run
from terms_data import load_sample
from terms_peers import count_occurrences
from terms_spans import lexicon_of
from threadpoolctl import threadpool_limits

from aligner.glossary import read_glossary
from aligner.values import LIKELY

JUDGED = TRIALS.parent / "judged.tsv"
# Errors per 100 occurrences of terms: a revised text, a draft, a bad draft, the trials themselves.
RATES = (1, 3, 10, 50)
_STEPS = 10
Bins = Mapping[int, float]


def bin_of(confidence: float) -> int:
    """The tenth in which a confidence lies."""
    return min(_STEPS - 1, int(confidence * _STEPS))


def errors_by_bin(folders: Iterable[Path]) -> Bins:
    """The share of errors whose surest finding lies in each tenth."""
    found: Counter[int] = Counter()
    n = 0
    for folder in folders:
        trials = [t for t in load_trials("trials.jsonl", folder=folder) if t.is_error]
        for outcome in run(trials, read_glossary(folder / "glossary.tsv")):
            n += 1
            if outcome.shown:
                found[bin_of(max(f.confidence for f in outcome.shown))] += 1
    return {step: count / n for step, count in found.items()}


def human_by_bin(corpora: Path) -> tuple[Bins, Bins, int]:
    """Judged findings of each tenth per 100 occurrences, right and wrong; and those not judged."""
    with JUDGED.open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream, delimiter="\t")
        worth = {(row["unit"], row["term"]): row["worth"] == "1" for row in rows}
    bare = load_sample(corpora)
    lexicon = lexicon_of(bare)
    right: Counter[int] = Counter()
    wrong: Counter[int] = Counter()
    n = open_ = 0
    for text in bare:
        n += count_occurrences(text)
        for finding in replace(text, lexicon=lexicon).check().findings:
            verdict = worth.get((finding.unit, finding.source_term))
            if finding.confidence < LIKELY:
                continue
            if verdict is None:
                open_ += 1
            else:
                (right if verdict else wrong)[bin_of(finding.confidence)] += 1
    return per_hundred(right, n), per_hundred(wrong, n), open_


def per_hundred(counts: Mapping[int, int], n: int) -> Bins:
    """Counts per 100 occurrences."""
    return {step: 100 * count / n for step, count in counts.items()}


def share_right(
    steps: Sequence[int], errors: Bins, right: Bins, wrong: Bins, rate: float
) -> float | None:
    """How many findings of some tenths are right in a text with so many errors in 100."""
    good = sum(rate * errors.get(step, 0.0) + right.get(step, 0.0) for step in steps)
    bad = sum(wrong.get(step, 0.0) for step in steps)
    return good / (good + bad) if good + bad else None


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sample", type=Path, required=True, metavar="CORPORA")
    options = parser.parse_args()
    threadpool_limits(1)
    right, wrong, open_ = human_by_bin(options.sample)
    print(f"human text: worth a change {sum(right.values()):.2f}, not {sum(wrong.values()):.2f} "
          f"per 100 occurrences, {open_} not judged")  # fmt: skip
    for name, folders in (("first author", [TRIALS]), ("second author", [UNSEEN])):
        errors = errors_by_bin(folders)
        print(f"{name}: errors in 100      " + "".join(f"{rate:7}" for rate in RATES))
        for low, steps in ((0.5, (5,)), (0.6, (6,)), (0.7, (7,)), (0.8, (8,)), (0.9, (9,))):
            shares = [share_right(steps, errors, right, wrong, rate) for rate in RATES]
            row = "".join("      -" if share is None else f"{share:7.2f}" for share in shares)
            print(f"  called {low:.1f} to {low + 0.1:.1f}, right {row}")
        both = [share_right((6, 7), errors, right, wrong, rate) for rate in RATES]
        print("  called 0.6 to 0.8, right " + "".join(f"{share or 0:7.2f}" for share in both))


if __name__ == "__main__":
    main()
