"""Two documents aligned, and aligned again around what a reviewer has confirmed or ruled out."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

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
from aligner.pipeline.certainty import (
    Certainties,
    ReadingCertainty,
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
    BlockKind,
    EncodedText,
    MovedLink,
    SegmentedDocument,
)

# Kinds that cannot be mistaken for running text; all others count as running text.
_RUNNING_TEXT = 0
_APART = {BlockKind.TITLE: 1, BlockKind.CAPTION: 2, BlockKind.TABLE_CELL: 3}
_Kinds = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AlignTask:
    """Two documents to align, around beads that reviewers have confirmed."""

    name: str
    source_texts: tuple[str, ...]
    target_texts: tuple[str, ...]
    source_language: str
    target_language: str
    options: RunOptions
    kinds: tuple[tuple[int, ...], tuple[int, ...]]
    confirmed: tuple[Bead, ...] = ()
    glossary: Glossary | None = None
    certainties: Certainties = (ReadingCertainty(), ReadingCertainty())


def align_task(
    source: SegmentedDocument,
    target: SegmentedDocument,
    options: RunOptions,
    confirmed: tuple[Bead, ...] = (),
    glossary: Glossary | None = None,
) -> AlignTask:
    """The task of aligning two documents; the terms of a glossary are anchors."""
    return AlignTask(
        name=f"{source.document.id} - {target.document.id}",
        source_texts=source.texts,
        target_texts=target.texts,
        source_language=source.document.language,
        target_language=target.document.language,
        options=options,
        kinds=kinds_of_segments(source, target),
        confirmed=confirmed,
        glossary=glossary,
        certainties=(ReadingCertainty.of(source), ReadingCertainty.of(target)),
    )


def kinds_of_segments(
    source: SegmentedDocument, target: SegmentedDocument
) -> tuple[_Kinds, _Kinds]:
    """A number for the kind of each segment, of both documents.

    A kind that only one of the documents has counts as running text: the other
    page shows such text in another way.  So do captions of which one page has more: they
    are known by few signs, and a caption that is not recognised must find its translation.
    """
    kinds = _kinds(source), _kinds(target)
    shared = set(kinds[0]) & set(kinds[1])
    if _n_captions(source) != _n_captions(target):
        shared.discard(_APART[BlockKind.CAPTION])
    source_kinds, target_kinds = (
        tuple(kind if kind in shared else _RUNNING_TEXT for kind in side) for side in kinds
    )
    return source_kinds, target_kinds


def _kinds(document: SegmentedDocument) -> _Kinds:
    blocks = document.document.blocks
    return tuple(_APART.get(blocks[s.block].kind, _RUNNING_TEXT) for s in document.segments)


def _n_captions(document: SegmentedDocument) -> int:
    blocks = document.document.blocks
    shown = {s.block for s in document.segments}
    return sum(blocks[block].kind is BlockKind.CAPTION for block in shown)


def realign(
    bitext: Bitext,
    confirmed: Iterable[Bead],
    ruled_out: Iterable[Bead] = (),
    *,
    options: RunOptions | None = None,
    glossary: Glossary | None = None,
) -> Bitext:
    """The bitext aligned again, given beads that a reviewer has confirmed or ruled out.

    See `Realigner.realign`; to ask more than once about the same documents,
    keep a `Realigner`.
    """
    return Realigner(bitext.source, bitext.target, options, glossary).realign(confirmed, ruled_out)


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
        if sizes == (len(self._kept[0]), len(self._kept[1])):
            # Without blank segments both count alike.
            every = self._parts(stretches, ruled_out)
            return Alignment(interleaved(beads, self._capped(every)), *sizes, pair_probability)
        parts = self._parts([self._without_blanks(s) for s in stretches], ruled_out)
        every = [
            self._with_blanks(stretch, part) for stretch, part in zip(stretches, parts, strict=True)
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
            (self._without_blanks(Stretch(*span_of(bead))), bead.probability) for bead in alignment
        )
        beads = [Bead(*span, chance) for span, chance in spans if span.n_source + span.n_target]
        source, target = self._kept
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
            kept = self._kept[side]
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


def filled(texts: Sequence[str]) -> list[int]:
    """Positions of the segments that hold text."""
    return [position for position, text in enumerate(texts) if text.strip()]


def put_back(
    alignment: Alignment,
    source: Sequence[int],
    target: Sequence[int],
    sizes: tuple[int, int],
) -> Alignment:
    """The alignment over all segments, given one over those that hold text.

    Parameters
    ----------
    alignment : Alignment
        Over the filled segments only.
    source, target : sequence of int
        Positions of the filled segments.
    sizes : (int, int)
        Numbers of segments with the blank ones.

    Notes
    -----
    Blank segments between two beads pair off with those opposite; what is
    left over stands alone.  Blank segments inside the run of a bead stay there.
    """
    beads: list[Bead] = []
    i = j = 0
    for bead in alignment:
        source_run = source[bead.source_start : bead.source_stop]
        target_run = target[bead.target_start : bead.target_stop]
        next_i = source_run[0] if source_run else i
        next_j = target_run[0] if target_run else j
        beads += _blank_beads(i, next_i, j, next_j)
        i = source_run[-1] + 1 if source_run else next_i
        j = target_run[-1] + 1 if target_run else next_j
        beads.append(Bead(next_i, i, next_j, j, bead.probability, bead.reasons))
    beads += _blank_beads(i, sizes[0], j, sizes[1])
    return Alignment(tuple(beads), *sizes)


def _blank_beads(i: int, next_i: int, j: int, next_j: int) -> list[Bead]:
    """Beads of the blank segments of one gap."""
    beads = []
    for a, b in zip_longest(range(i, next_i), range(j, next_j)):
        source = (next_i, next_i) if a is None else (a, a + 1)
        target = (next_j, next_j) if b is None else (b, b + 1)
        beads.append(Bead(*source, *target))
    return beads


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
