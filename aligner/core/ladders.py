"""All ladders of two documents with their probabilities, and what is left of them given some beads.

Scoring the beads is nearly all the work, and what a person says of some beads
does not change the scores of the others.  So the scores are kept, and an answer
takes no more than the forward-backward pass over the stretch in question.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np
from threadpoolctl import threadpool_limits

from aligner.core.candidates import Part, Scored, check_vectors, fitting_scorer, part_of
from aligner.core.confirming import BeadSpan, Stretch, named, null_beads, ruled_out_beads, span_of
from aligner.core.decoding import expected_f1_path, expected_f1_rate, path_at_rate
from aligner.core.explain import ScoredBeads, UsualBeads, bead_reasons
from aligner.core.features import feature_matrix
from aligner.core.inference import best_path, posterior
from aligner.core.lattice import Lattice
from aligner.core.pruning import pruned, pruned_stretch
from aligner.core.scoring import Scorer
from aligner.core.view import PairView, SideView
from aligner.core.weights import Weights
from aligner.errors import AlignmentImpossible, InputError
from aligner.values import Bead, EncodedText

if TYPE_CHECKING:
    from numpy.typing import NDArray


Decoding = Literal["viterbi", "expected-f1"]

# A stretch, what is ruled out there, and how it is decoded.
_Question = tuple[Stretch, frozenset[BeadSpan], Decoding]

# Probability of all that a person says of a stretch under which the first passes,
# which did not know it, may have dropped the beads that go with it.
_PLAUSIBLE = 1e-2


@dataclass(frozen=True)
class Ladders:
    """The probability distribution over the ladders of two documents.

    Parameters
    ----------
    weights : Weights
    scorer : Scorer
        That of the weights which fits the documents.
    whole : Part
        All beads that are worth a look while nothing is known of any.
    """

    weights: Weights
    scorer: Scorer
    whole: Part
    _answers: "dict[_Question, tuple[Bead, ...]]" = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @classmethod
    def of(cls, source: EncodedText, target: EncodedText, weights: Weights) -> "Ladders":
        """Ladders of two texts, neither of them empty.

        Raises
        ------
        ConfigError
            If the vectors are not those of the weights' encoder.

        Notes
        -----
        Three passes, each over what the one before it left: a coarse search for
        the positions worth a look, a linear score of all beads between them, and
        the full score of the beads that the linear one gives some hope.
        """
        check_vectors(weights, source.vectors, target.vectors)
        with threadpool_limits(limits=1, user_api="blas"):
            sides = SideView.of(source), SideView.of(target)
            lattice = pruned(*sides, weights.pruning, weights.kinds)
            view = PairView(*sides, lattice)
            features = feature_matrix(view, weights.groups, weights.kinds)
            scorer = fitting_scorer(lattice, features, weights)
            scores = scorer.scores(features)
            inferred = posterior(lattice, scores)
        scored = Scored(view, features, scores)
        return cls(weights, scorer, Part(scored, np.arange(len(lattice)), lattice, inferred))

    def beads(
        self,
        stretches: Sequence[Stretch],
        *,
        ruled_out: Iterable[Bead] = (),
        decoding: Decoding = "expected-f1",
    ) -> list[tuple[Bead, ...]]:
        """The ladder through each stretch, given that the whole one passes their corners.

        Parameters
        ----------
        stretches : sequence of Stretch
            What confirmed beads leave open.
        ruled_out : iterable of Bead
        decoding : {"expected-f1", "viterbi"}

        Raises
        ------
        InputError
            If what is ruled out leaves no ladder.

        Notes
        -----
        The stretches of the call before are remembered: where nothing was said
        of a stretch since, its answer is there.
        """
        ruled_out = tuple(ruled_out)
        answers: dict[_Question, tuple[Bead, ...]] = {}
        found = []
        with threadpool_limits(limits=1, user_api="blas"):
            for stretch in stretches:
                excluded = tuple(filter(stretch.concerned_by, ruled_out))
                key = (stretch, frozenset(map(span_of, excluded)), decoding)
                answer = self._answers.get(key)
                if answer is None:
                    answer = self._beads(stretch, excluded, decoding)
                answers[key] = answer
                found.append(answer)
        self._answers.clear()
        self._answers.update(answers)
        return found

    def _beads(
        self, stretch: Stretch, ruled_out: tuple[Bead, ...], decoding: Decoding
    ) -> tuple[Bead, ...]:
        if not stretch.n_source or not stretch.n_target:
            return null_beads(stretch, ruled_out)
        part = self._part(stretch, ruled_out)
        path = self._path(part, decoding)
        view = part.scored.view
        probabilities = np.zeros(len(view.lattice))
        probabilities[part.held] = part.inferred.beads
        scored = ScoredBeads(
            view,
            self.scorer,
            self.weights.groups,
            part.scored.features,
            probabilities,
            self._usual,
        )
        beads = part.held[path]
        reasons = bead_reasons(scored, beads)
        return tuple(_bead(view.lattice, probabilities, bead, reasons) for bead in beads.tolist())

    @cached_property
    def _usual(self) -> UsualBeads:
        """What the beads of the documents look like that are sure without help."""
        whole = self.whole
        return UsualBeads(whole.lattice.null, whole.scored.features, whole.inferred.beads)

    @cached_property
    def _whole_path(self) -> "NDArray[np.int64]":
        """The best ladder for expected F1 while nothing is known."""
        return expected_f1_path(self.whole.lattice, self.whole.inferred.beads)

    @cached_property
    def _rate(self) -> float:
        """Expected F1 of that ladder.

        Stretches are decoded at the rate of the documents as they came: what a
        person says in one place must not move beads in another.
        """
        probabilities = self.whole.inferred.beads
        return expected_f1_rate(self._whole_path, probabilities, float(probabilities.sum()))

    def _path(self, part: Part, decoding: Decoding) -> "NDArray[np.int64]":
        """The ladder through a part, as numbers of its beads."""
        if decoding == "viterbi":
            return best_path(part.lattice, part.scores)
        if part is self.whole:
            return self._whole_path
        return path_at_rate(part.lattice, part.inferred.beads, self._rate)

    def _part(self, stretch: Stretch, ruled_out: tuple[Bead, ...]) -> Part:
        """What can stand in a stretch.

        The scores are those of the documents as they came, unless what is known
        of the stretch was hardly to be expected.
        """
        lattice = self.whole.lattice
        held = stretch.holds(lattice)
        held &= ~ruled_out_beads(lattice, ruled_out)
        if held.all():
            return self.whole
        part = part_of(self.whole.scored, stretch, held)
        if part and self._chance(stretch, part.inferred.log_partition) >= _PLAUSIBLE:
            return part
        part = self._searched_again(stretch, ruled_out, held)
        if part is None:
            said = ", ".join(map(named, ruled_out))
            raise InputError(f"nothing is left in place of what is ruled out: {said}")
        return part

    def _chance(self, stretch: Stretch, log_partition: float) -> float:
        """Probability that a ladder passes the corners of a stretch, and between them as it may."""
        lattice, inferred = self.whole.lattice, self.whole.inferred
        starts, stops, _ = lattice.nodes
        leaving = (lattice.source_start == stretch.source_start) & (
            lattice.target_start == stretch.target_start
        )
        arriving = (lattice.source_stop == stretch.source_stop) & (
            lattice.target_stop == stretch.target_stop
        )
        before = inferred.forward[starts[leaving.argmax()]]
        behind = inferred.backward[stops[arriving.argmax()]]
        log_chance = before + log_partition + behind - inferred.log_partition
        return float(np.exp(min(log_chance, 0.0)))

    def _searched_again(
        self, stretch: Stretch, ruled_out: tuple[Bead, ...], held: "NDArray[np.bool_]"
    ) -> Part | None:
        """What can stand in a stretch, searched and scored as the way that the ladder takes."""
        scored, lattice = self.whole.scored, self.whole.lattice
        try:
            found = pruned_stretch(scored.view, stretch, self.weights, ruled_out)
        except AlignmentImpossible:
            return None
        # Beads across the corners would show the segments inside surroundings where
        # the ladder does not run; those next to it are looked at, the rest need not be.
        near = stretch.grown().touches(lattice) & ~stretch.touches(lattice)
        kept = near | held
        every = lattice.only(kept).union(found) if kept.any() else found
        view = scored.view.through(every)
        wanted = stretch.holds(view.lattice)
        features = feature_matrix(view, self.weights.groups, self.weights.kinds, wanted)
        scores = np.zeros(len(wanted))
        scores[wanted] = self.scorer.scores(features[wanted])
        return part_of(Scored(view, features, scores), stretch, wanted)


def _bead(
    lattice: Lattice,
    probabilities: "NDArray[np.float64]",
    bead: int,
    reasons: dict[int, tuple[str, ...]],
) -> Bead:
    """A bead of a lattice as a value."""
    source, target = int(lattice.source_start[bead]), int(lattice.target_start[bead])
    return Bead(
        source,
        source + int(lattice.source_size[bead]),
        target,
        target + int(lattice.target_size[bead]),
        round(float(probabilities[bead]), 6),
        reasons.get(bead, ()),
    )
