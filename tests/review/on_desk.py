"""A desk in tests: moves of its one pair, and what its sheet shows."""

from dataclasses import replace
from typing import Any

from aligner.review.desk import Desk
from aligner.review.views import BeadView, Move, ReviewSheet

__all__ = ["NAMES", "bare", "do", "span", "spans"]

NAMES = ("talks.html", "en-talks.html")


def span(bead: BeadView) -> tuple[int, int, int, int]:
    return bead.source_start, bead.source_stop, bead.target_start, bead.target_stop


def spans(sheet: ReviewSheet) -> list[tuple[int, int, int, int]]:
    return [span(bead) for bead in sheet.beads]


def do(
    desk: Desk,
    kind: str,
    bead: int | None = None,
    author: str = "ann",
    **more: Any,  # noqa: ANN401 - whatever a move takes
) -> ReviewSheet:
    name = "" if bead is None else desk.sheet(*NAMES).beads[bead].id
    return desk.move(*NAMES, Move(kind, name, **more), author)


def bare(sheet: ReviewSheet) -> ReviewSheet:
    """A sheet without what every edit changes."""
    return replace(sheet, version=0, undo="", redo="", seconds_per_bead=None)
