"""The rest of a document aligned again around what a person has said of some beads."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from aligner.core import (
    Ladders,
    Stretch,
    checked,
    interleaved,
    null_beads,
    span_of,
    stretches_between,
)
from aligner.encoders import load_encoder
from aligner.errors import AlignmentImpossible
from aligner.pipeline.align_task import AlignTask, align_task
from aligner.pipeline.blanks import filled, put_back
from aligner.pipeline.choice import chosen_encoder, chosen_weights
from aligner.pipeline.keys import StageKeys
from aligner.pipeline.options import RunOptions
from aligner.values import Alignment, Bead, Bitext, EncodedText, SegmentedDocument


def realign(
    bitext: Bitext,
    confirmed: Iterable[Bead],
    ruled_out: Iterable[Bead] = (),
    *,
    options: RunOptions | None = None,
) -> Bitext:
    """The bitext aligned again, given beads that a person knows to be right or wrong.

    See `Realigner.realign`; whoever asks more than once about the same documents
    should keep a `Realigner`.
    """
    return Realigner(bitext.source, bitext.target, options).realign(confirmed, ruled_out)


class Realigner:
    """Two documents, read by the encoder and scored by the aligner once, for many questions.

    Parameters
    ----------
    source, target : SegmentedDocument
    options : RunOptions or None
        Those of the run that aligned the documents.

    Raises
    ------
    AlignmentImpossible
        If there is no text in either document.
    """

    def __init__(
        self,
        source: SegmentedDocument,
        target: SegmentedDocument,
        options: RunOptions | None = None,
    ) -> None:
        self._documents = source, target
        self._keys = StageKeys(options or RunOptions())
        self._aligner = PairAligner(align_task(source, target, self._keys.options))

    def realign(self, confirmed: Iterable[Bead] = (), ruled_out: Iterable[Bead] = ()) -> Bitext:
        """The documents aligned, given beads that a person knows to be right or wrong.

        See `PairAligner.align`.
        """
        confirmed, ruled_out = tuple(confirmed), tuple(ruled_out)
        alignment = self._aligner.align(confirmed, ruled_out)
        signature = self._keys.signature_given(confirmed, ruled_out)
        return Bitext(*self._documents, alignment, str(signature))


class PairAligner:
    """The texts of two documents, encoded and scored once.

    Parameters
    ----------
    task : AlignTask

    Raises
    ------
    AlignmentImpossible
        If there is no text in either document.
    """

    def __init__(self, task: AlignTask) -> None:
        self._task = task
        # Blank segments are kept away from the aligner, which counts the others only.
        self._kept = filled(task.source_texts), filled(task.target_texts)
        if not any(self._kept):
            raise AlignmentImpossible("both documents are empty")
        self._ladders: Ladders | None = None
        if all(self._kept):
            weights = chosen_weights(task.options)
            self._ladders = Ladders.of(*self._encoded(weights.max_run), weights)

    def align(self, confirmed: Iterable[Bead] = (), ruled_out: Iterable[Bead] = ()) -> Alignment:
        """The alignment, given beads that a person knows to be right or wrong.

        Parameters
        ----------
        confirmed : iterable of Bead
            All of them, in any order: they are in the alignment with probability 1,
            and the others have the probabilities that they have given these.
        ruled_out : iterable of Bead
            They are not in the alignment; of a null bead the same segment is not
            alone anywhere else either.  Blank segments are not asked about.

        Raises
        ------
        InputError
            If confirmed beads cross, overlap or are ruled out, or if what is ruled
            out leaves no ladder; the message names the beads.

        Notes
        -----
        Only the stretches between confirmed beads are done again of which
        something else is known than at the call before.
        """
        confirmed, ruled_out = tuple(confirmed), tuple(ruled_out)
        sizes = len(self._task.source_texts), len(self._task.target_texts)
        beads = checked(confirmed, ruled_out, *sizes)
        stretches = stretches_between(beads, *sizes)
        if sizes == (len(self._kept[0]), len(self._kept[1])):
            # Without blank segments both count alike.
            return Alignment(interleaved(beads, self._parts(stretches, ruled_out)), *sizes)
        parts = self._parts([self._without_blanks(s) for s in stretches], ruled_out)
        every = [
            self._with_blanks(stretch, part) for stretch, part in zip(stretches, parts, strict=True)
        ]
        return Alignment(interleaved(beads, every), *sizes)

    def _parts(
        self, stretches: Sequence[Stretch], ruled_out: Sequence[Bead]
    ) -> Sequence[Sequence[Bead]]:
        """The beads of each stretch, blank segments not counted."""
        said = list(self._ruled_out(ruled_out))
        if self._ladders:
            return self._ladders.beads(stretches, ruled_out=said)
        return [null_beads(stretch, said) for stretch in stretches]

    def _encoded(self, max_run: int) -> tuple[EncodedText, EncodedText]:
        """The segments that hold text, of either document."""
        task = self._task
        encoder = load_encoder(chosen_encoder(task.options))

        def encoded(side: int, every: tuple[str, ...], language: str) -> EncodedText:
            kept = self._kept[side]
            texts = tuple(every[i] for i in kept)
            vectors = encoder.encode_spans(texts, language=language, max_run=max_run)
            kinds = tuple(task.kinds[side][i] for i in kept)
            return EncodedText(texts, language, vectors, tuple(kept), kinds)

        return (
            encoded(0, task.source_texts, task.source_language),
            encoded(1, task.target_texts, task.target_language),
        )

    def _without_blanks(self, span: Stretch) -> Stretch:
        """A stretch as the aligner counts."""
        source, target = self._kept
        return Stretch(
            bisect_left(source, span.source_start),
            bisect_left(source, span.source_stop),
            bisect_left(target, span.target_start),
            bisect_left(target, span.target_stop),
        )

    def _ruled_out(self, beads: Iterable[Bead]) -> Iterator[Bead]:
        """The beads as the aligner counts, without those that it would never propose."""
        for bead in beads:
            span = self._without_blanks(Stretch(*span_of(bead)))
            if bool(span.n_source) == bool(bead.n_source) and (
                bool(span.n_target) == bool(bead.n_target)
            ):
                yield Bead(*span)

    def _with_blanks(self, stretch: Stretch, beads: Sequence[Bead]) -> tuple[Bead, ...]:
        """The beads of a stretch, and of its blank segments, as the documents count."""
        inner = self._without_blanks(stretch)
        part = tuple(_moved(bead, -inner.source_start, -inner.target_start) for bead in beads)
        source, target = (
            [position - start for position in kept[first:last]]
            for kept, start, first, last in (
                (self._kept[0], stretch.source_start, inner.source_start, inner.source_stop),
                (self._kept[1], stretch.target_start, inner.target_start, inner.target_stop),
            )
        )
        sizes = stretch.n_source, stretch.n_target
        whole = put_back(Alignment(part, inner.n_source, inner.n_target), source, target, sizes)
        return tuple(_moved(bead, stretch.source_start, stretch.target_start) for bead in whole)


def _moved(bead: Bead, source: int, target: int) -> Bead:
    """The bead so many segments on."""
    return Bead(
        bead.source_start + source,
        bead.source_stop + source,
        bead.target_start + target,
        bead.target_stop + target,
        bead.probability,
        bead.reasons,
    )
