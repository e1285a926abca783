"""Term checks: findings and occurrences of an aligned pair."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from aligner.errors import InternalError
from aligner.values import (
    LIKELY,
    DocumentPair,
    Finding,
    FindingCode,
    OccurrenceStatus,
    Severity,
    TermOccurrence,
)
from aligner.workspace.alignments import find_alignment
from aligner.workspace.base import OpenFiles
from aligner.workspace.database import Database, SqlRow, decoding_rows
from aligner.workspace.pairs import iterate_pages

_FINDING = (
    "id, code, severity, message, concept, source_term, expected, found, unit, source_text, "
    "target_text, source_start, source_stop, target_start, target_stop, confidence, details, "
    "doubtful"
)
_OCCURRENCE = (
    "concept, unit, source_term, source_start, source_stop, status, rendering, form, "
    "target_start, target_stop"
)

# Of a row of `findings`: a likely problem, neither doubtful nor waived.  `LIKELY` goes into it.
OPEN_FINDING = "doubtful = 0 AND confidence >= ? AND id NOT IN (SELECT finding FROM waivers)"


@dataclass(frozen=True, slots=True)
class StoredCheck:
    """The term check of one pair, each part in the order of the text.

    Parameters
    ----------
    source, target : str
        Document ids.
    published : datetime.date or None
        Day of the target, or else of the source.
    findings : tuple of Finding
    doubtful : tuple of Finding
        In beads whose two texts may not belong together.
    occurrences : tuple of TermOccurrence
    """

    source: str
    target: str
    published: date | None
    findings: tuple[Finding, ...]
    doubtful: tuple[Finding, ...]
    occurrences: tuple[TermOccurrence, ...]


def store_check(  # noqa: PLR0913 - one parameter a part of the check
    db: Database,
    alignment: int,
    pair: DocumentPair,
    *,
    glossary: str,
    findings: Iterable[Finding],
    doubtful: Iterable[Finding],
    occurrences: Iterable[TermOccurrence],
    stage_key: str,
) -> None:
    """Write the term check of a pair's alignment over the one before."""
    db.execute("DELETE FROM term_checks WHERE alignment = ?", (alignment,))
    db.execute(
        "INSERT INTO term_checks (alignment, glossary, stage_key) VALUES (?, ?, ?)",
        (alignment, glossary, stage_key),
    )
    rows = [
        *(_finding_row(f, pair, 0) for f in findings),
        *(_finding_row(f, pair, 1) for f in doubtful),
    ]
    _insert(db, "findings", _FINDING, alignment, rows)
    _insert(db, "occurrences", _OCCURRENCE, alignment, map(_occurrence_row, occurrences))


@decoding_rows("a finding")
def iterate_findings(db: Database) -> Iterator[Finding]:
    """All findings but the doubtful, in the order of source id, target id and place."""
    for source, target, alignment in iterate_pages(db, "alignments", "p.key"):
        for *row, is_doubtful in _select(db, "findings", _FINDING, alignment):
            if not is_doubtful:
                yield _finding(row, source, target)


@decoding_rows("a term check")
def iterate_checks(db: Database) -> Iterator[StoredCheck]:
    """The check of each pair that has one, in the order of source and target id."""
    columns = (
        "p.key, coalesce(t.published, s.published), "
        "(SELECT 1 FROM term_checks c WHERE c.alignment = p.key)"
    )
    for source, target, alignment, day, is_checked in iterate_pages(db, "alignments", columns):
        if not is_checked:
            continue
        found: tuple[list[Finding], list[Finding]] = ([], [])
        for *row, is_doubtful in _select(db, "findings", _FINDING, alignment):
            found[is_doubtful].append(_finding(row, source, target))
        occurrences = map(_occurrence, _select(db, "occurrences", _OCCURRENCE, alignment))
        yield StoredCheck(
            source,
            target,
            None if day is None else date.fromisoformat(day),
            tuple(found[0]),
            tuple(found[1]),
            tuple(occurrences),
        )


def _insert(db: Database, table: str, columns: str, alignment: int, rows: Iterable[SqlRow]) -> None:
    """Add rows of one alignment in their order."""
    marks = ", ?" * (columns.count(",") + 1)
    db.executemany(
        f"INSERT INTO {table} (alignment, position, {columns}) VALUES (?, ?{marks})",  # noqa: S608 - names of our own
        ((alignment, position, *row) for position, row in enumerate(rows)),
    )


def _select(db: Database, table: str, columns: str, alignment: int) -> list[SqlRow]:
    """Rows of one alignment in their order."""
    sql = f"SELECT {columns} FROM {table} WHERE alignment = ? ORDER BY position"  # noqa: S608 - names of our own
    return list(db.rows(sql, (alignment,)))


def _finding_row(finding: Finding, pair: DocumentPair, doubtful: int) -> SqlRow:
    """The columns of a finding; its documents are those of the pair."""
    if (finding.source_document, finding.target_document) != (pair.source, pair.target):
        message = f"finding {finding.id} does not belong to the pair of {pair.source}"
        raise InternalError(message)
    return (
        finding.id,
        finding.code.value,
        finding.severity.value,
        finding.message,
        finding.concept,
        finding.source_term,
        json.dumps(finding.expected, ensure_ascii=False),
        finding.found,
        finding.unit,
        finding.source_text,
        finding.target_text,
        *(finding.source_span or (None, None)),
        *(finding.target_span or (None, None)),
        float(finding.confidence),
        json.dumps(finding.details, ensure_ascii=False),
        doubtful,
    )


def _finding(row: Sequence[Any], source: str, target: str) -> Finding:
    """A finding of its columns and documents."""
    identity, code, severity, message, concept, term, expected, found, unit, *rest = row
    source_text, target_text, *spans, confidence, details = rest
    return Finding(
        id=identity,
        code=FindingCode(code),
        severity=Severity(severity),
        message=message,
        concept=concept,
        source_term=term,
        expected=tuple(json.loads(expected)),
        found=found,
        unit=unit,
        source_document=source,
        target_document=target,
        source_text=source_text,
        target_text=target_text,
        source_span=_span(*spans[:2]),
        target_span=_span(*spans[2:]),
        confidence=confidence,
        details=tuple((name, value) for name, value in json.loads(details)),
    )


def _occurrence_row(occurrence: TermOccurrence) -> SqlRow:
    """The columns of an occurrence."""
    return (
        occurrence.concept,
        occurrence.unit,
        occurrence.source_term,
        *occurrence.source_span,
        occurrence.status.value,
        occurrence.rendering,
        occurrence.form,
        *(occurrence.target_span or (None, None)),
    )


def _occurrence(row: SqlRow) -> TermOccurrence:
    """An occurrence of its columns."""
    concept, unit, term, start, stop, status, rendering, form, *target = row
    return TermOccurrence(
        concept=concept,
        unit=unit,
        source_term=term,
        source_span=(start, stop),
        status=OccurrenceStatus(status),
        rendering=rendering,
        form=form,
        target_span=_span(*target),
    )


def _span(start: int | None, stop: int | None) -> tuple[int, int] | None:
    """A span of its two columns, None when they are empty."""
    return None if start is None or stop is None else (start, stop)


class CheckStore(OpenFiles):
    """Stored term findings and occurrences."""

    def put_term_check(  # noqa: PLR0913 - one parameter a part of the check
        self,
        pair: DocumentPair,
        *,
        glossary: str,
        findings: Iterable[Finding],
        occurrences: Iterable[TermOccurrence],
        stage_key: str,
        doubtful: Iterable[Finding] = (),
    ) -> None:
        """Keep the term check of an aligned pair in place of the one before.

        Parameters
        ----------
        pair : DocumentPair
        glossary : str
            Digest of the glossary.
        findings, occurrences : iterable
            Their order is kept.
        stage_key : str
            What the check depends on; with the same key it need not be made again.
        doubtful : iterable of Finding
            Findings in beads whose two texts may not belong together.

        Raises
        ------
        WorkspaceError
            If the pair is not aligned.
        InternalError
            If a finding belongs to another pair.
        """
        with self._db.writing():
            store_check(
                self._db,
                self._alignment_of(pair),
                pair,
                glossary=glossary,
                findings=findings,
                doubtful=doubtful,
                occurrences=occurrences,
                stage_key=stage_key,
            )

    def remove_term_check(self, pair: DocumentPair) -> None:
        """Forget the term check of an aligned pair; one that is not there is no error."""
        with self._db.writing():
            sql = "DELETE FROM term_checks WHERE alignment = ?"
            self._db.execute(sql, (self._alignment_of(pair),))

    def term_check_key(self, pair: DocumentPair) -> str | None:
        """The stage key of a pair's term check, None when it must be done (again)."""
        row = find_alignment(self._db, pair)
        if row is None:
            return None
        return self._text("SELECT stage_key FROM term_checks WHERE alignment = ?", (row[0],))

    def findings(self) -> Iterator[Finding]:
        """Findings but the doubtful, in the order of source id, target id and place, streamed."""
        return iterate_findings(self._db)

    def count_findings(self) -> dict[str, int]:
        """Number of open findings by class: likely problems, neither doubtful nor waived."""
        rows = self._db.rows(
            f"SELECT code, COUNT(*) FROM findings WHERE {OPEN_FINDING} "  # noqa: S608 - our own
            "GROUP BY code ORDER BY code",
            (LIKELY,),
        )
        return dict(rows)

    def term_checks(self) -> Iterator[StoredCheck]:
        """The term checks of all pairs in the order of source and target id, streamed."""
        return iterate_checks(self._db)
