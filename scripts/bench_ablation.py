"""What each feature group is worth: the aligner without it, on documents held out."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aligner.core import Recipe, TrainingDocument
from aligner.core.train import ablated_weights, log_likelihood
from aligner.evaluation import score_alignments
from aligner.pipeline.training import align_gold

if TYPE_CHECKING:
    from aligner.values import Alignment

__all__ = ["RECIPE", "Ablation", "ablations", "folds_of"]

# One network and no damaged copies: groups are compared with each other only.
RECIPE = Recipe(networks=1)
_MOST_FOLDS = 6


@dataclass(frozen=True, slots=True)
class Ablation:
    """Scores without one feature group.

    Parameters
    ----------
    group : str
        Empty when none is left out.
    strict_f1 : float
    log_likelihood : float
        Of the gold ladders of held-out documents, a gold bead.
    f1_change, likelihood_change : float
        Against all groups: negative when the group is of use.
    """

    group: str
    strict_f1: float
    log_likelihood: float
    f1_change: float
    likelihood_change: float


def folds_of(documents: Sequence[TrainingDocument]) -> int:
    """How many times some documents are held out."""
    return min(len(documents), _MOST_FOLDS)


def ablations(documents: Sequence[TrainingDocument]) -> list[Ablation]:
    """All groups first, then without each, the most useful first.

    Parameters
    ----------
    documents : sequence of TrainingDocument
        Two at least; each is held out once.
    """
    ladders: dict[str, list[tuple[Alignment, Alignment]]] = defaultdict(list)
    likelihood: dict[str, float] = defaultdict(float)
    folds = folds_of(documents)
    for fold in range(folds):
        seen = [d for number, d in enumerate(documents) if number % folds != fold]
        for group, weights in ablated_weights(seen, recipe=RECIPE).items():
            for held_out in documents[fold::folds]:
                ladders[group].append((held_out.gold, align_gold(held_out, weights)))
                likelihood[group] += log_likelihood(held_out, weights)
    beads = sum(len(d.gold.beads) for d in documents)
    f1 = {group: score_alignments(found).strict_f1 for group, found in ladders.items()}
    mean = {group: total / beads for group, total in likelihood.items()}
    rows = [Ablation(g, f1[g], mean[g], f1[g] - f1[""], mean[g] - mean[""]) for g in f1]
    return sorted(rows, key=lambda row: (bool(row.group), row.likelihood_change))
