#!/usr/bin/env python3
"""What checking the terms of a translation memory costs as the memory grows.

    scripts/bench_term_scale.py --sizes 10000,50000,200000
    scripts/bench_term_scale.py --sizes 1000000 --units-per-document 0 --folder /big/disk

The memories are invented: sentences of the sample corpus with other figures, each with
a clause that names one of five thousand concepts, in every twentieth unit by another
word than the glossary's.  With no units per document the units name no documents, as in
most memories of translation tools.  Every check is a process of its own; seconds are those
of the processor, which other programs do not add to, and memory is the peak.
"""

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench_term_speed import make_glossary
from made_releases import Bead, _beads, _varied

import aligner
from aligner.exporters import export_units
from aligner.glossary import Glossary, read_glossary, write_glossary
from aligner.signature import Signature
from aligner.terms import term_signature
from aligner.values import TranslationUnit

__all__ = ["made_units"]

_GLOSSARY = Path(__file__).resolve().parents[1] / "corpora" / "glossary" / "ip_terms.tsv"
_SIZES = "10000,50000,200000"
# Every so many units one departs from the glossary.
_DEPARTURE = 20
_CLAUSES = (
    ("会议还讨论了{}的有关问题。", " The meeting also discussed questions of {}."),
    ("第{n}号文件对{}作出规定。", " Document No. {n} lays down rules on {}."),
    ("与会代表就{}交换了意见。", " Participants exchanged views on {}."),
)
_WRONG = ("the said matter", "such arrangements", "this instrument", "the measure in question")


@dataclass(frozen=True)
class Measured:
    """One check: seconds of the processor and peak memory in megabytes."""

    seconds: float
    megabytes: float


def made_units(
    count: int, glossary: Glossary, *, per_document: int = 12, seed: int = 0
) -> Iterator[TranslationUnit]:
    """So many invented units, the same for the same seed.

    Parameters
    ----------
    count : int
    glossary : Glossary
        Whose concepts they name.
    per_document : int
        Units that name one pair of documents; 0 if none names any.
    seed : int
    """
    chance = random.Random(seed)  # noqa: S311 - experiments, not secrets
    beads = _beads()
    for number in range(count):
        source, target = _sentence(_varied(chance.choice(beads), chance), glossary, chance)
        document = number // per_document if per_document else 0
        names = (("source-document", f"{document}.zh"), ("target-document", f"{document}.en"))
        yield TranslationUnit(
            f"u{number}", "zh", "en", source, target, 1.0, names if per_document else ()
        )


def _sentence(bead: Bead, glossary: Glossary, chance: random.Random) -> tuple[str, str]:
    """The two texts of a bead, with a clause that names a concept."""
    entry = chance.choice(glossary.entries)
    english = entry.forms("en")[0].text
    if chance.randrange(_DEPARTURE) == 0:
        english = chance.choice(_WRONG)
    clause, number = chance.choice(_CLAUSES), chance.randrange(1, 1000)
    return (
        "".join(bead[0]) + clause[0].format(entry.forms("zh")[0].text, n=number),
        " ".join(bead[1]) + clause[1].format(english, n=number),
    )


def measure(memory: Path, glossary: Path, *, reports: bool) -> Measured:
    """Check a memory as a user does."""
    script = "from aligner.cli.main import main; main()"
    command = [sys.executable, "-c", script, "terms", "check", "--bitext", memory, "-g", glossary]
    if reports:
        command += ["--json", memory.with_suffix(".json"), "--html", memory.with_suffix(".html")]
    command += ["--fail-on", "none"]
    with subprocess.Popen(  # noqa: S603 - our own program
        [str(c) for c in command], stdout=subprocess.DEVNULL
    ) as running:
        _, status, usage = _wait(running)
    if status:
        sys.exit(f"the check of {memory} failed")
    return Measured(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def _wait(running: "subprocess.Popen[bytes]") -> tuple[int, int, resource.struct_rusage]:
    """Wait for a process; what it used is its own and not the greatest of all before it."""
    found = os.wait4(running.pid, 0)
    running.returncode = found[1]
    return found


def main() -> None:
    """Print units a second and peak memory by size, and the signature of the run."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", default=_SIZES, help="numbers of units, with commas")
    parser.add_argument("--concepts", type=int, default=5000)
    parser.add_argument("--units-per-document", type=int, default=12)
    parser.add_argument("--reports", action="store_true", help="write HTML and JSON as well")
    parser.add_argument("--folder", type=Path, help="where the memories are made")
    options = parser.parse_args()
    glossary = make_glossary([read_glossary(_GLOSSARY)], options.concepts)
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        listed = Path(folder, "glossary.tbx")
        write_glossary(glossary, listed)
        for size in map(int, options.sizes.split(",")):
            memory = Path(folder, f"{size}.tmx")
            units = made_units(size, glossary, per_document=options.units_per_document)
            export_units(units, memory, format_name="tmx")
            made = measure(memory, listed, reports=options.reports)
            print(
                f"{size:>10,} units {made.seconds:10.1f} s {size / made.seconds:10,.0f} units/s "
                f"{made.megabytes:8,.0f} MB",
                flush=True,
            )
            memory.unlink()
    fields = {"glossary": glossary.digest, "terms": term_signature(),
              "grouped": options.units_per_document,
              "version": aligner.__version__}  # fmt: skip
    print(Signature.of({name: str(value) for name, value in fields.items()}))


if __name__ == "__main__":
    main()
