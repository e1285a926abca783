"""Two documents aligned, and aligned again around what a reviewer has confirmed or ruled out."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from aligner.core import (
    Ladders,
    Stretch,
    checked,
    find_moved,
    interleaved,
    null_beads,
    outdone,
    span_of,
    stretches_between,
)
from aligner.encoders import load_encoder
from aligner.errors import AlignmentImpossible
from aligner.glossary import Glossary
from aligner.pipeline.alignment_task import AlignTask, align_task
from aligner.pipeline.blank_segments import FilledSegments, filled
from aligner.pipeline.certainty import (
    capped,
    capped_link,
    doubting_copies,
)
from aligner.pipeline.headway import tell_headway
from aligner.pipeline.keys import StageKeys
from aligner.pipeline.options import (
    Progress,
    RunOptions,
    chosen_encoder,
    chosen_resources,
    chosen_weights,
)
from aligner.pipeline.windows import align_by_windows, is_long
from aligner.terms import concept_anchors
from aligner.values import (
    Alignment,
    Bead,
    Bitext,
    EncodedText,
    MovedLink,
    SegmentedDocument,
)

# Segments of both documents that are held in memory at once, which takes 6 GB.
_MOST_AT_ONCE = 100_000


class Realigner:
    """Two documents, read by the encoder and scored by the aligner once, for many questions.

    Parameters
    ----------
    source, target : SegmentedDocument
    options : RunOptions or None
        Those of the run that aligned the documents.
    glossary : Glossary or None
        The one of that run: its terms are anchors.

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
        glossary: Glossary | None = None,
    ) -> None:
        self._documents = source, target
        self._keys = StageKeys(options or RunOptions(), glossary)
        task = align_task(source, target, self._keys.options, glossary=glossary)
        self._aligner = PairAligner(task)

    def realign(self, confirmed: Iterable[Bead] = (), ruled_out: Iterable[Bead] = ()) -> Bitext:
        """The documents aligned, given beads that a reviewer has confirmed or ruled out.

        See `PairAligner.align`.
        """
        confirmed, ruled_out = tuple(confirmed), tuple(ruled_out)
        alignment = self._aligner.align(confirmed, ruled_out).discounted()
        signature = self._keys.signature_given(confirmed, ruled_out)
        return Bitext(*self._documents, alignment, str(signature))


def require_room(name: str, n_segments: int) -> None:
    """Refuse a pair too long to be aligned again at each decision of a reviewer.

    Parameters
    ----------
    name : str
        What messages call the pair.
    n_segments : int
        Of both documents.

    Raises
    ------
    AlignmentImpossible
        If there is no room in memory for so many.
    """
    if n_segments > _MOST_AT_ONCE:
        message = (
            f"{name}: too long to be reviewed, for it would be aligned again at each decision "
            f"(more than {_MOST_AT_ONCE:,} segments): split both documents at the same place, "
            "and give the command again with the parts"
        )
        raise AlignmentImpossible(message)


class PairAligner:
    """The texts of two documents, encoded and scored once.

    Parameters
    ----------
    task : AlignTask

    Raises
    ------
    AlignmentImpossible
        If there is no text in either document, or more than there is memory for.
    """

    def __init__(self, task: AlignTask) -> None:
        self._task = task
        self._filled = FilledSegments(filled(task.source_texts), filled(task.target_texts))
        if not any(self._filled):
            raise AlignmentImpossible("both documents are empty")
        self._ladders: Ladders | None = None
        # Text that has no other side takes no room.
        if all(self._filled):
            require_room(task.name, sum(map(len, self._filled)))
            weights = chosen_weights(task.options)
            self._texts = self._encoded(weights.max_run)
            self._ladders = Ladders.of(*self._texts, weights, chosen_resources(task.options))

    def align(self, confirmed: Iterable[Bead] = (), ruled_out: Iterable[Bead] = ()) -> Alignment:
        """The alignment, given beads that a reviewer has confirmed or ruled out.

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
        pair_probability = None
        if self._ladders and not any(bead.n_source and bead.n_target for bead in beads):
            pair_probability = self._ladders.pair_probability
        if sizes == (len(self._filled[0]), len(self._filled[1])):
            # Without blank segments both count alike.
            every = self._parts(stretches, ruled_out)
            return Alignment(interleaved(beads, self._capped(every)), *sizes, pair_probability)
        parts = self._parts([self._filled.without_blanks(s) for s in stretches], ruled_out)
        every = [
            self._filled.with_blanks(stretch, part)
            for stretch, part in zip(stretches, parts, strict=True)
        ]
        return Alignment(interleaved(beads, self._capped(every)), *sizes, pair_probability)

    def _capped(self, parts: Iterable[Sequence[Bead]]) -> list[tuple[Bead, ...]]:
        """The beads of all stretches, none surer than its text was read, nor a copy sure."""
        task = self._task
        return [
            doubting_copies(capped(part, task.certainties), task.source_texts, task.target_texts)
            for part in parts
        ]

    def with_moved(self, alignment: Alignment) -> Alignment:
        """The alignment of these documents, with the text that stands elsewhere linked."""
        if self._ladders is None or alignment.is_denied:
            return alignment
        spans = (
            (self._filled.without_blanks(Stretch(*span_of(bead))), bead.probability)
            for bead in alignment
        )
        beads = [Bead(*span, chance) for span, chance in spans if span.n_source + span.n_target]
        source, target = self._filled
        moved = (
            MovedLink(
                source[link.source_start],
                source[link.source_stop - 1] + 1,
                target[link.target_start],
                target[link.target_stop - 1] + 1,
                link.probability,
            )
            for link in find_moved(*self._texts, self._ladders, beads)
        )
        certainties = self._task.certainties
        return outdone(alignment, [capped_link(link, certainties) for link in moved])

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
            kept = self._filled[side]
            texts = tuple(every[i] for i in kept)
            vectors = encoder.encode_spans(texts, language=language, max_run=max_run)
            kinds = tuple(task.kinds[side][i] for i in kept)
            return EncodedText(texts, language, vectors, tuple(kept), kinds)

        source = encoded(0, task.source_texts, task.source_language)
        target = encoded(1, task.target_texts, task.target_language)
        if not task.glossary:
            return source, target
        anchors = concept_anchors(
            task.glossary, (source.texts, source.language), (target.texts, target.language)
        )
        return replace(source, anchors=anchors[0]), replace(target, anchors=anchors[1])

    def _ruled_out(self, beads: Iterable[Bead]) -> Iterator[Bead]:
        """The beads as the aligner counts, without those that it would never propose."""
        for bead in beads:
            span = self._filled.without_blanks(Stretch(*span_of(bead)))
            if bool(span.n_source) == bool(bead.n_source) and (
                bool(span.n_target) == bool(bead.n_target)
            ):
                yield Bead(*span)


def align_texts(task: AlignTask, progress: Progress | None = None) -> Alignment:
    """The alignment of two documents; errors are raised.

    Parameters
    ----------
    task : AlignTask
    progress : Progress or None
        Told how far it is, where the documents are long; without one, whoever hears
        the headway of tasks is told.
    """
    if not is_long(task):
        return _align_whole(task)
    total = len(task.source_texts) + len(task.target_texts)
    if progress is None:
        return align_by_windows(task, _align_whole, _teller(task.name, total))
    progress.begin("align, segments", total=total, unchanged=0)
    alignment = align_by_windows(task, _align_whole, progress.advance)
    progress.end()
    return alignment


def _teller(name: str, total: int) -> Callable[[int], None]:
    """Tells how far a task is, whenever so many more of its segments are done."""
    done = 0

    def advance(n: int) -> None:
        nonlocal done
        done += n
        tell_headway(name, done, total)

    tell_headway(name, 0, total)
    return advance


def _align_whole(task: AlignTask) -> Alignment:
    aligner = PairAligner(task)
    return aligner.with_moved(aligner.align(task.confirmed))
