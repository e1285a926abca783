"""Reviewers' decisions on findings and on proposed terms."""

from dataclasses import dataclass
from enum import StrEnum

from aligner.values.invariants import require


class WaiverKind(StrEnum):
    """Why a finding is waived: the wording is intended, or the finding is a false alarm."""

    ACCEPTED = "accepted"
    FALSE_ALARM = "false-alarm"


@dataclass(frozen=True, slots=True)
class Waiver:
    """A decision not to show a finding again.

    It refers to the id of the finding, which depends on the texts and not on segment
    numbers: it stays valid over re-runs until one of the two sentences changes.

    Parameters
    ----------
    finding : str
        Id of the finding.
    kind : WaiverKind
    reason, author : str
        Both are required, so that the waiver can be reviewed later.
    """

    finding: str
    kind: WaiverKind
    reason: str
    author: str

    def __post_init__(self) -> None:
        for name in ("finding", "reason", "author"):
            require(bool(getattr(self, name).strip()), f"a waiver needs its {name}")


class ProposalRuling(StrEnum):
    """The decision on a proposed glossary entry."""

    ACCEPT = "accept"
    VARIANT = "variant"
    REJECT = "reject"


@dataclass(frozen=True, slots=True)
class ProposalDecision:
    """A reviewer's decision on a proposed pair of terms.

    Parameters
    ----------
    source_term, target_term : str
        The terms as proposed.
    ruling : ProposalRuling
        ``VARIANT`` allows the target beside the term's preferred form.
    author, reason : str
        ``""`` if not given.
    """

    source_term: str
    target_term: str
    ruling: ProposalRuling
    author: str = ""
    reason: str = ""

    def __post_init__(self) -> None:
        require(bool(self.source_term and self.target_term), "a decision names two terms")
