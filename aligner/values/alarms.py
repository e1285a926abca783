"""Alarms: stretches of an alignment that look wrong, and pairs that are no translations."""

from dataclasses import dataclass
from enum import StrEnum

from aligner.values.invariants import require


class AlarmKind(StrEnum):
    """The kinds of alarms."""

    GAP = "gap"
    DRIFT = "drift"


@dataclass(frozen=True, slots=True)
class Alarm:
    """A stretch of an alignment that looks damaged.

    Parameters
    ----------
    kind : AlarmKind
        Gap: most of the stretch has no counterpart.  Drift: bead after bead is
        improbable.
    source_start, source_stop, target_start, target_stop : int
        Half-open runs of segment indices; one of the two may be empty.
    reason : str
        What looks wrong, in words.
    """

    kind: AlarmKind
    source_start: int
    source_stop: int
    target_start: int
    target_stop: int
    reason: str

    def __post_init__(self) -> None:
        require(0 <= self.source_start <= self.source_stop, "source run is in order")
        require(0 <= self.target_start <= self.target_stop, "target run is in order")
        require(self.n_source + self.n_target > 0, "an alarm holds at least one segment")
        require(bool(self.reason), "an alarm has a reason")

    @property
    def n_source(self) -> int:
        """Number of source segments."""
        return self.source_stop - self.source_start

    @property
    def n_target(self) -> int:
        """Number of target segments."""
        return self.target_stop - self.target_start


@dataclass(frozen=True, slots=True)
class TranslationVerdict:
    """Whether two documents look like translations of each other.

    Parameters
    ----------
    is_translation : bool
    score : float
        Expected share of the segments that have a counterpart, 0 to 1.
    reason : str
        The score in words.
    """

    is_translation: bool
    score: float
    reason: str

    def __post_init__(self) -> None:
        require(0.0 <= self.score <= 1.0, "a score lies between 0 and 1")
        require(bool(self.reason), "a verdict has a reason")
