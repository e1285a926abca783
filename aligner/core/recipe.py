"""The settings of a training run."""

from dataclasses import dataclass

from aligner.core.features import FIRST_GROUPS
from aligner.core.lattice import BeadKind, bead_kinds


@dataclass(frozen=True, slots=True)
class Boosting:
    """How the trees of a scorer are grown.

    Parameters
    ----------
    rounds, depth : int
        Number of trees, and of their levels.
    rate : float
        Share of each tree that is taken.
    strength : float
        Strength of the L2 regularisation of the leaves.
    feature_share : float
        Share of the features that each tree chooses from.
    seed : int
    """

    rounds: int = 300
    depth: int = 4
    rate: float = 0.15
    strength: float = 10.0
    feature_share: float = 0.3
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Recipe:
    """The settings of a training run; together with the data they determine the weights.

    Parameters
    ----------
    groups : tuple of str
        Feature groups.
    max_side, max_total, max_list : int
        Bounds of the kinds of beads, see `bead_kinds`.
    hidden : int
        Hidden units of each network.
    networks : int
        Networks whose scores are averaged; each starts from different random numbers.
    linear_strength, hidden_strength : float
        Strength of the L2 regularisation of the linear weights, and of all others.
    pruning_strength : float
        The same for the linear scorer used for pruning.
    iterations : int
        Upper limit for L-BFGS.
    boosting : Boosting or None
        How the trees are grown; without it there are none.
    """

    groups: tuple[str, ...] = FIRST_GROUPS
    max_side: int = 6
    max_total: int = 8
    max_list: int = 10
    hidden: int = 8
    networks: int = 4
    linear_strength: float = 150.0
    hidden_strength: float = 30.0
    pruning_strength: float = 5.0
    iterations: int = 60
    boosting: Boosting | None = Boosting()

    @property
    def kinds(self) -> tuple[BeadKind, ...]:
        """Kinds of beads in the lattice."""
        return bead_kinds(self.max_side, self.max_total, self.max_list)

    @property
    def max_run(self) -> int:
        """Longest run that vectors are needed for."""
        return max(self.max_side, self.max_list)
