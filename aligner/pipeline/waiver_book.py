"""Waivers by the findings that they are about, whose ids may be given by their first digits."""

from collections.abc import Iterable

from aligner.errors import ConfigError
from aligner.values import Finding, Waiver


class WaiverBook:
    """Waivers by the ids of findings; the last of several with one id counts.

    Parameters
    ----------
    waivers : iterable of Waiver
    """

    def __init__(self, waivers: Iterable[Waiver]) -> None:
        self._by_id = {waiver.finding: waiver for waiver in waivers}
        # Whole ids come before those that are cut short.
        self._lengths = sorted({len(name) for name in self._by_id}, reverse=True)

    def of(self, finding: str) -> Waiver | None:
        """The waiver of a finding, None if it has none."""
        for length in self._lengths:
            waiver = self._by_id.get(finding[:length])
            if waiver is not None:
                return waiver
        return None

    def unused(self, findings: Iterable[str]) -> tuple[Waiver, ...]:
        """The waivers that are about none of the findings.

        Raises
        ------
        ConfigError
            If the digits of a waiver begin the ids of several findings.
        """
        met: dict[str, int] = dict.fromkeys(self._by_id, 0)
        for finding in set(findings):
            waiver = self.of(finding)
            if waiver is not None:
                met[waiver.finding] += 1
        for given, count in met.items():
            if count > 1:
                message = f"{count} ids begin with {given!r}: give more digits in the waiver"
                raise ConfigError(message)
        return tuple(self._by_id[name] for name, count in met.items() if not count)

    def whole(self, findings: Iterable[Finding]) -> tuple[Waiver, ...]:
        """The waivers with whole ids and what they are about, by id, without the unused."""
        found = {
            finding.id: Waiver.of(finding, waiver.kind, waiver.reason, waiver.author)
            for finding in findings
            if (waiver := self.of(finding.id)) is not None
        }
        return tuple(found[name] for name in sorted(found))
