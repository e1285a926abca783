"""Align two sequences of segments, with a probability for every bead."""

from collections.abc import Sequence

from aligner.core.confirming import checked, interleaved, null_beads, stretches_between
from aligner.core.ladders import Decoding, Ladders, check_vectors
from aligner.core.resources import Resources
from aligner.core.weights import Weights
from aligner.errors import AlignmentImpossible
from aligner.values import Alignment, Bead, EncodedText


def align(  # noqa: PLR0913 - all but the documents by name
    source: EncodedText,
    target: EncodedText,
    *,
    weights: Weights,
    decoding: Decoding = "expected-f1",
    confirmed: Sequence[Bead] = (),
    ruled_out: Sequence[Bead] = (),
    resources: Resources | None = None,
) -> Alignment:
    """Alignment of two segmented documents.

    Parameters
    ----------
    source, target : EncodedText
        At least one segment between them, with vectors of the encoder that the
        weights name, for runs of up to ``weights.max_run`` segments.
    weights : Weights
    decoding : {"expected-f1", "viterbi"}
        The ladder with the best expected F1, or the single most probable one.
    confirmed : sequence of Bead
        Beads known to be right, of any size and in any order.  They are in the
        alignment with probability 1; the probabilities of all other beads are
        conditional on them.
    ruled_out : sequence of Bead
        Beads known to be wrong.  A null bead is ruled out at every position opposite.
    resources : Resources or None
        What words are looked up in; by default the shipped lexicon.

    Raises
    ------
    ConfigError
        If the vectors are not those of the weights' encoder.
    AlignmentImpossible
        If both documents are empty.
    InputError
        If confirmed beads cross, overlap or are also ruled out, or if no ladder
        is left without the ruled-out beads; the message names the beads.

    Returns
    -------
    alignment : Alignment
        Beads with a probability below 0.9 come with reasons.  Unless beads are
        confirmed, it says how probable it is that the documents are translations of
        each other at all.

    Notes
    -----
    Time and memory are linear in the length of the documents.  A confirmed bead
    affects only the beads up to the next confirmed bead on either side.

    See Also
    --------
    aligner.core.ladders.Ladders : answers many such queries about the same two documents.
    """
    check_vectors(weights, source.vectors, target.vectors)
    sizes = len(source.texts), len(target.texts)
    if not any(sizes):
        raise AlignmentImpossible("both documents are empty")
    beads = checked(confirmed, ruled_out, *sizes)
    stretches = stretches_between(beads, *sizes)
    pair_probability = None
    if all(sizes):
        ladders = Ladders.of(source, target, weights, resources or Resources())
        if not any(bead.n_source and bead.n_target for bead in beads):
            pair_probability = ladders.pair_probability
        parts = ladders.beads(stretches, ruled_out=ruled_out, decoding=decoding)
    else:
        parts = [null_beads(stretch, ruled_out) for stretch in stretches]
    return Alignment(interleaved(beads, parts), *sizes, pair_probability)
