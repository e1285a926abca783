"""Findings that a person has waived, and those that are new since another check."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from aligner.values import Finding, Waiver


@dataclass(frozen=True, slots=True)
class Waived:
    """Findings by what was said of them.

    Parameters
    ----------
    open : tuple of Finding
        Nothing was said of these.
    waived : tuple of (Finding, Waiver)
    stale : tuple of Waiver
        Of findings that are there no more: the text was mended, or changed.
    """

    open: tuple[Finding, ...]
    waived: tuple[tuple[Finding, Waiver], ...]
    stale: tuple[Waiver, ...]


def apply_waivers(findings: Iterable[Finding], waivers: Iterable[Waiver]) -> Waived:
    """Split findings by waivers; of several waivers of one finding the last holds."""
    by_id = {waiver.finding: waiver for waiver in waivers}
    found = tuple(findings)
    ids = {finding.id for finding in found}
    return Waived(
        tuple(f for f in found if f.id not in by_id),
        tuple((f, by_id[f.id]) for f in found if f.id in by_id),
        tuple(waiver for finding, waiver in by_id.items() if finding not in ids),
    )


def new_since(findings: Iterable[Finding], known: Collection[str]) -> tuple[Finding, ...]:
    """Findings whose ids are not among the known ones."""
    return tuple(finding for finding in findings if finding.id not in known)
