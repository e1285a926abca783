"""The review queue: every aligned pair of a workspace, those most in need of review first."""

from collections.abc import Iterable, Mapping
from heapq import nsmallest
from typing import TYPE_CHECKING

from aligner.claims import placed_claims
from aligner.pipeline import Names, pair_alarms
from aligner.review.open_pair import OpenPair
from aligner.review.views import Progress, Queue, QueueItem
from aligner.values import (
    DOUBTFUL_BELOW,
    BeadClaim,
    Claim,
    DocumentPair,
    Edit,
    EditAction,
)
from aligner.workspace import Workspace

if TYPE_CHECKING:
    from aligner.workspace import PairFigures


# How much an alarm or a finding counts, in wrong beads: a guess that
# puts a page with a hole before one with some doubtful beads.
_ALARM_GAIN, _FINDING_GAIN = 1.0, 0.2
# Nobody reads further down, and a page draws so many at once.
_MOST_SHOWN = 200


class DeskQueue:
    """The pairs of a workspace in figures, and how much of each is decided.

    While a desk is open no other process writes to its workspace: figures are read
    once, and those of a pair again when the desk has changed it.

    Parameters
    ----------
    workspace : Workspace
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._figures: dict[Names, PairFigures] | None = None
        edited = workspace.edited_pairs()
        self._ruled = {names: _n_ruled_here(workspace.claims(*names)) for names in edited}
        self._decided = {
            names: len(placed_claims(workspace, *names).beads)
            for names in edited
            if workspace.alignment_key(DocumentPair(*names, 1.0)) is not None
        }

    @property
    def n_ruled_here(self) -> int:
        """Number of rulings on beads that were made in this workspace and not withdrawn."""
        return sum(self._ruled.values())

    def note(self, pair: OpenPair) -> None:
        """Count what is decided of a pair that was just edited, and perhaps written at once."""
        self._ruled[_names(pair)] = _n_ruled_here(pair.claims)
        self._decided[_names(pair)] = len(pair.placed.beads)
        if not pair.is_pending:
            self.look_again(pair)

    def look_again(self, pair: OpenPair) -> None:
        """Read the figures of a pair again that has changed in the workspace."""
        if self._figures is not None:
            for figures in self._workspace.pair_figures(_names(pair), doubtful=DOUBTFUL_BELOW):
                self._figures[_names(pair)] = figures

    def show(
        self,
        pending: Iterable[OpenPair],
        seconds_per_bead: float | None,
        *,
        text: str = "",
        only_open: bool = False,
    ) -> Queue:
        """The pairs most in need of review first.

        Parameters
        ----------
        pending : iterable of OpenPair
            Pairs that the workspace does not have as they stand.
        seconds_per_bead : float or None
        text : str
            What the titles, names or day of a pair have in them.
        only_open : bool, default=False
            Only pairs with beads that are still undecided.
        """
        if self._figures is None:
            stored = self._workspace.pair_figures(doubtful=DOUBTFUL_BELOW)
            self._figures = {(figures.source, figures.target): figures for figures in stored}
        every = self._figures | {
            _names(pair): _as_it_stands(self._figures[_names(pair)], pair)
            for pair in pending
            if _names(pair) in self._figures
        }
        words = text.strip().lower()
        found = [
            (-_gain(figures), names)
            for names, figures in every.items()
            if (not words or words in _searched(figures))
            and not (only_open and self._decided.get(names, 0) >= figures.beads)
        ]
        beads = sum(figures.beads for figures in every.values())
        errors = sum(figures.errors for figures in every.values())
        return Queue(
            tuple(self._item(every[names]) for _, names in nsmallest(_MOST_SHOWN, found)),
            len(found),
            Progress(beads, sum(self._decided.values()), errors, seconds_per_bead),
        )

    def _item(self, figures: "PairFigures") -> QueueItem:
        return QueueItem(
            source=figures.source,
            target=figures.target,
            source_title=figures.source_title,
            target_title=figures.target_title,
            published=figures.published,
            beads=figures.beads,
            decided=self._decided.get((figures.source, figures.target), 0),
            doubtful=figures.doubtful,
            errors=round(figures.errors, 3),
            alarms=figures.alarms,
            findings=figures.findings,
            gain=_gain(figures),
        )


def _names(pair: OpenPair) -> Names:
    return pair.pair.source, pair.pair.target


def _n_ruled_here(claims: Mapping[Claim, Edit]) -> int:
    return sum(
        isinstance(claim, BeadClaim)
        and claim.ruling is not None
        and edit.action is not EditAction.IMPORT
        for claim, edit in claims.items()
    )


def _as_it_stands(figures: "PairFigures", pair: OpenPair) -> "PairFigures":
    """The figures of a pair, with edits that the workspace does not have yet."""
    probabilities = [bead.probability for bead in pair.alignment]
    return figures._replace(
        beads=len(probabilities),
        doubtful=sum(p < DOUBTFUL_BELOW for p in probabilities),
        errors=sum(1 - p for p in probabilities),
        alarms=len(pair_alarms(pair.bitext).alarms),
    )


def _gain(figures: "PairFigures") -> float:
    gain = figures.errors + _ALARM_GAIN * figures.alarms + _FINDING_GAIN * figures.findings
    return round(gain, 3)


def _searched(figures: "PairFigures") -> str:
    """What a pair is found by."""
    return "\n".join(figures[:5]).lower()
