"""The whole job over two piles of pages, and its first half alone."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.claims import recut_documents
from aligner.files import temporary_folder
from aligner.glossary import Glossary, read_glossary
from aligner.pipeline.aligning import align_pairs
from aligner.pipeline.checking import check_pairs
from aligner.pipeline.deciding import with_known_names
from aligner.pipeline.encoding import encode_piles
from aligner.pipeline.job import Job
from aligner.pipeline.keys import StageKeys
from aligner.pipeline.options import (
    Mapper,
    Progress,
    RunOptions,
    SilentProgress,
    look_again,
    map_here,
    options_note,
)
from aligner.pipeline.outcome import failures, left_over, summarize
from aligner.pipeline.pairing import pair_piles
from aligner.pipeline.reading import read_piles
from aligner.pipeline.summary import CHECK, FailedItem, LeftOver, RunSummary
from aligner.terms import with_accepted
from aligner.values import DocumentPair, PairDecision
from aligner.workspace import Workspace, read_decisions

if TYPE_CHECKING:
    from aligner.workspace import Side


_NO_TERM_CHECK = "the term check reads Chinese and English: it is left out here"


@dataclass(frozen=True, slots=True, repr=False)
class PairedPiles:
    """The pairs of two piles, what is left over or could not be read, and who ruled what."""

    pairs: tuple[DocumentPair, ...]
    left_over: tuple[LeftOver, ...]
    failures: tuple[FailedItem, ...]
    decisions: tuple[PairDecision, ...]

    def __repr__(self) -> str:
        lost = f"{len(self.left_over)} pages without a partner, {len(self.failures)} unreadable"
        return f"<PairedPiles: {len(self.pairs)} pairs, {lost}>"


def run(  # noqa: PLR0913 - the two piles and the workspace; the rest has defaults
    source_pile: Path,
    target_pile: Path,
    workspace_folder: Path,
    *,
    glossary: Path | None = None,
    decisions: Path | None = None,
    options: RunOptions | None = None,
    accept_deletions: bool = False,
    progress: Progress | None = None,
    mapper: Mapper = map_here,
) -> RunSummary:
    """Read, pair, align and check two piles of pages; the results are in the workspace.

    Parameters
    ----------
    source_pile, target_pile : Path
        Pages of the two languages: folders, archives, patterns, lists; see
        `aligner.readers.list_pages`.
    workspace_folder : Path
        Made if it does not exist.  A second run does only what changed, and
        completes a run that was stopped.
    glossary : Path or None
        Its terms are anchors of the alignment, and are checked.  With another one
        everything is aligned anew.
    decisions : Path or None
        Table of pairs to force or to forbid; the workspace keeps
        them for later runs.
    options : RunOptions or None
    accept_deletions : bool, default=False
        Whether more than a tenth of the pages that the workspace knows may be forgotten
        because they are gone.
    progress : Progress or None
    mapper : Mapper
        Where the work on single documents and pairs is done; the result does
        not depend on it.

    Raises
    ------
    InputError
        If a folder or the glossary cannot be read, nothing can be paired, or more than a
        tenth of the known pages are gone.
    """
    entries = None if glossary is None else read_glossary(glossary)
    rulings = () if decisions is None else read_decisions(decisions)
    note = options_note(options or RunOptions())
    piles: dict[Side, Path] = {"source": source_pile, "target": target_pile}
    with Workspace.open(workspace_folder, create=True) as workspace:
        job = _job(workspace, options, progress, mapper, entries)
        if entries is not None and entries.problems:
            n, path = len(entries.problems), entries.path
            job.notice(f"{path}: {n} odd entries; `aligner terms lint {path}` lists them")
        if note:
            job.notice(note)
        read_piles(job, piles, accept_deletions=accept_deletions)
        workspace.put_decisions(with_known_names(workspace, rulings))
        recut_documents(workspace)
        encode_piles(job)
        pair_piles(job)
        align_pairs(job)
        if entries is not None and job.checkable:
            entries = with_accepted(entries, workspace.proposal_decisions())
            check_pairs(job, entries)
        elif entries is not None:
            job.notice(_NO_TERM_CHECK)
        summary = summarize(job, workspace_folder, entries)
        workspace.put_run(summary.signature, summary.counts())
    return summary


def pair_pages(  # noqa: PLR0913 - the two piles; the rest has defaults
    source_pile: Path,
    target_pile: Path,
    *,
    decisions: Path | None = None,
    options: RunOptions | None = None,
    progress: Progress | None = None,
    mapper: Mapper = map_here,
) -> PairedPiles:
    """Pair two piles of pages without keeping anything.

    Parameters
    ----------
    source_pile, target_pile : Path
        Folders, archives, patterns or tables of pages.
    decisions : Path, optional
        Table of pairs that reviewers force or forbid.
    options : RunOptions, optional
    progress : Progress, optional
    mapper : Mapper
        Where the work is done; by default in this process.

    Returns
    -------
    PairedPiles
        The pairs, the pages left over and those that cannot be read, and the decisions.

    Raises
    ------
    InputError
        If a pile has no page that can be read, or both are in one language.
    """
    rulings = () if decisions is None else read_decisions(decisions)
    piles: dict[Side, Path] = {"source": source_pile, "target": target_pile}
    with (
        temporary_folder() as folder,
        Workspace.open(folder, create=True) as workspace,
    ):
        job = _job(workspace, options, progress, mapper)
        read_piles(job, piles)
        workspace.put_decisions(with_known_names(workspace, rulings))
        encode_piles(job)
        pair_piles(job)
        return PairedPiles(
            tuple(workspace.pairs()),
            left_over(workspace),
            failures(workspace),
            workspace.decisions(),
        )


def check_workspace(
    workspace: Workspace,
    glossary: Glossary,
    *,
    progress: Progress | None = None,
) -> None:
    """Term check of all pairs of a workspace, which keeps it.

    Only pairs that changed are checked anew, all of them when the glossary
    did.  Pairs that cannot be checked are reported to `progress`.
    """
    job = _job(workspace, None, progress, map_here)
    check_pairs(job, glossary)
    for failure in failures(workspace):
        if failure.side == CHECK:
            job.notice(failure.message)


def _job(
    workspace: Workspace,
    options: RunOptions | None,
    progress: Progress | None,
    mapper: Mapper,
    glossary: Glossary | None = None,
) -> Job:
    chosen = options or RunOptions()
    look_again(chosen)
    keys = StageKeys(chosen, glossary)
    return Job(workspace, keys, mapper, progress or SilentProgress())
