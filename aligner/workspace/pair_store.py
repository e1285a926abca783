"""Pairs of documents and their alignments in a workspace."""

import json
from collections.abc import Iterable, Iterator, Sequence

from aligner.values import (
    Alarm,
    Alignment,
    Bead,
    Bitext,
    DocumentPair,
    MovedLink,
    PairDecision,
    TranslationVerdict,
)
from aligner.workspace.alignments import (
    StoredAlarms,
    find_alignment,
    iterate_alarms,
    load_bitext,
    moved_rows,
    pairs_not_looked_at,
    store_alarms,
    store_alignment,
)
from aligner.workspace.base import PAIRING, OpenFiles
from aligner.workspace.documents import Side
from aligner.workspace.pairs import (
    UNALIGNED,
    UNSETTLED,
    iterate_pages,
    iterate_pairs,
    load_decisions,
    load_unpaired,
    store_decision,
    store_pair,
    store_unpaired,
)

# The stage that says what a pairing depended on but for the documents.
_OPTIONS = "pairing options"


class PairStore(OpenFiles):
    """Stored pairs, documents without counterpart, and alignments."""

    def put_pairing(
        self,
        pairing: Iterable[DocumentPair],
        unpaired_sources: Iterable[tuple[str, str]],
        unpaired_targets: Iterable[tuple[str, str]],
        *,
        stage_key: str,
        options_key: str = "",
    ) -> None:
        """Keep the pairing of the two piles in place of the one before.

        Alignments of pairs that are no longer there are removed, those of all
        others stay.

        Parameters
        ----------
        pairing : iterable of DocumentPair
        unpaired_sources, unpaired_targets : iterable of (str, str)
            Documents without partner, each with the reason.
        stage_key : str
            What the pairing depended on; see `pairing_key`.
        options_key : str
            What it depended on but for the documents; see `pairing_options_key`.
        """
        with self._db.writing():
            current = {store_pair(self._db, pair, replace=True) for pair in pairing}
            for keys in list(self._db.rows("SELECT source, target FROM pairs")):
                if keys not in current:
                    self._drop_alignments("source = ? AND target = ?", keys)
                    self._db.execute("DELETE FROM pairs WHERE source = ? AND target = ?", keys)
            self._db.execute("DELETE FROM unpaired")
            store_unpaired(self._db, "source", unpaired_sources)
            store_unpaired(self._db, "target", unpaired_targets)
            for stage in ((PAIRING, stage_key), (_OPTIONS, options_key)):
                self._db.execute("INSERT OR REPLACE INTO stages VALUES (?, ?)", stage)
            self._db.execute(
                "UPDATE documents SET paired_key = stage_key WHERE paired_key <> stage_key"
            )

    def pairing_key(self) -> str | None:
        """The stage key of the pairing, None when it must be done (again)."""
        return self._text("SELECT stage_key FROM stages WHERE name = ?", (PAIRING,))

    def pairing_options_key(self) -> str:
        """What the last pairing depended on but for the documents; nothing before the first."""
        return self._text("SELECT stage_key FROM stages WHERE name = ?", (_OPTIONS,)) or ""

    def pairs(self) -> Iterator[DocumentPair]:
        """All pairs in the order of source and target id, streamed."""
        return iterate_pairs(self._db)

    def count_unaligned(self) -> int:
        """Number of pairs that are yet to be aligned; those that failed are not among them."""
        return int((self._db.row(f"SELECT COUNT(*) {UNALIGNED}") or (0,))[0])

    def count_unsettled(self) -> int:
        """Number of documents that are new or changed since the pairing."""
        return int((self._db.row(f"SELECT COUNT(*) {UNSETTLED}") or (0,))[0])

    def unpaired(self, side: Side) -> tuple[tuple[str, str], ...]:
        """Documents of a side without partner, each with the reason, in the order of ids."""
        return load_unpaired(self._db, side)

    def put_decisions(self, decisions: Iterable[PairDecision]) -> None:
        """Store decisions on pairs, replacing earlier ones."""
        with self._db.writing():
            for decision in decisions:
                store_decision(self._db, decision)

    def remove_decision(self, source: str, target: str) -> bool:
        """Delete the decision on a pair; returns whether there was one."""
        where = "FROM pair_decisions WHERE source = ? AND target = ?"
        with self._db.writing():
            known = self._db.row(f"SELECT 1 {where}", (source, target)) is not None
            self._db.execute(f"DELETE {where}", (source, target))
        return known

    def decisions(self) -> tuple[PairDecision, ...]:
        """The decisions on pairs, in the order of source and target id."""
        return load_decisions(self._db)

    def put_alignment(
        self,
        pair: DocumentPair,
        alignment: Alignment,
        stage_key: str,
        *,
        signature: str = "",
    ) -> None:
        """Keep the alignment of a pair, and enter its beads in the search index.

        An earlier alignment of the pair goes, with its term check.  A pair
        that is not listed yet is added.

        Parameters
        ----------
        pair : DocumentPair
        alignment : Alignment
            Of the two documents as they stand in the workspace.
        stage_key : str
            What the alignment depended on; see `alignment_key`.
        signature : str, default=""
            Goes into the bitext and into exported units.
        """
        with self._db.writing():
            store_alignment(self._db, pair, alignment, stage_key, signature)

    def put_alarms(
        self, pair: DocumentPair, verdict: TranslationVerdict, alarms: Sequence[Alarm]
    ) -> None:
        """Note what looks wrong in the alignment of a pair, or that nothing does."""
        with self._db.writing():
            store_alarms(self._db, self._alignment_of(pair), verdict, alarms)

    def alarms(self) -> Iterator[StoredAlarms]:
        """Pairs in which something looks wrong, in the order of source and target id."""
        return iterate_alarms(self._db)

    def pairs_not_looked_at(self) -> list[DocumentPair]:
        """Aligned pairs for which `put_alarms` has not been called."""
        return pairs_not_looked_at(self._db)

    def count_beads(self, *, under: float) -> tuple[int, int]:
        """Number of beads, and of those with a smaller probability than a given one."""
        sql = "SELECT COUNT(*), COALESCE(SUM(probability < ?), 0) FROM beads"
        row = self._db.row(sql, (under,))
        return (0, 0) if row is None else (int(row[0]), int(row[1]))

    def put_draft(self, key: str, alignment: Alignment) -> None:
        """Cache an alignment that may not be wanted, under a key as in `put_alignment`."""
        fields = ("source_start", "source_stop", "target_start", "target_stop")
        beads = [
            [*(getattr(bead, name) for name in fields), bead.probability, bead.reasons]
            for bead in alignment
        ]
        rest = [[alignment.n_source, alignment.n_target], alignment.pair_probability]
        content = [beads, *rest, moved_rows(alignment)]
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        self._lock.acquire()
        self._cache.put(key, text.encode())

    def has_draft(self, key: str) -> bool:
        """Whether an alignment is cached under a key."""
        return self._cache.holds(key)

    def draft(self, key: str) -> Alignment | None:
        """The cached alignment of a key, None when it must be computed."""
        data = self._cache.get(key)
        if data is None:
            return None
        rows, (n_source, n_target), *rest = json.loads(data)
        if not rest:
            # Cached by an older version, which estimated less.
            return None
        beads = (Bead(a, b, c, d, p, tuple(reasons)) for a, b, c, d, p, reasons in rows)
        moved = (MovedLink(*row) for row in rest[1])
        return Alignment(tuple(beads), n_source, n_target, rest[0], tuple(moved))

    def alignment_key(self, pair: DocumentPair) -> str | None:
        """The stage key of a pair's alignment, None when it must be done (again)."""
        row = find_alignment(self._db, pair)
        return None if row is None else str(row[1])

    def bitext(self, pair: DocumentPair) -> Bitext:
        """Both documents of a pair with their alignment."""
        return load_bitext(self._db, self._alignment_of(pair))

    def bitexts(self) -> Iterator[Bitext]:
        """All bitexts in the order of source and target id, streamed."""
        for _, _, key in iterate_pages(self._db, "alignments", "p.key"):
            yield load_bitext(self._db, key)
