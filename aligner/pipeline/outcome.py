"""The summary of a run, counted from its workspace."""

from collections import Counter
from pathlib import Path

from aligner.glossary import Glossary
from aligner.pairing import pair_signature
from aligner.pipeline.alarms import pair_alarms
from aligner.pipeline.job import Job
from aligner.pipeline.reading import SIDES
from aligner.pipeline.summary import (
    DoubtfulReading,
    FailedItem,
    LeftOver,
    PairAlarms,
    RunSummary,
    SideCounts,
)
from aligner.signature import Signature, digest_values
from aligner.terms import term_signature
from aligner.values import DOUBTFUL_BELOW
from aligner.workspace import Side, Workspace

# The glossary of a run with what reviewers have accepted stands for that of the anchors.
_GLOSSARY = "glossary"


def summarize(job: Job, folder: Path, glossary: Glossary | None) -> RunSummary:
    """The summary of a job whose stages are done."""
    workspace = job.workspace
    beads, doubtful = workspace.count_beads(under=DOUBTFUL_BELOW)
    checked = glossary is not None and job.checkable
    relations = Counter(pair.relation.value for pair in workspace.pairs())
    return RunSummary(
        workspace=folder,
        signature=str(_signature(job, glossary)),
        source=_count_texts(workspace, "source"),
        target=_count_texts(workspace, "target"),
        pairs=relations.total(),
        relations=tuple(sorted(relations.items())),
        left_over=left_over(workspace),
        failures=failures(workspace),
        doubtful_readings=_doubtful_readings(workspace),
        beads=beads,
        doubtful_beads=doubtful,
        alarms=_alarms(workspace),
        findings=tuple(workspace.count_findings().items()) if checked else None,
        notices=tuple(job.notices),
        stages=tuple(job.times),
    )


def left_over(workspace: Workspace) -> tuple[LeftOver, ...]:
    """Documents without a partner, of both sides."""
    return tuple(LeftOver(side, *item) for side in SIDES for item in workspace.unpaired(side))


def failures(workspace: Workspace) -> tuple[FailedItem, ...]:
    """Pages and pairs that failed."""
    return tuple(FailedItem(*failure) for failure in workspace.failures())


def unfinished_note(workspace: Workspace) -> str:
    """What of a run that was stopped is missing in a workspace; ``""`` if nothing is."""
    remedy = "so this is not the whole: give the same `aligner run` again to complete it"
    if unaligned := workspace.count_unaligned():
        pairs = "pair is" if unaligned == 1 else "pairs are"
        return f"the last run was not completed: {unaligned} {pairs} not aligned yet, {remedy}"
    if unsettled := workspace.count_unsettled():
        pages = "page is new or has" if unsettled == 1 else "pages are new or have"
        return f"{unsettled} {pages} changed and not been paired since, {remedy}"
    return ""


def denied_note(workspace: Workspace) -> str:
    """How many pairs hardly are translations of each other, and how to be without them."""
    n = sum(not found.verdict.is_translation for found in workspace.alarms())
    if not n:
        return ""
    pairs = "pair does" if n == 1 else "pairs do"
    return (
        f"{n} {pairs} not look like translations of each other: --min-probability 0.6 leaves out "
        "what no reviewer has confirmed of them"
    )


def _doubtful_readings(workspace: Workspace) -> tuple[DoubtfulReading, ...]:
    """Pages read with doubt, of both sides."""
    return tuple(
        DoubtfulReading(side, name, "; ".join(doubts))
        for side in SIDES
        for name, doubts in workspace.reading_doubts(side)
    )


def _signature(job: Job, glossary: Glossary | None) -> Signature:
    """Everything that the results of a run depend on."""
    return Signature(
        (
            *(field for field in job.keys.signature().fields if field[0] != _GLOSSARY),
            ("pair", pair_signature()),
            ("threshold", str(job.keys.options.pair_threshold)),
            *((side, _pile_digest(job.workspace, side)) for side in SIDES),
            ("terms", term_signature()),
            (_GLOSSARY, "none" if glossary is None else glossary.digest),
        ),
    )


def _pile_digest(workspace: Workspace, side: Side) -> str:
    """Digest of all pages of a side, with their names."""
    names = workspace.document_ids(side)
    return digest_values([(name, workspace.document_key(side, name)) for name in names])


def _count_texts(workspace: Workspace, side: Side) -> SideCounts:
    heads = workspace.document_heads(side)
    return SideCounts(len(heads), sum(head.segments for head in heads))


def _alarms(workspace: Workspace) -> tuple[PairAlarms, ...]:
    """Pairs with alarms; those not examined before are examined now."""
    for pair in workspace.pairs_not_looked_at():
        found = pair_alarms(workspace.bitext(pair))
        workspace.put_alarms(pair, found.verdict, found.alarms)
    return tuple(PairAlarms(*found) for found in workspace.alarms())
