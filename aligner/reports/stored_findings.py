"""Findings of a check of any size: few in memory, many in a temporary file."""

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import overload

from aligner.spill import Spill
from aligner.values import Finding, FindingCode, Severity

_CODES = tuple(FindingCode)
_SEVERITIES = tuple(Severity)
_CODE_NUMBERS = {code: number for number, code in enumerate(_CODES)}
_SEVERITY_NUMBERS = {severity: number for number, severity in enumerate(_SEVERITIES)}
# So many findings are kept in memory; more go to a temporary file.
_IN_MEMORY = 10_000


class FindingStore:
    """Takes findings one by one; in memory is what they are chosen, sorted and counted by.

    Parameters
    ----------
    in_memory : int
        How many findings may be kept in memory.

    Attributes
    ----------
    ids : list of str
    """

    def __init__(self, in_memory: int = _IN_MEMORY) -> None:
        self.ids: list[str] = []
        self._codes, self._severities = array("B"), array("B")
        self._confidences = array("d")
        self._in_memory = in_memory
        self._kept: list[Finding] = []
        self._records: Spill | None = None

    def __len__(self) -> int:
        return len(self.ids)

    def append(self, finding: Finding) -> None:
        """Take in one finding."""
        self.ids.append(finding.id)
        self._codes.append(_CODE_NUMBERS[finding.code])
        self._severities.append(_SEVERITY_NUMBERS[finding.severity])
        self._confidences.append(finding.confidence)
        if self._records is None and len(self._kept) == self._in_memory:
            self._records = Spill()
            for kept in self._kept:
                self._records.append(_record(kept))
            self._kept.clear()
        if self._records is None:
            self._kept.append(finding)
        else:
            self._records.append(_record(finding))

    def __getitem__(self, number: int) -> Finding:
        if self._records is None:
            return self._kept[number]
        return _finding(self._records[number])

    def confidence(self, number: int) -> float:
        """The confidence of a finding."""
        return self._confidences[number]

    def choose(self, numbers: Iterable[int]) -> Sequence[Finding]:
        """The findings of these numbers: a tuple if they are in memory."""
        if self._records is None:
            return tuple(self._kept[number] for number in numbers)
        return StoredFindings(self, array("Q", numbers))

    def risk(self, number: int) -> tuple[int, float, str]:
        """By what a finding is sorted, the riskiest first."""
        return self._severities[number], -self._confidences[number], self.ids[number]

    def code(self, number: int) -> FindingCode:
        """The class of a finding."""
        return _CODES[self._codes[number]]

    def severity(self, number: int) -> Severity:
        """The severity of a finding."""
        return _SEVERITIES[self._severities[number]]


class StoredFindings(Sequence[Finding]):
    """Findings that are read from their store when asked for.

    Parameters
    ----------
    store : FindingStore
    numbers : array of int
        Which of its findings, and in which order.
    """

    def __init__(self, store: FindingStore, numbers: "array[int]") -> None:
        self._store, self._numbers = store, numbers

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, place: int) -> Finding: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Finding]: ...
    def __getitem__(self, place: int | slice) -> Finding | Sequence[Finding]:
        if isinstance(place, slice):
            return StoredFindings(self._store, self._numbers[place])
        return self._store[self._numbers[place]]

    def riskiest(self) -> "StoredFindings":
        """The same findings, the riskiest first."""
        return StoredFindings(self._store, array("Q", sorted(self._numbers, key=self._store.risk)))

    def count_codes(self) -> Counter[FindingCode]:
        """Number of findings of each class."""
        return Counter(map(self._store.code, self._numbers))

    def count_severities(self) -> Counter[Severity]:
        """Number of findings of each severity."""
        return Counter(map(self._store.severity, self._numbers))


def _record(finding: Finding) -> tuple[object, ...]:
    """A finding as plain values, in the order of its fields."""
    return (
        finding.id,
        finding.code.value,
        finding.severity.value,
        finding.message,
        finding.concept,
        finding.source_term,
        finding.expected,
        finding.found,
        finding.unit,
        finding.source_document,
        finding.target_document,
        finding.source_text,
        finding.target_text,
        finding.source_span,
        finding.target_span,
        finding.confidence,
        finding.details,
    )


def _finding(record: tuple[object, ...]) -> Finding:
    """The finding of a record."""
    identifier, code, severity, *rest = record
    return Finding(identifier, FindingCode(code), Severity(severity), *rest)  # type: ignore[arg-type]
