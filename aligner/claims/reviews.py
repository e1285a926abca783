"""Reviewers' decisions on the alignments of a workspace, for the stages of a run."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from aligner.claims.claims import Placed, cuts_of, place, reviewed
from aligner.claims.passages import RunningText, recut
from aligner.text import one_line
from aligner.values import (
    BeadClaim,
    Bitext,
    Claim,
    DocumentPair,
    Edit,
    MovedClaim,
    SegmentedDocument,
)
from aligner.workspace import Workspace

if TYPE_CHECKING:
    from aligner.workspace import Side


# Characters of a claim's text in its description.
_SHOWN = 30


def placed_claims(workspace: Workspace, source: str, target: str) -> Placed:
    """Locate the claims of a pair in its current documents."""
    claims = workspace.claims(source, target)
    if not claims:
        return Placed()
    documents = workspace.document("source", source), workspace.document("target", target)
    return place(claims, (RunningText(documents[0]), RunningText(documents[1])))


def recut_documents(workspace: Workspace) -> None:
    """Re-segment documents where a reviewer has overruled the splitter."""
    known = set(workspace.document_ids("source")), set(workspace.document_ids("target"))
    for pair in workspace.edited_pairs():
        claims = workspace.claims(*pair)
        for number, name in enumerate(pair):
            if name in known[number]:
                side: Side = "target" if number else "source"
                _recut(workspace, side, name, claims)


def reviewed_bitext(workspace: Workspace, pair: DocumentPair) -> Bitext:
    """The bitext of a pair with its reviewers' decisions."""
    bitext = workspace.bitext(pair)
    return reviewed(bitext, workspace.claims(pair.source, pair.target))


def reviewed_bitexts(workspace: Workspace) -> Iterator[Bitext]:
    """All bitexts with their reviewers' decisions, in the order of source and target id."""
    edited = set(workspace.edited_pairs())
    for bitext in workspace.bitexts():
        names = bitext.source.document.id, bitext.target.document.id
        yield reviewed(bitext, workspace.claims(*names)) if names in edited else bitext


def claim_words(claim: Claim) -> str:
    """A one-line description of a claim."""
    if isinstance(claim, BeadClaim):
        what = "remark" if claim.ruling is None else claim.ruling.value
        texts = [_short(passage.text) for passage in (claim.source, claim.target)]
        return f"{what}: {' | '.join(texts)}"
    if isinstance(claim, MovedClaim):
        texts = [_short(passage.text) for passage in (claim.source, claim.target)]
        return f"{'moved' if claim.is_moved else 'not moved'}: {' | '.join(texts)}"
    around = _short(claim.place.text or f"{claim.place.before} / {claim.place.after}")
    return f"{'correction' if claim.place.text else 'segment'}: {around}"


def _recut(workspace: Workspace, side: "Side", name: str, claims: dict[Claim, Edit]) -> None:
    document = workspace.document(side, name)
    wanted = _wanted(document, side, claims)
    if wanted != document:
        key = workspace.document_key(side, name) or ""
        workspace.put_document(side, document.document, wanted, stage_key=key)


def _wanted(
    document: SegmentedDocument, side: "Side", claims: dict[Claim, Edit]
) -> SegmentedDocument:
    number = 0 if side == "source" else 1
    return recut(document, cuts_of(claims, number, RunningText(document)))


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
