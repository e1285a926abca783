"""What persons say of findings and of proposed terms."""

from dataclasses import dataclass
from enum import StrEnum

from aligner.values.promises import require


class WaiverKind(StrEnum):
    """What a person says of a finding: it is meant to be so, or it was never wrong."""

    ACCEPTED = "accepted"
    FALSE_ALARM = "false-alarm"


@dataclass(frozen=True, slots=True)
class Waiver:
    """A person's word on one finding, so that it is not shown again.

    Tied to the id of the finding, which is made of the texts and not of their
    numbers: it holds over re-runs until one of the two sentences changes.

    Parameters
    ----------
    finding : str
        Id of the finding.
    kind : WaiverKind
    reason, author : str
        Neither may be empty: a waiver without them cannot be judged later.
    """

    finding: str
    kind: WaiverKind
    reason: str
    author: str

    def __post_init__(self) -> None:
        for name in ("finding", "reason", "author"):
            require(bool(getattr(self, name).strip()), f"a waiver needs its {name}")


class ProposalRuling(StrEnum):
    """A person's word on a proposed entry of the glossary."""

    ACCEPT = "accept"
    VARIANT = "variant"
    REJECT = "reject"


@dataclass(frozen=True, slots=True)
class ProposalDecision:
    """What a person said of a proposed pair of terms.

    Parameters
    ----------
    source_term, target_term : str
        As they were proposed.
    ruling : ProposalRuling
        ``VARIANT`` allows the target beside the term's preferred form.
    author, reason : str
        ``""`` when not told.
    """

    source_term: str
    target_term: str
    ruling: ProposalRuling
    author: str = ""
    reason: str = ""

    def __post_init__(self) -> None:
        require(bool(self.source_term and self.target_term), "a decision names two terms")
