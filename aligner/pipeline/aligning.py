"""Pairs of the workspace to alignments."""

from collections.abc import Callable

from aligner.claims import claim_words, placed_claims
from aligner.pipeline.alignment_task import AlignTask, align_task
from aligner.pipeline.job import Job
from aligner.pipeline.summary import CHECK, PAIR
from aligner.pipeline.tasks import Failure, align_pair
from aligner.values import Alignment, Bead, DocumentPair, SegmentedDocument

_Item = tuple[DocumentPair, str]


def align_pairs(job: Job) -> None:
    """Align every pair whose texts, options, glossary or reviews changed; failures are noted."""
    for side in (PAIR, CHECK):
        job.workspace.remove_failures(side)
    confirmed = _confirmed(job)
    keyed = [
        (pair, alignment_key(job, *_names(pair), confirmed.get(_names(pair), ())))
        for pair in job.workspace.pairs()
    ]
    todo = [(pair, key) for pair, key in keyed if job.workspace.alignment_key(pair) != key]

    def store(item: _Item, result: Alignment | Failure) -> None:
        pair, key = item
        if isinstance(result, Failure):
            job.workspace.put_failure(PAIR, f"{pair.source} - {pair.target}", result.message)
        else:
            signature = job.keys.signature_given(confirmed.get(_names(pair), ()))
            job.workspace.put_alignment(pair, result.discounted(), key, signature=str(signature))

    def task(item: _Item) -> AlignTask:
        names = _names(item[0])
        return align_task(
            *texts_of(job, *names),
            job.keys.options,
            confirmed.get(names, ()),
            glossary=job.keys.glossary,
        )

    def draft(item: _Item) -> Callable[[], Alignment | Failure] | None:
        """How to load what the pairing has already aligned; aligned anew should that be damaged."""
        if not job.workspace.has_draft(item[1]):
            return None
        return lambda: job.workspace.draft(item[1]) or align_pair(task(item))

    job.drive(
        "align",
        todo,
        unchanged=len(keyed) - len(todo),
        task=task,
        function=align_pair,
        store=store,
        draft=draft,
    )


def _confirmed(job: Job) -> dict[tuple[str, str], tuple[Bead, ...]]:
    """Beads that reviewers have confirmed, by pair; decisions that no longer apply are reported."""
    pairs = {_names(pair) for pair in job.workspace.pairs()}
    found = {}
    for names in job.workspace.edited_pairs():
        if names not in pairs:
            job.notice(f"{' - '.join(names)}: was reviewed and is no longer a pair")
            continue
        placed = placed_claims(job.workspace, *names)
        found[names] = placed.confirmed
        for claim, why in placed.lost:
            words = f"a reviewer's decision no longer applies, {why}: {claim_words(claim)}"
            job.notice(f"{' - '.join(names)}: {words}")
    return found


def texts_of(job: Job, source: str, target: str) -> tuple[SegmentedDocument, SegmentedDocument]:
    """The two documents of a pair."""
    return job.workspace.document("source", source), job.workspace.document("target", target)


def alignment_key(job: Job, source: str, target: str, confirmed: tuple[Bead, ...] = ()) -> str:
    """Key of the alignment of two documents, around beads that reviewers have confirmed."""
    digests = (
        job.workspace.text_digest("source", source),
        job.workspace.text_digest("target", target),
    )
    return job.keys.alignment(*digests, confirmed)


def _names(pair: DocumentPair) -> tuple[str, str]:
    return pair.source, pair.target
