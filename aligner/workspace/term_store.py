"""Stored decisions on terms, and the learned word alignment."""

from collections.abc import Iterable

from aligner.values import ProposalDecision, ProposalRuling, Waiver, WaiverKind
from aligner.workspace.base import OpenFiles
from aligner.workspace.database import decoding


class TermStore(OpenFiles):
    """Waivers of findings, decisions on proposed entries, the lexicon."""

    def put_waivers(self, waivers: Iterable[Waiver]) -> None:
        """Store waivers of findings, replacing earlier ones."""
        with self._db.writing():
            self._db.executemany(
                "INSERT OR REPLACE INTO waivers (finding, kind, reason, author, about) "
                "VALUES (?, ?, ?, ?, ?)",
                ((w.finding, w.kind.value, w.reason, w.author, w.about) for w in waivers),
            )

    def remove_waiver(self, finding: str) -> bool:
        """Delete the waiver of a finding; returns whether there was one."""
        with self._db.writing():
            known = self._text("SELECT 1 FROM waivers WHERE finding = ?", (finding,)) is not None
            self._db.execute("DELETE FROM waivers WHERE finding = ?", (finding,))
        return known

    @decoding("a waiver")
    def waivers(self) -> tuple[Waiver, ...]:
        """The waivers, in the order of the findings' ids."""
        rows = self._db.rows(
            "SELECT finding, kind, reason, author, about FROM waivers ORDER BY finding"
        )
        return tuple(Waiver(name, WaiverKind(kind), *rest) for name, kind, *rest in rows)

    def put_proposal_decisions(self, decisions: Iterable[ProposalDecision]) -> None:
        """Store decisions on proposed entries, replacing earlier ones."""
        with self._db.writing():
            self._db.executemany(
                "INSERT OR REPLACE INTO proposal_decisions "
                "(source_term, target_term, decision, author, reason) VALUES (?, ?, ?, ?, ?)",
                (
                    (d.source_term, d.target_term, d.ruling.value, d.author, d.reason)
                    for d in decisions
                ),
            )

    @decoding("a decision on a proposal")
    def proposal_decisions(self) -> tuple[ProposalDecision, ...]:
        """The decisions on proposed entries, in the order of the terms."""
        rows = self._db.rows(
            "SELECT source_term, target_term, decision, author, reason FROM proposal_decisions "
            "ORDER BY source_term, target_term"
        )
        return tuple(
            ProposalDecision(source, target, ProposalRuling(ruling), *rest)
            for source, target, ruling, *rest in rows
        )

    def put_lexicon(self, data: bytes, *, pairs: int, stage_key: str) -> None:
        """Keep the learned word alignment in place of the one before.

        Parameters
        ----------
        data : bytes
        pairs : int
            How many pairs it was learned from.
        stage_key : str
            What it was learned with.
        """
        with self._db.writing():
            self._db.execute(
                "INSERT OR REPLACE INTO lexicon (key, stage_key, pairs, data) VALUES (1, ?, ?, ?)",
                (stage_key, pairs, data),
            )

    @decoding("the learned word alignment")
    def lexicon(self) -> tuple[bytes, int, str] | None:
        """The learned word alignment, its number of pairs and its stage key; None without one."""
        row = next(self._db.rows_with_bytes("SELECT data, pairs, stage_key FROM lexicon"), None)
        return None if row is None else (bytes(row[0]), int(row[1]), str(row[2]))
