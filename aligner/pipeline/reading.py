"""Piles of pages to segmented documents in the workspace."""

import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from aligner.errors import InputError, OutOfReachError
from aligner.pipeline.job import Job
from aligner.pipeline.options import chosen_segmentation
from aligner.pipeline.own_pairs import is_other_side, split_pages
from aligner.pipeline.tasks import Failure, ReadTask, read_and_split
from aligner.readers import PageLocation, list_pages, passed_over_note
from aligner.values import SegmentedDocument
from aligner.workspace import Side, Workspace, is_workspace_file

SIDES: tuple[Side, Side] = ("source", "target")
# A file that changed so short a time ago may change again without a new time of
# change: file systems count in steps of up to two seconds.
_SETTLED_NS = 2 * 10**9
# One known page in so many may be gone without a question.
_MOST_GONE = 10
# Names given in one message.
_SHOWN = 3


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


def read_piles(job: Job, piles: Mapping[Side, Path], *, accept_deletions: bool = False) -> None:
    """Bring the documents of the workspace in line with the two piles.

    New and changed pages are read and split, pages that are gone are removed,
    pages that cannot be read are noted as failures, and no longer known.  What is known of a
    page that cannot be looked at for now is kept.  Pages of two languages are
    split.  A page whose file has the size and the time of change it had in the run before is
    not opened; of any other the digest decides.

    Parameters
    ----------
    job : Job
    piles : mapping of side to Path
    accept_deletions : bool, default=False
        Whether more than a tenth of the known pages of a side may be forgotten.

    Raises
    ------
    InputError
        If a pile does not exist, or holds no page, or more pages are gone or damaged than
        are forgotten without asking.
    """
    options = job.keys.options
    segmentation = chosen_segmentation(options)
    languages = {"source": options.source_language, "target": options.target_language}
    pages = [page for side in SIDES for page in _pages(job, side, piles[side], languages[side])]
    gone = {side: _missing(job.workspace, side, pages) for side in SIDES}
    if not accept_deletions:
        _require_few(job, piles, gone)
    _forget(job, piles, gone)
    todo = [page for page in pages if not _is_known(job, page)]
    _forget_failures(job, {page.names for page in todo})
    known = {side: len(job.workspace.document_ids(side)) + len(gone[side]) for side in SIDES}
    damaged: dict[Side, dict[str, str]] = {side: {} for side in SIDES}
    job.drive(
        "read and split",
        todo,
        unchanged=len(pages) - len(todo),
        task=lambda page: ReadTask(
            page.location, page.language, _known_digest(job, page), segmentation
        ),
        function=read_and_split,
        store=lambda page, result: _store(job, page, result, damaged),
        is_unchanged=lambda result: result is None,
    )
    if not accept_deletions:
        _require_sound(piles, known, gone, damaged)
    for side in SIDES:
        for name, message in damaged[side].items():
            job.workspace.remove_document(side, name)
            job.workspace.put_failure(side, name, message)
    split_pages(job)


def _pages(job: Job, side: Side, pile: Path, language: str | None) -> Iterator[_Page]:
    """The pages of a pile."""
    passed_over: Counter[str] = Counter()
    found = list_pages(pile, passed_over=passed_over)
    if passed_over:
        job.notice(f"{pile}: {passed_over_note(passed_over)}")
    # The workspace may lie in a pile.
    locations = [page for page in found if not is_workspace_file(page.path.absolute())]
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
    if page.stamp is None or page.location.refusal:
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


def _missing(workspace: Workspace, side: Side, pages: Sequence[_Page]) -> list[str]:
    """Ids of known documents of a side whose pages are gone, as far as can be seen."""
    locations = [page.location for page in pages if page.side == side]
    names = {location.id for location in locations}
    hidden = [location for location in locations if location.is_out_of_reach]
    return [
        name
        for name in workspace.document_ids(side)
        if name not in names
        and not any(place.covers(name) for place in hidden)
        and not is_other_side(workspace, side, name)
    ]


def _require_few(job: Job, piles: Mapping[Side, Path], gone: Mapping[Side, list[str]]) -> None:
    """Refuse to forget more than a tenth of what is known of a side."""
    for side in SIDES:
        known = len(job.workspace.document_ids(side))
        if len(gone[side]) * _MOST_GONE > known:
            raise InputError(
                f"{piles[side]}: {len(gone[side])} of the {known} {side} pages that the workspace "
                f"knows are no longer there ({_some(gone[side])}); nothing was changed.  If they "
                "are meant to be forgotten, with their pairs, add --accept-deletions; if not, "
                "see whether this is the right folder and all of it is there"
            )


def _require_sound(
    piles: Mapping[Side, Path],
    known: Mapping[Side, int],
    gone: Mapping[Side, list[str]],
    damaged: Mapping[Side, Mapping[str, str]],
) -> None:
    """Refuse to forget more than a tenth of what is known of a side because it is damaged.

    A single page that is damaged costs no more than itself, however few there are.
    """
    for side in SIDES:
        n = len(damaged[side])
        if n > 1 and (n + len(gone[side])) * _MOST_GONE > known[side]:
            raise InputError(
                f"{piles[side]}: {n} of the {known[side]} {side} pages that the workspace knows "
                f"can no longer be read ({_some([*damaged[side]])}: "
                f"{next(iter(damaged[side].values()))}); what is known of them was kept.  "
                "If they are meant to be forgotten, with their pairs, add --accept-deletions; "
                "if not, restore them: was the folder copied completely?"
            )


def _forget(job: Job, piles: Mapping[Side, Path], gone: Mapping[Side, list[str]]) -> None:
    """Remove the documents of pages that are gone, and say so."""
    for side in SIDES:
        for name in gone[side]:
            job.workspace.remove_document(side, name)
        if gone[side]:
            n, pages = len(gone[side]), "page is" if len(gone[side]) == 1 else "pages are"
            job.notice(
                f"{piles[side]}: {n} known {side} {pages} gone and forgotten ({_some(gone[side])})"
            )


def _some(names: Sequence[str]) -> str:
    """The first of several names."""
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {more} more" if more > 0 else "")


def _forget_failures(job: Job, names: set[tuple[Side, str]]) -> None:
    """Remove the failures of pages that are not read again: gone, or known to be well."""
    for where, name, _ in job.workspace.failures():
        if where in SIDES and (where, name) not in names:
            job.workspace.remove_failure(where, name)


def _store(
    job: Job,
    page: _Page,
    result: SegmentedDocument | Failure | None,
    damaged: Mapping[Side, dict[str, str]],
) -> None:
    """Keep what came of a page; that a known one is damaged is noted."""
    workspace = job.workspace
    if isinstance(result, Failure):
        is_known = workspace.document_key(*page.names) is not None
        if is_known and not isinstance(result.error, OutOfReachError):
            damaged[page.side][page.location.id] = result.message
        workspace.put_failure(*page.names, result.message)
        return
    if result is not None:
        key = _key(job, page, result.document.digest)
        workspace.put_document(page.side, result.document, result, stage_key=key)
    else:
        workspace.remove_failure(*page.names)
    digest = workspace.document_digest(*page.names)
    if page.stamp is not None and digest is not None:
        workspace.put_page_stamp(*page.names, page.stamp, digest)
