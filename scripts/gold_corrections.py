"""Places where gold that was derived from line pairs is wrong, and what is right there.

`tests/data/gold/corrections.tsv` names beads by the numbers of their segments.  They are
the places where the aligner departed from gold sets it had not been trained on, and where
two judges, who saw both versions without knowing which was which, both held the other one
for right.  Places where the aligner agrees with gold were not judged.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from aligner.values import Alignment, Bead

__all__ = ["corrected", "corrections"]

_FILE = Path(__file__).parents[1] / "tests" / "data" / "gold" / "corrections.tsv"

Corrections = dict[str, list[tuple[list[Bead], list[Bead]]]]


def corrections() -> Corrections:
    """For each document the beads that are wrong, and those that stand in their place."""
    found: Corrections = defaultdict(list)
    for line in _FILE.read_text(encoding="utf-8").splitlines()[1:]:
        document, gold, right = line.split("\t")
        found[document].append((list(_beads(gold)), list(_beads(right))))
    return found


def corrected(gold: Alignment, wrong: list[tuple[list[Bead], list[Bead]]]) -> Alignment:
    """A gold ladder with some of its beads replaced.

    Raises
    ------
    ValueError
        If a bead that is to be replaced is not in the ladder.
    """
    beads = {_place(bead): bead for bead in gold.beads}
    for old, new in wrong:
        if missing := [bead for bead in old if _place(bead) not in beads]:
            raise ValueError(f"the gold ladder has no bead {missing[0]}")
        for bead in old:
            del beads[_place(bead)]
        beads |= {_place(bead): bead for bead in new}
    return replace(gold, beads=tuple(beads[place] for place in sorted(beads)))


def _place(bead: Bead) -> tuple[int, int, int, int]:
    return bead.source_start, bead.target_start, bead.n_source, bead.n_target


def _beads(text: str) -> Iterator[Bead]:
    """Neighbouring beads; an empty side stands behind that of the bead before."""
    i = j = 0
    for bead in text.split():
        source, target = (json.loads(side) for side in bead.split(":"))
        start = (source or [i])[0], (target or [j])[0]
        i, j = start[0] + len(source), start[1] + len(target)
        yield Bead(start[0], i, start[1], j, probability=1.0)
