"""The review desk: the queue, the open pair, and the edits made to it."""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.errors import ConfigError, MoveRefused
from aligner.glossary import Glossary, read_glossary
from aligner.pipeline import RunOptions, StageKeys
from aligner.review.bead_claims import bead_claims, remark_claims
from aligner.review.desk_terms import DeskTerms
from aligner.review.moved import moved_change
from aligner.review.open_pair import OpenPair
from aligner.review.queue import DeskQueue
from aligner.review.saving import Output, save_pair
from aligner.review.segment_moves import correction, cut_change, replacements
from aligner.review.sheets import action_words, make_sheet
from aligner.review.views import (
    EditView,
    Move,
    Queue,
    Replacement,
    ReviewSheet,
    Terms,
)
from aligner.values import EditAction, WaiverKind
from aligner.workspace import Workspace

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self


# Open pairs keep their vectors.
_MOST_OPEN = 4
# A longer pause is no work on a bead.
_PAUSE = 120.0

_SEGMENT_MOVES = frozenset({EditAction.SPLIT_SEGMENT, EditAction.JOIN_SEGMENT})
_REMARKS = frozenset({EditAction.EXAMPLE, EditAction.COMMENT})
_MOVED = frozenset({EditAction.MOVED, EditAction.NOT_MOVED})
_NO_MOVES = frozenset({EditAction.IMPORT, EditAction.UNDO, EditAction.REDO, EditAction.REPLACE})


class Desk:
    """Every request and action of the review page; made by `Desk.open`.

    It belongs to one thread, and holds the workspace's writer lock until it is
    closed.

    Parameters
    ----------
    workspace : Workspace
    glossary : Glossary or None
        Its terms are checked, and are anchors of what is aligned anew.
    options : RunOptions
        Those of the run: what is aligned anew is aligned with them.
    output : Output or None
        Where the only pair is saved.
    """

    def __init__(
        self,
        workspace: Workspace,
        glossary: Glossary | None,
        options: RunOptions,
        output: Output | None = None,
    ) -> None:
        self._workspace = workspace
        self._output = output
        self._keys = StageKeys(options, glossary)
        self._terms = DeskTerms(workspace, glossary)
        self._open: OrderedDict[tuple[str, str], OpenPair] = OrderedDict()
        self._queue = DeskQueue(workspace)
        self._pace = _Pace(workspace.edit_times())

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        glossary: Path | None = None,
        options: RunOptions | None = None,
        output: Output | None = None,
    ) -> "Desk":
        """The desk of a workspace.

        Raises
        ------
        WorkspaceError
            If there is no workspace, or another process is writing to it.
        FormatError
            If the glossary cannot be read.
        """
        entries = None if glossary is None else read_glossary(glossary)
        workspace = Workspace.open(folder)
        try:
            workspace.hold()
            return cls(workspace, entries, options or RunOptions(), output)
        except BaseException:
            workspace.close()
            raise

    def close(self) -> None:
        """Write pending changes, and close the workspace."""
        try:
            self.settle()
        finally:
            self._workspace.close()

    def __enter__(self) -> "Self":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: "TracebackType | None",
    ) -> None:
        self.close()

    def queue(self, text: str = "", *, only_open: bool = False) -> Queue:
        """The pairs most in need of review, of all or of those whose names contain a text."""
        pending = [pair for pair in self._open.values() if pair.is_pending]
        return self._queue.show(pending, self._seconds_per_bead(), text=text, only_open=only_open)

    def sheet(self, source: str, target: str, author: str = "") -> ReviewSheet:
        """The current state of a pair, and what an author may undo and redo."""
        return self._sheet(self._pair(source, target), author)

    def preparation(self, source: str, target: str) -> Callable[[], None]:
        """Work that another thread may do beforehand, so that the first edit of a pair is fast."""
        return self._pair(source, target).prepare

    def version(self, source: str, target: str) -> int:
        """Number of the last edit of a pair, 0 before the first."""
        return self._pair(source, target).version

    def move(self, source: str, target: str, move: Move, author: str) -> ReviewSheet:
        """Do what a reviewer asks for.

        Raises
        ------
        MoveRefused
            If it makes no sense there.
        MoveOutdated
            If the bead or the segment is not there any more.
        """
        pair = self._pair(source, target)
        try:
            action = EditAction(move.kind)
        except ValueError:
            raise MoveRefused(f"there is no move {move.kind!r}") from None
        if action in _NO_MOVES:
            raise MoveRefused(f"{move.kind} is no move")
        if action in _SEGMENT_MOVES:
            change = cut_change(action, move, pair)
        elif action is EditAction.CORRECT:
            change = correction(move, pair)
        elif action in _MOVED:
            change = moved_change(action, move, pair)
        elif action in _REMARKS:
            change = remark_claims(action, move, pair)
        else:
            change = bead_claims(action, move, pair)
        removed, added = change
        if set(removed) != set(added):
            pair.edit(action, author, removed=removed, added=added)
            self._note(pair)
        return self._sheet(pair, author)

    def replace(self, source: str, target: str, wanted: Replacement, author: str) -> ReviewSheet:
        """Replace words in several sentences of a side, in one edit.

        Raises
        ------
        MoveRefused
            If nothing would be left of a sentence.
        MoveOutdated
            If the words are not in one of them any more.
        """
        pair = self._pair(source, target)
        removed, added = replacements(wanted, pair)
        pair.edit(EditAction.REPLACE, author, removed=removed, added=added)
        self._note(pair)
        return self._sheet(pair, author)

    def save(self) -> None:
        """Write the pair to the file that was asked for.

        Raises
        ------
        ConfigError
            If no file was asked for, or it cannot be written.
        """
        if self._output is None:
            raise ConfigError("there is no file to save to; decisions are kept in the workspace")
        self.settle()
        save_pair(self._workspace, self._output)

    def undo(self, source: str, target: str, author: str) -> ReviewSheet:
        """Undo the author's last standing edit; MoveRefused if there is none."""
        pair = self._pair(source, target)
        pair.undo(author)
        self._note(pair)
        return self._sheet(pair, author)

    def redo(self, source: str, target: str, author: str) -> ReviewSheet:
        """Redo the edit that the author undid last; MoveRefused if there is none."""
        pair = self._pair(source, target)
        pair.redo(author)
        self._note(pair)
        return self._sheet(pair, author)

    def history(self, source: str, target: str) -> tuple[EditView, ...]:
        """All edits of a pair, the latest first."""
        edits = self._pair(source, target).edits
        undone = {}
        for edit in edits:
            if edit.undone is not None:
                undone[edit.undone] = edit.action is EditAction.UNDO
        return tuple(
            EditView(
                edit.key,
                edit.action.value,
                edit.author,
                edit.made,
                action_words(edit),
                undone.get(edit.key, False),
            )
            for edit in reversed(edits)
        )

    def settle(self) -> None:
        """Bring the alignments in the workspace in line with the edits."""
        for pair in self._open.values():
            self._settle(pair)

    def terms(self, source: str, target: str) -> Terms:
        """Terms of a pair and what is found wrong with them, as it stands now."""
        return self.terms_question(source, target)()

    def terms_question(self, source: str, target: str) -> Callable[[], Terms]:
        """The same as a function for another thread, so that moves need not wait for it."""
        return self._terms.question(self._pair(source, target))

    def waive(  # noqa: PLR0913, PLR0917 - a waiver is these things
        self, source: str, target: str, finding: str, kind: str, reason: str, author: str
    ) -> Terms:
        """Waive a finding as intended, or as a false alarm.

        Raises
        ------
        MoveRefused
            If `kind` is not the value of a `WaiverKind`, or there is no reason or no author.
        MoveOutdated
            If the finding is not there any more.
        """
        try:
            ruling = WaiverKind(kind)
        except ValueError:
            raise MoveRefused(f"{kind!r} is not a ruling on a finding") from None
        pair = self._pair(source, target)
        self._terms.waive(pair, finding, ruling, reason, author)
        self._queue.look_again(pair)
        return self.terms(source, target)

    def accept_variant(self, source: str, target: str, finding: str, author: str) -> Terms:
        """Accept the rendering of a finding as a variant of the term.

        Raises
        ------
        MoveRefused
            If nothing was found in the place of the term.
        MoveOutdated
            If the finding is not there any more.
        """
        self._terms.accept_variant(self._pair(source, target), finding, author)
        return self.terms(source, target)

    def add_entry(
        self, source: str, target: str, source_term: str, target_term: str, author: str
    ) -> Terms:
        """Propose a pair of terms for the glossary, and check by it at once.

        Raises
        ------
        MoveRefused
            If one of the two terms is empty.
        """
        pair = self._pair(source, target)
        self._terms.add_entry(pair, source_term, target_term, author)
        return self.terms(source, target)

    def _pair(self, source: str, target: str) -> OpenPair:
        """The pair, opened if it is not."""
        names = (source, target)
        pair = self._open.pop(names, None) or OpenPair(self._workspace, self._keys, *names)
        self._open[names] = pair
        while len(self._open) > _MOST_OPEN:
            _, oldest = self._open.popitem(last=False)
            self._settle(oldest)
        return pair

    def _settle(self, pair: OpenPair) -> None:
        if pair.settle():
            self._queue.look_again(pair)

    def _note(self, pair: OpenPair) -> None:
        """Keep account of an edit that was just made."""
        self._queue.note(pair)
        last = pair.edits[-1]
        self._pace.note(last.author, last.made)

    def _seconds_per_bead(self) -> float | None:
        ruled = self._queue.n_ruled_here
        return self._pace.seconds / ruled if ruled > 1 and self._pace.seconds else None

    def _sheet(self, pair: OpenPair, author: str) -> ReviewSheet:
        return make_sheet(pair, author, self._seconds_per_bead())


class _Pace:
    """How long reviewers took, without their pauses."""

    def __init__(self, times: Iterable[tuple[str, str]]) -> None:
        self.seconds = 0.0
        self._last: dict[str, datetime] = {}
        for author, made in times:
            self.note(author, made)

    def note(self, author: str, made: str) -> None:
        """Count the time since the same author's last edit."""
        now = datetime.fromisoformat(made)
        if (last := self._last.get(author)) is not None:
            passed = (now - last).total_seconds()
            self.seconds += passed if 0 <= passed <= _PAUSE else 0.0
        self._last[author] = now
