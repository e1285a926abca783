"""The results of a run, for people and for programs."""

from dataclasses import asdict, dataclass
from pathlib import Path

from aligner.values import Alarm, TranslationVerdict

# The sides that failures of pairs are noted under: of alignments, and of term checks.
PAIR, CHECK = "pair", "check"
_OF_PAIRS = frozenset({PAIR, CHECK})


@dataclass(frozen=True, slots=True)
class SideCounts:
    """How much text a pile holds."""

    documents: int
    segments: int


@dataclass(frozen=True, slots=True)
class FailedItem:
    """A page or pair that failed, and why."""

    side: str
    document: str
    message: str


@dataclass(frozen=True, slots=True)
class DoubtfulReading:
    """A page whose text may have been read wrongly, and why."""

    side: str
    document: str
    message: str


@dataclass(frozen=True, slots=True)
class LeftOver:
    """A document without a partner, and why."""

    side: str
    document: str
    reason: str


@dataclass(frozen=True, slots=True)
class PairAlarms:
    """What looks wrong in an aligned pair.

    Parameters
    ----------
    source, target : str
        Document ids.
    verdict : TranslationVerdict
        Whether they look like translations of each other at all.
    alarms : tuple of Alarm
        Damaged stretches; none of a pair that is no translation.
    """

    source: str
    target: str
    verdict: TranslationVerdict
    alarms: tuple[Alarm, ...]


@dataclass(frozen=True, slots=True)
class StageTime:
    """How many items a stage did and kept, and its wall time in seconds."""

    stage: str
    done: int
    unchanged: int
    seconds: float


@dataclass(frozen=True, slots=True, repr=False)
class RunSummary:
    """The outcome of a run.

    Parameters
    ----------
    workspace : Path
    signature : str
        Parts, versions, options and data digests that reproduce the result.
    source, target : SideCounts
    pairs : int
    relations : tuple of (str, int)
        How many of the pairs are of each relation, by its name.
    left_over : tuple of LeftOver
        Documents without a partner.
    failures : tuple of FailedItem
    doubtful_readings : tuple of DoubtfulReading
        Pages read with doubt, each once.
    beads, doubtful_beads : int
        All, and those with a probability under `DOUBTFUL_BELOW`.
    alarms : tuple of PairAlarms
        Pairs in which something looks wrong.
    findings : tuple of (str, int) or None
        Term findings by class; None when no glossary was given.
    notices : tuple of str
        What the user should know, for instance that the folders look swapped.
    stages : tuple of StageTime
    """

    workspace: Path
    signature: str
    source: SideCounts
    target: SideCounts
    pairs: int
    relations: tuple[tuple[str, int], ...]
    left_over: tuple[LeftOver, ...]
    failures: tuple[FailedItem, ...]
    doubtful_readings: tuple[DoubtfulReading, ...]
    beads: int
    doubtful_beads: int
    alarms: tuple[PairAlarms, ...]
    findings: tuple[tuple[str, int], ...] | None
    notices: tuple[str, ...]
    stages: tuple[StageTime, ...]

    def __repr__(self) -> str:
        findings = sum(count for _, count in self.findings or ())
        checked = "" if self.findings is None else f"{findings} term findings, "
        lost = f"{len(self.left_over)} pages without a partner, {len(self.unreadable)} unreadable"
        failed = f", {len(self.failed_pairs)} pairs failed" if self.failed_pairs else ""
        return f"<RunSummary: {self.pairs} pairs, {self.beads} beads, {checked}{lost}{failed}>"

    @property
    def unreadable(self) -> tuple[FailedItem, ...]:
        """The pages that could not be read."""
        return tuple(item for item in self.failures if item.side not in _OF_PAIRS)

    @property
    def failed_pairs(self) -> tuple[FailedItem, ...]:
        """The pairs that could not be aligned, or whose terms could not be checked."""
        return tuple(item for item in self.failures if item.side in _OF_PAIRS)

    @property
    def doubtful_share(self) -> float:
        """Share of doubtful beads, 0 when there are no beads."""
        return self.doubtful_beads / self.beads if self.beads else 0.0

    def figures(self) -> dict[str, object]:
        """Everything that does not depend on time or place, as plain values."""
        values = asdict(self)
        del values["workspace"], values["stages"]
        values["doubtful_share"] = round(self.doubtful_share, 4)
        values["relations"] = dict(self.relations)
        values["findings"] = None if self.findings is None else dict(self.findings)
        return values

    def counts(self) -> dict[str, object]:
        """The figures with numbers in place of lists, which may be as long as the piles."""
        names = ("left_over", "failures", "doubtful_readings", "alarms")
        return {**self.figures(), **{name: len(getattr(self, name)) for name in names}}

    def as_dict(self) -> dict[str, object]:
        """All of it as plain values, for JSON."""
        stages = [asdict(stage) for stage in self.stages]
        return {"workspace": str(self.workspace), **self.figures(), "stages": stages}
