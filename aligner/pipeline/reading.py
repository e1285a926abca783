"""Piles of pages to segmented documents in the workspace."""

from collections.abc import Mapping
from pathlib import Path

from aligner.errors import FormatError, InputError
from aligner.pipeline.job import Job
from aligner.pipeline.keys import StageKeys
from aligner.pipeline.tasks import Failure, ReadTask, read_and_split
from aligner.readers import PageLocation, list_pages
from aligner.signature import digest_bytes
from aligner.values import SegmentedDocument
from aligner.workspace import Side

SIDES: tuple[Side, Side] = ("source", "target")

_Page = tuple[Side, str, PageLocation, str]


def read_piles(job: Job, piles: Mapping[Side, Path]) -> None:
    """Bring the documents of the workspace in line with the two piles.

    New and changed pages are read and split, pages that are gone are removed,
    pages that cannot be read are noted as failures.

    Raises
    ------
    InputError
        If a pile does not exist, or holds no page.
    """
    options = job.keys.options
    languages = {"source": options.source_language, "target": options.target_language}
    pages = [
        page for side in SIDES for page in _pages(side, piles[side], job.keys, languages[side])
    ]
    _forget_others(job, {page[:2] for page in pages})
    todo = [page for page in pages if job.workspace.document_key(*page[:2]) != page[3]]
    job.drive(
        "read and split",
        todo,
        unchanged=len(pages) - len(todo),
        task=lambda page: ReadTask(page[2], languages[page[0]]),
        function=read_and_split,
        store=lambda page, result: _store(job, page, result),
    )


def _pages(side: Side, pile: Path, keys: StageKeys, language: str | None) -> list[_Page]:
    """Side, document id, place and reading key of every page of a pile."""
    pages = list_pages(pile)
    if not pages:
        message = f"{pile}: no page to read (.html, .txt, .docx, .pdf, or .zip and .warc of them)"
        raise InputError(message)
    return [
        (side, page.id, page, keys.reading(_digest(page), page.facts, language)) for page in pages
    ]


def _digest(page: PageLocation) -> str:
    """Digest of a page's bytes; one that cannot be had will be a failure of its task."""
    try:
        return digest_bytes(page.load())
    except FormatError:
        return "unreadable"


def _forget_others(job: Job, names: set[tuple[Side, str]]) -> None:
    """Remove documents and failures of pages that are gone."""
    for side in SIDES:
        for name in job.workspace.document_ids(side):
            if (side, name) not in names:
                job.workspace.remove_document(side, name)
    for where, name, _ in job.workspace.failures():
        if where in SIDES and (where, name) not in names:
            job.workspace.remove_failure(where, name)


def _store(job: Job, page: _Page, result: SegmentedDocument | Failure) -> None:
    """Keep what came of a page."""
    side, name, _, key = page
    if isinstance(result, Failure):
        job.workspace.remove_document(side, name)
        job.workspace.put_failure(side, name, result.message)
    else:
        job.workspace.put_document(side, result.document, result, stage_key=key)
