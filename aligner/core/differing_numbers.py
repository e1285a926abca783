"""Numbers that differ within a bead: either the translation is wrong there, or the bead is.

Which of the two it is, a probability of the alignment cannot say: on text aligned by hand
nearly all such beads are right and their translations wrong.  A person should see both, so
a bead like this is never surer than `MOST_PROBABLE`.  Where there is nothing but numbers,
as in the cells of a table, it is the bead.
"""

import re
from typing import TYPE_CHECKING

from aligner.languages import differing_counts, differing_quantities

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from aligner.core.view import PairView

# Just below the probability from which on beads need no reasons.
MOST_PROBABLE = 0.89
# The same where both sides hold no letter.
_MOST_PROBABLE_BARE = 0.1
_LETTER = re.compile(r"[^\W\d_]")
# Without one of these a text has no amount that can be held against another.
_HINT = re.compile(
    r"\d|[零〇○一二两兩三四五六七八九十百千]{2}|[万萬亿億兆]|[一二三四五六七八九两兩]成"
    r"|[一二两兩三四五六七八九十半]\s?(?:[个個]?[工自交公]?[日天周週月年歲岁小]|[个個]?[星礼禮钟鐘]|分[之钟鐘]|倍|半"
    r"|[元块塊角点點月])|分之|一半|半数|半數"
    r"|(?i:hundred|thousand|million|billion|trillion|dozen|per\s?cent|teen|twel|eleven|ty\b|ty-"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|half)(?:[\s-](?:working|business|calendar|full|and\sa|or)){0,2}"
    r"[\s-](?:days?|weeks?|months?|years?|hours?|minutes?|times|half|halves|fold|third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
    r"|fold\b|\b(?:half|double|triple|treble|quadruple|quintuple|twice|thrice)"
    r"|\b(?:quarter|third|fifth|sixth|tenth|yuan|dollar|pound)s?\b|\b(?:noon|midnight|january|february"
    r"|march|april|may|june|july|august|september|october|november|december)\b)"
)


def number_difference(view: "PairView", bead: int) -> str:
    """The first two numbers or periods of a bead that differ for sure; ``""`` if none do."""
    source, target = _texts(view, bead)
    languages = view.source.language, view.target.language
    have_amounts = _HINT.search(source) and _HINT.search(target)
    differing = differing_quantities if have_amounts else differing_counts
    found = differing(source, languages[0], target, languages[1])
    return str(found[0]) if found else ""


def _texts(view: "PairView", bead: int) -> tuple[str, str]:
    """The two sides of a bead."""
    lattice = view.lattice
    i, j = int(lattice.source_start[bead]), int(lattice.target_start[bead])
    n, m = int(lattice.source_size[bead]), int(lattice.target_size[bead])
    return " ".join(view.source.texts[i : i + n]), " ".join(view.target.texts[j : j + m])


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
    for bead in path[probabilities[path] > _MOST_PROBABLE_BARE].tolist():
        bare = not any(map(_LETTER.search, _texts(view, bead)))
        most = _MOST_PROBABLE_BARE if bare else MOST_PROBABLE
        if probabilities[bead] > most and number_difference(view, bead):
            lower[bead] = most
    return lower
