"""Numbers that differ within a bead: either the translation is wrong there, or the bead is.

Which of the two it is, a probability of the alignment cannot say: on text aligned by hand
nearly all such beads are right and their translations wrong.  A person should see both, so
a bead like this is never surer than `MOST_PROBABLE`.
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from aligner.languages import compare_quantities, read_quantities

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from aligner.core.view import PairView
    from aligner.languages import Quantity

# Just below the probability from which on beads need no reasons.
MOST_PROBABLE = 0.89
# Without one of these a text has no number that can be held against another.
_HINT = re.compile(
    r"\d|[零〇○一二两兩三四五六七八九十百千]{2}|[万萬亿億兆]|[一二三四五六七八九两兩]成|"
    r"(?i:hundred|thousand|million|billion|trillion|dozen|per\s?cent|teen|twel|eleven|ty\b|ty-)"
)


def number_difference(view: "PairView", bead: int) -> str:
    """The first two numbers of a bead that differ in value for sure; ``""`` if none do."""
    lattice = view.lattice
    starts = int(lattice.source_start[bead]), int(lattice.target_start[bead])
    sizes = int(lattice.source_size[bead]), int(lattice.target_size[bead])
    sides = []
    for side, start, size in zip((view.source, view.target), starts, sizes, strict=True):
        text = " ".join(side.texts[start : start + size])
        if not _HINT.search(text):
            return ""
        sides.append((text, side.language))
    found = compare_quantities(*(_quantities(*side) for side in sides)).strong
    return str(found[0]) if found else ""


@lru_cache(maxsize=4096)
def _quantities(text: str, language: str) -> "tuple[Quantity, ...]":
    return read_quantities(text, language)


def lowered(
    view: "PairView", probabilities: "NDArray[np.float64]", path: "NDArray[np.int64]"
) -> "NDArray[np.float64]":
    """The probabilities, those of sure beads of a ladder lowered where numbers differ.

    Parameters
    ----------
    view : PairView
    probabilities : ndarray of shape (n_beads,)
    path : ndarray of shape (n_path,)
        Beads of the ladder.
    """
    lower = probabilities.copy()
    for bead in path[probabilities[path] > MOST_PROBABLE].tolist():
        if number_difference(view, bead):
            lower[bead] = MOST_PROBABLE
    return lower
