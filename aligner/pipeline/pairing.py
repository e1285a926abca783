"""Documents of the workspace to pairs, with the aligner as the final judge."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from threadpoolctl import threadpool_limits

from aligner.errors import PairingError, WorkspaceError
from aligner.pairing import (
    LadderEvidence,
    Pairing,
    PairingInput,
    Unpaired,
    is_set_by_person,
    pair_documents,
)
from aligner.pipeline.aligning import alignment_key, texts_of
from aligner.pipeline.alignment_task import align_task
from aligner.pipeline.encoding import vector_key
from aligner.pipeline.fresh import reopen
from aligner.pipeline.job import Job
from aligner.pipeline.options import chosen_resources
from aligner.pipeline.own_pairs import own_pairs, own_pairs_note
from aligner.pipeline.page_languages import UNKNOWN, language_name, language_of, main_language
from aligner.pipeline.reading import SIDES
from aligner.pipeline.tasks import SEVERAL, Failure, align_pair
from aligner.values import Alignment, DocumentPair, PairDecision, Ruling, direction_of
from aligner.workspace import DocumentHead, Side

# Up to so many documents all are paired anew with every change.
_SMALL = 5000
# Beyond, too, when more than this share of them is new.
_MANY = 0.2
_ALONE = "`aligner align` with this page alone aligns them, if one is Chinese"
_NOBODY = "no page of the other side is without partner and of about that time"
_SWAPPED = (
    "the source pages are in English and the target pages in Chinese: if the folders are "
    "swapped, give them the other way round; going on as given"
)

_Names = tuple[str, str]


def pair_piles(job: Job) -> None:
    """Pair the documents of the workspace.

    Raises
    ------
    PairingError
        If a pile has no document that could be read, or both are in one language.
    """
    source, target = (_pile(job, side) for side in SIDES)
    _compare(job, source.language, target.language)
    decisions = _standing(job, source, target)
    own = own_pairs(
        job.workspace,
        source.without(decision.source for decision in decisions).usable,
        target.without(decision.target for decision in decisions).usable,
    )
    if note := own_pairs_note(own):
        job.notice(note)
    key = job.keys.pairing(_readings(job), decisions)

    def work() -> None:
        free = (
            source.without(pair.source for pair in own),
            target.without(pair.target for pair in own),
        )
        part = _part(job, *free, decisions)
        pairing = _pairing(job, free, part, decisions)
        pairs = (*own, *part.settled, *pairing.pairs)
        job.workspace.put_pairing(
            pairs,
            _left_over(job, source, pairing.unpaired_sources, {pair.source for pair in pairs}),
            _left_over(job, target, pairing.unpaired_targets, {pair.target for pair in pairs}),
            stage_key=key,
            options_key=job.keys.pairing_options(),
        )

    job.whole("pair", work, unchanged=job.workspace.pairing_key() == key)


@dataclass(frozen=True, slots=True)
class _Part:
    """The part of the two piles to pair now, and the earlier pairs that stay."""

    sources: frozenset[str]
    targets: frozenset[str]
    settled: tuple[DocumentPair, ...] = ()


def _part(job: Job, source: "_Pile", target: "_Pile", decisions: Sequence[PairDecision]) -> _Part:
    """All documents of a small workspace; in a large one, the new ones and their candidates.

    A pairing over everything takes minutes for a hundred thousand documents,
    however few of them are new.
    """
    n_documents = len(source.usable) + len(target.usable)
    n_fresh = sum(head.is_fresh for pile in (source, target) for head in pile.usable)
    is_known = job.workspace.pairing_options_key() == job.keys.pairing_options()
    if n_documents <= _SMALL or n_fresh > _MANY * n_documents or not is_known:
        return _Part(frozenset(source.names), frozenset(target.names))
    found = reopen(
        {"source": source.usable, "target": target.usable},
        job.workspace.pairs(),
        decisions,
        left_over={side: dict(job.workspace.unpaired(side)) for side in SIDES},
        set_by_person=is_set_by_person,
    )
    return _Part(found.sources, found.targets, found.settled)


def _pairing(
    job: Job, piles: tuple["_Pile", "_Pile"], part: _Part, decisions: Sequence[PairDecision]
) -> Pairing:
    """The pairing of a part of the piles."""
    if not (part.sources and part.targets):
        return Pairing(
            (),
            tuple(Unpaired(name, _NOBODY) for name in sorted(part.sources)),
            tuple(Unpaired(name, _NOBODY) for name in sorted(part.targets)),
        )
    rulings = {
        ruling: [
            (d.source, d.target)
            for d in decisions
            if d.ruling is ruling and d.source in part.sources and d.target in part.targets
        ]
        for ruling in Ruling
    }
    # Sums must not depend on the number of threads.
    with threadpool_limits(limits=1, user_api="blas"):
        return pair_documents(
            _inputs(job, piles[0], part.sources),
            _inputs(job, piles[1], part.targets),
            threshold=job.keys.options.pair_threshold,
            judge=LadderJudge(job),
            lexicon=chosen_resources(job.keys.options).table,
            forced=rulings[Ruling.FORCE],
            forbidden=rulings[Ruling.FORBID],
        )


def _standing(job: Job, source: "_Pile", target: "_Pile") -> list[PairDecision]:
    """Decisions on pages that exist; forced pairs of missing pages are reported."""
    piles = (source, target)
    names = [set(pile.names) for pile in piles]
    standing = []
    for decision in job.workspace.decisions():
        if decision.source in names[0] and decision.target in names[1]:
            standing.append(decision)
        elif decision.ruling is Ruling.FORCE:
            gone = decision.source if decision.source not in names[0] else decision.target
            job.notice(f"{gone}: no such page, though a decision forces its pair")
    return standing


@dataclass(frozen=True, slots=True)
class _Pile:
    """The documents of one side: those that can have a partner, and why others cannot."""

    side: Side
    language: str
    usable: tuple[DocumentHead, ...]
    set_aside: tuple[tuple[str, str], ...]

    @property
    def names(self) -> list[str]:
        """Ids of the documents that can have a partner."""
        return [head.id for head in self.usable]

    def without(self, names: Iterable[str]) -> "_Pile":
        """The pile but for some documents."""
        taken = frozenset(names)
        return replace(self, usable=tuple(head for head in self.usable if head.id not in taken))


def _pile(job: Job, side: Side) -> _Pile:
    """The documents of a side, sorted by whether they can have a partner."""
    heads = job.workspace.document_heads(side)
    if not heads:
        message = f"none of the {side} pages could be read; {_first_failure(job, side)}"
        raise PairingError(message)
    language = main_language(heads)
    usable: list[DocumentHead] = []
    set_aside: list[tuple[str, str]] = []
    for head in heads:
        if reason := _unusable(head, side, language):
            set_aside.append((head.id, reason))
        else:
            usable.append(head)
    return _Pile(side, language, tuple(usable), tuple(set_aside))


def _unusable(head: DocumentHead, side: Side, language: str) -> str:
    """Why a document can have no partner; ``""`` if it can."""
    here = language_of(head)
    if not head.segments:
        return "it holds no text to align"
    if here == SEVERAL:
        return f"it holds text in two languages: {_ALONE}"
    if here == language:
        return ""
    most = f"most {side} pages are in {language_name(language)}"
    if here == UNKNOWN:
        return f"its language is not known, {most}: give it in a table of pages"
    return f"it is in {language_name(here)}, {most}"


def _first_failure(job: Job, side: Side) -> str:
    """The first message about a page of a side."""
    return next((message for where, _, message in job.workspace.failures() if where == side), "")


def _compare(job: Job, source: str, target: str) -> None:
    """Refuse two piles in one language; see whether they look swapped, and terms can be checked."""
    if source == target != UNKNOWN:
        message = (
            f"both folders hold {language_name(source)} pages: a translation needs two languages"
        )
        raise PairingError(message)
    if (source, target) == ("en", "zh"):
        job.notice(_SWAPPED)
    job.checkable = direction_of(source, target) is not None


def _readings(job: Job) -> list[tuple[str, str, str]]:
    """Side, id and reading key of all documents: what the pairing rests on."""
    return [
        (side, name, job.workspace.document_key(side, name) or "")
        for side in SIDES
        for name in job.workspace.document_ids(side)
    ]


def _inputs(job: Job, pile: _Pile, names: Collection[str]) -> Iterator[PairingInput]:
    """Some documents with their vectors, as the pairing room takes them."""
    for name in pile.names:
        if name not in names:
            continue
        document = job.workspace.document(pile.side, name)
        vectors = job.workspace.vectors(vector_key(job, (pile.side, name)))
        if vectors is None:
            message = f"the vectors of {name} are gone: run the same command again"
            raise WorkspaceError(message)
        yield PairingInput(document.document, vectors)


def _left_over(
    job: Job, pile: _Pile, unpaired: Iterable[Unpaired], paired: Collection[str]
) -> list[tuple[str, str]]:
    """Documents without partner, with the reasons: those of before where nothing is new."""
    reasons = dict(job.workspace.unpaired(pile.side))
    reasons |= {item.document: item.reason for item in unpaired}
    reasons |= dict(pile.set_aside)
    known = {*pile.names, *(name for name, _ in pile.set_aside)}
    return [item for item in reasons.items() if item[0] in known and item[0] not in paired]


class LadderJudge:
    """Aligns the pairs it is asked about; alignments are kept as drafts for the pairs chosen.

    Parameters
    ----------
    job : Job
    """

    def __init__(self, job: Job) -> None:
        self._job = job

    def __call__(self, pairs: Sequence[_Names]) -> list[LadderEvidence | None]:
        """What the alignment of each pair says, None where there is none."""
        todo = [names for names in pairs if not self._job.workspace.has_draft(self._key(names))]
        made = self._aligned(todo)
        return [self._evidence(names, made) for names in pairs]

    def _aligned(self, todo: Sequence[_Names]) -> dict[_Names, LadderEvidence | None]:
        """What the alignments that are not there yet say; they are kept as drafts."""
        job = self._job
        tasks = (
            align_task(*texts_of(job, *names), job.keys.options, glossary=job.keys.glossary)
            for names in todo
        )
        made: dict[_Names, LadderEvidence | None] = {}
        job.progress.begin("pair, candidates", total=len(todo), unchanged=0)
        for names, result in zip(todo, job.mapped("pair", align_pair, tasks), strict=True):
            # A pair that cannot be aligned is reported only if it is chosen all the same.
            if isinstance(result, Failure):
                made[names] = None
            else:
                job.workspace.put_draft(self._key(names), result)
                made[names] = self._weighed(names, result)
            job.progress.advance()
        job.progress.end()
        return made

    def _key(self, names: _Names) -> str:
        return alignment_key(self._job, *names)

    def _evidence(
        self, names: _Names, made: Mapping[_Names, LadderEvidence | None]
    ) -> LadderEvidence | None:
        """What was found just now, or what a draft of before says."""
        if names in made:
            return made[names]
        alignment = self._job.workspace.draft(self._key(names))
        return None if alignment is None else self._weighed(names, alignment)

    def _weighed(self, names: _Names, alignment: Alignment) -> LadderEvidence | None:
        texts = tuple(document.texts for document in texts_of(self._job, *names))
        lengths = ([len(text) for text in side] for side in texts)
        try:
            return LadderEvidence.of(alignment, *lengths, texts=(texts[0], texts[1]))
        except Exception as error:  # noqa: BLE001 - a slip of ours on one pair must not cost the others
            reason = f"{type(error).__name__}: {error}"
            self._job.notice(f"{' - '.join(names)}: its alignment cannot be weighed: {reason}")
            return None
