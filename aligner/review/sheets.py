"""A pair of documents under review as the page shows it."""

from collections.abc import Iterator

from aligner.claims import Placed, claim_words
from aligner.core import expected_errors, span_of
from aligner.pipeline import RunOptions, StageKeys, pair_alarms
from aligner.review.open_pair import OpenPair
from aligner.review.views import (
    AlarmView,
    BeadView,
    LostClaim,
    MovedView,
    ReviewSheet,
    SegmentView,
)
from aligner.text import one_line
from aligner.values import Alarm, Bead, BeadClaim, Claim, Edit, MovedClaim, SegmentedDocument
from aligner.workspace import Workspace

_SHOWN = 24
# A probability on the page; more digits are noise.
_DIGITS = 4
# Ruling, example, comment and author of most beads.
_UNDECIDED = ("", False, "", "")


def make_sheet(pair: OpenPair, author: str, seconds_per_bead: float | None) -> ReviewSheet:
    """The pair as it stands, and what an author may take back or do again."""
    source, target = pair.documents
    found = pair_alarms(pair.bitext)
    alarms = found.alarms
    undoable, redoable = pair.undoable(author), pair.redoable(author)
    published = target.document.published or source.document.published
    return ReviewSheet(
        source=source.document.id,
        target=target.document.id,
        source_title=source.document.title,
        target_title=target.document.title,
        source_language=source.document.language,
        target_language=target.document.language,
        published=published.isoformat() if published else "",
        version=pair.version,
        source_segments=_segments(source, pair.placed.texts[0]),
        target_segments=_segments(target, pair.placed.texts[1]),
        beads=_beads(pair, alarms),
        alarms=tuple(map(_alarm, alarms)),
        are_translations=found.verdict.is_translation,
        errors=round(expected_errors(pair.alignment, pair.placed.confirmed), 3),
        decided=len(pair.placed.beads),
        seconds_per_bead=seconds_per_bead,
        undo=action_words(undoable) if undoable else "",
        redo=action_words(redoable) if redoable else "",
        lost=tuple(_lost(claim, why, pair.claims[claim]) for claim, why in pair.placed.lost),
    )


def workspace_sheets(workspace: Workspace) -> Iterator[ReviewSheet]:
    """All pairs of a workspace as a reviewer sees them, in the order of their ids.

    Nothing is aligned, for want of the options of the run: decisions that an alignment does
    not reflect yet are not shown.
    """
    keys = StageKeys(RunOptions())
    for pair in workspace.pairs():
        if workspace.alignment_key(pair) is not None:
            opened = OpenPair(workspace, keys, pair.source, pair.target, as_stored=True)
            yield make_sheet(opened, "", None)


def action_words(edit: Edit) -> str:
    """What was done, and to what."""
    claims = edit.added or edit.removed
    about = f": {_about(claims[0])}" if claims else ""
    return f"{edit.action.value}{about}"


def _about(claim: Claim) -> str:
    """The first words that a claim is about."""
    if isinstance(claim, BeadClaim | MovedClaim):
        text = claim.source.text or claim.target.text
    else:
        text = claim.place.text or claim.place.after
    line = one_line(text)
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


def _segments(document: SegmentedDocument, mended: dict[int, str]) -> tuple[SegmentView, ...]:
    kinds = [block.kind.value for block in document.document.blocks]
    return tuple(
        SegmentView(
            mended.get(number, segment.text), segment.text, segment.block, kinds[segment.block]
        )
        for number, segment in enumerate(document.segments)
    )


def _beads(pair: OpenPair, alarms: tuple[Alarm, ...]) -> tuple[BeadView, ...]:
    decided = _claims_of_beads(pair.placed)
    moved = _moved(pair)
    views = []
    for bead, name in zip(pair.alignment, pair.bead_ids(), strict=True):
        span = span_of(bead)
        alarmed = bool(alarms) and _is_alarmed(bead, alarms)
        about = _about_bead(pair, decided[span]) if span in decided else _UNDECIDED
        probability = round(bead.probability, _DIGITS)
        links = tuple(moved.get(name, ()))
        views.append(BeadView(name, *span, probability, bead.reasons, *about, alarmed, links))
    return tuple(views)


def _moved(pair: OpenPair) -> dict[str, list[MovedView]]:
    """Text whose counterpart stands elsewhere, by the beads that have it on either side."""
    found: dict[str, list[MovedView]] = {}
    # Every segment is in one bead, in order.
    named = tuple(zip(pair.bead_ids(), pair.alignment, strict=True))
    sources = [name for name, bead in named for _ in range(bead.n_source)]
    targets = [name for name, bead in named for _ in range(bead.n_target)]
    for link in pair.bitext.moved:
        sides = (
            tuple(dict.fromkeys(sources[link.source_start : link.source_stop])),
            tuple(dict.fromkeys(targets[link.target_start : link.target_stop])),
        )
        for own, other in (sides, sides[::-1]):
            view = MovedView(
                pair.link_id(link),
                other[0],
                round(link.probability, _DIGITS),
                linked=link.probability == 1.0,
            )
            for name in own:
                found.setdefault(name, []).append(view)
    return found


def _about_bead(pair: OpenPair, claims: list[BeadClaim]) -> tuple[str, bool, str, str]:
    """Ruling, whether it is an example, comment and author."""
    ruled = [claim.ruling.value for claim in claims if claim.ruling is not None]
    comments = [claim.comment for claim in claims if claim.comment]
    return (
        ruled[0] if ruled else "",
        any(claim.is_example for claim in claims),
        comments[0] if comments else "",
        pair.claims[claims[0]].author,
    )


def _claims_of_beads(placed: Placed) -> dict[tuple[int, int, int, int], list[BeadClaim]]:
    found: dict[tuple[int, int, int, int], list[BeadClaim]] = {}
    for bead, claim in (*placed.beads, *placed.remarks):
        found.setdefault(span_of(bead), []).append(claim)
    return found


def _is_alarmed(bead: Bead, alarms: tuple[Alarm, ...]) -> bool:
    """Whether a bead lies in a stretch that looks damaged."""
    return any(
        (bead.n_source and a.source_start <= bead.source_start < a.source_stop)
        or (bead.n_target and a.target_start <= bead.target_start < a.target_stop)
        for a in alarms
    )


def _alarm(alarm: Alarm) -> AlarmView:
    return AlarmView(
        alarm.kind.value,
        alarm.source_start,
        alarm.source_stop,
        alarm.target_start,
        alarm.target_stop,
        alarm.reason,
    )


def _lost(claim: Claim, why: str, edit: Edit) -> LostClaim:
    texts = ("", "")
    if isinstance(claim, BeadClaim | MovedClaim):
        texts = claim.source.text, claim.target.text
    elif claim.place.text:
        texts = (claim.place.text, "") if claim.side == "source" else ("", claim.place.text)
    return LostClaim(claim_words(claim), *texts, edit.author, edit.made, why)
