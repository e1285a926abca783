"""Which beads to keep for a wanted precision."""

from typing import TYPE_CHECKING

from aligner.evaluation import precision_threshold
from aligner.values import Bitext

if TYPE_CHECKING:
    from aligner.workspace import Workspace


def bitext_threshold(bitext: Bitext, target: float) -> float:
    """Least probability of the matches of one pair to keep, see `precision_threshold`."""
    matches = (bead for bead in bitext.alignment if not bead.is_null)
    return precision_threshold((bead.probability for bead in matches), target)


def workspace_threshold(workspace: "Workspace", target: float) -> float:
    """The same over all matches of a workspace."""
    beads = (bead for bitext in workspace.bitexts() for bead in bitext.alignment)
    return precision_threshold((bead.probability for bead in beads if not bead.is_null), target)


def threshold_note(threshold: float, target: float) -> str:
    """What was chosen, in words."""
    if threshold > 1.0:
        return f"no bead is sure enough for a precision of {target:g}"
    return f"kept: beads of probability {threshold:.3f} and more, for a precision of {target:g}"
