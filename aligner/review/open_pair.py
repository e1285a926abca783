"""One pair of documents under review: its claims, and the alignment around them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from threading import Lock
from typing import TYPE_CHECKING

from aligner.claims import Placed, RunningText, cuts_of, place, recut
from aligner.core import BeadSpan, span_of
from aligner.errors import MoveOutdated, MoveRefused
from aligner.pipeline import PairAligner, StageKeys, align_task, pair_alarms, require_room
from aligner.review.undoing import undo_stacks
from aligner.values import (
    Alignment,
    BeadClaim,
    BeadRuling,
    Bitext,
    Claim,
    CutClaim,
    DocumentPair,
    Edit,
    EditAction,
    MovedLink,
    Review,
    SegmentedDocument,
    standing_claims,
)
from aligner.workspace import Workspace

if TYPE_CHECKING:
    from aligner.workspace import Side


Documents = tuple[SegmentedDocument, SegmentedDocument]
# Text in beads at least this sure is not moved.
_SURE = 0.85


@dataclass(frozen=True, slots=True)
class _State:
    """What is known of the pair between two edits."""

    documents: Documents
    texts: tuple[RunningText, RunningText]
    claims: dict[Claim, Edit]
    placed: Placed
    alignment: Alignment


class OpenPair:
    """A pair of documents that reviewers work at.

    The alignment is at any time what the aligner makes of the two documents
    given the reviewers' decisions: every edit is noted in the workspace before it
    counts, and the alignment follows with `settle`.

    Parameters
    ----------
    workspace : Workspace
    keys : StageKeys
    source, target : str
        Document ids.
    as_stored : bool, default=False
        Whether the alignment is to be that of the workspace even if edits are pending.

    Raises
    ------
    WorkspaceError
        If the workspace holds no alignment of the two.
    AlignmentImpossible
        If they are too long to be aligned again at each edit; not with `as_stored`.
    """

    def __init__(
        self,
        workspace: Workspace,
        keys: StageKeys,
        source: str,
        target: str,
        *,
        as_stored: bool = False,
    ) -> None:
        self.pair = DocumentPair(source, target, 1.0)
        self._workspace = workspace
        self._keys = keys
        bitext = workspace.bitext(self.pair)
        if not as_stored:
            sizes = len(bitext.source.segments), len(bitext.target.segments)
            require_room(f"{source} - {target}", sum(sizes))
        self._stored_signature = bitext.signature
        self._encoding = Lock()
        self._aligner: PairAligner | None = None
        self._aligned_documents: Documents | None = None
        # What was found when moved text was last looked for.
        self._links = bitext.alignment.moved
        self._edits = list(workspace.edits(source, target))
        claims = standing_claims(self._edits)
        documents = (bitext.source, bitext.target)
        texts = (RunningText(documents[0]), RunningText(documents[1]))
        placed = place(claims, texts)
        self._state = _State(documents, texts, claims, placed, bitext.alignment)
        # A program that was killed may have left claims that the stored alignment does not reflect.
        self._is_pending = self._must_align()
        if self._is_pending and not as_stored:
            self._state = replace(self._state, alignment=self._aligned(documents, placed))

    @property
    def documents(self) -> Documents:
        """The two documents as they are cut now."""
        return self._state.documents

    @property
    def texts(self) -> tuple[RunningText, RunningText]:
        """Their running texts."""
        return self._state.texts

    @property
    def alignment(self) -> Alignment:
        """The alignment around the reviewers' decisions."""
        return self._state.alignment

    @property
    def placed(self) -> Placed:
        """The claims in their places."""
        return self._state.placed

    @property
    def claims(self) -> dict[Claim, Edit]:
        """The claims that stand, each with the edit that made it."""
        return self._state.claims

    @property
    def edits(self) -> Sequence[Edit]:
        """All edits, in order."""
        return self._edits

    @property
    def is_pending(self) -> bool:
        """Whether the alignment has not been written to the workspace yet."""
        return self._is_pending

    @property
    def version(self) -> int:
        """Number of the last edit, 0 before the first."""
        return self._edits[-1].key if self._edits else 0

    @property
    def bitext(self) -> Bitext:
        """The current bitext; of the reviewers' decisions it has those on moved text only."""
        signature = self._stored_signature
        if self.placed.confirmed:
            signature = str(self._keys.signature_given(self.placed.confirmed))
        moved = tuple((link.span, claim.is_moved) for link, claim in self.placed.moved)
        return Bitext(*self.documents, self.alignment, signature, Review(moved=moved))

    def rulings(self) -> dict[BeadSpan, BeadRuling]:
        """The reviewers' rulings on the beads of the alignment."""
        found = {}
        for bead, claim in self.placed.beads:
            if claim.ruling is not None:
                found[span_of(bead)] = claim.ruling
        return found

    def claims_on(self, span: BeadSpan) -> list[BeadClaim]:
        """All claims on a bead."""
        every = (*self.placed.beads, *self.placed.remarks)
        return [claim for bead, claim in every if span_of(bead) == span]

    def bead_ids(self) -> list[str]:
        """Names of the beads, which hold whatever the segments: where they are in the texts."""
        return [self._name(span_of(bead)) for bead in self.alignment]

    def link_id(self, link: MovedLink) -> str:
        """Name of moved text, made in the same way."""
        return self._name(link.span)

    def _name(self, span: BeadSpan) -> str:
        source, target = (text.edges for text in self._state.texts)
        a, b, c, d = span
        return f"{source[a]}-{source[b]}-{target[c]}-{target[d]}"

    def index_of(self, bead_id: str) -> int:
        """Place of a bead in the ladder.

        Raises
        ------
        MoveOutdated
            If it is not there, or not any more.
        """
        try:
            return self.bead_ids().index(bead_id)
        except ValueError:
            message = "this pair of sentences has changed since; look again"
            raise MoveOutdated(message) from None

    def halves(self, index: int) -> list[BeadSpan]:
        """A bead as the aligner would part it if it had to."""
        beads = self.alignment.beads
        others = (*beads[:index], *beads[index + 1 :])
        parted = self._aligner_of(self.documents).align(others, [beads[index]])
        known = set(map(span_of, others))
        return [span_of(bead) for bead in parted if span_of(bead) not in known]

    def edit(
        self,
        action: EditAction,
        author: str,
        *,
        removed: Iterable[Claim] = (),
        added: Iterable[Claim] = (),
    ) -> None:
        """Withdraw some claims and add others.

        Raises
        ------
        MoveRefused
            If they contradict others that stand.
        """
        self.adopt(self._new_edit(action, author, tuple(removed), tuple(added)))

    def undo(self, author: str) -> None:
        """Undo the author's last standing edit; MoveRefused if there is none."""
        edit = self.undoable(author)
        if edit is None:
            raise MoveRefused("there is nothing of yours to undo here")
        self.adopt(self._new_edit(EditAction.UNDO, author, edit.added, edit.removed, edit.key))

    def redo(self, author: str) -> None:
        """Redo the edit that the author undid last; MoveRefused if there is none."""
        edit = self.redoable(author)
        if edit is None:
            raise MoveRefused("there is nothing of yours to do again here")
        self.adopt(self._new_edit(EditAction.REDO, author, edit.removed, edit.added, edit.key))

    def undoable(self, author: str) -> Edit | None:
        """The edit that `undo` would take back."""
        done, _ = undo_stacks(self._edits, author)
        return done[-1] if done else None

    def redoable(self, author: str) -> Edit | None:
        """The edit that `redo` would do again."""
        _, undone = undo_stacks(self._edits, author)
        return undone[-1] if undone else None

    def prepare(self) -> None:
        """Encode the documents, so that the first edit need not wait; for any thread."""
        if self._aligner is None:
            self._aligner_of(self.documents)

    def settle(self) -> bool:
        """Bring the workspace in line with the edits; whether there was anything to do."""
        if not self._is_pending:
            return False
        confirmed = self.placed.confirmed
        source, target = self.documents
        self._look_for_moved()
        self._workspace.put_alignment(
            self.pair,
            self.alignment,
            self._keys.alignment(source.text_digest, target.text_digest, confirmed),
            signature=str(self._keys.signature_given(confirmed)),
        )
        found = pair_alarms(self.bitext)
        self._workspace.put_alarms(self.pair, found.verdict, found.alarms)
        self._is_pending = False
        return True

    def _look_for_moved(self) -> None:
        """Look anew for moved text, which edits do not wait for."""
        alignment = self._aligner_of(self.documents).with_moved(self.alignment)
        self._links = alignment.moved
        self._state = replace(self._state, alignment=alignment)

    def _new_edit(
        self,
        action: EditAction,
        author: str,
        removed: tuple[Claim, ...],
        added: tuple[Claim, ...],
        undone: int | None = None,
    ) -> Edit:
        """An edit made now, which has no number yet."""
        made = datetime.now(UTC).isoformat(timespec="milliseconds")
        names = self.pair.source, self.pair.target
        return Edit(0, *names, action, author, made, removed, added, undone)

    def adopt(self, *edits: Edit) -> None:
        """Work out the result of edits, store them, and apply them; MoveRefused as for `edit`."""
        removed = [claim for edit in edits for claim in edit.removed]
        added = [claim for edit in edits for claim in edit.added]
        if not all(claim in self.claims for claim in removed):
            raise MoveRefused("someone else has changed this since")
        gone = set(removed) - set(added)
        standing = {claim: edit for claim, edit in self.claims.items() if claim not in gone}
        claims = tuple(dict.fromkeys((*standing, *added)))
        documents = self._recut(removed, added)
        texts = self.texts
        if documents is not self.documents:
            texts = (RunningText(documents[0]), RunningText(documents[1]))
        placed = place(claims, texts)
        self._require_agreement(placed, added)
        alignment = self._aligned(documents, placed)
        stored = self._workspace.add_edits(edits)
        self._edits += stored
        makers = {claim: edit for edit in stored for claim in edit.added} | standing
        is_recut = documents is not self.documents
        self._is_pending |= is_recut or alignment != self.alignment
        known = {claim: makers[claim] for claim in claims}
        self._state = _State(documents, texts, known, placed, alignment)
        if is_recut:
            self._store_documents()

    def _recut(self, removed: Iterable[Claim], added: Iterable[Claim]) -> Documents:
        """The documents after cuts were taken back and made."""
        back = [replace(c, is_cut=c.was_cut) for c in removed if isinstance(c, CutClaim)]
        cuts = [self._new_cuts((*back, *added), side) for side in (0, 1)]
        if not any(cuts):
            return self.documents
        source, target = (recut(d, c) for d, c in zip(self.documents, cuts, strict=True))
        return source, target

    def _new_cuts(self, claims: Iterable[Claim], side: int) -> dict[int, bool]:
        """Cuts that the segments do not have, and those that they have and must not."""
        text = self.texts[side]
        cuts = cuts_of(claims, side, text)
        return {at: is_cut for at, is_cut in cuts.items() if is_cut is not text.is_edge(at)}

    def _require_agreement(self, placed: Placed, added: Iterable[Claim]) -> None:
        """Refuse an edit that would leave a standing or a new claim without its place."""
        known = {claim for claim, _ in self.placed.lost}
        new = set(added)
        for claim, why in placed.lost:
            if claim not in known or claim in new:
                raise MoveRefused(
                    f"this contradicts what was decided nearby ({why}): reopen that first"
                )

    def _aligned(self, documents: Documents, placed: Placed) -> Alignment:
        """The alignment around the claims; the one there is if it has them already."""
        is_same = documents is self._state.documents
        before = set(map(span_of, self._state.placed.confirmed))
        if is_same and before == set(map(span_of, placed.confirmed)) and not self._must_align():
            return self._state.alignment
        aligner = self._aligner_of(documents)
        alignment = aligner.align(placed.confirmed)
        if documents is not self._state.documents:
            alignment = aligner.with_moved(alignment)
            self._links = alignment.moved
        return replace(alignment, moved=_possible(self._links, alignment)).discounted()

    def _must_align(self) -> bool:
        spans = {span_of(bead) for bead in self._state.alignment}
        return not all(span_of(bead) in spans for bead in self._state.placed.confirmed)

    def _aligner_of(self, documents: Documents) -> PairAligner:
        """The aligner that knows the documents; encoding them takes a while the first time."""
        with self._encoding:
            if self._aligner is None or self._aligned_documents is not documents:
                self._aligner = PairAligner(
                    align_task(*documents, self._keys.options, glossary=self._keys.glossary)
                )
                self._aligned_documents = documents
            return self._aligner

    def _store_documents(self) -> None:
        """Write documents that were cut anew, and their alignment with them."""
        sides: tuple[Side, Side] = ("source", "target")
        for side, document in zip(sides, self.documents, strict=True):
            name = document.document.id
            key = self._workspace.document_key(side, name) or ""
            self._workspace.put_document(side, document.document, document, stage_key=key)
        self.settle()


def _possible(links: Iterable[MovedLink], alignment: Alignment) -> tuple[MovedLink, ...]:
    """The links none of whose segments is surely aligned with others."""
    sure = [bead for bead in alignment if not bead.is_null and bead.probability >= _SURE]
    source = {n for bead in sure for n in range(bead.source_start, bead.source_stop)}
    target = {n for bead in sure for n in range(bead.target_start, bead.target_stop)}
    return tuple(
        link
        for link in links
        if source.isdisjoint(range(link.source_start, link.source_stop))
        and target.isdisjoint(range(link.target_start, link.target_stop))
    )
