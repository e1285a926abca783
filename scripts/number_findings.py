#!/usr/bin/env python3
"""What the number check finds in true pairs of texts, to be read by a person.

    scripts/number_findings.py hkma/2016.jsonl gold/minutes parallel/laws.tsv.xz [--sample 60]

A file of JSON Lines holds documents with as many Chinese as English lines; a folder holds
gold alignments (``NNN.zh``, ``NNN.en``, ``NNN.gold``); a table holds a pair a line.  Prints
how many pairs there are, how many have numbers, how many findings and how many set aside,
then a sample of the findings with their texts, by chance and the same every time.
"""

import argparse
import json
import lzma
import random
import re
from collections.abc import Iterator
from pathlib import Path

from aligner.glossary import Glossary
from aligner.languages import read_quantities
from aligner.terms import check_bitext
from aligner.values import Finding, FindingCode, TranslationUnit

_BEAD = re.compile(r"\[([\d, ]*)\]:\[([\d, ]*)\]")


def read_pairs(path: Path) -> Iterator[tuple[str, str]]:
    """Pairs of a Chinese and an English text."""
    if path.is_dir():
        for gold in sorted(path.glob("*.gold")):
            yield from _gold_pairs(gold)
    elif path.suffix == ".jsonl":
        for line in path.read_text("utf-8").splitlines():
            document = json.loads(line)
            yield from zip(document["zh"].split("\n"), document["en"].split("\n"), strict=True)
    else:
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                source, target = line.split("\t")[:2]
                yield source, target


def _gold_pairs(gold: Path) -> Iterator[tuple[str, str]]:
    """The beads of one document that have both sides."""
    sides = [gold.with_suffix(f".{name}").read_text("utf-8").split("\n") for name in ("zh", "en")]
    for match in _BEAD.finditer(gold.read_text("utf-8")):
        places = [[int(n) for n in group.split(",") if n.strip()] for group in match.groups()]
        if all(places):
            source, target = (
                [side[n] for n in numbers] for side, numbers in zip(sides, places, strict=True)
            )
            yield "".join(source), " ".join(target)


def findings_of(source: str, target: str) -> list[Finding]:
    """Number findings of one pair."""
    unit = TranslationUnit("1", "zh", "en", source, target, 1.0)
    check = check_bitext(
        [unit], Glossary(()), published=None, source_document="", target_document=""
    )
    return [f for f in check.findings if f.code is FindingCode.NUMBER]


def main() -> None:
    """Print figures and a sample of findings for each path."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--sample", type=int, default=60, help="findings to print")
    parser.add_argument("--limit", type=int, default=20_000, help="pairs of a path, evenly")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--all", action="store_true", help="sample what is set aside, too")
    options = parser.parse_args()
    found: list[tuple[str, Finding]] = []
    for path in options.paths:
        pairs = [pair for pair in read_pairs(path) if all(map(str.strip, pair))]
        pairs = pairs[:: max(1, len(pairs) // options.limit)]
        own = [(path.name, f) for pair in pairs for f in findings_of(*pair)]
        likely = [named for named in own if named[1].is_likely]
        with_numbers = sum(bool(read_quantities(source, "zh")) for source, _ in pairs)
        print(
            f"{path.name}: {len(pairs)} pairs, {with_numbers} with numbers, "
            f"{len(likely)} findings, {len(own) - len(likely)} set aside"
        )
        found += own if options.all else likely
    sample = random.Random(options.seed).sample(  # noqa: S311 - not for secrets
        found, min(options.sample, len(found))
    )
    for number, (name, finding) in enumerate(sample, 1):
        print(f"\n{number}. {name} {finding.confidence:.2f} {finding.message}")
        print(f"   {finding.source_text}\n   {finding.target_text}")


if __name__ == "__main__":
    main()
