"""Two sequences of segments to an alignment with a probability on every bead."""

from collections.abc import Sequence

from aligner.core.candidates import check_vectors
from aligner.core.confirming import checked, interleaved, null_beads, stretches_between
from aligner.core.ladders import Decoding, Ladders
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
) -> Alignment:
    """Alignment of two segmented documents.

    Parameters
    ----------
    source, target : EncodedText
        At least one segment together; vectors of the encoder that the weights
        name, runs up to ``weights.max_run``.
    weights : Weights
    decoding : {"expected-f1", "viterbi"}
        The ladder with the best expected F1, or the single most probable one.
    confirmed : sequence of Bead
        Beads known to be right, of whatever size, in any order.  They are in the
        alignment with probability 1, and all others have the probabilities that
        they have given these.
    ruled_out : sequence of Bead
        Beads known to be wrong; a null bead is ruled out wherever it could stand.

    Raises
    ------
    ConfigError
        If the vectors are not those of the weights' encoder.
    AlignmentImpossible
        If both documents are empty.
    InputError
        If confirmed beads cross, overlap or are ruled out, or if what is ruled
        out leaves no ladder; the message names the beads.

    Returns
    -------
    alignment : Alignment
        Doubtful beads, those under 0.9, say why they are.

    Notes
    -----
    Time and memory are linear in the length.  A confirmed bead changes nothing
    beyond the confirmed beads next to it.

    See Also
    --------
    aligner.core.ladders.Ladders : answers many such questions of two documents.
    """
    check_vectors(weights, source.vectors, target.vectors)
    sizes = len(source.texts), len(target.texts)
    if not any(sizes):
        raise AlignmentImpossible("both documents are empty")
    beads = checked(confirmed, ruled_out, *sizes)
    stretches = stretches_between(beads, *sizes)
    if all(sizes):
        ladders = Ladders.of(source, target, weights)
        parts = ladders.beads(stretches, ruled_out=ruled_out, decoding=decoding)
    else:
        parts = [null_beads(stretch, ruled_out) for stretch in stretches]
    return Alignment(interleaved(beads, parts), *sizes)
