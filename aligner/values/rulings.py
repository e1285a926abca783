"""Reviewers' decisions on findings and on proposed terms."""

from dataclasses import dataclass
from enum import StrEnum

from aligner.text import one_line
from aligner.values.invariants import require
from aligner.values.terms import Finding


def describe_finding(finding: Finding) -> str:
    """Class, term, documents and texts of a finding, in one line."""
    words = " \u2013 ".join(filter(None, (finding.source_term, finding.found)))
    pages = " \u2013 ".join(filter(None, (finding.source_document, finding.target_document)))
    parts = (finding.code.value, words, pages, finding.source_text, finding.target_text)
    return " | ".join(one_line(part) for part in parts if part)


class WaiverKind(StrEnum):
    """Why a finding is waived: the wording is intended, or the finding is a false alarm."""

    ACCEPTED = "accepted"
    FALSE_ALARM = "false-alarm"


@dataclass(frozen=True, slots=True)
class Waiver:
    """A decision not to show a finding again.

    It refers to the id of the finding, which depends on the class, the term, the texts
    and the names of the documents, and not on segment numbers: it stays valid over
    re-runs until one of these changes.

    Parameters
    ----------
    finding : str
        Id of the finding.
    kind : WaiverKind
    reason, author : str
        Both are required, so that the waiver can be reviewed later.
    about : str
        What the finding said, for a reader who meets the waiver when the finding is
        gone; ``""`` if nothing is known of it.
    """

    finding: str
    kind: WaiverKind
    reason: str
    author: str
    about: str = ""

    @classmethod
    def of(cls, finding: Finding, kind: WaiverKind, reason: str, author: str) -> "Waiver":
        """The waiver of a finding, which says what it is about."""
        return cls(finding.id, kind, reason, author, describe_finding(finding))

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
