"""Piles of pages to segmented documents in the workspace."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from aligner.errors import InputError
from aligner.pipeline.job import Job
from aligner.pipeline.tasks import Failure, ReadTask, read_and_split
from aligner.readers import PageLocation, list_pages
from aligner.values import SegmentedDocument
from aligner.workspace import Side

SIDES: tuple[Side, Side] = ("source", "target")
# A file that changed so short a time ago may change again without a new time of
# change: file systems count in steps of up to two seconds.
_SETTLED_NS = 2 * 10**9


@dataclass(frozen=True, slots=True)
class _Page:
    """A page of a pile.

    Parameters
    ----------
    side : {"source", "target"}
    location : PageLocation
    language : str or None
        Language of the whole pile, where it was given.
    stamp : str or None
        See `PageLocation.stamp`; None when the file may still be changing.
    """

    side: Side
    location: PageLocation
    language: str | None
    stamp: str | None

    @property
    def names(self) -> tuple[Side, str]:
        """Side and document id."""
        return self.side, self.location.id


def read_piles(job: Job, piles: Mapping[Side, Path]) -> None:
    """Bring the documents of the workspace in line with the two piles.

    New and changed pages are read and split, pages that are gone are removed,
    pages that cannot be read are noted as failures.  A page whose file has the
    size and the time of change it had in the run before is not opened; of any
    other the digest decides.

    Raises
    ------
    InputError
        If a pile does not exist, or holds no page.
    """
    options = job.keys.options
    languages = {"source": options.source_language, "target": options.target_language}
    pages = [page for side in SIDES for page in _pages(side, piles[side], languages[side])]
    _forget_others(job, {page.names for page in pages})
    todo = [page for page in pages if not _is_known(job, page)]
    job.drive(
        "read and split",
        todo,
        unchanged=len(pages) - len(todo),
        task=lambda page: ReadTask(page.location, page.language, _known_digest(job, page)),
        function=read_and_split,
        store=lambda page, result: _store(job, page, result),
        is_unchanged=lambda result: result is None,
    )


def _pages(side: Side, pile: Path, language: str | None) -> Iterator[_Page]:
    """The pages of a pile."""
    locations = list_pages(pile)
    if not locations:
        message = f"{pile}: no page to read (documents of any kind, or .zip and .warc of them)"
        raise InputError(message)
    now = time.time_ns()
    for location in locations:
        stamp, changed = location.stamp() or (None, 0)
        is_settled = now - changed > _SETTLED_NS
        yield _Page(side, location, language, stamp if is_settled else None)


def _is_known(job: Job, page: _Page) -> bool:
    """Whether a page is known to be unchanged without opening it."""
    if page.stamp is None:
        return False
    digest = job.workspace.page_digest(*page.names, page.stamp)
    return digest is not None and digest == _known_digest(job, page)


def _known_digest(job: Job, page: _Page) -> str | None:
    """Digest of the bytes that the page's document was read from, as it would be read now."""
    digest = job.workspace.document_digest(*page.names)
    if digest is None or job.workspace.document_key(*page.names) != _key(job, page, digest):
        return None
    return digest


def _key(job: Job, page: _Page, digest: str) -> str:
    """Reading key of a page of some content."""
    return job.keys.reading(digest, page.location.facts, page.language)


def _forget_others(job: Job, names: set[tuple[Side, str]]) -> None:
    """Remove documents and failures of pages that are gone."""
    for side in SIDES:
        for name in job.workspace.document_ids(side):
            if (side, name) not in names:
                job.workspace.remove_document(side, name)
    for where, name, _ in job.workspace.failures():
        if where in SIDES and (where, name) not in names:
            job.workspace.remove_failure(where, name)


def _store(job: Job, page: _Page, result: SegmentedDocument | Failure | None) -> None:
    """Keep what came of a page."""
    workspace = job.workspace
    if isinstance(result, Failure):
        workspace.remove_document(*page.names)
        workspace.put_failure(*page.names, result.message)
        return
    if result is not None:
        key = _key(job, page, result.document.digest)
        workspace.put_document(page.side, result.document, result, stage_key=key)
    digest = workspace.document_digest(*page.names)
    if page.stamp is not None and digest is not None:
        workspace.put_page_stamp(*page.names, page.stamp, digest)
