"""Term checks of the aligned pairs in a workspace."""

from collections.abc import Iterable, Iterator

from aligner.values import DocumentPair, Finding, TermOccurrence
from aligner.workspace.alignments import find_alignment
from aligner.workspace.base import OpenFiles
from aligner.workspace.checks import StoredCheck, iterate_checks, iterate_findings, store_check


class CheckStore(OpenFiles):
    """What was found: term findings and occurrences."""

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

        Findings and occurrences keep the order in which they are given; those
        in beads whose two texts may not belong together go into `doubtful`.
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
        """Number of open findings by class: neither doubtful nor waived."""
        rows = self._db.rows(
            "SELECT code, COUNT(*) FROM findings WHERE doubtful = 0 "
            "AND id NOT IN (SELECT finding FROM waivers) GROUP BY code ORDER BY code"
        )
        return dict(rows)

    def term_checks(self) -> Iterator[StoredCheck]:
        """The term checks of all pairs in the order of source and target id, streamed."""
        return iterate_checks(self._db)
