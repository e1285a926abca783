"""Documents with their gold alignment as examples to learn from: the beads of a lattice."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from aligner.core.band import promising_nodes
from aligner.core.features import PRUNING_GROUPS, TOKEN_GROUPS, feature_matrix
from aligner.core.lattice import BeadKind, Lattice
from aligner.core.pruning import pruned
from aligner.core.scoring import Scorer
from aligner.core.tokens import Tokens
from aligner.core.view import PairView, SideView
from aligner.parts import TokenEncoder
from aligner.values import Alignment, EncodedText

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class TrainingDocument:
    """Two segmented texts with their vectors and their gold alignment."""

    name: str
    source: EncodedText
    target: EncodedText
    gold: Alignment


@dataclass(frozen=True, slots=True)
class Example:
    """One document as a matrix: the features of all its beads, and which are gold."""

    lattice: Lattice
    features: "NDArray[np.float32]"
    gold: "NDArray[np.bool_]"


@dataclass(frozen=True, slots=True)
class GoldView:
    """The two sides of a training document, and its gold ladder as a lattice."""

    source: SideView
    target: SideView
    gold: Lattice

    @classmethod
    def of(cls, document: TrainingDocument) -> "GoldView":
        """The views of a document that was aligned by hand."""
        beads = document.gold.beads
        columns = np.array(
            [[b.source_start, b.target_start, b.n_source, b.n_target] for b in beads],
            dtype=np.int64,
        ).reshape(-1, 4)
        gold = Lattice(document.gold.n_source, document.gold.n_target, *columns.T.copy())
        return cls(SideView.of(document.source), SideView.of(document.target), gold)

    def pruning_example(self, kinds: tuple[BeadKind, ...]) -> Example:
        """What the pruning pass sees: every bead between promising positions."""
        nodes = promising_nodes(self.source.singles, self.target.singles)
        lattice = Lattice.between(*nodes, len(self.source), len(self.target), kinds)
        view = PairView(self.source, self.target, lattice.union(self.gold))
        return self._example(view, PRUNING_GROUPS, kinds)

    def example(
        self,
        pruning: Scorer,
        groups: tuple[str, ...],
        kinds: tuple[BeadKind, ...],
    ) -> Example:
        """What the scorer sees: the beads that pruning leaves."""
        view = pruned(self.source, self.target, pruning, kinds, gold=self.gold)
        return self._example(view, groups, kinds)

    def with_tokens(
        self,
        example: Example,
        document: TrainingDocument,
        encoder: TokenEncoder,
        kinds: tuple[BeadKind, ...],
    ) -> Example:
        """The same example with the features of tokens behind the others."""
        tokens = Tokens.of(document.source, document.target, encoder)
        view = PairView(self.source, self.target, example.lattice, tokens=tokens)
        features = feature_matrix(view, TOKEN_GROUPS, kinds)[:, len(kinds) :]
        return replace(example, features=np.concatenate([example.features, features], axis=1))

    def _example(
        self,
        view: PairView,
        groups: tuple[str, ...],
        kinds: tuple[BeadKind, ...],
    ) -> Example:
        features = feature_matrix(view, groups, kinds)
        return Example(view.lattice, features, view.lattice.holds(self.gold))
