"""Folders to segmented documents in the workspace."""

import os
from collections.abc import Mapping
from pathlib import Path

from aligner.errors import InputError
from aligner.pipeline.job import Job
from aligner.pipeline.keys import StageKeys
from aligner.pipeline.tasks import Failure, ReadTask, read_and_split
from aligner.readers import list_documents
from aligner.signature import digest_bytes
from aligner.values import SegmentedDocument
from aligner.workspace.documents import Side

__all__ = ["SIDES", "read_piles"]

SIDES: tuple[Side, Side] = ("source", "target")

_Page = tuple[Side, str, Path, str]


def read_piles(job: Job, folders: Mapping[Side, Path]) -> None:
    """Bring the documents of the workspace in line with the two folders.

    New and changed pages are read and split, pages that are gone are removed,
    pages that cannot be read are noted as failures.

    Raises
    ------
    InputError
        If a folder does not exist, or holds no page.
    """
    options = job.keys.options
    languages = {"source": options.source_language, "target": options.target_language}
    pages = [
        page for side in SIDES for page in _pages(side, folders[side], job.keys, languages[side])
    ]
    _forget_others(job, {page[:2] for page in pages})
    todo = [page for page in pages if job.workspace.document_key(*page[:2]) != page[3]]
    job.drive(
        "read and split",
        todo,
        unchanged=len(pages) - len(todo),
        task=lambda page: ReadTask(page[2], page[1], languages[page[0]]),
        function=read_and_split,
        store=lambda page, result: _store(job, page, result),
    )


def _pages(side: Side, folder: Path, keys: StageKeys, language: str | None) -> list[_Page]:
    """Side, document id, path and reading key of every page of a folder."""
    paths = list_documents(folder)
    if not paths:
        message = f"{folder}: no page to read (.html, .htm or .txt)"
        raise InputError(message)
    return [
        (side, _id(path, folder), path, keys.reading(_digest(path), language)) for path in paths
    ]


def _id(path: Path, folder: Path) -> str:
    """Path inside the folder with forward slashes; bytes that are no text stay tellable apart."""
    inside = path.relative_to(folder).as_posix()
    return os.fsencode(inside).decode("utf-8", "backslashreplace")


def _digest(path: Path) -> str:
    """Digest of a page's bytes; one that cannot be opened will be a failure of its task."""
    try:
        return digest_bytes(path.read_bytes())
    except OSError:
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
