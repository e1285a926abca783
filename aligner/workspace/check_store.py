"""Term checks of the aligned pairs in a workspace."""

from collections.abc import Iterable, Iterator

from aligner.values import DocumentPair, Finding, TermOccurrence
from aligner.workspace.alignments import find_alignment
from aligner.workspace.base import OpenFiles
from aligner.workspace.checks import iterate_findings, iterate_occurrences, store_check

__all__ = ["CheckStore"]


class CheckStore(OpenFiles):
    """What was found: term findings and occurrences."""

    def put_term_check(
        self,
        pair: DocumentPair,
        glossary_digest: str,
        findings: Iterable[Finding],
        occurrences: Iterable[TermOccurrence],
        stage_key: str,
    ) -> None:
        """Keep the term check of an aligned pair in place of the one before.

        Findings and occurrences keep the order in which they are given.
        """
        with self._db.writing():
            store_check(
                self._db,
                self._alignment_of(pair),
                pair,
                glossary=glossary_digest,
                findings=findings,
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
        """All findings in the order of source id, target id and place, streamed."""
        return iterate_findings(self._db)

    def occurrences(self) -> Iterator[TermOccurrence]:
        """All term occurrences in the order of source id, target id and place, streamed."""
        return iterate_occurrences(self._db)
