"""The distribution over all ladders of two documents, given confirmed and ruled-out beads.

Scoring the beads is nearly all the work, and a reviewer's decision about some
beads does not change the scores of the others.  So the scores are kept, and a query
costs no more than a forward-backward pass over the stretch in question.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
from threadpoolctl import threadpool_limits

from aligner.core.confirming import (
    BeadSpan,
    Stretch,
    named,
    null_beads,
    ruled_out_beads,
    source_first,
    span_of,
)
from aligner.core.differing_numbers import lowered
from aligner.core.explain import ScoredBeads, UsualBeads, bead_reasons
from aligner.core.features import feature_matrix
from aligner.core.inference import (
    Posterior,
    best_path,
    expected_f1_path,
    expected_f1_rate,
    path_at_rate,
    posterior,
    unpaired,
)
from aligner.core.lattice import Lattice
from aligner.core.partners import translation_probability
from aligner.core.pruning import pruned, pruned_stretch
from aligner.core.resources import Resources
from aligner.core.scoring import ABRIDGED_SHARE, Scorer
from aligner.core.second_look import FirstLook, second_scores
from aligner.core.view import PairView, SideView
from aligner.core.weights import Weights
from aligner.errors import AlignmentImpossible, ConfigError, InputError
from aligner.values import Bead, EncodedText, SpanVectors

if TYPE_CHECKING:
    from numpy.typing import NDArray


_NOTHING_MORE = Resources()

Decoding = Literal["viterbi", "expected-f1"]
# How probabilities and ladders come out of scores, as signatures name it.  In the first
# version the probability of a null bead was that of its place among the segments opposite.
DECODER = "ladders.v10"

# A stretch, the beads ruled out in it, and how it is decoded.
_Question = tuple[Stretch, frozenset[BeadSpan], Decoding]

# If what a reviewer decided about a stretch has a lower probability than this, pruning,
# which did not know the decisions, may have dropped beads that are now needed.
_PLAUSIBLE = 1e-2
# A segment counts as surely without counterpart above this probability.
_SURELY_ALONE = 0.8


class Scored(NamedTuple):
    """The beads of a lattice with their features and scores; zeros where none were computed."""

    view: PairView
    features: "NDArray[np.float32]"
    scores: "NDArray[np.float64]"


class Part(NamedTuple):
    """The beads that fit in a stretch, as indices into the lattice they were scored in."""

    scored: Scored
    held: "NDArray[np.int64]"
    lattice: Lattice
    inferred: Posterior

    @property
    def scores(self) -> "NDArray[np.float64]":
        """Scores of the beads of this part."""
        scores: NDArray[np.float64] = self.scored.scores[self.held]
        return scores


@dataclass(frozen=True)
class Ladders:
    """The probability distribution over the ladders of two documents.

    Parameters
    ----------
    weights : Weights
    scorer : Scorer
        The one of the weights that fits the documents.
    whole : Part
        All beads left after pruning, with no bead confirmed or ruled out.
    """

    weights: Weights
    scorer: Scorer
    whole: Part
    _answers: "dict[_Question, tuple[Bead, ...]]" = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @classmethod
    def of(
        cls,
        source: EncodedText,
        target: EncodedText,
        weights: Weights,
        resources: Resources = _NOTHING_MORE,
    ) -> "Ladders":
        """The ladders of two texts, neither of them empty.

        Parameters
        ----------
        source, target : EncodedText
        weights : Weights
        resources : Resources

        Raises
        ------
        ConfigError
            If the vectors are not those of the weights' encoder, or the weights know
            no second look.

        Notes
        -----
        Three passes, each over what the previous one left: a coarse search for the
        band of promising positions, a linear score of all beads between them, and
        the full score of the beads that survive it.
        """
        check_vectors(weights, source.vectors, target.vectors)
        with threadpool_limits(limits=1, user_api="blas"):
            sides = SideView.of(source), SideView.of(target)
            view = pruned(*sides, weights.pruning, weights.kinds, lexicon=resources.lexicon)
            lattice = view.lattice
            features = feature_matrix(view, weights.groups, weights.kinds)
            scorer = fitting_scorer(lattice, features, weights)
            scores = scorer.scores(features)
            inferred = posterior(lattice, scores)
            if resources.tokens is not None:
                path = expected_f1_path(lattice, inferred)
                first = FirstLook(view, features, scores, inferred.right, path)
                second = _second_scorer(weights, scorer)
                scores = second_scores(
                    first, (source, target), second, weights.kinds, resources.tokens
                )
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
        """The ladder through each stretch, given that the whole ladder passes through its corners.

        Parameters
        ----------
        stretches : sequence of Stretch
            The gaps between confirmed beads.
        ruled_out : iterable of Bead
        decoding : {"expected-f1", "viterbi"}

        Raises
        ------
        InputError
            If no ladder is left without the ruled-out beads.

        Notes
        -----
        The stretches of the previous call are cached: a stretch about which nothing
        was decided since then is not decoded again.
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

    def whole_beads(self) -> tuple[Bead, ...]:
        """The ladder of the whole texts, with no bead confirmed or ruled out."""
        lattice = self.whole.lattice
        (beads,) = self.beads([Stretch(0, lattice.n_source, 0, lattice.n_target)])
        return beads

    def _beads(
        self, stretch: Stretch, ruled_out: tuple[Bead, ...], decoding: Decoding
    ) -> tuple[Bead, ...]:
        if not stretch.n_source or not stretch.n_target:
            return null_beads(stretch, ruled_out)
        part = self._part(stretch, ruled_out)
        path = self._path(part, decoding)
        view = part.scored.view
        probabilities = np.zeros(len(view.lattice))
        probabilities[part.held] = part.inferred.right
        beads = part.held[path]
        probabilities = lowered(view, probabilities, beads)
        scored = ScoredBeads(
            view,
            self.scorer,
            self.weights.groups,
            part.scored.features,
            probabilities,
            self._usual,
        )
        reasons = bead_reasons(scored, beads)
        made = (_bead(view.lattice, probabilities, bead, reasons) for bead in beads.tolist())
        return source_first(tuple(made))

    @cached_property
    def pair_probability(self) -> float | None:
        """Probability that the texts are translations of each other; None for other encoders."""
        with threadpool_limits(limits=1, user_api="blas"):
            found = translation_probability(self.whole, self.whole_path, self.weights.encoder)
        return None if found is None else round(found, 6)

    @cached_property
    def _usual(self) -> UsualBeads:
        """Typical features of the beads that are certain without any reviewer's decision."""
        whole = self.whole
        return UsualBeads(whole.lattice.null, whole.scored.features, whole.inferred.beads)

    @cached_property
    def whole_path(self) -> "NDArray[np.int64]":
        """The best ladder for expected F1, with no bead confirmed or ruled out."""
        return expected_f1_path(self.whole.lattice, self.whole.inferred)

    @cached_property
    def _rate(self) -> float:
        """Expected F1 of that ladder.

        Every stretch is decoded at this rate, whatever was decided elsewhere: a
        decision in one place must not move beads in another.
        """
        return expected_f1_rate(self.whole.lattice, self.whole_path, self.whole.inferred)

    def _path(self, part: Part, decoding: Decoding) -> "NDArray[np.int64]":
        """The ladder through a part, as indices of its beads."""
        if decoding == "viterbi":
            return best_path(part.lattice, part.scores)
        if part is self.whole:
            return self.whole_path
        return path_at_rate(part.lattice, part.inferred, self._rate)

    def _part(self, stretch: Stretch, ruled_out: tuple[Bead, ...]) -> Part:
        """The beads that fit in a stretch.

        The scores computed for the whole documents are used, unless the decisions
        about the stretch were improbable under them.
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
            beads = ", ".join(map(named, ruled_out))
            raise InputError(f"no alignment is left without the beads that are ruled out: {beads}")
        return part

    def _chance(self, stretch: Stretch, log_partition: float) -> float:
        """Probability that a ladder passes through both corners of a stretch."""
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
        """The beads that fit in a stretch, searched and scored again with the decisions known."""
        scored, lattice = self.whole.scored, self.whole.lattice
        try:
            found = pruned_stretch(scored.view, stretch, self.weights, ruled_out)
        except AlignmentImpossible:
            return None
        # Beads that cross the border of the stretch would widen the windows of its segments
        # to where the ladder does not run; of the beads outside, only its neighbours matter.
        near = stretch.grown().touches(lattice) & ~stretch.touches(lattice)
        kept = near | held
        every = lattice.only(kept).union(found) if kept.any() else found
        view = scored.view.through(every)
        wanted = stretch.holds(view.lattice)
        features = feature_matrix(view, self.weights.groups, self.weights.kinds, wanted)
        scores = np.zeros(len(wanted))
        scores[wanted] = self.scorer.scores(features[wanted])
        return part_of(Scored(view, features, scores), stretch, wanted)


def part_of(scored: Scored, stretch: Stretch, held: "NDArray[np.bool_]") -> Part | None:
    """The given beads as a lattice of their own; None if no ladder leads through it."""
    try:
        lattice = stretch.cut_out(scored.view.lattice.only(held))
        inferred = posterior(lattice, scored.scores[held])
    except AlignmentImpossible:
        return None
    return Part(scored, np.flatnonzero(held), lattice, inferred)


def check_vectors(weights: Weights, *sides: SpanVectors) -> None:
    """Raise a ConfigError if the vectors do not come from the encoder the weights need."""
    for vectors in sides:
        if vectors.encoder != weights.encoder or vectors.max_run < weights.max_run:
            raise ConfigError(
                f"weights {weights.name} need vectors of {weights.encoder}, runs up to "
                f"{weights.max_run}; got {vectors.encoder}, runs up to {vectors.max_run}",
            )


def fitting_scorer(
    lattice: Lattice,
    features: "NDArray[np.float32]",
    weights: Weights,
) -> Scorer:
    """The scorer for complete translations, or that for abridged ones.

    A scorer trained on complete translations attaches every sentence somewhere; one
    trained on abridged translations leaves sentences unaligned.  Which of them a
    document needs is decided by how many segments the second one is sure to find alone.
    """
    beads = posterior(lattice, weights.abridged.scores(features)).beads
    alone = sum(int((side > _SURELY_ALONE).sum()) for side in unpaired(lattice, beads))
    is_abridged = alone > ABRIDGED_SHARE * (lattice.n_source + lattice.n_target)
    return weights.abridged if is_abridged else weights.faithful


def _second_scorer(weights: Weights, first: Scorer) -> Scorer:
    """The scorer for a second look that belongs to one of the first."""
    if weights.second is None:
        raise ConfigError(f"weights {weights.name} know no second look: use the evidence 'fast'")
    return weights.second.abridged if first is weights.abridged else weights.second.faithful


def _bead(
    lattice: Lattice,
    probabilities: "NDArray[np.float64]",
    bead: int,
    reasons: dict[int, tuple[str, ...]],
) -> Bead:
    """The `Bead` value of a bead of the lattice."""
    source, target = int(lattice.source_start[bead]), int(lattice.target_start[bead])
    return Bead(
        source,
        source + int(lattice.source_size[bead]),
        target,
        target + int(lattice.target_size[bead]),
        round(float(probabilities[bead]), 6),
        reasons.get(bead, ()),
    )
