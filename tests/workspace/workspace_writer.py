"""A program that fills a workspace until it is killed: run with FOLDER [COUNT].

Prints a line when it begins and waits for nothing, so that a test may kill it
at any moment.
"""

import sys
from pathlib import Path

import numpy as np
from workspace_samples import alignment, finding, occurrence, pair, put, source, target

from aligner.workspace import Workspace


def fill(folder: Path, count: int) -> None:
    """Write everything there is about a number of pairs; what is there already stays."""
    with Workspace.open(folder, create=True) as workspace:
        print("writing", flush=True)  # noqa: T201 - tells the test that the lock is held
        workspace.put_failure("source", "broken.html", "no text")
        for number in range(count):
            put(workspace, "source", source(number), "k1")
            put(workspace, "target", target(number), "k1")
            workspace.put_vectors(f"v{number}", np.full((4, 8), number, np.float32))
        pairing = [pair(number) for number in range(count)]
        workspace.put_pairing(pairing, [], [], stage_key="p1")
        for number in range(count):
            workspace.put_alignment(pair(number), alignment(), "a1", signature="split:zh.v1")
            workspace.put_term_check(
                pair(number),
                glossary="g1",
                findings=[finding(number)],
                occurrences=[occurrence(number)],
                stage_key="t1",
            )
        workspace.put_run("split:zh.v1", {"pairs": count})


if __name__ == "__main__":
    fill(Path(sys.argv[1]), int(sys.argv[2]))
